// Times the work that a reader waits for, on synthetic digits, on one thread: one JSON object with the median
// seconds of each. The same file runs natively and as WebAssembly in Node; tools/bench puts both beside
// PyTorch and scikit-learn.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <string>
#include <vector>

#include "core/knn.h"
#include "core/sigmoid.h"
#include "core/synthetic.h"
#include "core/trainer.h"

namespace bottleneck {
namespace {

constexpr int kImages = 60'000;  // as MNIST has
constexpr int kQueries = 200;
bool is_first = true;

// Runs `body` `runs` times and prints the median of its seconds, divided by `per`.
template <class Body>
void measure(const char* name, int runs, double per, const Body& body) {
  using Clock = std::chrono::steady_clock;
  std::vector<double> seconds;
  for (int i = 0; i < runs; ++i) {
    const auto start = Clock::now();
    body();
    seconds.push_back(std::chrono::duration<double>(Clock::now() - start).count() / per);
  }
  std::sort(seconds.begin(), seconds.end());
  std::printf("%s\"%s\": %.9g", is_first ? "" : ", ", name, seconds[seconds.size() / 2]);
  std::fflush(stdout);
  is_first = false;
}

void measure_epoch(const char* name, const Dataset& data, int latent, std::vector<int> hidden, int runs) {
  Trainer trainer({.architecture = {.hidden = std::move(hidden), .latent = latent}, .epochs = 1000},
                  data.images, {});
  measure(name, runs, 1, [&] {
    const int epoch = trainer.progress().epoch;
    while (trainer.progress().epoch == epoch) trainer.step();
  });
}

// Strokes -> image -> code -> reconstruction, its error, and the votes of the nearest codes; and, where
// `pixels` are given, of the nearest images.
void classify(const Strokes& strokes, const Autoencoder& model, const Dataset& data,
              const CodeReferences& codes, const PixelReferences* pixels) {
  const Image image = render_normalised(strokes);
  std::vector<float> unit(kPixels);
  std::vector<float> code(static_cast<std::size_t>(model.architecture.latent));
  std::vector<float> logits(kPixels);
  std::vector<int> votes(10);
  to_unit(image, unit);
  encode(model, unit, code);
  decode_logits(model, code, logits);
  reconstruction_errors(logits, unit);
  sigmoid(logits);
  count_votes(nearest(codes, code, kNeighbours), data.labels, votes);
  if (pixels) count_votes(nearest(*pixels, image, kNeighbours), data.labels, votes);
}

void run() {
  std::printf("{");
  Dataset data;
  measure("synthetic digits, 60,000", 1, 1, [&] { data = synthetic_dataset(kImages, 1); });
  measure_epoch("epoch 784-16-784", data, 16, {}, 5);
  measure_epoch("epoch 784-64-784", data, 64, {}, 3);
  measure_epoch("epoch 784-300-16-300-784", data, 16, {300}, 1);

  Autoencoder model = make_autoencoder({.hidden = {}, .latent = 16});
  Rng rng(1);
  initialise_glorot(model, rng);
  const std::vector<float> codes = encode_bytes(model, data.images);
  const CodeReferences code_references = prepare_codes(codes, 16);
  const std::span<const float> code_queries = std::span(codes).first(kQueries * 16);
  measure("neighbours on 16 numbers, per query", 5, kQueries,
          [&] { nearest(code_references, code_queries, kNeighbours); });
  const PixelReferences pixel_references = prepare_pixels(data.images);
  const auto pixel_queries = std::span(data.images).first(kQueries * kPixels);
  measure("neighbours on 784 pixels, per query", 3, kQueries,
          [&] { nearest(pixel_references, pixel_queries, kNeighbours); });
  measure("neighbours on 784 pixels, one query alone", 5, 1,
          [&] { nearest(pixel_references, pixel_queries.first(kPixels), kNeighbours); });

  const Strokes drawing = draw_synthetic(3, rng).strokes;
  measure("one drawing through everything", 25, 1,
          [&] { classify(drawing, model, data, code_references, &pixel_references); });
  measure("one drawing through everything but pixels", 25, 1,
          [&] { classify(drawing, model, data, code_references, nullptr); });

  std::vector<float> logits(256 * kPixels);
  std::vector<float> targets(logits.size(), 0.5F);
  std::vector<float> gradient(logits.size());
  for (float& z : logits) z = rng.uniform(-8, 8);
  const auto pixels = static_cast<double>(logits.size());
  measure("cross-entropy and gradient, per pixel", 9, pixels,
          [&] { bce_with_gradient(logits, targets, 1, gradient); });
  measure("the same, plain", 5, pixels, [&] { plain::bce_with_gradient(logits, targets, 1, gradient); });
  measure("pen strokes to an image", 9, 100, [&] {
    for (int i = 0; i < 100; ++i) render_normalised(draw_synthetic(i % 10, rng).strokes);
  });
  std::printf("}\n");
}

}  // namespace
}  // namespace bottleneck

int main() {
  bottleneck::run();
}
