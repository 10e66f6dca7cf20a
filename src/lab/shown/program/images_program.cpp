// The images of a dataset; and images above what several models make of them.
#include <algorithm>
#include <string>
#include <vector>

#include "lab/base/figures.h"
#include "lab/session/queries.h"
#include "lab/session/reconstruction_rows.h"
#include "lab/shown/program/station_programs.h"
#include "lab/shown/program/steps.h"
#include "texts/program.h"

namespace bottleneck {
namespace {

// The models in their rows. Where they are not all of one dataset, the chosen one comes first: the others'
// images are loaded beside its own.
std::vector<Recipe> rows_with(const Session& session, const Recipe& chosen) {
  std::vector<Recipe> recipes;
  bool is_one_dataset = true;
  for (const LibraryEntry* entry : reconstruction_rows(session)) {
    const auto recipe = recipe_of(session, entry);
    if (!recipe) continue;
    const bool is_of_it = recipe->source == chosen.source;
    if (!is_of_it && recipe->source.kind == ImageSource::Kind::folder) continue;
    is_one_dataset = is_one_dataset && is_of_it;
    recipes.push_back(*recipe);
  }
  const auto own = std::ranges::find(recipes, chosen.title, &Recipe::title);
  if (own == recipes.end()) {
    recipes.insert(recipes.begin(), chosen);
  } else if (!is_one_dataset) {
    std::rotate(recipes.begin(), own, own + 1);
  }
  return recipes;
}

// Which images are looked at: from the first of them on, and the drawing.
void choose_images(ProgramWriter& out, const Session& session, const Recipe& chosen, bool has_drawing) {
  const ReconstructionsView& view = session.choices.reconstructions;
  const std::string first = std::to_string(first_on_shelf(session));
  const std::string end = std::to_string(first_on_shelf(session) + kReconstructionsShown);
  out.section(texts::kPyWhichImages);
  out.about("card:rows");
  if (view.shelf == Shelf::numbered) {
    out.add(fill("shown = np.arange({}, {})", {first, end}));
  } else {
    const bool is_worst = view.shelf == Shelf::worst;
    out.add(fill("encoder, decoder = models[{}]", {python_text(chosen.title)}));
    out.add("back = decoder.predict(encoder.predict(x_test, verbose=0), verbose=0)");
    out.add("errors = np.mean((x_test - back) ** 2, axis=1)");
    out.add(fill(R"(shown = np.argsort({}errors, kind="stable")[{}:{}])", {is_worst ? "-" : "", first, end}),
            is_worst ? texts::kPyWorst : texts::kPyBest);
  }
  out.add(has_drawing ? "x = np.concatenate([x_test[shown], drawn])" : "x = x_test[shown]");
}

}  // namespace

Program data_program(const Session& session) {
  ProgramWriter out;
  const Browsing& browsing = session.choices.browsing;
  const DatasetEntry& dataset = browsed_dataset(session);
  const bool is_train = browsing.split == Split::train;
  const Recipe recipe{.source = source_of(session, dataset.name)};
  load_images(out, recipe, {.are_plan = false, .other = "card:datasets"});

  out.section(texts::kPyHowMany);
  out.about("card:datasets");
  out.add("print(x_train.shape, x_test.shape)");
  out.add("print(np.bincount(y_train))", texts::kPyOfEachClass);

  out.section(texts::kPyLookAt);
  out.about("card:images");
  out.add(is_train ? "x, y = x_train, y_train" : "x, y = x_test, y_test");
  if (browsing.label >= 0) {
    out.add(fill("shown = np.flatnonzero(y == {})", {std::to_string(browsing.label)}),
            fill(texts::kPyClassAlone, {label_name(dataset, browsing.label)}));
  } else {
    out.add("shown = np.arange(len(x))");
  }
  if (browsing.first > 0) out.add(fill("shown = shown[shown >= {}]", {std::to_string(browsing.first)}));
  out.add("show(*np.split(x[shown[:60]], range(12, 60, 12)))", texts::kPyRowsOfTwelve);

  if (browsing.picked >= 0) {
    const std::string picked = std::to_string(browsing.picked);
    out.section(fill(texts::kPyPickedImage, {picked}));
    out.add(fill("print(y[{}])", {picked}));
    out.add(fill("show([x[{}]])", {picked}));
  }
  return std::move(out).finish("bottleneck-data", texts::kPyDataTitle);
}

Program reconstructions_program(const Session& session) {
  ProgramWriter out;
  const Recipe chosen = chosen_recipe(session);
  const std::vector<Recipe> recipes = rows_with(session, chosen);
  load_images(out, chosen, {});
  define_training(out, recipes);
  train_models(out, recipes);
  const bool has_drawing = session.pad_image.image.has_value();
  if (has_drawing) add_drawing(out, session, "drawn");
  choose_images(out, session, chosen, has_drawing);

  out.section(texts::kPyRows);
  out.about("card:rows");
  out.add("halves = models.values()");
  out.add(
      "rows = [decoder.predict(encoder.predict(x, verbose=0), verbose=0) for encoder, decoder in halves]");
  out.add("show(x, *rows)");

  out.section(texts::kPyMeanErrors);
  out.begin("for title, (encoder, decoder) in models.items():");
  out.add("back = decoder.predict(encoder.predict(x_test, verbose=0), verbose=0)");
  out.add("bce = float(np.mean(keras.losses.binary_crossentropy(x_test, back)))");
  out.add(R"(print(f"{title}: BCE {bce:.4f}, MSE {np.mean((x_test - back) ** 2):.4f}"))");
  out.end();
  return std::move(out).finish("bottleneck-reconstructions", texts::kPyReconstructionsTitle);
}

}  // namespace bottleneck
