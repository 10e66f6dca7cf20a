#include <cmath>
#include <string>

#include "lab/base/figures.h"
#include "lab/session/keeping_drawings.h"
#include "texts/drawings.h"
#include "ui/draw/cards.h"
#include "ui/paint/offered.h"

namespace bottleneck {
namespace {

constexpr float kRoomyDigit = 26;  // narrower ones have a shorter label beside them
constexpr float kRoomyForFingers = 38;

int columns_of(const Rect& box) {
  return box.height > 1.5F * kControlHeight ? kClasses / 2 : kClasses;
}

// Ten digits in one frame, in one row, or in two where the box is higher.
void draw_digits(const Panel& panel, const Rect& box) {
  const Palette& palette = panel.palette();
  fill_rect(panel, box, palette.card, kControlRadius);
  const int columns = columns_of(box);
  const float height = box.height * static_cast<float>(columns) / kClasses;
  const float pitch = box.width / static_cast<float>(columns);
  for (int label = 0; label < kClasses; ++label) {
    const int column = label % columns;
    const float x = snap(*panel.look, box.x + pitch * static_cast<float>(column));
    const float end = snap(*panel.look, box.x + pitch * static_cast<float>(column + 1));
    const float y = box.y + height * static_cast<float>(label / columns);
    const Rect cell{x, y, end - x, height};
    const std::string digit = std::to_string(label);
    const Use keep("keep:" + digit);
    const bool is_enabled = can_use(panel, keep);
    const Hit hit = use_area(panel, keep, cell);
    if (hit.is_hovered || hit.is_held)
      fill_rect(panel, {cell.x + 2, cell.y + 2, cell.width - 3, cell.height - 4}, palette.soft, 6);
    if (column > 0)
      fill_rect(panel, {cell.x, cell.y + 1, panel.look->pixel, cell.height - 2}, palette.hairline);
    if (y > box.y)
      fill_rect(panel, {cell.x + 1, cell.y, cell.width - 2, panel.look->pixel}, palette.hairline);
    draw_text(panel, cell, is_enabled ? kSelectedText : kText, is_enabled ? palette.ink : palette.disabled,
              digit, Align::centre);
  }
  outline_rect(panel, box, palette.hairline, kControlRadius);
}

void draw_kept_on_pad(const Panel& panel, Rect row, int kept) {
  const int label = panel.session.drawings.list[static_cast<std::size_t>(kept)].label;
  use_word(panel, "keep:back", row, Align::right);
  const std::string digit = std::to_string(label);
  const std::string count = grouped(panel.session.drawings.size());
  const char* pattern =
      panel.session.drawings.size() == 1 ? texts::kDrawingsKeptAsOne : texts::kDrawingsKeptAs;
  draw_text(panel, row, kText, panel.palette().ink,
            first_fitting(*panel.look, kText, row.width,
                          {fill(pattern, {digit, count}), fill(texts::kDrawingsKeptShort, {digit, count})}));
}

}  // namespace

void draw_keep_row(const Panel& panel, Rect row) {
  const Look& look = *panel.look;
  const Colour muted = panel.palette().muted;
  if (const int kept = kept_on_pad(panel.session); kept >= 0) return draw_kept_on_pad(panel, row, kept);
  const NotKeepable obstacle = not_keepable(panel.session);
  if (obstacle == NotKeepable::picture || obstacle == NotKeepable::full) {
    const bool is_full = obstacle == NotKeepable::full;
    draw_text(panel, row, kSmallText, muted,
              first_fitting(look, kSmallText, row.width,
                            {is_full ? texts::kDrawingsFull : texts::kDrawingsPicture,
                             is_full ? texts::kDrawingsFullShort : texts::kDrawingsPictureShort}));
    return;
  }
  const float digits =
      static_cast<float>(columns_of(row)) * (panel.view.has_fingers ? kRoomyForFingers : kRoomyDigit);
  const std::string label =
      first_fitting(look, kSmallText, row.width - digits - kSpace2,
                    {texts::kDrawingsKeepAs, texts::kDrawingsKeepShort, texts::kDrawingsKeepShortest});
  draw_text(panel, cut_left(row, std::ceil(text_width(look, kSmallText, label)) + 1, kSpace2), kSmallText,
            muted, label);
  draw_digits(panel, row);
}

}  // namespace bottleneck
