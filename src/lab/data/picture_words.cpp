#include "lab/data/picture_words.h"

#include <algorithm>

#include "lab/base/figures.h"
#include "lab/data/browsing.h"
#include "texts/pictures.h"

namespace bottleneck {
namespace {

std::string count(std::size_t number) {
  return grouped(static_cast<std::int64_t>(number));
}

}  // namespace

std::string picture_counts_in_words(const DatasetEntry& entry) {
  const std::string train = grouped(entry.train.images->size());
  const std::string test = grouped(entry.test.images->size());
  if (entry.class_names.size() == 1) return fill(texts::kPicturesCountsOneClass, {train, test});
  return fill(texts::kPicturesCounts, {train, test, count(entry.class_names.size())});
}

std::string picture_classes_in_words(const DatasetEntry& entry) {
  const auto train = class_counts(*entry.train.images, entry.class_names.size());
  const auto test = class_counts(*entry.test.images, entry.class_names.size());
  std::string words;
  for (std::size_t i = 0; i < entry.class_names.size(); ++i)
    words += (i == 0 ? "" : ", ") + entry.class_names[i] + " " + grouped(train[i] + test[i]);
  return words;
}

std::string background_in_words(const DatasetEntry& entry) {
  switch (entry.train.images->background) {
    case Background::inverted:
      return texts::kPicturesInverted;
    case Background::light:
      return texts::kPicturesLight;
    case Background::dark:
      break;
  }
  return "";
}

std::vector<std::string> left_out_in_words(const PictureReport& report, std::size_t most) {
  std::vector<std::string> lines;
  const std::size_t all = report.left_out.size();
  const std::size_t named = all <= most ? all : std::max<std::size_t>(most, 1) - 1;
  for (std::size_t i = 0; i < named; ++i)
    lines.push_back(fill(texts::kPicturesLeftOutOne, {report.left_out[i].path, report.left_out[i].why}));
  if (named < all) lines.push_back(fill(texts::kPicturesLeftOutMore, {count(all - named)}));
  return lines;
}

std::string too_many_in_words(const PictureReport& report) {
  if (report.too_many == 0) return "";
  return fill(texts::kPicturesTooMany, {count(report.given), count(report.given - report.too_many)});
}

}  // namespace bottleneck
