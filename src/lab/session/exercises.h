// The four exercises of the notebook: what each is about, what it takes, and where its answer is seen.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lab/session/session.h"

namespace bottleneck {

// A setting of the station that answers it, as an address says it.
struct ExerciseSetting {
  std::string_view word;
  std::string_view value;
};

struct Exercise {
  Station answered_at;
  std::vector<std::string_view> experiments;  // of the book's table, that it takes; none: of other images
  std::vector<std::string_view> shipped;      // the models that come with the page and answer it, likewise
  std::vector<ExerciseSetting> settings{};
  std::vector<std::string_view> choices{};  // what the reader can expect, by the words that are kept
};
inline constexpr int kExercises = 4;

// number: 1 to kExercises.
const Exercise& exercise(int number);

// The models that answer it, by name: the reader's by the notebook's plans, or those that come with the page;
// nothing: one of them is not there.
std::optional<std::vector<std::string>> trained_for(const Session& session, const Exercise& exercise);
std::optional<std::vector<std::string>> shipped_for(const Session& session, const Exercise& exercise);

// Whether what it takes is under way.
bool is_under_way(const Session& session, const Exercise& exercise);

// Once what the reader has asked for is trained, they are led to the answer, where they still look at the
// exercises.
void update_exercises(Session& session);

// Actions (lab/session/actions.h).
void act(Session& session, const DoExercise& action);
void act(Session& session, const AnswerExercise& action);

}  // namespace bottleneck
