#include "lab/shown/inference_words.h"

#include "core/error_histogram.h"
#include "lab/base/figures.h"
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
  constexpr const char* kArrow = " → ";
  const std::string side = std::to_string(kSide);
  const std::string image = side + "×" + side;
  std::string words = image + kArrow + std::to_string(architecture.inputs);
  for (const int width : architecture.hidden) words += kArrow + std::to_string(width);
  words += kArrow + std::to_string(architecture.latent);
  for (auto width = architecture.hidden.rbegin(); width != architecture.hidden.rend(); ++width)
    words += kArrow + std::to_string(*width);
  return words + kArrow + std::to_string(architecture.inputs) + kArrow + image;
}

void add_errors(std::vector<Finding>& findings, const ModelCard& card, const Inference& inference) {
  if (!inference.error) return;
  findings.push_back({texts::kMirrorBce, fixed(inference.error->bce, kLossDigits)});
  findings.push_back({texts::kMirrorMse, fixed(inference.error->mse, kLossDigits)});
  if (card.error_histogram) {
    const double share = share_below(*card.error_histogram, inference.relative_error);
    findings.push_back({texts::kMirrorErrLess, fill(texts::kMirrorErrLessValue, {share_in_words(share)})});
  }
  findings.push_back(
      {texts::kMirrorNetworkTime, fill(texts::kMirrorMilliseconds, {fixed(inference.network_ms, 1)})});
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

void add_opinion(std::vector<Finding>& findings, const LibraryEntry& entry, const Opinion& opinion,
                 const char* pictures) {
  if (!opinion.prediction) return;
  const int most = opinion.votes[static_cast<std::size_t>(*opinion.prediction)];
  findings.push_back(
      {texts::kMirrorPrediction,
       fill(texts::kMirrorPredictionValue, {class_name(&entry, *opinion.prediction), std::to_string(most),
                                            std::to_string(opinion.neighbours.size())})});
  if (opinion.doubt != Doubt::none)
    findings.push_back({texts::kMirrorDoubt, doubt_in_words(opinion.doubt).explanation});
  findings.push_back({texts::kMirrorCompared, compared_in_words(opinion)});
  findings.push_back({texts::kMirrorPictures, pictures});

  Finding votes{.label = texts::kMirrorVotes, .table = {{texts::kMirrorClass, texts::kMirrorVotes}}};
  for (std::size_t i = 0; i < opinion.votes.size(); ++i)
    votes.table.push_back({class_name(&entry, static_cast<int>(i)), std::to_string(opinion.votes[i])});
  findings.push_back(std::move(votes));

  Finding neighbours{.label = texts::kMirrorNeighbours,
                     .table = {{texts::kMirrorRank, texts::kMirrorLabel, texts::kMirrorDistance,
                                texts::kMirrorTrainingImage}}};
  for (const Near& near : opinion.neighbours) {
    const std::string number = std::to_string(near.neighbour.index);
    neighbours.table.push_back({std::to_string(neighbours.table.size()), class_name(&entry, near.label),
                                fixed(static_cast<double>(near.neighbour.distance), 2),
                                near.is_own ? fill(texts::kDrawingsYoursNumber, {number}) : number});
  }
  findings.push_back(std::move(neighbours));
}

}  // namespace bottleneck
