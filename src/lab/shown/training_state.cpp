#include "lab/shown/training_state.h"

#include <string>
#include <utility>

#include <nlohmann/json.hpp>

#include "formats/sha256.h"
#include "lab/base/names.h"
#include "lab/session/queries.h"

namespace bottleneck {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kHashDigits = 16;

// In the order of their enumerators.
constexpr const char* kRunStates[] = {"waiting", "training", "paused", "finished", "diverged", "failed"};
constexpr const char* kUntil[] = {"end", "batch", "epoch"};

std::string hash_of(const Autoencoder& model) {
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(model.parameters.data());
  return sha256_hex(ByteView(bytes, model.parameters.size() * sizeof(float))).substr(0, kHashDigits);
}

Json run_json(const Session& session, const TrainingRun& run) {
  const bool is_hashed = run.number == session.training.shown && !run.is_active() && run.model;
  Json history = Json::array();
  for (const EpochRecord& epoch : run.history)
    history.push_back({epoch.train_loss, epoch.val_loss, epoch.val_bce, epoch.val_mse});
  return {{"number", run.number},
          {"name", run_name(session, run)},
          {"state", name_in(kRunStates, run.state)},
          {"until", name_in(kUntil, run.until)},
          {"epoch", run.progress.epoch},
          {"batch", run.progress.batch},
          {"batches", run.progress.batches},
          {"epochs", run.plan.epochs},
          {"history", std::move(history)},
          {"lastBatchLoss", run.batch_losses.empty() ? Json() : Json(run.batch_losses.back())},
          {"batchLosses", run.batch_losses.size()},
          {"imagesPerSecond", run.images_per_second},
          {"workers", run.workers},
          {"deadUnits", run.dead_units},
          {"deadNeurons", run.dead_neurons},
          {"deadUnitsOf", run.dead_units_of},
          {"notice", run.notice},
          {"error", run.error},
          {"savedAs", run.saved_as},
          {"weightsAt", {run.model_epoch, run.model_batch}},
          {"weightsHash", is_hashed ? Json(hash_of(*run.model)) : Json()}};
}

}  // namespace

nlohmann::ordered_json training_state(const Session& session) {
  const Training& training = session.training;
  Json runs = Json::array();
  for (const TrainingRun& run : training.runs) runs.push_back(run_json(session, run));
  const DatasetEntry* dataset = dataset_of(session, session.choices.plan);
  return {{"dataset", dataset ? Json(dataset->name) : Json()},
          {"runs", std::move(runs)},
          {"shown", training.shown},
          {"estimate", {{"imagesPerSecond", training.estimate.images_per_second}}}};
}

}  // namespace bottleneck
