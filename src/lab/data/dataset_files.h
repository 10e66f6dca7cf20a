// The files that make the datasets: what they are called on the page's site, what they hold, and where they
// can be had.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "formats/bytes.h"
#include "lab/data/datasets.h"

namespace bottleneck {

// Paths are relative to the page.
inline constexpr const char* kDatasetList = "data/index.json";
std::string path_in_site(const DatasetEntry& entry, const PublishedFile& file);

struct DatasetFile {
  std::string path;                // on the page's site; a copy is kept under it wherever it came from
  const PublishedFile* published;  // one of the entry's
  const char* content;             // for the reader: "test images"
  const DatasetEntry* entry;
  Split split;
};

// The four files of each dataset. The pointers go into `datasets`.
std::vector<DatasetFile> published_files(const Datasets& datasets);

struct Place {
  std::string title;  // for the reader: the host's name, with more where another place has the same host
  std::string url;    // of one file, gzipped or as it is
};

// The public places that have a file of a dataset, for sites that do not bring it along, in the order in
// which they are to be asked; none for a dataset that is not one of the published. All of them let pages of
// other sites read what they serve (CORS). file: the name of a PublishedFile.
std::vector<Place> mirrors_of(std::string_view dataset, std::string_view file);

// Where a file of a half is to be asked for, one place after the other: the site if it has the half, then the
// mirrors.
std::vector<Place> places_for(const DatasetEntry& entry, const DatasetHalf& half, const PublishedFile& file);

// Whether it is known where a half is to come from: the site has it, or its list has come or failed.
bool is_place_known(const Datasets& datasets, const DatasetHalf& half);
// Where that is, for the reader: "this page's site", "cdn.jsdelivr.net". While the half is on its way, from
// where its images come.
std::string place_of(const Datasets& datasets, const DatasetEntry& entry, Split split);

// The site's list of the datasets that it has, kDatasetList:
//   {"version": 1, "datasets": [{"name": "mnist", "train_bytes": …, "test_bytes": …}, …]}
// bytes: of the two gzipped files of a half; 0: the site does not have them.
// Notes in the entries what the site has. Nothing is noted of a list that has an error in it. Datasets that
// the page does not know are passed over.
Status read_dataset_list(Datasets& datasets, ByteView bytes);

}  // namespace bottleneck
