#include "lab/drawing/shared_touch.h"

#include <algorithm>
#include <cmath>

namespace bottleneck {
namespace {

constexpr float kTremble = 4;  // CSS pixels: less is no movement

}  // namespace

std::vector<PointerSample> SharedTouch::take(const PointerSample& sample, bool is_shared, double now_ms) {
  using enum PointerSample::Kind;
  if (sample.device != PointerSample::Device::touch) return {sample};
  if (sample.kind == down) {
    state_ = is_shared ? State::open : State::free;
    down_ = sample;
    down_ms_ = now_ms;
    if (is_shared) return {};
    return {sample};
  }
  const State before = state_;
  if (sample.kind != move) state_ = State::free;
  switch (before) {
    case State::free:
    case State::held:
      return {sample};
    case State::left:
      return {};
    case State::open:
      break;
  }
  if (sample.kind == cancel) return {};
  if (sample.kind == up) return {down_, sample};
  const float across = std::abs(sample.x - down_.x);
  const float along = std::abs(sample.y - down_.y);
  if (std::max(across, along) < kTremble) return {};
  state_ = across > along || now_ms - down_ms_ >= kHoldMs ? State::held : State::left;
  if (state_ == State::left) return {};
  return {down_, sample};
}

}  // namespace bottleneck
