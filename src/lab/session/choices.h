// What the reader has chosen: all that another visit, or a link, would have to know beside the drawing.
#pragma once

#include <array>
#include <cstdint>
#include <string>

#include "core/knn.h"
#include "core/stroke.h"
#include "lab/data/browsing.h"
#include "lab/data/synthetic_plan.h"
#include "lab/models/map_view.h"
#include "lab/models/neurons.h"
#include "lab/models/reconstructed.h"
#include "lab/training/plan.h"

namespace bottleneck {

enum class Station : std::uint8_t {
  draw,
  train,
  data,
  reconstructions,
  compression,
  neighbours,
  map,
  weights,
  book,
  exercises,
};
enum class Theme : std::uint8_t { system, light, dark, projector };
// Whether anything on the page leads out of it.
enum class Links : std::uint8_t { on, off };
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
  guide,          // what is seen at a station
  controls,       // a station's own settings and what starts its work; its results stay
  exports,        // its picture and numbers, to be saved
  data,           // what loads datasets
  files,          // what takes the reader's files
  share,          // the page's link
  python,         // the program that does the same
};
inline constexpr std::array kParts{Part::header,  Part::samples,  Part::normalisation, Part::models,
                                   Part::compare, Part::codes,    Part::pixels,        Part::about,
                                   Part::guide,   Part::controls, Part::exports,       Part::data,
                                   Part::files,   Part::share,    Part::python};

inline constexpr float kThinnestPen = 1.5F;  // in image pixels, as everywhere
inline constexpr float kThickestPen = 5;
inline constexpr int kMostNeighbours = 15;

// What the loss curve's horizontal axis counts.
enum class LossBy : std::uint8_t { epoch, batch };

// Of how many images the compression tells the bytes.
enum class Compressed : std::uint8_t { all, one };

// What is compared where every test image is named by its neighbours.
enum class NeighboursBy : std::uint8_t { codes, pixels };

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
  Links links = Links::on;
  TrainingPlan plan{};
  SyntheticPlan synthetic{};
  Browsing browsing{};
  MapChoices map{};
  bool inverts_light = true;  // pictures with a light background become negatives
  LossBy loss_by = LossBy::epoch;
  bool is_loss_log = false;  // the loss curve's vertical axis
  WeightsView weights{};
  ReconstructionsView reconstructions{};
  Compressed compressed = Compressed::all;
  bool is_book_quick = false;                        // the notebook's experiments are run for few epochs
  bool has_all_figures = false;                      // of them, also those of less weight
  int neighbour_queries = 0;                         // the first so many of the test images are named; 0: all
  NeighboursBy neighbours_by = NeighboursBy::codes;  // whose confusion matrix is shown
  int confusion_cell = -1;  // of it, the images of which are looked at (lab/session/neighbours.h); -1: none
  int cell_first = 0;       // from which of those on
  bool has_guide = true;    // what is seen at a station stands beside it
  int workers = 0;          // that share the work; 0: as many as the device has cores
  bool has_python = false;  // so does the program in Python that does the same

  bool is_hidden(Part part) const { return (hidden >> static_cast<unsigned>(part) & 1U) != 0; }
  bool operator==(const Choices&) const = default;
};

}  // namespace bottleneck
