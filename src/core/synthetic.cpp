#include "core/synthetic.h"

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <span>
#include <utility>
#include <vector>

#include "core/synthetic_paths.h"

namespace bottleneck {
namespace {

constexpr int kPointsPerKey = 8;   // points from one key to the next; about one per pixel of the image
constexpr float kTremor = 0.025F;  // standard deviation of a key's place, in heights of the digit

// Bell-shaped, mean 0, standard deviation 1, within ±3. Rng::normal's logarithm may differ between maths
// libraries.
float bell(Rng& rng) {
  float sum = 0;
  for (int i = 0; i < 3; ++i) sum += rng.uniform(-1, 1);  // each of variance 1/3
  return sum;
}

// What makes one writing of a digit another's: a map of the plane, and how the pen presses.
struct Hand {
  float aspect;    // width over what is usual
  float slant;     // to the right at the top, in widths per height
  float turn;      // half the tangent of an angle
  float bow;       // bends the upright
  float squeeze;   // makes the upper half wider than the lower
  float lean;      // tilts the lines of writing
  float pressure;  // the pen's width changes by this share from the beginning of a stroke to its end
};

Hand random_hand(Rng& rng) {
  Hand hand{};
  hand.aspect = std::clamp(1.06F + 0.18F * bell(rng), 0.65F, 1.6F);
  hand.slant = 0.15F + 0.24F * bell(rng);
  hand.turn = 0.04F * bell(rng);
  hand.bow = 0.06F * bell(rng);
  hand.squeeze = 0.1F * bell(rng);
  hand.lean = 0.05F * bell(rng);
  hand.pressure = 0.12F * bell(rng);
  return hand;
}

Key written(const Key& key, const Hand& hand) {
  const float up = 0.5F - key.y;  // −½ at the foot, ½ at the head
  const float across = (key.x - 0.35F) * hand.aspect * (1 + hand.squeeze * up * 2);
  const float x = across + hand.slant * up + hand.bow * (up * up * 4 - 1);
  const float y = key.y - 0.5F - hand.lean * across;
  // A rotation without sine and cosine: (1 − t²)/(1 + t²) and 2t/(1 + t²) are those of twice the angle whose
  // tangent is t.
  const float t = hand.turn;
  const float cosine = (1 - t * t) / (1 + t * t);
  const float sine = 2 * t / (1 + t * t);
  return {0.5F + cosine * x - sine * y, 0.5F + sine * x + cosine * y, key.corner};
}

// Cubic through b and c that leaves and arrives in the direction of their neighbours (E. Catmull, R. Rom, "A
// class of local interpolating splines", 1974), t from 0 to 1.
float spline(float a, float b, float c, float d, float t) {
  const float linear = (c - a) * 0.5F;
  const float square = a - 2.5F * b + 2 * c - 0.5F * d;
  const float cube = 1.5F * (b - c) + 0.5F * (d - a);
  return b + t * (linear + t * (square + t * cube));
}

// The smooth path through the keys, broken at corners.
Stroke through(const KeyStroke& keys, float pressure) {
  Stroke stroke;
  const int last = static_cast<int>(keys.size()) - 1;
  const auto key = [&](int i) { return keys[static_cast<std::size_t>(i)]; };
  for (int i = 0; i < last; ++i) {
    const Key b = key(i);
    const Key c = key(i + 1);
    // At an end or a corner there is no direction to keep: go on as if mirrored.
    const Key a = i == 0 || b.corner ? Key{2 * b.x - c.x, 2 * b.y - c.y} : key(i - 1);
    const Key d = i + 1 == last || c.corner ? Key{2 * c.x - b.x, 2 * c.y - b.y} : key(i + 2);
    for (int step = 0; step <= kPointsPerKey; ++step) {
      if (step == 0 && i > 0) continue;  // the piece before has ended there
      const float t = static_cast<float>(step) / kPointsPerKey;
      const float way = (static_cast<float>(i) + t) / static_cast<float>(last);
      stroke.push_back(
          {spline(a.x, b.x, c.x, d.x, t), spline(a.y, b.y, c.y, d.y, t), 1 + pressure * (way - 0.5F) * 2});
    }
  }
  return stroke;
}

}  // namespace

SyntheticDigit draw_synthetic(int digit, Rng& rng) {
  assert(digit >= 0 && digit <= 9);
  std::vector<KeyStroke> writing = digit_keys(digit, rng);
  const Hand hand = random_hand(rng);
  SyntheticDigit drawing;
  for (KeyStroke& keys : writing) {
    for (Key& key : keys) {
      key.x += kTremor * bell(rng);
      key.y += kTremor * bell(rng);
      key = written(key, hand);
    }
    drawing.strokes.push_back(through(keys, hand.pressure));
  }
  drawing.pen = kSyntheticPen * std::clamp(1 + 0.2F * bell(rng), 0.55F, 1.6F);
  return drawing;
}

SyntheticMaker::SyntheticMaker(int count, std::uint64_t seed) : rng_(seed) {
  assert(count >= 0);
  dataset_.images.resize(static_cast<std::size_t>(count) * kPixels);
  dataset_.labels.reserve(static_cast<std::size_t>(count));
  for (int i = 0; i < count; ++i) dataset_.labels.push_back(static_cast<std::uint8_t>(i % kClasses));
  rng_.shuffle(std::span(dataset_.labels));
}

void SyntheticMaker::step() {
  assert(!is_finished());
  const auto index = static_cast<std::size_t>(done_++);
  const SyntheticDigit drawing = draw_synthetic(dataset_.labels[index], rng_);
  const Image image = render_normalised(drawing.strokes, drawing.pen);
  std::ranges::copy(image, dataset_.images.begin() + static_cast<std::ptrdiff_t>(index * kPixels));
}

Dataset synthetic_dataset(int count, std::uint64_t seed) {
  SyntheticMaker maker(count, seed);
  while (!maker.is_finished()) maker.step();
  return std::move(maker).take();
}

}  // namespace bottleneck
