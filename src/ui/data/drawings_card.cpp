#include "ui/data/drawings_card.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>

#include "lab/base/figures.h"
#include "lab/session/keeping_drawings.h"
#include "texts/drawings.h"
#include "ui/paint/widgets.h"

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

void draw_title(const Session& session, const Canvas& canvas, const Rect& row) {
  const Palette& palette = canvas.palette();
  const int count = session.drawings.size();
  draw_text(canvas, row, kTitle, palette.ink, texts::kDrawingsTitle);
  if (count == 0) return;
  const char* pattern = count == 1 ? texts::kDrawingsCountOne : texts::kDrawingsCount;
  draw_text(canvas, row, kSmallText, palette.muted, fill(pattern, {grouped(count)}), Align::right);
}

// How many of each label.
void draw_bars(const Session& session, const Canvas& canvas, const Rect& box) {
  const Palette& palette = canvas.palette();
  const std::vector<int> counts = label_counts(session.drawings);
  const int most = std::max(1, *std::ranges::max_element(counts));
  const float pitch = box.width / kClasses;
  const float foot = box.bottom() - kDigitHeight;
  const float highest = foot - box.y - kSpace4;
  for (int label = 0; label < kClasses; ++label) {
    const int count = counts[static_cast<std::size_t>(label)];
    const float x = box.x + pitch * static_cast<float>(label);
    const float height = std::ceil(highest * static_cast<float>(count) / static_cast<float>(most));
    fill_rect(canvas, {x + kSpace1, foot - 2, pitch - 2 * kSpace1, 2}, palette.soft, 1);
    if (count > 0) {
      fill_rect(canvas, {x + kSpace1, foot - height, pitch - 2 * kSpace1, height}, palette.image, 3);
      draw_text(canvas, {x, foot - height - kSpace4, pitch, kSpace4}, kFigure, palette.muted, grouped(count),
                Align::centre);
    }
    draw_text(canvas, {x, foot, pitch, kDigitHeight}, kFigure, count > 0 ? palette.ink : palette.muted,
              std::to_string(label), Align::centre);
  }
}

// The newest first; the one that is pressed is chosen.
void draw_tiles(const Session& session, View& view, const Canvas& canvas, const Rect& row) {
  const Palette& palette = canvas.palette();
  const OwnDrawings& drawings = session.drawings;
  const Tiles tiles = tiles_of(row.width);
  const float pitch = tiles.count > 1 ? (row.width - tiles.side) / static_cast<float>(tiles.count - 1) : 0;
  for (int i = 0; i < tiles.count; ++i) {
    const int index = drawings.size() - 1 - view.newest_drawing - i;
    if (index < 0) return;
    const Rect tile{snap(*canvas.look, row.x + pitch * static_cast<float>(i)), row.y, tiles.side, tiles.side};
    const Hit hit = hit_area(view, "drawing:" + std::to_string(index), tile);
    draw_small_tile(canvas, tile, drawings.list[static_cast<std::size_t>(index)].image);
    if (hit.is_hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
    if (hit.is_hovered || index == view.picked_drawing)
      canvas.list->AddRect({tile.x - 1, tile.y - 1}, {tile.right() + 1, tile.bottom() + 1},
                           colour(index == view.picked_drawing ? palette.image : palette.muted),
                           kSmallTileRadius + 1, 0, 2);
    if (hit.is_clicked) view.picked_drawing = index == view.picked_drawing ? -1 : index;
  }
}

// "Bring back 3": of what was removed last.
std::string restore_label(const Session& session) {
  return fill(texts::kDrawingsRestore, {grouped(static_cast<std::int64_t>(session.drawings.removed.size()))});
}

// What can be done with the tiles: remove the chosen one, bring back what was removed, see older ones.
void draw_tile_words(const Session& session, View& view, const Canvas& canvas, Rect row,
                     std::vector<Action>& actions) {
  const OwnDrawings& drawings = session.drawings;
  const int shown = tiles_of(row.width).count;
  if (drawings.size() > shown) {
    const bool has_older = view.newest_drawing + shown < drawings.size();
    const char* label = has_older ? texts::kDrawingsOlder : texts::kDrawingsNewest;
    if (word_button(view, canvas, "drawings:more", row, label, Align::right)) {
      view.newest_drawing = has_older ? view.newest_drawing + shown : 0;
      view.picked_drawing = -1;
    }
  }
  if (view.picked_drawing < 0) {
    if (drawings.removed.empty()) {
      draw_text(canvas, row, kSmallText, canvas.palette().muted, texts::kDrawingsPickHint);
      return;
    }
    if (word_button(view, canvas, "drawings:restore", row, restore_label(session), Align::left))
      actions.push_back(RestoreDrawings{});
    return;
  }
  const int index = view.picked_drawing;
  const int label = drawings.list[static_cast<std::size_t>(index)].label;
  const std::string what = fill(texts::kDrawingsChosen, {grouped(index), std::to_string(label)});
  const float width = std::ceil(text_width(*canvas.look, kSmallText, what)) + 1;
  draw_text(canvas, cut_left(row, width, kSpace3), kSmallText, canvas.palette().ink, what);
  if (word_button(view, canvas, "drawings:remove", row, texts::kDrawingsRemove, Align::left)) {
    actions.push_back(RemoveDrawing{index});
    view.picked_drawing = -1;
  }
}

// Draws where `canvas.list` is set; returns the height.
float draw_kept(const Session& session, const Canvas& canvas, const Rect& area) {
  const std::string& why = why_drawings_not_kept(session);
  const Palette& palette = canvas.palette();
  return draw_paragraph(canvas, area, kSmallText, why.empty() ? palette.muted : palette.alarm_text,
                        why.empty() ? texts::kDrawingsKept : fill(texts::kDrawingsNotKept, {why}));
}

void draw_buttons(const Session& session, View& view, const Canvas& canvas, Rect row,
                  std::vector<Action>& actions) {
  const bool has_some = session.drawings.size() > 0;
  const auto width = [&](const char* label) { return button_width(*canvas.look, label); };
  // As wide as they want to be, and all of the row where that is more: less padding is no harm.
  const float natural = width(texts::kDrawingsExport) + width(texts::kDrawingsImport) +
                        width(texts::kDrawingsRemoveAll) + 2 * kSpace2;
  const float less = has_some ? std::max(0.0F, std::ceil((natural - row.width) / 3)) : 0;
  const auto next = [&](const char* label) { return cut_left(row, width(label) - less, kSpace2); };
  if (button(view, canvas, "drawings:import", next(texts::kDrawingsImport), texts::kDrawingsImport))
    actions.push_back(PickFiles{});
  if (!has_some) {
    if (session.drawings.removed.empty()) return;
    const std::string label = restore_label(session);
    if (button(view, canvas, "drawings:restore", cut_left(row, button_width(*canvas.look, label)), label))
      actions.push_back(RestoreDrawings{});
    return;
  }
  if (button(view, canvas, "drawings:export", next(texts::kDrawingsExport), texts::kDrawingsExport))
    actions.push_back(ExportDrawings{});
  if (button(view, canvas, "drawings:clear", next(texts::kDrawingsRemoveAll), texts::kDrawingsRemoveAll)) {
    actions.push_back(ClearDrawings{});
    view.picked_drawing = -1;
  }
}

}  // namespace

