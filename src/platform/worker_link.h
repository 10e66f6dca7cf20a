// The page's end of its worker (web/worker_link.js), a second program that computes while the page stays
// fluent (src/worker.cpp).
#pragma once

#include <string>

#include "lab/worker/job_messages.h"

namespace bottleneck::worker_link {

// What the page program does with what comes. Called from outside a frame and of send(), one at a time.
struct Handlers {
  void (*reply)(Packet packet);
  // The worker could not be started, has died or does not answer any more; message: for the reader. What was
  // sent is gone; the next send() starts another worker.
  void (*lost)(const std::string& message);
};
void set_handlers(const Handlers& handlers);

// Sends a message, after those before. Starts the worker if there is none.
void send(const Packet& packet);

// Bytes of the worker's memory, which never becomes smaller, as it last told; 0: there is no worker.
double memory();

}  // namespace bottleneck::worker_link
