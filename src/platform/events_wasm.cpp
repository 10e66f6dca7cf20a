#include <algorithm>
#include <exception>
#include <string_view>
#include <utility>

#include <emscripten.h>
#include <emscripten/html5.h>

#include "lab/data/picture_check.h"
#include "platform/events.h"
#include "platform/handlers.h"

// clang-format off
EM_JS(void, js_wait_for_idle, (), {
  const whenIdle = globalThis.requestIdleCallback ?? ((call) => setTimeout(call, 200));  // Safari has none
  whenIdle(() => Module._page_idle());
})
// clang-format on

namespace bottleneck::events {
namespace {

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

// What JavaScript calls. Texts are UTF-8 and belong to the caller.
extern "C" {

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
