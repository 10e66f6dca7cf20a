#include "ui/notes.h"

#include <algorithm>
#include <cmath>

#include "texts/library.h"
#include "texts/panels.h"
#include "ui/paint/widgets.h"

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
Buttons place_buttons(const Session& session, const Look& look, const Rect& place) {
  constexpr float kBesideFrom = 600;
  const float dismiss = button_width(look, texts::kDismiss);
  Rect box{place.right() - kNotePadding - dismiss, place.y + kNotePadding, dismiss, kControlHeight};
  Buttons buttons{.dismiss = box, .left = box.x, .height = kControlHeight};
  if (!session.deleted_model) return buttons;
  box.width = button_width(look, texts::kLibraryRestore);
  box.x = place.right() - kNotePadding - box.width;
  if (place.width >= kBesideFrom) {
    box.x -= dismiss + kSpace2;
  } else {
    buttons.height += kSpace2 + kControlHeight;
    buttons.dismiss.y += kSpace2 + kControlHeight;
  }
  buttons.restore = box;
  buttons.left = std::min(box.x, buttons.dismiss.x);
  return buttons;
}

// The lines of all notes, one paragraph each; draws where `canvas.list` is set.
float draw_note_lines(const Session& session, const Canvas& canvas, Rect box) {
  const float top = box.y;
  for (const std::string& note : session.notes) {
    box.y += draw_paragraph(canvas, box, kText, canvas.look->palette->ink, note);
  }
  return box.y - top;
}

Rect text_box(const Rect& place, const Buttons& buttons) {
  const float left = place.x + kNotePadding;
  return {left, place.y + kNotePadding, buttons.left - kSpace3 - left, 0};
}

}  // namespace

float notes_height(const Session& session, const Canvas& measure, float width) {
  if (session.notes.empty()) return 0;
  const Rect place{0, 0, width, 0};
  const Buttons buttons = place_buttons(session, *measure.look, place);
  const float lines = draw_note_lines(session, measure, text_box(place, buttons));
  return std::max(lines, buttons.height) + 2 * kNotePadding;
}

void draw_notes(const Session& session, View& view, const Canvas& canvas, const Rect& place,
                std::vector<Action>& actions) {
  const Buttons buttons = place_buttons(session, *canvas.look, place);
  draw_card(canvas, place);
  draw_note_lines(session, canvas, text_box(place, buttons));
  if (session.deleted_model && button(view, canvas, "restore", buttons.restore, texts::kLibraryRestore))
    actions.emplace_back(RestoreModel{});
  if (button(view, canvas, "dismiss", buttons.dismiss, texts::kDismiss)) actions.emplace_back(DismissNotes{});
}

}  // namespace bottleneck
