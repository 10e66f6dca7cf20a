// The pad: strokes, eraser, pictures, undo and redo.
#include "lab/drawing/drawing.h"

#include <gtest/gtest.h>

#include "lab/drawing/pointer.h"
#include "unit/non_finite.h"

namespace bottleneck {
namespace {

constexpr float kRadius = 2;  // of the eraser

TEST(Drawing, TakesStrokesPointByPoint) {
  Drawing drawing;
  extend(drawing, {1, 1}, kRadius);
  EXPECT_TRUE(drawing.is_blank()) << "the pen was not down";
  begin_stroke(drawing, {1, 2});
  extend(drawing, {3, 4}, kRadius);
  extend(drawing, {3, 4}, kRadius);
  extend(drawing, {kNan, 4}, kRadius);
  EXPECT_TRUE(drawing.is_busy());
  end(drawing);
  ASSERT_EQ(drawing.sheet.strokes.size(), 1U);
  ASSERT_EQ(drawing.sheet.strokes[0].size(), 2U) << "a resting pen and a point that is no number add nothing";
  EXPECT_EQ(drawing.sheet.strokes[0][1].y, 4);
  begin_stroke(drawing, {kInfinity, 0});
  EXPECT_EQ(drawing.sheet.strokes.size(), 1U);
}

TEST(Drawing, UndoesAndRedoesStrokesAndClearing) {
  Drawing drawing;
  undo(drawing);
  redo(drawing);
  EXPECT_TRUE(drawing.is_blank());
  for (const float x : {1.0F, 2.0F}) {
    begin_stroke(drawing, {x, 0});
    end(drawing);
  }
  clear(drawing);
  EXPECT_TRUE(drawing.is_blank());
  undo(drawing);
  EXPECT_EQ(drawing.sheet.strokes.size(), 2U) << "clearing can be undone";
  undo(drawing);
  EXPECT_EQ(drawing.sheet.strokes.size(), 1U);
  redo(drawing);
  ASSERT_EQ(drawing.sheet.strokes.size(), 2U);
  EXPECT_EQ(drawing.sheet.strokes[1][0].x, 2);
  undo(drawing);
  begin_stroke(drawing, {3, 0});
  end(drawing);
  EXPECT_FALSE(drawing.can_redo()) << "a new stroke ends what could be redone";
  const std::size_t steps = drawing.past.size();
  clear(drawing);
  clear(drawing);
  EXPECT_EQ(drawing.past.size(), steps + 1) << "clearing a blank pad is no step";
}

TEST(Drawing, CancelsTheGrowingStrokeOnly) {
  Drawing drawing;
  begin_stroke(drawing, {1, 0});
  end(drawing);
  cancel(drawing);
  EXPECT_EQ(drawing.sheet.strokes.size(), 1U) << "nothing was growing";
  begin_stroke(drawing, {2, 0});
  cancel(drawing);
  EXPECT_EQ(drawing.sheet.strokes.size(), 1U);
  EXPECT_EQ(drawing.past.size(), 1U) << "a cancelled stroke is no step of undo";
}

TEST(Drawing, ACancelledStrokeTakesNothingFromRedo) {
  Drawing drawing;
  begin_stroke(drawing, {1, 0});
  end(drawing);
  undo(drawing);
  begin_stroke(drawing, {2, 0});
  cancel(drawing);
  EXPECT_TRUE(drawing.can_redo());
  redo(drawing);
  ASSERT_EQ(drawing.sheet.strokes.size(), 1U);
  EXPECT_EQ(drawing.sheet.strokes[0][0].x, 1);
}

TEST(Drawing, TheEraserCutsStrokesInOneStep) {
  Drawing drawing;
  put(drawing, {.strokes = {{{2, 10}, {26, 10}}, {{2, 20}, {26, 20}}}});
  const Sheet whole = drawing.sheet;
  begin_erasing(drawing, {14, 5}, kRadius);
  extend(drawing, {14, 12}, kRadius);
  EXPECT_TRUE(drawing.is_busy());
  end(drawing);
  ASSERT_EQ(drawing.sheet.strokes.size(), 3U) << "the upper line is two now";
  undo(drawing);
  EXPECT_EQ(drawing.sheet, whole);
  redo(drawing);
  EXPECT_EQ(drawing.sheet.strokes.size(), 3U);
}

TEST(Drawing, ErasingNothingIsNoStep) {
  Drawing drawing;
  put(drawing, {.strokes = {{{2, 10}, {26, 10}}}});
  undo(drawing);
  redo(drawing);
  const std::size_t steps = drawing.past.size();
  begin_erasing(drawing, {14, 25}, kRadius);
  extend(drawing, {20, 25}, kRadius);
  end(drawing);
  EXPECT_EQ(drawing.past.size(), steps);
  begin_erasing(drawing, {kNan, 25}, kRadius);
  EXPECT_FALSE(drawing.is_busy());
}

Picture grey_picture() {
  Picture picture{.index = 3, .label = 5};
  picture.image.fill(100);
  return picture;
}

TEST(Drawing, TheEraserTakesFromAPictureToo) {
  Drawing drawing;
  put(drawing, {.picture = grey_picture()});
  begin_erasing(drawing, {14.5F, 14.5F}, kRadius);
  end(drawing);
  EXPECT_EQ(drawing.sheet.picture->image[14 * kSide + 14], 0);
  EXPECT_EQ(drawing.sheet.picture->image[0], 100);
  EXPECT_EQ(drawing.sheet.picture->label, 5);
  EXPECT_TRUE(drawing.sheet.picture->is_erased);
}

TEST(ImageOf, IsTheNormalisedDrawingOrTheDrawingAsItLies) {
  EXPECT_FALSE(image_of({}, kDefaultPen, true).has_value());
  const Sheet small{.strokes = {{{2, 2}, {4, 6}}}};
  EXPECT_EQ(image_of(small, kDefaultPen, true), render_normalised(small.strokes, kDefaultPen));
  EXPECT_EQ(image_of(small, kDefaultPen, false), render_as_drawn(small.strokes, kPadUnits, kDefaultPen));
  EXPECT_NE(image_of(small, kDefaultPen, false), image_of(small, kDefaultPen, true));
}

TEST(ImageOf, StrokesOnAPictureAreAddedWhereTheyLie) {
  Sheet sheet{.picture = grey_picture()};
  EXPECT_EQ(image_of(sheet, kDefaultPen, true), grey_picture().image);
  sheet.strokes = {{{4, 4}, {4, 24}}};
  const Image image = *image_of(sheet, 2.8F, true);
  EXPECT_EQ(image[14 * kSide + 4], 255) << "ink";
  EXPECT_EQ(image[14 * kSide + 20], 100) << "the picture";
}

TEST(Drawing, ForgetsTheOldestStepOfMany) {
  Drawing drawing;
  for (std::size_t i = 0; i < kMaxUndo + 5; ++i) {
    begin_stroke(drawing, {static_cast<float>(i), 0});
    end(drawing);
  }
  EXPECT_EQ(drawing.past.size(), kMaxUndo);
  while (drawing.can_undo()) undo(drawing);
  EXPECT_EQ(drawing.sheet.strokes.size(), 5U);
}

TEST(Drawing, PressureWidensAPenOnly) {
  using enum PointerSample::Device;
  EXPECT_EQ(pressure_width({.device = mouse, .pressure = 1}), 1);
  EXPECT_EQ(pressure_width({.device = touch, .pressure = 0}), 1);
  EXPECT_EQ(pressure_width({.device = pen, .pressure = 0.5F}), 1);
  EXPECT_GT(pressure_width({.device = pen, .pressure = 0.9F}),
            pressure_width({.device = pen, .pressure = 0.1F}));
}

}  // namespace
}  // namespace bottleneck