float drawings_card_height(const Session& session, const Look& look, float width) {
  const Canvas measure{.list = nullptr, .look = &look};
  const Rect area{0, 0, width - 2 * kCardPadding, 0};
  const float frame = 2 * kCardPadding + kLineHeight + kSpace2 + kControlHeight;
  if (session.drawings.size() == 0) {
    return frame + kSpace2 +
           draw_paragraph(measure, area, kSmallText, look.palette->muted, texts::kDrawingsNone);
  }
  return frame + kBarsHeight + kDigitHeight + kSpace2 + tiles_of(area.width).side + kSpace1 + kSwitchHeight +
         kSpace1 + kSwitchHeight + kSpace2 + kSpace2 + draw_kept(session, measure, area);
}

void draw_drawings_card(const Session& session, View& view, const Canvas& canvas, const Rect& card,
                        std::vector<Action>& actions) {
  draw_card(canvas, card);
  const int count = session.drawings.size();
  if (view.picked_drawing >= count) view.picked_drawing = -1;
  if (view.newest_drawing >= count) view.newest_drawing = 0;
  Rect body = card.inset(kCardPadding);
  draw_title(session, canvas, cut_top(body, kLineHeight, kSpace2));
  if (count == 0) {
    const float height =
        draw_paragraph(canvas, body, kSmallText, canvas.palette().muted, texts::kDrawingsNone);
    cut_top(body, height, kSpace2);
    draw_buttons(session, view, canvas, cut_top(body, kControlHeight), actions);
    return;
  }
  draw_bars(session, canvas, cut_top(body, kBarsHeight + kDigitHeight, kSpace2));
  draw_tiles(session, view, canvas, cut_top(body, tiles_of(body.width).side, kSpace1));
  draw_tile_words(session, view, canvas, cut_top(body, kSwitchHeight, kSpace1), actions);
  const bool is_used = session.choices.uses_drawings;
  if (checkbox(view, canvas, "drawings:use", cut_top(body, kSwitchHeight, kSpace2), is_used,
               texts::kDrawingsUse))
    actions.push_back(Set{"own", is_used ? "0" : "1"});
  draw_buttons(session, view, canvas, cut_top(body, kControlHeight, kSpace2), actions);
  draw_kept(session, canvas, body);
}

}  // namespace bottleneck
