// What the reader does on the canvas: pointers, keys and the wheel, until a frame takes it.
#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>
#include <vector>

#include <emscripten.h>

#include "lab/drawing/pinch.h"
#include "lab/drawing/pointers.h"
#include "lab/drawing/shared_touch.h"
#include "platform/events.h"
#include "platform/handlers.h"
#include "platform/shell.h"

namespace bottleneck::events {
namespace {

Pointers pointers;
Pinch pinch;
SharedTouch shared_touch;
std::vector<PointerSample> pointer_samples;
std::vector<Shortcut> shortcuts;
float wheel = 0;

}  // namespace

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
}  // extern "C"

}  // namespace bottleneck::events
