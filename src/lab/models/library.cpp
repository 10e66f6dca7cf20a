#include "lab/models/library.h"

#include <algorithm>
#include <cassert>
#include <charconv>
#include <iterator>
#include <utility>

#include "formats/model_file.h"

namespace bottleneck {
namespace {

constexpr std::string_view kFolder = "assets/models/";

std::string path_of(std::string_view name, std::string_view ending) {
  return std::string(kFolder).append(name).append(ending);
}

// Calls visit(path, download, entry) for every file; entry is null for the index.
template <class Visit>
void for_each_file(Library& library, Visit visit) {
  visit(path_of("index", ".json"), library.index_file, static_cast<LibraryEntry*>(nullptr));
  for (LibraryEntry& entry : library.entries) {
    visit(path_of(entry.name, ".json"), entry.card_file, &entry);
    visit(path_of(entry.name, ".safetensors"), entry.weights_file, &entry);
    visit(path_of(entry.name, ".codes.safetensors"), entry.codes_file, &entry);
  }
}

Status read_index(Library& library, ByteView bytes) {
  auto index = read_model_index(as_text(bytes));
  if (!index) return Error{index.error()};
  if (index->empty()) return Error{"the list of models is empty"};
  std::vector<LibraryEntry> shipped;
  for (ModelEntry& model : *index) {
    if (own_number(model.name))
      return Error{in_quotes(model.name) + " is a name for the reader's own models"};
    shipped.push_back({.name = std::move(model.name),
                       .title = std::move(model.title),
                       .is_usual = model.is_usual,
                       .listed_mse = model.test_mse});
  }
  library.entries.insert(library.entries.begin(), std::make_move_iterator(shipped.begin()),
                         std::make_move_iterator(shipped.end()));
  return Done{};
}

Status read_card(LibraryEntry& entry, ByteView bytes) {
  auto card = read_model_card(as_text(bytes));
  if (!card) return Error{card.error()};
  entry.card = std::make_shared<ModelCard>(*std::move(card));
  return Done{};
}

Status read_weights(LibraryEntry& entry, ByteView bytes) {
  auto file = read_model(bytes);
  if (!file) return Error{file.error()};
  if (file->model.architecture.inputs != kPixels) return Error{"the model does not take images of 28×28"};
  entry.model = std::make_shared<Autoencoder>(std::move(file->model));
  return Done{};
}

// Codes come after card and weights (want_files), so both are there to compare with.
Status read_reference_codes(LibraryEntry& entry, ByteView bytes) {
  auto file = read_codes(bytes);
  if (!file) return Error{file.error()};
  if (!entry.is_usable() || file->width != entry.model->architecture.latent) {
    return Error{"the codes belong to another model"};
  }
  const auto classes = entry.card->class_names.size();
  if (file->labels.empty()) return Error{"there are no codes in it"};
  if (std::ranges::any_of(file->labels, [&](std::uint8_t label) { return label >= classes; })) {
    return Error{"a label has no class name"};
  }
  auto codes = std::make_shared<CodeLibrary>();
  codes->codes = dequantise_codes(*file);
  codes->references = prepare_codes(codes->codes, file->width);
  codes->labels = std::move(file->labels);
  entry.codes = std::move(codes);
  return Done{};
}

Status read_file(Library& library, LibraryEntry* entry, const Download& file, ByteView bytes) {
  if (!entry) return read_index(library, bytes);
  if (&file == &entry->card_file) return read_card(*entry, bytes);
  if (&file == &entry->weights_file) return read_weights(*entry, bytes);
  return read_reference_codes(*entry, bytes);
}

}  // namespace

std::optional<int> own_number(std::string_view name) {
  constexpr std::size_t kMostDigits = 9;  // always an int
  if (!name.starts_with(kOwnNames)) return std::nullopt;
  name.remove_prefix(kOwnNames.size());
  const bool is_number = !name.empty() && name.size() <= kMostDigits && name.front() != '0' &&
                         std::ranges::all_of(name, [](char c) { return c >= '0' && c <= '9'; });
  if (!is_number) return std::nullopt;
  int number = 0;
  std::from_chars(name.data(), name.data() + name.size(), number);
  return number;
}

const LibraryEntry* find_entry(const Library& library, std::string_view name) {
  const auto found = std::ranges::find(library.entries, name, &LibraryEntry::name);
  return found == library.entries.end() ? nullptr : &*found;
}

const LibraryEntry* usual_entry(const Library& library) {
  if (library.entries.empty()) return nullptr;
  const auto found = std::ranges::find(library.entries, true, &LibraryEntry::is_usual);
  return found == library.entries.end() ? &library.entries.front() : &*found;
}

std::optional<double> test_mse(const LibraryEntry& entry) {
  if (!entry.card) return entry.listed_mse;
  const ModelCard& card = *entry.card;
  if (card.shipped_mse || card.history.empty()) return card.shipped_mse;
  return card.history.back().val_mse;
}

void want_files(Library& library, std::string_view chosen, bool retry) {
  library.index_file.want(retry);
  want_weights(library, chosen, retry);
  for (LibraryEntry& entry : library.entries) {
    if (entry.name == chosen && entry.is_usable() && entry.card->has_codes) entry.codes_file.want(retry);
  }
}

void want_cards(Library& library) {
  for (LibraryEntry& entry : library.entries) entry.card_file.want(false);
}

void want_weights(Library& library, std::string_view name, bool retry) {
  for (LibraryEntry& entry : library.entries) {
    if (entry.name != name) continue;
    entry.card_file.want(retry);
    entry.weights_file.want(retry);
  }
}

std::vector<std::string> take_wanted(Library& library) {
  std::vector<std::string> paths;
  for_each_file(library, [&](std::string path, Download& file, LibraryEntry*) {
    if (file.stage != Download::Stage::wanted) return;
    file.stage = Download::Stage::loading;
    paths.push_back(std::move(path));
  });
  return paths;
}

void note_progress(Library& library, std::string_view path, std::int64_t bytes, std::int64_t total) {
  for_each_file(library, [&](const std::string& known, Download& file, LibraryEntry*) {
    if (known != path || file.stage != Download::Stage::loading) return;
    file.bytes = bytes;
    file.total = total;
  });
}

void receive_file(Library& library, std::string_view path, const Result<ByteView>& content) {
  Download* file = nullptr;
  LibraryEntry* owner = nullptr;
  for_each_file(library, [&](const std::string& known, Download& candidate, LibraryEntry* entry) {
    if (known != path || candidate.stage != Download::Stage::loading) return;
    file = &candidate;
    owner = entry;
  });
  if (!file) return;
  const Status status = content ? read_file(library, owner, *file, *content) : Status(Error{content.error()});
  // `file` still stands: the entries only grow while the index is read, and the index's own record is no
  // entry.
  file->stage = status ? Download::Stage::done : Download::Stage::failed;
  file->error = status ? "" : std::string(path) + ": " + status.error();
}

void take_codes(Library& library, std::string_view name, std::vector<float> codes,
                std::shared_ptr<const Dataset> images) {
  const auto entry = std::ranges::find(library.entries, name, &LibraryEntry::name);
  if (entry == library.entries.end() || !entry->is_usable()) return;
  const int width = entry->model->architecture.latent;
  assert(codes.size() == images->labels.size() * static_cast<std::size_t>(width));
  auto made = std::make_shared<CodeLibrary>();
  made->codes = std::move(codes);
  made->references = prepare_codes(made->codes, width);
  made->labels = images->labels;
  made->images = std::move(images);
  entry->codes = std::move(made);
}

std::string class_name(const LibraryEntry* entry, int label) {
  const auto index = static_cast<std::size_t>(label);
  if (label < 0 || !entry || !entry->card || index >= entry->card->class_names.size())
    return std::to_string(label);
  return entry->card->class_names[index];
}

}  // namespace bottleneck
