// A page that measures, and a worker behind its messages.
#pragma once

#include <utility>

#include <gtest/gtest.h>

#include "lab/session/receive.h"
#include "lab/session/update.h"
#include "lab/worker/worker_jobs.h"
#include "unit/ticking.h"

namespace bottleneck {

struct MeasuringLab {
  Session session;
  WorkerJobs worker;

  MeasuringLab() {
    time_now = 0;
    tick = 5;
  }

  // Hands over what is asked, and works for so many steps; true: the worker has more to do.
  bool go_on(int steps = 1) {
    update_measuring(session);
    for (const Request& request : std::exchange(session.jobs.outbox, {})) {
      auto arrived = decode_request(encode(request));
      EXPECT_TRUE(arrived) << arrived.error();
      take(worker, *std::move(arrived));
    }
    bool has_more = true;
    for (int i = 0; i < steps && has_more; ++i) has_more = step(worker, ticking);
    for (const Reply& reply : std::exchange(worker.outbox, {})) {
      auto arrived = decode_reply(encode(reply));
      EXPECT_TRUE(arrived) << arrived.error();
      receive(session, *std::move(arrived));
    }
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
