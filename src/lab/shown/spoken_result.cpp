#include "lab/shown/spoken_result.h"

#include "lab/base/figures.h"
#include "lab/session/queries.h"
#include "lab/shown/inference_words.h"
#include "texts/results.h"

namespace bottleneck {

std::string spoken_result(const Session& session) {
  const LibraryEntry* entry = chosen_entry(session);
  const std::string& error = entry ? entry->error() : session.library.index_file.error;
  if (!error.empty()) return fill(texts::kSpokenFailed, {error});
  if (session.drawing.is_busy() || session.sweep) return "";

  const auto spoken = [&](const Opinion& opinion, const char* pattern) {
    if (!opinion.prediction) return std::string();
    const int votes = opinion.votes[static_cast<std::size_t>(*opinion.prediction)];
    const std::string text = fill(pattern, {class_name(entry, *opinion.prediction), std::to_string(votes),
                                            std::to_string(opinion.neighbours.size())});
    return opinion.doubt == Doubt::none ? text : text + " " + doubt_in_words(opinion.doubt).sentence;
  };
  std::string text = spoken(session.inference.codes, texts::kSpokenCodes);
  const std::string pixels = spoken(session.pixels.opinion, texts::kSpokenPixels);
  if (!text.empty() && !pixels.empty()) text += " ";
  return text + pixels;
}

}  // namespace bottleneck
