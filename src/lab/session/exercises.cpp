#include "lab/session/exercises.h"

#include <algorithm>
#include <cassert>
#include <utility>

#include "lab/session/perform.h"
#include "lab/session/settings.h"
#include "lab/session/stations.h"
#include "lab/session/training_steps.h"

namespace bottleneck {
namespace {

const std::array<Exercise, kExercises>& exercises() {
  static const std::array<Exercise, kExercises> kList{
      Exercise{.answered_at = Station::reconstructions,
               .experiments = {"fashion-64", "fashion-16", "fashion-8"},
               .shipped = {"fashion-64", "fashion-16", "fashion-8"},
               .choices = {"64", "16", "8"}},
      Exercise{.answered_at = Station::reconstructions,
               .experiments = {"fashion-300-64", "fashion-300-16", "fashion-300-8"},
               .shipped = {"fashion-300-64", "fashion-300-16", "fashion-300-8"},
               .choices = {"all", "small", "none"}},
      Exercise{.answered_at = Station::train, .experiments = {}, .shipped = {}},
      Exercise{.answered_at = Station::weights,
               .experiments = {"fashion-300-16"},
               .shipped = {"fashion-300-16"},
               .settings = {{"layer", "encoder"}, {"sort", "norm"}},
               .choices = {"clothes", "strokes", "noise"}}};
  return kList;
}

void show(Session& session, int number, const std::vector<std::string>& models) {
  const Exercise& asked = exercise(number);
  const auto set = [&](std::string_view word, std::string value) {
    if (find_setting(word))
      perform(session, Set{.word = find_setting(word)->word, .value = std::move(value)});
  };
  set("model", models.front());
  std::string rows;
  for (const std::string& model : models) rows += (rows.empty() ? "" : ",") + model;
  if (asked.answered_at == Station::reconstructions) set("rows", rows);
  for (const ExerciseSetting& setting : asked.settings) set(setting.word, std::string(setting.value));
  set("station", row_of(asked.answered_at).called.word);
  session.book.seen_exercises.insert(number);
}

// Exercise 3: a network of 16 numbers on the reader's images, or on those that stand in for them.
void train_on_others(Session& session, int number) {
  const DatasetEntry* dataset = exercise_dataset(session);
  session.choices.plan = {.dataset = dataset->name};
  start_run(session, session.choices.plan, RunUntil::end);
  session.choices.station = Station::train;
  session.book.seen_exercises.insert(number);
}

}  // namespace

const Exercise& exercise(int number) {
  assert(number >= 1 && number <= kExercises);
  return exercises()[static_cast<std::size_t>(number - 1)];
}

std::optional<std::vector<std::string>> trained_for(const Session& session, const Exercise& exercise) {
  std::vector<std::string> names;
  for (const std::string_view id : exercise.experiments) {
    const Experiment* experiment = find_experiment(session.book, id);
    const ModelHere here = experiment ? model_here(session, plan_now(session, *experiment)) : ModelHere{};
    if (here.name.empty()) return std::nullopt;
    names.push_back(here.name);
  }
  return names.empty() ? std::nullopt : std::optional(names);
}

std::optional<std::vector<std::string>> shipped_for(const Session& session, const Exercise& exercise) {
  std::vector<std::string> names;
  for (const std::string_view name : exercise.shipped) {
    const LibraryEntry* entry = find_entry(session.library, name);
    if (!entry || entry->is_own) return std::nullopt;
    names.emplace_back(name);
  }
  return names.empty() ? std::nullopt : std::optional(names);
}

bool is_under_way(const Session& session, const Exercise& exercise) {
  return std::ranges::any_of(exercise.experiments, [&](std::string_view id) {
    const Experiment* experiment = find_experiment(session.book, id);
    return experiment && is_wanted(session.book, *experiment);
  });
}

void update_exercises(Session& session) {
  int& awaited = session.book.awaited_exercise;
  if (awaited == 0 || session.choices.station != Station::exercises) {
    awaited = 0;
    return;
  }
  const Exercise& asked = exercise(awaited);
  if (is_under_way(session, asked)) return;
  const int number = std::exchange(awaited, 0);
  if (const auto models = trained_for(session, asked)) show(session, number, *models);
}

void act(Session& session, const DoExercise& action) {
  if (action.number < 1 || action.number > kExercises) return;
  const Exercise& asked = exercise(action.number);
  if (asked.experiments.empty()) return train_on_others(session, action.number);
  const auto models = action.is_shipped ? shipped_for(session, asked) : trained_for(session, asked);
  if (models) return show(session, action.number, *models);
  if (action.is_shipped) return;
  session.book.models_wanted.insert(asked.experiments.begin(), asked.experiments.end());
  act(session, RunExperiments{{asked.experiments.begin(), asked.experiments.end()}});
  session.book.awaited_exercise = action.number;
}

void act(Session& session, const AnswerExercise& action) {
  if (action.number < 1 || action.number > kExercises) return;
  const auto& choices = exercise(action.number).choices;
  if (std::ranges::find(choices, action.answer) == choices.end()) return;
  session.book.record.answers.insert_or_assign(std::to_string(action.number), action.answer);
}

}  // namespace bottleneck
