// The reader's drawings as a list, as images and as a text.
#include "lab/data/own_drawings.h"

#include <algorithm>
#include <string>

#include <gtest/gtest.h>

#include "lab/drawing/drawing.h"
#include "unit/broken_bytes.h"

namespace bottleneck {
namespace {

// Another one for each number.
Strokes strokes_of(int number) {
  const auto x = static_cast<float>(number % 20);
  return {{{4, 4}, {x, 12.25F, 1.5F}, {12, 24 + static_cast<float>(number) / 10000}}, {{20, 5}}};
}

OwnDrawing drawing_of(int number, int label) {
  auto drawing = make_own_drawing(strokes_of(number), 2.8F, label);
  EXPECT_TRUE(drawing);
  return *std::move(drawing);
}

OwnDrawings list_of(const std::vector<int>& labels) {
  OwnDrawings drawings;
  std::vector<OwnDrawing> more;
  for (const int label : labels) more.push_back(drawing_of(static_cast<int>(more.size()), label));
  EXPECT_EQ(add_own_drawings(drawings, std::move(more)).added, static_cast<int>(labels.size()));
  return drawings;
}

std::vector<int> labels_in(const OwnDrawings& drawings) {
  std::vector<int> labels;
  for (const OwnDrawing& drawing : drawings.list) labels.push_back(drawing.label);
  return labels;
}

ReadDrawings read(const Bytes& bytes) {
  return read_own_drawings(as_text(bytes));
}

TEST(OwnDrawings, AreNormalisedWhereverTheyLie) {
  const OwnDrawing drawing = drawing_of(1, 7);
  EXPECT_EQ(drawing.image, render_normalised(strokes_of(1), 2.8F));
  EXPECT_NE(drawing.image, render_as_drawn(strokes_of(1), kPadUnits, 2.8F));
  EXPECT_FALSE(make_own_drawing({}, 2.8F, 7));
  EXPECT_FALSE(make_own_drawing({{}, {}}, 2.8F, 7));
  EXPECT_EQ(make_own_drawing({{}, {{1, 1}}}, 2.8F, 7)->strokes.size(), 1U);
  EXPECT_TRUE(make_own_drawing({Stroke(kMaxDrawingPoints, Point{1, 1})}, 2.8F, 7));
  EXPECT_FALSE(make_own_drawing({Stroke(kMaxDrawingPoints, Point{1, 1}), {{2, 2}}}, 2.8F, 7));
}

TEST(OwnDrawings, NoneIsKeptTwice) {
  OwnDrawings drawings = list_of({3, 4});
  EXPECT_EQ(find_own_drawing(drawings, strokes_of(1), 2.8F), 1);
  EXPECT_EQ(find_own_drawing(drawings, strokes_of(1), 2.9F), -1) << "another pen makes another image";
  EXPECT_EQ(find_own_drawing(drawings, strokes_of(2), 2.8F), -1);
  std::vector<OwnDrawing> more;
  for (const int number : {1, 5, 5}) more.push_back(drawing_of(number, 9));
  const Added added = add_own_drawings(drawings, std::move(more));
  EXPECT_EQ(added.added, 1);
  EXPECT_EQ(added.already, 2);
  EXPECT_EQ(labels_in(drawings), (std::vector<int>{3, 4, 9}));
  EXPECT_EQ(label_counts(drawings), (std::vector<int>{0, 0, 0, 1, 1, 0, 0, 0, 0, 1}));
}

TEST(OwnDrawings, HaveALimit) {
  OwnDrawings drawings;
  std::vector<OwnDrawing> more;
  for (int i = 0; i < kMostOwnDrawings + 3; ++i) {
    OwnDrawing dot{.label = i % 10};
    dot.strokes = {{{static_cast<float>(i), 1}}};
    more.push_back(std::move(dot));
  }
  const Added added = add_own_drawings(drawings, std::move(more));
  EXPECT_EQ(added.added, kMostOwnDrawings);
  EXPECT_EQ(added.left_out, 3);

  OwnDrawings long_ones;
  std::vector<OwnDrawing> many;
  for (std::size_t i = 0; i <= kMostOwnPoints / kMaxDrawingPoints; ++i) {
    OwnDrawing one;
    one.strokes = {Stroke(kMaxDrawingPoints, Point{static_cast<float>(i), 1})};
    many.push_back(std::move(one));
  }
  EXPECT_EQ(add_own_drawings(long_ones, std::move(many)).left_out, 1);
}

TEST(OwnDrawings, AreRemovedAndBroughtBackToTheirPlaces) {
  OwnDrawings drawings = list_of({0, 1, 2, 3, 4});
  remove_own_drawings(drawings, std::vector<int>{1, 3});
  EXPECT_EQ(labels_in(drawings), (std::vector<int>{0, 2, 4}));
  EXPECT_EQ(restore_own_drawings(drawings), (std::vector<int>{1, 3}));
  EXPECT_EQ(labels_in(drawings), (std::vector<int>{0, 1, 2, 3, 4}));
  EXPECT_TRUE(restore_own_drawings(drawings).empty()) << "once";

  // What was kept anew in the meantime does not come twice, and fewer drawings than before are no trouble.
  remove_own_drawings(drawings, std::vector<int>{0, 1, 2, 3, 4});
  EXPECT_TRUE(drawings.list.empty());
  std::vector<OwnDrawing> anew;
  anew.push_back(drawing_of(4, 8));
  add_own_drawings(drawings, std::move(anew));
  EXPECT_EQ(restore_own_drawings(drawings), (std::vector<int>{0, 1, 2, 3}));
  EXPECT_EQ(labels_in(drawings), (std::vector<int>{0, 1, 2, 3, 8}));
}

TEST(OwnDrawings, GoToTheHalvesAsPicturesDo) {
  const auto tested = [](std::size_t count) {
    std::string marks;
    for (const Split half : halves_by_label(std::vector<std::uint8_t>(count, 4)))
      marks += half == Split::test ? 'T' : '.';
    return marks;
  };
  EXPECT_EQ(tested(0), "");
  EXPECT_EQ(tested(1), ".");
  EXPECT_EQ(tested(2), ".T");
  EXPECT_EQ(tested(5), "....T");
  EXPECT_EQ(tested(6), ".....T");
  EXPECT_EQ(tested(13), ".....T.....T.");
  // Each label is counted for itself.
  const std::vector<std::uint8_t> labels{1, 2, 1, 3, 2, 1};
  const std::vector<Split> halves = halves_by_label(labels);
  EXPECT_EQ(std::ranges::count(halves, Split::test), 2);
  EXPECT_EQ(halves[4], Split::test);
  EXPECT_EQ(halves[5], Split::test);
}

TEST(OwnDrawings, AreADataset) {
  Datasets datasets;
  DatasetEntry& entry = *find_dataset(datasets, "drawings");
  OwnDrawings drawings;
  EXPECT_FALSE(renew_images(drawings, entry));
  EXPECT_FALSE(entry.train.images);
  drawings = list_of({7, 7, 7, 1});
  EXPECT_TRUE(renew_images(drawings, entry));
  EXPECT_FALSE(renew_images(drawings, entry)) << "nothing has changed";
  ASSERT_TRUE(drawings.images && entry.train.images && entry.test.images);
  EXPECT_EQ(drawings.images->labels, (std::vector<std::uint8_t>{7, 7, 7, 1}));
  EXPECT_EQ(entry.train.images->labels, (std::vector<std::uint8_t>{7, 7, 1}));
  EXPECT_EQ(entry.test.images->labels, (std::vector<std::uint8_t>{7}));
  EXPECT_TRUE(std::ranges::equal(entry.test.images->image(0), drawings.list[2].image));
  EXPECT_TRUE(std::ranges::equal(entry.train.images->image(2), drawings.list[3].image));

  remove_own_drawings(drawings, std::vector<int>{0, 1, 2});
  EXPECT_TRUE(renew_images(drawings, entry));
  EXPECT_EQ(entry.train.images->size(), 1);
  EXPECT_FALSE(entry.test.images) << "a half without images is none";
  remove_own_drawings(drawings, std::vector<int>{0});
  EXPECT_TRUE(renew_images(drawings, entry));
  EXPECT_FALSE(drawings.images || entry.train.images);
}

TEST(OwnDrawings, ComeBackFromTheirTextAsTheyWere) {
  OwnDrawings drawings = list_of({3, 0, 9});
  drawings.list[1].pen = 4.3F;
  drawings.list[1].image = render_normalised(drawings.list[1].strokes, 4.3F);
  const ReadDrawings back = read(write_own_drawings(drawings.list));
  EXPECT_EQ(back.wrong + back.unread, 0);
  ASSERT_EQ(back.drawings.size(), 3U);
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_TRUE(same_strokes(back.drawings[i].strokes, drawings.list[i].strokes));
    EXPECT_EQ(back.drawings[i].pen, drawings.list[i].pen);
    EXPECT_EQ(back.drawings[i].label, drawings.list[i].label);
    EXPECT_EQ(back.drawings[i].image, drawings.list[i].image);
  }
}

TEST(OwnDrawings, AWrongLineIsNamedAndLosesNothingElse) {
  const std::string good = R"({"label": 7, "strokes": [[[1, 2], [3, 4]]]})";
  const std::string text = good + "\n" + R"({"strokes": [[[1, 2]]]})" + "\r\n" +
                           R"({"label": 10, "strokes": [[[1, 2]]]})" + "\n\n" +
                           R"({"label": 1, "strokes": []})" + "\nnonsense\n" + good;
  const ReadDrawings read = read_own_drawings(text);
  EXPECT_EQ(read.drawings.size(), 2U);
  EXPECT_EQ(read.drawings[0].pen, kDefaultPen) << "where the line has none";
  EXPECT_EQ(read.wrong, 5);
  ASSERT_EQ(read.problems.size(), static_cast<std::size_t>(kMostLineProblems));
  EXPECT_EQ(read.problems[0], "line 2: it has no \"label\" from 0 to 9");
  EXPECT_EQ(read.problems[1], "line 3: it has no \"label\" from 0 to 9");
  EXPECT_EQ(read.problems[2], "line 4: it is empty");
  EXPECT_TRUE(read_own_drawings("").drawings.empty());
  const ReadDrawings closed = read_own_drawings(good + "\r\n\r\n \n");
  EXPECT_EQ(closed.drawings.size(), 1U);
  EXPECT_EQ(closed.wrong, 0) << "blank lines at the end are none";
}

TEST(OwnDrawings, ReadNoMoreThanThereCanBe) {
  std::string text;
  for (int i = 0; i < kMostOwnDrawings + 5; ++i) text += "{\"label\":1,\"strokes\":[[[1,1]]]}\n";
  const ReadDrawings read = read_own_drawings(text);
  EXPECT_EQ(read.drawings.size(), static_cast<std::size_t>(kMostOwnDrawings));
  EXPECT_EQ(read.unread, 5);
}

TEST(OwnDrawings, SurviveDamagedFiles) {
  const Bytes bytes = write_own_drawings(list_of({3, 8}).list);
  expect_survives_changes(bytes, [](const Bytes& changed) -> Result<int> {
    const ReadDrawings back = read(changed);
    for (const OwnDrawing& drawing : back.drawings) {
      EXPECT_GE(drawing.label, 0);
      EXPECT_LT(drawing.label, kClasses);
      EXPECT_FALSE(drawing.strokes.empty());
    }
    if (back.wrong > 0) return Error{back.problems.front()};
    return static_cast<int>(back.drawings.size());
  });
}

}  // namespace
}  // namespace bottleneck
