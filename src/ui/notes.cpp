#include "ui/notes.h"

#include <cmath>

#include "texts.h"
#include "ui/widgets.h"

namespace bottleneck {
namespace {

constexpr float kPadding = kSpace3;

float dismiss_width(const Look& look) {
  return button_width(look, texts::kDismiss);
}

// The lines of all notes, one paragraph each; draws where `canvas.list` is set.
float draw_lines(const Session& session, const Canvas& canvas, Rect box) {
  const float top = box.y;
  for (const std::string& note : session.notes) {
    box.y += draw_paragraph(canvas, box, kText, canvas.look->palette->ink, note);
  }
  return box.y - top;
}

Rect text_box(const Look& look, const Rect& place) {
  return {place.x + kPadding, place.y + kPadding, place.width - 2 * kPadding - dismiss_width(look) - kSpace3,
          0};
}

}  // namespace

float notes_height(const Session& session, const Canvas& measure, float width) {
  if (session.notes.empty()) return 0;
  const float lines = draw_lines(session, measure, text_box(*measure.look, {0, 0, width, 0}));
  return std::max(lines, kControlHeight) + 2 * kPadding;
}

void draw_notes(const Session& session, View& view, const Canvas& canvas, const Rect& place,
                std::vector<Action>& actions) {
  draw_card(canvas, place);
  draw_lines(session, canvas, text_box(*canvas.look, place));
  const float width = dismiss_width(*canvas.look);
  if (button(view, canvas, "dismiss",
             {place.right() - kPadding - width, place.y + kPadding, width, kControlHeight}, texts::kDismiss))
    actions.push_back(DismissNotes{});
}

}  // namespace bottleneck
