#include "ui/train/plan_fields.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <string>

#include "lab/base/figures.h"
#include "lab/session/queries.h"
#include "lab/shown/training_words.h"
#include "texts/training.h"
#include "ui/paint/choice_field.h"
#include "ui/paint/widgets.h"

namespace bottleneck {
namespace {

constexpr int kRows = 9;
constexpr float kFieldGap = kSpace2;
constexpr float kLabelWidth = 120;
constexpr float kLabelShare = 0.42F;  // of a narrow card, at most

// Hands out the rows from the top: the label is drawn, the rest is for the field.
class Rows {
 public:
  Rows(const Canvas& canvas, const Rect& area, float row_height)
      : canvas_(canvas), area_(area), row_height_(row_height) {}

  Rect next(const char* label) {
    Rect row = cut_top(area_, row_height_, kFieldGap);
    const float label_width = std::min(kLabelWidth, std::floor(area_.width * kLabelShare));
    draw_text(canvas_, cut_left(row, label_width, 0), kText, canvas_.palette().muted, label);
    return row;
  }

 private:
  const Canvas& canvas_;
  Rect area_;
  float row_height_;
};

std::string plan_dataset_in_words(const DatasetEntry& dataset) {
  const int images = dataset.train.count();
  return images > 0 ? fill(texts::kPlanDataset, {dataset.title, grouped(images)}) : dataset.title;
}

void draw_dataset(const Session& session, View& view, const Canvas& canvas, const Rect& field,
                  std::vector<Action>& actions) {
  const DatasetEntry* chosen = dataset_of(session, session.choices.plan);
  const auto& entries = session.datasets.entries;
  std::vector<FieldOption> options;
  std::size_t place = entries.size();
  for (const DatasetEntry& dataset : entries) {
    if (&dataset == chosen) place = options.size();
    const bool can_use = can_train_on(dataset);
    options.push_back({.name = "plan:dataset:" + dataset.name,
                       .label = can_use ? plan_dataset_in_words(dataset)
                                        : fill(texts::kPlanDataset, {dataset.title, texts::kNoDatasets}),
                       .is_enabled = can_use});
  }
  // The number of images stands in the row below, too.
  const std::string value = chosen
                                ? first_fitting(*canvas.look, kText, field.width - kSpace3 - kUnfoldMarkRoom,
                                                {plan_dataset_in_words(*chosen), chosen->title})
                                : std::string(texts::kNoDatasets);
  const auto pressed = choice_field(view, canvas, "plan:dataset", field, value, options, place);
  if (pressed) actions.push_back(Set{"on", entries[*pressed].name});
}

// None, 300, or what is typed, which then stands for "other".
void draw_hidden(const Session& session, View& view, const Canvas& canvas, const Rect& field,
                 std::vector<Action>& actions) {
  const TrainingPlan& plan = session.choices.plan;
  const std::vector<int> usual{300};
  const std::size_t chosen = plan.hidden.empty() ? 0 : plan.hidden == usual ? 1 : 2;
  const std::string typed = hidden_in_words(plan.hidden);
  const float room = field.width - 96;  // beside the two others
  const std::string other = chosen == 2 ? first_fitting(*canvas.look, kSelectedText, room - 2 * kSpace2,
                                                        {typed, texts::kPlanHiddenOther})
                                        : std::string(texts::kPlanHiddenOther);
  const std::array options{Segment{"plan:hidden:none", texts::kPlanHiddenNone},
                           Segment{"plan:hidden:300", texts::kPlanHidden300}, Segment{"plan:hidden", other}};
  const auto pressed = segments(view, canvas, field, options, chosen);
  if (!pressed) return;
  if (*pressed == 2) {
    view.field = FieldRequest{.id = "plan:hidden",
                              .label = texts::kPlanHidden,
                              .value = chosen == 2 ? typed : "300,100",
                              .place = field,
                              .is_number = false};
    return;
  }
  actions.push_back(Set{"hidden", *pressed == 0 ? "" : "300"});
}

void draw_loss(const Session& session, View& view, const Canvas& canvas, const Rect& field,
               std::vector<Action>& actions) {
  const std::array options{Segment{"plan:loss:bce", texts::kBce}, Segment{"plan:loss:mse", texts::kMse}};
  const auto pressed = segments(view, canvas, field, options, session.choices.plan.loss == Loss::bce ? 0 : 1);
  if (pressed) actions.push_back(Set{"loss", *pressed == 0 ? "bce" : "mse"});
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

void draw_seed(const Session& session, View& view, const Canvas& canvas, Rect field,
               std::vector<Action>& actions) {
  const TrainingPlan& plan = session.choices.plan;
  const Rect again = cut_right(field, field.height, kSpace1);
  value_field(view, canvas, "plan:seed", texts::kPlanSeed, std::to_string(plan.seed), field);
  const bool is_pressed =
      sign_button(view, canvas, "plan:new-seed", again, canvas.palette().soft,
                  [&](ImVec2 middle, ImU32 ink) { draw_round_arrow(canvas, middle, ink); });
  if (is_pressed)
    actions.push_back(Set{"seed", std::to_string(plan.seed >= kLargestSeed ? 1 : plan.seed + 1)});
}

}  // namespace

float plan_fields_height(float row_height) {
  return kRows * row_height + (kRows - 1) * kFieldGap;
}

void draw_plan_fields(const Session& session, View& view, const Canvas& canvas, const Rect& area,
                      float row_height, std::vector<Action>& actions) {
  const TrainingPlan& plan = session.choices.plan;
  Rows rows(canvas, area, row_height);
  const auto value = [&](const char* id, const char* label, const std::string& text) {
    value_field(view, canvas, id, label, text, rows.next(label));
  };
  draw_dataset(session, view, canvas, rows.next(texts::kPlanData), actions);
  const int images = planned_images(session, plan);
  value_field(view, canvas, "plan:images", texts::kPlanImages, std::to_string(images),
              rows.next(texts::kPlanImages), grouped(images));
  value("plan:latent", texts::kPlanLatent, std::to_string(plan.latent));
  draw_hidden(session, view, canvas, rows.next(texts::kPlanHidden), actions);
  draw_loss(session, view, canvas, rows.next(texts::kPlanLoss), actions);
  value("plan:epochs", texts::kPlanEpochs, std::to_string(plan.epochs));
  value("plan:batch", texts::kPlanBatch, std::to_string(plan.batch));
  value("plan:rate", texts::kPlanRate, short_number(static_cast<double>(plan.learning_rate)));
  draw_seed(session, view, canvas, rows.next(texts::kPlanSeed), actions);
}

}  // namespace bottleneck
