// How far the notebook's experiments are, in words.
#pragma once

#include <string>
#include <vector>

#include "lab/session/session.h"

namespace bottleneck {

// What the experiments are at: "MNIST (784, 16, 784): training, epoch 5 of 30"; empty: at nothing.
std::string book_now_in_words(const Session& session);
// "4 of 19 · 6 min left"; and how much of the tasks is done, in [0, 1].
std::string book_progress_in_words(const Session& session);
double book_share(const Session& session);
// What there is to be run: "10 trainings of 30 epochs and 9 searches …".
std::string book_to_do_in_words(const Session& session);
// Why it does not go on, and what happened on the way.
std::vector<std::string> book_problems(const Session& session);
// Of each dataset that is not here and that an experiment still needs.
std::vector<std::string> book_images_in_words(const Session& session);

}  // namespace bottleneck
