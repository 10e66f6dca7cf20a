// Trains an autoencoder, one mini-batch at a call, so that the caller can show, pause or stop it between any
// two.
//
//   every epoch: shuffle ──► mini-batches (forward, loss, backward, Adam) ──► validation batches ──► one
//   EpochRecord
//
// The seed settles everything: initial weights and the order of the batches are the same bits on every
// machine.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/adam.h"
#include "core/autoencoder.h"

namespace bottleneck {

enum class Loss : std::uint8_t { bce, mse };

struct TrainingSettings {
  Architecture architecture;
  Loss loss = Loss::bce;
  int epochs = 30;               // at least 1
  int batch = 256;               // B, at least 1; an epoch's last mini-batch may be smaller
  float learning_rate = 0.001F;  // above 0
  std::uint64_t seed = 1;
};

// One epoch's results. All are means over images and pixels.
struct EpochRecord {
  double train_loss =
      0;  // of the chosen loss: the running mean over the epoch while the weights move, as Keras reports it
  double val_loss = 0;  // of the chosen loss, after the epoch's last step; NaN without validation images
  double val_bce = 0;   // binary cross-entropy on the validation images
  double val_mse = 0;   // mean squared error on the validation images
};

enum class Phase : std::uint8_t { training, validation, finished, diverged };

// Where the run stands after a step.
struct Progress {
  Phase phase = Phase::training;  // what the next step would do
  int epoch = 0;                  // epochs finished
  int batch = 0;                  // mini-batches done of this epoch; after a validation that diverged, all
  int batches = 0;                // mini-batches in an epoch
  double batch_loss = 0;          // mean loss of the latest mini-batch
  double running_loss = 0;        // mean loss over this epoch so far
};

class Trainer {
 public:
  // train, validation: N × D bytes that must outlive the trainer; validation may be empty. Draws the initial
  // weights.
  Trainer(const TrainingSettings& settings, std::span<const std::uint8_t> train,
          std::span<const std::uint8_t> validation);

  // Does one mini-batch of training or of validation. A loss, in training or over the validation images, or a
  // weight that is not finite ends the run in Phase::diverged, with the weights as they were before the step
  // that made it so: those of the latest mini-batch with a finite loss, all finite. After the end it does
  // nothing.
  Progress step();

  const Progress& progress() const { return progress_; }
  const TrainingSettings& settings() const { return settings_; }
  const Autoencoder& model() const { return model_; }
  const std::vector<EpochRecord>& history() const { return history_; }  // one per finished epoch
  std::span<const std::uint32_t> order() const {
    return order_;
  }  // this epoch's order of the training images

 private:
  void train_batch();
  void validate_batch();
  void begin_epoch();
  void end_epoch();
  void diverge();

  // Fills activations_[0] with the given images and runs the layers; returns the logits, B × D.
  std::span<float> forward(std::span<const std::uint8_t> images, std::size_t batch);

  TrainingSettings settings_;
  std::span<const std::uint8_t> train_;
  std::span<const std::uint8_t> validation_;
  Autoencoder model_;
  AlignedFloats sound_parameters_;  // the model's before the latest step
  AdamState adam_;
  Rng shuffler_;
  std::vector<std::uint32_t> order_;  // indices of the training images
  Progress progress_;
  std::vector<EpochRecord> history_;

  double train_sum_ = 0;       // of the loss over this epoch's pixels
  std::size_t trained_ = 0;    // images of this epoch done
  std::size_t validated_ = 0;  // validation images of this epoch done
  double val_bce_sum_ = 0;
  double val_squared_sum_ = 0;

  std::vector<std::uint8_t> batch_bytes_;   // B × D, gathered
  std::vector<AlignedFloats> activations_;  // [0]: the input, [i + 1]: layer i's output; each B × width
  std::vector<AlignedFloats> activation_gradients_;  // the same shapes
  AlignedFloats gradient_;                           // one per parameter
};

}  // namespace bottleneck
