#include "lab/models/neurons.h"

#include <algorithm>
#include <numeric>
#include <span>
#include <tuple>
#include <utility>

namespace bottleneck {
namespace {

constexpr double kMeasuringMs = 6;  // of a frame's 16
constexpr int kImagesAtOnce = 64;   // images from one look at the clock to the next

const NeuronUse& use_of(const Neurons& neurons, int neuron) {
  return neurons.use[static_cast<std::size_t>(neuron)];
}

double share_of(const Neurons& neurons, double sum) {
  return sum / std::max(neurons.measured, 1);
}

}  // namespace

bool Neurons::is_dead(int neuron) const {
  return can_die(*model, layer) && use_of(*this, neuron).fired == 0;
}

int Neurons::dead() const {
  int count = 0;
  for (int neuron = 0; neuron < size(); ++neuron) count += is_dead(neuron) ? 1 : 0;
  return count;
}

double Neurons::fired(int neuron) const {
  return share_of(*this, use_of(*this, neuron).fired);
}

double Neurons::activation(int neuron) const {
  return share_of(*this, use_of(*this, neuron).sum);
}

void look_at(Neurons& neurons, std::shared_ptr<const Autoencoder> model, PixelLayer layer,
             std::shared_ptr<const Dataset> test) {
  if (neurons.model != model || neurons.layer != layer) {
    neurons = {.model = std::move(model), .layer = layer};
    if (!neurons.model) return;
    const int count = pixel_neurons(*neurons.model, layer);
    float largest = 0;
    for (int neuron = 0; neuron < count; ++neuron) {
      neurons.numbers.push_back(weight_numbers(*neurons.model, layer, neuron));
      largest = std::max(largest, largest_weight(neurons.numbers.back()));
    }
    neurons.largest = largest;
  }
  if (neurons.test == test) return;
  neurons.test = std::move(test);
  neurons.measured = 0;
  neurons.use.assign(neurons.numbers.size(), {});
}

bool go_on_measuring(Neurons& neurons, Clock clock) {
  if (!neurons.model || !neurons.test || neurons.is_measured()) return false;
  const double end = clock() + kMeasuringMs;
  do {
    const int count = std::min(kImagesAtOnce, neurons.test->size() - neurons.measured);
    const auto images = std::span(neurons.test->images)
                            .subspan(static_cast<std::size_t>(neurons.measured) * kPixels,
                                     static_cast<std::size_t>(count) * kPixels);
    add_use(neurons.use, *neurons.model, neurons.layer, images, neurons.measured);
    neurons.measured += count;
  } while (!neurons.is_measured() && clock() < end);
  return true;
}

std::vector<int> ordered(const Neurons& neurons, NeuronOrder order) {
  std::vector<int> numbers(neurons.numbers.size());
  std::iota(numbers.begin(), numbers.end(), 0);
  // Of equal ones the first stands first.
  const auto norm = [&](int neuron) {
    return std::pair(-neurons.numbers[static_cast<std::size_t>(neuron)].norm, neuron);
  };
  const auto use = [&](int neuron) { return std::pair(-use_of(neurons, neuron).fired, neuron); };
  const auto death = [&](int neuron) {
    return std::tuple(!neurons.is_dead(neuron), use_of(neurons, neuron).fired, neuron);
  };
  if (order == NeuronOrder::norm) std::ranges::sort(numbers, {}, norm);
  if (!neurons.is_measured()) return numbers;
  if (order == NeuronOrder::use) std::ranges::sort(numbers, {}, use);
  if (order == NeuronOrder::dead) std::ranges::sort(numbers, {}, death);
  return numbers;
}

}  // namespace bottleneck
