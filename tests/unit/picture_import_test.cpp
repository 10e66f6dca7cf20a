// The reader's own pictures on their way into a dataset.
#include "lab/session/picture_import.h"

#include <functional>

#include <gtest/gtest.h>

#include "core/resize.h"
#include "formats/model_card.h"
#include "lab/data/picture_words.h"
#include "lab/session/address.h"
#include "lab/session/perform.h"
#include "lab/session/queries.h"
#include "lab/session/training_steps.h"
#include "lab/session/update.h"
#include "lab/shown/offer.h"
#include "lab/training/usual_plan.h"
#include "unit/control_sessions.h"

namespace bottleneck {
namespace {

using Strings = std::vector<std::string>;

const DatasetEntry& pictures(const Session& session) {
  return *find_dataset(session.datasets, "pictures");
}

// Four pixels of one grey.
Result<GreyView> plain(const Bytes& four) {
  return GreyView{.width = 2, .height = 2, .pixels = four};
}

// Decodes all that is asked for: of grey `place` + 1, or with a problem.
void decode_all(Session& session, int number, const std::function<std::string(int)>& problem = {}) {
  for (int place = next_picture(session, number); place >= 0; place = next_picture(session, number)) {
    const std::string why = problem ? problem(place) : "";
    const Bytes four(4, static_cast<std::uint8_t>(place + 1));
    receive_picture(session, number, place, why.empty() ? plain(four) : Error{why});
  }
}

int give(Session& session, const Strings& paths, const std::function<std::string(int)>& problem = {}) {
  const int number = begin_pictures(session, paths);
  if (number > 0) decode_all(session, number, problem);
  return number;
}

std::vector<int> first_pixels(const Dataset& dataset) {
  std::vector<int> values;
  for (int i = 0; i < dataset.size(); ++i) values.push_back(dataset.image(i)[0]);
  return values;
}

Session with_pictures() {
  Session session;
  give(session, {"faces/a/1.png", "faces/a/2.png", "faces/b/1.png"});
  EXPECT_EQ(pictures(session).class_names, (Strings{"a", "b"}));
  return session;
}

double import_clock() {
  return 0;
}

TEST(PictureImport, FoldersBecomeADataset) {
  Session session;
  const int number =
      begin_pictures(session, {"f/b/1.png", "f/a/2.png", "f/a/1.png", "f/b/3.png", "f/b/2.png"});
  ASSERT_GT(number, 0);
  EXPECT_EQ(session.choices.station, Station::data) << "where the progress is seen";
  EXPECT_FALSE(pictures(session).train.images);
  Strings asked;
  for (int place = next_picture(session, number); place >= 0; place = next_picture(session, number))
    asked.push_back(std::to_string(place));
  EXPECT_EQ(asked, (Strings{"2", "1", "0", "4", "3"})) << "by class and name";
  for (const int place : {4, 0, 1, 3, 2}) {  // they come as they are decoded
    EXPECT_TRUE(session.own_pictures.under_way);
    receive_picture(session, number, place, plain(Bytes(4, static_cast<std::uint8_t>(10 + place))));
  }
  EXPECT_FALSE(session.own_pictures.under_way);
  const DatasetEntry& entry = pictures(session);
  EXPECT_EQ(entry.class_names, (Strings{"a", "b"}));
  EXPECT_EQ(first_pixels(*entry.train.images), (std::vector<int>{12, 10, 14}));
  EXPECT_EQ(entry.train.images->labels, (Bytes{0, 1, 1}));
  EXPECT_EQ(first_pixels(*entry.test.images), (std::vector<int>{11, 13}));
  EXPECT_EQ(session.choices.browsing.dataset, "pictures");
  EXPECT_EQ(picture_counts_in_words(entry), "3 + 2 pictures in 2 classes");
  EXPECT_EQ(picture_classes_in_words(entry), "a 2, b 3");
  EXPECT_TRUE(session.notes.empty()) << "the card says it";
}

TEST(PictureImport, PicturesAreReducedAsByTheNativeProgram) {
  Bytes wide(60 * 40);
  for (std::size_t i = 0; i < wide.size(); ++i) wide[i] = static_cast<std::uint8_t>(i * 7);
  Session session;
  const int number = begin_pictures(session, {"1.png", "2.png"});
  for (int i = 0; i < 2; ++i) {
    const int place = next_picture(session, number);
    receive_picture(session, number, place, GreyView{.width = 60, .height = 40, .pixels = wide});
  }
  const Image expected = resize_to_image(wide, 60, 40);
  EXPECT_TRUE(std::ranges::equal(pictures(session).train.images->image(0), expected));
  EXPECT_EQ(pictures(session).class_names, (Strings{"pictures"})) << "there is no folder to call it after";
}

TEST(PictureImport, WhatIsLeftOutIsNamedWithItsReason) {
  Session session;
  give(session, {"f/a/1.png", "f/a/2.png", "f/a/3.png", "f/stray.png", "f/a/deep/1.png"},
       [](int place) { return place == 1 ? "it is damaged" : ""; });
  const PictureReport& report = session.own_pictures.report;
  const std::vector<LeftOut> expected{
      {.path = "a/deep", .why = "its pictures lie too deep; those of a class lie in one folder"},
      {.path = "f/stray.png", .why = "lies beside the folders of the classes"},
      {.path = "f/a/2.png", .why = "it is damaged"}};
  EXPECT_EQ(report.left_out, expected);
  EXPECT_EQ(left_out_in_words(report, 3).back(), "f/a/2.png: it is damaged");
  EXPECT_EQ(left_out_in_words(report, 2),
            (Strings{"a/deep: its pictures lie too deep; those of a class lie in one folder", "and 2 more"}));
  EXPECT_EQ(pictures(session).train.images->size() + pictures(session).test.images->size(), 2);
}

TEST(PictureImport, ALightBackgroundIsMadeDarkUntilTheReaderWantsItLight) {
  Session session;
  const int number = begin_pictures(session, {"f/a/1.png", "f/a/2.png", "f/b/1.png"});
  for (int place = next_picture(session, number); place >= 0; place = next_picture(session, number))
    receive_picture(session, number, place, plain(Bytes(4, static_cast<std::uint8_t>(240 + place))));
  EXPECT_EQ(first_pixels(*pictures(session).train.images), (std::vector<int>{15, 13}));
  EXPECT_EQ(first_pixels(*pictures(session).test.images), (std::vector<int>{14}));
  EXPECT_EQ(background_in_words(pictures(session)),
            "Their background is light: they were made negatives, light on black as on the pad.");
  perform(session, *offers_of(session).find("pictures:invert")->act("false"));
  update(session, import_clock);
  EXPECT_EQ(first_pixels(*pictures(session).train.images), (std::vector<int>{240, 242}));
  EXPECT_EQ(background_in_words(pictures(session)),
            "Their background is light, and stays so. What is drawn on the pad is light on black.");
  EXPECT_NE(write_address(session.choices, {}, "").find("&invert=0"), std::string::npos);
  perform(session, Set{"invert", "1"});
  update(session, import_clock);
  EXPECT_EQ(first_pixels(*pictures(session).train.images), (std::vector<int>{15, 13}));
  EXPECT_FALSE(update_pictures(session)) << "nothing is made twice";
  EXPECT_EQ(background_in_words(pictures(with_pictures())), "") << "dark ones";
}

TEST(PictureImport, AModelSaysWhatBecameOfTheBackground) {
  Session session;
  const int number = begin_pictures(session, {"1.png", "2.png"});
  for (int i = 0; i < 2; ++i)
    receive_picture(session, number, next_picture(session, number), plain(Bytes(4, 200)));
  TrainingRun run{.number = 1, .plan = with_usual({.dataset = kPicturesDataset}, 1)};
  run.train = pictures(session).train.images;
  run.test = pictures(session).test.images;
  run.images = 1;
  run.class_names = pictures(session).class_names;
  run.model = std::make_shared<Autoencoder>(make_autoencoder(architecture_of(run.plan)));
  session.training.runs.push_back(run);
  perform(session, KeepRun{1});
  ASSERT_FALSE(session.training.runs.front().saved_as.empty());
  const ModelCard& card = *find_entry(session.library, session.training.runs.front().saved_as)->card;
  EXPECT_EQ(card.background, Background::inverted);
  EXPECT_EQ(read_model_card(write_model_card(card))->background, Background::inverted);
}

TEST(PictureImport, WhatMakesNoDatasetLeavesWhatWasThere) {
  Strings many;
  for (int i = 0; i < 257; ++i) many.push_back("f/" + std::to_string(i) + "/1.png");
  Session session = with_pictures();
  const auto train = pictures(session).train.images;
  const auto expect_refused = [&](const Strings& paths, const std::string& error,
                                  const std::function<std::string(int)>& problem = {}) {
    give(session, paths, problem);
    EXPECT_EQ(session.own_pictures.error, error);
    EXPECT_EQ(pictures(session).train.images, train);
    EXPECT_EQ(pictures(session).class_names, (Strings{"a", "b"}));
    EXPECT_FALSE(session.own_pictures.under_way);
  };
  expect_refused(many, "257 folders hold pictures, and 256 classes at most are possible.");
  expect_refused(
      {"a/1.png", "b/1.png"},
      "At least one class must have two pictures that can be read, one to train on and one to test with.");
  const auto damaged = [](int) { return std::string("it is damaged"); };
  expect_refused({"x/1.png", "x/2.png"},
                 "None of these pictures can be used. The first problem: x/1.png: it is damaged.", damaged);
  expect_refused({}, "None of these pictures can be used.");
  expect_refused(
      {"a/b/1.png", "c/d/1.png"},
      "None of these pictures can be used. The first problem: a/b: its pictures lie too deep; those of "
      "a class lie in one folder.");
  give(session, {"x/1.png", "x/2.png"});
  EXPECT_EQ(session.own_pictures.error, "") << "what went wrong before is over";
  EXPECT_EQ(pictures(session).class_names, (Strings{"x"}));
  many.pop_back();
  many.push_back("f/0/2.png");
  give(session, many);
  EXPECT_EQ(pictures(session).class_names.size(), 256U);
}

TEST(PictureImport, TheFirstOfTooManyAreTaken) {
  Strings paths;
  for (int i = 0; i < 21'000; ++i) {
    const std::string number = std::to_string(100'000 + i);
    paths.push_back((i < 15'000 ? "f/a/" : i < 20'500 ? "f/b/" : "f/c/") + number + ".png");
  }
  std::ranges::reverse(paths);
  Session session;
  give(session, paths);
  const DatasetEntry& entry = pictures(session);
  EXPECT_EQ(entry.class_names, (Strings{"a", "b"})) << "nothing of the third is taken";
  EXPECT_EQ(entry.train.images->size() + entry.test.images->size(), 20'000);
  EXPECT_EQ(session.own_pictures.report.too_many, 1'000U);
  EXPECT_TRUE(session.own_pictures.report.left_out.empty());
  EXPECT_EQ(too_many_in_words(session.own_pictures.report),
            "Of 21,000 pictures the first 20,000 by folder and name were taken: no more are possible.");
}

TEST(PictureImport, ACancelledOneIsForgotten) {
  Session session = with_pictures();
  const auto train = pictures(session).train.images;
  const int number = begin_pictures(session, {"x/1.png", "x/2.png"});
  const int place = next_picture(session, number);
  perform(session, CancelPictures{});
  EXPECT_FALSE(session.own_pictures.under_way);
  EXPECT_EQ(next_picture(session, number), -1);
  receive_picture(session, number, place, plain(Bytes(4)));
  EXPECT_EQ(pictures(session).train.images, train);
  EXPECT_EQ(session.own_pictures.error, "");
}

TEST(PictureImport, ALaterOneTakesItsPlace) {
  Session session;
  const int first = begin_pictures(session, {"x/1.png", "x/2.png"});
  const int place = next_picture(session, first);
  const int second = begin_pictures(session, {"y/1.png", "y/2.png"});
  EXPECT_NE(first, second);
  EXPECT_EQ(next_picture(session, first), -1);
  receive_picture(session, first, place, plain(Bytes(4)));
  EXPECT_EQ(session.own_pictures.under_way->done, 0U);
  decode_all(session, second);
  EXPECT_EQ(pictures(session).class_names, (Strings{"y"}));
  // One that cannot even begin leaves it alone.
  const int third = begin_pictures(session, {"z/1.png", "z/2.png"});
  EXPECT_EQ(begin_pictures(session, {}), 0);
  decode_all(session, third);
  EXPECT_EQ(pictures(session).class_names, (Strings{"z"}));
}

TEST(PictureImport, WhatWasNotAskedForIsIgnored) {
  Session session;
  const int number = begin_pictures(session, {"f/x/1.png", "f/x/2.png", "f/x/a/b.png"});
  const int place = next_picture(session, number);
  for (const int other : {-1, 1, 2, 3, 1'000'000}) receive_picture(session, number, other, plain(Bytes(4)));
  EXPECT_EQ(session.own_pictures.under_way->done, 0U);
  receive_picture(session, number, place, plain(Bytes(4)));
  receive_picture(session, number, place, plain(Bytes(4)));
  EXPECT_EQ(session.own_pictures.under_way->done, 1U) << "each once";
}

TEST(PictureImport, IsToldInANoteWhereTheCardIsNotSeen) {
  Session session;
  session.choices.hidden = 1U << static_cast<unsigned>(Part::header);
  give(session, {"x/1.png", "x/2.png"});
  EXPECT_EQ(session.choices.station, Station::draw) << "there would be no way back";
  give(session, {});
  EXPECT_EQ(
      session.notes,
      (Strings{"Your pictures are here, in the Data station and to train on: 1 + 1 pictures in one class.",
               "Your pictures: None of these pictures can be used."}));
}

TEST(PictureImport, TheyCanBeRemoved) {
  Session session = with_pictures();
  perform(session, RemovePictures{});
  const DatasetEntry& entry = pictures(session);
  EXPECT_FALSE(entry.train.images);
  EXPECT_FALSE(entry.test.images);
  EXPECT_TRUE(entry.class_names.empty());
}

TEST(PictureImport, AModelIsOfThePicturesWithItsClasses) {
  Session session = with_pictures();
  auto card = make_card("first");
  card->dataset = "pictures";
  card->class_names = {"a", "b"};
  LibraryEntry entry = make_entry("first");
  entry.card = card;
  EXPECT_EQ(dataset_of(session, &entry), &pictures(session));
  give(session, {"x/1.png", "x/2.png"});
  EXPECT_EQ(dataset_of(session, &entry), nullptr) << "these are others";
}

TEST(PictureImport, ARunKeepsItsClassesWhenOtherPicturesCome) {
  Session session = with_pictures();
  perform(session, Set{"on", "pictures"});
  perform(session, StartRun{});
  update_training(session);
  ASSERT_EQ(session.training.runs.size(), 1U);
  give(session, {"x/1.png", "x/2.png"});
  EXPECT_EQ(session.training.runs[0].class_names, (Strings{"a", "b"}));
  EXPECT_EQ(session.training.runs[0].train->size(), 2);
}

TEST(PictureImport, AllCanBeDoneAndReadWithoutThePicture) {
  Session session;
  session.choices.station = Station::data;
  const auto use = [&](const char* id) {
    std::string problem;
    const auto action = action_of(session, id, "", problem);
    ASSERT_TRUE(action) << id << ": " << problem;
    perform(session, *action);
  };
  use("pictures:folder");
  EXPECT_TRUE(session.own_pictures.picks_folder);
  use("pictures:files");
  EXPECT_TRUE(session.picks_files);
  EXPECT_FALSE(find_control(all_controls(session), "pictures:cancel"));
  EXPECT_FALSE(find_control(all_controls(session), "pictures:remove"));

  const int number = begin_pictures(session, {"f/a/1.png", "f/a/2.png", "f/b/1.png", "f/0.png"});
  EXPECT_NE(text_of(session, "pictures").find("Under way: 0 of 3 pictures read"), std::string::npos);
  use("pictures:cancel");
  EXPECT_EQ(next_picture(session, number), -1);
  give(session, {"f/a/1.png", "f/a/2.png", "f/b/1.png", "f/0.png"});
  give(session, {});
  const std::string text = text_of(session, "pictures");
  for (const char* part : {"Pictures: 2 + 1 pictures in 2 classes", "a | 1 | 1", "b | 1 | 0",
                           "f/0.png: lies beside the folders of the classes", "for this visit only",
                           "Problem: None of these pictures can be used."})
    EXPECT_NE(text.find(part), std::string::npos) << part << " in " << text;
  use("pictures:remove");
  EXPECT_NE(text_of(session, "pictures").find("Pictures: none yet"), std::string::npos);
}

}  // namespace
}  // namespace bottleneck
