// What the reader has chosen: all that another visit, or a link, would have to know beside the drawing.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "core/knn.h"
#include "core/stroke.h"
#include "core/trainer.h"

namespace bottleneck {

enum class Station : std::uint8_t { draw, train, data };
enum class Split : std::uint8_t { train, test };  // the halves of a dataset
enum class Theme : std::uint8_t { system, light, dark };
enum class ResultView : std::uint8_t { reconstruction, difference };
enum class SampleSource : std::uint8_t { synthetic, test };

// What a teacher can leave out of the page, each a bit of Choices::hidden.
enum class Part : std::uint8_t {
  header,         // the whole bar on top
  samples,        // ready-made inputs
  normalisation,  // its switch
  models,         // the choice of the model
  compare,        // a second model
  codes,          // the card of the nearest codes
  pixels,         // the card of the nearest pixels
  about,          // the paragraph that explains
};
inline constexpr std::array kParts{Part::header,  Part::samples, Part::normalisation, Part::models,
                                   Part::compare, Part::codes,   Part::pixels,        Part::about};

inline constexpr float kThinnestPen = 1.5F;  // in image pixels, as everywhere
inline constexpr float kThickestPen = 5;
inline constexpr int kMostNeighbours = 15;

// What the reader wants to train. As it stands here: the notebook's settings.
struct TrainingPlan {
  std::string dataset{};       // a name among the datasets; empty: the first of them
  int images = 0;              // the first so many of its training images; 0: all
  int latent = 16;             // K
  std::vector<int> hidden{};   // widths of the encoder's hidden layers
  bool linear_latent = false;  // only where a model that has it is continued
  Loss loss = Loss::bce;
  int epochs = 30;
  int batch = 256;
  float learning_rate = 0.001F;
  std::uint64_t seed = 1;

  bool operator==(const TrainingPlan&) const = default;
};
// What a plan can be; perform() clamps.
inline constexpr int kMostLatent = 256;
inline constexpr int kMostHiddenLayers = 4;
inline constexpr int kWidestHidden = 1024;
inline constexpr int kMostEpochs = 10'000;
inline constexpr int kLargestBatch = 1024;
inline constexpr float kSlowestRate = 1e-6F;
inline constexpr float kFastestRate = 1;
inline constexpr std::uint64_t kLargestSeed = 999'999'999;

// Which synthetic digits there are to be.
struct SyntheticPlan {
  int count = 60'000;  // to train on; a sixth as many more to test with, as of MNIST
  std::uint64_t seed = 1;

  bool operator==(const SyntheticPlan&) const = default;
};
inline constexpr int kFewestSynthetic = 10;
inline constexpr int kMostSynthetic = 200'000;

// What of the datasets the reader looks at.
struct Browsing {
  std::string dataset{};  // a name among the datasets; empty: the one that the plan is about
  Split split = Split::test;
  int label = -1;   // this class alone; -1: all
  int picked = -1;  // the index of the image shown large; -1: none
  int first = 0;    // the index of the image at the top left, or of one before it

  bool operator==(const Browsing&) const = default;
};

// What the loss curve's horizontal axis counts.
enum class LossBy : std::uint8_t { epoch, batch };

struct Choices {
  Station station = Station::draw;
  std::string model{};  // a name in the library; empty: the library's first
  std::string other{};  // the model beside it, on the same drawing; empty: none
  int neighbours = kNeighbours;
  float pen = kDefaultPen;
  bool is_normalised = true;
  ResultView view = ResultView::reconstruction;
  SampleSource samples = SampleSource::synthetic;
  int sample_page = 0;          // which ten of them, from 0
  bool uses_drawings = true;    // the reader's kept drawings vote among the neighbours
  bool wants_training = false;  // the training images of the model's dataset are wanted
  Theme theme = Theme::system;
  std::uint32_t hidden = 0;  // bits 1 << Part
  TrainingPlan plan{};
  SyntheticPlan synthetic{};
  Browsing browsing{};
  LossBy loss_by = LossBy::epoch;
  bool is_loss_log = false;  // the loss curve's vertical axis

  bool is_hidden(Part part) const { return (hidden >> static_cast<unsigned>(part) & 1U) != 0; }
  bool operator==(const Choices&) const = default;
};

}  // namespace bottleneck
