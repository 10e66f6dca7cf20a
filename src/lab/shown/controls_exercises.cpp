// The exercises: think, choose, and one press that leads to the answer.
#include <string>

#include "lab/base/figures.h"
#include "lab/session/exercises.h"
#include "lab/shown/exercise_words.h"
#include "lab/shown/offer.h"
#include "texts/exercises.h"

namespace bottleneck {
namespace {

Offer answer_offer(const Session& session, int number) {
  const std::string text = std::to_string(number);
  const auto& answers = session.book.record.answers;
  const auto given = answers.find(text);
  std::vector<ChoiceOption> options;
  for (const std::string_view choice : exercise(number).choices) {
    options.push_back({.id = std::string(choice),
                       .label = choice_in_words(choice),
                       .action = AnswerExercise{.number = number, .answer = std::string(choice)}});
  }
  return make_choice("exercise:" + text + ":answer", fill(texts::kExerciseChoice, {text}),
                     given == answers.end() ? "" : given->second, std::move(options));
}

void add_exercise(OfferGroup& group, const Session& session, int number) {
  const Exercise& asked = exercise(number);
  const ExerciseWords words = exercise_words(number);
  const std::string text = std::to_string(number);
  const std::string id = "exercise:" + text;
  group.tell(fill(texts::kExerciseTitle, {text, words.title}), words.question);
  if (!asked.choices.empty()) {
    group.tell(fill(texts::kExerciseChoice, {text}), words.think);
    group.add(answer_offer(session, number));
  }
  const bool is_others = asked.experiments.empty();
  const bool is_trained = !is_others && trained_for(session, asked).has_value();
  const char* train = is_others    ? texts::kExerciseTrainOthers
                      : is_trained ? texts::kExerciseSeeOwn
                                   : texts::kExerciseTrain;
  group.add(make_button(id, fill(texts::kMirrorExerciseTrain, {text}), DoExercise{.number = number})
                .with_short_label(train)
                .enabled_if(!is_under_way(session, asked)));
  if (shipped_for(session, asked)) {
    group.add(make_button(id + ":ready", fill(texts::kMirrorExerciseShipped, {text}),
                          DoExercise{.number = number, .is_shipped = true})
                  .with_short_label(asked.shipped.size() == 1 ? texts::kExerciseShippedOne
                                                              : texts::kExerciseShipped));
  }
  if (is_others) {
    group.add(make_button(id + ":files", texts::kExerciseFiles, PickFiles{})
                  .with_short_label(texts::kExerciseFiles));
  }
  for (const std::string& line : exercise_state(session, number))
    group.tell(texts::kMirrorExerciseFigures, line);
  group.tell(texts::kExerciseLook, words.answer);
}

}  // namespace

OfferGroup exercise_offers(const Session& session) {
  OfferGroup group{.id = "exercises", .title = texts::kExercises};
  for (int number = 1; number <= kExercises; ++number) add_exercise(group, session, number);
  return group;
}

}  // namespace bottleneck
