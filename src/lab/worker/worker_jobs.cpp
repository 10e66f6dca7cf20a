#include "lab/worker/worker_jobs.h"

#include <algorithm>
#include <new>
#include <string>
#include <utility>

namespace bottleneck {
namespace {

void fail(WorkerJobs& jobs, std::uint32_t id, std::string message) {
  jobs.outbox.emplace_back(JobFailed{.id = id, .message = std::move(message)});
}

struct Take {
  WorkerJobs& jobs;

  void operator()(TakeImages& request) const {
    jobs.data.images = Error{texts::kNoImagesInWorker};
    if (request.images->empty()) return;
    jobs.data.images = SharedImages(std::make_shared<WorkerImages>(
        WorkerImages{.bytes = request.images, .references = prepare_pixels(*request.images)}));
  }
  void operator()(TakeValidation& request) const { jobs.data.validation = request.images; }
  void operator()(UseWorkers& request) const { jobs.data.team->most_workers = request.count; }
  void operator()(CancelJob& request) const {
    for (auto& task : jobs.tasks) {
      if (task && task->id() == request.id) task.reset();
    }
  }
  template <class Other>
  void operator()(Other& request) const {
    if constexpr (kPlaceIn<Other, TaskRequest> < std::variant_size_v<TaskRequest>) {
      auto& task = jobs.tasks[kPlaceIn<Other, TaskRequest>];
      task.reset();  // gives its memory back before any more is asked for
      Begun begun = begin(request, jobs.data);
      if (!begun) return fail(jobs, request.id, begun.error());
      task = *std::move(begun);
    } else {
      for (auto& task : jobs.tasks) {
        if (task && task->id() == request.id) task->direct(request);
      }
    }
  }
};

}  // namespace

void take(WorkerJobs& jobs, Request request) {
  const std::uint32_t id = id_of(request);
  try {
    std::visit(Take{jobs}, request);
  } catch (const std::bad_alloc&) {
    refuse_for_memory(jobs, id);
  }
}

void refuse_for_memory(WorkerJobs& jobs, std::uint32_t id) {
  if (id != 0) return fail(jobs, id, texts::kNoMemoryForJob);
  // Images, of which sort cannot be told: none that were here before may pass for them.
  jobs.data.images = Error{texts::kNoMemoryForImages};
  jobs.data.validation = Error{texts::kNoMemoryForImages};
}

bool step(WorkerJobs& jobs, Clock clock) {
  Team& team = *jobs.data.team;
  if (!team.open.empty()) dismiss_late(team, clock());
  const auto is_awake = [](const std::unique_ptr<Task>& task) { return task && task->is_awake(); };
  const auto first = std::ranges::find_if(jobs.tasks, is_awake);
  if (first == jobs.tasks.end()) return false;
  const std::uint32_t id = (*first)->id();
  try {
    if ((*first)->step(clock, jobs.outbox)) first->reset();
  } catch (const std::bad_alloc&) {
    first->reset();  // its memory comes back before any more is asked for
    refuse_for_memory(jobs, id);
  }
  return std::ranges::any_of(jobs.tasks, is_awake);
}

bool is_waiting(const WorkerJobs& jobs) {
  return !jobs.data.team->open.empty();
}

}  // namespace bottleneck
