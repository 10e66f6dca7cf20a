#include "lab/drawing/pinch.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace bottleneck {
namespace {

constexpr float kNearestFingers = 8;  // CSS pixels: nearer to each other they magnify nothing

struct Grip {
  float x;
  float y;
  float width;
};
Grip grip_of(const std::vector<PointerEvent>& fingers) {
  const PointerSample& a = fingers[0].at;
  const PointerSample& b = fingers[1].at;
  return {(a.x + b.x) / 2, (a.y + b.y) / 2, std::max(std::hypot(a.x - b.x, a.y - b.y), kNearestFingers)};
}

}  // namespace

bool Pinch::take(const PointerEvent& event, bool is_place, std::optional<PointerEvent>& ended) {
  using enum PointerEvent::Kind;
  if (event.at.device != PointerSample::Device::touch) return false;
  const auto finger = std::ranges::find(fingers_, event.id, &PointerEvent::id);
  const bool is_known = finger != fingers_.end();
  if (event.kind == down) {
    if (is_known || !is_place || fingers_.size() == 2) return is_pinching_;
    fingers_.push_back(event);
    if (fingers_.size() == 2 && !is_pinching_) {
      ended = fingers_[0];
      ended->kind = cancel;
      is_pinching_ = true;
    }
    return is_pinching_;
  }
  if (!is_known) return false;
  const bool was_pinching = is_pinching_;
  if (event.kind == move) {
    if (fingers_.size() < 2) {
      *finger = event;
      return was_pinching;
    }
    const Grip before = grip_of(fingers_);
    *finger = event;
    const Grip now = grip_of(fingers_);
    step_ = {.x = now.x,
             .y = now.y,
             .across = step_.across + now.x - before.x,
             .down = step_.down + now.y - before.y,
             .by = step_.by * now.width / before.width};
    return true;
  }
  fingers_.erase(finger);
  if (fingers_.empty()) is_pinching_ = false;
  return was_pinching;
}

PinchStep Pinch::take_step() {
  return std::exchange(step_, {});
}

}  // namespace bottleneck
