#include "lab/models/neighbouring_classes.h"

#include <algorithm>
#include <functional>
#include <limits>
#include <numeric>
#include <span>
#include <vector>

namespace bottleneck {
namespace {

float squared_distance(std::span<const float> a, std::span<const float> b) {
  return std::transform_reduce(a.begin(), a.end(), b.begin(), 0.0F, std::plus{},
                               [](float x, float y) { return (x - y) * (x - y); });
}

}  // namespace

std::pair<int, int> neighbouring_images(const CodeLibrary& codes) {
  const auto units = static_cast<std::size_t>(codes.references.width);
  const std::size_t classes = *std::ranges::max_element(codes.labels) + std::size_t{1};
  std::vector<float> means(classes * units);
  std::vector<float> counts(classes);
  const auto mean_of = [&](std::size_t label) { return std::span(means).subspan(label * units, units); };
  for (std::size_t i = 0; i < codes.labels.size(); ++i) {
    ++counts[codes.labels[i]];
    const auto code = codes.code(i);
    for (std::size_t unit = 0; unit < units; ++unit) mean_of(codes.labels[i])[unit] += code[unit];
  }
  for (std::size_t label = 0; label < classes; ++label) {
    for (float& value : mean_of(label)) value /= std::max(counts[label], 1.0F);
  }
  std::pair<std::size_t, std::size_t> pair{codes.labels.front(), codes.labels.front()};
  float least = std::numeric_limits<float>::infinity();
  for (std::size_t a = 0; a < classes; ++a) {
    for (std::size_t b = a + 1; b < classes; ++b) {
      const float between = squared_distance(mean_of(a), mean_of(b));
      if (counts[a] == 0 || counts[b] == 0 || between >= least) continue;
      least = between;
      pair = {a, b};
    }
  }
  const auto middle_image = [&](std::size_t label) {
    int middle = -1;
    float nearest = std::numeric_limits<float>::infinity();
    for (std::size_t i = 0; i < codes.labels.size(); ++i) {
      if (codes.labels[i] != label) continue;
      const float away = squared_distance(codes.code(i), mean_of(label));
      if (middle >= 0 && away >= nearest) continue;
      nearest = away;
      middle = static_cast<int>(i);
    }
    return middle;
  };
  return {middle_image(pair.first), middle_image(pair.second)};
}

}  // namespace bottleneck
