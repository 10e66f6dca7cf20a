// Images for the trainer's tests: bars at random places. A few numbers describe each, so that a small
// autoencoder can learn them. No digits, no files.
#pragma once

#include <bit>
#include <cstdint>
#include <span>
#include <vector>

#include "core/rng.h"
#include "core/shapes.h"
#include "core/trainer.h"

namespace bottleneck {

inline std::vector<std::uint8_t> bars(std::size_t count, std::uint64_t seed) {
  Rng rng(seed);
  std::vector<std::uint8_t> images(count * kPixels);
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t row = rng.below(24);
    const std::size_t column = rng.below(24);
    for (std::size_t y = 0; y < kSide; ++y) {
      for (std::size_t x = 0; x < kSide; ++x) {
        const bool is_ink = y - row < 4 || x - column < 4;  // unsigned: below row is large
        images[i * kPixels + y * kSide + x] = is_ink ? 255 : 0;
      }
    }
  }
  return images;
}

inline TrainingSettings small_settings() {
  return {.architecture = {.hidden = {}, .latent = 6}, .epochs = 3, .batch = 32, .seed = 7};
}

inline std::uint64_t hash_bits(std::span<const float> values) {
  std::uint64_t hash = 1469598103934665603ULL;  // FNV-1a over the bytes
  for (const float value : values) {
    const auto bits = std::bit_cast<std::uint32_t>(value);
    for (int shift = 0; shift < 32; shift += 8) hash = (hash ^ ((bits >> shift) & 255U)) * 1099511628211ULL;
  }
  return hash;
}

// To the end of the run.
inline void run(Trainer& trainer) {
  while (trainer.progress().phase == Phase::training || trainer.progress().phase == Phase::validation)
    trainer.step();
}

// Until so many epochs are finished.
inline void run_epochs(Trainer& trainer, int epochs) {
  while (trainer.progress().epoch < epochs) trainer.step();
}

}  // namespace bottleneck
