
#include <algorithm>
#include <array>
#include <limits>
#include <utility>

#include "formats/sha256.h"
#include "lab/base/figures.h"
#include "lab/data/dataset_files.h"
#include "lab/session/given_files.h"
#include "lab/session/notes.h"
#include "lab/session/perform.h"
#include "lab/session/queries.h"
#include "texts/datasets.h"

namespace bottleneck {
namespace {

std::string grouped_size(std::size_t bytes) {
  return grouped(static_cast<std::int64_t>(bytes));
}

// How many bytes an IDX file of unsigned bytes should have, as its header says; 0: it is none, or its header
// is cut off. The header: 0, 0, 8, the number D of dimensions, then D big-endian 32-bit sizes.
std::size_t declared_bytes(ByteView file) {
  constexpr std::size_t kMostDimensions = 3;
  constexpr std::size_t kField = 4;
  if (file.size() < kField || file[0] != 0 || file[1] != 0 || file[2] != 8) return 0;
  const std::size_t dimensions = file[3];
  const std::size_t header = kField * (1 + dimensions);
  if (dimensions < 1 || dimensions > kMostDimensions || file.size() < header) return 0;
  std::array<std::int64_t, kMostDimensions> sizes{};
  for (std::size_t i = 0; i < header - kField; ++i)
    sizes.at(i / kField) = sizes.at(i / kField) << 8 | file[kField + i];
  const auto items =
      element_count(std::span(sizes).first(dimensions), std::numeric_limits<std::size_t>::max() - header);
  return items ? header + *items : 0;
}

// What is wrong with a file that is none of the published ones. sum: its SHA-256, where one of them is as
// long.
std::string stranger_in_words(const Datasets& datasets, const std::string& name, ByteView file,
                              const std::string& sum) {
  const std::size_t declared = declared_bytes(file);
  if (declared == 0) return fill(texts::kGivenStrange, {name});
  const std::string size = grouped_size(file.size());
  if (file.size() < declared) return fill(texts::kGivenCutOff, {name, size, grouped_size(declared)});
  if (file.size() > declared) return fill(texts::kGivenTooLong, {name, size, grouped_size(declared)});
  for (const DatasetFile& published : published_files(datasets)) {
    if (published.published->bytes == file.size())
      return fill(texts::kGivenNotPublished, {name, published.content, sum.substr(0, 8)});
  }
  return fill(texts::kGivenOther, {name, size});
}

// That one file of a half is there and the other, `missing`, is not.
std::string half_in_words(const DatasetFile& file, const PublishedFile& missing) {
  return fill(texts::kGivenPart, {file.content, file.entry->title, missing.name + ".gz"});
}

// The images are there: they are shown where they belong to the chosen model.
void put_to_use(Session& session, const DatasetFile& file) {
  if (file.entry != dataset_of(session, chosen_entry(session))) return;
  if (file.split == Split::train) {
    session.choices.wants_training = true;
  } else {
    perform(session, Set{"samples", "test"});
  }
}

// A published file has been put in its place: what is there now, and what is still missing.
void tell(Session& session, const DatasetFile& file) {
  const DatasetHalf& half = file.entry->half(file.split);
  const bool is_images = file.published == &half.images_published;
  const PublishedFile& other = is_images ? half.labels_published : half.images_published;
  if (!half.images) {
    add_note(session, half_in_words(file, other));
    return;
  }
  const auto files = published_files(session.datasets);
  const auto companion = std::ranges::find(files, &other, &DatasetFile::published);
  std::erase(session.notes, half_in_words(*companion, *file.published));
  const char* images = is_images ? file.content : companion->content;
  add_note(session, fill(texts::kGivenWhole, {images, file.entry->title}));
  put_to_use(session, file);
}

}  // namespace

std::string take_dataset_file(Session& session, std::string_view name, Result<Bytes> content) {
  const std::string quoted = in_quotes(name);
  if (!content) {
    add_note(session, fill(texts::kGivenFailed, {quoted, content.error()}));
    return "";
  }
  const auto files = published_files(session.datasets);
  const auto has_size = [&](const DatasetFile& one) { return one.published->bytes == content->size(); };
  const std::string sum = std::ranges::any_of(files, has_size) ? sha256_hex(*content) : "";
  const auto file =
      std::ranges::find_if(files, [&](const DatasetFile& one) { return one.published->sha256 == sum; });
  if (file == files.end()) {
    add_note(session, stranger_in_words(session.datasets, quoted, *content, sum));
    return "";
  }
  if (file->entry->half(file->split).images) {
    add_note(session, fill(texts::kGivenAlready, {quoted, file->content, file->entry->title}));
  } else {
    receive_whole(session.datasets, file->path, *std::move(content));
    tell(session, *file);
  }
  return file->path;
}

}  // namespace bottleneck
