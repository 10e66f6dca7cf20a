// Two fingers on something that can be moved and magnified.
#pragma once

#include <optional>
#include <vector>

#include "lab/drawing/pointers.h"

namespace bottleneck {

// What two fingers did: first what is below them went so far with their middle, then it became so many times
// as large around it.
struct PinchStep {
  float x = 0;  // of the middle, afterwards; CSS pixels on the canvas
  float y = 0;
  float across = 0;
  float down = 0;
  float by = 1;

  bool is_none() const { return across == 0 && down == 0 && by == 1; }
};

class Pinch {
 public:
  // Whether the event is about fingers that pinch, or have pinched and are still down: then it is nothing
  // else. is_place: whether there is something to be pinched at its place. ended: what the event means for
  // the finger that was there before, whose gesture ends with it.
  bool take(const PointerEvent& event, bool is_place, std::optional<PointerEvent>& ended);

  bool is_under_way() const { return is_pinching_; }

  // All since the last call.
  PinchStep take_step();

 private:
  std::vector<PointerEvent> fingers_;  // that are down where there is something to be pinched, as told last
  bool is_pinching_ = false;           // until all of them are up
  PinchStep step_;
};

}  // namespace bottleneck
