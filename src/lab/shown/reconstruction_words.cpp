#include "lab/shown/reconstruction_words.h"

#include <algorithm>

#include "lab/base/figures.h"
#include "lab/session/queries.h"
#include "lab/session/reconstruction_rows.h"
#include "texts/reconstructions.h"

namespace bottleneck {
namespace {

// How many of the originals are not the drawing.
int images_shown(const Session& session) {
  const auto& originals = session.reconstructed.originals;
  return static_cast<int>(std::ranges::count_if(
      originals, [](const Original& one) { return one.kind != Original::Kind::drawing; }));
}

// Whether the errors that they are ordered by are known.
bool is_ranked(const Session& session) {
  const LibraryEntry* entry = chosen_entry(session);
  return session.choices.reconstructions.shelf != Shelf::numbered && entry && errors_of_row(session, *entry);
}

bool awaits_errors(const Session& session, const LibraryEntry& entry) {
  return std::ranges::any_of(session.measured.wanted_errors, [&](const ErrorTest& test) {
    return test.model == entry.model && test.on.halves.test == test_images(session);
  });
}

// Without test images.
const char* alone_in_words(const Session& session) {
  return session.reconstructed.originals.empty() ? texts::kMirrorReconstructions : texts::kDrawingAlone;
}

}  // namespace

std::string originals_in_short(const Session& session) {
  const int count = images_shown(session);
  if (count == 0) return alone_in_words(session);
  const int first = first_on_shelf(session);
  const int shift = is_ranked(session) ? 1 : 0;  // the best is called the first
  return fill(texts::kImagesShort, {grouped(first + shift), grouped(first + shift + count - 1)});
}

std::string originals_in_words(const Session& session) {
  const int count = images_shown(session);
  if (count == 0) return alone_in_words(session);
  const int first = first_on_shelf(session);
  const DatasetEntry* dataset = dataset_of(session, chosen_entry(session));
  const bool has_test = dataset && dataset->test.images;
  if (!has_test) return fill(texts::kDrawnImages, {grouped(first), grouped(first + count - 1)});
  if (is_ranked(session)) {
    const bool is_best = session.choices.reconstructions.shelf == Shelf::best;
    return fill(is_best ? texts::kBestImages : texts::kWorstImages,
                {grouped(first + 1), grouped(first + count), dataset->title, chosen_entry(session)->title});
  }
  return fill(texts::kTestImagesFrom, {grouped(first), grouped(first + count - 1), dataset->title});
}

RowWords row_in_words(const Session& session, const LibraryEntry& entry) {
  if (!entry.error().empty()) {
    return {.errors = texts::kRowFailed, .errors_short = texts::kRowFailed, .is_alarm = true};
  }
  if (!entry.is_usable()) return {.errors = texts::kRowLoading, .errors_short = texts::kRowLoading};
  if (const ErrorResult* result = errors_of_row(session, entry)) {
    const std::string mse = fixed(result->mean.mse, kLossDigits);
    return {.errors = fill(texts::kRowErrors, {fixed(result->mean.bce, kLossDigits), mse}),
            .errors_short = fill(texts::kRowErrorsShort, {mse}),
            .is_measured = true};
  }
  const bool goes_on = awaits_errors(session, entry) && session.jobs.worker != Jobs::Worker::failed;
  const char* words = goes_on ? texts::kRowMeasuring : texts::kRowNotMeasured;
  return {.errors = words, .errors_short = words};
}

std::optional<Missing> missing_reconstructions(const Session& session) {
  if (const auto missing = missing_data(session, {Split::test})) return missing;
  const bool awaits = std::ranges::any_of(reconstruction_rows(session), [&](const LibraryEntry* entry) {
    return entry->is_usable() && awaits_errors(session, *entry);
  });
  return awaits ? missing_worker(session) : std::nullopt;
}

std::string reconstructions_note(const Session& session) {
  std::string note;
  const auto add = [&](const std::string& text) { note += (note.empty() ? "" : " ") + text; };
  const auto test = test_images(session);
  if (test && !is_ranked(session) && session.choices.reconstructions.shelf != Shelf::numbered)
    add(texts::kRankWaits);
  const auto rows = reconstruction_rows(session);
  const bool is_any_measured =
      std::ranges::any_of(rows, [&](const LibraryEntry* entry) { return errors_of_row(session, *entry); });
  if (test && is_any_measured) add(fill(texts::kErrorsNote, {grouped(test->size())}));
  const auto& originals = session.reconstructed.originals;
  if (originals.size() > 1 && originals.back().kind == Original::Kind::drawing) add(texts::kDrawingAmong);
  return note;
}

}  // namespace bottleneck
