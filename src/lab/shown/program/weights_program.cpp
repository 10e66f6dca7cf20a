// The weights next to the pixels, as images.
#include <string>

#include "lab/base/figures.h"
#include "lab/session/queries.h"
#include "lab/shown/program/station_programs.h"
#include "lab/shown/program/steps.h"
#include "texts/program.h"

namespace bottleneck {
namespace {

// weights: a row of 784 for each neuron; activations: of each on all test images.
void take_weights(ProgramWriter& out, PixelLayer layer, bool has_hidden) {
  out.section(layer == PixelLayer::first ? texts::kPyFirstWeights : texts::kPyLastWeights);
  out.about("card:neurons");
  if (layer == PixelLayer::first) {
    out.add("weights = encoder.layers[0].get_weights()[0].T", texts::kPyOneRowPerNeuron);
    out.add("first = keras.Model(encoder.inputs, encoder.layers[0].output)");
    out.add("activations = first.predict(x_test, verbose=0)");
    return;
  }
  out.add("weights = decoder.layers[-1].get_weights()[0]", texts::kPyOneRowPerUnit);
  out.add("activations = encoder.predict(x_test, verbose=0)");
  if (!has_hidden) return;
  out.add("before = keras.Model(decoder.inputs, decoder.layers[-2].output)");
  out.add("activations = before.predict(activations, verbose=0)");
}

void order_neurons(ProgramWriter& out, NeuronOrder order) {
  out.about("sort");
  switch (order) {
    case NeuronOrder::number:
      return out.add("order = np.arange(len(weights))");
    case NeuronOrder::norm:
      return out.add(R"(order = np.argsort(-np.linalg.norm(weights, axis=1), kind="stable"))",
                     texts::kPyByNorm);
    case NeuronOrder::use:
      return out.add(R"(order = np.argsort(-fired, kind="stable"))", texts::kPyByUse);
    case NeuronOrder::dead:
      return out.add(R"(order = np.argsort(fired, kind="stable"))", texts::kPyByDead);
  }
}

}  // namespace

void add_mosaic(ProgramWriter& out, bool is_own_scale) {
  out.add("tiles = weights[order]");
  out.add(is_own_scale ? "tiles = tiles / np.abs(tiles).max(axis=1, keepdims=True).clip(1e-9)"
                       : "tiles = tiles / np.abs(tiles).max()",
          is_own_scale ? texts::kPyOwnScale : texts::kPySharedScale);
  out.add("tiles = np.pad(tiles, ((0, -len(tiles) % 20), (0, 0)))", texts::kPyWholeRows);
  out.add("mosaic = tiles.reshape(-1, 20, 28, 28).swapaxes(1, 2).reshape(-1, 20 * 28)");
  out.add("plt.figure(figsize=(12, 12 * len(mosaic) / (20 * 28)))");
  out.add(R"(plt.imshow(mosaic, cmap="gray", vmin=-1, vmax=1))", texts::kPyGreyIsZero);
  out.add(R"(plt.axis("off"))");
  out.add("plt.show()");
}

Program weights_program(const Session& session) {
  ProgramWriter out;
  const WeightsView& view = session.choices.weights;
  const Recipe recipe = chosen_recipe(session);
  const SettingParts parts;
  load_images(out, recipe, parts);
  build_model(out, recipe, parts);
  train_model(out, recipe, parts);
  take_weights(out, view.layer, !recipe.settings.architecture.hidden.empty());
  out.add("fired = (activations > 0).mean(axis=0)", texts::kPyFired);
  out.add(R"(print("dead:", np.sum(fired == 0)))");
  order_neurons(out, view.order);
  out.about("card:neurons");
  add_mosaic(out, view.scale == WeightScale::own);

  out.section(texts::kPyOneNeuron);
  out.about("card:neuron");
  out.add(view.picked > 0 ? fill("neuron = {}", {std::to_string(view.picked - 1)}) : "neuron = order[0]");
  out.add("largest = np.abs(weights[neuron]).max()");
  out.add(R"(plt.imshow(weights[neuron].reshape(28, 28), cmap="coolwarm", vmin=-largest, vmax=largest))");
  out.add("plt.show()");
  out.add("most = np.argsort(-activations[:, neuron])[:12]", texts::kPyMostExciting);
  out.add("show(x_test[most])");
  return std::move(out).finish("bottleneck-weights", texts::kPyWeightsTitle);
}

}  // namespace bottleneck
