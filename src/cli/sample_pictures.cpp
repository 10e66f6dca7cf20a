#include "cli/sample_pictures.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "cli/png.h"
#include "core/rng.h"

namespace bottleneck {
namespace {

constexpr int kWidth = 64;
constexpr int kHeight = 48;
constexpr int kSamples = 3;  // per pixel and direction, against jagged edges

// Whether (x, y) lies in a shape of radius 1 about the origin.
using Shape = bool (*)(float x, float y);

bool is_in_circle(float x, float y) {
  return x * x + y * y <= 1;
}
bool is_in_cross(float x, float y) {
  const float a = std::fabs(x);
  const float b = std::fabs(y);
  return std::max(a, b) <= 1 && std::min(a, b) <= 0.3F;
}
bool is_in_square(float x, float y) {
  return std::max(std::fabs(x), std::fabs(y)) <= 0.9F;
}
bool is_in_triangle(float x, float y) {
  return y <= 0.8F && 2 * std::fabs(x) <= y + 1;
}

struct NamedShape {
  const char* name;
  Shape is_in;
};
constexpr std::array<NamedShape, 4> kShapes = {{{"circle", is_in_circle},
                                                {"cross", is_in_cross},
                                                {"square", is_in_square},
                                                {"triangle", is_in_triangle}}};

using Rgb = std::array<float, 3>;  // red, green, blue, 0 to 255

Rgb random_colour(Rng& rng, float low, float high) {
  return {rng.uniform(low, high), rng.uniform(low, high), rng.uniform(low, high)};
}

Raster draw(const Shape is_in, Rng& rng) {
  const Rgb paper = random_colour(rng, 0, 80);
  const Rgb ink = random_colour(rng, 150, 255);
  const float radius = rng.uniform(9, 18);
  const float centre_x = rng.uniform(radius, kWidth - radius);
  const float centre_y = rng.uniform(radius, kHeight - radius);
  const float turn = rng.uniform(-0.3F, 0.3F);  // a small rotation: its tangent

  Raster raster{.width = kWidth, .height = kHeight, .channels = 3, .pixels = {}};
  for (int y = 0; y < kHeight; ++y) {
    for (int x = 0; x < kWidth; ++x) {
      int hits = 0;
      for (int s = 0; s < kSamples * kSamples; ++s) {
        const float u =
            (static_cast<float>(x) + (static_cast<float>(s % kSamples) + 0.5F) / kSamples - centre_x) /
            radius;
        const float v =
            (static_cast<float>(y) + (static_cast<float>(s / kSamples) + 0.5F) / kSamples - centre_y) /
            radius;
        hits += is_in(u + turn * v, v - turn * u) ? 1 : 0;
      }
      const float share = static_cast<float>(hits) / (kSamples * kSamples);
      for (std::size_t c = 0; c < 3; ++c) {
        raster.pixels.push_back(static_cast<std::uint8_t>(paper[c] + share * (ink[c] - paper[c])));
      }
    }
  }
  return raster;
}

}  // namespace

Status write_sample_pictures(const std::filesystem::path& folder, int per_class, std::uint64_t seed) {
  Rng rng(seed);
  for (const NamedShape& shape : kShapes) {
    const auto subfolder = folder / shape.name;
    std::error_code failure;
    std::filesystem::create_directories(subfolder, failure);
    if (failure) return Error{subfolder.string() + ": " + failure.message()};
    for (int i = 0; i < per_class; ++i) {
      std::string number = std::to_string(i);
      number.insert(0, number.size() < 4 ? 4 - number.size() : 0, '0');
      auto written = write_png(subfolder / (number + ".png"), draw(shape.is_in, rng));
      if (!written) return written;
    }
  }
  return Done{};
}

}  // namespace bottleneck
