// A movement of mouse, pen or finger on the canvas, as the platform hands it to the panels.
#pragma once

#include <algorithm>
#include <cstdint>

namespace bottleneck {

struct PointerSample {
  enum class Kind : std::uint8_t { down, move, up, cancel };
  enum class Device : std::uint8_t { mouse, pen, touch };

  Kind kind = Kind::move;
  Device device = Device::mouse;
  float x = 0;  // CSS pixels from the canvas's upper left corner
  float y = 0;
  float pressure = 0.5F;  // 0..1; 0.5 where the device does not measure it
};

// How much a pen's pressure widens its stroke: 1 at the middle of the range. Mice and fingers write with the
// pen as it is.
inline float pressure_width(const PointerSample& sample) {
  if (sample.device != PointerSample::Device::pen) return 1;
  return std::clamp(0.5F + sample.pressure, 0.5F, 1.5F);
}

}  // namespace bottleneck
