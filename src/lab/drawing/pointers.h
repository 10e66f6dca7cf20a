// Of all the pointers on the canvas (mouse, pens, fingers and the palm of the hand that writes), the one that
// the page follows.
#pragma once

#include <optional>
#include <vector>

#include "lab/drawing/pointer.h"

namespace bottleneck {

// An event of the browser's (W3C Pointer Events).
struct PointerEvent {
  enum class Kind : std::uint8_t { down, move, up, cancel, leave };

  Kind kind = Kind::move;
  int id = 0;              // of the pointer
  bool is_primary = true;  // no second finger
  int button = -1;  // the one that has changed: 0 is a mouse's left one, a pen's tip, a finger; -1: none
  unsigned int buttons = 0;  // those that are down: bit 0 is button 0
  PointerSample at{};        // where and with what device; its kind is not looked at
};

class Pointers {
 public:
  // What the event means for the page, in order: nothing, a sample, or two where one gesture ends and another
  // begins.
  //
  // A gesture lasts while button 0 is down, whatever happens to other buttons meanwhile (the browser tells of
  // those as movements, and of a release only when it is the last). Where the release was not told, it ends
  // at its last place. While a pen is near, touches are nothing: a hand rests there. One that came before the
  // pen is taken back.
  std::vector<PointerSample> take(const PointerEvent& event);

  // Whether the touch that take() has just been told of may not scroll or magnify the page. is_place_taken:
  // whether the page takes a touch at its place.
  bool keeps_touch(bool is_place_taken);

 private:
  struct Held {
    int id;
    PointerSample last;    // of what was told of it
    bool is_kept = false;  // from the browser
  };

  bool begins(const PointerEvent& event) const;

  std::optional<Held> held_;  // whose gesture goes on
  bool is_pen_near_ = false;
  bool is_refused_ = false;  // the last pointer that came down
};

}  // namespace bottleneck
