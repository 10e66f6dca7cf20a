// Every test image named by its neighbours among the training images: by codes and by pixels. What of it the
// reader has asked for and looks at.
#pragma once

#include <algorithm>
#include <optional>
#include <vector>

#include "lab/session/session.h"

namespace bottleneck {

// A cell of the confusion matrix: of which class the images are, and as which they were read.
struct ConfusionCell {
  int truth = 0;
  int predicted = 0;

  bool is_right() const { return truth == predicted; }
  bool operator==(const ConfusionCell&) const = default;
};
// How a link tells it: 4009 is "4 read as 9".
int cell_number(const ConfusionCell& cell);
std::optional<ConfusionCell> cell_of_number(int number, int classes);

// A matrix of more classes is shown as a list of its mistakes.
inline constexpr int kMostInMatrix = 14;
inline constexpr int kMostMistakes = 100;  // in that list

// So many images of a cell are shown at a time, each with its neighbours.
inline constexpr int kCellImages = 7;

// The search for the chosen model, of the chosen size: as many test images and neighbours as there are at
// most. Nothing where images or weights are missing.
std::optional<NeighbourTest> neighbour_test(const Session& session, NeighboursBy by);
// What has come of just that, or null.
const NeighbourResult* neighbour_result(const Session& session, NeighboursBy by);
bool is_wanted(const Session& session, NeighboursBy by);
// Of the matrix that is looked at.
const NeighbourResult* matrix_result(const Session& session);

struct CellCount {
  ConfusionCell cell{};
  int images = 0;
};
// The cells of mistakes, the most frequent first; and those that can be looked at: of few classes all with
// images in them, row by row, of many the mistakes.
std::vector<CellCount> mistakes_of(const ConfusionMatrix& confusion);
std::vector<CellCount> cells_of(const ConfusionMatrix& confusion);
// Of how many test images of the class how many were read rightly.
struct ClassRecall {
  int images = 0;
  int right = 0;

  double share() const { return images > 0 ? static_cast<double>(right) / images : 0; }
};
ClassRecall recall_of(const ConfusionMatrix& confusion, int label);

// The cell that is looked at, the indices of its test images, ascending, and the place among them of the
// first one shown.
struct LookedAtCell {
  ConfusionCell cell{};
  std::vector<int> images{};
  int first = 0;

  int end() const { return std::min(first + kCellImages, static_cast<int>(images.size())); }
};
std::optional<LookedAtCell> looked_at_cell(const Session& session);

// Stops what the reader had asked for and sees no more, as the model or a number has changed since.
void update_neighbours(Session& session);

// Actions (lab/session/actions.h).
void act(Session& session, const RunNeighbours& action);
void act(Session& session, const StopNeighbours& action);

}  // namespace bottleneck
