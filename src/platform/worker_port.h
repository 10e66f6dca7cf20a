// The worker's end of the way to the page (src/platform/worker_glue.js). Only the worker's program is linked
// with it: it knows neither a screen nor the page's files.
#pragma once

#include <string>

#include "lab/worker/job_messages.h"

namespace bottleneck::worker_port {

// What is left after a step. As kLeft in src/platform/worker_glue.js.
enum class Left : int {
  nothing = 0,
  more = 1,
  waiting = 2  // for helpers: a step follows when one has answered, and now and then
};

// What the worker program does. Called one at a time.
struct Handlers {
  void (*receive)(const Packet& packet);
  void (*receive_without_body)(ByteView head);  // there was no memory for it
  Left (*step)();                               // does a little work and posts its results
  // A helper, by its number, can be asked; is no more; has answered.
  void (*helper_joined)(int helper);
  void (*helper_left)(int helper, bool is_lost);
  void (*helper_answered)(int helper, const Packet& packet);
  // This worker is a helper, and is asked by the one that it helps.
  void (*asked)(const Packet& packet);
};
void set_handlers(const Handlers& handlers);

// Milliseconds; never goes back.
double now();

// Sends a message to the page.
void post(const Packet& packet);

// Sends a message to a helper.
void post_to_helper(int helper, const Packet& packet);
// So many helpers are wanted; they join sooner or later.
void call_helpers(int count);
// Ends one, of which nothing more is heard.
void dismiss_helper(int helper);

// Sends a message to the worker that this one helps.
void answer(const Packet& packet);

// The worker cannot go on: the page ends it. message: for the reader.
void fail(const std::string& message);

}  // namespace bottleneck::worker_port
