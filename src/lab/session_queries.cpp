// What a session tells when it is asked; nothing is changed here.
#include <string>

#include "lab/browsing.h"
#include "lab/figures.h"
#include "lab/session.h"
#include "texts/results.h"

namespace bottleneck {

const LibraryEntry* chosen_entry(const Session& session) {
  return find_entry(session.library, session.choices.model);
}

const LibraryEntry* other_entry(const Session& session) {
  return session.choices.other.empty() ? nullptr : find_entry(session.library, session.choices.other);
}

const DatasetEntry* dataset_of(const Session& session, const TrainingPlan& plan) {
  if (!plan.dataset.empty()) return find_dataset(session.datasets, plan.dataset);
  // The first, as in the notebook; where it cannot be had, what can always be had.
  const DatasetEntry& first = session.datasets.entries.front();
  const bool has_failed = !first.train.error().empty() || !first.test.error().empty();
  return has_failed ? find_dataset(session.datasets, kSyntheticDataset) : &first;
}

const DatasetEntry* dataset_of(const Session& session, const LibraryEntry* entry) {
  if (!entry || !entry->card) return nullptr;
  const DatasetEntry* dataset = find_dataset(session.datasets, entry->card->dataset);
  // There must be as many classes: a card may come from anywhere. The reader's own images are others with
  // every visit, if they are there at all: their labels must mean the same.
  if (!dataset || dataset->class_names.size() != entry->card->class_names.size()) return nullptr;
  const bool is_others = !has_lasting_images(*dataset) &&
                         (!dataset->train.images || dataset->class_names != entry->card->class_names);
  return is_others ? nullptr : dataset;
}

std::string class_name(const LibraryEntry* entry, int label) {
  const auto index = static_cast<std::size_t>(label);
  if (label < 0 || !entry || !entry->card || index >= entry->card->class_names.size())
    return std::to_string(label);
  return entry->card->class_names[index];
}

UnitRange unit_range(const ModelCard& card, int unit) {
  const auto index = static_cast<std::size_t>(unit);
  if (index >= card.latent_max.size()) return {};
  UnitRange range{.low = index < card.latent_min.size() ? card.latent_min[index] : 0,
                  .high = card.latent_max[index]};
  range.is_dead = range.low == 0 && range.high == 0;
  if (!(range.low < range.high)) range.high = range.low + 1;
  return range;
}

std::string spoken_result(const Session& session) {
  const LibraryEntry* entry = chosen_entry(session);
  const std::string& error = entry ? entry->error() : session.library.index_file.error;
  if (!error.empty()) return fill(texts::kSpokenFailed, {error});
  if (session.drawing.is_busy() || session.sweep) return "";

  const auto spoken = [&](const Opinion& opinion, const char* pattern) {
    if (!opinion.prediction) return std::string();
    const int votes = opinion.votes[static_cast<std::size_t>(*opinion.prediction)];
    std::string text = fill(pattern, {class_name(entry, *opinion.prediction), std::to_string(votes),
                                      std::to_string(opinion.neighbours.size())});
    if (opinion.doubt == Doubt::split) text += std::string(" ") + texts::kDoubtSplit;
    if (opinion.doubt == Doubt::far) text += std::string(" ") + texts::kDoubtFar;
    return text;
  };
  std::string text = spoken(session.reading.codes, texts::kSpokenCodes);
  const std::string pixels = spoken(session.pixels.opinion, texts::kSpokenPixels);
  if (!text.empty() && !pixels.empty()) text += " ";
  return text + pixels;
}

}  // namespace bottleneck
