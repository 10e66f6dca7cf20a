// A page and its worker in one process: they talk through their messages, as bytes.
#pragma once

#include <utility>

#include <gtest/gtest.h>

#include "lab/session/receive.h"
#include "lab/session/update.h"
#include "lab/worker/worker_jobs.h"

namespace bottleneck {

struct PageAndWorker {
  Session session;
  WorkerJobs worker;

  // What the page has asked goes to the worker, which is ready with the first of it.
  void carry_requests() {
    for (const Request& request : std::exchange(session.jobs.outbox, {})) {
      auto decoded = decode_request(encode(request));
      ASSERT_TRUE(decoded) << decoded.error();
      take(worker, *std::move(decoded));
      if (session.jobs.worker == Jobs::Worker::starting) receive(session, WorkerReady{});
    }
  }
  void carry_replies() {
    for (const Reply& reply : std::exchange(worker.outbox, {})) {
      auto decoded = decode_reply(encode(reply));
      ASSERT_TRUE(decoded) << decoded.error();
      receive(session, *std::move(decoded));
    }
  }
  void send(Clock page_clock) {
    update(session, page_clock);
    carry_requests();
  }
  // One step of the worker, and its answers. False: it had nothing to do.
  bool step_once(Clock page_clock, Clock worker_clock) {
    send(page_clock);
    const bool is_more_left = step(worker, worker_clock);
    carry_replies();
    send(page_clock);
    return is_more_left;
  }
  void lose() {
    worker = {};
    lose_worker(session, "It died.");
  }
};

}  // namespace bottleneck
