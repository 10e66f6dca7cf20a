// The page's end of its worker: what it has asked for and not got yet.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
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
  int workers = 1;  // that may share the work, as the worker knows
  // What the worker has, or will have once the outbox is sent.
  std::shared_ptr<const Dataset> images{};
  std::shared_ptr<const Dataset> validation{};

  // The job under way for each kind of request: its number (0: none), and how far it is.
  std::array<JobProgress, std::variant_size_v<Request>> under_way{};
  template <class Asked>
  JobProgress& job() {
    return under_way[kPlaceIn<Asked, Request>];
  }
  template <class Asked>
  const JobProgress& job() const {
    return under_way[kPlaceIn<Asked, Request>];
  }

  // What the latest of them are about: a pixel search, an encoding, a training run.
  std::shared_ptr<const Dataset> pixel_images{};
  Image pixel_image{};
  int pixel_k = 0;
  std::shared_ptr<const Dataset> encode_images{};
  std::string encode_model{};
  int training_orders = 0;  // DirectTrainings given to it
};

// A worker that is lost is replaced by the next request; after so many losses only when the reader asks for
// it (by setting `worker` to absent), so that one that dies of its work is not started for ever.
inline constexpr int kMostWorkersLost = 3;

// --- jobs of any kind

// The number of the next job, for which a worker is wanted now.
std::uint32_t next_id(Jobs& jobs);

// Asks for a job, whose number is given here, in place of the one of its kind.
template <class Asked>
void ask(Jobs& jobs, Asked request) {
  request.id = next_id(jobs);
  jobs.job<Asked>() = {.id = request.id};
  jobs.outbox.emplace_back(std::move(request));
}

// The request of the job under way, while it has not been sent; or null.
template <class Asked>
Asked* find_unsent(Jobs& jobs) {
  for (Request& request : jobs.outbox) {
    Asked* const asked = std::get_if<Asked>(&request);
    if (asked && asked->id == jobs.job<Asked>().id) return asked;
  }
  return nullptr;
}

// Ends the job under way, if there is one.
template <class Asked>
void cancel_job(Jobs& jobs) {
  const bool is_unsent = find_unsent<Asked>(jobs);
  const std::uint32_t id = std::exchange(jobs.job<Asked>(), {}).id;
  if (id == 0) return;
  std::erase_if(jobs.outbox, [&](const Request& request) { return id_of(request) == id; });
  if (!is_unsent) jobs.outbox.emplace_back(CancelJob{.id = id});
}

// Whether the job of that number is under way; it no longer is, as its answer has come.
template <class Asked>
bool close_job(Jobs& jobs, std::uint32_t id) {
  if (id == 0 || jobs.job<Asked>().id != id) return false;
  jobs.job<Asked>() = {};
  return true;
}

// Sends the images that later requests are about, where the worker does not have them. Validation images may
// be null.
void send_images(Jobs& jobs, const std::string& dataset, const std::shared_ptr<const Dataset>& images);
void send_validation(Jobs& jobs, const std::shared_ptr<const Dataset>& images);

// Tells the worker, if there is one, how many may share its work, itself included.
void share_work(Jobs& jobs, int workers);

// --- what is asked

// Each sends the training images first where the worker does not have them, and does nothing where the same
// is under way already, or the worker has failed.
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

// A training run, in place of the one that the worker has. train: at least `request.images` images;
// validation: may be null. The request's number is given here.
void ask_for_training(Jobs& jobs, const std::string& dataset, const std::shared_ptr<const Dataset>& train,
                      const std::shared_ptr<const Dataset>& validation, TrainModel request);
// Nothing where the worker has no run.
void direct_training(Jobs& jobs, TrainingOrder order, int epochs);

// Both halves of a dataset, each at least one image (two for FitComponents), for what is measured on them
// (lab/session/measured.h). In place of the job of that kind.
struct Halves {
  std::shared_ptr<const Dataset> train{};
  std::shared_ptr<const Dataset> test{};

  bool operator==(const Halves&) const = default;
};
template <class Asked>
void ask_about(Jobs& jobs, const std::string& dataset, const Halves& halves, Asked request) {
  cancel_job<Asked>(jobs);
  send_images(jobs, dataset, halves.train);
  send_validation(jobs, halves.test);
  ask(jobs, std::move(request));
}

// One at a time.
void ask_for_measurement(Jobs& jobs, const Architecture& architecture, int batch);

// The worker has died or could not be started: everything under way is forgotten, so that it is asked for
// anew of the next worker. `message` is for the reader.
void lose_worker(Jobs& jobs, const std::string& message);

}  // namespace bottleneck
