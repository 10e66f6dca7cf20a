#include <algorithm>
#include <string>

#include "ui/paint/offered.h"
#include "ui/paint/page_panels.h"

namespace bottleneck {
namespace {

constexpr float kNotePadding = kSpace3;

// What stands beside the notes: a model that was deleted can be brought back. One below the other where there
// is little room.
struct Buttons {
  Rect restore{};
  Rect dismiss{};
  float left = 0;    // where the first of them begins
  float height = 0;  // that they take
};
Buttons place_buttons(const Panel& panel, const Rect& card) {
  constexpr float kBesideFrom = 600;
  const float dismiss = button_width(panel, "dismiss");
  Rect box{card.right() - kNotePadding - dismiss, card.y + kNotePadding, dismiss, kControlHeight};
  Buttons buttons{.dismiss = box, .left = box.x, .height = kControlHeight};
  if (!can_use(panel, "restore")) return buttons;
  box.width = button_width(panel, "restore");
  box.x = card.right() - kNotePadding - box.width;
  if (card.width >= kBesideFrom) {
    box.x -= dismiss + kSpace2;
  } else {
    buttons.height += kSpace2 + kControlHeight;
    buttons.dismiss.y += kSpace2 + kControlHeight;
  }
  buttons.restore = box;
  buttons.left = std::min(box.x, buttons.dismiss.x);
  return buttons;
}

}  // namespace

float draw_notes_card(const Panel& panel, const Rect& card) {
  if (panel.session.notes.empty()) return 0;
  const Buttons buttons = place_buttons(panel, card);
  draw_card(panel, card);
  constexpr float kAround = (kControlHeight - kLineHeight) / 2;  // a line stands beside the button's label
  const float top = card.y + kNotePadding;
  Rect text{card.x + kNotePadding, top + kAround, 0, 0};
  text.width = buttons.left - kSpace3 - text.x;
  for (const std::string& note : panel.session.notes)
    text.y += draw_paragraph(panel, text, kText, panel.palette().ink, note);
  use_button(panel, "restore", buttons.restore);
  use_button(panel, "dismiss", buttons.dismiss);
  return std::max(text.y + kAround - top, buttons.height) + 2 * kNotePadding;
}

}  // namespace bottleneck
