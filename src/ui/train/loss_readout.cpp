#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>
#include <ranges>
#include <string>
#include <string_view>
#include <vector>

#include "lab/base/figures.h"
#include "texts/training.h"
#include "ui/paint/widgets.h"
#include "ui/train/loss_plot.h"

namespace bottleneck {
namespace {

constexpr float kLeastForReadout = 5;  // times its height: on a lower plot it would lie on the curve
constexpr float kReadoutLine = 18;
constexpr float kLongestName = 120;

std::string loss_text(double loss) {
  return std::isfinite(loss) ? fixed(loss, kLossDigits) : "–";
}

// What a run has at one place of the horizontal axis.
struct Value {
  double step = 0;
  double training = std::numeric_limits<double>::quiet_NaN();
  double validation = std::numeric_limits<double>::quiet_NaN();
};

Value value_at_epoch(const RunCurves& curves, double step) {
  const auto& history = curves.run->history;
  const auto epochs = static_cast<double>(history.size());
  const bool is_under_way = !curves.training.steps.empty() && curves.training.steps.back() > epochs;
  if (is_under_way && (history.empty() || step > epochs + 0.5))
    return {.step = curves.training.steps.back(), .training = curves.training.losses.back()};
  if (history.empty()) return {};
  const auto epoch = static_cast<std::size_t>(std::clamp(std::round(step), 1.0, epochs));
  return {.step = static_cast<double>(epoch),
          .training = history[epoch - 1].train_loss,
          .validation = history[epoch - 1].val_loss};
}

Value value_at_batch(const RunCurves& curves, double step) {
  const auto& losses = curves.run->batch_losses;
  if (losses.empty()) return {};
  const auto batch =
      static_cast<std::size_t>(std::clamp(std::round(step), 1.0, static_cast<double>(losses.size())));
  return {.step = static_cast<double>(batch), .training = static_cast<double>(losses[batch - 1])};
}

// A table: the place on the axis, and a row for each run.
struct Readout {
  struct Row {
    const TrainingRun* run;
    Value value;
  };
  std::string place{};
  std::vector<Row> rows{};
  int left_out = 0;
  bool has_validation = false;
  bool has_names = false;
};

struct ReadoutColumns {
  float mark = 0;
  float name = 0;
  float first = 0;  // training, or the loss of a mini-batch
  float validation = 0;
};

Rect size_of(const Panel& panel, const Readout& readout, ReadoutColumns& columns) {
  const Look& look = *panel.look;
  const auto widen = [&](float& width, const TextStyle& style, std::string_view text) {
    width = std::max(width, std::ceil(text_width(look, style, text)) + 1);
  };
  float left = std::ceil(text_width(look, kFigure, readout.place)) + 1;
  widen(columns.first, kSmallText, readout.has_validation ? texts::kTrainingColumn : texts::kLossColumn);
  if (readout.has_validation) widen(columns.validation, kSmallText, texts::kValidationColumn);
  for (const auto& [run, value] : readout.rows) {
    columns.mark = std::max(columns.mark, run_mark_width(look, *run));
    if (readout.has_names)
      widen(columns.name, kSmallText, run_name_in(panel, kSmallText, kLongestName, *run));
    widen(columns.first, kFigure, loss_text(value.training));
  }
  columns.name = std::min(columns.name, kLongestName);
  if (readout.left_out > 0)
    left =
        std::max(left, std::ceil(text_width(look, kSmallText,
                                            fill(texts::kLegendMore, {std::to_string(readout.left_out)}))));
  columns.name = std::max(columns.name, left - columns.mark - kSpace1);
  float width = 2 * kSpace3 + columns.mark + kSpace1 + columns.name + kSpace3 + columns.first;
  if (readout.has_validation) width += kSpace3 + columns.validation;
  const auto lines = static_cast<float>(readout.rows.size() + 1 + (readout.left_out > 0 ? 1 : 0));
  return {0, 0, width, lines * kReadoutLine + kSpace2};
}

void draw_table(const Panel& panel, const Rect& card, const Readout& readout, const ReadoutColumns& columns) {
  const Palette& palette = panel.palette();
  fill_rect(panel, card, palette.card, kControlRadius, 0.94F);
  outline_rect(panel, card, palette.hairline, kControlRadius);
  Rect area{card.x + kSpace3, card.y + kSpace1, card.width - 2 * kSpace3, card.height - kSpace2};
  const auto next = [&](std::string_view first, std::string_view validation, const TextStyle& style,
                        Colour ink) {
    Rect row = cut_top(area, kReadoutLine);
    if (readout.has_validation)
      draw_text(panel, cut_right(row, columns.validation, kSpace3), style, ink, validation, Align::right);
    draw_text(panel, cut_right(row, columns.first, kSpace3), style, ink, first, Align::right);
    return row;
  };
  const Rect head = next(readout.has_validation ? texts::kTrainingColumn : texts::kLossColumn,
                         texts::kValidationColumn, kSmallText, palette.muted);
  draw_text(panel, head, kFigure, palette.muted, readout.place);
  for (const auto& [run, value] : readout.rows) {
    const bool is_shown = run->number == panel.session.training.shown;
    Rect row = next(loss_text(value.training), loss_text(value.validation), kFigure, palette.ink);
    draw_run_mark(panel, cut_left(row, columns.mark, kSpace1), *run);
    if (readout.has_names)
      draw_text(panel, row, kSmallText, is_shown ? palette.code_text : palette.ink,
                run_name_in(panel, kSmallText, row.width, *run));
  }
  if (readout.left_out > 0)
    draw_text(panel, cut_top(area, kReadoutLine), kSmallText, palette.muted,
              fill(texts::kLegendMore, {std::to_string(readout.left_out)}));
}

// Beside the pointer, on the side where there is room; inside the plot.
void put_beside(Rect& card, const Plot& plot, ImVec2 pointer) {
  card.x = pointer.x + kSpace4;
  if (card.right() > plot.box.right()) card.x = pointer.x - kSpace4 - card.width;
  card.x = std::round(std::max(card.x, plot.box.x));
  card.y = std::round(std::clamp(pointer.y - card.height / 2, plot.box.y,
                                 std::max(plot.box.y, plot.box.bottom() - card.height)));
}

// Whether a curve passes through the card.
bool is_crossed(const Rect& card, const Plot& plot, const Curve& curve) {
  constexpr float kStep = 4;  // CSS pixels, along the curve
  ImVec2 before{};
  for (std::size_t i = 0; i < curve.steps.size(); ++i) {
    const ImVec2 at = plot.place(curve.steps[i], curve.losses[i]);
    const ImVec2 from = i == 0 ? at : before;
    const int pieces = 1 + static_cast<int>(std::hypot(at.x - from.x, at.y - from.y) / kStep);
    for (int piece = 1; piece <= pieces; ++piece) {
      const float share = static_cast<float>(piece) / static_cast<float>(pieces);
      if (card.contains(from.x + share * (at.x - from.x), from.y + share * (at.y - from.y))) return true;
    }
    before = at;
  }
  return false;
}

// Beside the point, above it or below; in a corner where curves are in the way there: the first of these
// places that no curve passes; false: all are.
bool put_clear(Rect& card, const Plot& plot, ImVec2 at, const std::vector<RunCurves>& all) {
  const float left = plot.box.x + kSpace1;
  const float right = plot.box.right() - card.width;
  const float top = plot.box.y;
  const float bottom = plot.box.bottom() - card.height - kSpace1;
  const bool has_room = plot.box.height >= kLeastForReadout * card.height;
  const float beside = std::clamp(at.x + kSpace3, left, std::max(left, right));
  const float above = has_room ? std::max(top, at.y - card.height - kSpace3) : top;
  const auto is_clear = [&](ImVec2 corner) {
    const Rect place{corner.x, corner.y, card.width, card.height};
    return std::ranges::none_of(all, [&](const RunCurves& curves) {
      return is_crossed(place, plot, curves.training) || is_crossed(place, plot, curves.validation);
    });
  };
  const ImVec2 places[] = {{beside, above}, {right, top}, {left, bottom}, {right, bottom}, {left, top}};
  const auto* const clear = std::ranges::find_if(places, is_clear);
  if (clear == std::end(places)) return false;
  card.x = std::round(std::max(clear->x, plot.box.x));
  card.y = std::round(clear->y);
  return true;
}

std::string place_in_words(const TrainingRun& run, double step, bool is_by_batch) {
  if (!is_by_batch) return fill(texts::kAtEpoch, {std::to_string(static_cast<int>(std::ceil(step)))});
  const int batch = static_cast<int>(step);
  const int epoch = run.progress.batches > 0 ? (batch - 1) / run.progress.batches + 1 : 1;
  return fill(texts::kAtBatch, {grouped(batch), std::to_string(epoch)});
}

}  // namespace

Rect draw_readout(const Panel& panel, const Plot& plot, const std::vector<RunCurves>& all, bool is_by_batch) {
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  const bool is_pointed_at =
      !panel.view.is_popup_open && !panel.view.closed_reading && plot.box.contains(mouse.x, mouse.y);
  const auto value_at = [&](const RunCurves& curves, double step) {
    return is_by_batch ? value_at_batch(curves, step) : value_at_epoch(curves, step);
  };
  const auto shown = std::ranges::find_if(
      all, [&](const RunCurves& curves) { return curves.run->number == panel.session.training.shown; });
  Readout readout{.has_validation = !is_by_batch};
  ReadoutColumns columns;
  if (!is_pointed_at) {
    if (shown == all.end()) return {};
    const Value value = value_at(*shown, std::numeric_limits<double>::max());
    if (!std::isfinite(value.training)) return {};
    readout.place = place_in_words(*shown->run, value.step, is_by_batch);
    readout.rows = {{shown->run, value}};
    Rect card = size_of(panel, readout, columns);
    const ImVec2 at = plot.place(value.step, value.training);
    panel.list->AddCircleFilled(at, kPlotDot, colour(panel.palette().code));
    if (!put_clear(card, plot, at, all)) return {};
    draw_table(panel, card, readout, columns);
    return card;
  }
  readout.has_names = true;
  const double pointed = plot.x.value_at(static_cast<double>((mouse.x - plot.box.x) / plot.box.width));
  const double step = std::max(1.0, std::round(pointed));
  // The run shown, then the latest first, as in the legend; what a run has not come to, it does not have.
  std::vector<const RunCurves*> order;
  if (shown != all.end()) order.push_back(&*shown);
  for (const RunCurves& curves : all | std::views::reverse) {
    if (shown == all.end() || &curves != &*shown) order.push_back(&curves);
  }
  const auto room = static_cast<std::size_t>(std::max(2.0F, (plot.box.height - kSpace2) / kReadoutLine - 1));
  const std::size_t most = order.size() > room ? room - 1 : room;  // a line says how many more there are
  for (const RunCurves* curves : order) {
    if (readout.rows.size() == most) break;
    Value value = value_at(*curves, step);
    if (std::ceil(value.step) < step) value = {};
    readout.rows.push_back({curves->run, value});
    if (std::isfinite(value.training))
      panel.list->AddCircleFilled(plot.place(value.step, value.training),
                                  curves == order.front() ? kPlotDot : kPlotDot - 1,
                                  colour(run_colour(panel, *curves->run)));
  }
  readout.left_out = static_cast<int>(order.size() - readout.rows.size());
  if (readout.rows.empty()) return {};
  readout.place = place_in_words(*order.front()->run, step, is_by_batch);
  fill_rect(
      panel,
      {snap(*panel.look, plot.place(step, plot.y.low).x), plot.box.y, panel.look->pixel, plot.box.height},
      panel.palette().muted);
  Rect card = size_of(panel, readout, columns);
  put_beside(card, plot, mouse);
  draw_table(panel, card, readout, columns);
  return card;
}

}  // namespace bottleneck
