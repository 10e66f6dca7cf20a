// A picture of writing → the pen's path, for tests: what a hand might have drawn to get this image.
//
// The image is enlarged and cut at half ink, thinned to lines one pixel wide (T. Y. Zhang, C. Y. Suen, "A
// fast parallel algorithm for thinning digital patterns", 1984), and the lines are followed to strokes.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "core/shapes.h"
#include "core/stroke.h"

namespace bottleneck {

// The skeleton of the digits' ink on a grid kEnlarged times finer than the image.
class Thinning {
 public:
  static constexpr int kEnlarged = 4;
  static constexpr int kGrid = kSide * kEnlarged;

  // The strokes of `image`, in the image's pixels: (0, 0) is the upper left corner of the field, y downwards.
  static Strokes strokes_of(std::span<const std::uint8_t, kPixels> image) {
    Thinning thinning;
    thinning.enlarge(image);
    thinning.thin();
    thinning.connect();
    thinning.prune();
    thinning.smooth();
    return thinning.trace();
  }

 private:
  struct Dot {
    float x;
    float y;
    int column;
    int row;
    std::vector<int> joined;  // indices of its neighbours in dots_
  };

  // Spurs shorter than this many grid cells come from the ink's outline, not from the hand (half a pen's
  // width is about six cells).
  static constexpr std::size_t kSpur = 7;

  bool at(int row, int column) const {
    return row >= 0 && row < kGrid && column >= 0 && column < kGrid && grid_[row * kGrid + column];
  }

  // Bilinear between the pixels' centres; ink where the result is at least 128.
  void enlarge(std::span<const std::uint8_t, kPixels> image) {
    const auto pixel = [&](int row, int column) -> float {
      if (row < 0 || row >= kSide || column < 0 || column >= kSide) return 0;
      return image[static_cast<std::size_t>(row * kSide + column)];
    };
    for (int row = 0; row < kGrid; ++row) {
      for (int column = 0; column < kGrid; ++column) {
        const float y =
            (static_cast<float>(row) + 0.5F) / kEnlarged + 0.5F;  // one pixel on, to stay positive
        const float x = (static_cast<float>(column) + 0.5F) / kEnlarged + 0.5F;
        const int above = static_cast<int>(y) - 1;
        const int left = static_cast<int>(x) - 1;
        const float down = y - static_cast<float>(above + 1);
        const float right = x - static_cast<float>(left + 1);
        const float upper = pixel(above, left) * (1 - right) + pixel(above, left + 1) * right;
        const float lower = pixel(above + 1, left) * (1 - right) + pixel(above + 1, left + 1) * right;
        grid_[row * kGrid + column] = upper * (1 - down) + lower * down >= 128;
      }
    }
  }

  // The eight neighbours in order around a cell, from above it clockwise.
  std::array<bool, 8> around(int row, int column) const {
    return {at(row - 1, column), at(row - 1, column + 1), at(row, column + 1), at(row + 1, column + 1),
            at(row + 1, column), at(row + 1, column - 1), at(row, column - 1), at(row - 1, column - 1)};
  }

  // Peels the ink's outline, in turns from the south-east and from the north-west, as long as nothing falls
  // apart.
  void thin() {
    bool changed = true;
    for (int turn = 0; changed || turn % 2 == 1; ++turn) {
      if (turn % 2 == 0) changed = false;
      std::vector<std::size_t> peeled;
      for (int row = 0; row < kGrid; ++row) {
        for (int column = 0; column < kGrid; ++column) {
          if (!at(row, column)) continue;
          const std::array<bool, 8> p = around(row, column);
          const auto neighbours = std::count(p.begin(), p.end(), true);
          int crossings = 0;
          for (std::size_t i = 0; i < 8; ++i) crossings += !p[i] && p[(i + 1) % 8];
          const bool side = turn % 2 == 0 ? !(p[0] && p[2] && p[4]) && !(p[2] && p[4] && p[6])
                                          : !(p[0] && p[2] && p[6]) && !(p[0] && p[4] && p[6]);
          if (neighbours >= 2 && neighbours <= 6 && crossings == 1 && side) {
            peeled.push_back(static_cast<std::size_t>(row * kGrid + column));
          }
        }
      }
      for (const std::size_t cell : peeled) grid_[cell] = false;
      changed = changed || !peeled.empty();
    }
  }

