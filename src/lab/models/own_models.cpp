#include "lab/models/own_models.h"

#include <algorithm>
#include <cassert>
#include <memory>
#include <utility>

#include "formats/model_file.h"
#include "formats/npz.h"
#include "formats/onnx.h"
#include "formats/utf8.h"
#include "lab/base/figures.h"
#include "texts/library.h"

namespace bottleneck {
namespace {

constexpr std::string_view kModelEnding = ".safetensors";

LibraryEntry* find_own(Library& library, std::string_view name) {
  const auto found = std::ranges::find(library.entries, name, &LibraryEntry::name);
  return found != library.entries.end() && found->is_own ? &*found : nullptr;
}

std::string next_name(Library& library) {
  return std::string(kOwnNames) + std::to_string(++library.last_own);
}

// Gives an entry a name that no model of this visit has had.
void rename_entry(Library& library, LibraryEntry& entry) {
  auto card = std::make_shared<ModelCard>(*entry.card);
  card->name = entry.name = next_name(library);
  entry.card = std::move(card);
}

// The first so many letters.
std::string_view first_letters(std::string_view text, std::size_t count) {
  std::size_t letters = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool is_start = (static_cast<unsigned char>(text[i]) & 0xC0U) != 0x80U;
    if (is_start && letters++ == count) return text.substr(0, i);
  }
  return text;
}

// "MNIST · 784→16 (2)" → "MNIST · 784→16".
std::string without_number(const std::string& title) {
  const std::size_t open = title.rfind(" (");
  if (open == std::string::npos || open == 0 || !title.ends_with(')')) return title;
  const std::string_view digits = std::string_view(title).substr(open + 2, title.size() - open - 3);
  const bool is_number =
      !digits.empty() && std::ranges::all_of(digits, [](char c) { return c >= '0' && c <= '9'; });
  return is_number ? title.substr(0, open) : title;
}

LibraryEntry make_entry(std::string name, ModelCard card, std::shared_ptr<const Autoencoder> model) {
  using enum Download::Stage;
  card.name = name;
  card.has_codes = false;
  card.near_distance.reset();
  LibraryEntry entry{.name = std::move(name), .title = card.title, .is_own = true};
  entry.card_file.stage = entry.weights_file.stage = entry.codes_file.stage =
      done;  // nothing is to be loaded
  entry.card = std::make_shared<ModelCard>(std::move(card));
  entry.model = std::move(model);
  return entry;
}

// By number, behind the shipped ones.
void insert_entry(Library& library, LibraryEntry entry) {
  const auto number = own_number(entry.name);
  assert(number);
  library.last_own = std::max(library.last_own, *number);
  const auto place = std::ranges::find_if(library.entries, [&](const LibraryEntry& other) {
    return other.is_own && own_number(other.name) > number;
  });
  library.entries.insert(place, std::move(entry));
}

// What can be said of weights without a card.
ModelCard bare_card(const Autoencoder& model, std::string title) {
  ModelCard card;
  card.title = std::move(title);
  card.settings.architecture = model.architecture;
  card.parameters = model.parameters.size();
  return card;
}

bool is_title_taken(const Library& library, std::string_view title) {
  return std::ranges::find(library.entries, title, &LibraryEntry::title) != library.entries.end();
}

// A title that no model of the library has.
std::string title_in(const Library& library, const std::string& title) {
  return free_title(title, [&](std::string_view wanted) { return is_title_taken(library, wanted); });
}

}  // namespace

std::string free_title(const std::string& title, const std::function<bool(std::string_view)>& is_taken) {
  if (!is_taken(title)) return title;
  const std::string base = without_number(title);
  for (int i = 2;; ++i) {
    const std::string number = " (" + std::to_string(i) + ")";
    std::string wanted = std::string(first_letters(base, kMostTitleLetters - number.size())) + number;
    if (!is_taken(wanted)) return wanted;
  }
}

std::string clean_title(std::string_view text) {
  std::string title;
  bool is_blank = false;
  for (const char letter : made_utf8(text)) {
    const auto byte = static_cast<unsigned char>(letter);
    if (byte <= ' ' || byte == 0x7F) {
      is_blank = !title.empty();
      continue;
    }
    if (std::exchange(is_blank, false)) title += ' ';
    title += letter;
  }
  title.resize(first_letters(title, kMostTitleLetters).size());
  if (title.ends_with(' ')) title.pop_back();
  return title;
}

std::string add_model(Library& library, ModelCard card, Autoencoder model) {
  assert(model.architecture.inputs == kPixels && card.settings.architecture == model.architecture);
  card.title = clean_title(card.title);
  if (card.title.empty()) card.title = texts::kLibraryUntitled;
  card.title = title_in(library, card.title);
  std::string name = next_name(library);
  insert_entry(library, make_entry(name, std::move(card), std::make_shared<Autoencoder>(std::move(model))));
  return name;
}

