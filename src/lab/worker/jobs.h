// The page's end of its worker: what it has asked for and not got yet.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "lab/worker/job_messages.h"

namespace bottleneck {

struct Jobs {
  enum class Worker : std::uint8_t { absent, starting, ready, failed };
  Worker worker = Worker::absent;
  std::string worker_error{};  // why the last one was lost, for the reader
  int workers_lost = 0;

  std::vector<Request> outbox{};  // the platform sends these in order, starting the worker for the first
  std::uint32_t last_id = 0;
  std::shared_ptr<const Dataset> images{};  // what the worker has, or will have once the outbox is sent

  // The pixel search under way: its number (0: none), what it is about.
  std::uint32_t pixel_id = 0;
  std::shared_ptr<const Dataset> pixel_images{};
  Image pixel_image{};
  int pixel_k = 0;
  // The encoding under way: its number (0: none), of which images, for which model, how far.
  std::uint32_t encode_id = 0;
  std::shared_ptr<const Dataset> encode_images{};
  std::string encode_model{};
  JobProgress encode_progress{};
  // The training run that the worker has: its number (0: none).
  std::uint32_t training_id = 0;
  int training_orders = 0;                      // DirectTrainings given to it
  std::shared_ptr<const Dataset> validation{};  // that the worker has, as `images`
  // The measurement under way: its number (0: none).
  std::uint32_t measure_id = 0;
};

// A worker that is lost is replaced by the next request; after so many losses only when the reader asks for
// it (by setting `worker` to absent), so that one that dies of its work is not started for ever.
inline constexpr int kMostWorkersLost = 3;

// Asks for things. Each sends the training images first where the worker does not have them, and does nothing
// where the same is under way already, or the worker has failed.
// dataset: its name, images: its training images, at least one.
//
// While a pixel search among the same images is with the worker, a later one is not sent: the caller asks
// again with what is newest once the answer is there. So a moving pen sees answers as fast as they come, and
// none waits in a queue.
void ask_for_nearest_pixels(Jobs& jobs, const std::string& dataset,
                            const std::shared_ptr<const Dataset>& images, const Image& image, int k);
// Ends the encoding for another model, if one is under way.
void ask_for_codes(Jobs& jobs, const std::string& dataset, const std::shared_ptr<const Dataset>& images,
                   const std::string& model_name, const Autoencoder& model);
void cancel_encoding(Jobs& jobs);

// A training run, in place of the one that the worker has. train: at least `request.images` images;
// validation: may be null. The request's number is given here.
void ask_for_training(Jobs& jobs, const std::string& dataset, const std::shared_ptr<const Dataset>& train,
                      const std::shared_ptr<const Dataset>& validation, TrainModel request);
// Nothing where the worker has no run.
void direct_training(Jobs& jobs, TrainingOrder order, int epochs);
void end_training(Jobs& jobs);

// One at a time.
void ask_for_measurement(Jobs& jobs, const Architecture& architecture, int batch);

// The worker has died or could not be started: everything under way is forgotten, so that it is asked for
// anew of the next worker. `message` is for the reader.
void lose_worker(Jobs& jobs, const std::string& message);

}  // namespace bottleneck
