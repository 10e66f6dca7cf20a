// The files of the datasets on their way: asked for, received, checked, and asked for again elsewhere.
#include <algorithm>
#include <exception>
#include <optional>
#include <utility>

#include "formats/idx.h"
#include "lab/base/figures.h"
#include "lab/data/dataset_files.h"
#include "lab/data/datasets.h"
#include "texts/data.h"
#include "texts/datasets.h"
#include "texts/panels.h"

namespace bottleneck {
namespace {

using Stage = Download::Stage;

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

std::vector<File> all_files(Datasets& datasets) {
  std::vector<File> files = {{.path = kDatasetList, .download = &datasets.index_file}};
  for (const DatasetFile& file : published_files(datasets)) {
    DatasetEntry& entry = *std::ranges::find(datasets.entries, file.entry->name, &DatasetEntry::name);
    DatasetHalf& half = entry.half(file.split);
    const bool is_images = file.published == &half.images_published;
    files.push_back({.path = file.path,
                     .download = is_images ? &half.images_file : &half.labels_file,
                     .published = file.published,
                     .content = file.content,
                     .entry = &entry,
                     .half = &half});
  }
  return files;
}

// Whether the browser keeps a copy of a published file.
bool& kept_flag(const File& file) {
  return file.published == &file.half->images_published ? file.half->keeps_images : file.half->keeps_labels;
}

std::optional<File> find_file(Datasets& datasets, std::string_view path) {
  std::vector<File> files = all_files(datasets);
  const auto found = std::ranges::find(files, path, &File::path);
  if (found == files.end()) return std::nullopt;
  return std::move(*found);
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

// What went wrong in each place, and what the reader can do. Places with the same trouble are named together.
std::string failure_in_words(const File& file, const std::vector<Incoming::Failure>& failures) {
  std::string places;
  for (std::size_t i = 0; i < failures.size();) {
    std::string names = failures[i].place;
    const std::string& why = failures[i].why;
    for (++i; i < failures.size() && failures[i].why == why; ++i) names += ", " + failures[i].place;
    places += fill(texts::kFileNotHadFrom, {names, why}) + ' ';
  }
  const std::string& title = file.entry->title;
  return fill(texts::kFileNotHad, {file.content, title, file.published->name + ".gz", places, title});
}

// Asks for a file that did not come right in the next place; after the last it has failed.
void go_on_or_fail(Datasets& datasets, const File& file, std::string why) {
  const auto places = places_for(*file.entry, *file.half, *file.published);
  Incoming& incoming = incoming_of(datasets, file.path);
  const std::string place = incoming.place < places.size() ? places[incoming.place].title : "";
  incoming.failures.push_back({.place = place, .why = std::move(why)});
  ++incoming.place;
  incoming.is_fresh = false;
  incoming.bytes.clear();  // keeps its memory, which is needed again at once
  incoming.hash = {};
  if (incoming.place < places.size()) {
    *file.download = {.stage = Stage::wanted};
  } else {
    fail(datasets, file, failure_in_words(file, incoming.failures));
  }
}

// What came is damaged, or another file: asks for it once more in the same place, past any kept copy, and the
// second time in the next one.
void ask_again_or_go_on(Datasets& datasets, const File& file, std::string why) {
  datasets.spoilt.push_back(file.path);
  kept_flag(file) = false;
  Incoming& incoming = incoming_of(datasets, file.path);
  if (incoming.is_fresh) return go_on_or_fail(datasets, file, std::move(why));
  incoming.is_fresh = true;
  incoming.bytes.clear();
  incoming.hash = {};
  *file.download = {.stage = Stage::wanted};
}

// The file came whole, but it is not the published one; in which respect.
void refuse(Datasets& datasets, const File& file, const std::string& respect) {
  ask_again_or_go_on(datasets, file, fill(texts::kFileIsAnother, {respect}));
}

std::size_t most_bytes(const File& file) {
  return file.published ? file.published->bytes : kLongestList;
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
  auto dataset = take_idx(take_incoming(datasets, path_in_site(entry, half.images_published)),
                          take_incoming(datasets, path_in_site(entry, half.labels_published)));
  if (dataset) {
    half.images = std::make_shared<const Dataset>(*std::move(dataset));
    return;
  }
  for (Download* file : {&half.images_file, &half.labels_file}) {
    *file = {.stage = Stage::failed, .error = entry.title + ": " + dataset.error()};
  }
}

// All of a file's content is there: is it what it must be?
void finish_file(Datasets& datasets, const File& file) {
  const Incoming& incoming = incoming_of(datasets, file.path);
  if (!file.published) {
    const Status read = read_dataset_list(datasets, incoming.bytes);
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

void want_dataset_list(Datasets& datasets, bool retry) {
  datasets.index_file.want(retry);
}

void want_half(Datasets& datasets, std::string_view name, Split split, bool retry) {
  DatasetEntry* entry = find_dataset(datasets, name);
  if (entry && entry->origin == Origin::synthetic) {
    datasets.synthetic.is_wanted = true;
    if (retry) datasets.synthetic.error.clear();
  }
  if (!entry || !entry->is_published() || !is_place_known(datasets, entry->half(split))) return;
  entry->half(split).images_file.want(retry);
  entry->half(split).labels_file.want(retry);
}

void stop_half(Datasets& datasets, std::string_view name, Split split) {
  if (name == kSyntheticDataset) {
    datasets.synthetic.is_wanted = false;
    datasets.synthetic.maker.reset();
  }
  for (const File& file : all_files(datasets)) {
    if (!file.published || file.entry->name != name || file.half != &file.entry->half(split)) continue;
    if (!file.download->is_busy()) continue;
    *file.download = {};
    forget_incoming(datasets, file.path);
    datasets.stopped.push_back(file.path);
  }
}

void receive_kept(Datasets& datasets, std::string_view path) {
  const std::optional<File> file = find_file(datasets, path);
  if (file && file->published) kept_flag(*file) = true;
}

std::vector<FileRequest> take_wanted(Datasets& datasets) {
  std::vector<FileRequest> requests;
  for (File& file : all_files(datasets)) {
    if (file.download->stage != Stage::wanted) continue;
    file.download->stage = Stage::loading;
    if (!file.published) {
      requests.push_back({.path = file.path, .from = file.path});
      continue;
    }
    const Incoming& incoming = incoming_of(datasets, file.path);
    const auto places = places_for(*file.entry, *file.half, *file.published);
    requests.push_back({.path = file.path,
                        .from = places.at(std::min(incoming.place, places.size() - 1)).url,
                        .is_packed = true,
                        .is_fresh = incoming.is_fresh});
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
  } else if (!file->published) {
    fail(datasets, *file, file->path + ": " + status.error());
  } else if (download.bytes > 0) {
    // The connection broke, or what came cannot be unpacked, which may be a kept copy's fault.
    ask_again_or_go_on(datasets, *file, status.error());
  } else {
    // Where nothing came at all, as of a file that is not there, a second time would be no better.
    go_on_or_fail(datasets, *file, status.error());
  }
  return true;
}

void receive_whole(Datasets& datasets, std::string_view path, Bytes content) {
  const std::optional<File> file = find_file(datasets, path);
  if (!file || !file->published || file->download->stage == Stage::done) return;
  if (file->download->is_busy()) datasets.stopped.push_back(file->path);
  forget_incoming(datasets, path);
  *file->download = {.stage = Stage::done};
  incoming_of(datasets, path).bytes = std::move(content);
  finish_half(datasets, *file->entry, *file->half);
}

}  // namespace bottleneck
