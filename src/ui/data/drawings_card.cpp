#include <algorithm>
#include <cmath>
#include <optional>
#include <string>

#include "lab/base/figures.h"
#include "lab/session/keeping_drawings.h"
#include "texts/drawings.h"
#include "ui/data/cards.h"
#include "ui/paint/offered.h"

namespace bottleneck {
namespace {

constexpr float kBarsHeight = 64;  // with a count above the highest
constexpr float kDigitHeight = 20;
constexpr float kSmallestTile = 36;
constexpr float kSwitchHeight = 24;

// The tiles of one row.
struct Tiles {
  int count;
  float side;
};
Tiles tiles_of(float width) {
  const int count = std::max(1, static_cast<int>((width + kSpace1) / (kSmallestTile + kSpace1)));
  const auto gaps = static_cast<float>(count - 1) * kSpace1;
  return {.count = count, .side = std::floor((width - gaps) / static_cast<float>(count))};
}

void draw_drawings_title(const Panel& panel, const Rect& row) {
  const Palette& palette = panel.palette();
  const int count = panel.session.drawings.size();
  draw_text(panel, row, kTitle, palette.ink, texts::kDrawingsTitle);
  if (count == 0) return;
  const char* pattern = count == 1 ? texts::kDrawingsCountOne : texts::kDrawingsCount;
  draw_text(panel, row, kSmallText, palette.muted, fill(pattern, {grouped(count)}), Align::right);
}

// How many of each label.
void draw_bars(const Panel& panel, const Rect& box) {
  const Palette& palette = panel.palette();
  const std::vector<int> counts = label_counts(panel.session.drawings);
  const int most = std::max(1, *std::ranges::max_element(counts));
  const float pitch = box.width / kClasses;
  const float foot = box.bottom() - kDigitHeight;
  const float highest = foot - box.y - kSpace4;
  for (int label = 0; label < kClasses; ++label) {
    const int count = counts[static_cast<std::size_t>(label)];
    const float x = box.x + pitch * static_cast<float>(label);
    const float height = std::ceil(highest * static_cast<float>(count) / static_cast<float>(most));
    fill_rect(panel, {x + kSpace1, foot - 2, pitch - 2 * kSpace1, 2}, palette.soft, 1);
    if (count > 0) {
      fill_rect(panel, {x + kSpace1, foot - height, pitch - 2 * kSpace1, height}, palette.image, 3);
      draw_text(panel, {x, foot - height - kSpace4, pitch, kSpace4}, kFigure, palette.muted, grouped(count),
                Align::centre);
    }
    draw_text(panel, {x, foot, pitch, kDigitHeight}, kFigure, count > 0 ? palette.ink : palette.muted,
              std::to_string(label), Align::centre);
  }
}

// The newest first; the one that is pressed is chosen.
void draw_tiles(const Panel& panel, const Rect& row) {
  const Palette& palette = panel.palette();
  const OwnDrawings& drawings = panel.session.drawings;
  const Tiles tiles = tiles_of(row.width);
  const float pitch = tiles.count > 1 ? (row.width - tiles.side) / static_cast<float>(tiles.count - 1) : 0;
  for (int i = 0; i < tiles.count; ++i) {
    const int index = drawings.size() - 1 - panel.view.newest_drawing - i;
    if (index < 0) return;
    const Rect tile{snap(*panel.look, row.x + pitch * static_cast<float>(i)), row.y, tiles.side, tiles.side};
    const Hit hit = hit_area(panel, "drawing:" + std::to_string(index), tile);
    draw_small_tile(panel, tile, drawings.list[static_cast<std::size_t>(index)].image);
    if (hit.is_hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
    if (hit.is_hovered || index == panel.view.picked_drawing)
      outline_rect(panel, tile.inset(-1), index == panel.view.picked_drawing ? palette.image : palette.muted,
                   kSmallTileRadius + 1, 2);
    if (hit.is_clicked) panel.view.picked_drawing = index == panel.view.picked_drawing ? -1 : index;
  }
}

// What can be done with the tiles: remove the chosen one, bring back what was removed, see older ones.
void draw_tile_words(const Panel& panel, Rect row) {
  const OwnDrawings& drawings = panel.session.drawings;
  const int shown = tiles_of(row.width).count;
  if (drawings.size() > shown) {
    const bool has_older = panel.view.newest_drawing + shown < drawings.size();
    const char* label = has_older ? texts::kDrawingsOlder : texts::kDrawingsNewest;
    if (word_button(panel, "drawings:more", row, label, Align::right)) {
      panel.view.newest_drawing = has_older ? panel.view.newest_drawing + shown : 0;
      panel.view.picked_drawing = -1;
    }
  }
  if (panel.view.picked_drawing < 0) {
    if (drawings.removed.empty()) {
      draw_text(panel, row, kSmallText, panel.palette().muted, texts::kDrawingsPickHint);
      return;
    }
    use_word(panel, "drawings:restore", row, Align::left);
    return;
  }
  const int index = panel.view.picked_drawing;
  const int label = drawings.list[static_cast<std::size_t>(index)].label;
  const std::string what = fill(texts::kDrawingsChosen, {grouped(index), std::to_string(label)});
  const float width = std::ceil(text_width(*panel.look, kSmallText, what)) + 1;
  draw_text(panel, cut_left(row, width, kSpace3), kSmallText, panel.palette().ink, what);
  if (use_word(panel, {"drawings:remove", std::to_string(index)}, row, Align::left))
    panel.view.picked_drawing = -1;
}

// Returns the height.
float draw_kept(const Panel& panel, const Rect& area) {
  const std::string& why = why_drawings_not_kept(panel.session);
  const Palette& palette = panel.palette();
  return draw_paragraph(panel, area, kSmallText, why.empty() ? palette.muted : palette.alarm_text,
                        why.empty() ? texts::kDrawingsKept : fill(texts::kDrawingsNotKept, {why}));
}

void draw_drawing_buttons(const Panel& panel, Rect row) {
  const bool has_some = panel.session.drawings.size() > 0;
  const auto width = [&](const char* id) { return button_width(panel, id); };
  // As wide as they want to be, and all of the row where that is more: less padding is no harm.
  const float natural =
      width("drawings:export") + width("drawings:import") + width("drawings:clear") + 2 * kSpace2;
  const float less = has_some ? std::max(0.0F, std::ceil((natural - row.width) / 3)) : 0;
  const auto next = [&](const char* id) { return cut_left(row, width(id) - less, kSpace2); };
  use_button(panel, "drawings:import", next("drawings:import"));
  if (!has_some) {
    use_button(panel, "drawings:restore", next("drawings:restore"));
    return;
  }
  use_button(panel, "drawings:export", next("drawings:export"));
  if (use_button(panel, "drawings:clear", next("drawings:clear"))) panel.view.picked_drawing = -1;
}

}  // namespace

float draw_drawings_card(const Panel& panel, const Rect& card) {
  View& view = panel.view;
  draw_card(panel, card, "card:drawings");
  const int count = panel.session.drawings.size();
  if (view.picked_drawing >= count) view.picked_drawing = -1;
  if (view.newest_drawing >= count) view.newest_drawing = 0;
  Rect body = card.inset(kCardPadding);
  draw_drawings_title(panel, cut_top(body, kLineHeight, kSpace2));
  if (count == 0) {
    cut_top(body, draw_paragraph(panel, body, kSmallText, panel.palette().muted, texts::kDrawingsNone),
            kSpace2);
    draw_drawing_buttons(panel, cut_top(body, kControlHeight));
    return body.y + kCardPadding - card.y;
  }
  draw_bars(panel, cut_top(body, kBarsHeight + kDigitHeight, kSpace2));
  draw_tiles(panel, cut_top(body, tiles_of(body.width).side, kSpace1));
  draw_tile_words(panel, cut_top(body, kSwitchHeight, kSpace1));
  use_toggle(panel, "drawings:use", cut_top(body, kSwitchHeight, kSpace2));
  draw_drawing_buttons(panel, cut_top(body, kControlHeight, kSpace2));
  cut_top(body, draw_kept(panel, body));
  return body.y + kCardPadding - card.y;
}

}  // namespace bottleneck
