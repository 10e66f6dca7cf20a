#include "lab/worker/worker_jobs.h"

#include <algorithm>
#include <new>
#include <span>
#include <utility>

#include "texts/jobs.h"

namespace bottleneck {
namespace {

constexpr int kEncodeBatch =
    256;  // images; encode_bytes() works in batches of as many, so the codes are the same

void fail(WorkerJobs& jobs, std::uint32_t id, std::string message) {
  jobs.outbox.emplace_back(JobFailed{.id = id, .message = std::move(message)});
}

// The images for a job, or null after it has been answered that there are none.
std::shared_ptr<const WorkerImages> images_for(WorkerJobs& jobs, std::uint32_t id) {
  if (jobs.images && jobs.images->size() > 0) return jobs.images;
  fail(jobs, id, jobs.images_error.empty() ? texts::kNoImagesInWorker : jobs.images_error);
  return nullptr;
}

struct Take {
  WorkerJobs& jobs;

  void operator()(TakeImages& request) const {
    jobs.images = nullptr;
    jobs.images_error.clear();
    auto images = std::make_shared<WorkerImages>(
        WorkerImages{.bytes = request.images, .references = prepare_pixels(*request.images)});
    jobs.images = std::move(images);
  }
  void operator()(FindNearestPixels& request) const {
    if (auto images = images_for(jobs, request.id))
      jobs.pixels = {.request = request, .images = std::move(images)};
  }
  void operator()(EncodeImages& request) const {
    jobs.encoding.reset();
    auto images = images_for(jobs, request.id);
    if (!images) return;
    Autoencoder model = make_autoencoder(request.architecture);
    model.parameters = std::move(request.parameters);
    jobs.encoding = {.id = request.id, .model = std::move(model), .images = std::move(images)};
  }
  void operator()(const CancelJob& request) const {
    if (jobs.pixels && jobs.pixels->request.id == request.id) jobs.pixels.reset();
    if (jobs.encoding && jobs.encoding->id == request.id) jobs.encoding.reset();
    if (jobs.training && jobs.training->id == request.id) jobs.training.reset();
    if (jobs.measuring && jobs.measuring->id == request.id) jobs.measuring.reset();
  }
  void operator()(TakeValidation& request) const {
    jobs.validation_error.clear();
    jobs.validation = request.images;
  }
  void operator()(TrainModel& request) const {
    jobs.training.reset();  // gives its memory back before any more is asked for
    const auto images = images_for(jobs, request.id);
    if (!images) return;
    if (!jobs.validation || images->size() < request.images) {
      fail(jobs, request.id,
           jobs.validation_error.empty() ? texts::kNoImagesInWorker : jobs.validation_error);
      return;
    }
    jobs.training = begin_training(request, images->bytes, jobs.validation);
  }
  void operator()(const DirectTraining& request) const {
    if (jobs.training && jobs.training->id == request.id) direct(*jobs.training, request);
  }
  void operator()(const MeasureTraining& request) const { jobs.measuring = request; }
};

Reply search(const PixelJob& job, Clock clock) {
  const double start = clock();
  NearestPixelsFound found{.id = job.request.id};
  const int k = std::min(job.request.k, job.images->size());
  found.neighbours = nearest_to_image(job.images->references, job.request.image, k);
  for (Neighbour& neighbour : found.neighbours) neighbour.distance /= kWhite;
  found.ms = clock() - start;
  return found;
}

void encode_batch(EncodeJob& job) {
  const auto done = static_cast<std::size_t>(job.done);
  const auto count = static_cast<std::size_t>(std::min(kEncodeBatch, job.images->size() - job.done));
  const std::vector<float> codes =
      encode_bytes(job.model, std::span(*job.images->bytes).subspan(done * kPixels, count * kPixels));
  const auto place = job.codes.begin() + static_cast<std::ptrdiff_t>(done * codes.size() / count);
  std::copy(codes.begin(), codes.end(), place);
  job.done += static_cast<int>(count);
}

// Encodes for a while. A reply when there is something to tell.
std::optional<Reply> encode_some(EncodeJob& job, Clock clock) {
  const double start = clock();
  double now = start;
  if (job.codes.empty()) {
    job.reported_ms = start;
    // In 64 bits: a product that wraps around would pass for a small one.
    const std::uint64_t values = static_cast<std::uint64_t>(job.images->size()) *
                                 static_cast<std::uint64_t>(job.model.architecture.latent);
    if (values > job.codes.max_size()) throw std::bad_alloc();
    job.codes.resize(static_cast<std::size_t>(values));
  }
  while (job.done < job.images->size() && now - start < kWorkerStepMs) {
    encode_batch(job);
    now = clock();
  }
  job.work_ms += now - start;
  if (job.done == job.images->size()) return ImagesEncoded{.id = job.id, .codes = std::move(job.codes)};
  if (now - job.reported_ms < kWorkerReportMs) return std::nullopt;
  job.reported_ms = now;
  const double share = static_cast<double>(job.done) / job.images->size();
  return JobProgress{.id = job.id, .share = share, .eta_ms = job.work_ms * (1 - share) / share};
}

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
  jobs.images = nullptr;
  jobs.images_error = texts::kNoMemoryForImages;
  jobs.validation = nullptr;
  jobs.validation_error = texts::kNoMemoryForImages;
}

namespace {

// Does `work` on the job in `slot`. One for which memory runs out is given up: its memory comes back before
// any more is asked for.
template <class Job, class Work>
void work_on(WorkerJobs& jobs, std::optional<Job>& slot, std::uint32_t id, const Work& work) {
  try {
    work(*slot);
  } catch (const std::bad_alloc&) {
    slot.reset();
    refuse_for_memory(jobs, id);
  }
}

}  // namespace

bool step(WorkerJobs& jobs, Clock clock) {
  if (jobs.pixels) {
    work_on(jobs, jobs.pixels, jobs.pixels->request.id, [&](const PixelJob& job) {
      Reply found = search(job, clock);
      jobs.pixels.reset();
      jobs.outbox.push_back(std::move(found));
    });
  } else if (jobs.measuring) {
    work_on(jobs, jobs.measuring, jobs.measuring->id, [&](const MeasureTraining& request) {
      const TrainingMeasured measured = measure_training(request, clock);
      jobs.measuring.reset();
      jobs.outbox.emplace_back(measured);
    });
  } else if (jobs.encoding) {
    work_on(jobs, jobs.encoding, jobs.encoding->id, [&](EncodeJob& job) {
      std::optional<Reply> reply = encode_some(job, clock);
      if (!reply) return;
      if (std::holds_alternative<ImagesEncoded>(*reply)) jobs.encoding.reset();
      jobs.outbox.push_back(std::move(*reply));
    });
  } else if (jobs.training && jobs.training->is_awake()) {
    work_on(jobs, jobs.training, jobs.training->id,
            [&](TrainingJob& job) { train_some(job, clock, jobs.outbox); });
  }
  return jobs.pixels || jobs.measuring || jobs.encoding || (jobs.training && jobs.training->is_awake());
}

}  // namespace bottleneck
