// What the neurons next to the pixels look for, or draw, in numbers.
#include <algorithm>
#include <string>

#include "lab/base/figures.h"
#include "lab/data/browsing.h"
#include "lab/session/queries.h"
#include "lab/shown/missing.h"
#include "lab/shown/numbers.h"
#include "lab/shown/offer.h"
#include "lab/shown/weights_words.h"
#include "texts/weights.h"

namespace bottleneck {
namespace {

constexpr std::size_t kNeuronsListed = 20;  // in words; the CSV has them all
constexpr int kNeuronFileDigits = 6;

std::vector<std::string> column_names(const Neurons& neurons) {
  std::vector<std::string> names{texts::kColumnNeuron, texts::kColumnNorm, texts::kColumnSmallest,
                                 texts::kColumnLargest, texts::kColumnBias};
  if (neurons.is_measured()) {
    names.emplace_back(texts::kColumnShare);
    names.emplace_back(texts::kColumnActivation);
  }
  return names;
}

std::vector<std::string> row_of_neuron(const Neurons& neurons, int neuron, int digits) {
  const WeightNumbers& numbers = neurons.numbers[static_cast<std::size_t>(neuron)];
  std::vector<std::string> row{std::to_string(neuron + 1)};
  for (const float value : {numbers.norm, numbers.low, numbers.high, numbers.bias})
    row.push_back(fixed(value, digits));
  if (neurons.is_measured()) {
    row.push_back(fixed(neurons.fired(neuron), digits));
    row.push_back(fixed(neurons.activation(neuron), digits));
  }
  return row;
}

void tell_neurons(OfferGroup& group, const Session& session) {
  const Neurons& neurons = session.neurons;
  std::vector<int> order = ordered(neurons, session.choices.weights.order);
  order.resize(std::min(order.size(), kNeuronsListed));
  Finding table{.label = neurons_in_words(neurons), .value = dead_in_words(neurons)};
  if (order.size() < neurons.numbers.size())
    table.value += (table.value.empty() ? "" : "; ") +
                   fill(texts::kMostOf, {grouped(static_cast<int>(order.size())), grouped(neurons.size())});
  table.table.push_back(column_names(neurons));
  for (const int neuron : order) table.table.push_back(row_of_neuron(neurons, neuron, kWeightDigits));
  group.findings.push_back(std::move(table));
}

void tell_shown(OfferGroup& group, const Session& session, int neuron) {
  const Neurons& neurons = session.neurons;
  std::string facts;
  for (const NeuronFact& fact : neuron_facts(neurons, neuron))
    facts += (facts.empty() ? "" : "; ") + fact.what + ' ' + fact.value;
  group.tell(neuron_title(neurons, neuron), facts);
  if (!neurons.is_measured()) return;
  const auto& most = neurons.use[static_cast<std::size_t>(neuron)].most;
  if (most.empty()) return group.tell(texts::kMostExciting, texts::kNothingExciting);
  const DatasetEntry& dataset = *dataset_of(session, chosen_entry(session));
  Finding table{.label = texts::kMostExciting,
                .table = {{texts::kColumnImage, texts::kColumnLabel, texts::kColumnStrength}}};
  for (const Excitement& one : most)
    table.table.push_back({grouped(one.image),
                           label_name(dataset, neurons.test->labels[static_cast<std::size_t>(one.image)]),
                           fixed(one.activation, kWeightDigits)});
  group.findings.push_back(std::move(table));
}

}  // namespace

OfferGroup weights_offers(const Session& session) {
  OfferGroup group{.id = "weights", .title = texts::kMirrorWeights};
  add_settings(group, session);
  const Neurons& neurons = session.neurons;
  add_chosen_data(group, session, {Split::test});
  if (neurons.size() == 0) {
    if (const auto missing = missing_model(session)) group.tell(texts::kMirrorWeights, missing->text);
    return group;
  }
  const int shown = shown_neuron(session);
  const Setting& picked = setting_of("neuron");
  group.add(make_number(
                picked.control.id, picked.control.label, shown + 1,
                {.low = 1, .high = static_cast<double>(neurons.size()), .step = 1},
                [word = picked.word](double number) { return Set{.word = word, .value = fixed(number, 0)}; })
                .with_short_labels_of(picked)
                .with_hint(texts::kMirrorNeuronHint));
  if (session.choices.weights.picked > 0)
    group.add(make_button("weights:close", texts::kMirrorCloseNeuron, Set{.word = picked.word, .value = ""})
                  .with_short_label(texts::kCloseNeuron));
  tell_neurons(group, session);
  tell_shown(group, session, shown);
  if (!neurons.test) group.tell(texts::kFires, texts::kNeedsImages);
  return group;
}

Numbers numbers_of_weights(const Session& session) {
  const Neurons& neurons = session.neurons;
  const bool is_first = neurons.layer == PixelLayer::first;
  Numbers numbers{
      .stem = "bottleneck-weights-" + session.choices.model + (is_first ? "-encoder" : "-decoder"),
      .rows = {column_names(neurons)}};
  for (int pixel = 0; pixel < kPixels; ++pixel) numbers.rows.front().push_back("w" + std::to_string(pixel));
  for (const int neuron : ordered(neurons, session.choices.weights.order)) {
    numbers.rows.push_back(row_of_neuron(neurons, neuron, kNeuronFileDigits));
    for (const float weight : pixel_weights(*neurons.model, neurons.layer, neuron))
      numbers.rows.back().push_back(short_number(weight));
  }
  return numbers;
}

}  // namespace bottleneck
