// What a code saves and what it costs: the figures of the station, of every model of one dataset.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/metrics.h"
#include "lab/session/session.h"

namespace bottleneck {

// The images that the sizes are of.
int compressed_images(const Session& session);
// The test images of the chosen model's dataset; by its card while they are not known.
int test_images_of(const Session& session);

// A model of the chosen model's dataset, by rising size of its code.
struct CompressionRow {
  const LibraryEntry* entry = nullptr;
  CompressionSizes sizes{};
  std::optional<double> mse{};  // of the test images
  std::optional<double> bce{};
  bool is_measured_here = false;  // else these are the card's
};
std::vector<CompressionRow> compression_rows(const Session& session);
// The row of the chosen model; nothing before its card is there.
std::optional<CompressionRow> chosen_compression(const Session& session);

// What the chosen model's dataset is measured on; without images where one of its halves is not there.
MeasuredOn compressed_on(const Session& session);

// Whether a model of it is not loaded, or could not be, and would be measured if it were.
bool has_unmeasured_models(const Session& session);

// Asks for what the station shows: cards, errors of the models that are loaded, the bound.
void update_compression(Session& session);

// A file that SaveTestArray makes: what it is called, and how many numbers it has of each image. Nothing
// where the array cannot be had, for want of a model or dataset.
struct TestArrayFile {
  std::string name;
  std::int64_t images = 0;
  int width = 0;
};
std::optional<TestArrayFile> test_array_file(const Session& session, const SaveTestArray& action);

// Actions (lab/session/actions.h).
void act(Session& session, const MeasureModels& action);
void act(Session& session, const SaveTestArray& action);

}  // namespace bottleneck
