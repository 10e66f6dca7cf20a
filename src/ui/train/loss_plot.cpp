#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "lab/base/figures.h"
#include "lab/base/plot_scale.h"
#include "texts/training.h"
#include "ui/paint/widgets.h"
#include "ui/train/cards.h"

namespace bottleneck {
namespace {

constexpr float kBottom = 20;          // for the ticks' labels
constexpr float kLeastForReadout = 5;  // times its height: on a lower plot it would lie on the curve
constexpr float kDot = 4.5F;

// Places in steps, epochs or mini-batches, and losses. A curve by batch has no validation of its own: the
// validation loss lies at the ends of the epochs.
struct Curve {
  std::vector<double> steps;
  std::vector<double> losses;
};
struct RunCurves {
  const TrainingRun* run = nullptr;
  Curve training;
  Curve validation;
};

struct Plot {
  Rect box;  // of the curves, without the labels
  Axis x;
  Axis y;

  ImVec2 place(double step, double loss) const {
    const double down = std::clamp(1 - y.share_of(loss), -0.02, 1.02);
    return {box.x + box.width * static_cast<float>(x.share_of(step)),
            box.y + box.height * static_cast<float>(down)};
  }
};

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

// Room for the labels left and below; draws both axes.
Plot draw_axes(const Canvas& canvas, const Rect& rect, const Axis& x, const Axis& y) {
  const Palette& palette = canvas.palette();
  const std::vector<double> ticks =
      round_ticks(y, std::max(2, static_cast<int>((rect.height - kBottom) / 44) + 1));
  const double step = ticks.size() < 2 ? y.high - y.low : y.is_log ? ticks.front() : ticks[1] - ticks[0];
  float gutter = 0;
  for (const double tick : ticks)
    gutter = std::max(gutter, text_width(*canvas.look, kFigure, tick_label(tick, step)));
  Plot plot{.box = rect, .x = x, .y = y};
  cut_left(plot.box, std::ceil(gutter), kSpace3);
  cut_right(plot.box, kSpace2);
  plot.box.height -= kBottom;
  plot.box = {plot.box.x, plot.box.y + kSpace2, plot.box.width, plot.box.height - kSpace2};
  for (const double tick : ticks) {
    const float at = snap(*canvas.look, plot.place(x.low, tick).y);
    fill_rect(canvas, {plot.box.x, at, plot.box.width, canvas.look->pixel}, palette.hairline);
    draw_text(canvas, {rect.x, at - 8, gutter + 1, 16}, kFigure, palette.muted, tick_label(tick, step),
              Align::right);
  }
  const int last = static_cast<int>(x.high);
  const float widest = text_width(*canvas.look, kFigure, grouped(last)) + kSpace4;
  const int most = std::max(2, std::min(8, static_cast<int>(plot.box.width / widest)));
  for (const int tick : whole_ticks(static_cast<int>(x.low), last, most)) {
    const std::string label = grouped(tick);
    const float wide = std::ceil(text_width(*canvas.look, kFigure, label));
    const float at = plot.place(tick, y.low).x;
    const float left = std::min(at - wide / 2, rect.right() - wide);
    draw_text(canvas, {left, rect.bottom() - 16, wide + 1, 16}, kFigure, palette.muted, label);
  }
  return plot;
}

std::vector<ImVec2> places_of(const Plot& plot, const Curve& curve) {
  std::vector<ImVec2> places;
  for (std::size_t i = 0; i < curve.steps.size(); ++i)
    places.push_back(plot.place(curve.steps[i], curve.losses[i]));
  return places;
}

void draw_solid(const Canvas& canvas, const std::vector<ImVec2>& places, ImU32 ink, float width) {
  if (places.size() == 1) canvas.list->AddCircleFilled(places[0], width, ink);
  canvas.list->AddPolyline(places.data(), static_cast<int>(places.size()), ink, 0, width);
}

void draw_dashed(const Canvas& canvas, const std::vector<ImVec2>& places, ImU32 ink, float width) {
  constexpr float kDash = 5;
  constexpr float kPause = 3;
  if (places.size() == 1) canvas.list->AddCircleFilled(places[0], width, ink);
  float left = kDash;  // of the present dash, or of the pause
  bool is_dash = true;
  for (std::size_t i = 1; i < places.size(); ++i) {
    ImVec2 from = places[i - 1];
    const ImVec2 to = places[i];
    float rest = std::hypot(to.x - from.x, to.y - from.y);
    while (rest > 0) {
      const float go = std::min(left, rest);
      const ImVec2 next{from.x + (to.x - from.x) * go / rest, from.y + (to.y - from.y) * go / rest};
      if (is_dash) canvas.list->AddLine(from, next, ink, width);
      from = next;
      rest -= go;
      left -= go;
      if (left > 0) continue;
      is_dash = !is_dash;
      left = is_dash ? kDash : kPause;
    }
  }
}

void draw_run(const Canvas& canvas, const Plot& plot, const RunCurves& curves, Colour ink, bool is_shown,
              bool is_noisy) {
  const ImU32 line = colour(ink, is_shown ? 1 : 0.55F);
  const auto training = places_of(plot, curves.training);
  const auto validation = places_of(plot, curves.validation);
  draw_solid(canvas, training, is_noisy ? colour(ink, is_shown ? 0.75F : 0.35F) : line,
             is_noisy   ? 1
             : is_shown ? 2.5F
                        : 1.5F);
  draw_dashed(canvas, validation, is_noisy && is_shown ? colour(canvas.palette().ink) : line,
              is_shown ? 1.5F : 1);
}

// The values of one place, in a small card beside it.
void draw_values(const Canvas& canvas, const Plot& plot, ImVec2 at, const std::vector<std::string>& lines) {
  const Palette& palette = canvas.palette();
  constexpr float kLine = 18;
  float width = 0;
  for (const std::string& line : lines) width = std::max(width, text_width(*canvas.look, kFigure, line));
  const float wide = std::ceil(width) + 2 * kSpace3;
  const float high = kLine * static_cast<float>(lines.size()) + kSpace2;
  // Beside the point and above it, where a falling curve is not. Where there is no room for that: in the
  // upper right corner, or left of a point there.
  const float above = at.y - high - kSpace3;
  const float rightmost = plot.box.right() - wide;
  const bool has_room = above >= plot.box.y && plot.box.height >= kLeastForReadout * high;
  float x = has_room ? std::min(at.x + kSpace3, rightmost) : rightmost;
  const bool is_below = at.y > plot.box.y + high + kSpace1;
  if (!has_room && !is_below && x < at.x + kSpace3) x = at.x - kSpace3 - wide;
  x = std::max(x, plot.box.x);
  const float y = has_room ? above : plot.box.y;
  const Rect card{std::round(x), std::round(y), wide, high};
  fill_rect(canvas, card, palette.card, kControlRadius, 0.94F);
  outline_rect(canvas, card, palette.hairline, kControlRadius);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    draw_text(canvas, {card.x + kSpace3, card.y + kSpace1 + kLine * static_cast<float>(i), wide, kLine},
              kFigure, i == 0 ? palette.ink : palette.muted, lines[i]);
  }
}

std::string loss_text(double loss) {
  return std::isfinite(loss) ? fixed(loss, kLossDigits) : "–";
}

struct Readout {
  double step = 0;
  double loss = 0;
  std::vector<std::string> lines{};
};

Readout read_epoch(const TrainingRun& run, const Curve& training, double step) {
  Readout readout;
  const auto epochs = static_cast<double>(run.history.size());
  if (run.history.empty() || step > epochs + 0.5) {  // the epoch under way
    if (training.steps.empty()) return readout;
    readout = {.step = training.steps.back(), .loss = training.losses.back()};
    readout.lines = {fill(texts::kTrainingLoss, {loss_text(readout.loss)})};
    if (!run.history.empty())
      readout.lines.push_back(fill(texts::kValidationLoss, {loss_text(run.history.back().val_loss)}));
    return readout;
  }
  const auto epoch = static_cast<std::size_t>(std::clamp(std::round(step), 1.0, epochs));
  const EpochRecord& record = run.history[epoch - 1];
  readout = {.step = static_cast<double>(epoch), .loss = record.train_loss};
  readout.lines = {fill(texts::kTrainingLoss, {loss_text(record.train_loss)}),
                   fill(texts::kValidationLoss, {loss_text(record.val_loss)}),
                   fill(texts::kAtEpoch, {std::to_string(epoch)})};
  return readout;
}

Readout read_batch(const TrainingRun& run, double step) {
  const int done = batches_done(run);
  if (done == 0) return {};
  const int batch = static_cast<int>(std::clamp(std::round(step), 1.0, static_cast<double>(done)));
  const auto loss = static_cast<double>(run.batch_losses[static_cast<std::size_t>(batch - 1)]);
  const int epoch = run.progress.batches > 0 ? (batch - 1) / run.progress.batches + 1 : 1;
  return {.step = static_cast<double>(batch),
          .loss = loss,
          .lines = {fill(texts::kBatchLoss, {loss_text(loss)}),
                    fill(texts::kAtBatch, {grouped(batch), std::to_string(epoch)})}};
}

// Under the pointer, else where the run is.
void draw_readout(const Panel& panel, const Plot& plot, const RunCurves& curves, bool is_by_batch) {
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  const bool is_pointed_at = !panel.view.is_popup_open && plot.box.contains(mouse.x, mouse.y);
  const double step = is_pointed_at
                          ? plot.x.value_at(static_cast<double>((mouse.x - plot.box.x) / plot.box.width))
                          : std::numeric_limits<double>::max();
  Readout readout =
      is_by_batch ? read_batch(*curves.run, step) : read_epoch(*curves.run, curves.training, step);
  if (readout.lines.empty() || !std::isfinite(readout.loss)) return;
  const ImVec2 at = plot.place(readout.step, readout.loss);
  if (is_pointed_at)
    fill_rect(panel, {snap(*panel.look, at.x), plot.box.y, panel.look->pixel, plot.box.height},
              panel.palette().muted);
  panel.list->AddCircleFilled(at, kDot, colour(panel.palette().code));
  draw_values(panel, plot, at, readout.lines);
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
  const Plot plot = draw_axes(panel, rect, x, loss_axis(all, panel.session.choices.is_loss_log));
  const Palette& palette = panel.palette();
  panel.list->PushClipRect({plot.box.x - kDot, plot.box.y - kDot},
                           {plot.box.right() + kDot, plot.box.bottom() + kDot}, true);
  // The one shown lies above the others.
  for (const bool is_shown : {false, true}) {
    for (const RunCurves& curves : all) {
      const int number = curves.run->number;
      if ((number == shown.number) != is_shown) continue;
      const Colour ink = is_shown ? palette.code : number == emphasised ? palette.ink : palette.muted;
      draw_run(panel, plot, curves, ink, is_shown || number == emphasised, is_by_batch);
    }
  }
  panel.list->PopClipRect();
  for (const RunCurves& curves : all) {
    if (curves.run->number == shown.number) draw_readout(panel, plot, curves, is_by_batch);
  }
}

}  // namespace bottleneck
