// Public places that have the published files, for sites that do not bring them along. All of them let pages
// of other sites read what they serve (CORS).
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace bottleneck {

struct Place {
  std::string title;  // for the reader: the host's name, with more where another place has the same host
  std::string url;    // of one file, gzipped or as it is
};

// Where a file of a dataset can be had, in the order in which they are to be asked; none for a dataset that
// is not one of the published. file: the name of a PublishedFile.
std::vector<Place> mirrors_of(std::string_view dataset, std::string_view file);

}  // namespace bottleneck
