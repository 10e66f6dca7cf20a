#include "ui/fingers.h"

#include <algorithm>
#include <cmath>

namespace bottleneck {
namespace {

// To the nearest place that is meant by a finger there; nothing where it hits one, or none is near.
ImVec2 shift_to_nearest(const View& view, float x, float y) {
  ImVec2 nearest{0, 0};
  float least = kFingerSide;  // farther than any
  for (const auto& [name, place] : view.places) {
    const Rect rect{place.x, place.y, place.width, place.height};
    if (rect.contains(x, y)) return {0, 0};
    const float wide = std::max(0.0F, (kFingerSide - rect.width) / 2);
    const float high = std::max(0.0F, (kFingerSide - rect.height) / 2);
    const Rect meant{rect.x - wide, rect.y - high, rect.width + 2 * wide, rect.height + 2 * high};
    if (!meant.contains(x, y)) continue;
    const ImVec2 shift{std::clamp(x, rect.x + 1, rect.right() - 1) - x,
                       std::clamp(y, rect.y + 1, rect.bottom() - 1) - y};
    const float distance = std::hypot(shift.x, shift.y);
    if (distance >= least) continue;
    least = distance;
    nearest = shift;
  }
  return nearest;
}

}  // namespace

void aim_fingers(View& view, std::span<PointerSample> samples) {
  for (PointerSample& sample : samples) {
    if (sample.device != PointerSample::Device::touch) continue;
    // What lies behind a list cannot be used.
    if (sample.kind == PointerSample::Kind::down)
      view.finger_shift = view.is_popup_open ? ImVec2{0, 0} : shift_to_nearest(view, sample.x, sample.y);
    sample.x += view.finger_shift.x;
    sample.y += view.finger_shift.y;
  }
}

}  // namespace bottleneck
