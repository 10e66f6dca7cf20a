// The drawing: its code, its reconstruction, its nearest neighbours.
#include <cstddef>
#include <string>
#include <vector>

#include "lab/base/figures.h"
#include "lab/session/queries.h"
#include "lab/shown/program/station_programs.h"
#include "lab/shown/program/steps.h"
#include "texts/program.h"

namespace bottleneck {
namespace {

// Those that the reader has set by hand.
void set_code(ProgramWriter& out, const Session& session) {
  for (const UnitValue& one : set_units(session)) {
    out.add(fill("code[0, {}] = {}", {std::to_string(one.unit), fixed(one.value, 2)}),
            fill(texts::kPyUnitSet, {std::to_string(one.unit + 1)}));
  }
}

void add_reconstruction(ProgramWriter& out, const Session& session) {
  out.about("code");
  out.add("code = encoder.predict(x, verbose=0)");
  set_code(out, session);
  out.add(fill("print({}, code.round(2))", {python_text(texts::kPyPrintCode)}));
  out.about("card:pipeline");
  out.add("reconstruction = decoder.predict(code, verbose=0)");
  out.add("bce = float(keras.losses.binary_crossentropy(x, reconstruction)[0])");
  out.add("mse = np.mean((x - reconstruction) ** 2)");
  out.add(fill(R"(print(f"{}: BCE {bce:.4f}, MSE {mse:.4f}"))", {texts::kPyPrintError}));
}

void show_pair(ProgramWriter& out, const Session& session) {
  out.about("card:pipeline");
  out.add("show([x[0], reconstruction[0]])");
  if (session.choices.view != ResultView::difference) return;
  out.add("difference = (reconstruction - x).reshape(28, 28)", texts::kPyDifference);
  out.add(R"(plt.imshow(difference, cmap="coolwarm", vmin=-1, vmax=1))");
  out.add("plt.show()");
}

// The reader's kept drawings, which vote on the page, are no part of the training images.
void say_who_votes(ProgramWriter& out, const Session& session) {
  if (session.choices.uses_drawings && session.drawings.size() > 0) out.say(texts::kPyWithoutDrawings);
}

// found: the name of what is searched in; query: of what is looked for.
void add_votes(ProgramWriter& out, const Session& session, const char* found, const char* query) {
  say_who_votes(out, session);
  out.add(fill("knn = KNeighborsClassifier(n_neighbors={}).fit({}, y_train)",
               {std::to_string(session.choices.neighbours), found}));
  out.add(fill("distances, nearest = knn.kneighbors({})", {query}));
  out.add(
      fill("print({}, y_train[nearest[0]], distances[0].round(2))", {python_text(texts::kPyPrintNearest)}));
  out.add(fill("print({}, knn.predict({})[0])", {python_text(texts::kPyPrintRead), query}));
}

void add_code_votes(ProgramWriter& out, const Session& session) {
  out.about("card:codes");
  out.add("codes = encoder.predict(x_train, verbose=0)");
  add_votes(out, session, "codes", "code");
}

void add_pixel_votes(ProgramWriter& out, const Session& session) {
  if (session.choices.is_hidden(Part::pixels)) return;
  out.section(fill(texts::kPyNearestPixels, {std::to_string(session.choices.neighbours)}));
  out.about("card:pixels");
  add_votes(out, session, "x_train", "x");
}

void add_one_model(ProgramWriter& out, const Session& session, const Recipe& recipe) {
  const SettingParts parts;
  build_model(out, recipe, parts);
  train_model(out, recipe, parts);
  add_drawing(out, session, "x");
  out.section(texts::kPyCodeAndBack);
  add_reconstruction(out, session);
  show_pair(out, session);
  if (session.choices.is_hidden(Part::codes)) return;
  out.section(fill(texts::kPyNearestCodes, {std::to_string(session.choices.neighbours)}));
  add_code_votes(out, session);
}

void add_two_models(ProgramWriter& out, const Session& session, const std::vector<Recipe>& recipes) {
  define_training(out, recipes);
  train_models(out, recipes);
  add_drawing(out, session, "x");
  out.section(texts::kPyTwoModels);
  out.about("card:pipeline");
  out.begin("for title, (encoder, decoder) in models.items():");
  out.add("print(title)");
  add_reconstruction(out, session);
  show_pair(out, session);
  if (!session.choices.is_hidden(Part::codes)) add_code_votes(out, session);
  out.end();
}

}  // namespace

Program draw_program(const Session& session) {
  ProgramWriter out;
  std::vector<Recipe> recipes{chosen_recipe(session)};
  if (const auto other = recipe_of(session, other_entry(session))) recipes.push_back(*other);
  load_images(out, recipes.front(), {});
  if (recipes.size() == 1) {
    add_one_model(out, session, recipes.front());
  } else {
    add_two_models(out, session, recipes);
  }
  add_pixel_votes(out, session);
  return std::move(out).finish("bottleneck-draw", texts::kPyDrawTitle);
}

Program train_program(const Session& session) {
  ProgramWriter out;
  const Recipe recipe = recipe_of(session, session.choices.plan);
  const SettingParts parts{.are_plan = true, .other = {}};
  load_images(out, recipe, parts);
  build_model(out, recipe, parts);
  train_model(out, recipe, parts);

  out.section(texts::kPyLoss);
  out.about("card:loss");
  for (const auto& [key, label] :
       {std::pair{"loss", texts::kPyTrainingLoss}, std::pair{"val_loss", texts::kPyTestLoss}})
    out.add(fill("plt.plot(history.epoch, history.history[{}], label={})",
                 {python_text(key), python_text(label)}));
  if (session.choices.is_loss_log) out.add_at("loss:log", R"(plt.yscale("log"))");
  out.add(fill("plt.xlabel({})", {python_text(texts::kPyEpoch)}));
  out.add(fill("plt.ylabel({})", {keras_loss(recipe.settings.loss)}));
  out.add("plt.legend()");
  out.add("plt.show()");

  out.section(texts::kPyTenImages);
  out.about("card:reconstructions");
  out.add("reconstructions = autoencoder.predict(x_test[:10], verbose=0)");
  out.add("show(x_test[:10], reconstructions)");

  out.section(texts::kPyFirstLayer);
  out.about("card:first-layer");
  out.add("weights = encoder.layers[0].get_weights()[0].T[:20]", texts::kPyOneRowPerNeuron);
  out.add("weights = weights / np.abs(weights).max(axis=1, keepdims=True)");
  out.add("show(*np.array_split(weights / 2 + 0.5, 2))", texts::kPyGreyIsZero);

  out.section(texts::kPySave);
  out.about("card:runs");
  out.add(R"(autoencoder.save("autoencoder.keras"))", texts::kPySaveSays);
  return std::move(out).finish("bottleneck-train", texts::kPyTrainTitle);
}

}  // namespace bottleneck
