#include "lab/shown/compression_words.h"

#include <array>
#include <cmath>

#include <nlohmann/json.hpp>

#include "lab/base/figures.h"
#include "lab/base/names.h"
#include "lab/session/queries.h"
#include "texts/compression.h"

namespace bottleneck {
namespace {

constexpr int kErrorDigits = 6;        // in the file of numbers
constexpr std::int64_t kHeader = 128;  // of NumPy's file of a matrix (formats/npy.h)

std::string error_text(const std::optional<double>& error) {
  return error ? fixed(*error, kErrorDigits) : "";
}

}  // namespace

std::string times_in_words(double ratio) {
  const bool is_whole = std::abs(ratio - std::round(ratio)) < 0.005;
  return fill(texts::kTimesSmaller, {fixed(ratio, is_whole ? 0 : ratio < 100 ? 1 : 0)});
}

ArrayFile array_file(const Session& session, const SaveTestArray& which) {
  const auto made = test_array_file(session, which);
  if (!made) return {.why_not = texts::kNpyNeedsTest};
  ArrayFile file{.name = made->name};
  if (which.format == TableFormat::npy) file.bytes = kHeader + made->images * made->width * 4;
  const DatasetEntry& dataset = *dataset_of(session, chosen_entry(session));
  const bool is_of_model = which.array != TestArray::images;
  if (!dataset.test.images || (is_of_model && !dataset.train.images)) {
    file.why_not = texts::kNpyNeedsTest;
  } else if (const auto row = chosen_compression(session); is_of_model && !(row && row->is_measured_here)) {
    file.why_not = texts::kNpyNeedsCodes;
  }
  return file;
}

std::string array_offer_id(const SaveTestArray& which) {
  constexpr const char* kIds[] = {"save-images", "save-codes", "save-reconstructions"};  // as the enumerators
  const std::string id = name_in(kIds, which.array);
  return which.format == TableFormat::csv ? id + ":csv" : id;
}

std::string book_on_sizes(const Session& session, const CompressionRow& row) {
  const Architecture& architecture = row.entry->card->settings.architecture;
  const bool is_books = row.entry->card->dataset == "mnist" && architecture.latent == 16 &&
                        architecture.hidden.empty() && session.choices.compressed == Compressed::all;
  return is_books ? fill(texts::kBookSizes, {fixed(row.sizes.ratio(), 0)}) : "";
}

std::optional<ProgressWords> bound_progress(const Session& session) {
  const MeasuredOn on = compressed_on(session);
  if (!on.halves.train || !is_wanted(session.measured, on)) return std::nullopt;
  if (session.jobs.worker == Jobs::Worker::failed) return std::nullopt;  // nothing goes on
  const JobProgress& job = session.jobs.job<FitComponents>();
  const std::string what = fill(texts::kFittingBound, {grouped(on.halves.train->size())});
  return ProgressWords{.what = what, .what_short = what, .share = static_cast<float>(job.share)};
}

Numbers compression_numbers(const Session& session) {
  const LibraryEntry* entry = chosen_entry(session);
  const std::string dataset = entry && entry->card ? entry->card->dataset : "";
  Numbers numbers{.stem = "bottleneck-compression" + (dataset.empty() ? "" : "-" + dataset),
                  .rows = {{"model", "code_size", "images", "image_bytes", "code_bytes", "times_smaller",
                            "decoder_bytes", "times_smaller_with_decoder", "mse", "bce", "measured"}}};
  for (const CompressionRow& row : compression_rows(session)) {
    const CompressionSizes& sizes = row.sizes;
    numbers.rows.push_back({row.entry->title, std::to_string(row.entry->card->settings.architecture.latent),
                            std::to_string(compressed_images(session)), std::to_string(sizes.images),
                            std::to_string(sizes.codes), fixed(sizes.ratio(), 4),
                            std::to_string(sizes.decoder), fixed(sizes.honest_ratio(), 4),
                            error_text(row.mse), error_text(row.bce),
                            row.is_measured_here ? texts::kHere : texts::kByCard});
  }
  const MeasuredOn on = compressed_on(session);
  const BoundResult* bound = on.halves.train ? find_bound(session.measured, on) : nullptr;
  if (!bound) return numbers;
  for (const BoundPoint& point : bound->points)
    numbers.rows.push_back({"principal components", std::to_string(point.width), "", "", "", "", "", "",
                            fixed(point.mse, kErrorDigits), "", texts::kHere});
  return numbers;
}

nlohmann::ordered_json compression_json(const Session& session) {
  auto models = nlohmann::ordered_json::array();
  for (const CompressionRow& row : compression_rows(session))
    models.push_back({{"name", row.entry->name},
                      {"k", row.entry->card->settings.architecture.latent},
                      {"mse", row.mse ? nlohmann::ordered_json(*row.mse) : nlohmann::ordered_json()},
                      {"here", row.is_measured_here}});
  auto points = nlohmann::ordered_json::array();
  const MeasuredOn on = compressed_on(session);
  if (const BoundResult* bound = on.halves.train ? find_bound(session.measured, on) : nullptr) {
    for (const BoundPoint& point : bound->points) points.push_back({point.width, point.mse});
  }
  return {{"models", std::move(models)}, {"bound", std::move(points)}};
}

}  // namespace bottleneck
