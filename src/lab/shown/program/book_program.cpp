// The notebook's own experiments, and its exercises.
#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "core/notebook_figures.h"
#include "lab/base/figures.h"
#include "lab/session/book.h"
#include "lab/session/exercises.h"
#include "lab/shown/program/station_programs.h"
#include "lab/shown/program/steps.h"
#include "texts/program.h"

namespace bottleneck {
namespace {

void load_both(ProgramWriter& out) {
  out.section(texts::kPyBothDatasets);
  out.about("card:book-table");
  out.begin("def load(dataset):");
  out.add("(x_train, y_train), (x_test, y_test) = dataset.load_data()");
  scale_images(out, {"x_train", "x_test"});
  out.add("return x_train, y_train, x_test, y_test");
  out.end();
  out.gap();
  out.add("mnist = load(keras.datasets.mnist)");
  out.add("fashion = load(keras.datasets.fashion_mnist)");
}

void define_functions(ProgramWriter& out, const TrainingPlan& plan) {
  out.section(texts::kPyBookFunctions);
  out.begin(R"(def train(dataset, latent, hidden=(), loss="binary_crossentropy"):)");
  out.add(docstring(texts::kPyTrainFunctionSays));
  out.add("x_train, y_train, x_test, y_test = dataset");
  out.add(fill("keras.utils.set_random_seed({})", {std::to_string(plan.seed)}));
  out.begin("encoder = keras.Sequential([");
  out.add("keras.Input((784,)),");
  out.add(R"(*[layers.Dense(units, activation="relu") for units in hidden],)");
  out.add(R"(layers.Dense(latent, activation="relu"),)");
  out.end("])");
  out.begin("decoder = keras.Sequential([");
  out.add("keras.Input((latent,)),");
  out.add(R"(*[layers.Dense(units, activation="relu") for units in reversed(hidden)],)");
  out.add(R"(layers.Dense(784, activation="sigmoid"),)");
  out.end("])");
  out.add("autoencoder = keras.Sequential([keras.Input((784,)), encoder, decoder])");
  out.add(R"(autoencoder.compile(optimizer=keras.optimizers.Adam(learning_rate=0.001), loss=loss))");
  out.begin("history = autoencoder.fit(");
  out.add("x_train, x_train, validation_data=(x_test, x_test),");
  out.add(fill("epochs={}, batch_size={}, verbose=2,",
               {std::to_string(plan.epochs), std::to_string(plan.batch)}));
  out.end(")");
  out.add("return encoder, decoder, history.history");
  out.end();
  out.gap();
  out.begin("def neighbours(x_train, y_train, x_test, y_test):");
  out.add(docstring(texts::kPyNeighboursFunction));
  out.add("start = perf_counter()");
  out.add("knn = KNeighborsClassifier(n_neighbors=7).fit(x_train, y_train)");
  out.add("return knn.score(x_test, y_test), perf_counter() - start");
  out.end();
  out.gap();
  out.begin(R"(def report(what, here, book="–"):)");
  out.add(fill(R"(print(f"{what:30} {}: {book:>10}  {}: {here:>10.6g}"))",
               {texts::kPyPrintBook, texts::kPyPrintHere}));
  out.end();
}

// What is used beside the network and its history; each comes with those before it.
enum class Needs : std::uint8_t { nothing, images, codes, all_codes };

// A line of the table: what is reported of which row.
struct Reported {
  const BookRow* row = nullptr;
  std::string value{};  // empty: nothing is
  Needs needs = Needs::nothing;
};

// epochs: that are trained for.
Reported book_value(const BookRow& row, int epochs) {
  if (row.epoch > epochs) return {};
  const bool is_last = row.epoch == 0 || row.epoch == epochs;
  const std::string at = is_last ? "-1" : std::to_string(row.epoch - 1);
  switch (row.figure) {
    case Figure::parameters:
      return {&row, "encoder.count_params() + decoder.count_params()"};
    case Figure::train_loss:
      return {&row, fill(R"(history["loss"][{}])", {at})};
    case Figure::val_loss:
      return {&row, fill(R"(history["val_loss"][{}])", {at})};
    case Figure::val_mse:
      return {&row, "np.mean((x_test - decoder.predict(codes, verbose=0)) ** 2)", Needs::codes};
    case Figure::dead_units:
      return {&row, "np.sum(train_codes.max(axis=0) == 0)", Needs::all_codes};
    case Figure::code_shape:
      return {&row, "len(train_codes)", Needs::all_codes};
    case Figure::images_npy:
      return {&row, "x_test.nbytes + 128", Needs::images};
    case Figure::codes_npy:
      return {&row, "codes.nbytes + 128", Needs::codes};
    case Figure::times_smaller:
      return {&row, "x_test.nbytes / codes.nbytes", Needs::codes};
    case Figure::times_smaller_decoder:
      return {&row, "x_test.nbytes / (codes.nbytes + 4 * decoder.count_params())", Needs::codes};
    case Figure::accuracy:
      return {&row, "accuracy"};
    case Figure::seconds:
      return {&row, "seconds"};
    case Figure::times_longer:
      return {&row, fill("seconds / seconds_of[{}]", {python_text(row.than)})};
    case Figure::layers:
      return {&row, "encoder.layers[0].units"};
    case Figure::train_images:
      return {&row, "len(x_train)", Needs::images};
    case Figure::encode_seconds:
    case Figure::first_layer:
      break;
  }
  return {};
}

std::vector<Reported> reported_of(const Session& session, const Experiment& experiment) {
  std::vector<Reported> reported;
  for (const BookRow& row : experiment.rows) {
    Reported one = book_value(row, plan_now(session, experiment).epochs);
    if (!one.value.empty() && (row.is_main || session.choices.has_all_figures))
      reported.push_back(std::move(one));
  }
  return reported;
}

// Whether the seconds of that experiment are compared with in the report of another one.
bool is_compared_with(const Session& session, std::string_view id) {
  return std::ranges::any_of(session.book.experiments, [&](const Experiment& experiment) {
    return std::ranges::any_of(reported_of(session, experiment), [&](const Reported& one) {
      return one.row->figure == Figure::times_longer && one.row->than == id;
    });
  });
}

void add_experiment(ProgramWriter& out, const Session& session, const Experiment& experiment) {
  const TrainingPlan plan = plan_now(session, experiment);
  const std::string dataset = plan.dataset == "mnist" ? "mnist" : "fashion";
  const auto reported = reported_of(session, experiment);
  Needs needs = needs_search(experiment) ? Needs::all_codes : Needs::nothing;
  for (const Reported& one : reported) needs = std::max(needs, one.needs);
  const bool is_exercise = experiment.step.starts_with("exercise");
  out.section(fill(is_exercise ? texts::kPyExperimentOfExercise : texts::kPyExperiment,
                   {experiment.step, experiment.id}));
  if (needs >= Needs::images) out.add(fill("x_train, y_train, x_test, y_test = {}", {dataset}));
  if (needs_model(experiment)) {
    std::string call = fill("train({}, {}", {dataset, std::to_string(plan.latent)});
    if (!plan.hidden.empty()) call += fill(", hidden=({},)", {std::to_string(plan.hidden.front())});
    if (plan.loss == Loss::mse) call += ", loss=" + keras_loss(plan.loss);
    out.add(fill("encoder, decoder, history = {})", {call}));
    if (needs == Needs::codes) out.add("codes = encoder.predict(x_test, verbose=0)");
    if (needs == Needs::all_codes)
      out.add("train_codes, codes = [encoder.predict(x, verbose=0) for x in (x_train, x_test)]");
  }
  if (needs_search(experiment)) {
    out.add(needs_model(experiment) ? "accuracy, seconds = neighbours(train_codes, y_train, codes, y_test)"
                                    : "accuracy, seconds = neighbours(x_train, y_train, x_test, y_test)");
    if (is_compared_with(session, experiment.id))
      out.add(fill("seconds_of[{}] = seconds", {python_text(experiment.id)}));
  }
  for (const Reported& one : reported) {
    std::string what = figure_word(one.row->figure);
    if (one.row->epoch > 0) what += " " + std::to_string(one.row->epoch);
    const std::string book = one.row->book ? ", " + short_number(*one.row->book) : "";
    out.add(fill("report({}, {}{})", {python_text(what), one.value, book}));
  }
}

Recipe exercise_recipe(const Session& session, std::string_view id) {
  const Experiment* experiment = find_experiment(session.book, id);
  Recipe recipe = recipe_of(session, experiment ? plan_now(session, *experiment) : TrainingPlan{});
  recipe.title = id;
  return recipe;
}

// Ten test images above what these of the models make of them.
void compare_models(ProgramWriter& out, int number, const char* heading) {
  const auto& names = exercise(number).experiments;
  out.section(fill(heading, {std::to_string(number)}));
  out.about("card:exercise-" + std::to_string(number));
  out.add(fill("names = {}", {python_list({names.begin(), names.end()})}));
  out.add("rows = []");
  out.begin("for name in names:");
  out.add("encoder, decoder = models[name]");
  out.add("rows.append(decoder.predict(encoder.predict(x_test[:10], verbose=0), verbose=0))");
  out.end();
  out.add("show(x_test[:10], *rows)");
}

}  // namespace

Program book_program(const Session& session) {
  ProgramWriter out;
  load_both(out);
  define_functions(out, plan_now(session, session.book.experiments.front()));
  out.gap();
  out.add("seconds_of = dict()");
  for (const Experiment& experiment : session.book.experiments) add_experiment(out, session, experiment);
  return std::move(out).finish("bottleneck-book", texts::kPyBookTitle);
}

Program exercises_program(const Session& session) {
  ProgramWriter out;
  std::vector<Recipe> recipes;
  for (const int number : {1, 2}) {
    for (const std::string_view id : exercise(number).experiments)
      recipes.push_back(exercise_recipe(session, id));
  }
  load_images(out, recipes.front(), {.are_plan = false, .other = "card:exercise-1"});
  define_training(out, recipes, "card:exercise-1");
  train_models(out, recipes);
  compare_models(out, 1, texts::kPyExercise);
  compare_models(out, 2, texts::kPyExercise2);

  out.section(texts::kPyExercise4);
  out.about("card:exercise-4");
  out.add(fill("encoder, decoder = models[{}]", {python_text(exercise(4).experiments.front())}));
  out.add("weights = encoder.layers[0].get_weights()[0].T", texts::kPyOneRowPerNeuron);
  out.add(R"(order = np.argsort(-np.linalg.norm(weights, axis=1), kind="stable"))", texts::kPyByNorm);
  add_mosaic(out, true);

  const SettingParts parts{.are_plan = false, .other = "card:exercise-3"};
  const Recipe others = recipe_of(session, TrainingPlan{.dataset = exercise_dataset(session)->name});
  load_images(out, others, parts);
  build_model(out, others, parts);
  train_model(out, others, parts);
  out.section(texts::kPyExercise3);
  out.about("card:exercise-3");
  out.add("back = autoencoder.predict(x_test[:10], verbose=0)");
  out.add("show(x_test[:10], back)");
  return std::move(out).finish("bottleneck-exercises", texts::kPyExercisesTitle);
}

}  // namespace bottleneck
