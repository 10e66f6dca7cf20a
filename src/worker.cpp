// The worker: a program of its own beside the page, which computes while the page stays fluent.
//
//   message -> decode -> Request -> take() -> step(), step(), ... -> Reply -> encode -> message
//                                               |            ^
//                                               '-> helpers -'
//
// A helper is the same program in another worker, which is asked by this one instead of the page.
#include <new>
#include <utility>

#include "lab/worker/helper.h"
#include "lab/worker/worker_jobs.h"
#include "platform/worker_port.h"
#include "texts/jobs.h"

namespace bottleneck {
namespace {

WorkerJobs jobs;
Helper helper;

void receive(const Packet& packet) {
  Result<Request> request = decode_request(packet);
  if (request) {
    take(jobs, *std::move(request));
  } else {
    worker_port::fail(request.error());
  }
}

void receive_without_body(ByteView head) {
  const Result<std::uint32_t> id = request_id(head);
  if (id) {
    refuse_for_memory(jobs, *id);
  } else {
    worker_port::fail(id.error());
  }
}

worker_port::Left do_step() {
  const bool is_more_left = step(jobs, worker_port::now);
  for (const Reply& reply : std::exchange(jobs.outbox, {})) {
    try {
      worker_port::post(encode(reply));
    } catch (const std::bad_alloc&) {
      worker_port::fail(texts::kNoMemoryForJob);
    }
  }
  if (is_more_left) return worker_port::Left::more;
  return is_waiting(jobs) ? worker_port::Left::waiting : worker_port::Left::nothing;
}

void do_share(const Packet& packet) {
  try {
    const auto answer = helper.answer(packet);
    if (!answer) return worker_port::fail(answer.error());
    if (*answer) worker_port::answer(**answer);
  } catch (const std::bad_alloc&) {
    worker_port::fail(texts::kNoMemoryForJob);
  }
}

void start() {
  Team& team = *jobs.data.team;
  team.post = worker_port::post_to_helper;
  team.call = worker_port::call_helpers;
  team.dismiss = worker_port::dismiss_helper;
  worker_port::set_handlers(
      {.receive = receive,
       .receive_without_body = receive_without_body,
       .step = do_step,
       .helper_joined = [](int number) { join(*jobs.data.team, number); },
       .helper_left = [](int number, bool is_lost) { leave(*jobs.data.team, number, is_lost); },
       .helper_answered = [](int number, const Packet& packet) { receive(*jobs.data.team, number, packet); },
       .asked = do_share});
  worker_port::post(encode(Reply{WorkerReady{}}));
}

}  // namespace
}  // namespace bottleneck

int main() {
  bottleneck::start();
  return 0;  // the runtime stays: what follows comes as messages
}
