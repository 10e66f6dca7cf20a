// All that the page knows, as plain data. No screen, no platform: the panels of ui/ and the HTML beside the
// canvas look at a Session and give actions, perform() does them (lab/session/perform.h), update() brings the
// results up to date (lab/session/update.h).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "lab/data/datasets.h"
#include "lab/data/own_drawings.h"
#include "lab/data/own_pictures.h"
#include "lab/drawing/drawing.h"
#include "lab/drawing/samples.h"
#include "lab/models/inference.h"
#include "lab/models/library.h"
#include "lab/models/neurons.h"
#include "lab/models/reconstructed.h"
#include "lab/session/actions.h"
#include "lab/session/book.h"
#include "lab/session/choices.h"
#include "lab/session/given_files.h"
#include "lab/session/map_state.h"
#include "lab/session/measured.h"
#include "lab/session/stored.h"
#include "lab/session/unit_values.h"
#include "lab/training/training.h"
#include "lab/worker/jobs.h"

namespace bottleneck {

// A unit of the code that goes to and fro by itself.
struct Sweep {
  int unit = 0;
  std::optional<double> start_ms{};  // on update()'s clock; nothing before it has begun
};

// The neighbours on pixels, which a worker finds. `opinion` belongs to `image`, which may be older than what
// is on the pad for a moment.
struct PixelSearch {
  std::optional<Image> image{};
  int k = 0;
  std::shared_ptr<const Dataset> training{};  // among which was searched
  std::vector<Neighbour> found{};             // there; distances as in the opinion
  double ms = 0;                              // it took the worker so long
  std::shared_ptr<const Dataset> drawings{};  // of the reader's, that vote in the opinion; null: none
  int voters = 0;                             // in the opinion
  Opinion opinion{};
  std::string error{};  // for the reader: why there is none
};

// The images that the reader can look at: of the half and the class chosen.
struct BrowsedImages {
  std::shared_ptr<const Dataset> dataset{};  // null while it is not there
  int label = -1;
  std::vector<int> images{};  // indices in it, ascending
  std::string opened{};       // whose half was chosen; empty: there was nothing in either
};

// A model that the reader has deleted, until they do something else about it.
struct DeletedModel {
  LibraryEntry entry{};
  bool was_chosen = false;
  bool was_other = false;
  std::string note{};       // what the reader was told of it
  std::vector<int> runs{};  // numbers of those whose model it was
};

// A file for the reader, as a download.
struct OutgoingFile {
  std::string name{};
  Bytes bytes{};
};

struct Session {
  Choices choices;
  Drawing drawing;
  Tool tool = Tool::pen;
  std::vector<float> edited_code;  // what the reader made of the code of `choices.model`; empty: nothing
  std::optional<Sweep> sweep;
  std::string today{};             // "2026-01-31", for the models that are made
  int cores = 1;                   // of the device, as far as is known
  std::string device{};            // "8 cores, Chrome 130 on Linux", for what is measured
  bool is_motion_reduced = false;  // the reader's system asks for little motion: a sweep goes in few steps
  Dialog dialog = Dialog::none;
  ShareAs shared_as{};                   // in the dialog of the link
  std::string computes_codes_of;         // the model whose codes are wanted, to be computed; empty: none
  std::string codes_failed_of;           // the one of which they could not be: not again unasked
  std::optional<int> wanted_test_image;  // that a link names, until the test images are there
  UnitValues wanted_units;               // of the code, that a link sets, until there is one
  std::string wanted_units_of;           // of that model's; empty: of the first one's
  std::optional<bool> suits_meaning;     // a model has been chosen after one that meant digits, or did not
  std::vector<std::string> notes;        // what the reader should know, until it is dismissed
  bool picks_files = false;              // the browser's file chooser is to open; the platform takes it

  Library library;
  Datasets datasets;
  GivenFiles given;  // by the reader, on their way to who takes them
  OwnPictures own_pictures;
  OwnDrawings drawings;
  Training training;
  Jobs jobs;                                    // asked of the worker, and what has come of it
  Measured measured;                            // by the worker
  Book book;                                    // the notebook's experiments, and what came of them here
  std::vector<NeighbourTest> asked_neighbours;  // at the station of these

  // The reader's own models (lab/session/keeping.h), and what is kept from one visit to the next.
  Stored stored;
  bool is_refusal_told = false;                   // that nothing is kept here
  std::optional<DeletedModel> deleted_model;      // can be brought back
  std::vector<OutgoingFile> downloads;            // for the page to hand out
  std::optional<TableFormat> wants_numbers{};     // of the station, as a download: what shows it has them
  bool wants_markdown = false;                    // of the book's table, likewise
  ProgramFile wants_program = ProgramFile::none;  // of the station, likewise
  std::optional<PicturePart> wants_picture;       // likewise: once it is drawn

  // Derived by update().
  Inference inference;  // what the chosen model makes of the drawing
  Inference other;      // what the one beside it makes of it
  PixelSearch pixels;
  std::vector<Sample> samples;
  BrowsedImages browsed;
  MapState map;
  Neurons neurons;              // of the chosen model, while the reader is at the station of the weights
  Reconstructed reconstructed;  // what is seen at the station of the reconstructions

  // What they were made from, to know when they are out of date.
  struct PadImage {
    Sheet sheet{};
    float pen = 0;
    bool is_normalised = true;
    std::optional<Image> image{};
  } pad_image;  // what was on the pad, and as which image
  InferenceInputs inferred_from;
  InferenceInputs other_inferred_from;
  std::shared_ptr<const OwnCodes> own_codes;  // of the chosen model, as long as it stays the same
  std::shared_ptr<const OwnCodes> other_own_codes;
  struct Ranking {
    ErrorTest test{};
    Shelf shelf = Shelf::numbered;
    std::vector<int> images{};
  } ranking;  // of the test images by their errors
  struct SamplesKey {
    SampleSource source = SampleSource::synthetic;
    int page = -1;
    std::shared_ptr<const Dataset> test{};
    bool operator==(const SamplesKey&) const = default;
  } samples_from;
};

}  // namespace bottleneck
