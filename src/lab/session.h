// All that the page knows, as plain data, and everything that can be done to it. No screen, no platform: the
// panels of ui/ and the HTML beside the canvas look at a Session and give actions, page.cpp performs them,
// update() brings the results up to date.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "lab/actions.h"
#include "lab/address.h"
#include "lab/choices.h"
#include "lab/datasets.h"
#include "lab/drawing.h"
#include "lab/jobs.h"
#include "lab/library.h"
#include "lab/own_drawings.h"
#include "lab/own_pictures.h"
#include "lab/reading.h"
#include "lab/samples.h"
#include "lab/stored.h"
#include "lab/training.h"

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
};

// A model that the reader has deleted, until they do something else about it.
struct DeletedModel {
  LibraryEntry entry{};
  bool was_chosen = false;
  bool was_other = false;
  std::string note{};  // what the reader was told of it
};

// A file for the reader, as a download.
struct GivenFile {
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
  bool is_motion_reduced = false;  // the reader's system asks for little motion: a sweep goes in few steps
  Dialog dialog = Dialog::none;
  std::string computes_codes_of;         // the model whose codes the reader wants computed; empty: none
  std::optional<int> wanted_test_image;  // that a link names, until the test images are there
  std::vector<std::string> notes;        // what the reader should know, until it is dismissed
  bool picks_files = false;              // the browser's file chooser is to open; the platform takes it

  Library library;
  Datasets datasets;
  OwnPictures own_pictures;
  OwnDrawings drawings;
  Training training;
  Jobs jobs;  // asked of the worker, and what has come of it

  // The reader's own models (lab/keeping.h), and what is kept from one visit to the next.
  Stored stored;
  bool is_refusal_told = false;               // that nothing is kept here
  std::optional<DeletedModel> deleted_model;  // can be brought back
  std::vector<GivenFile> downloads;           // for the page to hand out

  // Derived by update().
  Reading reading;  // what the chosen model makes of the drawing
  Reading other;    // what the one beside it makes of it
  PixelSearch pixels;
  std::vector<Sample> samples;
  BrowsedImages browsed;

  // What they were made from, to know when they are out of date.
  ReadingInputs read_from;
  ReadingInputs other_read_from;
  std::shared_ptr<const OwnCodes> own_codes;  // of the chosen model, as long as it stays the same
  std::shared_ptr<const OwnCodes> other_own_codes;
  struct SamplesKey {
    SampleSource source = SampleSource::synthetic;
    int page = -1;
    std::shared_ptr<const Dataset> test{};
    bool operator==(const SamplesKey&) const = default;
  } samples_from;
};

// What a reader, or the page for them, does (lab/actions.h).
void perform(Session& session, const Action& action);

// How far the eraser reaches, in pad units.
float eraser_radius(const Session& session);

// What an address says, in place of the choices made so far. A drawing in it goes onto the pad, as a step
// that can be undone; an address without one leaves the pad as it is.
void go_to(Session& session, const Address& address);

// What the worker answers, or that it is lost.
void receive(Session& session, Reply reply);
void lose_worker(Session& session, const std::string& message);

// The pipeline: strokes → image → code → reconstruction, votes. Recomputes what is out of date, and says
// whether anything was; also chooses a model when none is chosen, marks the files that are wanted now, and
// hands the worker its next job.
bool update(Session& session, Clock clock);

// Asks again for all that failed, the worker too.
void retry_loading(Session& session);
// A worker that was given up is tried once more.
void revive_worker(Session& session);

// The chosen model, and the one beside it; or null.
const LibraryEntry* chosen_entry(const Session& session);
const LibraryEntry* other_entry(const Session& session);

// The dataset that a plan is about, or null for a name that is unknown here. A plan that names none is about
// MNIST, or about synthetic digits where MNIST has failed to come.
const DatasetEntry* dataset_of(const Session& session, const TrainingPlan& plan);

// The dataset that a model was trained on, or null where it is none of those the page knows, or not loaded,
// or one of the reader's own that is not there or has other classes now.
const DatasetEntry* dataset_of(const Session& session, const LibraryEntry* entry);

// The name of a class of a model: "7", "Ankle boot".
std::string class_name(const LibraryEntry* entry, int label);

// From the smallest to the largest value that a unit has over the training images; a unit's slider goes
// there.
struct UnitRange {
  float low = 0;
  float high = 1;
  bool is_dead = false;  // zero on every training image
};
UnitRange unit_range(const ModelCard& card, int unit);

// The result in words, or why there is none, for those who do not see the picture; empty while a gesture
// lasts.
std::string spoken_result(const Session& session);

}  // namespace bottleneck
