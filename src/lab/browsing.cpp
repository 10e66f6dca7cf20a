#include "lab/browsing.h"

#include <algorithm>

#include "lab/figures.h"
#include "texts/data.h"

namespace bottleneck {

const DatasetEntry& browsed_dataset(const Session& session) {
  const std::string& name = session.choices.browsing.dataset;
  const DatasetEntry* chosen = name.empty() ? nullptr : find_dataset(session.datasets, name);
  if (!chosen) chosen = dataset_of(session, session.choices.plan);
  return chosen ? *chosen : session.datasets.entries.front();
}

const DatasetHalf& browsed_half(const Session& session) {
  return browsed_dataset(session).half(session.choices.browsing.split);
}

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

Browsing with_half(const Browsing& browsing, Split split) {
  return {.dataset = browsing.dataset, .split = split, .label = browsing.label};
}

Browsing with_class(const Browsing& browsing, int label) {
  return {.dataset = browsing.dataset, .split = browsing.split, .label = label};
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

void name_picture(const Session& session, const DatasetEntry& dataset, Split split, Sheet& sheet) {
  const bool is_models = split == Split::test && dataset_of(session, chosen_entry(session)) == &dataset;
  if (is_models && has_lasting_images(dataset)) return;
  sheet.picture->caption = image_in_words(dataset, split, sheet.picture->index);
  sheet.picture->index = -1;
}

Sheet sheet_of_image(const Session& session, int index) {
  const DatasetEntry& dataset = browsed_dataset(session);
  const Split split = session.choices.browsing.split;
  Sheet sheet = test_sample(*dataset.half(split).images, index).sheet;
  name_picture(session, dataset, split, sheet);
  return sheet;
}

int place_of_image(const std::vector<int>& images, int index) {
  return static_cast<int>(std::ranges::lower_bound(images, index) - images.begin());
}

}  // namespace bottleneck
