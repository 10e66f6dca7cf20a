// The worker's end of the way to the page (src/platform/worker_glue.js). Only the worker's program is linked
// with it: it knows neither a screen nor the page's files.
#pragma once

#include <string>

#include "lab/worker/job_messages.h"

namespace bottleneck::worker_port {

// What the worker program does. Called one at a time.
struct Handlers {
  void (*receive)(const Packet& packet);
  void (*receive_without_body)(ByteView head);  // there was no memory for it
  bool (*step)();  // does a little work and posts its results; false: nothing is left to do
};
void set_handlers(const Handlers& handlers);

// Milliseconds; never goes back.
double now();

// Sends a message to the page.
void post(const Packet& packet);

// The worker cannot go on: the page ends it. message: for the reader.
void fail(const std::string& message);

}  // namespace bottleneck::worker_port
