#include "page/frame.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "lab/session/perform.h"
#include "lab/shown/numbers.h"
#include "page/running_page.h"
#include "platform/events.h"
#include "platform/shell.h"
#include "platform/window.h"
#include "ui/draw/draw_pad.h"
#include "ui/draw_page.h"
#include "ui/fingers.h"
#include "ui/keyboard.h"
#include "ui/paint/layout.h"
#include "ui/paint/parts.h"
#include "ui/paint/tokens.h"

namespace bottleneck {
namespace {

// Where no drawing is seen, none is changed.
void change_drawing(const Action& action) {
  if (page.view.places.contains("pad")) perform(page.session, action);
}

void take_shortcuts() {
  for (const Shortcut shortcut : events::take_shortcuts()) {
    switch (shortcut) {
      case Shortcut::undo:
        change_drawing(Undo{});
        break;
      case Shortcut::redo:
        change_drawing(Redo{});
        break;
      case Shortcut::clear:
        change_drawing(Clear{});
        break;
      case Shortcut::escape:
        page.view.close_popups = true;
        break;
    }
  }
}

// Dear ImGui takes a press and its release in two frames. What the pointer does next waits for them: where
// frames are slow, the pen would overtake the button that was clicked before it.
void take_input() {
  if (window::is_settled()) {
    auto samples = events::take_gesture();
    aim_fingers(page.view, samples);
    if (std::ranges::find(samples, PointerSample::Kind::down, &PointerSample::kind) != samples.end())
      page.view.keys.is_shown = false;
    window::feed_pointer(samples);
    perform_all(pen_actions(page.session, page.view, samples));
  }
  take_shortcuts();
}

DrawnPage draw_page_in_window(const shell::CanvasSize& size, float window_height, bool is_dark) {
  window::begin_frame(size);
  return draw_page(page.session, page.view, {.width = size.width, .viewport_height = window_height}, is_dark);
}

// The page around this one is told the height that this one wants in a window of its own choice. Where it
// does not follow, the page is drawn for the window that there is, and so is measured apart: after what may
// have changed its height, and while nothing that goes into a frame would be lost on it.
void measure_for_host(bool is_dark) {
  struct Measured {
    float width = 0;
    float drawn_height = 0;
    Choices choices{};
    bool operator==(const Measured&) const = default;
  };
  static Measured measured;
  const bool is_at_rest = window::is_settled() && !window::is_pressed() && page.view.keys.pressed.empty() &&
                          page.view.keys.step == 0 && !page.view.is_popup_open && page.view.wheel == 0;
  if (!shell::is_framed() || shell::is_sized_by_host() || !is_at_rest) return;
  const shell::CanvasSize size = shell::canvas_size();
  const Measured now{.width = size.width, .drawn_height = page.drawn_height, .choices = page.session.choices};
  if (now == measured) return;
  measured = now;
  shell::tell_height(draw_page_in_window(size, own_window_height(size.width), is_dark).height);
}

// Draws the panels on a canvas as high as they want it. The height is known only once they are drawn, so a
// change of it takes a second go; nothing of the first is shown.
DrawnPage draw_panels(bool is_dark) {
  DrawnPage drawn;
  for (int attempt = 0; attempt < 2; ++attempt) {
    const shell::CanvasSize size = shell::canvas_size();
    const bool is_own = shell::is_sized_by_host();
    drawn = draw_page_in_window(size, is_own ? own_window_height(size.width) : size.viewport_height, is_dark);
    if (std::exchange(page.drawn_height, drawn.height) != drawn.height) events::ask_for_frames(1);
    if (is_own) shell::tell_height(drawn.height);
    page.facts.pixel_ratio = size.pixel_ratio / static_cast<double>(shell::zoom());
    page.facts.canvas_width = size.width * shell::zoom();
    shell::set_canvas_height(drawn.height);
    if (page.view.field || !drawn.actions.empty() || shell::canvas_size().height == size.height) break;
  }
  return drawn;
}

}  // namespace

void draw_frame() {
  if (!window::can_draw()) return bring_up_to_date();  // what is under way goes on
  page.session.is_motion_reduced = shell::is_motion_reduced();
  const bool is_projected = page.session.choices.theme == Theme::projector;
  shell::set_zoom(is_projected ? kProjectorZoom : 1);
  take_input();
  page.view.wheel = events::take_wheel();
  page.view.pinch = events::take_pinch();
  bring_up_to_date();

  page.facts.is_dark = is_dark_shown(page.session, shell::is_system_dark());
  shell::show_theme(is_projected ? "projector" : page.facts.is_dark ? "dark" : "light");
  const std::optional<SystemColours> forced = shell::forced_colours();
  page.view.has_fingers = shell::has_fingers();
  page.view.look.forced = forced ? std::optional(forced_palette(*forced)) : std::nullopt;
  const std::optional<PicturePart> wants_picture = std::exchange(page.session.wants_picture, std::nullopt);
  if (wants_picture) window::draw_anew();
  measure_for_host(page.facts.is_dark);
  const DrawnPage drawn = draw_panels(page.facts.is_dark);
  window::end_frame();
  if (wants_picture && page.view.pictures.contains(*wants_picture)) {
    const Rect& picture = page.view.pictures.at(*wants_picture);
    shell::download_picture(picture_name(page.session, *wants_picture),
                            {picture.x, picture.y, picture.width, picture.height});
  }
  ++page.facts.frames_drawn;
  if (page.session.choices.has_python && std::exchange(page.pointed, page.view.pointed) != page.view.pointed)
    shell::light_program(page.view.pointed);

  if (std::exchange(page.view.keys.has_moved, false) && page.view.keys.ring)
    shell::show_part(page.view.keys.ring->y, page.view.keys.ring->bottom());
  perform_all(drawn.actions);
  bring_up_to_date();
  if (page.view.field) {
    const FieldRequest& field = *page.view.field;
    shell::edit_field(field.id, field.label, field.value,
                      {field.place.x, field.place.y, field.place.width, field.place.height}, field.is_number);
  }
  if (!drawn.actions.empty() || !window::is_settled() || page.session.sweep || page.view.wants_frame)
    events::ask_for_frames(events::kFramesToRest);
}

}  // namespace bottleneck
