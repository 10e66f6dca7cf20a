#include "ui/data/image_grid.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "lab/data/browsing.h"
#include "ui/paint/widgets.h"

namespace bottleneck {
namespace {

constexpr float kGridTile = 56;   // of a tile, at least
constexpr float kSmallSide = 44;  // in a narrow card
constexpr float kNarrow = 340;
constexpr float kWidestForLabel = 80;
constexpr float kGridGap = kSpace2;
constexpr float kLabelHeight = 20;
constexpr float kBarWidth = 8;
constexpr float kBarHitWidth = 24;  // a finger's
constexpr float kLeastThumb = 28;
constexpr float kPixelsPerRow = 56;  // of a wheel

// How the images lie: rows of equal tiles, the last of them perhaps not full.
struct Grid {
  int columns = 1;
  int rows = 1;     // in all
  int visible = 1;  // at once
  float side = 0;
  float pitch_x = 0;
  float pitch_y = 0;

  int last_top() const { return std::max(rows - visible, 0); }
};

// label_width: of the longest label, for which tiles are made wider as far as that is sensible.
Grid lay_out(const Look& look, const Rect& area, int count, float label_width) {
  Grid grid;
  const float least = std::clamp(label_width, area.width < kNarrow ? kSmallSide : kGridTile, kWidestForLabel);
  grid.columns = std::max(1, static_cast<int>((area.width + kGridGap) / (least + kGridGap)));
  const auto columns = static_cast<float>(grid.columns);
  grid.side = std::floor((area.width - (columns - 1) * kGridGap) / columns / look.pixel) * look.pixel;
  grid.pitch_x = grid.columns > 1 ? (area.width - grid.side) / (columns - 1) : 0;
  const float least_pitch = grid.side + kLabelHeight + kSpace1;
  grid.rows = (count + grid.columns - 1) / grid.columns;
  grid.visible = std::max(1, static_cast<int>((area.height + kSpace1) / least_pitch));
  // The rows share the height that is left over; where all images are seen they need not.
  grid.pitch_y = grid.rows < grid.visible
                     ? least_pitch
                     : std::max(least_pitch, (area.height + kSpace1) / static_cast<float>(grid.visible));
  return grid;
}

float longest_label(const Look& look, const DatasetEntry& entry) {
  float width = 0;
  for (const std::string& name : entry.class_names)
    width = std::max(width, text_width(look, kSmallText, name));
  return std::ceil(width);
}

bool draw_tile(const Panel& panel, const Rect& tile, const DatasetEntry& entry, const Dataset& dataset,
               int index, bool is_picked) {
  const Palette& palette = panel.palette();
  const Hit hit = hit_area(panel, "image:" + std::to_string(index), tile);
  Image image;
  std::ranges::copy(dataset.image(index), image.begin());
  draw_small_tile(panel, tile, image);
  if (hit.is_hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
  if (hit.is_hovered || is_picked) {
    outline_rect(panel, {tile.x - 2, tile.y - 2, tile.width + 4, tile.height + 4},
                 is_picked ? palette.ink : palette.image, kSmallTileRadius + 2);
  }
  const int label = dataset.labels[static_cast<std::size_t>(index)];
  draw_text(panel, {tile.x, tile.bottom(), tile.width, kLabelHeight}, kSmallText,
            is_picked ? palette.ink : palette.muted, label_name(entry, label), Align::centre);
  return hit.is_clicked;
}

// Returns the row that is to be on top, where the reader drags.
std::optional<int> draw_bar(const Panel& panel, const Rect& track, const Grid& grid, int top) {
  const Palette& palette = panel.palette();
  const float share = static_cast<float>(grid.visible) / static_cast<float>(grid.rows);
  const float length = std::max(kLeastThumb, track.height * share);
  const float way = track.height - length;
  const Rect hit_box{track.right() - kBarHitWidth, track.y, kBarHitWidth, track.height};
  const Hit hit = hit_area(panel, "images:scroll", hit_box);
  if (hit.is_hovered || hit.is_held) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
  std::optional<int> moved;
  if (hit.is_held && way > 0) {
    const float at = std::clamp((ImGui::GetIO().MousePos.y - track.y - length / 2) / way, 0.0F, 1.0F);
    moved = top = static_cast<int>(std::lround(at * static_cast<float>(grid.last_top())));
  }
  fill_rect(panel, track, palette.soft, kBarWidth / 2);
  const float at = way * static_cast<float>(top) / static_cast<float>(std::max(grid.last_top(), 1));
  fill_rect(panel, {track.x, track.y + at, track.width, length},
            hit.is_hovered || hit.is_held ? palette.muted : palette.edge, kBarWidth / 2);
  return moved;
}

// Whole rows of what the wheel has turned; what is left waits for more.
int wheel_rows(View& view) {
  view.wheel_rest += std::exchange(view.wheel, 0.0F) / kPixelsPerRow;
  const float rows = std::trunc(view.wheel_rest);
  view.wheel_rest -= rows;
  return static_cast<int>(rows);
}

}  // namespace

bool takes_wheel(const View& view, float x, float y, float by) {
  if (view.is_popup_open) return false;
  if (view.map.window.contains(x, y)) return true;
  if (!view.grid.place.contains(x, y)) return false;
  return by < 0 ? view.grid.can_go_up : view.grid.can_go_down;
}

GridUse draw_image_grid(const Panel& panel, const Rect& area, const DatasetEntry& entry,
                        const Dataset& dataset, const std::vector<int>& images, int first, int picked) {
  const auto count = static_cast<int>(images.size());
  Rect tiles = area;
  const Rect track = cut_right(tiles, kBarWidth, kBarHitWidth - kBarWidth);
  const Grid grid = lay_out(*panel.look, tiles, count, longest_label(*panel.look, entry));
  GridUse use;
  const int before = std::min(place_of_image(images, first) / grid.columns, grid.last_top());
  int top = before;
  if (grid.last_top() > 0) top = draw_bar(panel, track, grid, top).value_or(top);
  top = std::clamp(top + wheel_rows(panel.view), 0, grid.last_top());
  panel.view.grid = {.place = area, .can_go_up = top > 0, .can_go_down = top < grid.last_top()};
  if (top != before) use.first = images[static_cast<std::size_t>(top * grid.columns)];

  for (int i = 0; i < grid.visible * grid.columns; ++i) {
    const int place = top * grid.columns + i;
    if (place >= count) break;
    const float x = snap(*panel.look, tiles.x + grid.pitch_x * static_cast<float>(i % grid.columns));
    const float y = snap(*panel.look, tiles.y + grid.pitch_y * static_cast<float>(i / grid.columns));
    const int index = images[static_cast<std::size_t>(place)];
    if (draw_tile(panel, {x, y, grid.side, grid.side}, entry, dataset, index, index == picked))
      use.picked = index;
  }
  return use;
}

}  // namespace bottleneck
