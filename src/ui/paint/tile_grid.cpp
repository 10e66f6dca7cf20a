#include "ui/paint/tile_grid.h"

#include <algorithm>
#include <cmath>

namespace bottleneck {
namespace {

constexpr float kEvenTiles = 0.85F;

TileGrid fit_evenly(const Rect& room, int count, float smallest, float largest, float caption) {
  constexpr float kGap = TileGrid::kGap;
  const auto side_of = [](float length, int tiles) {
    return std::floor((length + kGap) / static_cast<float>(tiles)) - kGap;
  };
  const int most = std::max(1, static_cast<int>((room.width + kGap) / (smallest + kGap)));
  const auto with = [&](int columns) {
    const int rows = (count + columns - 1) / columns;
    const float side =
        std::min({side_of(room.width, columns), side_of(room.height, rows) - caption, largest});
    return TileGrid{.columns = columns, .rows = rows, .side = side, .caption = caption};
  };
  TileGrid best{.caption = caption};
  for (int columns = 1; columns <= most; ++columns) {
    if (const TileGrid grid = with(columns); grid.side >= best.side) best = grid;
  }
  // A last row that is less empty is worth tiles that are a little smaller.
  const float least = std::max(smallest, kEvenTiles * best.side);
  for (int columns = best.columns + 1; columns <= most; ++columns) {
    const TileGrid grid = with(columns);
    if (grid.side >= least && grid.tiles() < best.tiles()) best = grid;
  }
  if (best.side >= smallest) return best;
  best = {.columns = most, .side = std::min(side_of(room.width, most), largest), .caption = caption};
  best.rows = std::max(1, static_cast<int>((room.height + kGap) / best.pitch_y()));
  return best;
}

}  // namespace

TileGrid fit_tiles(const Rect& room, int count, float smallest, float largest, float caption) {
  TileGrid grid = fit_evenly(room, count, smallest, largest, caption);
  if (grid.columns > 1 && count >= grid.columns) {
    const auto columns = static_cast<float>(grid.columns);
    grid.gap = std::min((room.width - columns * grid.side) / (columns - 1), 2 * TileGrid::kGap);
  }
  return grid;
}

}  // namespace bottleneck
