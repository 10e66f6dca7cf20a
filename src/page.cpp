// The page: pen strokes go in, and out comes everything that the panels show.
//
//   pointer -> pen actions -> Session -> update(): image -> code -> reconstruction, votes -> panels -> screen
//                                ^         |                                              '---> HTML beside
//                                it |         '--> files wanted, jobs for the worker ---> their answers --.
//                                '---------------------- actions --------------------------------------'
#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "lab/session/given_files.h"
#include "lab/session/keeping.h"
#include "lab/session/perform.h"
#include "lab/session/receive.h"
#include "lab/session/session.h"
#include "lab/session/update.h"
#include "lab/session/update_inference.h"
#include "lab/shown/controls.h"
#include "lab/shown/numbers.h"
#include "lab/shown/protocol.h"
#include "lab/shown/state_json.h"
#include "platform/events.h"
#include "platform/outside.h"
#include "platform/renderer.h"
#include "platform/shell.h"
#include "platform/window.h"
#include "platform/worker_link.h"
#include "ui/data/image_grid.h"
#include "ui/draw/draw_pad.h"
#include "ui/draw_page.h"
#include "ui/fingers.h"
#include "ui/keyboard.h"
#include "ui/paint/parts.h"

namespace bottleneck {
namespace {

Session session;
View view;
PageFacts facts;
float drawn_height = -1;  // that the panels wanted, as last drawn

Told told;            // the surroundings
std::string pointed;  // the parts of the page whose lines of the program are lit
HostTold told_host;   // the page around this one

std::map<std::string, Bytes> arriving;  // files of the library; datasets take their pieces themselves

void perform_all(const std::vector<Action>& actions) {
  for (const Action& action : actions) perform(session, action);
}

// A browser first compiles a program quickly, and well only what has run for a while. So ready-made drawings
// go the way of the first stroke before it comes.
int rehearsals_left = 20;

void rehearse_once() {
  --rehearsals_left;
  rehearse(session, rehearsals_left, shell::now);
  if (rehearsals_left > 0) events::wait_for_idle();
}

// Brings everything up to date, inside and outside.
void bring_up_to_date() {
  session.today = shell::today();
  if (update(session, shell::now)) events::ask_for_frames(events::kFramesToRest);
  ask_outside(session);
  tell_outside(session, told);
  const HostEvents events = host_events(session, told_host, shell::now());
  for (const std::string& message : events.messages) shell::tell_host(message);
  if (events.next_in_ms) events::wake_after(*events.next_in_ms);
  if (rehearsals_left > 0 && facts.frames_drawn > 0 && can_rehearse(session)) events::wait_for_idle();
}

// --- frames

void take_shortcuts() {
  for (const Shortcut shortcut : events::take_shortcuts()) {
    switch (shortcut) {
      case Shortcut::undo:
        perform(session, Undo{});
        break;
      case Shortcut::redo:
        perform(session, Redo{});
        break;
      case Shortcut::clear:
        perform(session, Clear{});
        break;
      case Shortcut::escape:
        view.close_popups = true;
        break;
    }
  }
}

// Dear ImGui takes a press and its release in two frames. What the pointer does next waits for them: where
// frames are slow, the pen would overtake the button that was clicked before it.
void take_input() {
  if (window::is_settled()) {
    auto samples = events::take_gesture();
    aim_fingers(view, samples);
    if (std::ranges::find(samples, PointerSample::Kind::down, &PointerSample::kind) != samples.end())
      view.keys.is_shown = false;
    window::feed_pointer(samples);
    perform_all(pen_actions(session, view, samples));
  }
  take_shortcuts();
}

DrawnPage draw_page_in_window(const shell::CanvasSize& size, float window_height, bool is_dark) {
  window::begin_frame(size);
  return draw_page(session, view, {.width = size.width, .viewport_height = window_height}, is_dark);
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
  const bool is_at_rest = window::is_settled() && !window::is_pressed() && view.keys.pressed.empty() &&
                          view.keys.step == 0 && !view.is_popup_open && view.wheel == 0;
  if (!shell::is_framed() || shell::is_sized_by_host() || !is_at_rest) return;
  const shell::CanvasSize size = shell::canvas_size();
  const Measured now{.width = size.width, .drawn_height = drawn_height, .choices = session.choices};
  if (now == measured) return;
  measured = now;
  shell::tell_height(draw_page_in_window(size, own_window_height(size.width), is_dark).height);
}

// Draws the panels on a canvas as high as they want it. The height is known only once they are drawn, so a
// change of it takes a second go; nothing of the first is shown.
DrawnPage draw_panels(bool is_dark) {
  DrawnPage page;
  for (int attempt = 0; attempt < 2; ++attempt) {
    const shell::CanvasSize size = shell::canvas_size();
    const bool is_own = shell::is_sized_by_host();
    page = draw_page_in_window(size, is_own ? own_window_height(size.width) : size.viewport_height, is_dark);
    if (std::exchange(drawn_height, page.height) != page.height) events::ask_for_frames(1);
    if (is_own) shell::tell_height(page.height);
    facts.pixel_ratio = size.pixel_ratio / static_cast<double>(shell::zoom());
    facts.canvas_width = size.width * shell::zoom();
    shell::set_canvas_height(page.height);
    if (view.field || !page.actions.empty() || shell::canvas_size().height == size.height) break;
  }
  return page;
}

void draw_frame() {
  if (!window::can_draw()) return bring_up_to_date();  // what is under way goes on
  session.is_motion_reduced = shell::is_motion_reduced();
  const bool is_projected = session.choices.theme == Theme::projector;
  shell::set_zoom(is_projected ? kProjectorZoom : 1);
  take_input();
  view.wheel = events::take_wheel();
  view.pinch = events::take_pinch();
  bring_up_to_date();

  facts.is_dark = is_dark_shown(session, shell::is_system_dark());
  shell::show_theme(is_projected ? "projector" : facts.is_dark ? "dark" : "light");
  const std::optional<SystemColours> forced = shell::forced_colours();
  view.has_fingers = shell::has_fingers();
  view.look.forced = forced ? std::optional(forced_palette(*forced)) : std::nullopt;
  const std::optional<PicturePart> wants_picture = std::exchange(session.wants_picture, std::nullopt);
  if (wants_picture) window::draw_anew();
  measure_for_host(facts.is_dark);
  const DrawnPage page = draw_panels(facts.is_dark);
  window::end_frame();
  if (wants_picture && view.pictures.contains(*wants_picture)) {
    const Rect& picture = view.pictures.at(*wants_picture);
    shell::download_picture(picture_name(session, *wants_picture),
                            {picture.x, picture.y, picture.width, picture.height});
  }
  ++facts.frames_drawn;
  if (session.choices.has_python && std::exchange(pointed, view.pointed) != view.pointed)
    shell::light_program(view.pointed);

  if (std::exchange(view.keys.has_moved, false) && view.keys.ring)
    shell::show_part(view.keys.ring->y, view.keys.ring->bottom());
  perform_all(page.actions);
  bring_up_to_date();
  if (view.field) {
    const FieldRequest& field = *view.field;
    shell::edit_field(field.id, field.label, field.value,
                      {field.place.x, field.place.y, field.place.width, field.place.height}, field.is_number);
  }
  if (!page.actions.empty() || !window::is_settled() || session.sweep || view.wants_frame)
    events::ask_for_frames(events::kFramesToRest);
}

// --- events

bool take_piece(const events::FilePiece& piece) {
  const Taken taken =
      receive_piece(session.datasets, piece.path, piece.bytes, piece.network_bytes, piece.network_total);
  if (taken == Taken::enough) ask_outside(session);  // perhaps for the same file once more
  if (taken != Taken::no) return taken == Taken::yes;
  note_progress(session.library, piece.path, piece.network_bytes, piece.network_total);
  Bytes& file = arriving[piece.path];
  file.insert(file.end(), piece.bytes.begin(), piece.bytes.end());
  return true;
}

void take_end(const std::string& path, const Status& status) {
  if (!receive_end(session.datasets, path, status)) {
    const Bytes file = std::exchange(arriving[path], {});
    arriving.erase(path);
    receive_file(session.library, path, status ? Result<ByteView>(ByteView(file)) : Error{status.error()});
  }
  bring_up_to_date();
}

void take_gift(int gift, std::vector<GivenFile> files) {
  receive_gift(session, gift, std::move(files));
  bring_up_to_date();
}

void take_listing(int gift, int place, std::vector<std::string> paths) {
  receive_listing(session, gift, place, std::move(paths));
  bring_up_to_date();
}

// Of pictures there may be thousands: the page is brought up to date and drawn so often that the progress is
// seen, and at the end.
void take_given(int gift, int place, Result<GivenContent> content) {
  constexpr std::size_t kFrames = 200;
  const bool is_picture = gift == session.given.pictures.gift;
  receive_given(session, gift, place, std::move(content));
  const auto& import = session.own_pictures.under_way;
  const bool is_one_of_many = is_picture && import;
  if (is_one_of_many) ask_for_given(session);
  if (is_one_of_many && import->done % (import->items.size() / kFrames + 1) != 0) return;
  if (!is_one_of_many) bring_up_to_date();
  events::ask_for_frames(events::kFramesToRest);
}

void take_stored_file(const std::string& key, const Result<ByteView>& content) {
  receive_stored_file(session, key, content);
}

void take_store_ready(const std::string& error) {
  receive_store_ready(session, error);
  bring_up_to_date();
}

void take_written(const std::string& key, Written outcome, const std::string& error) {
  receive_written(session, key, outcome, error);
  bring_up_to_date();
}

// How far an epoch is, is a curve at training's own station; at any other a line of text, for which two
// frames a second do.
bool is_worth_a_frame(const Reply& reply) {
  constexpr double kBetweenLines = 500;  // ms
  static double drawn_at = 0;
  const auto* progressed = std::get_if<TrainingProgressed>(&reply);
  const bool is_line = progressed && progressed->records.empty() && !progressed->is_paused &&
                       session.choices.station != Station::train;
  if (is_line && shell::now() - drawn_at < kBetweenLines) return false;
  drawn_at = shell::now();
  return true;
}

void take_reply(Packet packet) {
  Result<Reply> reply = decode_reply(packet);
  bool is_drawn = true;
  if (reply) {
    is_drawn = is_worth_a_frame(*reply);
    receive(session, *std::move(reply));
  } else {
    lose_worker(session, reply.error());
  }
  bring_up_to_date();
  if (is_drawn) events::ask_for_frames(1);  // no pointer is about: nothing has to come to rest
}

void take_loss(const std::string& message) {
  lose_worker(session, message);
  bring_up_to_date();
  events::ask_for_frames(events::kFramesToRest);
}

void take_request(const std::string& text) {
  shell::tell_host(answer_request(session, told_host, text));
  bring_up_to_date();
}

std::string act(const std::string& id, const std::string& value) {
  std::string problem;
  const std::optional<Action> action = action_of(session, id, value, problem);
  if (!action) return problem;
  perform(session, *action);
  bring_up_to_date();
  return "";
}

// A line of the program that stands beside the canvas lights up its part of the page.
void point_at(const std::string& part, bool is_brought) {
  const auto place = find_part(view, part);
  if (is_brought && place) shell::show_part(place->y, place->bottom());
  if (std::exchange(view.lit, part) != part) events::ask_for_frames(1);
}

void take_address(const std::string& text) {
  if (text == told.address) return;
  go_to(session, read_address(text));
  told.choices = {};  // what follows is the same step of the history
  bring_up_to_date();
}

std::string state_now() {
  facts.places = view.places;
  facts.parts = view.parts;
  facts.lit = view.lit;
  const std::optional<Rect>& ring = view.keys.ring;
  facts.focus = ring ? std::optional(PlaceOnPage{ring->x, ring->y, ring->width, ring->height}) : std::nullopt;
  const auto zoom = [by = shell::zoom()](PlaceOnPage& place) {
    for (float* length : {&place.x, &place.y, &place.width, &place.height}) *length *= by;
  };
  for (auto* places : {&facts.places, &facts.parts}) {
    for (auto& [name, place] : *places) zoom(place);
  }
  if (facts.focus) zoom(*facts.focus);
  facts.is_input_waiting = events::has_pointer_samples() || !window::is_settled();
  facts.page_memory = shell::memory();
  facts.worker_memory = worker_link::memory();
  facts.address = told.address;
  return write_state(session, facts);
}

bool is_touch_taken(float x, float y) {
  return takes_touch(view, x, y);
}

bool is_touch_shared(float x, float y) {
  return shares_touch(view, x, y);
}

bool can_pinch(float x, float y) {
  return !view.is_popup_open && view.map.window.contains(x, y);
}

bool is_key_taken(const KeyPress& press) {
  return take_key(view, press);
}

void enter_by_keyboard(bool is_used, bool is_from_below) {
  use_keyboard(view, is_used, is_from_below);
}

bool is_wheel_taken(float x, float y, float by) {
  return takes_wheel(view, x, y, by);
}

void start() {
  const Status opened = window::open();
  if (!opened) {
    shell::show_failure(opened.error());
    return;
  }
  view.look = prepare_look();
  session.device = shell::device();
  session.cores = shell::cores();
  view.look.draw_cloud = renderer::draw_cloud;
  events::set_handlers({.draw_frame = draw_frame,
                        .is_touch_taken = is_touch_taken,
                        .is_touch_shared = is_touch_shared,
                        .can_pinch = can_pinch,
                        .is_wheel_taken = is_wheel_taken,
                        .file_piece = take_piece,
                        .file_end = take_end,
                        .file_kept = [](const std::string& path) { receive_kept(session.datasets, path); },
                        .gift = take_gift,
                        .listing = take_listing,
                        .given = take_given,
                        .stored_file = take_stored_file,
                        .store_ready = take_store_ready,
                        .store_written = take_written,
                        .act = act,
                        .point = point_at,
                        .request = take_request,
                        .woken = bring_up_to_date,
                        .idle = rehearse_once,
                        .mirror_opened = bring_up_to_date,
                        .address = take_address,
                        .state = state_now,
                        .key = is_key_taken,
                        .keyboard = enter_by_keyboard,
                        .context_lost = window::context_lost,
                        .context_restored = window::context_restored,
                        .context_asked = window::ask_for_context,
                        .in_sight = window::be_in_sight});
  worker_link::set_handlers({.reply = take_reply, .lost = take_loss});
  go_to(session, read_address(shell::address()));
  shell::share_fonts();
  shell::open_store();
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
