// What one model makes of one drawing: the picture of design and page, in one struct.
//
//   strokes ──► image ──► latent code ──► reconstruction
//                              └────────► nearest codes ──► votes ──► prediction
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "core/autoencoder.h"
#include "core/dataset.h"
#include "core/knn.h"
#include "core/metrics.h"
#include "core/shapes.h"
#include "lab/base/clock.h"
#include "lab/models/library.h"

namespace bottleneck {

// A training image near the drawing, or a drawing that the reader has kept (lab/data/own_drawings.h).
struct Near {
  Neighbour neighbour;  // index among the training images, or among the kept drawings; distance
  int label = 0;
  Image picture{};
  bool is_decoded = false;  // the picture was made from its code: the image itself is not there
  bool is_own = false;      // the reader's
};

// The kept drawings as one model sees them.
struct OwnCodes {
  std::shared_ptr<const Autoencoder> model;
  std::shared_ptr<const Dataset> drawings;  // M, at least one
  std::vector<float> codes;                 // M × K
};

// Why a prediction may be doubted.
enum class Doubt : std::uint8_t {
  none,
  split,  // hardly more than half of the neighbours agree
  far,    // farther from every training image than 99 of 100 test images are
  faint,  // less ink than any training image: what is little is near to much
};

// What the nearest neighbours say. Empty: nothing was asked.
struct Opinion {
  std::vector<Near> neighbours{};   // nearest first
  std::vector<int> votes{};         // one number per class
  std::optional<int> prediction{};  // the class with the most votes
  Doubt doubt = Doubt::none;
  int references = 0;      // compared with: training images, and drawings of the reader's
  int own_references = 0;  // these alone
  double ms = 0;           // the search took so long on this device
};

// Whether pictures of some of the neighbours were made from their codes.
bool has_decoded(const Opinion& opinion);

// Empty fields are not known: nothing is made of a blank pad, and nothing before the model or its codes have
// arrived.
struct Inference {
  std::optional<Image> image{};                // what the encoder saw
  std::vector<float> latent{};                 // K, the image's own code
  std::vector<float> code{};                   // K, the code shown: `latent`, or what the reader made of it
  std::optional<Image> reconstruction{};       // of `code`, rounded to 8 bits for the screen
  std::optional<ReconstructionError> error{};  // of the exact reconstruction against `image`, as in training
  double relative_error = 0;                   // the same (core/metrics.h), where `error` is known
  Opinion codes{};                             // of the nearest codes to `code`
  double network_ms = 0;                       // encoder and decoder took so long on this device

  bool is_edited() const { return code != latent; }
};

// What an inference is made from.
struct InferenceInputs {
  std::optional<Image> image{};              // nothing for a blank pad
  std::optional<std::vector<float>> code{};  // K numbers in place of the image's own; needs an image
  std::shared_ptr<const ModelCard> card{};
  std::shared_ptr<const Autoencoder> model{};
  std::shared_ptr<const CodeLibrary> codes{};
  std::shared_ptr<const Dataset> training{};  // the images that the codes are of, where they are there
  std::shared_ptr<const OwnCodes> own{};      // of the model; null: none vote
  int k = 1;  // neighbours that vote, at least 1; fewer where there are fewer codes

  bool operator==(const InferenceInputs&) const = default;
};

// D pixels in [0, 1] as 8 bits, rounded; NaN, of a model that no training made, becomes 0.
Image to_image(std::span<const float> pixels);

Inference infer(const InferenceInputs& inputs, Clock clock);

// Neighbours in the training images with their labels, without pictures.
std::vector<Near> with_labels(std::span<const Neighbour> found, std::span<const std::uint8_t> labels);

// Votes, prediction and doubt of neighbours, of which there must be some: labels below `classes`. far: beyond
// this distance of the nearest one a drawing is unlike all references; infinity where that is not known.
// is_faint: it has less ink than any of them.
Opinion form_opinion(std::vector<Near> neighbours, std::size_t classes, double far, bool is_faint = false);

}  // namespace bottleneck
