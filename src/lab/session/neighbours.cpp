#include "lab/session/neighbours.h"

#include <algorithm>
#include <utility>

#include "lab/session/queries.h"
#include "lab/session/update.h"

namespace bottleneck {
namespace {

constexpr int kCellRadix = 1000;  // above every label

std::vector<CellCount> cells_with_images(const ConfusionMatrix& confusion) {
  std::vector<CellCount> cells;
  for (int truth = 0; truth < confusion.classes; ++truth) {
    for (int predicted = 0; predicted < confusion.classes; ++predicted) {
      const int images = confusion.at(truth, predicted);
      if (images > 0) cells.push_back({.cell = {truth, predicted}, .images = images});
    }
  }
  return cells;
}

}  // namespace

int cell_number(const ConfusionCell& cell) {
  return cell.truth * kCellRadix + cell.predicted;
}

std::optional<ConfusionCell> cell_of_number(int number, int classes) {
  const ConfusionCell cell{.truth = number / kCellRadix, .predicted = number % kCellRadix};
  if (number < 0 || cell.truth >= classes || cell.predicted >= classes) return std::nullopt;
  return cell;
}

std::optional<NeighbourTest> neighbour_test(const Session& session, NeighboursBy by) {
  const LibraryEntry* entry = chosen_entry(session);
  const DatasetEntry* dataset = dataset_of(session, entry);
  if (!dataset || (by == NeighboursBy::codes && !entry->is_usable())) return std::nullopt;
  NeighbourTest test{.on = measured_on(*dataset)};
  if (!test.on.halves.test || test.on.halves.test->size() == 0) return std::nullopt;
  if (by == NeighboursBy::codes) test.model = entry->model;
  test.k = std::min(session.choices.neighbours, test.on.halves.train->size());
  const int all = test.on.halves.test->size();
  const int asked = session.choices.neighbour_queries;
  test.queries = asked == 0 ? all : std::min(asked, all);
  return test;
}

const NeighbourResult* neighbour_result(const Session& session, NeighboursBy by) {
  const auto test = neighbour_test(session, by);
  return test ? find_neighbours(session.measured, *test) : nullptr;
}

bool is_wanted(const Session& session, NeighboursBy by) {
  const auto test = neighbour_test(session, by);
  const bool is_lost = session.jobs.worker == Jobs::Worker::failed;  // nothing goes on until it is revived
  return test && !is_lost && is_wanted(session.measured, *test);
}

const NeighbourResult* matrix_result(const Session& session) {
  const NeighbourResult* result = neighbour_result(session, session.choices.neighbours_by);
  return result && result->done() > 0 ? result : nullptr;
}

std::vector<CellCount> mistakes_of(const ConfusionMatrix& confusion) {
  std::vector<CellCount> cells = cells_with_images(confusion);
  std::erase_if(cells, [](const CellCount& one) { return one.cell.is_right(); });
  std::ranges::sort(cells, {},
                    [](const CellCount& one) { return std::pair(-one.images, cell_number(one.cell)); });
  cells.resize(std::min(cells.size(), static_cast<std::size_t>(kMostMistakes)));
  return cells;
}

std::vector<CellCount> cells_of(const ConfusionMatrix& confusion) {
  return confusion.classes <= kMostInMatrix ? cells_with_images(confusion) : mistakes_of(confusion);
}

ClassRecall recall_of(const ConfusionMatrix& confusion, int label) {
  ClassRecall recall{.right = confusion.at(label, label)};
  for (int predicted = 0; predicted < confusion.classes; ++predicted)
    recall.images += confusion.at(label, predicted);
  return recall;
}

std::optional<LookedAtCell> looked_at_cell(const Session& session) {
  const NeighbourResult* result = matrix_result(session);
  if (!result) return std::nullopt;
  const auto cell = cell_of_number(session.choices.confusion_cell, result->confusion.classes);
  if (!cell) return std::nullopt;
  LookedAtCell looked{.cell = *cell};
  const auto& truths = result->test.on.halves.test->labels;
  for (int i = 0; i < result->done(); ++i) {
    const auto place = static_cast<std::size_t>(i);
    if (truths[place] == cell->truth && result->predicted[place] == cell->predicted)
      looked.images.push_back(i);
  }
  const int last = std::max(static_cast<int>(looked.images.size()) - 1, 0);
  looked.first = std::min(session.choices.cell_first, last) / kCellImages * kCellImages;
  return looked;
}

void update_neighbours(Session& session) {
  if (session.choices.station != Station::neighbours) return;
  const auto codes = neighbour_test(session, NeighboursBy::codes);
  const auto pixels = neighbour_test(session, NeighboursBy::pixels);
  std::erase_if(session.asked_neighbours, [&](const NeighbourTest& test) {
    const bool is_seen = test == codes || test == pixels;
    if (!is_seen) stop_neighbours(session, test);
    return !is_seen;
  });
}

void act(Session& session, const RunNeighbours& action) {
  revive_worker(session);
  // The matrix shows what comes.
  if (action.codes != action.pixels)
    session.choices.neighbours_by = action.codes ? NeighboursBy::codes : NeighboursBy::pixels;
  for (const NeighboursBy by : {NeighboursBy::codes, NeighboursBy::pixels}) {
    if (!(by == NeighboursBy::codes ? action.codes : action.pixels)) continue;
    const auto test = neighbour_test(session, by);
    if (!test) continue;
    want_neighbours(session.measured, *test);
    session.asked_neighbours.push_back(*test);
  }
}

void act(Session& session, const StopNeighbours& /*action*/) {
  for (const NeighboursBy by : {NeighboursBy::codes, NeighboursBy::pixels}) {
    if (const auto test = neighbour_test(session, by)) stop_neighbours(session, *test);
  }
}

}  // namespace bottleneck
