// A task of the worker: work that a request asks for, done in slices, so that a new request or a cancellation
// is seen between two of them. Each is a class in a file named after its request, with the begin() that makes
// it; the list of them is at the end of this one.
#pragma once

#include <cstdint>
#include <memory>
#include <utility>
#include <variant>
#include <vector>

#include "core/knn.h"
#include "core/result.h"
#include "lab/base/clock.h"
#include "lab/worker/job_messages.h"
#include "lab/worker/team.h"
#include "texts/jobs.h"

namespace bottleneck {

inline constexpr double kWorkerStepMs = 20;     // a pixel search waits no longer for other work
inline constexpr double kWorkerReportMs = 100;  // between two reports of progress: what an eye can follow

// Training images, prepared for a search.
struct WorkerImages {
  SharedBytes bytes;           // N × D
  PixelReferences references;  // of these

  int size() const { return static_cast<int>(references.squares.size()); }
};
using SharedImages = std::shared_ptr<const WorkerImages>;

// The images that tasks are about, each of which holds on to its own; or why there are none, for the reader.
// And who helps.
struct WorkerData {
  Result<SharedImages> images = Error{texts::kNoImagesInWorker};  // at least one
  Result<SharedBytes> validation = Error{texts::kNoImagesInWorker};
  std::shared_ptr<Team> team = std::make_shared<Team>();  // never null
};

class Task {
 public:
  explicit Task(std::uint32_t id) : id_(id) {}
  virtual ~Task() = default;
  Task(const Task&) = delete;
  Task& operator=(const Task&) = delete;

  std::uint32_t id() const { return id_; }
  // Does about kWorkerStepMs of work, and puts what there is to tell into `replies`. True: it is done, and
  // can be forgotten. Throws std::bad_alloc.
  virtual bool step(Clock clock, std::vector<Reply>& replies) = 0;
  // Whether there is anything to do before something is directed.
  virtual bool is_awake() const { return true; }
  // Takes a request about the task that it was not made from.
  virtual void direct(const Request& /*request*/) {}

 private:
  std::uint32_t id_;
};

// A task over many images in batches, whose progress is told now and then.
class BatchTask : public Task {
 public:
  // count: images, at least one.
  BatchTask(std::uint32_t id, int count) : Task(id), count_(count) {}
  bool step(Clock clock, std::vector<Reply>& replies) final;

 private:
  // Works on the images from `first` on; returns how many those were.
  virtual int do_batch(int first) = 0;
  // What has come of it, once all are done.
  virtual Reply result() = 0;

  int count_;
  int done_ = 0;
  double work_ms_ = 0;      // spent on them
  double reported_ms_ = 0;  // at which the last progress was reported, on the clock
};

// The model of a request, whose weights it takes.
template <class Request>
Autoencoder take_model(Request& request) {
  Autoencoder model = make_autoencoder(request.architecture);
  model.parameters = std::move(request.parameters);
  return model;
}

// Makes the task that a request asks for; an error is for the reader. Throws std::bad_alloc.
using Begun = Result<std::unique_ptr<Task>>;
Begun begin(FindNearestPixels& request, const WorkerData& data);
Begun begin(MeasureTraining& request, const WorkerData& data);
Begun begin(EncodeImages& request, const WorkerData& data);
Begun begin(MeasureErrors& request, const WorkerData& data);
Begun begin(EvaluateNeighbours& request, const WorkerData& data);
Begun begin(FitComponents& request, const WorkerData& data);
Begun begin(TrainModel& request, const WorkerData& data);

// What stands first goes first. There is one task for each at most: a later request ends the one before.
using TaskRequest = std::variant<FindNearestPixels, MeasureTraining, EncodeImages, MeasureErrors,
                                 EvaluateNeighbours, FitComponents, TrainModel>;

}  // namespace bottleneck
