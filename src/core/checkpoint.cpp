#include "core/checkpoint.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <string>

namespace bottleneck {
namespace {

// Says in `problem` which of the numbers is not finite, unless something is said there already.
void expect_finite(std::span<const float> values, const char* name, std::string& problem) {
  const auto broken = std::find_if(values.begin(), values.end(), [](float v) { return !std::isfinite(v); });
  if (broken == values.end() || !problem.empty()) return;
  problem = std::string(name) + " hold a number that is not finite, at index " +
            std::to_string(broken - values.begin());
}

// Without validation images all three of a run's validation figures are NaN, in every epoch.
bool has_validation(const EpochRecord& record) {
  return !(std::isnan(record.val_loss) && std::isnan(record.val_bce) && std::isnan(record.val_mse));
}

bool is_sound(const EpochRecord& record, bool with_validation) {
  if (!std::isfinite(record.train_loss)) return false;
  if (!with_validation) return !has_validation(record);
  return std::isfinite(record.val_loss) && std::isfinite(record.val_bce) && std::isfinite(record.val_mse);
}

// Every epoch has as many steps, at least one.
bool do_steps_fit(std::int64_t steps, std::int64_t epochs) {
  return epochs == 0 ? steps == 0 : steps >= epochs && steps % epochs == 0;
}

}  // namespace

Checkpoint checkpoint_of(const Trainer& trainer) {
  assert(trainer.progress().is_between_epochs());
  Checkpoint checkpoint = position_of(trainer);
  checkpoint.history = trainer.history();
  return checkpoint;
}

Checkpoint position_of(const Trainer& trainer) {
  const AdamState& adam = trainer.adam();
  Checkpoint position{.floats = {}, .steps = adam.steps, .history = {}};
  AlignedFloats& floats = position.floats;
  floats.reserve(3 * adam.mean.size());
  floats.insert(floats.end(), trainer.model().parameters.begin(), trainer.model().parameters.end());
  floats.insert(floats.end(), adam.mean.begin(), adam.mean.end());
  floats.insert(floats.end(), adam.variance.begin(), adam.variance.end());
  return position;
}

Autoencoder model_at(const Checkpoint& checkpoint, const Architecture& architecture) {
  Autoencoder model = make_autoencoder(architecture);
  const std::span<const float> parameters = checkpoint.parameters();
  assert(parameters.size() == model.parameters.size());
  std::copy(parameters.begin(), parameters.end(), model.parameters.begin());
  return model;
}

AdamState adam_at(const Checkpoint& checkpoint) {
  AdamState adam(checkpoint.mean().size());
  std::copy(checkpoint.mean().begin(), checkpoint.mean().end(), adam.mean.begin());
  std::copy(checkpoint.variance().begin(), checkpoint.variance().end(), adam.variance.begin());
  adam.steps = checkpoint.steps;
  return adam;
}

Checkpoint checkpoint_with(std::span<const float> parameters) {
  Checkpoint checkpoint{.floats = AlignedFloats(3 * parameters.size()), .steps = 0, .history = {}};
  std::copy(parameters.begin(), parameters.end(), checkpoint.floats.begin());
  return checkpoint;
}

Status check(const Checkpoint& checkpoint, const TrainingSettings& settings) {
  const std::uint64_t needed = parameter_count(settings.architecture);
  const std::size_t held = checkpoint.floats.size();
  if (held % 3 != 0 || held / 3 != needed) {
    return Error{"the checkpoint holds " + std::to_string(held) + " numbers, its model of " +
                 std::to_string(needed) + " weights and biases needs three times as many"};
  }
  std::string problem;
  expect_finite(checkpoint.parameters(), "the checkpoint's weights", problem);
  expect_finite(checkpoint.mean(), "the checkpoint's means (Adam's m)", problem);
  expect_finite(checkpoint.variance(), "the checkpoint's variances (Adam's v)", problem);
  if (!problem.empty()) return Error{problem};
  const auto variance = checkpoint.variance();
  const auto negative = std::find_if(variance.begin(), variance.end(), [](float v) { return v < 0; });
  if (negative != variance.end()) {
    return Error{"the checkpoint's variances (Adam's v) hold a negative number, at index " +
                 std::to_string(negative - variance.begin())};
  }

  const std::vector<EpochRecord>& history = checkpoint.history;
  if (history.size() > static_cast<std::size_t>(settings.epochs)) {
    return Error{"the checkpoint has " + std::to_string(history.size()) + " epochs, its run only " +
                 std::to_string(settings.epochs)};
  }
  if (!do_steps_fit(checkpoint.steps, checkpoint.epochs())) {
    return Error{"the checkpoint's " + std::to_string(checkpoint.steps) + " steps do not make " +
                 std::to_string(checkpoint.epochs()) + " epochs"};
  }
  const bool with_validation = !history.empty() && has_validation(history.front());
  const auto broken = std::find_if(history.begin(), history.end(), [&](const EpochRecord& record) {
    return !is_sound(record, with_validation);
  });
  if (broken != history.end()) {
    return Error{"a loss of the checkpoint's epoch " + std::to_string(broken - history.begin() + 1) +
                 " is not a number"};
  }
  return Done{};
}

}  // namespace bottleneck
