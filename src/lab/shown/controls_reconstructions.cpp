// Images above what several models make of them.
#include <algorithm>
#include <string>
#include <vector>

#include "lab/base/figures.h"
#include "lab/data/browsing.h"
#include "lab/session/queries.h"
#include "lab/session/reconstruction_rows.h"
#include "lab/session/row_sets.h"
#include "lab/shown/missing.h"
#include "lab/shown/numbers.h"
#include "lab/shown/offer.h"
#include "lab/shown/reconstruction_words.h"
#include "texts/reconstructions.h"

namespace bottleneck {
namespace {

constexpr int kCsvErrorDigits = 8;

bool has_all(const Library& library, const RowSet& set) {
  return std::ranges::all_of(row_names(set.names),
                             [&](const std::string& name) { return find_entry(library, name); });
}

std::vector<std::string> names_shown(const Session& session) {
  std::vector<std::string> names;
  for (const LibraryEntry* entry : reconstruction_rows(session)) names.push_back(entry->name);
  return names;
}

// The ready-made sets that the library has, and what is shown now where that is none of them.
Offer set_choice(const Session& session) {
  const Setting& setting = setting_of("rows");
  const std::string shown = rows_text(names_shown(session));
  std::vector<ChoiceOption> options;
  bool is_ready_made = false;
  for (const RowSet& set : kRowSets) {
    if (!has_all(session.library, set)) continue;
    is_ready_made = is_ready_made || shown == set.names;
    options.push_back({set.names, set.label, Set{.word = setting.word, .value = set.names}, set.short_label});
  }
  if (!is_ready_made)
    options.push_back(
        {shown, texts::kOwnRows, Set{.word = setting.word, .value = shown}, texts::kOwnRowsShort});
  return make_choice(setting.control.id, setting.control.label, shown, std::move(options));
}

// One of the models: it comes to the others, or goes; the last one stays.
void add_rows(OfferGroup& group, const Session& session) {
  const std::vector<std::string> names = names_shown(session);
  for (const LibraryEntry& entry : session.library.entries) {
    const bool is_shown = std::ranges::find(names, entry.name) != names.end();
    std::vector<std::string> others = names;
    if (is_shown) {
      std::erase(others, entry.name);
    } else {
      others.push_back(entry.name);
    }
    group.add(make_toggle("row:" + entry.name, fill(texts::kMirrorRow, {entry.title}), is_shown,
                          [text = rows_text(others)](bool) { return Set{.word = "rows", .value = text}; })
                  .with_short_label(entry.title)
                  .enabled_if(is_shown ? names.size() > 1 : names.size() < kMostRows));
  }
}

const char* kind_in_words(Original::Kind kind) {
  switch (kind) {
    case Original::Kind::test:
      return texts::kKindTest;
    case Original::Kind::synthetic:
      return texts::kKindSynthetic;
    case Original::Kind::drawing:
      break;
  }
  return texts::kKindDrawing;
}

// What each image is, and how far the reconstruction of each model is from it.
CsvRows error_table(const Session& session, int digits) {
  const Reconstructed& shown = session.reconstructed;
  CsvRows table{{texts::kColumnImageNumber, texts::kColumnImageKind, texts::kColumnImageLabel}};
  for (const ReconstructedRow& row : shown.rows) {
    const LibraryEntry* entry = find_entry(session.library, row.name);
    const std::string& title = entry ? entry->title : row.name;
    table.front().push_back(fill(texts::kColumnBceOf, {title}));
    table.front().push_back(fill(texts::kColumnMseOf, {title}));
  }
  const DatasetEntry* dataset = dataset_of(session, chosen_entry(session));
  for (std::size_t i = 0; i < shown.originals.size(); ++i) {
    const Original& original = shown.originals[i];
    const bool has_label = original.label >= 0;
    table.push_back({original.index >= 0 ? std::to_string(original.index) : "", kind_in_words(original.kind),
                     !has_label ? ""
                     : dataset  ? label_name(*dataset, original.label)
                                : std::to_string(original.label)});
    for (const ReconstructedRow& row : shown.rows) {
      const bool has_errors = i < row.errors.size();
      table.back().push_back(has_errors ? fixed(row.errors[i].bce, digits) : "");
      table.back().push_back(has_errors ? fixed(row.errors[i].mse, digits) : "");
    }
  }
  return table;
}

}  // namespace

OfferGroup reconstruction_offers(const Session& session) {
  OfferGroup group{.id = "reconstructions", .title = texts::kMirrorReconstructions};
  if (session.library.entries.empty()) return group;
  group.add(set_choice(session));
  add_settings(group, session);
  const int last = images_on_shelf(session) - 1;
  if (last > 0) {
    const Setting& from = setting_of("first");
    group.add(make_number(
                  from.control.id, from.control.label, first_on_shelf(session),
                  {.low = 0, .high = static_cast<double>(last), .step = 1},
                  [word = from.word](double number) { return Set{.word = word, .value = fixed(number, 0)}; })
                  .with_short_labels_of(from)
                  .with_hint(texts::kMirrorFromHint));
  }
  add_chosen_data(group, session, {Split::test});
  add_rows(group, session);
  Finding errors{.label = texts::kMirrorRows, .table = {{texts::kColumnRowModel, texts::kColumnErrors}}};
  for (const LibraryEntry* entry : reconstruction_rows(session))
    errors.table.push_back({entry->title, row_in_words(session, *entry).errors});
  group.findings.push_back(std::move(errors));
  if (session.reconstructed.originals.empty()) {
    group.tell(texts::kMirrorReconstructions, texts::kNothingToReconstruct);
    return group;
  }
  group.findings.push_back(
      {.label = originals_in_words(session), .table = error_table(session, kLossDigits)});
  if (const std::string note = reconstructions_note(session); !note.empty())
    group.tell(texts::kMirrorReconstructions, note);
  return group;
}

Numbers numbers_of_reconstructions(const Session& session) {
  Numbers numbers{.stem = "bottleneck-reconstructions", .rows = error_table(session, kCsvErrorDigits)};
  const auto test = test_images(session);
  if (!test) return numbers;
  std::vector<std::string> all{"", fill(texts::kAllTestImages, {std::to_string(test->size())}), ""};
  bool is_any_measured = false;
  for (const LibraryEntry* entry : reconstruction_rows(session)) {
    const ErrorResult* result = errors_of_row(session, *entry);
    is_any_measured = is_any_measured || result;
    all.push_back(result ? fixed(result->mean.bce, kCsvErrorDigits) : "");
    all.push_back(result ? fixed(result->mean.mse, kCsvErrorDigits) : "");
  }
  if (is_any_measured) numbers.rows.push_back(std::move(all));
  return numbers;
}

}  // namespace bottleneck
