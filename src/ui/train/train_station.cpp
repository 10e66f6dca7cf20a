
#include <algorithm>
#include <cmath>

#include "ui/paint/page_panels.h"
#include "ui/train/cards.h"

namespace bottleneck {
namespace {

constexpr float kLossHeight = 330;       // on a wide page; more where the window is higher,
constexpr float kLeastLossHeight = 270;  // and less where the list of runs would not be seen
constexpr float kSmallLossHeight = 264;  // on the others
constexpr float kExperimentWidth = 328;
constexpr float kWeightsWidth = 292;
constexpr float kTwoTrainColumnsFrom =
    560;  // narrower, as on a small phone on its side, they have no room for the buttons

struct TrainLayout {
  Rect experiment;
  Rect run;
  Rect loss;
  Rect reconstructions;
  Rect weights;
  Rect runs;
  float bottom = 0;
};

// Experiment and run on the left, the loss and what comes of it on the right; both end on the same line, that
// of the window where it is high enough.
TrainLayout lay_out_wide(const Panel& measure, const PageFrame& frame) {
  const Rect& area = frame.area;
  TrainLayout layout;
  layout.experiment = {area.x, area.y, kExperimentWidth,
                       draw_experiment_card(measure, {0, 0, kExperimentWidth, 0}, frame.shape)};
  layout.run = {area.x, layout.experiment.bottom() + kSpace4, kExperimentWidth,
                draw_progress_card(measure, {0, 0, kExperimentWidth, 0})};

  const float x = layout.experiment.right() + kSpace5;
  const float width = area.right() - x;
  const float pictures_width = width - kWeightsWidth - kSpace5;
  const float pictures = draw_reconstructions_card(measure, {0, 0, pictures_width, 0});
  const float runs = draw_runs_card(measure, {0, 0, pictures_width, 0});
  const float lower = pictures + kSpace4 + runs;
  const float window = frame.size.viewport_height - frame.gap;
  // The window's end, if all of it fits; what is too much makes the page longer.
  const float right = area.y + kLeastLossHeight + kSpace5 + lower;
  layout.bottom = std::max({layout.run.bottom(), right, std::min(window, area.y + 860)});
  layout.run.height = layout.bottom - layout.run.y;
  const float loss = kLeastLossHeight + layout.bottom - right;
  layout.loss = {x, area.y, width, loss <= kLossHeight ? loss : std::floor((loss + kLossHeight) / 2)};
  const float y = layout.loss.bottom() + kSpace5;
  layout.reconstructions = {x, y, pictures_width, pictures};
  layout.runs = {x, layout.reconstructions.bottom() + kSpace4, pictures_width, 0};
  layout.runs.height = layout.bottom - layout.runs.y;
  layout.weights = {area.right() - kWeightsWidth, y, kWeightsWidth, layout.bottom - y};
  return layout;
}

// Two columns: what is done with the run and its loss stand on top.
TrainLayout lay_out_medium(const Panel& measure, const PageFrame& frame) {
  const Rect& area = frame.area;
  TrainLayout layout;
  const float left = std::floor((area.width - kSpace3) * 0.48F);
  layout.run = {area.x, area.y, left, draw_progress_card(measure, {0, 0, left, 0})};
  layout.experiment = {area.x, layout.run.bottom() + kSpace3, left,
                       draw_experiment_card(measure, {0, 0, left, 0}, frame.shape)};
  const float x = layout.run.right() + kSpace3;
  const float width = area.right() - x;
  layout.loss = {x, area.y, width, kSmallLossHeight};
  layout.reconstructions = {x, layout.loss.bottom() + kSpace3, width,
                            draw_reconstructions_card(measure, {0, 0, width, 0})};
  layout.weights = {x, layout.reconstructions.bottom() + kSpace3, width,
                    draw_weights_card(measure, {0, 0, width, 0})};
  const float bottom = std::max(layout.experiment.bottom(), layout.weights.bottom());
  layout.experiment.height = bottom - layout.experiment.y;
  layout.weights.height = bottom - layout.weights.y;
  layout.runs = {area.x, bottom + kSpace3, area.width, draw_runs_card(measure, {0, 0, area.width, 0})};
  layout.bottom = layout.runs.bottom();
  return layout;
}

TrainLayout lay_out_narrow(const Panel& measure, const PageFrame& frame) {
  const Rect& area = frame.area;
  TrainLayout layout;
  float y = area.y;
  const auto place = [&](Rect& card, float height) {
    card = {area.x, y, area.width, height};
    y = card.bottom() + kSpace3;
  };
  place(layout.run, draw_progress_card(measure, {0, 0, area.width, 0}));
  place(layout.loss, kSmallLossHeight);
  place(layout.reconstructions, draw_reconstructions_card(measure, {0, 0, area.width, 0}));
  place(layout.experiment, draw_experiment_card(measure, {0, 0, area.width, 0}, frame.shape));
  place(layout.weights, draw_weights_card(measure, {0, 0, area.width, 0}));
  place(layout.runs, draw_runs_card(measure, {0, 0, area.width, 0}));
  layout.bottom = layout.runs.bottom();
  return layout;
}

TrainLayout lay_out_training(const Panel& measure, const PageFrame& frame) {
  switch (frame.shape) {
    case Shape::wide:
      return lay_out_wide(measure, frame);
    case Shape::medium:
      if (frame.area.width < kTwoTrainColumnsFrom) break;
      return lay_out_medium(measure, frame);
    case Shape::narrow:
      break;
  }
  return lay_out_narrow(measure, frame);
}

}  // namespace

float draw_train_station(const Panel& panel, const PageFrame& frame) {
  const TrainLayout layout = lay_out_training(panel.measuring(), frame);
  draw_experiment_card(panel, layout.experiment, frame.shape);
  draw_progress_card(panel, layout.run);
  draw_loss_card(panel, layout.loss);
  draw_reconstructions_card(panel, layout.reconstructions);
  draw_weights_card(panel, layout.weights);
  draw_runs_card(panel, layout.runs);
  return layout.bottom + frame.gap;
}

}  // namespace bottleneck
