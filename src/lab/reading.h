// What one model makes of one drawing: the picture of design and page, in one struct.
//
//   strokes ──► image ──► latent code ──► reconstruction
//                              └────────► nearest codes ──► votes ──► prediction
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "core/autoencoder.h"
#include "core/knn.h"
#include "core/metrics.h"
#include "core/shapes.h"
#include "lab/library.h"

namespace bottleneck {

// A clock in milliseconds that never goes back; which one is the platform's business.
using Clock = double (*)();

// A training image near the drawing's code.
struct NearCode {
  Neighbour neighbour;  // index among the training images, distance between the codes
  int label = 0;
  Image picture{};  // decoded from its code: the training image itself does not ship
};

// Empty fields are not known: nothing is made of a blank pad, and nothing before the model or its codes have
// arrived.
struct Reading {
  std::optional<Image> image{};                // the drawing, normalised
  std::vector<float> latent{};                 // K
  std::optional<Image> reconstruction{};       // D, rounded to 8 bits for the screen
  std::optional<ReconstructionError> error{};  // of the exact reconstruction against `image`, as in training
  std::vector<NearCode> neighbours{};          // nearest first
  std::vector<int> votes{};                    // one number per class
  std::optional<int> prediction{};             // the class with the most votes

  // How long it took on this device.
  double network_ms = 0;     // encoder and decoder
  double neighbours_ms = 0;  // the search
};

// image: the normalised drawing, nothing for a blank pad. entry: the chosen model, may be null. k: neighbours
// that vote, at least 1; fewer where there are fewer codes.
Reading read_image(const std::optional<Image>& image, const LibraryEntry* entry, int k, Clock clock);

}  // namespace bottleneck
