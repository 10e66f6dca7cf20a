// The neurons next to the pixels of one model, in numbers: their weights, and how they fire on test images.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "core/dataset.h"
#include "core/neuron_use.h"
#include "core/pixel_weights.h"
#include "lab/base/clock.h"

namespace bottleneck {

// By number; by norm, the largest first; by use, the most often first; by death, the dead first, then the
// least used.
enum class NeuronOrder : std::uint8_t { number, norm, use, dead };

// What is bright: each neuron's own largest weight, or the largest of all.
enum class WeightScale : std::uint8_t { own, shared };

// How the reader looks at them.
struct WeightsView {
  PixelLayer layer = PixelLayer::first;
  NeuronOrder order = NeuronOrder::number;
  WeightScale scale = WeightScale::own;
  int picked = 0;  // the neuron shown large, counted from 1; 0: none

  bool operator==(const WeightsView&) const = default;
};

struct Neurons {
  std::shared_ptr<const Autoencoder> model{};  // null: there are none
  PixelLayer layer = PixelLayer::first;
  std::shared_ptr<const Dataset> test{};  // on which their use is measured; null while it is not there
  std::vector<WeightNumbers> numbers{};   // one per neuron
  float largest = 1;                      // weight of all, by magnitude
  std::vector<NeuronUse> use{};           // of the first `measured` test images, one per neuron
  int measured = 0;

  int size() const { return static_cast<int>(numbers.size()); }
  bool is_measured() const { return test && measured == test->size(); }
  // These need is_measured().
  bool is_dead(int neuron) const;
  int dead() const;                     // how many there are
  double fired(int neuron) const;       // the share of the images on which it fires, in [0, 1]
  double activation(int neuron) const;  // the mean over all images
};

// Of that model, null for none. Another test set, or another layer, is begun anew.
void look_at(Neurons& neurons, std::shared_ptr<const Autoencoder> model, PixelLayer layer,
             std::shared_ptr<const Dataset> test);
// Goes on measuring for a part of a frame. Whether there was anything to do.
bool go_on_measuring(Neurons& neurons, Clock clock);

// Their numbers in that order; what needs their use is by number while that is not measured.
std::vector<int> ordered(const Neurons& neurons, NeuronOrder order);

}  // namespace bottleneck
