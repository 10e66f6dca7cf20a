#include <algorithm>
#include <cmath>
#include <numbers>
#include <string>

#include "lab/base/figures.h"
#include "lab/session/queries.h"
#include "texts/training.h"
#include "ui/paint/offered.h"
#include "ui/paint/offered_lists.h"
#include "ui/train/cards.h"

namespace bottleneck {
namespace {

constexpr float kFieldGap = kSpace1;  // all of the station fits into 1280 × 800
constexpr float kFieldGapForFingers = kSpace2;
constexpr float kLabelWidth = 104;
constexpr float kLabelShare = 0.42F;  // of a narrow card, at most
constexpr float kWorkersWidth = 40;   // one digit
constexpr float kSeedWidth = 136;     // nine digits, and the arrow

float gap_below(float row_height) {
  return row_height < kControlHeight ? kFieldGap : kFieldGapForFingers;
}

float label_width(const Rect& area) {
  return std::min(kLabelWidth, std::floor(area.width * kLabelShare));
}

// Cuts a row off the top: the label of its offer is drawn, or the labels of the two that share it; the rest
// is for the fields.
Rect next_field(const Panel& panel, Rect& area, float row_height, const char* id,
                const char* beside = nullptr) {
  Rect row = cut_top(area, row_height, gap_below(row_height));
  std::string label = label_of(panel, id);
  if (beside) label = fill(texts::kPlanTwo, {label, label_of(panel, beside)});
  draw_text(panel, cut_left(row, label_width(area)), kText, panel.palette().muted, label);
  return row;
}

std::string plan_dataset_in_words(const DatasetEntry& dataset) {
  const int images = dataset.train.count();
  return images > 0 ? fill(texts::kPlanDataset, {dataset.title, grouped(images)}) : dataset.title;
}

void draw_dataset(const Panel& panel, const Rect& field) {
  const DatasetEntry* chosen = dataset_of(panel.session, panel.session.choices.plan);
  const auto& entries = panel.session.datasets.entries;
  std::vector<FieldOption> options;
  std::size_t place = entries.size();
  for (const DatasetEntry& dataset : entries) {
    if (&dataset == chosen) place = options.size();
    const Use use("plan:dataset", dataset.name, "plan:dataset:" + dataset.name);
    options.push_back({use, can_use(panel, use)
                                ? plan_dataset_in_words(dataset)
                                : fill(texts::kPlanDataset, {dataset.title, texts::kNoDatasets})});
  }
  // The number of images stands in the row below, too.
  const std::string value = chosen
                                ? first_fitting(*panel.look, kText, field.width - kSpace3 - kUnfoldMarkRoom,
                                                {plan_dataset_in_words(*chosen), chosen->title})
                                : std::string(texts::kNoDatasets);
  choice_field(panel, "plan:dataset", field, value, options, place);
}

// An arrow that goes round: another one.
void draw_round_arrow(const Canvas& canvas, ImVec2 middle, ImU32 ink) {
  constexpr float kRadius = 5;
  constexpr float kTurn = 2 * std::numbers::pi_v<float>;
  canvas.list->PathArcTo(middle, kRadius, -0.1F * kTurn, 0.72F * kTurn);
  canvas.list->PathStroke(ink, 0, 1.5F);
  const ImVec2 tip{middle.x + kRadius * std::cos(-0.1F * kTurn),
                   middle.y + kRadius * std::sin(-0.1F * kTurn)};
  canvas.list->AddTriangleFilled({tip.x - 4, tip.y - 1}, {tip.x + 2.5F, tip.y - 4}, {tip.x + 2, tip.y + 2.5F},
                                 ink);
}

void draw_epochs_and_batch(const Panel& panel, Rect row) {
  use_field(panel, "plan:epochs", cut_left(row, std::floor((row.width - kSpace2) / 2), kSpace2));
  use_field(panel, "plan:batch", row);
}

void draw_seed(const Panel& panel, Rect field) {
  const std::uint64_t seed = panel.session.choices.plan.seed;
  const Use next("plan:seed", std::to_string(seed >= kLargestSeed ? 1 : seed + 1), "plan:new-seed");
  const Rect again = cut_right(field, field.height, kSpace1);
  use_field(panel, "plan:seed", field);
  use_sign(panel, next, again, panel.palette().soft,
           [&](ImVec2 middle, ImU32 ink) { draw_round_arrow(panel, middle, ink); });
}

}  // namespace

float draw_plan_fields(const Panel& panel, const Rect& place, float row_height) {
  if (!panel.offers.find("plan:dataset")) return 0;
  Rect area = place;
  const auto next = [&](const char* id, const char* beside = nullptr) {
    return next_field(panel, area, row_height, id, beside);
  };
  const auto number = [&](const char* id) { use_field(panel, id, next(id)); };
  draw_dataset(panel, next("plan:dataset"));
  use_field(panel, "plan:images", next("plan:images"),
            grouped(planned_images(panel.session, panel.session.choices.plan)));
  number("plan:latent");
  use_line_segments(panel, "plan:hidden", next("plan:hidden"), texts::kPlanHiddenOther, "300,100");
  use_segments(panel, "plan:loss", next("plan:loss"));
  draw_epochs_and_batch(panel, next("plan:epochs", "plan:batch"));
  number("plan:rate");
  if (area.width - label_width(area) >= kSeedWidth + kSpace2 + kWorkersWidth) {
    Rect row = next("plan:seed", "workers");
    use_field(panel, "workers", cut_right(row, kWorkersWidth, kSpace2));
    draw_seed(panel, row);
  } else {
    draw_seed(panel, next("plan:seed"));
    number("workers");
  }
  return area.y - gap_below(row_height) - place.y;
}

}  // namespace bottleneck
