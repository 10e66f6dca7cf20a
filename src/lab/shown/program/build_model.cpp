// One model, built and trained line by line as in the notebook.
#include <algorithm>
#include <string>

#include "lab/base/figures.h"
#include "lab/shown/program/steps.h"
#include "texts/program.h"

namespace bottleneck {
namespace {

std::string dense(int units, const char* activation) {
  const std::string width = std::to_string(units);
  return *activation ? fill(R"(layers.Dense({}, activation="{}"),)", {width, activation})
                     : fill("layers.Dense({}),", {width});
}

}  // namespace

std::string keras_loss(Loss loss) {
  return python_text(loss == Loss::bce ? "binary_crossentropy" : "mean_squared_error");
}

std::string python_number(double number) {
  return short_number(number);
}

std::string widths_arrow(const Recipe& recipe) {
  std::string text = std::to_string(kPixels);
  for (const int units : recipe.settings.architecture.hidden) text += " → " + std::to_string(units);
  return text + " → " + std::to_string(recipe.settings.architecture.latent);
}

void build_model(ProgramWriter& out, const Recipe& recipe, const SettingParts& parts) {
  const TrainingSettings& settings = recipe.settings;
  const Architecture& model = settings.architecture;
  const std::string latent = std::to_string(model.latent);
  const std::string pixels = std::to_string(kPixels);
  out.section(fill(texts::kPyModel, {widths_arrow(recipe) + " → … → " + pixels}));
  out.about(parts.of("card:experiment"));
  if (recipe.is_continued) out.say(texts::kPyContinued);
  out.add_at(parts.of("plan:seed"), fill("keras.utils.set_random_seed({})", {std::to_string(settings.seed)}),
             texts::kPySeed);
  out.gap();
  out.about(parts.of("plan:latent"));
  out.begin("encoder = keras.Sequential([");
  out.add(fill("keras.Input(({},)),", {pixels}));
  for (const int units : model.hidden) out.add_at(parts.of("plan:hidden"), dense(units, "relu"));
  out.add(dense(model.latent, model.linear_latent ? "" : "relu"), fill(texts::kPyCode, {latent}));
  out.end("], name=\"encoder\")");
  out.begin("decoder = keras.Sequential([");
  out.add(fill("keras.Input(({},)),", {latent}));
  for (auto units = model.hidden.rbegin(); units != model.hidden.rend(); ++units)
    out.add_at(parts.of("plan:hidden"), dense(*units, "relu"));
  out.add(dense(kPixels, "sigmoid"), texts::kPyPixelsBack);
  out.end("], name=\"decoder\")");
  out.add("autoencoder = keras.Sequential([keras.Input((784,)), encoder, decoder])");
  out.add("autoencoder.summary()");
}

void train_model(ProgramWriter& out, const Recipe& recipe, const SettingParts& parts) {
  const TrainingSettings& settings = recipe.settings;
  out.section(texts::kPyTraining);
  out.about(parts.of("card:loss"));
  out.begin("autoencoder.compile(");
  out.add_at(parts.of("plan:rate"), fill("optimizer=keras.optimizers.Adam(learning_rate={}),",
                                         {python_number(settings.learning_rate)}));
  out.add_at(parts.of("plan:loss"), fill("loss={},", {keras_loss(settings.loss)}));
  out.end(")");
  out.begin("history = autoencoder.fit(");
  out.add("x_train, x_train,", texts::kPyTarget);
  out.add_at(parts.of("plan:epochs"), fill("epochs={},", {std::to_string(settings.epochs)}));
  out.add_at(parts.of("plan:batch"), fill("batch_size={},", {std::to_string(settings.batch)}),
             texts::kPyBatch);
  out.add("validation_data=(x_test, x_test),");
  out.add("verbose=2,");
  out.end(")");
}

}  // namespace bottleneck
