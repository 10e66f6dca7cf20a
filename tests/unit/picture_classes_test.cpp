// The rules by which pictures in folders become classes and halves.
#include "lab/data/picture_classes.h"

#include <algorithm>

#include <gtest/gtest.h>

namespace bottleneck {
namespace {

using Strings = std::vector<std::string>;
using Positions = std::vector<std::size_t>;

Strings names_of(const PictureClasses& found) {
  Strings names;
  for (const PictureClass& one : found.classes) names.push_back(one.name);
  return names;
}

TEST(PictureClasses, PicturesAreToldByTheirNames) {
  for (const char* name : {"a.png", "a.PNG", "b/a.jpg", "a.b.JpEg", "ä.jpeg", "b.png/a.png"})
    EXPECT_TRUE(is_picture_name(name)) << name;
  for (const char* name : {"", "png", ".png", "b/.jpg", "a.gif", "a.png.txt", "a.png/b", "a.png/", "jpeg"})
    EXPECT_FALSE(is_picture_name(name)) << name;
}

TEST(PictureClasses, SubfoldersAreClassesByTheBytesOfTheirNames) {
  const Strings paths{"b/2.png", "é/1.png", "a-b/x.png", "b/10.png", "B/1.png", "a/z.png", "b/1.png"};
  const PictureClasses found = find_picture_classes(paths, "faces");
  EXPECT_EQ(names_of(found), (Strings{"B", "a", "a-b", "b", "é"}));
  EXPECT_EQ(found.classes[3].pictures, (Positions{6, 3, 0}));
  EXPECT_TRUE(found.too_deep.empty());
  EXPECT_TRUE(found.stray.empty());
}

TEST(PictureClasses, WithoutSubfoldersAllAreOneClass) {
  const PictureClasses found = find_picture_classes(Strings{"2.png", "1.png"}, "faces");
  EXPECT_EQ(names_of(found), (Strings{"faces"}));
  EXPECT_EQ(found.classes[0].pictures, (Positions{1, 0}));
  // Also beside pictures that lie too deep.
  const PictureClasses beside = find_picture_classes(Strings{"a/b/1.png", "1.png"}, "faces");
  EXPECT_EQ(names_of(beside), (Strings{"faces"}));
  EXPECT_EQ(beside.too_deep, (Strings{"a/b"}));
}

TEST(PictureClasses, WhatMakesNoClassIsNamed) {
  const Strings paths{"z.png", "b/d/1.png",   "a/1.png",     "b/c/1.png",
                      "y.png", "b/c/e/2.png", "a.b/c/1.png", "a/b/1.png"};
  const PictureClasses found = find_picture_classes(paths, "faces");
  EXPECT_EQ(names_of(found), (Strings{"a"}));
  EXPECT_EQ(found.too_deep, (Strings{"a/b", "a.b/c", "b/c", "b/d"})) << "folders in their order, each once";
  EXPECT_EQ(found.stray, (Positions{4, 0}));
}

TEST(PictureClasses, OddPathsAreNoHarm) {
  const PictureClasses found =
      find_picture_classes(Strings{"", "/", "a//1.png", "./a/./2.png", "/a/3.png", "a/"}, "");
  EXPECT_EQ(names_of(found), (Strings{"a"}));
  EXPECT_EQ(found.classes[0].pictures, (Positions{2, 3, 4}));
  EXPECT_EQ(found.stray, (Positions{5})) << "a path is that of a file, whatever it looks like";
  EXPECT_TRUE(find_picture_classes({}, "faces").classes.empty());
  // Two files of one name, from two places.
  EXPECT_EQ(find_picture_classes(Strings{"a/1.png", "a/1.png"}, "").classes[0].pictures, (Positions{0, 1}));
}

TEST(PictureClasses, TheCommonFolderIsTakenOff) {
  const auto take_off = [](Strings paths, Strings& inner) {
    std::string folder = take_off_common_folder(paths);
    inner = std::move(paths);
    return folder;
  };
  Strings inner;
  EXPECT_EQ(take_off({"faces/anna/1.png", "faces/ben/1.png"}, inner), "faces");
  EXPECT_EQ(inner, (Strings{"anna/1.png", "ben/1.png"}));
  EXPECT_EQ(take_off({"anna/1.png", "anna/2.png"}, inner), "anna");
  EXPECT_EQ(inner, (Strings{"1.png", "2.png"}));
  EXPECT_EQ(take_off({"anna/1.png", "ben/2.png"}, inner), "") << "two folders are two classes";
  EXPECT_EQ(inner, (Strings{"anna/1.png", "ben/2.png"}));
  EXPECT_EQ(take_off({"1.png"}, inner), "");
  EXPECT_EQ(take_off({"faces/anna/1.png", "1.png"}, inner), "");
  EXPECT_EQ(take_off({}, inner), "");
  // Folders around the one that is meant, as zip files have them; but no class is taken for one.
  EXPECT_EQ(take_off({"d/e/faces/anna/1.png", "d/e/faces/ben/1.png"}, inner), "faces");
  EXPECT_EQ(inner, (Strings{"anna/1.png", "ben/1.png"}));
  EXPECT_EQ(take_off({"faces/anna/1.png", "faces/anna/old/2.png"}, inner), "faces");
  EXPECT_EQ(inner, (Strings{"anna/1.png", "anna/old/2.png"}));
}

// How many of a class of so many are tested on, and which.
Positions tested(std::size_t count) {
  std::vector<Image> images(count);
  for (std::size_t i = 0; i < count; ++i) images[i][0] = static_cast<std::uint8_t>(i + 1);
  TrainTest data;
  add_picture_class(data, "a", {});
  add_picture_class(data, "b", images);
  EXPECT_EQ(data.class_names, (Strings{"a", "b"}));
  EXPECT_EQ(data.train.size() + data.test.size(), static_cast<int>(count));
  EXPECT_TRUE(std::ranges::all_of(data.train.labels, [](int label) { return label == 1; }));
  Positions places;
  for (int i = 0; i < data.test.size(); ++i) places.push_back(data.test.image(i)[0]);
  return places;
}

TEST(PictureClasses, EverySixthIsTestedOn) {
  EXPECT_EQ(tested(0), Positions{});
  EXPECT_EQ(tested(1), Positions{});
  EXPECT_EQ(tested(2), Positions{2});
  EXPECT_EQ(tested(5), Positions{5});
  EXPECT_EQ(tested(6), Positions{6});
  EXPECT_EQ(tested(11), Positions{6});
  EXPECT_EQ(tested(12), (Positions{6, 12}));
}

}  // namespace
}  // namespace bottleneck
