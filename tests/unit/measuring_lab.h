// A page that measures, and a worker behind its messages.
#pragma once

#include <gtest/gtest.h>

#include "unit/page_and_worker.h"
#include "unit/ticking.h"

namespace bottleneck {

struct MeasuringLab : PageAndWorker {
  MeasuringLab() {
    time_now = 0;
    tick = 5;
  }

  // Hands over what is asked, and works for so many steps; true: the worker has more to do.
  bool go_on(int steps = 1) {
    update_measuring(session);
    carry_requests();
    bool has_more = true;
    for (int i = 0; i < steps && has_more; ++i) has_more = step(worker, ticking);
    carry_replies();
    return has_more || !session.jobs.outbox.empty();
  }
  // All that is wanted; what hangs fails rather than going on for ever.
  void finish() {
    const Measured& measured = session.measured;
    for (int i = 0; i < 100'000; ++i) {
      if (!go_on() && measured.wanted_neighbours.empty() && measured.wanted_errors.empty() &&
          measured.wanted_bounds.empty())
        return;
    }
    ADD_FAILURE() << "it does not come to an end";
  }
};

}  // namespace bottleneck
