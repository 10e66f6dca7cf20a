#include "lab/session/compression.h"

#include <algorithm>
#include <array>
#include <new>
#include <string>
#include <tuple>

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

void hand_out(Session& session, const std::string& name, std::int64_t images, std::int64_t width,
              std::span<const float> values) {
  session.downloads.push_back({.name = name, .bytes = write_npy(std::array{images, width}, values)});
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

void act(Session& session, const SaveImages& /*action*/) {
  const DatasetEntry* dataset = dataset_of(session, chosen_entry(session));
  if (!dataset || !dataset->test.images) return;
  const std::string name = dataset->name + "-test-images.npy";
  try {
    const Dataset& test = *dataset->test.images;
    std::vector<float> unit(test.images.size());
    to_unit(test.images, unit);
    hand_out(session, name, test.size(), kPixels, unit);
  } catch (const std::bad_alloc&) {
    add_note(session, fill(texts::kLibraryNoMemoryToKeep, {name}));
  }
}

void act(Session& session, const SaveCodes& /*action*/) {
  const LibraryEntry* entry = chosen_entry(session);
  const ErrorResult* measured = entry ? errors_of(session, *entry) : nullptr;
  if (!measured) return;
  hand_out(session, entry->name + "-test-codes.npy", static_cast<std::int64_t>(measured->errors.size()),
           entry->model->architecture.latent, measured->codes);
}

void act(Session& session, const SaveReconstructions& /*action*/) {
  const LibraryEntry* entry = chosen_entry(session);
  const ErrorResult* measured = entry ? errors_of(session, *entry) : nullptr;
  if (!measured) return;
  const std::string name = entry->name + "-reconstructed.npy";
  try {
    std::vector<float> pixels(measured->errors.size() * kPixels);
    decode(*entry->model, measured->codes, pixels);
    hand_out(session, name, static_cast<std::int64_t>(measured->errors.size()), kPixels, pixels);
  } catch (const std::bad_alloc&) {
    add_note(session, fill(texts::kLibraryNoMemoryToKeep, {name}));
  }
}

}  // namespace bottleneck
