#include "lab/data/browsing.h"

#include <algorithm>

#include "lab/base/figures.h"
#include "texts/data.h"

namespace bottleneck {

std::vector<int> images_of_class(const Dataset& dataset, int label) {
  std::vector<int> images;
  for (int i = 0; i < dataset.size(); ++i) {
    if (label < 0 || dataset.labels[static_cast<std::size_t>(i)] == label) images.push_back(i);
  }
  return images;
}

std::string label_name(const DatasetEntry& dataset, int label) {
  const auto index = static_cast<std::size_t>(label);
  return label >= 0 && index < dataset.class_names.size() ? dataset.class_names[index]
                                                          : std::to_string(label);
}

std::vector<int> class_counts(const Dataset& dataset, std::size_t classes) {
  std::vector<int> counts(classes);
  for (const std::uint8_t label : dataset.labels) {
    if (label < classes) ++counts[label];
  }
  return counts;
}

std::string image_in_words(const DatasetEntry& dataset, Split split, int index) {
  const auto& images = dataset.half(split).images;
  const int label = images->labels[static_cast<std::size_t>(index)];
  return fill(split == Split::train ? texts::kTrainingImageInWords : texts::kTestImageInWords,
              {dataset.title, grouped(index), label_name(dataset, label)});
}

bool has_lasting_images(const DatasetEntry& dataset) {
  return dataset.origin == Origin::published || dataset.origin == Origin::synthetic;
}

int place_of_image(const std::vector<int>& images, int index) {
  return static_cast<int>(std::ranges::lower_bound(images, index) - images.begin());
}

}  // namespace bottleneck
