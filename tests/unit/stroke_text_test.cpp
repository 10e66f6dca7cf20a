#include "lab/drawing/stroke_text.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <ctime>
#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include "core/rng.h"
#include "core/synthetic.h"
#include "unit/non_finite.h"
#include "unit/same_strokes.h"

namespace bottleneck {
namespace {

// Moved and scaled so that the longer side measures `side` pad units and the middle lies at (x, y).
Strokes on_pad(Strokes strokes, float side, float x, float y) {
  Point low{1e9F, 1e9F};
  Point high{-1e9F, -1e9F};
  for (const Stroke& stroke : strokes) {
    for (const Point& point : stroke) {
      low = {std::min(low.x, point.x), std::min(low.y, point.y)};
      high = {std::max(high.x, point.x), std::max(high.y, point.y)};
    }
  }
  const float scale = side / std::max(high.x - low.x, high.y - low.y);
  for (Stroke& stroke : strokes) {
    for (Point& point : stroke) {
      point.x = x + scale * (point.x - (low.x + high.x) / 2);
      point.y = y + scale * (point.y - (low.y + high.y) / 2);
    }
  }
  return strokes;
}

// As a mouse reports it: a point every 0.45 units, on whole pixels of a pad 400 pixels wide.
Strokes by_mouse(const Strokes& strokes) {
  constexpr float kPixel = 28.0F / 400;
  Strokes reported;
  for (const Stroke& stroke : strokes) {
    Stroke& points = reported.emplace_back();
    for (std::size_t i = 1; i < stroke.size(); ++i) {
      const Point& p = stroke[i - 1];
      const Point& q = stroke[i];
      const auto steps = static_cast<int>(std::hypot(q.x - p.x, q.y - p.y) / 0.45F) + 1;
      for (int step = 0; step < steps; ++step) {
        const float t = static_cast<float>(step) / static_cast<float>(steps);
        points.push_back({std::round((p.x + t * (q.x - p.x)) / kPixel) * kPixel,
                          std::round((p.y + t * (q.y - p.y)) / kPixel) * kPixel});
      }
    }
  }
  return reported;
}

// Mean absolute difference of the pixels, with b moved by whole pixels.
double difference(const Image& a, const Image& b, int right = 0, int down = 0) {
  double sum = 0;
  for (int row = 0; row < kSide; ++row) {
    for (int column = 0; column < kSide; ++column) {
      const int r = row - down;
      const int c = column - right;
      const bool is_inside = r >= 0 && r < kSide && c >= 0 && c < kSide;
      const int other = is_inside ? b[static_cast<std::size_t>(r * kSide + c)] : 0;
      sum += std::abs(a[static_cast<std::size_t>(row * kSide + column)] - other);
    }
  }
  return sum / kPixels;
}

struct TextLoss {
  double length = 0;       // mean length of the text
  double normalised = 0;   // mean difference of the normalised images, pixels aside taken back
  double aside = 0;        // share of the drawings whose normalised image lies whole pixels aside
  double worst_drawn = 0;  // largest difference of the images as drawn
  double worst_normalised = 0;
  std::size_t longest = 0;
};

template <class Change>
TextLoss measure_loss(float side, Change change) {
  constexpr int kDigits = 200;
  Rng rng(1);
  TextLoss loss;
  for (int i = 0; i < kDigits; ++i) {
    const SyntheticDigit digit = draw_synthetic(i % 10, rng);
    const float x = rng.uniform(12, 16);
    const Strokes strokes = change(on_pad(digit.strokes, side, x, rng.uniform(12, 16)));
    const auto text = write_stroke_text(strokes);
    EXPECT_TRUE(text);
    const auto back = read_stroke_text(text.value_or("?"));
    EXPECT_TRUE(back);
    if (!back) return loss;
    EXPECT_EQ(back->size(), strokes.size());
    EXPECT_EQ(write_stroke_text(*back), text);

    const Image before = render_normalised(strokes, digit.pen);
    const Image after = render_normalised(*back, digit.pen);
    const double same_place = difference(before, after);
    double nearest = same_place;
    for (int shift = 0; shift < 9; ++shift)
      nearest = std::min(nearest, difference(before, after, shift % 3 - 1, shift / 3 - 1));
    loss.length += static_cast<double>(text->size()) / kDigits;
    loss.longest = std::max(loss.longest, text->size());
    loss.normalised += nearest / kDigits;
    loss.worst_normalised = std::max(loss.worst_normalised, nearest);
    loss.aside += nearest < same_place ? 1.0 / kDigits : 0;
    loss.worst_drawn = std::max(loss.worst_drawn, difference(render_as_drawn(strokes, kSide, digit.pen),
                                                             render_as_drawn(*back, kSide, digit.pen)));
  }
  return loss;
}

TEST(StrokeText, DigitsComeBackLookingTheSame) {
  const TextLoss loss = measure_loss(19, [](const Strokes& strokes) { return strokes; });
  EXPECT_LT(loss.length, 75);       // 71
  EXPECT_LT(loss.longest, 160U);    // 149
  EXPECT_LT(loss.normalised, 0.7);  // 0.62, of 255
  EXPECT_LT(loss.worst_normalised, 1.5);
  EXPECT_LE(loss.aside, 0.04);  // 0.03
  EXPECT_LT(loss.worst_drawn, 1.5);
}

TEST(StrokeText, SoDoThoseOfAMouse) {
  const TextLoss loss = measure_loss(19, by_mouse);
  EXPECT_LT(loss.length, 68);       // 64
  EXPECT_LT(loss.longest, 130U);    // 120
  EXPECT_LT(loss.normalised, 0.5);  // 0.46
  EXPECT_LT(loss.worst_normalised, 1.5);
  EXPECT_LE(loss.aside, 0.03);  // 0.02
  EXPECT_LT(loss.worst_drawn, 1);
}

TEST(StrokeText, SmallDigitsLoseLittle) {
  // A third of the pad, enlarged twice by the normalisation. Here and there a digit that is as wide as high
  // is centred in the other direction.
  const TextLoss loss = measure_loss(9, [](const Strokes& strokes) { return strokes; });
  EXPECT_LT(loss.length, 53);       // 49
  EXPECT_LT(loss.normalised, 1.1);  // 1.03
  EXPECT_LE(loss.aside, 0.06);      // 0.05
  EXPECT_LT(loss.worst_drawn, 0.7);
}

TEST(StrokeText, PressureComesBack) {
  Strokes strokes(1);
  for (int i = 0; i <= 60; ++i) {
    const auto t = static_cast<float>(i) / 60;
    strokes[0].push_back({4 + 20 * t, 14 + 8 * t * (1 - t), 0.3F + 1.6F * t * t});
  }
  const auto text = write_stroke_text(strokes);
  ASSERT_TRUE(text);
  EXPECT_LT(text->size(), 60U);
  const auto back = read_stroke_text(*text);
  ASSERT_TRUE(back);
  EXPECT_LT(difference(render_as_drawn(strokes, kSide), render_as_drawn(*back, kSide)), 0.4);
  // What no pen presses is taken as the renderer takes it.
  expect_same(*read_stroke_text(*write_stroke_text({{{1, 1, 0}, {2, 2, 9}, {3, 3, -1}}})),
              {{{1, 1, kThinnest}, {2, 2, kThickest}, {3, 3, kThinnest}}});
}

TEST(StrokeText, TheTextItself) {
  EXPECT_EQ(write_stroke_text({}), "");
  EXPECT_EQ(write_stroke_text({{}, {{kNan, 1}, {1, kInfinity}, {1, 1, kNan}}}), "");
  EXPECT_EQ(write_stroke_text({{{14, 14}}}), "00");
  EXPECT_EQ(write_stroke_text({{{14.05F, 13.95F}}}), "21");
  EXPECT_EQ(write_stroke_text({{{14, 14}}, {}, {{14.5F, 14}, {14.5F, 15, 2}}}), "00-K0_e0e");
  // One digit to 26 steps and 27 back, two to 243 and 244 back, three beyond.
  EXPECT_EQ(write_stroke_text({{{15.3F, 12.65F}, {16.65F, 11.25F}}}), "qrs0s1");
  EXPECT_EQ(write_stroke_text({{{26.15F, 1.8F}, {14, 14}}}), "yyyzyxz00");
  EXPECT_EQ(write_stroke_text({{{56, -28}}}), "zJEzJD");
}

TEST(StrokeText, ComesBackExactlyOnItsGrid) {
  Rng rng(2);
  for (int trial = 0; trial < 500; ++trial) {
    Strokes strokes;
    while (rng.below(4) != 0) {
      Stroke& stroke = strokes.emplace_back();
      // Corners so sharp that none can be left out.
      for (int i = 0; i == 0 || rng.below(4) != 0; ++i) {
        const auto steps = [&rng](int from, std::uint32_t count) {
          return static_cast<float>(from + static_cast<int>(rng.below(count))) / 20;
        };
        const float x = i % 2 == 0 ? steps(-560, 800) : steps(320, 801);
        const float y = steps(-560, 1681);
        stroke.push_back({x, y, steps(5, 36)});
      }
    }
    const auto text = write_stroke_text(strokes);
    ASSERT_TRUE(text);
    const auto back = read_stroke_text(*text);
    ASSERT_TRUE(back) << *text;
    expect_same(*back, strokes);
    EXPECT_EQ(text->find_first_not_of("-_0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"),
              std::string::npos);
  }
}

TEST(StrokeText, LeavesOutWhatALineReplaces) {
  Stroke line;
  for (int i = 0; i <= 1000; ++i)
    line.push_back({static_cast<float>(i) * 0.02F, static_cast<float>(i) * 0.013F});
  expect_same(*read_stroke_text(*write_stroke_text({line})), {{{0, 0}, {20, 13}}});
  // A pen that rests is a dot; there and back is no dot.
  expect_same(*read_stroke_text(*write_stroke_text({Stroke(50, Point{5, 5})})), {{{5, 5}}});
  expect_same(*read_stroke_text(*write_stroke_text({{{5, 5}, {9, 5}, {5, 5}}})), {{{5, 5}, {9, 5}, {5, 5}}});
}

TEST(StrokeText, RefusesWhatIsTooMuch) {
  EXPECT_TRUE(write_stroke_text({{{-28, 56}}}));
  for (const Point& point : {Point{-28.1F, 0}, Point{0, 56.1F}, Point{1e30F, 0}, Point{0, -3e38F}})
    EXPECT_FALSE(write_stroke_text({{{14, 14}}, {{1, 1}, point}}));

  // Corners that cannot be simplified: as many points as fit, and one more.
  const Stroke corners{{14, 14}, {15, 14}, {14.5F, 15}};
  Stroke round;
  while (round.size() < kMaxDrawingText / 2) round.push_back(corners[round.size() % 3]);
  const auto text = write_stroke_text({round});
  ASSERT_TRUE(text);
  EXPECT_EQ(text->size(), kMaxDrawingText);
  EXPECT_EQ((*read_stroke_text(*text))[0].size(), kMaxDrawingText / 2);
  round.push_back({3, 3});
  EXPECT_FALSE(write_stroke_text({round}));
  EXPECT_FALSE(read_stroke_text(*text + "00"));

  // What is far too long is refused as soon as that is seen: the time grows with the points, not with their
  // square.
  const auto seconds = [](int points) {
    Stroke scribble;
    for (int i = 0; i < points; ++i)
      scribble.push_back({static_cast<float>(i) * 1e-3F, i % 2 == 0 ? 0.0F : 28.0F});
    double best = 1e9;
    for (int trial = 0; trial < 4; ++trial) {   // the best of them: other programs take time, too
      const std::clock_t begin = std::clock();  // this program's own time, whatever runs beside it
      EXPECT_FALSE(write_stroke_text({scribble}));
      best = std::min(best, static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC);
    }
    return best;
  };
  EXPECT_LT(seconds(16'000), 25 * seconds(2'000));  // 8; 64 if it grew with the square
}

TEST(StrokeText, DamagedTextGivesNothing) {
  EXPECT_TRUE(read_stroke_text("")->empty());
  for (const char* text :
       {"0",    "-",    "_",        "00-",    "00--00", "-00", "00_",    "00_e", "00_e0", "0 0",
        "00 ",  "0%30", "\xFF\xFF", "00,00",  "z",      "z0",  "z00",    "s",    "s0",    "s00s",
        "_400", "_f00", "_z00",     "zzzzzz", "zz0",    "0.0", "_e_e00", "_-00"})
    EXPECT_FALSE(read_stroke_text(text)) << text;
  EXPECT_FALSE(read_stroke_text(std::string_view("00\0000", 6)));
  EXPECT_FALSE(read_stroke_text(std::string(kMaxDrawingText + 2, '0')));
}

TEST(StrokeText, SurvivesAnyText) {
  Rng rng(3);
  const std::string good = *write_stroke_text(on_pad(draw_synthetic(8, rng).strokes, 19, 14, 14));
  int read = 0;
  for (int trial = 0; trial < 8'000; ++trial) {
    std::string text = trial % 4 == 0 ? std::string(rng.below(40), ' ') : good;
    const auto changes = trial % 4 == 0 ? text.size() : 1 + rng.below(3);
    for (std::size_t i = 0; i < changes; ++i) {
      const auto at = trial % 4 == 0 ? i : rng.below(static_cast<std::uint32_t>(text.size()));
      if (trial % 4 == 1) {
        text.erase(at, 1);
      } else {
        text[at] = trial % 2 == 0 ? static_cast<char>(rng.below(256))
                                  : good[rng.below(static_cast<std::uint32_t>(good.size()))];
      }
    }
    const auto strokes = read_stroke_text(text);
    if (!strokes) continue;
    ++read;
    for (const Stroke& stroke : *strokes) {
      ASSERT_FALSE(stroke.empty());
      for (const Point& point : stroke) {
        ASSERT_GE(std::min(point.x, point.y), -kMaxReach);
        ASSERT_LE(std::max(point.x, point.y), kSide + kMaxReach);
        ASSERT_GE(point.width, kThinnest);
        ASSERT_LE(point.width, kThickest);
      }
    }
    const auto again = write_stroke_text(*strokes);
    ASSERT_TRUE(again);
    ASSERT_EQ(write_stroke_text(*read_stroke_text(*again)), again);
  }
  EXPECT_GT(read, 500);
}

}  // namespace
}  // namespace bottleneck
