#include "lab/shown/exercise_words.h"

#include <algorithm>
#include <array>
#include <utility>

#include "lab/base/figures.h"
#include "lab/session/exercises.h"
#include "lab/shown/book_run_words.h"
#include "lab/shown/book_words.h"
#include "texts/exercises.h"

namespace bottleneck {
namespace {

constexpr std::array<ExerciseWords, kExercises> kWords{
    ExerciseWords{texts::kExercise1, texts::kExercise1Question, texts::kExercise1Think,
                  texts::kExercise1Answer},
    ExerciseWords{texts::kExercise2, texts::kExercise2Question, texts::kExercise2Think,
                  texts::kExercise2Answer},
    ExerciseWords{texts::kExercise3, texts::kExercise3Question, texts::kExercise3Think,
                  texts::kExercise3Answer},
    ExerciseWords{texts::kExercise4, texts::kExercise4Question, texts::kExercise4Think,
                  texts::kExercise4Answer}};

constexpr std::array<std::pair<std::string_view, const char*>, 9> kChoiceWords{
    {{"64", texts::kExerciseAnswer64},
     {"16", texts::kExerciseAnswer16},
     {"8", texts::kExerciseAnswer8},
     {"all", texts::kExerciseAnswerAll},
     {"small", texts::kExerciseAnswerSmall},
     {"none", texts::kExerciseAnswerNone},
     {"clothes", texts::kExerciseAnswerClothes},
     {"strokes", texts::kExerciseAnswerStrokes},
     {"noise", texts::kExerciseAnswerNoise}}};

// "Fashion 784→8: validation loss 0.3152, neighbours right 0.7997"; empty: nothing was found yet.
std::string found_of(const Session& session, const Experiment& experiment) {
  std::string loss;
  std::string accuracy;
  for (const BookRow& row : experiment.rows) {
    if (row.figure == Figure::val_loss && row.epoch == 0) loss = here_in_words(session, experiment, row);
    if (row.figure == Figure::accuracy) accuracy = here_in_words(session, experiment, row);
  }
  if (loss.empty() || accuracy.empty()) return "";
  return fill(texts::kExerciseFigures, {experiment_title_shortest(session, experiment), loss, accuracy});
}

}  // namespace

ExerciseWords exercise_words(int number) {
  return kWords[static_cast<std::size_t>(number - 1)];
}

const char* choice_in_words(std::string_view choice) {
  const auto* found =
      std::ranges::find(kChoiceWords, choice, &std::pair<std::string_view, const char*>::first);
  return found == kChoiceWords.end() ? "" : found->second;
}

std::vector<std::string> exercise_state(const Session& session, int number) {
  const Exercise& asked = exercise(number);
  if (asked.experiments.empty()) {
    const DatasetEntry* dataset = exercise_dataset(session);
    if (dataset->origin == Origin::synthetic) return {texts::kExercise3Synthetic};
    return {fill(texts::kExercise3Pictures, {dataset->title, grouped(dataset->train.count())})};
  }
  if (is_under_way(session, asked))
    return {fill(texts::kExerciseUnderWay, {book_progress_in_words(session), book_now_in_words(session)})};
  std::vector<std::string> lines;
  int trainings = 0;
  int epochs = 0;
  for (const std::string_view id : asked.experiments) {
    const Experiment* experiment = find_experiment(session.book, id);
    if (!experiment) continue;
    const TrainingPlan plan = plan_now(session, *experiment);
    epochs = plan.epochs;
    if (!model_here(session, plan).model) ++trainings;
    if (std::string found = found_of(session, *experiment); !found.empty()) lines.push_back(std::move(found));
  }
  if (lines.empty() && trainings > 0)
    lines.push_back(fill(trainings == 1 ? texts::kExerciseCostOne : texts::kExerciseCost,
                         {std::to_string(trainings), std::to_string(epochs)}));
  return lines;
}

}  // namespace bottleneck
