// "The book and here" in words, for the canvas, the HTML beside it and the files that are taken along.
#pragma once

#include <string>
#include <vector>

#include "lab/session/session.h"
#include "lab/shown/numbers.h"

namespace bottleneck {

// "MNIST (784, 16, 784)", and shorter: "MNIST 784→16".
std::string experiment_title(const Session& session, const Experiment& experiment);
std::string experiment_title_short(const Session& session, const Experiment& experiment);

// "validation loss, epoch 5".
std::string figure_in_words(const Session& session, const Experiment& experiment, const BookRow& row);

// "0.8967", "49 ×", "14 min 3 s". digits: of a share or a loss, after the point; below 0: as short as it is.
std::string value_in_words(const Experiment& experiment, Figure figure, double value, int digits = -1);
// As the book has it, and as it was found here; "–" and nothing where there is none.
std::string book_in_words(const Experiment& experiment, const BookRow& row);
std::string here_in_words(const Session& session, const Experiment& experiment, const BookRow& row);
// Nothing where there is none.
std::string guess_in_words(const Session& session, const Experiment& experiment, const BookRow& row);

// "seed 1 · today", and the whole.
std::string provenance_short(const Session& session, const Experiment& experiment, const Provenance& from);
std::string provenance_in_words(const Session& session, const Provenance& from);
// Of an experiment's first figure that is there, the short one; empty: there is none.
std::string experiment_provenance(const Session& session, const Experiment& experiment);

// The rows that are shown now.
std::vector<const BookRow*> rows_shown(const Session& session, const Experiment& experiment);

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
// Whether the table is kept, in a sentence.
std::string book_keeping_in_words(const Session& session);

// The table for files, plain numbers in it, and for readers.
Numbers book_numbers(const Session& session);
CsvRows book_table(const Session& session);
std::string write_book_markdown(const Session& session);

}  // namespace bottleneck
