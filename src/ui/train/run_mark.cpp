#include <cmath>
#include <string>

#include "lab/models/model_title.h"
#include "lab/session/queries.h"
#include "ui/train/cards.h"

namespace bottleneck {
namespace {

constexpr float kDot = 10;

}  // namespace

Colour run_colour(const Panel& panel, const TrainingRun& run) {
  const Palette& palette = panel.palette();
  if (run.number == panel.session.training.shown) return palette.code;
  return palette.runs[static_cast<std::size_t>(run.number - 1) % palette.runs.size()];
}

float run_mark_width(const Look& look, const TrainingRun& run) {
  return kDot + kSpace1 + std::ceil(text_width(look, kFigure, std::to_string(run.number))) + 1;
}

void draw_run_mark(const Panel& panel, Rect box, const TrainingRun& run) {
  const Rect dot = cut_left(box, kDot, kSpace1);
  panel.list->AddCircleFilled({dot.middle_x(), dot.middle_y()}, kDot / 2, colour(run_colour(panel, run)));
  draw_text(panel, box, kFigure, panel.palette().muted, std::to_string(run.number));
}

std::string run_name_in(const Panel& panel, const TextStyle& style, float width, const TrainingRun& run) {
  const std::string& name = run_name(panel.session, run);
  return first_fitting(*panel.look, style, width, {name, title_without_dataset(name)});
}

}  // namespace bottleneck
