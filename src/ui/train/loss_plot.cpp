#include "ui/train/loss_plot.h"

#include <algorithm>
#include <cmath>
#include <ranges>
#include <string>
#include <vector>

#include "lab/base/figures.h"
#include "lab/base/plot_scale.h"
#include "ui/paint/widgets.h"

namespace bottleneck {
namespace {

constexpr float kEndLabel = 14;   // the height of a run's number at the end of its curve
constexpr float kEndGutter = 20;  // and the room for it, where it ends at the right

int batches_done(const TrainingRun& run) {
  return static_cast<int>(run.batch_losses.size());
}

void add(Curve& curve, double step, double loss) {
  if (!std::isfinite(loss)) return;
  curve.steps.push_back(step);
  curve.losses.push_back(loss);
}

RunCurves by_epoch(const TrainingRun& run) {
  RunCurves curves;
  curves.run = &run;
  for (std::size_t i = 0; i < run.history.size(); ++i) {
    const auto epoch = static_cast<double>(i + 1);
    add(curves.training, epoch, run.history[i].train_loss);
    add(curves.validation, epoch, run.history[i].val_loss);
  }
  // The epoch under way, by its mean so far.
  const Progress& progress = run.progress;
  if (!progress.is_between_epochs()) add(curves.training, progress.epochs_done(), progress.running_loss);
  return curves;
}

RunCurves by_batch(const TrainingRun& run, float width) {
  RunCurves curves;
  curves.run = &run;
  for (const std::size_t i : thin_out(run.batch_losses, std::max(1, static_cast<int>(width))))
    add(curves.training, static_cast<double>(i + 1), static_cast<double>(run.batch_losses[i]));
  const int batches = run.progress.batches;
  for (std::size_t i = 0; i < run.history.size() && batches > 0; ++i)
    add(curves.validation, static_cast<double>(i + 1) * batches, run.history[i].val_loss);
  return curves;
}

// How far the horizontal axis reaches: the shown run's plan, and what the others have done.
double reach_of(const std::vector<RunCurves>& all, const TrainingRun& shown, LossBy by) {
  const bool is_by_batch = by == LossBy::batch;
  const int unit = is_by_batch ? std::max(shown.progress.batches, 1) : 1;
  const int done = is_by_batch ? std::max(batches_done(shown), unit) : shown.progress.epoch + 1;
  double reach = growing_reach(done, shown.plan.epochs * unit);
  for (const RunCurves& one : all) {
    if (!one.training.steps.empty()) reach = std::max(reach, one.training.steps.back());
  }
  return reach;
}

Axis loss_axis(const std::vector<RunCurves>& all, bool is_log) {
  std::vector<double> losses;
  for (const RunCurves& one : all) {
    losses.insert(losses.end(), one.training.losses.begin(), one.training.losses.end());
    losses.insert(losses.end(), one.validation.losses.begin(), one.validation.losses.end());
  }
  return axis_around(losses, is_log);
}

std::vector<Tick> step_ticks(const Panel& panel, const Axis& x, float width) {
  const int last = static_cast<int>(x.high);
  const float widest = text_width(*panel.look, kFigure, grouped(last)) + kSpace4;
  const int most = std::max(2, std::min(8, static_cast<int>(width / widest)));
  std::vector<Tick> ticks;
  for (const int tick : whole_ticks(static_cast<int>(x.low), last, most))
    ticks.push_back({.value = static_cast<double>(tick), .label = grouped(tick)});
  return ticks;
}

std::vector<ImVec2> places_of(const Plot& plot, const Curve& curve) {
  std::vector<ImVec2> places;
  for (std::size_t i = 0; i < curve.steps.size(); ++i)
    places.push_back(plot.place(curve.steps[i], curve.losses[i]));
  return places;
}

void draw_run(const Canvas& canvas, const Plot& plot, const RunCurves& curves, Colour ink, bool stands_out,
              bool is_noisy) {
  const auto training = places_of(plot, curves.training);
  const auto validation = places_of(plot, curves.validation);
  draw_solid(canvas, training, colour(ink, is_noisy ? (stands_out ? 0.75F : 0.5F) : 1),
             is_noisy     ? 1
             : stands_out ? 2.5F
                          : 1.5F);
  draw_dashed(canvas, validation, colour(is_noisy && stands_out ? canvas.palette().ink : ink),
              stands_out ? 1.5F : 1);
}

// The numbers of the runs at the ends of their curves, no two on each other and none under the readout.
void draw_end_labels(const Panel& panel, const Plot& plot, const std::vector<RunCurves>& all,
                     const Rect& readout) {
  struct Label {
    const TrainingRun* run;
    ImVec2 end;
    float y;  // of its middle
  };
  std::vector<Label> labels;
  for (const RunCurves& curves : all) {
    if (curves.training.steps.empty()) continue;
    const ImVec2 end = plot.place(curves.training.steps.back(), curves.training.losses.back());
    labels.push_back({curves.run, end, end.y});
  }
  // The latest, where there is no room for all.
  const auto most = static_cast<std::size_t>(std::max(1.0F, plot.box.height / kEndLabel));
  if (labels.size() > most) labels.erase(labels.begin(), labels.end() - static_cast<std::ptrdiff_t>(most));
  std::ranges::sort(labels, {}, &Label::y);
  float least = plot.box.y + kEndLabel / 2;
  for (Label& label : labels) {
    label.y = std::max(label.y, least);
    least = label.y + kEndLabel;
  }
  float highest = plot.box.bottom() - kEndLabel / 2;
  for (Label& label : labels | std::views::reverse) {
    label.y = std::min(label.y, highest);
    highest = label.y - kEndLabel;
  }
  for (const Label& label : labels) {
    const std::string number = std::to_string(label.run->number);
    const float width = std::ceil(text_width(*panel.look, kFigure, number)) + 1;
    const Rect box{label.end.x + kSpace1, label.y - kEndLabel / 2, width, kEndLabel};
    const bool is_covered = box.x < readout.right() && readout.x < box.right() && box.y < readout.bottom() &&
                            readout.y < box.bottom();
    if (!is_covered) draw_text(panel, box, kFigure, run_colour(panel, *label.run), number);
  }
}

}  // namespace

bool is_comparable(const TrainingRun& run, const TrainingRun& shown) {
  return run.plan.loss == shown.plan.loss && (!run.batch_losses.empty() || !run.history.empty());
}

void draw_loss_plot(const Panel& panel, const Rect& rect, const TrainingRun& shown, int emphasised) {
  panel.view.places["loss-plot"] = {rect.x, rect.y, rect.width, rect.height};
  const bool is_by_batch = panel.session.choices.loss_by == LossBy::batch;
  std::vector<RunCurves> all;
  for (const TrainingRun& run : panel.session.training.runs) {
    if (is_comparable(run, shown)) all.push_back(is_by_batch ? by_batch(run, rect.width) : by_epoch(run));
  }
  const Axis x{.low = 0, .high = reach_of(all, shown, panel.session.choices.loss_by)};
  const Plot plot = draw_axes(
      panel, rect, x, loss_axis(all, panel.session.choices.is_loss_log),
      [&](float width) { return step_ticks(panel, x, width); }, all.size() > 1 ? kEndGutter : kSpace2);
  panel.list->PushClipRect({plot.box.x - kPlotDot, plot.box.y - kPlotDot},
                           {plot.box.right() + kPlotDot, plot.box.bottom() + kPlotDot}, true);
  // The one shown lies above the others.
  for (const bool is_shown : {false, true}) {
    for (const RunCurves& curves : all) {
      const int number = curves.run->number;
      if ((number == shown.number) != is_shown) continue;
      draw_run(panel, plot, curves, run_colour(panel, *curves.run), is_shown || number == emphasised,
               is_by_batch);
    }
  }
  panel.list->PopClipRect();
  const Rect readout = draw_readout(panel, plot, all, is_by_batch);
  if (all.size() > 1) draw_end_labels(panel, plot, all, readout);
}

}  // namespace bottleneck
