// The reader's own models: trained in the page, or brought along as a file. They stand in the library behind
// the shipped ones and are usable at once: nothing of them is loaded from the site.
//
// Names are "my-1", "my-2", …: no two models of a visit have the same, not even one after the other.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

#include "core/result.h"
#include "formats/bytes.h"
#include "lab/models/library.h"
#include "lab/models/model_formats.h"

namespace bottleneck {

// In letters (Unicode's code points). A longer title is cut off.
inline constexpr std::size_t kMostTitleLetters = 60;

// A title fit for one line: well-formed UTF-8, blanks only between words, no control characters, not too
// long. May be empty.
std::string clean_title(std::string_view text);

// The title, or, where it is taken, "title (2)", "title (3)", …, none of them too long: a copy of a copy is
// counted on.
std::string free_title(const std::string& title, const std::function<bool(std::string_view)>& is_taken);

// Adds a model and returns its name. Name and title of the card are replaced where the library has others of
// that name: "MNIST · 784→16 (2)". What a card says of reference codes goes: they are not kept with it.
// The card must be about this model, which takes images of 28×28.
std::string add_model(Library& library, ModelCard card, Autoencoder model);

// Another copy of any model that is loaded. Returns its name.
Result<std::string> duplicate_model(Library& library, std::string_view name);

// Errors: no model of the reader's has that name; the title is empty, or another model's.
Status rename_model(Library& library, std::string_view name, std::string_view title);

// Takes a model out of the list, and puts one back, under a new name where its own is another's by now;
// returns the name. Error: no model of the reader's has that name.
Result<LibraryEntry> take_out_model(Library& library, std::string_view name);
std::string put_back_model(Library& library, LibraryEntry entry);

// Gives a model of the reader's another name, because the present one turned out to be taken; returns the new
// one.
std::string move_model(Library& library, std::string_view name);

// The model as a file: weights, and but for ONNX the card inside. As .safetensors in 16 bits where the
// weights were rounded to them, so that nothing is lost; else in 32. The entry must be usable.
Bytes model_file(const LibraryEntry& entry, ModelFormat format = ModelFormat::safetensors);
// Its name for a download: "MNIST-16-numbers-2.safetensors".
std::string model_file_name(const LibraryEntry& entry, ModelFormat format = ModelFormat::safetensors);

// Reads such a file, also one that `bottleneck train` wrote or that others did (formats/model_tensors.h), and
// adds the model; of a zip or HDF5 file, what web/arrays.js made of it. The weights are taken without the
// card where there is none that could be. name: what it has to be called, or empty for any; file_name: gives
// the title where there is no card. Errors are for the reader.
struct AddedModel {
  std::string name{};
  std::string
      card_problem{};  // why the file's card was not taken, for the reader; empty where nothing was left
  bool assumes_activations = false;  // which the file does not tell
};
Result<AddedModel> add_model_file(Library& library, ByteView file, std::string_view file_name,
                                  std::string_view name = {});

// Under which a model is kept: "model/my-1.safetensors"; and the name in such a key, empty for other keys.
inline constexpr std::string_view kModelKeys = "model/";
std::string model_key(std::string_view name);
std::string_view name_in_key(std::string_view key);

}  // namespace bottleneck
