// The datasets that the page knows, and how far each has been loaded. No file is opened here: the session
// says what is wanted, the platform brings bytes piece by piece, and every piece is hashed as it comes.
//
//   data/index.json ──► which datasets this site has;  NAME/t10k-*.gz ──► test images;  NAME/train-*.gz ──►
//   training images
//
// What the site does not have, or has damaged, comes from a public mirror (lab/data/dataset_files.h) or from
// files that the reader gives by hand (lab/session/given_files.h).
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/dataset.h"
#include "core/result.h"
#include "core/synthetic.h"
#include "formats/bytes.h"
#include "formats/sha256.h"
#include "lab/base/download.h"
#include "lab/data/published.h"
#include "lab/data/synthetic_plan.h"

namespace bottleneck {

// The halves of a dataset.
enum class Split : std::uint8_t { train, test };

constexpr Split other_split(Split split) {
  return split == Split::train ? Split::test : Split::train;
}

// One half of a dataset: a file of images and one of labels; of datasets that are not published the images
// alone.
struct DatasetHalf {
  PublishedFile images_published{};  // what the file must be, unpacked
  PublishedFile labels_published{};
  Download images_file{};
  Download labels_file{};
  int to_be_made = 0;         // images of a half that is still to be made; 0: not known
  bool keeps_images = false;  // the browser has a copy of the file from an earlier visit
  bool keeps_labels = false;
  std::int64_t packed_bytes = 0;  // of both files, as the site says; 0: the site does not have them
  std::shared_ptr<const Dataset>
      images{};  // null until both files are there and found to be the published ones, or until it is made

  // How many images it has, or will have once it is loaded or made; 0 while that is not known.
  int count() const;
  bool is_on_site() const { return packed_bytes > 0; }
  bool is_busy() const { return images_file.is_busy() || labels_file.is_busy(); }
  bool is_kept() const { return keeps_images && keeps_labels; }
  // How many bytes are still to come over the network: as the site says, else as they were published. None of
  // what is kept.
  std::int64_t bytes_to_load() const;
  // Of the files on their way: how many have come, of how many.
  std::int64_t bytes_loaded() const { return images_file.bytes + labels_file.bytes; }
  std::int64_t bytes_total() const;
  // What went wrong, for the reader, or empty.
  const std::string& error() const {
    return images_file.error.empty() ? labels_file.error : images_file.error;
  }
};

// What the datasets that are not published are called: one of each origin.
inline constexpr const char* kSyntheticDataset = "synthetic";
inline constexpr const char* kPicturesDataset = "pictures";
inline constexpr const char* kDrawingsDataset = "drawings";

// Where a dataset comes from.
enum class Origin : std::uint8_t {
  published,  // files that the site, mirrors and others have
  synthetic,  // drawn by a program (lab/data/synthetic_digits.h)
  pictures,   // files of the reader's (lab/session/picture_import.h)
  drawings,   // of the reader's, on the pad (lab/data/own_drawings.h)
};

struct DatasetEntry {
  std::string name;   // "mnist", "fashion-mnist": as a model card names it, and the folder in data/
  std::string title;  // for the reader
  std::vector<std::string> class_names;
  Origin origin = Origin::published;
  DatasetHalf train{};
  DatasetHalf test{};

  bool is_published() const { return origin == Origin::published; }
  DatasetHalf& half(Split split) { return split == Split::train ? train : test; }
  const DatasetHalf& half(Split split) const { return split == Split::train ? train : test; }
};

// A file that is arriving, already unpacked; or that has arrived and waits for the other one of its half.
struct Incoming {
  std::string path;
  Bytes bytes;
  Sha256 hash{};
  std::size_t place = 0;  // from which it comes, in the order in which places are asked
  bool is_fresh = false;  // asked for a second time there, past any kept copy
  struct Failure {
    std::string place;  // for the reader
    std::string why;
  };
  std::vector<Failure> failures{};  // of the places before
};

// Synthetic digits on their way (lab/data/synthetic_digits.h).
struct SyntheticMaking {
  bool is_wanted = false;
  SyntheticPlan plan{};                   // of which they are, or will be
  std::optional<SyntheticMaker> maker{};  // of the half under way
  Split split = Split::test;              // which half that is
  std::string error{};                    // for the reader
};

struct Datasets {
  // MNIST and Fashion-MNIST, nothing loaded, nothing known of the site; and one entry of each other origin,
  // without images.
  Datasets();

  Download index_file{};  // data/index.json
  std::vector<DatasetEntry> entries;
  SyntheticMaking synthetic{};
  std::vector<Incoming> incoming{};
  std::vector<std::string> spoilt{};   // paths whose kept copies must be removed; the platform takes them
  std::vector<std::string> stopped{};  // paths whose transfers must be stopped, likewise
};

// The dataset of that name, or null.
const DatasetEntry* find_dataset(const Datasets& datasets, std::string_view name);
DatasetEntry* find_dataset(Datasets& datasets, std::string_view name);

// Asks for the site's list of datasets, and for one half of one of them. Files that failed are asked for
// again only with `retry`. A half is not asked for before it is known whether the site has it. Of synthetic
// digits both halves are made at once.
void want_dataset_list(Datasets& datasets, bool retry = false);
void want_half(Datasets& datasets, std::string_view name, Split split, bool retry = false);

// Stops what is on its way of a half and forgets what has come of it; of synthetic digits, of both halves. It
// can be asked for again.
void stop_half(Datasets& datasets, std::string_view name, Split split);

// The browser keeps a copy of that file: it need not come over the network.
void receive_kept(Datasets& datasets, std::string_view path);

// What the platform is to fetch. path: what the file is called here and kept as, relative to the page; from:
// where it is, relative to the page or elsewhere; is_packed: a gzip file, or already what such a file holds:
// its content is wanted, and it may be kept for the next visit; is_fresh: neither a copy that was kept nor
// one in the browser's cache will do.
struct FileRequest {
  std::string path;
  std::string from;
  bool is_packed = false;
  bool is_fresh = false;
};

// All files that are wanted and not yet on their way; marks them as loading.
std::vector<FileRequest> take_wanted(Datasets& datasets);

// News of a file that take_wanted() gave out: a piece of its content (which may be empty) with the bytes that
// have come over the network so far, of how many in all (0: not known); and its end: Done, or why it failed.
//
// A file that is not the published one, or breaks off on the way, is asked for once more in the same place,
// then in the next one; one of which nothing comes, in the next place at once. After the last place it has
// failed. That is told with the piece that is too much, or at the end.
enum class Taken : std::uint8_t {
  no,      // the path is none of these files
  yes,     // more may come
  enough,  // no more is wanted: the transfer is to be given up, and its end not told
};
Taken receive_piece(Datasets& datasets, std::string_view path, ByteView piece, std::int64_t bytes,
                    std::int64_t total);
// Whether the path is one of these files.
bool receive_end(Datasets& datasets, std::string_view path, const Status& status);

// Puts the whole content of a published file in its place, as though it had been fetched; what is on its way
// of it is stopped. The content must have been verified.
void receive_whole(Datasets& datasets, std::string_view path, Bytes content);

}  // namespace bottleneck
