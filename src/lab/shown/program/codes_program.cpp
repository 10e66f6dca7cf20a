// What is done with codes: compression, neighbours, the map.
#include <algorithm>
#include <string>
#include <vector>

#include "lab/base/figures.h"
#include "lab/session/compression.h"
#include "lab/session/neighbours.h"
#include "lab/session/queries.h"
#include "lab/shown/program/station_programs.h"
#include "lab/shown/program/steps.h"
#include "texts/program.h"

namespace bottleneck {
namespace {

void add_chosen_model(ProgramWriter& out, const Recipe& recipe) {
  const SettingParts parts;
  load_images(out, recipe, parts);
  build_model(out, recipe, parts);
  train_model(out, recipe, parts);
}

void print_bytes(ProgramWriter& out, const char* label, const char* bytes) {
  out.add(fill(R"(print(f"{}: {{}:,} bytes"))", {label, bytes}));
}

void add_bound(ProgramWriter& out) {
  out.section(texts::kPyBound);
  out.about("card:cost");
  out.add(R"(components = PCA(min(64, len(x_train)), svd_solver="covariance_eigh").fit(x_train))",
          texts::kPyBoundSays);
  out.add("away = x_test - components.mean_");
  out.begin("for latent in (1, 2, 4, 8, 16, 32, 64):");
  out.add("kept = components.components_[:latent]");
  out.add("back = (away @ kept.T @ kept + components.mean_).clip(0, 1)");
  out.add("mse = np.mean((x_test - back) ** 2)");
  out.add(R"(print(f"PCA {latent}: MSE {mse:.4f}"))");
  out.end();
}

// The models of the chosen one's dataset, by the size of their codes.
std::vector<Recipe> recipes_of_dataset(const Session& session, const Recipe& chosen) {
  std::vector<Recipe> recipes;
  for (const CompressionRow& row : compression_rows(session)) {
    if (const auto recipe = recipe_of(session, row.entry)) recipes.push_back(*recipe);
  }
  if (recipes.empty()) recipes.push_back(chosen);
  return recipes;
}

// Neighbours on codes or on pixels, and how long it takes.
void add_search(ProgramWriter& out, const Session& session, NeighboursBy by) {
  const bool is_codes = by == NeighboursBy::codes;
  const std::string k = std::to_string(session.choices.neighbours);
  out.section(fill(is_codes ? texts::kPySearchCodes : texts::kPySearchPixels, {k}));
  out.about("card:race");
  if (is_codes) {
    out.add("train_codes = encoder.predict(x_train, verbose=0)");
    out.add("queries = encoder.predict(x_query, verbose=0)");
  }
  out.add("start = perf_counter()");
  out.add(fill("knn = KNeighborsClassifier(n_neighbors={}).fit({}, y_train)",
               {k, is_codes ? "train_codes" : "x_train"}));
  out.add(
      fill("{} = knn.predict({})", {is_codes ? "by_codes" : "by_pixels", is_codes ? "queries" : "x_query"}));
  out.add("seconds = perf_counter() - start");
  out.add_at("card:accuracy",
             fill("accuracy = np.mean({} == y_query)", {is_codes ? "by_codes" : "by_pixels"}));
  out.add_at("card:accuracy", fill(R"(print(f"{}: {accuracy:.4f}, {seconds:.2f} s"))",
                                   {is_codes ? texts::kPyPrintByCodes : texts::kPyPrintByPixels}));
}

void add_cell(ProgramWriter& out, const Session& session) {
  const auto cell = cell_of_number(session.choices.confusion_cell, 256);
  if (!cell) return;
  const std::string truth = std::to_string(cell->truth);
  const std::string predicted = std::to_string(cell->predicted);
  out.section(fill(texts::kPyCell, {truth, predicted}));
  out.about("card:cell");
  out.add(fill("cell = np.flatnonzero((y_query == {}) & (predicted == {}))", {truth, predicted}));
  out.add(fill("cell = cell[{}:{}]", {std::to_string(session.choices.cell_first),
                                      std::to_string(session.choices.cell_first + kCellImages)}));
  out.add("print(cell)", texts::kPyNumbersOfImages);
  out.begin("if len(cell) > 0:");
  out.add("show(x_query[cell])");
  out.end();
}

void place_codes(ProgramWriter& out, const Session& session, int latent) {
  const MapChoices& map = session.choices.map;
  out.section(texts::kPyMapPlaces);
  out.about("card:map");
  out.add("codes = encoder.predict(x_train, verbose=0)");
  if (latent == 1) {
    out.add("spread = np.random.default_rng(1).uniform(-0.35, 0.35, len(codes))", texts::kPyOneNumber);
    out.add("places = np.column_stack([codes[:, 0], spread - y_train])");
  } else if (latent > 2 && map.axes == MapAxes::components) {
    out.add("components = PCA(n_components=2).fit(codes)", texts::kPyComponents);
    out.add("places = components.transform(codes)");
  } else {
    const int across = latent == 2 ? 0 : std::min(map.across, latent) - 1;
    const int up = latent == 2 ? 1 : std::min(map.up, latent) - 1;
    out.add(fill("places = codes[:, [{}, {}]]", {std::to_string(across), std::to_string(up)}),
            texts::kPyTwoUnits);
  }
}

void draw_places(ProgramWriter& out, const Session& session) {
  const int label = session.choices.map.label;
  out.gap();
  out.add("plt.figure(figsize=(8, 8))");
  std::string colours = "y_train";
  std::string shown = "places";
  if (label >= 0) {
    out.add(fill("shown = y_train == {}", {std::to_string(label)}), texts::kPyOneClass);
    colours += "[shown]";
    shown += "[shown]";
  }
  out.add(fill(R"(plt.scatter(*{}.T, c={}, cmap="tab10", vmin=0, vmax=9, s=1))", {shown, colours}));
  out.add(R"(plt.axis("equal"))");
  out.add("plt.colorbar()");
  out.add("plt.show()");
}

void add_walk(ProgramWriter& out, const Session& session) {
  const MapWalk& walk = session.map.walk;
  const MapChoices& map = session.choices.map;
  const int from = walk.from >= 0 ? walk.from : std::max(map.from, 0);
  const int to = walk.to >= 0 ? walk.to : map.to >= 0 ? map.to : 1;
  out.section(texts::kPyWalk);
  out.about("card:walk");
  out.add(fill("start, end = codes[{}], codes[{}]", {std::to_string(from), std::to_string(to)}));
  out.add(
      fill("steps = start + np.linspace(0, 1, {})[:, None] * (end - start)", {std::to_string(kWalkSteps)}),
      texts::kPyStraightLine);
  out.add("show(decoder.predict(steps, verbose=0))");
}

}  // namespace

Program compression_program(const Session& session) {
  ProgramWriter out;
  const Recipe chosen = chosen_recipe(session);
  const std::vector<Recipe> recipes = recipes_of_dataset(session, chosen);
  load_images(out, chosen, {});
  define_training(out, recipes);
  train_models(out, recipes);

  out.section(texts::kPyBytes);
  out.about("card:bytes");
  out.add(fill("encoder, decoder = models[{}]",
               {python_text(recipes.size() == 1 ? recipes.front().title : chosen.title)}));
  out.add(session.choices.compressed == Compressed::one ? "images = x_test[:1]" : "images = x_test");
  out.add("codes = encoder.predict(images, verbose=0)");
  print_bytes(out, texts::kPyPrintImages, "images.nbytes");
  print_bytes(out, texts::kPyPrintCodes, "codes.nbytes");
  print_bytes(out, texts::kPyPrintDecoder, "4 * decoder.count_params()");
  out.add(fill(R"(print(f"{}: {images.nbytes / codes.nbytes:g}"))", {texts::kPyPrintTimes}));
  out.add("both = codes.nbytes + 4 * decoder.count_params()", texts::kPyWithDecoder);
  out.add(fill(R"(print(f"{}: {images.nbytes / both:.2f}"))", {texts::kPyPrintTimesDecoder}));

  out.section(texts::kPyFiles);
  out.add(R"(np.save("images.npy", images))");
  out.add(R"(np.save("codes.npy", codes))");
  out.add(R"(print(getsize("images.npy"), getsize("codes.npy")))", texts::kPyFileHead);

  out.section(texts::kPyModelErrors);
  out.about("card:model-costs");
  out.begin("for title, (encoder, decoder) in models.items():");
  out.add("back = decoder.predict(encoder.predict(x_test, verbose=0), verbose=0)");
  out.add(R"(print(f"{title}: MSE {np.mean((x_test - back) ** 2):.4f}"))");
  out.end();
  add_bound(out);
  return std::move(out).finish("bottleneck-compression", texts::kPyCompressionTitle);
}

Program neighbours_program(const Session& session) {
  ProgramWriter out;
  const bool is_codes = session.choices.neighbours_by == NeighboursBy::codes;
  add_chosen_model(out, chosen_recipe(session));
  const std::string limit = std::to_string(session.choices.neighbour_queries);
  out.section(texts::kPyQueries);
  out.about("card:race");
  out.add(session.choices.neighbour_queries == 0
              ? "x_query, y_query = x_test, y_test"
              : fill("x_query, y_query = x_test[:{}], y_test[:{}]", {limit, limit}));
  add_search(out, session, NeighboursBy::codes);
  add_search(out, session, NeighboursBy::pixels);

  out.section(texts::kPyConfusion);
  out.about("card:confusion");
  out.add(is_codes ? "predicted = by_codes" : "predicted = by_pixels");
  out.add("confusion = confusion_matrix(y_query, predicted)", texts::kPyRowsAreTrue);
  out.add("print(confusion)");
  out.add("recall = confusion.diagonal() / confusion.sum(axis=1)", texts::kPyRecall);
  out.add("print(recall.round(3))");
  add_cell(out, session);
  return std::move(out).finish("bottleneck-neighbours", texts::kPyNeighboursTitle);
}

Program map_program(const Session& session) {
  ProgramWriter out;
  const Recipe recipe = chosen_recipe(session);
  add_chosen_model(out, recipe);
  place_codes(out, session, recipe.settings.architecture.latent);
  draw_places(out, session);

  out.section(texts::kPyProbe);
  out.about("card:pointer");
  out.add("mean = codes.mean(axis=0, keepdims=True)");
  out.add("show(decoder.predict(mean, verbose=0))");
  add_walk(out, session);
  return std::move(out).finish("bottleneck-map", texts::kPyMapTitle);
}

}  // namespace bottleneck
