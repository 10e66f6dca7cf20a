#include "lab/worker/jobs.h"

#include <algorithm>
#include <cassert>
#include <utility>

#include "texts/jobs.h"

namespace bottleneck {
namespace {

// The number of the next job, for which a worker is wanted now.
std::uint32_t begin_job(Jobs& jobs) {
  if (jobs.worker == Jobs::Worker::absent) jobs.worker = Jobs::Worker::starting;
  if (++jobs.last_id == 0) ++jobs.last_id;  // 0 is no job
  return jobs.last_id;
}

void send_images(Jobs& jobs, const std::string& dataset, const std::shared_ptr<const Dataset>& images) {
  assert(images && images->size() > 0);
  if (jobs.images == images) return;
  // Shares the dataset's own array rather than copying it.
  jobs.outbox.emplace_back(TakeImages{.dataset = dataset, .images = SharedBytes(images, &images->images)});
  jobs.images = images;
}

// The request of that number, while it has not been sent; or null.
template <class Asked>
Asked* find_unsent(Jobs& jobs, std::uint32_t id) {
  for (Request& request : jobs.outbox) {
    Asked* const asked = std::get_if<Asked>(&request);
    if (asked && asked->id == id) return asked;
  }
  return nullptr;
}

}  // namespace

void ask_for_nearest_pixels(Jobs& jobs, const std::string& dataset,
                            const std::shared_ptr<const Dataset>& images, const Image& image, int k) {
  assert(k >= 1);
  if (jobs.worker == Jobs::Worker::failed) return;
  const bool is_under_way = jobs.pixel_id != 0 && jobs.pixel_images == images;
  FindNearestPixels* const unsent =
      is_under_way ? find_unsent<FindNearestPixels>(jobs, jobs.pixel_id) : nullptr;
  if (is_under_way && !unsent) return;

  if (unsent) {
    unsent->image = image;
    unsent->k = k;
  } else {
    send_images(jobs, dataset, images);
    jobs.pixel_id = begin_job(jobs);
    jobs.outbox.emplace_back(FindNearestPixels{.id = jobs.pixel_id, .image = image, .k = k});
  }
  jobs.pixel_images = images;
  jobs.pixel_image = image;
  jobs.pixel_k = k;
}

void ask_for_codes(Jobs& jobs, const std::string& dataset, const std::shared_ptr<const Dataset>& images,
                   const std::string& model_name, const Autoencoder& model) {
  if (jobs.worker == Jobs::Worker::failed) return;
  const bool is_under_way =
      jobs.encode_id != 0 && jobs.encode_model == model_name && jobs.encode_images == images;
  if (is_under_way) return;

  cancel_encoding(jobs);
  send_images(jobs, dataset, images);
  jobs.encode_id = begin_job(jobs);
  jobs.outbox.emplace_back(
      EncodeImages{.id = jobs.encode_id, .architecture = model.architecture, .parameters = model.parameters});
  jobs.encode_images = images;
  jobs.encode_model = model_name;
  jobs.encode_progress = {.id = jobs.encode_id};
}

void cancel_encoding(Jobs& jobs) {
  if (jobs.encode_id == 0) return;
  const auto is_unsent = [&](const Request& request) {
    const auto* const encode = std::get_if<EncodeImages>(&request);
    return encode && encode->id == jobs.encode_id;
  };
  if (std::erase_if(jobs.outbox, is_unsent) == 0) jobs.outbox.emplace_back(CancelJob{.id = jobs.encode_id});
  jobs.encode_id = 0;
  jobs.encode_images = nullptr;
  jobs.encode_model.clear();
  jobs.encode_progress = {};
}

void ask_for_training(Jobs& jobs, const std::string& dataset, const std::shared_ptr<const Dataset>& train,
                      const std::shared_ptr<const Dataset>& validation, TrainModel request) {
  assert(train && request.images >= 1 && request.images <= train->size());
  if (jobs.worker == Jobs::Worker::failed) return;
  end_training(jobs);
  send_images(jobs, dataset, train);
  if (jobs.validation != validation) {
    jobs.outbox.emplace_back(TakeValidation{.images = SharedBytes(validation, &validation->images)});
  }
  jobs.validation = validation;
  jobs.training_id = begin_job(jobs);
  jobs.training_orders = 0;
  request.id = jobs.training_id;
  jobs.outbox.emplace_back(std::move(request));
}

void direct_training(Jobs& jobs, TrainingOrder order, int epochs) {
  if (jobs.training_id == 0) return;
  ++jobs.training_orders;
  jobs.outbox.emplace_back(DirectTraining{.id = jobs.training_id, .order = order, .epochs = epochs});
}

void end_training(Jobs& jobs) {
  if (jobs.training_id == 0) return;
  jobs.outbox.emplace_back(CancelJob{.id = jobs.training_id});
  jobs.training_id = 0;
}

void ask_for_measurement(Jobs& jobs, const Architecture& architecture, int batch) {
  if (jobs.worker == Jobs::Worker::failed || jobs.measure_id != 0) return;
  jobs.measure_id = begin_job(jobs);
  jobs.outbox.emplace_back(
      MeasureTraining{.id = jobs.measure_id, .architecture = architecture, .batch = batch});
}

void lose_worker(Jobs& jobs, const std::string& message) {
  const int workers_lost = jobs.workers_lost + 1;
  // One that does not even start is not tried again and again.
  const bool has_failed = jobs.worker == Jobs::Worker::starting || workers_lost >= kMostWorkersLost;
  const std::uint32_t last_id = jobs.last_id;  // an answer of the lost one is not taken for one of the next
  jobs = {};
  jobs.worker = has_failed ? Jobs::Worker::failed : Jobs::Worker::absent;
  jobs.worker_error = has_failed ? message : message + " " + texts::kWorkerRestarts;
  jobs.workers_lost = workers_lost;
  jobs.last_id = last_id;
}

}  // namespace bottleneck
