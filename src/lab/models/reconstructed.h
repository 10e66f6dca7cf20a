// Images, and what several models make of them, one above the other.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/autoencoder.h"
#include "core/dataset.h"
#include "core/metrics.h"
#include "core/shapes.h"

namespace bottleneck {

// Which test images: by their numbers, or by their error, the smallest or the largest first.
enum class Shelf : std::uint8_t { numbered, best, worst };

// How the reader looks at them.
struct ReconstructionsView {
  std::string rows{};  // names in the library with commas between; empty: those that go with the chosen model
  Shelf shelf = Shelf::numbered;
  int first = 0;  // the place on the shelf of the first image, from 0

  bool operator==(const ReconstructionsView&) const = default;
};

inline constexpr int kReconstructionsShown = 10;

struct Original {
  enum class Kind : std::uint8_t { test, synthetic, drawing };
  Image image{};
  Kind kind = Kind::test;
  int index = -1;  // among the test images
  int label = -1;  // -1: it has none

  bool operator==(const Original&) const = default;
};

struct ReconstructedRow {
  std::string name{};                          // of the model in the library
  std::shared_ptr<const Autoencoder> model{};  // null: it is still to come
  std::vector<Image> images{};                 // one for each original
  std::vector<ReconstructionError> errors{};   // likewise
};

struct Reconstructed {
  std::vector<Original> originals{};
  std::vector<ReconstructedRow> rows{};
};

// What a model makes of images.
std::vector<Image> reconstructions_of(const Autoencoder& model, std::span<const Image> images);

// Brings the rows up to date: those of other originals or of another model are made anew. rows: name and
// model. Whether anything has changed.
struct WantedRow {
  std::string name;
  std::shared_ptr<const Autoencoder> model;
};
bool bring_up_to_date(Reconstructed& shown, std::vector<Original> originals,
                      const std::vector<WantedRow>& rows);

// The images by their errors, the smallest first or, where `is_worst`, the largest; of equal ones by number.
std::vector<int> ranked(std::span<const ReconstructionError> errors, bool is_worst);

}  // namespace bottleneck