  // The cells left become dots, each joined to those beside it, and diagonally where no straight way leads
  // there.
  void connect() {
    std::vector<int> index(static_cast<std::size_t>(kGrid * kGrid), -1);
    for (int row = 0; row < kGrid; ++row) {
      for (int column = 0; column < kGrid; ++column) {
        if (!at(row, column)) continue;
        index[static_cast<std::size_t>(row * kGrid + column)] = static_cast<int>(dots_.size());
        dots_.push_back({(static_cast<float>(column) + 0.5F) / kEnlarged,
                         (static_cast<float>(row) + 0.5F) / kEnlarged,
                         column,
                         row,
                         {}});
      }
    }
    for (Dot& dot : dots_) {
      for (int down = -1; down <= 1; ++down) {
        for (int right = -1; right <= 1; ++right) {
          if ((down == 0 && right == 0) || !at(dot.row + down, dot.column + right)) continue;
          const bool diagonal = down != 0 && right != 0;
          if (diagonal && (at(dot.row + down, dot.column) || at(dot.row, dot.column + right))) continue;
          dot.joined.push_back(
              index[static_cast<std::size_t>((dot.row + down) * kGrid + dot.column + right)]);
        }
      }
    }
  }

  Dot& dot(int i) { return dots_[static_cast<std::size_t>(i)]; }

  void part(int a, int b) {
    std::erase(dot(a).joined, b);
    std::erase(dot(b).joined, a);
  }

  // Takes away short ways from a loose end to a junction.
  void prune() {
    for (int start = 0; start < static_cast<int>(dots_.size()); ++start) {
      if (dot(start).joined.size() != 1) continue;
      std::vector<int> way{start};
      int here = dot(start).joined[0];
      while (dot(here).joined.size() == 2 && way.size() < kSpur) {
        const int next = dot(here).joined[dot(here).joined[0] == way.back() ? 1 : 0];
        way.push_back(here);
        here = next;
      }
      if (way.size() >= kSpur || dot(here).joined.size() < 3) continue;
      part(way.back(), here);
      for (std::size_t i = 0; i + 1 < way.size(); ++i) part(way[i], way[i + 1]);
      for (const int gone : way) dot(gone).row = -1;
    }
  }

  // Moves every dot to the mean of itself and its neighbours, a few times, so that the grid's stairs vanish;
  // loose ends stay.
  void smooth() {
    for (int turn = 0; turn < 6; ++turn) {
      std::vector<Dot> moved = dots_;
      for (Dot& dot : moved) {
        if (dot.joined.size() < 2) continue;
        for (const int i : dot.joined) {
          dot.x += dots_[static_cast<std::size_t>(i)].x;
          dot.y += dots_[static_cast<std::size_t>(i)].y;
        }
        dot.x /= static_cast<float>(dot.joined.size() + 1);
        dot.y /= static_cast<float>(dot.joined.size() + 1);
      }
      dots_ = std::move(moved);
    }
  }

  // Follows the joins, each once: first from loose ends and junctions, then around what is left, which are
  // loops.
  Strokes trace() {
    Strokes strokes;
    for (const bool loops : {false, true}) {
      for (int start = 0; start < static_cast<int>(dots_.size()); ++start) {
        if (dot(start).row < 0) continue;  // pruned
        if (!loops && dot(start).joined.empty()) strokes.push_back({{dot(start).x, dot(start).y}});
        if (!loops && dot(start).joined.size() == 2) continue;
        if (dot(start).joined.empty()) dot(start).row = -1;
        while (!dot(start).joined.empty()) {
          Stroke stroke{{dot(start).x, dot(start).y}};
          for (int here = start; !dot(here).joined.empty();) {
            const int next = dot(here).joined[0];
            part(here, next);
            stroke.push_back({dot(next).x, dot(next).y});
            here = next;
          }
          strokes.push_back(std::move(stroke));
        }
      }
    }
    return strokes;
  }

  bool grid_[kGrid * kGrid]{};  // no vector: tests are not optimised, and each cell is looked at often
  std::vector<Dot> dots_;
};

}  // namespace bottleneck
