#include "lab/drawing/pointers.h"

namespace bottleneck {
namespace {

using Device = PointerSample::Device;

constexpr int kMainButton = 0;
constexpr float kNowhere = -1e4F;

PointerSample as(PointerSample::Kind kind, PointerSample sample) {
  sample.kind = kind;
  return sample;
}

bool is_main_down(const PointerEvent& event) {
  return (event.buttons & 1U) != 0;
}

}  // namespace

bool Pointers::begins(const PointerEvent& event) const {
  if (held_ || !event.is_primary || event.button != kMainButton || !is_main_down(event)) return false;
  return event.at.device != Device::touch || !is_pen_near_;
}

std::vector<PointerSample> Pointers::take(const PointerEvent& event) {
  using enum PointerEvent::Kind;
  std::vector<PointerSample> samples;
  const auto end_with = [&](PointerSample::Kind kind, const PointerSample& at) {
    samples.push_back(as(kind, at));
    held_.reset();
  };

  if (event.at.device == Device::pen) is_pen_near_ = event.kind != leave;
  const bool is_other = held_ && held_->id != event.id;
  if (is_other && held_->last.device == Device::touch && is_pen_near_) {
    end_with(PointerSample::Kind::cancel, held_->last);
  } else if (is_other && held_->last.device == event.at.device && event.is_primary) {
    // A device has one primary pointer: how the one before ended was not told.
    end_with(PointerSample::Kind::up, held_->last);
  } else if (is_other) {
    is_refused_ = event.kind == down;
    return samples;
  }

  if (held_) {
    if (event.kind == cancel) {
      end_with(PointerSample::Kind::cancel, event.at);
    } else if (event.kind != leave && is_main_down(event)) {
      held_->last = as(PointerSample::Kind::move, event.at);
      samples.push_back(held_->last);
    } else if (event.kind != leave) {
      const bool is_release = event.kind == up || event.button == kMainButton;
      end_with(PointerSample::Kind::up, is_release ? event.at : held_->last);
    }
    return samples;
  }

  const bool has_begun = begins(event);
  if (event.kind == down) is_refused_ = !has_begun;
  if (has_begun) {
    held_ = Held{.id = event.id, .last = event.at};
    samples.push_back(as(PointerSample::Kind::down, event.at));
  } else if (event.at.device != Device::touch && event.kind == move) {
    samples.push_back(as(PointerSample::Kind::move, event.at));
  } else if (event.at.device != Device::touch && event.kind == leave) {
    samples.push_back(
        {.kind = PointerSample::Kind::move, .device = event.at.device, .x = kNowhere, .y = kNowhere});
  }
  return samples;
}

bool Pointers::keeps_touch(bool is_place_taken) {
  // A second finger, or the hand beside the pen: it may not move the page under what goes on.
  if (is_refused_) return is_pen_near_ || (held_ && held_->is_kept);
  if (held_) held_->is_kept = is_place_taken;
  return is_place_taken;
}

}  // namespace bottleneck
