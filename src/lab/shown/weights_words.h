// The neurons of a model in words, for the canvas and for the HTML beside it.
#pragma once

#include <string>
#include <vector>

#include "lab/session/session.h"

namespace bottleneck {

// "300 neurons of the first layer", "16 units before the last layer"; and "300 neurons".
std::string neurons_in_words(const Neurons& neurons);
std::string neurons_in_short(const Neurons& neurons);

// "Neuron 12 of 300". neuron: from 0.
std::string neuron_title(const Neurons& neurons, int neuron);

// What the colours mean.
const char* weights_legend(PixelLayer layer);

// What is known of one: its weights in numbers and, where that is measured, how it fires.
struct NeuronFact {
  std::string what;
  std::string what_short;  // where there is no room for `what`
  std::string value;
};
std::vector<NeuronFact> neuron_facts(const Neurons& neurons, int neuron);

// "60 dead"; nothing while that is not measured, and of neurons that cannot die.
std::string dead_in_words(const Neurons& neurons);

// With so many digits after the point where neurons and their activations are told.
inline constexpr int kWeightDigits = 3;

}  // namespace bottleneck
