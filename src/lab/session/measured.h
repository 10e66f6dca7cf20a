// What the worker has measured of models on datasets, and what it is to measure. A result is kept with what
// it is of: a panel asks for the one of just this model, these images and this k, and is never given another.
//
//   want_…() ──► queue ──update_measuring()──► worker ──receive_measured()──► result ──find_…()──► panels
//
// The worker does one of each kind at a time. What a lost worker had found of neighbours stays: the next one
// goes on from there.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "core/autoencoder.h"
#include "core/dataset.h"
#include "core/metrics.h"
#include "lab/worker/jobs.h"

namespace bottleneck {

struct Session;
struct DatasetEntry;

// The images that something is measured on.
struct MeasuredOn {
  std::string dataset{};  // its name
  Halves halves{};
  int classes = 0;

  bool operator==(const MeasuredOn& other) const { return halves == other.halves; }
};
// Of a dataset; without images where it has not both halves.
MeasuredOn measured_on(const DatasetEntry& dataset);
// With its test images alone, where it has them.
MeasuredOn tested_on(const DatasetEntry& dataset);

// Neighbours of the test images among the training images.
struct NeighbourTest {
  MeasuredOn on{};
  std::shared_ptr<const Autoencoder> model{};  // by whose codes; null: by all pixels
  int k = 0;
  int queries = 0;  // the first so many of the test images

  bool operator==(const NeighbourTest&) const = default;
};
struct NeighbourResult {
  NeighbourTest test{};
  std::vector<int> neighbours{};          // of each image done its k nearest, nearest first: done × k
  std::vector<std::uint8_t> predicted{};  // done
  ConfusionMatrix confusion{0};
  double encode_ms = 0;  // for the codes of both halves
  double fit_ms = 0;     // to lay out the references
  double search_ms = 0;
  double earlier_ms = 0;  // of search_ms: of workers that were lost

  int done() const { return static_cast<int>(predicted.size()); }
  bool is_done() const { return done() == test.queries; }
  // Time left at the present speed; 0 while that is not known.
  double ms_left() const;
};

// How well a model reconstructs the test images: they alone are needed (tested_on).
struct ErrorTest {
  MeasuredOn on{};
  std::shared_ptr<const Autoencoder> model{};

  bool operator==(const ErrorTest& other) const {
    return on.halves.test == other.on.halves.test && model == other.model;
  }
};
struct ErrorResult {
  ErrorTest test{};
  std::vector<ReconstructionError> errors{};  // of each test image
  std::vector<float> codes{};                 // Q × K
  ReconstructionError mean{};
};

// The bound of principal components: the mean squared error of the test images by so many.
struct BoundPoint {
  int width = 0;
  double mse = 0;
};
struct BoundResult {
  MeasuredOn on{};
  std::vector<BoundPoint> points{};  // by rising width
};

struct Measured {
  std::vector<NeighbourTest> wanted_neighbours{};  // in this order; the first is under way
  std::vector<ErrorTest> wanted_errors{};
  std::vector<MeasuredOn> wanted_bounds{};
  std::vector<NeighbourResult> neighbours{};  // also of those under way
  std::vector<ErrorResult> errors{};
  std::vector<BoundResult> bounds{};
  std::vector<int> bound_widths{};  // of the bound under way
  std::string error{};              // why the latest could not be measured, for the reader
};

// Asks for a measurement unless it is there or on its way. Its images, and its model, must be there. Widths
// of a bound: kBoundWidths and the codes of the library's models of that dataset.
inline constexpr int kBoundWidths[] = {1, 2, 4, 8, 16, 32, 64};
void want_neighbours(Measured& measured, NeighbourTest test);
void want_errors(Measured& measured, ErrorTest test);
void want_bound(Measured& measured, MeasuredOn on);
// Ends them; what was found so far stays, and is gone on from when they are wanted again.
void stop_neighbours(Session& session, const NeighbourTest& test);

// The result of just that, or null. One of neighbours may not be done.
const NeighbourResult* find_neighbours(const Measured& measured, const NeighbourTest& test);
const ErrorResult* find_errors(const Measured& measured, const ErrorTest& test);
const BoundResult* find_bound(const Measured& measured, const MeasuredOn& on);
bool is_wanted(const Measured& measured, const NeighbourTest& test);
bool is_wanted(const Measured& measured, const MeasuredOn& on);

// Hands the worker what is wanted next; and takes what comes of it.
void update_measuring(Session& session);
void receive_measured(Session& session, const NeighboursEvaluated& evaluated);
void receive_measured(Session& session, const ErrorsMeasured& errors);
void receive_measured(Session& session, const ComponentsFitted& fitted);
// Whether the job was one of these.
bool receive_measured(Session& session, const JobFailed& failed);

}  // namespace bottleneck
