// The exercises in words.
#pragma once

#include <string>
#include <vector>

#include "lab/session/session.h"

namespace bottleneck {

struct ExerciseWords {
  const char* title;
  const char* question;
  const char* think;
  const char* answer;  // what to look for, once it is seen
};
ExerciseWords exercise_words(int number);

// What one of its choices says.
const char* choice_in_words(std::string_view choice);

// What it takes, how far that is, or what was found: sentences.
std::vector<std::string> exercise_state(const Session& session, int number);

}  // namespace bottleneck
