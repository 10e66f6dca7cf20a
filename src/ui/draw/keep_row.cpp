#include "ui/draw/keep_row.h"

#include <cmath>
#include <string>

#include "lab/base/figures.h"
#include "lab/session/keeping_drawings.h"
#include "texts/drawings.h"
#include "ui/paint/widgets.h"

namespace bottleneck {
namespace {

constexpr float kRoomyDigit = 26;  // narrower ones have a shorter label beside them

int columns_of(const Rect& box) {
  return box.height > kControlHeight ? kClasses / 2 : kClasses;
}

// Ten digits in one frame, in one row, or in two where the box is higher.
void draw_digits(View& view, const Canvas& canvas, const Rect& box, bool is_enabled,
                 std::vector<Action>& actions) {
  const Palette& palette = canvas.palette();
  fill_rect(canvas, box, palette.card, kControlRadius);
  const int columns = columns_of(box);
  const float pitch = box.width / static_cast<float>(columns);
  for (int label = 0; label < kClasses; ++label) {
    const int column = label % columns;
    const float x = snap(*canvas.look, box.x + pitch * static_cast<float>(column));
    const float end = snap(*canvas.look, box.x + pitch * static_cast<float>(column + 1));
    const float y = box.y + kControlHeight * static_cast<float>(label / columns);
    const Rect cell{x, y, end - x, kControlHeight};
    const std::string digit = std::to_string(label);
    const Hit hit = hit_area(view, "keep:" + digit, cell);
    const bool is_live = is_enabled && (hit.is_hovered || hit.is_held);
    if (is_live) {
      ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
      fill_rect(canvas, {cell.x + 2, cell.y + 2, cell.width - 3, cell.height - 4}, palette.soft, 6);
    }
    if (column > 0)
      fill_rect(canvas, {cell.x, cell.y + 1, canvas.look->pixel, cell.height - 2}, palette.hairline);
    if (y > box.y)
      fill_rect(canvas, {cell.x + 1, cell.y, cell.width - 2, canvas.look->pixel}, palette.hairline);
    draw_text(canvas, cell, is_enabled ? kSelectedText : kText, is_enabled ? palette.ink : palette.muted,
              digit, Align::centre);
    if (is_enabled && hit.is_clicked) actions.push_back(KeepDrawing{label});
  }
  outline_rect(canvas, box, palette.hairline, kControlRadius);
}

void draw_kept(const Session& session, View& view, const Canvas& canvas, Rect row, int kept,
               std::vector<Action>& actions) {
  const int label = session.drawings.list[static_cast<std::size_t>(kept)].label;
  if (word_button(view, canvas, "keep:back", row, texts::kDrawingsTakeBack, Align::right))
    actions.push_back(RemoveDrawing{kept});
  const std::string digit = std::to_string(label);
  const std::string count = grouped(session.drawings.size());
  const char* pattern = session.drawings.size() == 1 ? texts::kDrawingsKeptAsOne : texts::kDrawingsKeptAs;
  draw_text(canvas, row, kText, canvas.palette().ink,
            first_fitting(*canvas.look, kText, row.width,
                          {fill(pattern, {digit, count}), fill(texts::kDrawingsKeptShort, {digit, count})}));
}

}  // namespace

void draw_keep_row(const Session& session, View& view, const Canvas& canvas, Rect row,
                   std::vector<Action>& actions) {
  const Look& look = *canvas.look;
  const Colour muted = canvas.palette().muted;
  if (const int kept = kept_on_pad(session); kept >= 0)
    return draw_kept(session, view, canvas, row, kept, actions);
  const NotKeepable obstacle = not_keepable(session);
  if (obstacle == NotKeepable::picture || obstacle == NotKeepable::full) {
    const bool is_full = obstacle == NotKeepable::full;
    draw_text(canvas, row, kSmallText, muted,
              first_fitting(look, kSmallText, row.width,
                            {is_full ? texts::kDrawingsFull : texts::kDrawingsPicture,
                             is_full ? texts::kDrawingsFullShort : texts::kDrawingsPictureShort}));
    return;
  }
  float label = std::ceil(text_width(look, kSmallText, texts::kDrawingsKeepAs));
  const bool is_roomy = row.width - label - kSpace2 >= static_cast<float>(columns_of(row)) * kRoomyDigit;
  const char* text = is_roomy ? texts::kDrawingsKeepAs : texts::kDrawingsKeepShort;
  if (!is_roomy) label = std::ceil(text_width(look, kSmallText, text));
  draw_text(canvas, cut_left(row, label + 1, kSpace2), kSmallText, muted, text);
  draw_digits(view, canvas, row, obstacle == NotKeepable::no && !session.drawing.is_busy(), actions);
}

}  // namespace bottleneck
