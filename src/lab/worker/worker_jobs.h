// What the worker does, without any platform: requests come in, replies go out, and the work is done in small
// steps, so that a new request or a cancellation is seen between two of them.
//
//   Request ──take()──► images, jobs ──step(), step(), …──► outbox: Reply, Reply, …
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/autoencoder.h"
#include "core/knn.h"
#include "lab/base/clock.h"
#include "lab/worker/jobs.h"
#include "lab/worker/worker_training.h"

namespace bottleneck {

// Training images, prepared for a search. Each job holds on to those it is about.
struct WorkerImages {
  SharedBytes bytes;           // N × D
  PixelReferences references;  // of these

  int size() const { return static_cast<int>(references.squares.size()); }
};

struct PixelJob {
  FindNearestPixels request;
  std::shared_ptr<const WorkerImages> images;
};

struct EncodeJob {
  std::uint32_t id = 0;
  Autoencoder model;
  std::shared_ptr<const WorkerImages> images;
  std::vector<float> codes{};  // N × K, filled from the front
  int done = 0;                // images
  double work_ms = 0;          // spent on them
  double reported_ms = 0;      // at which the last progress was reported, on the clock
};

struct WorkerJobs {
  std::shared_ptr<const WorkerImages> images{};  // null: none have come
  std::string images_error{};                    // why there are none, for the reader
  std::optional<PixelJob> pixels{};              // asked, not begun
  std::optional<EncodeJob> encoding{};
  SharedBytes validation{};  // of the next training run; null: none have come
  std::string validation_error{};
  std::optional<TrainingJob> training{};
  std::optional<MeasureTraining> measuring{};  // asked, not begun
  std::vector<Reply> outbox{};                 // for the page; whoever runs the worker takes them
};

// Takes a request: what it asks is done by the steps that follow.
void take(WorkerJobs& jobs, Request request);

// Takes note of a request for whose body there was no memory, and tells the page, if it asked for an answer.
// id: as request_id() says.
void refuse_for_memory(WorkerJobs& jobs, std::uint32_t id);

// Does about 20 ms of work: a pixel search before a measurement before an encoding before training. False:
// nothing is left to do. A job for which memory runs out is given up and reported; nothing is thrown.
bool step(WorkerJobs& jobs, Clock clock);

}  // namespace bottleneck
