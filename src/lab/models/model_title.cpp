#include "lab/models/model_title.h"

#include <vector>

#include "texts/training.h"

namespace bottleneck {
namespace {

constexpr const char* kBetween = " · ";

// Where the widths begin; npos: it is no title of this kind.
std::size_t place_of_widths(const std::string& title) {
  const std::string start = kBetween + std::to_string(kPixels);
  const std::size_t place = title.find(start);
  return place == std::string::npos ? place : place + std::string(kBetween).size();
}

}  // namespace

std::string widths_in_words(const Architecture& architecture) {
  const std::vector<int> widths = layer_widths(architecture);
  const std::size_t code = widths.size() / 2;
  std::string words = std::to_string(widths.front());
  for (std::size_t i = 1; i <= code; ++i) words += "→" + std::to_string(widths[i]);
  return words;
}

std::string short_dataset_title(const std::string& title) {
  return title.substr(0, title.find('-'));
}

std::string model_title(const std::string& dataset_title, const TrainingSettings& settings) {
  const std::string title = dataset_title + kBetween + widths_in_words(settings.architecture);
  return settings.loss == Loss::mse ? title + ", " + texts::kMse : title;
}

std::string title_with_short_dataset(const std::string& title) {
  const std::size_t widths = place_of_widths(title);
  if (widths == std::string::npos) return title;
  const std::size_t between = std::string(kBetween).size();
  return short_dataset_title(title.substr(0, widths - between)) + title.substr(widths - between);
}

std::string title_without_dataset(const std::string& title) {
  const std::size_t widths = place_of_widths(title);
  return widths == std::string::npos ? title : title.substr(widths);
}

}  // namespace bottleneck
