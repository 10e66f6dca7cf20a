// A clock for tests of work in steps: each look at it moves it on, so a step ends after so many batches.
#pragma once

#include <new>

namespace bottleneck {

inline double time_now = 0;  // milliseconds
inline double tick = 1;

inline double ticking() {
  return time_now += tick;
}

// What an allocation without memory does, anywhere within a step.
inline double throwing() {
  throw std::bad_alloc();
}

}  // namespace bottleneck
