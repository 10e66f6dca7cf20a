#include "lab/data/published.h"

#include <algorithm>
#include <utility>

#include "core/shapes.h"
#include "texts/panels.h"

namespace bottleneck {
namespace {

// What the four files differ in from one dataset to the other.
struct Own {
  const char* sha256;
  std::int64_t packed_bytes;
};
struct Files {
  Own train_images;
  Own train_labels;
  Own test_images;
  Own test_labels;
};

PublishedDataset make(const char* name, const char* title, std::vector<std::string> class_names,
                      const Files& files) {
  return {.name = name,
          .title = title,
          .class_names = std::move(class_names),
          .train_images = {"train-images-idx3-ubyte", 47'040'016, files.train_images.sha256,
                           files.train_images.packed_bytes},
          .train_labels = {"train-labels-idx1-ubyte", 60'008, files.train_labels.sha256,
                           files.train_labels.packed_bytes},
          .test_images = {"t10k-images-idx3-ubyte", 7'840'016, files.test_images.sha256,
                          files.test_images.packed_bytes},
          .test_labels = {"t10k-labels-idx1-ubyte", 10'008, files.test_labels.sha256,
                          files.test_labels.packed_bytes}};
}

}  // namespace

const std::vector<std::string>& digit_names() {
  static const std::vector<std::string> names{"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"};
  return names;
}

const std::vector<PublishedDataset>& published_datasets() {
  static const std::vector<PublishedDataset> datasets = {
      make("mnist", texts::kMnist, digit_names(),
           {.train_images = {"ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db", 9'912'422},
            .train_labels = {"65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5", 28'881},
            .test_images = {"0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7", 1'648'877},
            .test_labels = {"ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2", 4'542}}),
      make("fashion-mnist", texts::kFashionMnist,
           {"T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag",
            "Ankle boot"},
           {.train_images = {"c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888", 26'421'880},
            .train_labels = {"bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9", 29'515},
            .test_images = {"5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b", 4'422'102},
            .test_labels = {"0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34", 5'148}})};
  return datasets;
}

const PublishedDataset* find_published(std::string_view name) {
  const auto& datasets = published_datasets();
  const auto found = std::ranges::find(datasets, name, &PublishedDataset::name);
  return found == datasets.end() ? nullptr : &*found;
}

}  // namespace bottleneck