Result<std::string> duplicate_model(Library& library, std::string_view name) {
  const LibraryEntry* original = find_entry(library, name);
  if (!original || !original->is_usable()) return Error{fill(texts::kLibraryNoSuchModel, {in_quotes(name)})};
  ModelCard card = *original->card;
  card.title = title_in(library, original->title);
  LibraryEntry copy = make_entry(next_name(library), std::move(card), original->model);
  copy.codes = original->codes;
  std::string copy_name = copy.name;
  insert_entry(library, std::move(copy));
  return copy_name;
}

Status rename_model(Library& library, std::string_view name, std::string_view title) {
  LibraryEntry* entry = find_own(library, name);
  if (!entry) return Error{fill(texts::kLibraryNoSuchModel, {in_quotes(name)})};
  std::string wanted = clean_title(title);
  if (wanted.empty()) return Error{texts::kLibraryTitleEmpty};
  if (wanted == entry->title) return Done{};
  if (is_title_taken(library, wanted)) return Error{fill(texts::kLibraryTitleTaken, {in_quotes(wanted)})};
  auto card = std::make_shared<ModelCard>(*entry->card);
  card->title = wanted;
  entry->card = std::move(card);
  entry->title = std::move(wanted);
  return Done{};
}

Result<LibraryEntry> take_out_model(Library& library, std::string_view name) {
  LibraryEntry* entry = find_own(library, name);
  if (!entry) return Error{fill(texts::kLibraryNoSuchModel, {in_quotes(name)})};
  LibraryEntry taken = std::move(*entry);
  library.entries.erase(library.entries.begin() + (entry - library.entries.data()));
  return taken;
}

std::string put_back_model(Library& library, LibraryEntry entry) {
  assert(entry.is_own && entry.is_usable());
  if (find_entry(library, entry.name)) rename_entry(library, entry);
  std::string name = entry.name;
  insert_entry(library, std::move(entry));
  return name;
}

std::string move_model(Library& library, std::string_view name) {
  auto entry = take_out_model(library, name);
  assert(entry);
  rename_entry(library, *entry);
  return put_back_model(library, *std::move(entry));
}

Bytes model_file(const LibraryEntry& entry, ModelFormat format) {
  assert(entry.is_usable());
  const std::string card = write_model_card(*entry.card);
  switch (format) {
    case ModelFormat::npz:
      return write_npz(*entry.model, card);
    case ModelFormat::onnx:
      return write_onnx(*entry.model, ModelPart::whole);
    case ModelFormat::onnx_encoder:
      return write_onnx(*entry.model, ModelPart::encoder);
    case ModelFormat::onnx_decoder:
      return write_onnx(*entry.model, ModelPart::decoder);
    case ModelFormat::safetensors:
      break;
  }
  if (entry.card->weight_type == dtype_name(DType::f16)) {
    // A card may say what is not so: nothing may be lost.
    Bytes half = write_model(*entry.model, DType::f16, card);
    const auto again = read_model(half);
    if (again && again->model.parameters == entry.model->parameters) return half;
  }
  return write_model(*entry.model, DType::f32, card);
}

std::string model_file_name(const LibraryEntry& entry, ModelFormat format) {
  const std::string ending(kModelEndings.at(static_cast<std::size_t>(format)));
  if (!entry.is_own) return entry.name + ending;
  std::string stem;
  bool is_gap = false;
  for (const char letter : entry.title) {
    const bool is_plain = (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
                          (letter >= '0' && letter <= '9');
    if (!is_plain) {
      is_gap = !stem.empty();
      continue;
    }
    if (std::exchange(is_gap, false)) stem += '-';
    stem += letter;
  }
  return (stem.empty() ? entry.name : stem) + ending;
}

Result<AddedModel> add_model_file(Library& library, ByteView bytes, std::string_view file_name,
                                  std::string_view name) {
  auto file = read_model(bytes);
  if (!file) return Error{file.error()};
  if (file->model.architecture.inputs != kPixels) return Error{texts::kLibraryOtherImages};
  AddedModel added{.name = std::string(name), .assumes_activations = file->assumes_activations};
  auto card = card_of(*file);
  if (!card) {
    if (!file->card.empty()) added.card_problem = card.error();
    for (const std::string_view ending : kTakenEndings) {
      if (!file_name.ends_with(ending)) continue;
      file_name.remove_suffix(ending.size());
      break;
    }
    card = bare_card(file->model, std::string(file_name));
  }
  if (name.empty()) {
    added.name = add_model(library, *std::move(card), std::move(file->model));
    return added;
  }
  assert(own_number(name) && !find_entry(library, name));
  card->title = clean_title(card->title);
  if (card->title.empty()) card->title = texts::kLibraryUntitled;
  insert_entry(library, make_entry(added.name, *std::move(card),
                                   std::make_shared<Autoencoder>(std::move(file->model))));
  return added;
}

std::string model_key(std::string_view name) {
  return std::string(kModelKeys).append(name).append(kModelEnding);
}

std::string_view name_in_key(std::string_view key) {
  if (!key.starts_with(kModelKeys) || !key.ends_with(kModelEnding)) return {};
  if (key.size() < kModelKeys.size() + kModelEnding.size()) return {};
  key.remove_prefix(kModelKeys.size());
  key.remove_suffix(kModelEnding.size());
  return own_number(key) ? key : std::string_view{};
}

}  // namespace bottleneck
