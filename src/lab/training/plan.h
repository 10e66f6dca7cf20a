// What the reader wants to train. As it stands here: the notebook's settings, for as many images as it has.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/trainer.h"
#include "lab/base/typed_numbers.h"

namespace bottleneck {

struct TrainingPlan {
  std::string dataset{};       // a name among the datasets; empty: the first of them
  int images = 0;              // the first so many of its training images; 0: all
  int latent = 16;             // K
  std::vector<int> hidden{};   // widths of the encoder's hidden layers
  bool linear_latent = false;  // only where a model that has it is continued
  Loss loss = Loss::bce;
  int epochs = 0;  // 0: as usual for so many images (lab/training/usual_plan.h)
  int batch = 0;   // likewise
  float learning_rate = 0.001F;
  std::uint64_t seed = 1;

  bool operator==(const TrainingPlan&) const = default;
};
// What a plan can be.
inline constexpr int kMostLatent = 256;
inline constexpr int kMostHiddenLayers = 4;
inline constexpr int kWidestHidden = 1024;
inline constexpr int kMostEpochs = 10'000;
inline constexpr int kLargestBatch = 1024;
inline constexpr float kSlowestRate = 1e-6F;
inline constexpr float kFastestRate = 1;

}  // namespace bottleneck
