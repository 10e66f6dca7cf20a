#include "lab/shown/inference_words.h"

#include "core/error_histogram.h"
#include "lab/base/figures.h"
#include "lab/session/queries.h"
#include "lab/shown/training_words.h"
#include "lab/shown/words.h"
#include "texts/controls.h"
#include "texts/drawings.h"
#include "texts/panels.h"
#include "texts/results.h"

namespace bottleneck {
namespace {

std::string compared_in_words(const Opinion& opinion) {
  const std::string images = grouped(opinion.references - opinion.own_references);
  const std::string ms = fixed(opinion.ms, 1);
  if (opinion.own_references == 0) return fill(texts::kMirrorComparedValue, {images, ms});
  return fill(texts::kDrawingsCompared, {images, grouped(opinion.own_references), ms});
}

}  // namespace

std::string shapes_in_words(const Architecture& architecture) {
  std::string words = texts::kNormalisedShort;
  for (const int width : layer_widths(architecture)) words += texts::kShapeArrow + std::to_string(width);
  return words + texts::kShapeArrow + texts::kNormalisedShort;
}

void add_errors(OfferGroup& group, const ModelCard& card, const Inference& inference) {
  if (!inference.error) return;
  group.tell(texts::kMirrorBce, fixed(inference.error->bce, kLossDigits));
  group.tell(texts::kMirrorMse, fixed(inference.error->mse, kLossDigits));
  if (card.error_histogram) {
    const double share = share_below(*card.error_histogram, inference.relative_error);
    group.tell(texts::kMirrorErrLess, fill(texts::kMirrorErrLessValue, {share_in_words(share)}));
  }
  group.tell(texts::kMirrorNetworkTime, fill(texts::kMirrorMilliseconds, {fixed(inference.network_ms, 1)}));
}

DoubtWords doubt_in_words(Doubt doubt) {
  switch (doubt) {
    case Doubt::none:
      break;
    case Doubt::split:
      return {texts::kDoubtSplit, texts::kDoubtSplitShort, texts::kMirrorDoubtSplit};
    case Doubt::far:
      return {texts::kDoubtFar, texts::kDoubtFarShort, texts::kMirrorDoubtFar};
    case Doubt::faint:
      return {texts::kDoubtFaint, texts::kDoubtFaintShort, texts::kMirrorDoubtFaint};
  }
  return {};
}

std::string answer_in_words(const LibraryEntry* entry, const Opinion& opinion) {
  if (!opinion.prediction) return "";
  std::string name = class_name(entry, *opinion.prediction);
  return opinion.doubt == Doubt::none ? name : fill(texts::kDoubted, {name});
}

void add_opinion(OfferGroup& group, const LibraryEntry& entry, const Opinion& opinion, const char* pictures) {
  if (!opinion.prediction) return;
  const int most = opinion.votes[static_cast<std::size_t>(*opinion.prediction)];
  group.tell(texts::kMirrorPrediction, fill(texts::kMirrorPredictionValue,
                                            {class_name(&entry, *opinion.prediction), std::to_string(most),
                                             std::to_string(opinion.neighbours.size())}));
  if (opinion.doubt != Doubt::none)
    group.tell(texts::kMirrorDoubt, doubt_in_words(opinion.doubt).explanation);
  group.tell(texts::kMirrorCompared, compared_in_words(opinion));
  group.tell(texts::kMirrorPictures, pictures);

  Finding votes{.label = texts::kMirrorVotes, .table = {{texts::kMirrorClass, texts::kMirrorVotes}}};
  for (std::size_t i = 0; i < opinion.votes.size(); ++i)
    votes.table.push_back({class_name(&entry, static_cast<int>(i)), std::to_string(opinion.votes[i])});
  group.findings.push_back(std::move(votes));

  Finding neighbours{.label = texts::kMirrorNeighbours,
                     .table = {{texts::kMirrorRank, texts::kMirrorLabel, texts::kMirrorDistance,
                                texts::kMirrorTrainingImage}}};
  for (const Near& near : opinion.neighbours) {
    const std::string number = std::to_string(near.neighbour.index);
    neighbours.table.push_back({std::to_string(neighbours.table.size()), class_name(&entry, near.label),
                                fixed(static_cast<double>(near.neighbour.distance), 2),
                                near.is_own ? fill(texts::kDrawingsYoursNumber, {number}) : number});
  }
  group.findings.push_back(std::move(neighbours));
}

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

std::string spoken_news(const Session& session) {
  const std::string result = spoken_result(session);
  std::vector<std::string> news = session.notes;
  for (const std::string& error : errors_of(session))
    if (result.find(error) == std::string::npos) news.push_back(error);
  const TrainingRun* run = shown_run(session.training);
  if (run && session.choices.station == Station::train)
    news.push_back(fill(texts::kSpokenRun, {run_name(session, *run), state_in_words(run->state)}));
  if (!result.empty()) news.push_back(result);
  std::string text;
  for (const std::string& one : news) text += (text.empty() ? "" : " ") + one;
  return text;
}

}  // namespace bottleneck
