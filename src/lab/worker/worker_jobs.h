// What the worker does, without any platform: requests come in, replies go out, and the work is done in small
// steps.
//
//   Request ──take()──► images, tasks ──step(), step(), …──► outbox: Reply, Reply, …
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <vector>

#include "lab/base/clock.h"
#include "lab/worker/job_messages.h"
#include "lab/worker/task.h"

namespace bottleneck {

struct WorkerJobs {
  WorkerData data{};
  // In the order of TaskRequest, which is that of their urgency; null: none.
  std::array<std::unique_ptr<Task>, std::variant_size_v<TaskRequest>> tasks{};
  std::vector<Reply> outbox{};  // for the page; whoever runs the worker takes them
};

// Takes a request: what it asks is done by the steps that follow.
void take(WorkerJobs& jobs, Request request);

// Takes note of a request for whose body there was no memory, and tells the page, if it asked for an answer.
// id: as request_id() says.
void refuse_for_memory(WorkerJobs& jobs, std::uint32_t id);

// Does about 20 ms of work on the most urgent task. False: nothing is left to do. A task for which memory
// runs out is given up and reported; nothing is thrown.
bool step(WorkerJobs& jobs, Clock clock);

// Whether helpers have been asked for something: there may be more to do when they have answered, or are
// late.
bool is_waiting(const WorkerJobs& jobs);

}  // namespace bottleneck
