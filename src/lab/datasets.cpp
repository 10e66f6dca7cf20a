#include "lab/datasets.h"

#include <algorithm>
#include <array>
#include <exception>
#include <limits>
#include <optional>
#include <utility>

#include "formats/idx.h"
#include "formats/json_fields.h"
#include "formats/json_strict.h"
#include "lab/figures.h"
#include "texts.h"

namespace bottleneck {
namespace {

using Stage = Download::Stage;

constexpr std::string_view kFolder = "data/";
constexpr std::size_t kLongestList = 1 << 16;  // bytes; the list of two datasets has 150

// One of the files that may arrive. All but the path is null for the list of datasets.
struct File {
  std::string path;
  Download* download = nullptr;
  const PublishedFile* published = nullptr;
  const char* content = nullptr;  // what it holds, for the reader
  DatasetEntry* entry = nullptr;
  DatasetHalf* half = nullptr;
};

std::string path_of(const DatasetEntry& entry, const PublishedFile& file) {
  return std::string(kFolder) + entry.name + '/' + file.name + ".gz";
}

std::vector<File> all_files(Datasets& datasets) {
  std::vector<File> files = {{.path = std::string(kFolder) + "index.json", .download = &datasets.index_file}};
  for (DatasetEntry& entry : datasets.entries) {
    const auto add = [&](DatasetHalf& half, Download& download, const PublishedFile& published,
                         const char* content) {
      files.push_back({.path = path_of(entry, published),
                       .download = &download,
                       .published = &published,
                       .content = content,
                       .entry = &entry,
                       .half = &half});
    };
    // The small ones first: a folder with wrong files is told at once.
    add(entry.test, entry.test.labels_file, entry.test.labels_published, texts::kFileTestLabels);
    add(entry.test, entry.test.images_file, entry.test.images_published, texts::kFileTestImages);
    add(entry.train, entry.train.labels_file, entry.train.labels_published, texts::kFileTrainLabels);
    add(entry.train, entry.train.images_file, entry.train.images_published, texts::kFileTrainImages);
  }
  return files;
}

std::optional<File> find_file(Datasets& datasets, std::string_view path) {
  std::vector<File> files = all_files(datasets);
  const auto found = std::ranges::find(files, path, &File::path);
  if (found == files.end()) return std::nullopt;
  return std::move(*found);
}

void want(Download& file, bool retry) {
  if (file.stage == Stage::idle || (retry && file.stage == Stage::failed)) file = {.stage = Stage::wanted};
}

// What has arrived of a file; begins an empty one where nothing has. Stands until the next call.
Incoming& incoming_of(Datasets& datasets, std::string_view path) {
  const auto found = std::ranges::find(datasets.incoming, path, &Incoming::path);
  if (found != datasets.incoming.end()) return *found;
  return datasets.incoming.emplace_back(Incoming{.path = std::string(path), .bytes = {}});
}

void forget_incoming(Datasets& datasets, std::string_view path) {
  std::erase_if(datasets.incoming, [&](const Incoming& incoming) { return incoming.path == path; });
}

void fail(Datasets& datasets, const File& file, std::string message) {
  file.download->stage = Stage::failed;
  file.download->error = std::move(message);
  forget_incoming(datasets, file.path);
}

// Asks for a file once more, past any kept copy; the second time it has failed. Not for the list.
void ask_again_or_fail(Datasets& datasets, const File& file, std::string message) {
  datasets.spoilt.push_back(file.path);
  Incoming& incoming = incoming_of(datasets, file.path);
  if (incoming.is_fresh) {
    fail(datasets, file, std::move(message));
    return;
  }
  incoming.bytes.clear();  // keeps its memory, which is needed again at once
  incoming.hash = {};
  incoming.is_fresh = true;
  *file.download = {.stage = Stage::wanted};
}

// The file came whole, but it is not the published one; why: in which respect.
void refuse(Datasets& datasets, const File& file, const std::string& why) {
  ask_again_or_fail(datasets, file,
                    fill(texts::kFileIsAnother, {file.path, file.content, file.entry->title, why}));
}

std::size_t most_bytes(const File& file) {
  return file.published ? file.published->bytes : kLongestList;
}

// Reads the list of datasets and notes what the site has. Nothing is noted of a list that has an error in it.
Status read_list(Datasets& datasets, ByteView bytes) {
  const auto json = parse_json(as_text(bytes));
  if (!json) return Error{json.error()};
  if (!json->is_object()) return Error{"the list of datasets must be an object"};
  FieldReader list(*json, "the list of datasets");
  list.integer("version", 1, 1);

  constexpr int kMost = std::numeric_limits<int>::max();
  std::vector<std::pair<DatasetEntry*, std::array<int, 2>>> found;
  for (const nlohmann::json& item : list.list("datasets")) {
    if (!item.is_object()) {
      list.complain("datasets", "a list of objects");
      break;
    }
    FieldReader dataset(item, "a dataset of the list");
    const std::string name = dataset.text("name");
    const int train_bytes = dataset.integer("train_bytes", 0, kMost);
    const int test_bytes = dataset.integer("test_bytes", 0, kMost);
    if (!dataset.problem().empty()) return Error{dataset.problem()};
    // One that a later version of the program knows is no error.
    const auto entry = std::ranges::find(datasets.entries, name, &DatasetEntry::name);
    if (entry == datasets.entries.end()) continue;
    if (std::ranges::any_of(found, [&](const auto& earlier) { return earlier.first == &*entry; })) {
      return Error{"the list of datasets has " + in_quotes(name) + " twice"};
    }
    found.push_back({&*entry, {train_bytes, test_bytes}});
  }
  if (!list.problem().empty()) return Error{list.problem()};
  for (const auto& [entry, packed_bytes] : found) {
    entry->train.packed_bytes = packed_bytes[0];
    entry->test.packed_bytes = packed_bytes[1];
  }
  return Done{};
}

// The content of a file that has arrived.
Bytes take_incoming(Datasets& datasets, const std::string& path) {
  Bytes bytes = std::move(incoming_of(datasets, path).bytes);
  forget_incoming(datasets, path);
  return bytes;
}

// Makes images and labels a dataset once both files are there.
void finish_half(Datasets& datasets, const DatasetEntry& entry, DatasetHalf& half) {
  if (half.images_file.stage != Stage::done || half.labels_file.stage != Stage::done) return;
  auto dataset = take_idx(take_incoming(datasets, path_of(entry, half.images_published)),
                          take_incoming(datasets, path_of(entry, half.labels_published)));
  if (dataset) {
    half.images = std::make_shared<const Dataset>(*std::move(dataset));
    return;
  }
  for (Download* file : {&half.images_file, &half.labels_file}) {
    *file = {.stage = Stage::failed, .error = std::string(kFolder) + entry.name + ": " + dataset.error()};
  }
}

// All of a file's content is there: is it what it must be?
void finish_file(Datasets& datasets, const File& file) {
  const Incoming& incoming = incoming_of(datasets, file.path);
  if (!file.published) {
    const Status read = read_list(datasets, incoming.bytes);
    if (!read) return fail(datasets, file, file.path + ": " + read.error());
    file.download->stage = Stage::done;
    return forget_incoming(datasets, file.path);
  }
  const PublishedFile& published = *file.published;
  if (incoming.bytes.size() != published.bytes) {
    return refuse(datasets, file,
                  fill(texts::kFileTooShort, {grouped(static_cast<std::int64_t>(incoming.bytes.size())),
                                              grouped(static_cast<std::int64_t>(published.bytes))}));
  }
  if (const std::string sum = hex_text(incoming.hash.digest()); sum != published.sha256) {
    return refuse(datasets, file,
                  fill(texts::kFileOtherSum, {sum.substr(0, 8), published.sha256.substr(0, 8)}));
  }
  file.download->stage = Stage::done;
  finish_half(datasets, *file.entry, *file.half);
}

}  // namespace

Datasets::Datasets() {
  for (const PublishedDataset& published : published_datasets()) {
    entries.push_back({.name = published.name,
                       .title = published.name == "mnist" ? texts::kMnist : texts::kFashionMnist,
                       .class_names = published.class_names});
    entries.back().train.images_published = published.train_images;
    entries.back().train.labels_published = published.train_labels;
    entries.back().test.images_published = published.test_images;
    entries.back().test.labels_published = published.test_labels;
  }
}

const DatasetEntry* find_dataset(const Datasets& datasets, std::string_view name) {
  const auto found = std::ranges::find(datasets.entries, name, &DatasetEntry::name);
  return found == datasets.entries.end() ? nullptr : &*found;
}

void want_dataset_list(Datasets& datasets, bool retry) {
  want(datasets.index_file, retry);
}

void want_half(Datasets& datasets, std::string_view name, Split split, bool retry) {
  const auto found = std::ranges::find(datasets.entries, name, &DatasetEntry::name);
  if (found == datasets.entries.end() || !found->half(split).is_offered()) return;
  want(found->half(split).images_file, retry);
  want(found->half(split).labels_file, retry);
}

std::vector<FileRequest> take_wanted(Datasets& datasets) {
  std::vector<FileRequest> requests;
  for (File& file : all_files(datasets)) {
    if (file.download->stage != Stage::wanted) continue;
    file.download->stage = Stage::loading;
    const auto begun = std::ranges::find(datasets.incoming, file.path, &Incoming::path);
    requests.push_back({.path = std::move(file.path),
                        .is_packed = file.published != nullptr,
                        .is_fresh = begun != datasets.incoming.end() && begun->is_fresh});
  }
  return requests;
}

Taken receive_piece(Datasets& datasets, std::string_view path, ByteView piece, std::int64_t bytes,
                    std::int64_t total) {
  const std::optional<File> file = find_file(datasets, path);
  if (!file) return Taken::no;
  if (file->download->stage != Stage::loading) return Taken::enough;
  file->download->bytes = bytes;
  file->download->total = total;
  if (piece.empty()) return Taken::yes;

  Incoming& incoming = incoming_of(datasets, path);
  const std::size_t most = most_bytes(*file);
  const std::string most_text = grouped(static_cast<std::int64_t>(most));
  if (piece.size() > most - incoming.bytes.size()) {
    const std::string why = fill(texts::kFileTooLong, {most_text});
    if (file->published) {
      refuse(datasets, *file, why);
    } else {
      fail(datasets, *file, file->path + ": " + why);
    }
    return Taken::enough;
  }
  try {
    incoming.bytes.reserve(most);  // what arrives is never moved
  } catch (const std::exception&) {
    fail(datasets, *file, file->path + ": " + fill(texts::kFileNeedsMemory, {most_text}));
    return Taken::enough;
  }
  incoming.bytes.insert(incoming.bytes.end(), piece.begin(), piece.end());
  if (file->published) incoming.hash.update(piece);
  return Taken::yes;
}

bool receive_end(Datasets& datasets, std::string_view path, const Status& status) {
  const std::optional<File> file = find_file(datasets, path);
  if (!file) return false;
  const Download& download = *file->download;
  if (download.stage != Stage::loading) return true;
  if (status) {
    finish_file(datasets, *file);
  } else if (file->published && download.bytes > 0) {
    // The connection broke, or what came cannot be unpacked, which may be a kept copy's fault. Where nothing
    // came at all, as of a file that is not there, a second time would be no better.
    ask_again_or_fail(datasets, *file, file->path + ": " + status.error());
  } else {
    fail(datasets, *file, file->path + ": " + status.error());
  }
  return true;
}

}  // namespace bottleneck
