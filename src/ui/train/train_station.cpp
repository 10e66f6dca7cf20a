#include "ui/train/train_station.h"

#include <algorithm>
#include <cmath>

#include "ui/paint/tokens.h"
#include "ui/train/experiment_card.h"
#include "ui/train/loss_card.h"
#include "ui/train/rebuilt_card.h"
#include "ui/train/run_card.h"
#include "ui/train/runs_card.h"
#include "ui/train/weights_card.h"

namespace bottleneck {
namespace {

constexpr float kLossHeight = 330;       // on a wide page, at least
constexpr float kSmallLossHeight = 264;  // on the others
constexpr float kExperimentWidth = 320;
constexpr float kWeightsWidth = 292;
constexpr float kTwoTrainColumnsFrom =
    560;  // narrower, as on a small phone on its side, they have no room for the buttons

struct TrainLayout {
  Rect experiment;
  Rect run;
  Rect loss;
  Rect rebuilt;
  Rect weights;
  Rect runs;
  float bottom = 0;
};

// Experiment and run on the left, the loss and what comes of it on the right; both end on the same line, that
// of the window where it is high enough.
TrainLayout lay_out_wide(const Session& session, const Look& look, const PageFrame& frame) {
  const Rect& area = frame.area;
  TrainLayout layout;
  layout.experiment = {area.x, area.y, kExperimentWidth, experiment_card_height(frame.shape)};
  layout.run = {area.x, layout.experiment.bottom() + kSpace4, kExperimentWidth,
                run_card_height(session, look, kExperimentWidth)};

  const float x = layout.experiment.right() + kSpace5;
  const float width = area.right() - x;
  const float rebuilt_width = width - kWeightsWidth - kSpace5;
  const float rebuilt = rebuilt_card_height(session, rebuilt_width);
  const float runs = runs_card_height(session);
  const float lower = rebuilt + kSpace4 + runs;
  const float window = frame.size.viewport_height - frame.gap;
  // The window's end, if all of it fits; what is too much makes the page longer.
  const float right = area.y + kLossHeight + kSpace5 + lower;
  layout.bottom = std::max({layout.run.bottom(), right, std::min(window, area.y + 860)});
  layout.run.height = layout.bottom - layout.run.y;
  const float spare = layout.bottom - right;
  layout.loss = {x, area.y, width, kLossHeight + std::floor(spare / 2)};
  const float y = layout.loss.bottom() + kSpace5;
  layout.rebuilt = {x, y, rebuilt_width, rebuilt};
  layout.runs = {x, layout.rebuilt.bottom() + kSpace4, rebuilt_width, 0};
  layout.runs.height = layout.bottom - layout.runs.y;
  layout.weights = {area.right() - kWeightsWidth, y, kWeightsWidth, layout.bottom - y};
  return layout;
}

// Two columns: what is done with the run and its loss stand on top.
TrainLayout lay_out_medium(const Session& session, const Look& look, const PageFrame& frame) {
  const Rect& area = frame.area;
  TrainLayout layout;
  const float left = std::floor((area.width - kSpace3) * 0.48F);
  layout.run = {area.x, area.y, left, run_card_height(session, look, left)};
  layout.experiment = {area.x, layout.run.bottom() + kSpace3, left, experiment_card_height(frame.shape)};
  const float x = layout.run.right() + kSpace3;
  const float width = area.right() - x;
  layout.loss = {x, area.y, width, kSmallLossHeight};
  layout.rebuilt = {x, layout.loss.bottom() + kSpace3, width, rebuilt_card_height(session, width)};
  layout.weights = {x, layout.rebuilt.bottom() + kSpace3, width, weights_card_height(session, width)};
  const float bottom = std::max(layout.experiment.bottom(), layout.weights.bottom());
  layout.experiment.height = bottom - layout.experiment.y;
  layout.weights.height = bottom - layout.weights.y;
  layout.runs = {area.x, bottom + kSpace3, area.width, runs_card_height(session)};
  layout.bottom = layout.runs.bottom();
  return layout;
}

TrainLayout lay_out_narrow(const Session& session, const Look& look, const PageFrame& frame) {
  const Rect& area = frame.area;
  TrainLayout layout;
  float y = area.y;
  const auto place = [&](Rect& card, float height) {
    card = {area.x, y, area.width, height};
    y = card.bottom() + kSpace3;
  };
  place(layout.run, run_card_height(session, look, area.width));
  place(layout.loss, kSmallLossHeight);
  place(layout.rebuilt, rebuilt_card_height(session, area.width));
  place(layout.experiment, experiment_card_height(frame.shape));
  place(layout.weights, weights_card_height(session, area.width));
  place(layout.runs, runs_card_height(session));
  layout.bottom = layout.runs.bottom();
  return layout;
}

TrainLayout lay_out_training(const Session& session, const Look& look, const PageFrame& frame) {
  switch (frame.shape) {
    case Shape::wide:
      return lay_out_wide(session, look, frame);
    case Shape::medium:
      if (frame.area.width < kTwoTrainColumnsFrom) break;
      return lay_out_medium(session, look, frame);
    case Shape::narrow:
      break;
  }
  return lay_out_narrow(session, look, frame);
}

}  // namespace

float draw_train_station(const Session& session, View& view, const Canvas& canvas, const PageFrame& frame,
                         std::vector<Action>& actions) {
  const TrainLayout layout = lay_out_training(session, view.look, frame);
  draw_experiment_card(session, view, canvas, layout.experiment, frame.shape, actions);
  draw_run_card(session, view, canvas, layout.run, actions);
  draw_loss_card(session, view, canvas, layout.loss, actions);
  draw_rebuilt_card(session, view, canvas, layout.rebuilt);
  draw_weights_card(session, view, canvas, layout.weights);
  draw_runs_card(session, view, canvas, layout.runs, actions);
  return layout.bottom + frame.gap;
}

}  // namespace bottleneck
