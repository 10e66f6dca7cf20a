// The worker: a program of its own beside the page, which computes while the page stays fluent.
//
//   message -> decode -> Request -> take() -> step(), step(), ... -> Reply -> encode -> message
#include <new>
#include <utility>

#include "lab/worker/worker_jobs.h"
#include "platform/worker_port.h"
#include "texts/jobs.h"

namespace bottleneck {
namespace {

WorkerJobs jobs;

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

bool do_step() {
  const bool is_more_left = step(jobs, worker_port::now);
  for (const Reply& reply : std::exchange(jobs.outbox, {})) {
    try {
      worker_port::post(encode(reply));
    } catch (const std::bad_alloc&) {
      worker_port::fail(texts::kNoMemoryForJob);
    }
  }
  return is_more_left;
}

void start() {
  worker_port::set_handlers(
      {.receive = receive, .receive_without_body = receive_without_body, .step = do_step});
  worker_port::post(encode(Reply{WorkerReady{}}));
}

}  // namespace
}  // namespace bottleneck

int main() {
  bottleneck::start();
  return 0;  // the runtime stays: what follows comes as messages
}
