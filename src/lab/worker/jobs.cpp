#include "lab/worker/jobs.h"

#include <cassert>
#include <utility>

#include "texts/jobs.h"

namespace bottleneck {

void send_images(Jobs& jobs, const std::string& dataset, const std::shared_ptr<const Dataset>& images) {
  assert(images && images->size() > 0);
  if (jobs.images == images) return;
  // Shares the dataset's own array rather than copying it.
  jobs.outbox.emplace_back(TakeImages{.dataset = dataset, .images = SharedBytes(images, &images->images)});
  jobs.images = images;
}

void send_validation(Jobs& jobs, const std::shared_ptr<const Dataset>& images) {
  if (jobs.validation == images) return;
  const SharedBytes bytes = images ? SharedBytes(images, &images->images) : std::make_shared<const Bytes>();
  jobs.outbox.emplace_back(TakeValidation{.images = bytes});
  jobs.validation = images;
}

void share_work(Jobs& jobs, int workers) {
  const bool is_there = jobs.worker == Jobs::Worker::starting || jobs.worker == Jobs::Worker::ready;
  if (!is_there || jobs.workers == workers) return;
  jobs.outbox.insert(jobs.outbox.begin(), UseWorkers{.count = workers});  // before the work
  jobs.workers = workers;
}

std::uint32_t next_id(Jobs& jobs) {
  if (jobs.worker == Jobs::Worker::absent) jobs.worker = Jobs::Worker::starting;
  if (++jobs.last_id == 0) ++jobs.last_id;  // 0 is no job
  return jobs.last_id;
}

void ask_for_nearest_pixels(Jobs& jobs, const std::string& dataset,
                            const std::shared_ptr<const Dataset>& images, const Image& image, int k) {
  assert(k >= 1);
  if (jobs.worker == Jobs::Worker::failed) return;
  if (jobs.job<FindNearestPixels>().id != 0 && jobs.pixel_images == images) {
    FindNearestPixels* const unsent = find_unsent<FindNearestPixels>(jobs);
    if (!unsent) return;
    unsent->image = image;
    unsent->k = k;
  } else {
    send_images(jobs, dataset, images);
    ask(jobs, FindNearestPixels{.image = image, .k = k});
  }
  jobs.pixel_images = images;
  jobs.pixel_image = image;
  jobs.pixel_k = k;
}

void ask_for_codes(Jobs& jobs, const std::string& dataset, const std::shared_ptr<const Dataset>& images,
                   const std::string& model_name, const Autoencoder& model) {
  if (jobs.worker == Jobs::Worker::failed) return;
  const bool is_under_way =
      jobs.job<EncodeImages>().id != 0 && jobs.encode_model == model_name && jobs.encode_images == images;
  if (is_under_way) return;

  cancel_job<EncodeImages>(jobs);
  send_images(jobs, dataset, images);
  ask(jobs, EncodeImages{.architecture = model.architecture, .parameters = model.parameters});
  jobs.encode_images = images;
  jobs.encode_model = model_name;
}

void ask_for_training(Jobs& jobs, const std::string& dataset, const std::shared_ptr<const Dataset>& train,
                      const std::shared_ptr<const Dataset>& validation, TrainModel request) {
  assert(train && request.images >= 1 && request.images <= train->size());
  if (jobs.worker == Jobs::Worker::failed) return;
  cancel_job<TrainModel>(jobs);
  send_images(jobs, dataset, train);
  send_validation(jobs, validation);
  jobs.training_orders = 0;
  ask(jobs, std::move(request));
}

void direct_training(Jobs& jobs, TrainingOrder order, int epochs) {
  const std::uint32_t id = jobs.job<TrainModel>().id;
  if (id == 0) return;
  ++jobs.training_orders;
  jobs.outbox.emplace_back(DirectTraining{.id = id, .order = order, .epochs = epochs});
}

void ask_for_measurement(Jobs& jobs, const Architecture& architecture, int batch) {
  if (jobs.worker == Jobs::Worker::failed || jobs.job<MeasureTraining>().id != 0) return;
  ask(jobs, MeasureTraining{.architecture = architecture, .batch = batch});
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
