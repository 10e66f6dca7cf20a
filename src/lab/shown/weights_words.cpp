#include "lab/shown/weights_words.h"

#include "lab/base/figures.h"
#include "lab/shown/words.h"
#include "texts/weights.h"

namespace bottleneck {

std::string neurons_in_words(const Neurons& neurons) {
  return fill(neurons.layer == PixelLayer::first ? texts::kNeurons : texts::kUnits,
              {grouped(neurons.size())});
}

std::string neurons_in_short(const Neurons& neurons) {
  return fill(neurons.layer == PixelLayer::first ? texts::kNeuronsShort : texts::kUnitsShort,
              {grouped(neurons.size())});
}

std::string neuron_title(const Neurons& neurons, int neuron) {
  return fill(neurons.layer == PixelLayer::first ? texts::kNeuronOf : texts::kUnitOf,
              {grouped(neuron + 1), grouped(neurons.size())});
}

const char* weights_legend(PixelLayer layer) {
  return layer == PixelLayer::first ? texts::kEncoderLegend : texts::kDecoderLegend;
}

std::vector<NeuronFact> neuron_facts(const Neurons& neurons, int neuron) {
  const WeightNumbers& numbers = neurons.numbers[static_cast<std::size_t>(neuron)];
  const auto figure = [](double value) { return fixed(value, kWeightDigits); };
  std::vector<NeuronFact> facts{{texts::kNorm, texts::kNorm, figure(numbers.norm)},
                                {texts::kLargest, texts::kLargestShort, figure(numbers.high)},
                                {texts::kSmallest, texts::kSmallestShort, figure(numbers.low)},
                                {texts::kBias, texts::kBias, figure(numbers.bias)}};
  if (!neurons.is_measured()) return facts;
  facts.push_back({texts::kFires, texts::kFires, share_in_words(neurons.fired(neuron))});
  facts.push_back({texts::kActivation, texts::kActivationShort, figure(neurons.activation(neuron))});
  return facts;
}

std::string dead_in_words(const Neurons& neurons) {
  if (!neurons.is_measured() || !can_die(*neurons.model, neurons.layer)) return "";
  const int dead = neurons.dead();
  return dead == 0 ? texts::kNoneDead : fill(texts::kDeadCount, {grouped(dead)});
}

}  // namespace bottleneck
