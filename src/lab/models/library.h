// The models that the page can use, and how far each has been loaded. No file is opened here: the library
// says which files it wants, the platform brings their bytes.
//
//   index.json ──► entries;  of the chosen one: NAME.json + NAME.safetensors ──► usable;
//   NAME.codes.safetensors ──► votes
//
// The reader's own models (lab/models/own_models.h) stand behind the shipped ones.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/autoencoder.h"
#include "core/dataset.h"
#include "core/knn.h"
#include "core/result.h"
#include "formats/bytes.h"
#include "formats/model_card.h"
#include "lab/base/download.h"

namespace bottleneck {

// Reference codes of a model's training images, ready to be searched.
struct CodeLibrary {
  CodeReferences references;         // N × K in lanes
  std::vector<float> codes;          // N × K, row by row: a neighbour's picture is decoded from its row
  std::vector<std::uint8_t> labels;  // N
  std::shared_ptr<const Dataset> images{};  // of which they were computed here; null: they were shipped

  int size() const { return references.size; }

  // The code of an image: K numbers.
  std::span<const float> code(std::size_t image) const {
    const auto width = static_cast<std::size_t>(references.width);
    return std::span(codes).subspan(image * width, width);
  }
};

// A model of the list. What is not loaded yet is null.
struct LibraryEntry {
  std::string name;       // the stem of its files
  std::string title;      // for the reader
  bool is_own = false;    // the reader's: trained here or brought along; not shipped with the page
  bool is_usual = false;  // the one to begin with
  std::optional<double> listed_mse{};  // what the list of the shipped ones says of test_mse()
  Download card_file{};
  Download weights_file{};
  Download codes_file{};
  std::shared_ptr<const ModelCard> card{};
  std::shared_ptr<const Autoencoder> model{};
  std::shared_ptr<const CodeLibrary> codes{};

  bool is_usable() const { return card && model; }
  // The card or the weights failed; the message, or empty.
  const std::string& error() const { return card_file.error.empty() ? weights_file.error : card_file.error; }
};

struct Library {
  Download index_file;
  std::vector<LibraryEntry> entries;  // the shipped ones, then the reader's
  int last_own = 0;                   // the highest number that a model of the reader's has had

  // The list of the shipped models has come, or will not.
  bool is_settled() const {
    return index_file.stage == Download::Stage::done || index_file.stage == Download::Stage::failed;
  }
};

// Names of the reader's models are "my-1", "my-2", …: no shipped model is called so. The number in such a
// name, or nothing.
inline constexpr std::string_view kOwnNames = "my-";
std::optional<int> own_number(std::string_view name);

// The entry of that name, or null.
const LibraryEntry* find_entry(const Library& library, std::string_view name);

// The one that is shown where none is chosen: the list's, or the first; null: there is none.
const LibraryEntry* usual_entry(const Library& library);

// On the test images; nothing where it is not known.
std::optional<double> test_mse(const LibraryEntry& entry);

// Asks for what is missing: the index, then of the model `chosen` its card and weights and, once these are
// there, its codes. Files that failed are asked for again only with `retry`.
void want_files(Library& library, std::string_view chosen, bool retry = false);

// Asks for every model's card, or for a model's card and weights alone.
void want_cards(Library& library);
void want_weights(Library& library, std::string_view name, bool retry = false);

// The paths of all files that are wanted and not yet on their way, relative to the page; marks them as
// loading.
std::vector<std::string> take_wanted(Library& library);

// News of a file that take_wanted() gave out. Other paths, and what arrives twice, are ignored.
void note_progress(Library& library, std::string_view path, std::int64_t bytes, std::int64_t total);
void receive_file(Library& library, std::string_view path, const Result<ByteView>& content);

// Codes that were computed here, of a model that ships without: N × K, and the N images.
void take_codes(Library& library, std::string_view name, std::vector<float> codes,
                std::shared_ptr<const Dataset> images);

// The name of a class of a model: "7", "Ankle boot".
std::string class_name(const LibraryEntry* entry, int label);

}  // namespace bottleneck
