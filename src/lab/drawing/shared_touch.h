// A finger that comes down on what it could drag may as well be about to scroll the page.
#pragma once

#include <cstdint>
#include <vector>

#include "lab/drawing/pointer.h"

namespace bottleneck {

inline constexpr double kHoldMs = 300;  // a finger that has rested so long has taken hold

class SharedTouch {
 public:
  // What the sample means for the page, in order. A touch that begins where the page shares touches with the
  // browser is told of only once it is plain that it does not scroll: when it has moved sideways more than up
  // or down, has rested before it moved, or has ended in its place. One that scrolls is never told of.
  //
  // is_shared: whether the sample's place is such; now_ms: on any clock.
  std::vector<PointerSample> take(const PointerSample& sample, bool is_shared, double now_ms);

  // Whether the touch that goes on has taken hold, and may not scroll the page.
  bool holds() const { return state_ == State::held; }

 private:
  enum class State : std::uint8_t { free, open, held, left };

  State state_ = State::free;
  PointerSample down_{};
  double down_ms_ = 0;
};

}  // namespace bottleneck
