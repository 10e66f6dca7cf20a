// What MNIST and Fashion-MNIST are, byte for byte: the sizes and sums that a file must have to be the one
// that was published.
//
// MNIST: Y. LeCun, C. Cortes, C. Burges. Fashion-MNIST: H. Xiao, K. Rasul, R. Vollgraf, Zalando Research.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace bottleneck {

// An IDX file, not compressed. It is distributed as NAME.gz, which others may have compressed in another way:
// of that only the size is known, and only as it was first published.
struct PublishedFile {
  std::string name;
  std::size_t bytes = 0;
  std::string sha256;             // 64 lower-case hexadecimal digits
  std::int64_t packed_bytes = 0;  // of NAME.gz; to tell the reader, not to verify
};

struct PublishedDataset {
  std::string name;                      // "mnist", "fashion-mnist"; also its folder's name
  std::string title;                     // for the reader
  std::vector<std::string> class_names;  // what the labels mean, from 0 on
  PublishedFile train_images;            // 60,000
  PublishedFile train_labels;
  PublishedFile test_images;  // 10,000
  PublishedFile test_labels;
};

// "0" to "9": the classes of everything that is a digit.
const std::vector<std::string>& digit_names();

// The two of them, MNIST first.
const std::vector<PublishedDataset>& published_datasets();

// The one of that name, or null.
const PublishedDataset* find_published(std::string_view name);

}  // namespace bottleneck
