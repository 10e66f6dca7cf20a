#include "lab/models/model_title.h"

#include <vector>

#include "texts/training.h"

namespace bottleneck {

std::string widths_in_words(const Architecture& architecture) {
  const std::vector<int> widths = layer_widths(architecture);
  const std::size_t code = widths.size() / 2;
  std::string words = std::to_string(widths.front());
  for (std::size_t i = 1; i <= code; ++i) words += "→" + std::to_string(widths[i]);
  return words;
}

std::string model_title(const std::string& dataset_title, const TrainingSettings& settings) {
  const std::string title = dataset_title + " · " + widths_in_words(settings.architecture);
  return settings.loss == Loss::mse ? title + ", " + texts::kMse : title;
}

}  // namespace bottleneck
