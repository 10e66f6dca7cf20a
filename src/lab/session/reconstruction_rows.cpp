#include "lab/session/reconstruction_rows.h"

#include <algorithm>
#include <utility>

#include "lab/drawing/samples.h"
#include "lab/session/keeping_drawings.h"
#include "lab/session/queries.h"
#include "lab/session/row_sets.h"

namespace bottleneck {
namespace {

// Those that go with a model; it alone, where it is in no set.
std::vector<std::string> names_with(const std::string& model) {
  for (const RowSet& set : kRowSets) {
    std::vector<std::string> names = row_names(set.names);
    if (std::ranges::find(names, model) != names.end()) return names;
  }
  return {model};
}

// By number where they cannot be ranked yet.
const std::vector<int>* ranking(Session& session) {
  const Shelf shelf = session.choices.reconstructions.shelf;
  const LibraryEntry* entry = chosen_entry(session);
  if (shelf == Shelf::numbered || !entry) return nullptr;
  const ErrorResult* result = errors_of_row(session, *entry);
  if (!result) return nullptr;
  Session::Ranking& known = session.ranking;
  if (known.test != result->test || known.shelf != shelf)
    known = {.test = result->test, .shelf = shelf, .images = ranked(result->errors, shelf == Shelf::worst)};
  return &known.images;
}

std::vector<Original> originals_of(Session& session) {
  std::vector<Original> originals;
  const int first = first_on_shelf(session);
  const auto test = test_images(session);
  if (test) {
    const std::vector<int>* order = ranking(session);
    for (int place = first; place < std::min(first + kReconstructionsShown, test->size()); ++place) {
      const int index = order ? (*order)[static_cast<std::size_t>(place)] : place;
      Original& original = originals.emplace_back(
          Original{.index = index, .label = test->labels[static_cast<std::size_t>(index)]});
      std::ranges::copy(test->image(index), original.image.begin());
    }
  } else if (means_digits(chosen_entry(session))) {
    for (const Sample& sample : synthetic_samples(first / kSamplesShown))
      originals.push_back({.image = sample.image, .kind = Original::Kind::synthetic, .label = sample.label});
  }
  if (session.pad_image.image)
    originals.push_back({.image = *session.pad_image.image, .kind = Original::Kind::drawing});
  return originals;
}

void want_measured(Session& session, const LibraryEntry& entry) {
  const DatasetEntry* dataset = dataset_of(session, chosen_entry(session));
  if (!dataset || !dataset->test.images || !entry.is_usable() || !session.measured.error.empty()) return;
  want_errors(session.measured, {.on = tested_on(*dataset), .model = entry.model});
}

}  // namespace

std::vector<std::string> row_names(std::string_view list) {
  std::vector<std::string> names;
  while (!list.empty()) {
    const std::string name(list.substr(0, list.find(',')));
    list.remove_prefix(std::min(name.size() + 1, list.size()));
    if (!name.empty() && std::ranges::find(names, name) == names.end()) names.push_back(name);
  }
  return names;
}

std::string rows_text(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ",") + name;
  return text;
}

std::vector<const LibraryEntry*> reconstruction_rows(const Session& session) {
  const LibraryEntry* chosen = chosen_entry(session);
  if (!chosen) return {};
  const std::string& list = session.choices.reconstructions.rows;
  std::vector<const LibraryEntry*> rows;
  for (const std::string& name : list.empty() ? names_with(chosen->name) : row_names(list)) {
    if (const LibraryEntry* entry = find_entry(session.library, name)) rows.push_back(entry);
  }
  if (std::ranges::find(rows, chosen) == rows.end()) rows.insert(rows.begin(), chosen);
  if (rows.size() > kMostRows) rows.resize(kMostRows);
  return rows;
}

const ErrorResult* errors_of_row(const Session& session, const LibraryEntry& entry) {
  const DatasetEntry* dataset = dataset_of(session, chosen_entry(session));
  if (!dataset || !dataset->test.images || !entry.model) return nullptr;
  return find_errors(session.measured, {.on = tested_on(*dataset), .model = entry.model});
}

int images_on_shelf(const Session& session) {
  const auto test = test_images(session);
  if (test) return test->size();
  return means_digits(chosen_entry(session)) ? kSyntheticPages * kSamplesShown : 0;
}

int first_on_shelf(const Session& session) {
  const int last = std::max(images_on_shelf(session) - kReconstructionsShown, 0);
  const int first = std::clamp(session.choices.reconstructions.first, 0, last);
  // Digits are drawn by tens.
  return test_images(session) ? first : first / kSamplesShown * kSamplesShown;
}

bool update_reconstructions(Session& session) {
  if (session.choices.station != Station::reconstructions) return false;
  std::vector<WantedRow> rows;
  for (const LibraryEntry* entry : reconstruction_rows(session)) {
    want_weights(session.library, entry->name);
    want_measured(session, *entry);
    rows.push_back({.name = entry->name, .model = entry->is_usable() ? entry->model : nullptr});
  }
  return bring_up_to_date(session.reconstructed, originals_of(session), rows);
}

}  // namespace bottleneck
