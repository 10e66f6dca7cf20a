// What a model made of a drawing, in words and tables.
#pragma once

#include <string>

#include "lab/session/session.h"
#include "lab/shown/offer.h"

namespace bottleneck {

// "28×28 → 784 → 16 → 784 → 28×28"
std::string shapes_in_words(const Architecture& architecture);

// The reconstruction's errors, and where they stand among those of the training images.
void add_errors(OfferGroup& group, const ModelCard& card, const Inference& inference);

// Why a prediction is doubted, beside it, where there is less room, and at length; empty for none.
struct DoubtWords {
  const char* sentence = "";
  const char* shorter = "";
  const char* explanation = "";
};
DoubtWords doubt_in_words(Doubt doubt);

// The prediction's name, with a question mark where it is doubted; empty where there is none.
std::string answer_in_words(const LibraryEntry* entry, const Opinion& opinion);

// Prediction, doubt, votes and neighbours. The opinion must hold some. pictures: what the neighbours'
// pictures on the canvas are.
void add_opinion(OfferGroup& group, const LibraryEntry& entry, const Opinion& opinion, const char* pictures);

// The result in words, or why there is none, for those who do not see the picture; empty while a gesture
// lasts.
std::string spoken_result(const Session& session);

// The same after all else that comes without being looked for: notes, failures, and at the station "Train"
// how the run shown stands.
std::string spoken_news(const Session& session);

}  // namespace bottleneck
