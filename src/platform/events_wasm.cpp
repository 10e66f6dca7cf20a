#include <algorithm>
#include <exception>
#include <iterator>
#include <optional>
#include <span>
#include <string_view>
#include <utility>

#include <emscripten.h>
#include <emscripten/html5.h>

#include "lab/data/picture_check.h"
#include "lab/drawing/pinch.h"
#include "lab/drawing/pointers.h"
#include "lab/drawing/shared_touch.h"
#include "platform/events.h"
#include "platform/shell.h"

// clang-format off
EM_JS(void, js_wait_for_idle, (), {
  const whenIdle = globalThis.requestIdleCallback ?? ((call) => setTimeout(call, 200));  // Safari has none
  whenIdle(() => Module._page_idle());
})
// clang-format on

namespace bottleneck::events {
namespace {

Handlers handlers{};
Pointers pointers;
Pinch pinch;
SharedTouch shared_touch;
std::vector<PointerSample> pointer_samples;
std::vector<Shortcut> shortcuts;
float wheel = 0;
int frames_wanted = 0;
bool is_frame_asked = false;
bool is_wake_asked = false;
bool is_idle_asked = false;
std::vector<GivenFile> given;  // that JavaScript has told
Bytes read;                    // of one of them, which JavaScript is about to hand over

// One frame per request; the browser is asked again only while frames are wanted, so that an idle page does
// nothing at all.
bool on_animation_frame(double /*time*/, void* /*data*/) {
  is_frame_asked = false;
  --frames_wanted;
  handlers.draw_frame();
  if (frames_wanted > 0) ask_for_frames(frames_wanted);
  return false;
}

void on_time(void* /*data*/) {
  is_wake_asked = false;
  handlers.woken();
}

Result<ByteView> content_of(const std::uint8_t* bytes, std::size_t size, const char* error) {
  if (error) return Error{error};
  return ByteView(bytes, size);
}

}  // namespace

void set_handlers(const Handlers& new_handlers) {
  handlers = new_handlers;
}

void ask_for_frames(int count) {
  frames_wanted = std::max(frames_wanted, count);
  if (is_frame_asked) return;
  is_frame_asked = true;
  emscripten_request_animation_frame(on_animation_frame, nullptr);
}

void wake_after(double ms) {
  if (is_wake_asked) return;
  is_wake_asked = true;
  emscripten_set_timeout(on_time, ms, nullptr);
}

void wait_for_idle() {
  if (is_idle_asked) return;
  is_idle_asked = true;
  js_wait_for_idle();
}

std::vector<PointerSample> take_gesture() {
  using enum PointerSample::Kind;
  const auto ends = [](const PointerSample& sample) { return sample.kind == up || sample.kind == cancel; };
  const auto end = std::ranges::find_if(pointer_samples, ends);
  if (end == pointer_samples.end()) return std::exchange(pointer_samples, {});
  const std::vector<PointerSample> gesture(pointer_samples.begin(), end + 1);
  pointer_samples.erase(pointer_samples.begin(), end + 1);
  if (!pointer_samples.empty()) ask_for_frames(kFramesToRest);
  return gesture;
}
bool has_pointer_samples() {
  return !pointer_samples.empty();
}
std::vector<Shortcut> take_shortcuts() {
  return std::exchange(shortcuts, {});
}
PinchStep take_pinch() {
  return pinch.take_step();
}
float take_wheel() {
  return std::exchange(wheel, 0.0F);
}

// What JavaScript calls. Texts are UTF-8 and belong to the caller.
extern "C" {

// An event of a pointer, as lab/drawing/pointers.h has it; x, y: CSS pixels on the canvas. Whether a gesture
// begins with it, which is then to be followed wherever it goes.
EMSCRIPTEN_KEEPALIVE int page_pointer(int kind, int device, int id, int is_primary, int button,
                                      unsigned int buttons, float x, float y, float pressure) {
  const PointerEvent event{.kind = static_cast<PointerEvent::Kind>(kind),
                           .id = id,
                           .is_primary = is_primary != 0,
                           .button = button,
                           .buttons = buttons,
                           .at = {.device = static_cast<PointerSample::Device>(device),
                                  .x = x / shell::zoom(),
                                  .y = y / shell::zoom(),
                                  .pressure = pressure}};
  std::vector<PointerSample> samples;
  const auto take = [&](const PointerEvent& one) {
    for (const PointerSample& sample : pointers.take(one)) {
      const bool is_shared = handlers.is_touch_shared(sample.x, sample.y);
      std::ranges::copy(shared_touch.take(sample, is_shared, emscripten_get_now()),
                        std::back_inserter(samples));
    }
  };
  std::optional<PointerEvent> ended;
  const bool is_pinch = pinch.take(event, handlers.can_pinch(event.at.x, event.at.y), ended);
  if (ended) take(*ended);
  if (!is_pinch) take(event);
  if (is_pinch) ask_for_frames(kFramesToRest);
  if (samples.empty()) return 0;
  pointer_samples.insert(pointer_samples.end(), samples.begin(), samples.end());
  ask_for_frames(kFramesToRest);
  return samples.back().kind == PointerSample::Kind::down ? 1 : 0;
}

// Whether the page takes the key. key, code, key_code: of the KeyboardEvent.
EMSCRIPTEN_KEEPALIVE int page_key(const char* key, const char* code, int key_code, int is_command,
                                  int is_shift) {
  const KeyPress press{.key = key,
                       .code = code,
                       .key_code = key_code,
                       .is_command = is_command != 0,
                       .is_shift = is_shift != 0};
  const std::optional<Shortcut> shortcut = shortcut_of(press);
  if (shortcut) shortcuts.push_back(*shortcut);
  const bool is_taken = shortcut || handlers.key(press);
  ask_for_frames(kFramesToRest);
  return is_taken ? 1 : 0;
}

// The canvas got the focus by keyboard, or lost it.
EMSCRIPTEN_KEEPALIVE void page_keyboard(int is_used, int is_from_below) {
  handlers.keyboard(is_used != 0, is_from_below != 0);
  ask_for_frames(kFramesToRest);
}

// Whether the touch that page_pointer() has just been told of may not scroll the page.
EMSCRIPTEN_KEEPALIVE int page_wants_touch(float x, float y) {
  return pinch.is_under_way() ||
                 pointers.keeps_touch(handlers.is_touch_taken(x / shell::zoom(), y / shell::zoom()))
             ? 1
             : 0;
}

// Whether the touch that goes on may not scroll the page: it drags something.
EMSCRIPTEN_KEEPALIVE int page_holds_touch() {
  return pinch.is_under_way() || shared_touch.holds() ? 1 : 0;
}

// Whether the page takes the wheel there; by: CSS pixels downwards.
EMSCRIPTEN_KEEPALIVE int page_wheel(float x, float y, float by) {
  const float turned = by / shell::zoom();
  if (!handlers.is_wheel_taken(x / shell::zoom(), y / shell::zoom(), turned)) return 0;
  wheel += turned;
  ask_for_frames(kFramesToRest);
  return 1;
}

EMSCRIPTEN_KEEPALIVE void page_address(const char* text) {
  handlers.address(text);
  ask_for_frames(kFramesToRest);
}

// The canvas's size, the pixel ratio or the system's colours have changed.
EMSCRIPTEN_KEEPALIVE void page_changed() {
  ask_for_frames(kFramesToRest);
}

// Whether more of the file is wanted.
EMSCRIPTEN_KEEPALIVE int page_file_piece(const char* path, const std::uint8_t* bytes, std::size_t size,
                                         double network_bytes, double network_total) {
  const bool is_more_wanted =
      handlers.file_piece({.path = path,
                           .bytes = ByteView(bytes, size),
                           .network_bytes = static_cast<std::int64_t>(network_bytes),
                           .network_total = static_cast<std::int64_t>(network_total)});
  ask_for_frames(1);
  return is_more_wanted ? 1 : 0;
}

// error: why the file did not come whole, or null.
EMSCRIPTEN_KEEPALIVE void page_file_end(const char* path, const char* error) {
  handlers.file_end(path, error ? Status(Error{error}) : Status(Done{}));
  ask_for_frames(kFramesToRest);
}

EMSCRIPTEN_KEEPALIVE void page_file_kept(const char* path) {
  handlers.file_kept(path);
  ask_for_frames(kFramesToRest);
}

// A file that the reader gives, by its first bytes. What it belongs to is told once all are.
EMSCRIPTEN_KEEPALIVE void page_given_file(const char* path, const std::uint8_t* head, std::size_t size) {
  given.push_back({.path = path, .head = {head, head + size}});
}

// The files told were all of a gift.
EMSCRIPTEN_KEEPALIVE void page_gift(int gift) {
  handlers.gift(gift, std::exchange(given, {}));
  ask_for_frames(kFramesToRest);
}

// The files told were those in a zip file.
EMSCRIPTEN_KEEPALIVE void page_listing(int gift, int place) {
  std::vector<std::string> paths;
  for (GivenFile& file : std::exchange(given, {})) paths.push_back(std::move(file.path));
  handlers.listing(gift, place, std::move(paths));
  ask_for_frames(kFramesToRest);
}

// Where so many bytes that were read are to be written; 0: there is no memory.
EMSCRIPTEN_KEEPALIVE std::uint8_t* page_room_for_given(std::size_t size) {
  try {
    read = {};
    read.reserve(std::max<std::size_t>(size, 1));  // so that there is a place, also for none
    read.resize(size);
    return read.data();
  } catch (const std::exception&) {
    return nullptr;
  }
}

// What was wanted of a file has been written, or `error` says why it cannot be had. width, height: of a
// picture.
EMSCRIPTEN_KEEPALIVE void page_given(int gift, int place, int width, int height, const char* error) {
  Bytes bytes = std::exchange(read, {});
  if (error) {
    handlers.given(gift, place, Error{error});
  } else {
    handlers.given(gift, place, GivenContent{.bytes = std::move(bytes), .width = width, .height = height});
  }
}

// Why a file is not to be decoded as a picture, or null; the text stays until the next call.
EMSCRIPTEN_KEEPALIVE const char* page_picture_problem(const std::uint8_t* bytes, std::size_t size) {
  static std::string problem;
  problem = picture_problem({bytes, size});
  return problem.empty() ? nullptr : problem.c_str();
}

EMSCRIPTEN_KEEPALIVE void page_stored_file(const char* key, const std::uint8_t* bytes, std::size_t size,
                                           const char* error) {
  handlers.stored_file(key, content_of(bytes, size, error));
  ask_for_frames(kFramesToRest);
}

EMSCRIPTEN_KEEPALIVE void page_store_ready(const char* error) {
  handlers.store_ready(error);
  ask_for_frames(kFramesToRest);
}

// outcome: as in lab/session/stored.h.
EMSCRIPTEN_KEEPALIVE void page_store_written(const char* key, int outcome, const char* error) {
  handlers.store_written(key, static_cast<Written>(outcome), error);
  ask_for_frames(kFramesToRest);
}

// The state as JSON; the text stays until the next call.
EMSCRIPTEN_KEEPALIVE const char* page_state() {
  static std::string text;
  text = handlers.state();
  return text.c_str();
}

// A control of the HTML beside the canvas was used. Null when that could be done, else what is wrong; the
// text stays until the next call.
EMSCRIPTEN_KEEPALIVE const char* page_act(const char* id, const char* value) {
  static std::string problem;
  problem = handlers.act(id, value);
  ask_for_frames(kFramesToRest);
  return problem.empty() ? nullptr : problem.c_str();
}

EMSCRIPTEN_KEEPALIVE void page_point(const char* part, int is_brought) {
  handlers.point(part, is_brought != 0);
}

// A message of the page around this one, as JSON.
EMSCRIPTEN_KEEPALIVE void page_request(const char* text) {
  handlers.request(text);
  ask_for_frames(kFramesToRest);
}

EMSCRIPTEN_KEEPALIVE void page_mirror_opened() {
  handlers.mirror_opened();
  ask_for_frames(1);
}

// No frame: nothing that can be seen has changed.
EMSCRIPTEN_KEEPALIVE void page_idle() {
  is_idle_asked = false;
  handlers.idle();
}

EMSCRIPTEN_KEEPALIVE void page_context_lost() {
  handlers.context_lost();
}

EMSCRIPTEN_KEEPALIVE void page_context_restored() {
  handlers.context_restored();
  ask_for_frames(kFramesToRest);
}

EMSCRIPTEN_KEEPALIVE void page_context_asked() {
  handlers.context_asked();
}

EMSCRIPTEN_KEEPALIVE void page_in_sight(int is_in_sight) {
  handlers.in_sight(is_in_sight != 0);
}
}  // extern "C"

}  // namespace bottleneck::events
