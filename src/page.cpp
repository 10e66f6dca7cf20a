// The page: pen strokes go in, and out comes everything that the panels show.
//
//   pointer -> pen actions -> Session -> update(): image -> code -> reconstruction, votes -> panels -> screen
//                                ^                                                            |
//                                '---------------------- their actions -----------------------'
#include "ui/page.h"

#include <string>

#include "lab/session.h"
#include "lab/state_json.h"
#include "platform/events.h"
#include "platform/shell.h"
#include "platform/window.h"
#include "ui/draw_pad.h"

namespace bottleneck {
namespace {

Session session;
View view;
PageFacts facts;
std::string announced;

Action action_of(events::Key key) {
  switch (key) {
    case events::Key::redo:
      return Redo{};
    case events::Key::clear:
      return Clear{};
    default:
      return Undo{};
  }
}

void perform_all(const std::vector<Action>& actions) {
  for (const Action& action : actions) perform(session, action);
}

// Brings the results up to date, asks for the files that are wanted now, and says what those who do not see
// the page must know.
void bring_up_to_date() {
  if (update(session, shell::now)) events::ask_for_frames(events::kFramesToRest);
  for (const std::string& path : take_wanted(session.library)) shell::fetch_file(path);
  std::string result = spoken_result(session);
  if (session.drawing.is_pen_down || result == announced) return;
  shell::announce(result);
  announced = std::move(result);
}

void take_input() {
  const auto samples = events::take_pointer();
  window::feed_pointer(samples);
  perform_all(pen_actions(session, view, samples));
  for (const events::Key key : events::take_keys()) {
    if (key == events::Key::escape) {
      view.close_chooser = true;
    } else {
      perform(session, action_of(key));
    }
  }
}

// Draws the panels on a canvas as high as they want it. The height is known only once they are drawn, so a
// change of it takes a second go; nothing of the first is shown.
DrawnPage draw_panels(bool is_dark) {
  DrawnPage page;
  for (int attempt = 0; attempt < 2; ++attempt) {
    const shell::CanvasSize size = shell::canvas_size();
    window::begin_frame(size);
    page = draw_page(session, view, {.width = size.width, .viewport_height = size.viewport_height}, is_dark);
    facts.pixel_ratio = size.pixel_ratio;
    shell::set_canvas_height(page.height);
    if (!page.actions.empty() || shell::canvas_size().height == size.height) break;
  }
  return page;
}

void draw_frame() {
  if (!window::can_draw()) return;
  take_input();
  bring_up_to_date();

  facts.is_dark = is_dark_shown(session, shell::is_system_dark());
  shell::show_theme(facts.is_dark);
  const DrawnPage page = draw_panels(facts.is_dark);
  window::end_frame();
  ++facts.frames_drawn;
  facts.places = view.places;

  perform_all(page.actions);
  bring_up_to_date();
  if (!page.actions.empty() || !window::is_settled()) events::ask_for_frames(events::kFramesToRest);
}

void note_file_progress(const events::FileProgress& progress) {
  note_progress(session.library, progress.path, progress.bytes, progress.total);
}

void take_file(const std::string& path, const Result<ByteView>& content) {
  receive_file(session.library, path, content);
  bring_up_to_date();
}

std::string state_now() {
  facts.places = view.places;
  return write_state(session, facts);
}

bool is_pen_wanted(float x, float y) {
  return is_on_pad(view, x, y);
}

void start() {
  const Status opened = window::open();
  if (!opened) {
    shell::show_failure(opened.error());
    return;
  }
  view.look = prepare_look();
  events::set_handlers({.draw_frame = draw_frame,
                        .is_pen_wanted = is_pen_wanted,
                        .file_progress = note_file_progress,
                        .file_arrived = take_file,
                        .state = state_now,
                        .context_lost = window::context_lost,
                        .context_restored = window::context_restored});
  bring_up_to_date();
  events::ask_for_frames(events::kFramesToRest);
  shell::show_ready();
}

}  // namespace
}  // namespace bottleneck

int main() {
  bottleneck::start();
  return 0;  // the runtime stays: what follows comes as events
}
