// The files that make the datasets: what they are called on the page's site, what they hold, and where they
// can be had.
#pragma once

#include <string>
#include <vector>

#include "lab/data/datasets.h"
#include "lab/data/mirrors.h"

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

// Where a file of a half is to be asked for, one place after the other: the site if it has the half, then the
// mirrors.
std::vector<Place> places_for(const DatasetEntry& entry, const DatasetHalf& half, const PublishedFile& file);

// Whether it is known where a half is to come from: the site has it, or its list has come or failed.
bool is_place_known(const Datasets& datasets, const DatasetHalf& half);
// Where that is, for the reader: "this page's site", "cdn.jsdelivr.net". While the half is on its way, from
// where its images come.
std::string place_of(const Datasets& datasets, const DatasetEntry& entry, Split split);

}  // namespace bottleneck
