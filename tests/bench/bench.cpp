// Times what the page does between two frames and what its training consists of, on real images and on one
// thread:
//
//   bench DATA_FOLDER ROW      DATA_FOLDER: of MNIST, as tests/bench/data.mjs writes it; ROW: of
//   tests/bench/rows.mjs, or "peak"
//
// prints {"seconds": the median of several runs}, for "peak" {"flops": per second}. The same file runs
// natively and, in Chromium, as WebAssembly.
#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <iterator>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/autoencoder.h"
#include "core/knn.h"
#include "core/product.h"
#include "core/sigmoid.h"
#include "core/stroke.h"
#include "core/synthetic.h"
#include "peak.h"

namespace bottleneck {
namespace {

constexpr std::size_t kBatch = 256;
constexpr int kLatent = 16;

// The median of `runs` runs, each of `repeats`. The body is called by a pointer that nobody knows: were it
// inlined, an engine that makes fast code of a function between two calls of it would never have the
// occasion.
template <class Body>
double median_seconds(int runs, int repeats, const Body& body) {
  using Clock = std::chrono::steady_clock;
  using Call = void (*)(const Body&);
  volatile Call call = [](const Body& called) { called(); };
  std::vector<double> seconds;
  for (int run = 0; run < runs; ++run) {
    const auto start = Clock::now();
    for (int i = 0; i < repeats; ++i) call(body);
    seconds.push_back(std::chrono::duration<double>(Clock::now() - start).count() / repeats);
  }
  std::ranges::sort(seconds);
  return seconds[seconds.size() / 2];
}

template <class Number>
std::vector<Number> read_numbers(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  const std::vector<char> bytes{std::istreambuf_iterator<char>(file), {}};
  std::vector<Number> numbers(bytes.size() / sizeof(Number));
  if (!numbers.empty()) std::memcpy(numbers.data(), bytes.data(), numbers.size() * sizeof(Number));
  return numbers;
}

Autoencoder random_model(std::vector<int> hidden) {
  Autoencoder model = make_autoencoder({.hidden = std::move(hidden), .latent = kLatent});
  Rng rng(1);
  initialise_glorot(model, rng);
  return model;
}

// The products of one step of training: forwards, to the weights' gradients, and back to each layer's input
// but the first one's.
double time_products(const std::vector<int>& widths) {
  Rng rng(1);
  const auto random = [&](std::size_t count) {
    std::vector<float> numbers(count);
    for (float& number : numbers) number = rng.uniform(-1, 1);
    return numbers;
  };
  double seconds = 0;
  for (std::size_t i = 0; i + 1 < widths.size(); ++i) {
    const auto inputs = static_cast<std::size_t>(widths[i]);
    const auto outputs = static_cast<std::size_t>(widths[i + 1]);
    const std::vector<float> input = random(kBatch * inputs);
    const std::vector<float> weights = random(outputs * inputs);
    const std::vector<float> output_gradient = random(kBatch * outputs);
    std::vector<float> output(kBatch * outputs);
    std::vector<float> gradient(outputs * inputs);
    std::vector<float> input_gradient(kBatch * inputs);
    const MatrixView x = matrix(input.data(), kBatch, inputs);
    const MatrixView w = matrix(weights.data(), outputs, inputs);
    const MatrixView dz = matrix(output_gradient.data(), kBatch, outputs);
    // So many runs that most of them find the code that V8 makes anew of what is called often.
    seconds += median_seconds(61, 4, [&] {
      product(x, transposed(w), {}, output);
      product_by_leaves(transposed(dz), x, gradient);
      if (i > 0) product(dz, w, {}, input_gradient);
    });
  }
  return seconds;
}

double time_encoding(const std::string& folder) {
  const auto images = read_numbers<std::uint8_t>(folder + "/train-images.u8");
  const Autoencoder model = random_model({});
  return median_seconds(3, 1, [&] { encode_bytes(model, images); });
}

// From strokes to votes, as the page does it for every movement of the pen. How long a search takes depends
// on what lies near: it is for the codes and images of MNIST's test digits, whatever the strokes were.
double time_drawing(const std::string& folder, bool has_pixels) {
  const auto images = read_numbers<std::uint8_t>(folder + "/train-images.u8");
  const auto labels = read_numbers<std::uint8_t>(folder + "/train-labels.u8");
  const auto test_images = read_numbers<std::uint8_t>(folder + "/test-images.u8");
  const auto test_codes = read_numbers<float>(folder + "/test-codes-16.f32");
  const CodeReferences codes = prepare_codes(read_numbers<float>(folder + "/train-codes-16.f32"), kLatent);
  std::optional<PixelReferences> pixels;
  if (has_pixels) pixels = prepare_pixels(images);
  const Autoencoder model = random_model({});

  Rng rng(1);
  std::vector<Strokes> drawings;
  for (int i = 0; i < 50; ++i) drawings.push_back(draw_synthetic(i % 10, rng).strokes);
  std::vector<float> unit(kPixels);
  std::vector<float> logits(kPixels);
  std::vector<float> code(kLatent);
  std::array<int, 10> votes{};
  std::size_t next = 0;
  return median_seconds(201, 1, [&] {
    const std::size_t i = next++;
    to_unit(render_normalised(drawings[i % drawings.size()]), unit);
    encode(model, unit, code);
    decode_logits(model, code, logits);
    reconstruction_errors(logits, unit);
    sigmoid(logits);
    count_votes(nearest(codes, std::span(test_codes).subspan(i * kLatent, kLatent), kNeighbours), labels,
                votes);
    if (pixels)
      count_votes(nearest(*pixels, std::span(test_images).subspan(i * kPixels, kPixels), kNeighbours), labels,
                  votes);
  });
}

std::optional<double> time_row(std::string_view row, const std::string& folder) {
  if (row == "products-16") return time_products({784, 16, 784});
  if (row == "products-64") return time_products({784, 64, 784});
  if (row == "products-300-16") return time_products({784, 300, 16, 300, 784});
  if (row == "encode") return time_encoding(folder);
  if (row == "drawing-codes") return time_drawing(folder, false);
  if (row == "drawing-all") return time_drawing(folder, true);
  return std::nullopt;
}

int run(const std::string& folder, std::string_view row) {
  if (row == "peak") {
    std::printf("{\"flops\": %.9g}\n", peak_flops());
    return 0;
  }
  const std::optional<double> seconds = time_row(row, folder);
  if (seconds) std::printf("{\"seconds\": %.9g}\n", *seconds);
  return seconds ? 0 : 1;
}

}  // namespace
}  // namespace bottleneck

int main(int count, char** words) {
  return count == 3 ? bottleneck::run(words[1], words[2]) : 2;
}
