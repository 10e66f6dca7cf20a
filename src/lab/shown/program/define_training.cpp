// Several models: one function that trains, and a call for each.
#include <algorithm>
#include <array>
#include <functional>
#include <string>

#include "lab/base/figures.h"
#include "lab/shown/program/steps.h"
#include "texts/program.h"

namespace bottleneck {
namespace {

std::string tuple_of(const std::vector<int>& widths) {
  std::string text = "(";
  for (const int units : widths) text += std::to_string(units) + (widths.size() == 1 ? "," : ", ");
  if (widths.size() > 1) text.resize(text.size() - 2);
  return text + ")";
}

// What a call of train() can say, in its order; `write` a value as Python has it.
struct Parameter {
  const char* name;
  std::string (*write)(const Recipe& recipe);
};
constexpr std::array kParameters{
    Parameter{"hidden", [](const Recipe& one) { return tuple_of(one.settings.architecture.hidden); }},
    Parameter{"code",
              [](const Recipe& one) {
                return python_text(one.settings.architecture.linear_latent ? "linear" : "relu");
              }},
    Parameter{"loss", [](const Recipe& one) { return keras_loss(one.settings.loss); }},
    Parameter{"rate", [](const Recipe& one) { return python_number(one.settings.learning_rate); }},
    Parameter{"epochs", [](const Recipe& one) { return std::to_string(one.settings.epochs); }},
    Parameter{"batch_size", [](const Recipe& one) { return std::to_string(one.settings.batch); }},
    Parameter{"seed", [](const Recipe& one) { return std::to_string(one.settings.seed); }}};

bool varies(std::span<const Recipe> recipes, const Parameter& parameter) {
  return std::ranges::any_of(
      recipes, [&](const Recipe& one) { return parameter.write(one) != parameter.write(recipes.front()); });
}

// Its name where it varies, else the value that all have.
std::string value_or_name(std::span<const Recipe> recipes, std::string_view name) {
  const auto* parameter = std::ranges::find(kParameters, name, &Parameter::name);
  return varies(recipes, *parameter) ? std::string(name) : parameter->write(recipes.front());
}

// The training images of a recipe: x_train, or those of another dataset.
std::string images_name(std::span<const Recipe> recipes, const Recipe& recipe) {
  if (recipe.source == recipes.front().source) {
    return recipe.images == recipes.front().images ? "x_train"
                                                   : fill("x_train[:{}]", {std::to_string(recipe.images)});
  }
  switch (recipe.source.kind) {
    case ImageSource::Kind::mnist:
      return "x_mnist";
    case ImageSource::Kind::fashion:
      return "x_fashion";
    case ImageSource::Kind::file:
      return "x_" + recipe.source.name;
    case ImageSource::Kind::folder:
      break;
  }
  return "x_train";
}

bool has_own_images(std::span<const Recipe> recipes) {
  return std::ranges::any_of(recipes,
                             [&](const Recipe& one) { return images_name(recipes, one) != "x_train"; });
}

void load_others(ProgramWriter& out, std::span<const Recipe> recipes) {
  std::vector<std::string> loaded{"x_train"};
  for (const Recipe& recipe : recipes) {
    const std::string name = images_name(recipes, recipe);
    if (recipe.source == recipes.front().source || std::ranges::find(loaded, name) != loaded.end()) continue;
    loaded.push_back(name);
    if (recipe.source.kind == ImageSource::Kind::file) {
      out.add(fill(R"({} = np.load({})["x_train"])", {name, python_text(source_file(recipe.source))}),
              texts::kPyOtherFile);
    } else {
      const bool is_mnist = recipe.source.kind == ImageSource::Kind::mnist;
      out.add(
          fill("({}, _), _ = keras.datasets.{}.load_data()", {name, is_mnist ? "mnist" : "fashion_mnist"}),
          texts::kPyOtherImages);
    }
    scale_images(out, {name.c_str()});
  }
}

}  // namespace

void define_training(ProgramWriter& out, std::span<const Recipe> recipes, const std::string& part) {
  out.section(texts::kPyTrainFunction);
  out.about(part);
  load_others(out, recipes);
  std::string head = "def train(latent";
  for (const Parameter& one : kParameters) {
    if (varies(recipes, one)) head += fill(", {}={}", {one.name, one.write(recipes.front())});
  }
  if (has_own_images(recipes)) head += ", x=x_train";
  out.begin(head + "):");
  out.add(docstring(texts::kPyTrainFunctionSays));
  out.add(fill("keras.utils.set_random_seed({})", {value_or_name(recipes, "seed")}));
  const std::string hidden = value_or_name(recipes, "hidden");
  const auto hidden_layers = [&](const char* order) {
    if (hidden == "()") return;
    out.add(fill(R"(*[layers.Dense(units, activation="relu") for units in {}],)", {fill(order, {hidden})}));
  };
  out.begin("encoder = keras.Sequential([");
  out.add("keras.Input((784,)),");
  hidden_layers("{}");
  out.add(fill("layers.Dense(latent, activation={}),", {value_or_name(recipes, "code")}));
  out.end("])");
  out.begin("decoder = keras.Sequential([");
  out.add("keras.Input((latent,)),");
  hidden_layers("reversed({})");
  out.add(R"(layers.Dense(784, activation="sigmoid"),)");
  out.end("])");
  out.add("autoencoder = keras.Sequential([keras.Input((784,)), encoder, decoder])");
  out.begin("autoencoder.compile(");
  out.add(fill("optimizer=keras.optimizers.Adam(learning_rate={}),", {value_or_name(recipes, "rate")}));
  out.add(fill("loss={},", {value_or_name(recipes, "loss")}));
  out.end(")");
  const std::string images = has_own_images(recipes) ? "x" : "x_train";
  out.begin("autoencoder.fit(");
  out.add(fill("{}, {},", {images, images}), texts::kPyTarget);
  out.add(fill("epochs={}, batch_size={}, verbose=2,",
               {value_or_name(recipes, "epochs"), value_or_name(recipes, "batch_size")}));
  out.end(")");
  out.add("return encoder, decoder");
  out.end();
}

void train_models(ProgramWriter& out, std::span<const Recipe> recipes) {
  out.gap();
  out.begin("models = {");
  for (const Recipe& recipe : recipes) {
    std::string call = fill("{}: train({}",
                            {python_text(recipe.title), std::to_string(recipe.settings.architecture.latent)});
    for (const Parameter& one : kParameters) {
      const std::string value = one.write(recipe);
      if (value != one.write(recipes.front())) call += fill(", {}={}", {one.name, value});
    }
    const std::string images = images_name(recipes, recipe);
    if (images != "x_train") call += ", x=" + images;
    out.add(call + "),", recipe.is_continued ? texts::kPyContinued : "");
  }
  out.end("}");
}

}  // namespace bottleneck
