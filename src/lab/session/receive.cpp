#include "lab/session/receive.h"

#include <utility>

#include "lab/session/notes.h"
#include "lab/session/queries.h"
#include "lab/session/training_steps.h"
#include "lab/session/update.h"

namespace bottleneck {
namespace {

struct Receive {
  Session& session;

  void operator()(const WorkerReady&) const {
    session.jobs.worker = Jobs::Worker::ready;
    session.jobs.worker_error.clear();  // what was lost has been replaced
  }
  void operator()(const NearestPixelsFound& found) const {
    Jobs& jobs = session.jobs;
    if (!close_job<FindNearestPixels>(jobs, found.id)) return;
    const DatasetEntry* dataset = dataset_of(session, chosen_entry(session));
    if (!dataset || dataset->train.images != jobs.pixel_images || found.neighbours.empty()) return;
    session.pixels = {.image = jobs.pixel_image,
                      .k = jobs.pixel_k,
                      .training = jobs.pixel_images,
                      .found = found.neighbours,
                      .ms = found.ms};
    form_pixel_opinion(session);
  }
  void operator()(const JobProgress& progress) const {
    for (JobProgress& job : session.jobs.under_way) {
      if (job.id != 0 && job.id == progress.id) job = progress;
    }
  }
  void operator()(ImagesEncoded& encoded) const {
    Jobs& jobs = session.jobs;
    if (!close_job<EncodeImages>(jobs, encoded.id)) return;
    session.computes_codes_of.clear();
    take_codes(session.library, jobs.encode_model, std::move(encoded.codes), jobs.encode_images);
  }
  void operator()(TrainingProgressed& progressed) const { receive_training(session, progressed); }
  void operator()(TrainingWeights& weights) const { receive_training(session, weights); }
  void operator()(TrainingCheckpoint& checkpoint) const { receive_training(session, checkpoint); }
  void operator()(const TrainingMeasured& measured) const { receive_training(session, measured); }
  void operator()(const ErrorsMeasured& errors) const { receive_measured(session, errors); }
  void operator()(const NeighboursEvaluated& evaluated) const { receive_measured(session, evaluated); }
  void operator()(const ComponentsFitted& fitted) const { receive_measured(session, fitted); }
  void operator()(const JobFailed& failed) const {
    Jobs& jobs = session.jobs;
    if (receive_training(session, failed) || receive_measured(session, failed)) return;
    if (close_job<FindNearestPixels>(jobs, failed.id)) {
      session.pixels = {.image = jobs.pixel_image,
                        .k = jobs.pixel_k,
                        .training = jobs.pixel_images,
                        .error = failed.message};
    } else if (close_job<EncodeImages>(jobs, failed.id)) {
      session.codes_failed_of = std::exchange(session.computes_codes_of, {});
      add_note(session, failed.message);
    }
  }
};

}  // namespace

void receive(Session& session, Reply reply) {
  std::visit(Receive{session}, reply);
}

void lose_worker(Session& session, const std::string& message) {
  lose_worker(session.jobs, message);
  lose_run(session);
}

}  // namespace bottleneck
