#include "lab/session/compression.h"

#include <algorithm>
#include <array>
#include <new>
#include <string>
#include <tuple>

#include "formats/csv.h"
#include "formats/npy.h"
#include "lab/base/figures.h"
#include "lab/session/notes.h"
#include "lab/session/queries.h"
#include "texts/library.h"

namespace bottleneck {
namespace {

bool is_of_dataset(const Session& session, const LibraryEntry& entry) {
  const LibraryEntry* chosen = chosen_entry(session);
  return chosen && chosen->card && entry.card && entry.card->dataset == chosen->card->dataset;
}

const ErrorResult* errors_of(const Session& session, const LibraryEntry& entry) {
  const MeasuredOn on = compressed_on(session);
  return entry.model && on.halves.test ? find_errors(session.measured, {.on = on, .model = entry.model})
                                       : nullptr;
}

CompressionRow row_of_model(const Session& session, const LibraryEntry& entry) {
  CompressionRow row{
      .entry = &entry,
      .sizes = compression_sizes(entry.card->settings.architecture, compressed_images(session)),
      .mse = test_mse(entry),
      .bce = entry.card->shipped_bce};
  if (!row.bce && !entry.card->history.empty()) row.bce = entry.card->history.back().val_bce;
  if (const ErrorResult* errors = errors_of(session, entry)) {
    row.mse = errors->mean.mse;
    row.bce = errors->mean.bce;
    row.is_measured_here = true;
  }
  return row;
}

// The numbers of the file; empty where they are not there yet. bad_alloc where there is no room for them.
std::vector<float> values_of(const Session& session, TestArray array) {
  const LibraryEntry* entry = chosen_entry(session);
  const DatasetEntry* dataset = dataset_of(session, entry);
  if (array == TestArray::images) {
    if (!dataset || !dataset->test.images) return {};
    std::vector<float> unit(dataset->test.images->images.size());
    to_unit(dataset->test.images->images, unit);
    return unit;
  }
  const ErrorResult* measured = entry ? errors_of(session, *entry) : nullptr;
  if (!measured) return {};
  if (array == TestArray::codes) return measured->codes;
  std::vector<float> pixels(measured->errors.size() * kPixels);
  decode(*entry->model, measured->codes, pixels);
  return pixels;
}

}  // namespace

int compressed_images(const Session& session) {
  return session.choices.compressed == Compressed::one ? 1 : test_images_of(session);
}

int test_images_of(const Session& session) {
  const LibraryEntry* entry = chosen_entry(session);
  const DatasetEntry* dataset = dataset_of(session, entry);
  if (dataset && dataset->test.count() > 0) return dataset->test.count();
  return entry && entry->card && entry->card->test_images > 0 ? entry->card->test_images : 1;
}

std::vector<CompressionRow> compression_rows(const Session& session) {
  std::vector<CompressionRow> rows;
  for (const LibraryEntry& entry : session.library.entries) {
    if (is_of_dataset(session, entry)) rows.push_back(row_of_model(session, entry));
  }
  std::ranges::sort(rows, {}, [](const CompressionRow& row) {
    const Architecture& architecture = row.entry->card->settings.architecture;
    return std::tuple(architecture.latent, architecture.hidden.size(), row.entry->title);
  });
  return rows;
}

std::optional<CompressionRow> chosen_compression(const Session& session) {
  const LibraryEntry* entry = chosen_entry(session);
  if (!entry || !entry->card) return std::nullopt;
  return row_of_model(session, *entry);
}

MeasuredOn compressed_on(const Session& session) {
  const DatasetEntry* dataset = dataset_of(session, chosen_entry(session));
  return dataset ? measured_on(*dataset) : MeasuredOn{};
}

bool has_unmeasured_models(const Session& session) {
  const bool has_images = compressed_on(session).halves.test != nullptr;
  return has_images && std::ranges::any_of(compression_rows(session), [](const CompressionRow& row) {
           return !row.entry->is_usable() && !row.entry->weights_file.is_busy();
         });
}

void update_compression(Session& session) {
  if (session.choices.station != Station::compression) return;
  want_cards(session.library);
  const MeasuredOn on = compressed_on(session);
  if (!on.halves.test) return;
  for (const LibraryEntry& entry : session.library.entries) {
    if (is_of_dataset(session, entry) && entry.is_usable())
      want_errors(session.measured, {.on = on, .model = entry.model});
  }
  if (on.halves.train->size() >= 2) want_bound(session.measured, on);
}

void act(Session& session, const MeasureModels& /*action*/) {
  for (const CompressionRow& row : compression_rows(session))
    want_weights(session.library, row.entry->name, true);
}

std::optional<TestArrayFile> test_array_file(const Session& session, const SaveTestArray& action) {
  const LibraryEntry* entry = chosen_entry(session);
  const DatasetEntry* dataset = dataset_of(session, entry);
  if (!dataset) return std::nullopt;
  const std::string ending = action.format == TableFormat::npy ? ".npy" : ".csv";
  const std::int64_t images = dataset->test.count();
  switch (action.array) {
    case TestArray::images:
      return TestArrayFile{dataset->name + "-test-images" + ending, images, kPixels};
    case TestArray::codes:
      return TestArrayFile{entry->name + "-test-codes" + ending, images,
                           entry->card ? entry->card->settings.architecture.latent : 0};
    case TestArray::reconstructions:
      break;
  }
  return TestArrayFile{entry->name + "-reconstructed" + ending, images, kPixels};
}

void act(Session& session, const SaveTestArray& action) {
  const auto file = test_array_file(session, action);
  if (!file) return;
  try {
    const std::vector<float> values = values_of(session, action.array);
    if (values.empty()) return;
    const auto rows = static_cast<std::int64_t>(values.size()) / file->width;
    session.downloads.push_back({.name = file->name,
                                 .bytes = action.format == TableFormat::npy
                                              ? write_npy(std::array{rows, std::int64_t{file->width}}, values)
                                              : write_csv(values, file->width)});
  } catch (const std::bad_alloc&) {
    add_note(session, fill(texts::kLibraryNoMemoryToKeep, {file->name}));
  }
}

}  // namespace bottleneck
