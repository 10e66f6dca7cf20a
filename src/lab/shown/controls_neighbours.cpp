// Neighbours of the test images: how many, of what kind, run and stopped; the matrix, and the images of a
// cell.
#include <array>
#include <string>
#include <utility>
#include <vector>

#include "lab/base/figures.h"
#include "lab/session/queries.h"
#include "lab/shown/missing.h"
#include "lab/shown/neighbours_words.h"
#include "lab/shown/offer.h"
#include "texts/neighbours.h"

namespace bottleneck {
namespace {

constexpr std::array kUsualQueries{100, 1000, 2000};  // and all of them

// How many of the test images, of those that there are.
Offer queries_offer(const Session& session, const DatasetEntry& dataset) {
  const Setting& setting = setting_of("queries");
  const int all = dataset.test.count();
  const int asked = session.choices.neighbour_queries;
  Offer offer =
      make_number(setting.control.id, setting.control.label, asked == 0 ? all : std::min(asked, all),
                  {.low = 1, .high = static_cast<double>(all), .step = 1},
                  [word = setting.word, all](double number) {
                    return Set{.word = word, .value = number == all ? "" : fixed(number, 0)};
                  })
          .with_short_labels_of(setting)
          .with_hint(fill(texts::kMirrorQueriesHint, {grouped(all)}));
  auto& options = offer.control.options;
  for (const int usual : kUsualQueries) {
    if (usual < all) options.push_back({.id = std::to_string(usual), .label = grouped(usual)});
  }
  options.push_back({.id = std::to_string(all), .label = fill(texts::kQueriesAll, {grouped(all)})});
  return offer;
}

void add_running(OfferGroup& group, const Session& session) {
  bool is_wanted_any = false;
  bool is_open_any = false;
  const auto add = [&](const char* id, const char* label, std::string short_label, NeighboursBy by) {
    const NeighbourResult* result = neighbour_result(session, by);
    const bool is_under_way = is_wanted(session, by);
    const bool is_open = neighbour_test(session, by) && !is_under_way && !(result && result->is_done());
    is_wanted_any = is_wanted_any || is_under_way;
    is_open_any = is_open_any || is_open;
    const bool is_codes = by == NeighboursBy::codes;
    return make_button(id, label, RunNeighbours{.codes = is_codes, .pixels = !is_codes})
        .with_short_label(std::move(short_label))
        .enabled_if(is_open);
  };
  Offer codes = add("run-codes", texts::kMirrorRunCodes, texts::kByCodes, NeighboursBy::codes);
  Offer pixels = add("run-pixels", texts::kMirrorRunPixels, texts::kByPixels, NeighboursBy::pixels);
  if (is_wanted_any) {
    group.add(make_button("stop-neighbours", texts::kMirrorStopNeighbours, StopNeighbours{})
                  .with_short_label(texts::kStopNeighbours));
  } else {
    group.add(make_button("run-both", texts::kMirrorRunBoth, RunNeighbours{})
                  .with_short_label(texts::kRunBoth)
                  .enabled_if(is_open_any));
  }
  group.add(std::move(codes));
  group.add(std::move(pixels));
}

Offer matrix_offer(const Session& session) {
  Offer offer = setting_offer(session, setting_of("matrix"));
  auto& options = offer.control.options;
  options[0].short_label = space_in_words(session, NeighboursBy::codes);
  options[1].short_label = space_in_words(session, NeighboursBy::pixels);
  return offer;
}

Offer cell_offer(const Session& session, const NeighbourResult& result) {
  const Setting& setting = setting_of("cell");
  const auto looked = looked_at_cell(session);
  std::vector<ChoiceOption> options{
      {"none", texts::kMirrorNoCell, Set{.word = setting.word, .value = ""}, texts::kCellClose}};
  const auto add = [&](const ConfusionCell& cell) {
    const std::string number = std::to_string(cell_number(cell));
    options.push_back(
        {number, cell_in_words(session, result.confusion, cell), Set{.word = setting.word, .value = number}});
  };
  bool is_listed = !looked;
  for (const CellCount& one : cells_of(result.confusion)) {
    is_listed = is_listed || one.cell == looked->cell;
    add(one.cell);
  }
  if (!is_listed) add(looked->cell);  // of a link: one without images, or beyond the list
  return make_choice(setting.control.id, setting.control.label,
                     looked ? std::to_string(cell_number(looked->cell)) : "none", std::move(options));
}

void add_cell_images(OfferGroup& group, const Session& session, const NeighbourResult& result,
                     const LookedAtCell& looked) {
  const auto from = [](int first) {
    return Set{.word = setting_of("cellfrom").word, .value = first <= 0 ? "" : std::to_string(first)};
  };
  const auto count = static_cast<int>(looked.images.size());
  group.add(make_button("cell:before", texts::kMirrorCellBefore, from(looked.first - kCellImages))
                .with_short_label(texts::kCellBefore)
                .enabled_if(looked.first > 0));
  group.add(make_button("cell:after", texts::kMirrorCellAfter, from(looked.end()))
                .with_short_label(texts::kCellAfter)
                .enabled_if(looked.end() < count));
  Finding table{.label = cell_in_words(session, result.confusion, looked.cell),
                .table = {{texts::kMirrorTestImage, texts::kMirrorItsNeighbours}}};
  const auto k = static_cast<std::size_t>(result.test.k);
  const auto& labels = result.test.on.halves.train->labels;
  for (int place = looked.first; place < looked.end(); ++place) {
    const int image = looked.images[static_cast<std::size_t>(place)];
    const std::string number = std::to_string(image);
    group.add(make_button("neighbour-image:" + number, fill(texts::kMirrorDrawTestImage, {grouped(image)}),
                          DrawTestImage{image}));
    std::string neighbours;
    for (std::size_t i = 0; i < k; ++i) {
      const int neighbour = result.neighbours[static_cast<std::size_t>(image) * k + i];
      if (i > 0) neighbours += ", ";
      neighbours +=
          fill(texts::kMirrorNeighbour,
               {class_in_words(session, labels[static_cast<std::size_t>(neighbour)]), grouped(neighbour)});
    }
    table.table.push_back({grouped(image), std::move(neighbours)});
  }
  if (count > 0) group.findings.push_back(std::move(table));
}

void tell_race(OfferGroup& group, const Session& session) {
  for (const NeighboursBy by : {NeighboursBy::codes, NeighboursBy::pixels}) {
    const Racer racer = racer_of(session, by);
    const NeighbourResult* result = neighbour_result(session, by);
    std::string value;
    if (result && result->done() > 0)
      value = fill(texts::kMirrorRight, {accuracy_in_words(*result), images_in_words(*result)});
    for (const std::string& words : {racer.time, racer.split, racer.work})
      if (!words.empty()) value += (value.empty() ? "" : " · ") + words;
    if (!value.empty()) group.tell(racer.what, value);
  }
  for (const std::string& words : {encoding_in_words(session), race_in_words(session), few_in_words(session)})
    if (!words.empty()) group.tell(texts::kRaceTitle, words);
}

void tell_matrix(OfferGroup& group, const Session& session, const NeighbourResult& result) {
  const ConfusionMatrix& confusion = result.confusion;
  const std::string label =
      fill(texts::kMirrorMatrix, {space_in_words(session, session.choices.neighbours_by)});
  Finding table{.label = label};
  if (confusion.classes > kMostInMatrix) {
    table.table.push_back({texts::kMirrorTrueClass, texts::kMirrorReadAs, texts::kMirrorImagesColumn});
    for (const CellCount& one : cells_of(confusion))
      table.table.push_back({class_in_words(session, one.cell.truth),
                             class_in_words(session, one.cell.predicted), grouped(one.images)});
    group.findings.push_back(std::move(table));
    return;
  }
  std::vector<std::string> head{texts::kMirrorTrueAndRead};
  for (int predicted = 0; predicted < confusion.classes; ++predicted)
    head.push_back(class_in_words(session, predicted));
  head.emplace_back(texts::kColumnRight);
  table.table.push_back(std::move(head));
  for (int truth = 0; truth < confusion.classes; ++truth) {
    std::vector<std::string> row{class_in_words(session, truth)};
    for (int predicted = 0; predicted < confusion.classes; ++predicted)
      row.push_back(grouped(confusion.at(truth, predicted)));
    row.push_back(recall_in_words(recall_of(confusion, truth)));
    table.table.push_back(std::move(row));
  }
  group.findings.push_back(std::move(table));
  group.tell(label, matrix_note(session));
}

void tell_book(OfferGroup& group, const Session& session) {
  Finding table{.label = texts::kMirrorBookAndHere,
                .table = {{"", texts::kMirrorBookRight, texts::kMirrorBookTime, texts::kMirrorHereRight,
                           texts::kMirrorHereTime}}};
  for (const NeighbourBookRow& row : neighbour_book_rows(session))
    table.table.push_back({row.what, row.book_right, row.book_time, row.here_right, row.here_time});
  if (table.table.size() > 1) group.findings.push_back(std::move(table));
}

}  // namespace

OfferGroup neighbour_offers(const Session& session) {
  OfferGroup group{.id = "neighbours", .title = texts::kMirrorNeighboursTitle};
  const DatasetEntry* dataset = dataset_of(session, chosen_entry(session));
  if (const auto missing = missing_to_measure(session)) group.tell(group.title, missing->text);
  if (!dataset) return group;
  if (dataset->test.count() > 0) group.add(queries_offer(session, *dataset));
  group.add(setting_offer(session, setting_of("k")));
  add_running(group, session);
  if (neighbour_test(session, NeighboursBy::pixels)) group.add(matrix_offer(session));
  tell_race(group, session);
  tell_book(group, session);
  if (const NeighbourResult* result = matrix_result(session)) {
    group.add(cell_offer(session, *result));
    tell_matrix(group, session, *result);
    if (const auto looked = looked_at_cell(session)) add_cell_images(group, session, *result, *looked);
  }
  return group;
}

}  // namespace bottleneck
