// Trains an autoencoder, one mini-batch at a call, so that the caller can show, pause or stop it between any
// two.
//
//   every epoch: shuffle ──► mini-batches (forward, loss, backward, Adam) ──► validation batches ──► one
//   EpochRecord
//
// The seed settles everything: initial weights and the order of the batches are the same bits on every
// machine. Between two epochs a run can be kept and gone on with elsewhere: core/checkpoint.h. To rewind one,
// make it anew from what it was made from.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/adam.h"
#include "core/autoencoder.h"
#include "core/gradient.h"

namespace bottleneck {

struct Checkpoint;

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
  int batch = 0;                  // mini-batches done of this epoch; after the end of the run, all
  int batches = 0;                // mini-batches in an epoch
  double batch_loss = 0;          // mean loss of the latest mini-batch; 0 before the first
  double running_loss = 0;        // mean loss over this epoch so far

  // Epochs done, the share of the one under way included.
  double epochs_done() const {
    return is_between_epochs() || batches == 0 ? epoch : epoch + static_cast<double>(batch) / batches;
  }

  // All begun epochs are finished, with their validation: here a run can be kept as a Checkpoint.
  bool is_between_epochs() const {
    return phase == Phase::finished || (phase == Phase::training && batch == 0);
  }
};

class Trainer {
 public:
  // train, validation: N × D bytes that must outlive the trainer; validation may be empty. Draws the initial
  // weights.
  Trainer(const TrainingSettings& settings, std::span<const std::uint8_t> train,
          std::span<const std::uint8_t> validation);

  // Goes on from a checkpoint of a run with the same settings (epochs aside) and images: what follows is the
  // same bits as without the break. The checkpoint must have passed check() with these settings.
  Trainer(const TrainingSettings& settings, std::span<const std::uint8_t> train,
          std::span<const std::uint8_t> validation, const Checkpoint& checkpoint);

  // Does one mini-batch of training or of validation. A loss, in training or over the validation images, or a
  // weight that is not finite ends the run in Phase::diverged, with the weights as they were before the step
  // that made it so: those of the latest mini-batch with a finite loss, all finite; or, when the first
  // mini-batch after a checkpoint goes wrong, the checkpoint's. After the end it does nothing.
  Progress step();

  // The same with a training mini-batch shared out (phase: training):
  //
  //   take_batch() ──► share_leaves() ──► GradientMaker::make() for each share, anywhere ──► add_shares()
  //   ──► finish_batch()
  //
  // The same bits as step(), however it is shared.

  // images: becomes n × D, those of the mini-batch that is next, or of this epoch's so many ahead of it;
  // empty where there is none.
  void take_batch(std::size_t ahead, std::vector<std::uint8_t>& images) const;
  // GradientMaker::make() of the run's own weights, in memory that step() uses else.
  void make_share(std::span<const std::uint8_t> images, std::size_t batch, const Leaves& share,
                  ShareSums& sums);
  // loss: summed over its images and pixels. gradient: of its mean, one number per parameter.
  Progress finish_batch(double loss, std::span<const float> gradient);

  // The run ends after so many epochs: it may become longer, also when it has finished, or shorter. At least
  // 1; an epoch that has begun is still finished, so that fewer than those begun are as many as those. A
  // diverged run stays so.
  void set_epochs(int epochs);

  const Progress& progress() const { return progress_; }
  const TrainingSettings& settings() const { return settings_; }
  const Autoencoder& model() const { return model_; }
  const std::vector<EpochRecord>& history() const { return history_; }  // one per finished epoch
  const AdamState& adam() const { return adam_; }
  std::span<const std::uint32_t> order() const {
    return order_;
  }  // this epoch's order of the training images

  std::size_t most_in_batch() const;  // images of a mini-batch, but for an epoch's last

  // Memory that its buffers hold, in bytes: training_bytes() measured.
  std::size_t bytes() const;

 private:
  Trainer(const TrainingSettings& settings, std::span<const std::uint8_t> train,
          std::span<const std::uint8_t> validation, Autoencoder model, AdamState adam,
          std::vector<EpochRecord> history);

  void validate_batch();
  void begin_epoch();
  void end_epoch();
  void finish();
  Progress diverge();

  // Every epoch's order is a shuffle of the one before, so that a run that goes on from a checkpoint comes to
  // its order through all before: about 0.5 ms natively for each epoch of 60,000 images.
  void shuffle_for_epoch(int epoch);

  TrainingSettings settings_;
  std::span<const std::uint8_t> train_;
  std::span<const std::uint8_t> validation_;
  Autoencoder model_;
  AlignedFloats sound_parameters_;  // the model's before the latest step
  AdamState adam_;
  Rng shuffler_;
  int shuffles_ = 0;                  // done
  std::vector<std::uint32_t> order_;  // indices of the training images
  Progress progress_;
  std::vector<EpochRecord> history_;

  double train_sum_ = 0;       // of the loss over this epoch's pixels
  std::size_t trained_ = 0;    // images of this epoch done
  std::size_t validated_ = 0;  // validation images of this epoch done
  double val_bce_sum_ = 0;
  double val_squared_sum_ = 0;

  std::vector<std::uint8_t> batch_bytes_;  // B × D, gathered
  GradientMaker maker_;
  ShareSums sums_;  // of a mini-batch that is not shared out
};

// What Trainer::bytes() of a run over so many images (N, at least 1) will be, to be known before it starts. P
// parameters, mini-batches of B = min(batch, images), layers of widths w:
//
//   4 · (5 P + 2 B · Σ w + B · D) + 8 · (⌊B · D / 2⌋ + D) + B · D + 4 N
//
// that is floats for the weights, their sound copy, the gradient and Adam's two moments, for what comes out
// of the layers with its gradients, and for the images; the images without their zeros; the mini-batch's
// bytes; the order. Not in it: the images themselves (D bytes each, also those of the validation), which are
// the caller's, checkpoints (12 P), and what a product takes for a moment (natively a tenth to a fifth of
// all). Exact below 2^53.
std::uint64_t training_bytes(const Architecture& architecture, int batch, int images);

// About how many operations an image takes in training: 6 a weight, 2 forwards and 4 backwards.
double image_flops(const Architecture& architecture);

}  // namespace bottleneck
