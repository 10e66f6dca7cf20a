// The experiments of "the book and here", their figures and where these come from, in words.
#pragma once

#include <string>
#include <vector>

#include "lab/session/session.h"

namespace bottleneck {

// "Fashion-MNIST (784, 16, 784)"; and shorter: "Fashion (784, 16, 784)", "Fashion 784→16".
std::string experiment_title(const Session& session, const Experiment& experiment);
std::string experiment_title_short(const Session& session, const Experiment& experiment);
std::string experiment_title_shortest(const Session& session, const Experiment& experiment);

// "validation loss, epoch 5".
std::string figure_in_words(const Session& session, const Experiment& experiment, const BookRow& row);

// "0.8967", "49 ×", "14 min 3 s". digits: of a share or a loss, after the point; below 0: as short as it is.
std::string value_in_words(const Experiment& experiment, Figure figure, double value, int digits = -1);
// As the book has it, and as it was found here; "–" and nothing where there is none.
std::string book_in_words(const Session& session, const Experiment& experiment, const BookRow& row);
std::string here_in_words(const Session& session, const Experiment& experiment, const BookRow& row);
// Nothing where there is none.
std::string guess_in_words(const Session& session, const Experiment& experiment, const BookRow& row);

// "seed 1 · today", and shorter "today"; and the whole.
std::string provenance_short(const Session& session, const Experiment& experiment, const Provenance& from);
std::string provenance_shortest(const Session& session, const Experiment& experiment, const Provenance& from);
std::string provenance_in_words(const Session& session, const Provenance& from);
// Where the experiment's first figure that is there comes from; nothing: there is none.
std::optional<Provenance> experiment_provenance(const Session& session, const Experiment& experiment);

// The rows that are shown now.
std::vector<const BookRow*> rows_shown(const Session& session, const Experiment& experiment);

// Whether the table is kept, in a sentence.
std::string book_keeping_in_words(const Session& session);

}  // namespace bottleneck
