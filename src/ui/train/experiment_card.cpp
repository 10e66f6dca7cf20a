#include "ui/train/experiment_card.h"

#include <string>

#include "lab/shown/training_words.h"
#include "texts/training.h"
#include "ui/paint/widgets.h"
#include "ui/train/architecture_picture.h"
#include "ui/train/plan_fields.h"

namespace bottleneck {
namespace {

float row_height(Shape shape) {
  return shape == Shape::narrow ? kControlHeight : 28;
}

// Whether the main button of the run card does something else than to start a run.
bool is_start_elsewhere(const Session& session) {
  const TrainingRun* run = shown_run(session.training);
  if (!run) return false;
  const RunAbilities can = abilities_of(*run);
  return can.pause || can.resume;
}

}  // namespace

float experiment_card_height(Shape shape) {
  return 2 * kCardPadding + kLineHeight + kSpace2 + plan_fields_height(row_height(shape)) + kSpace3 +
         kArchitectureHeight + kSpace2 + kLineHeight;
}

void draw_experiment_card(const Session& session, View& view, const Canvas& canvas, const Rect& card,
                          Shape shape, std::vector<Action>& actions) {
  const Palette& palette = canvas.palette();
  draw_card(canvas, card);
  Rect area = card.inset(kCardPadding);
  Rect title = cut_top(area, kLineHeight, kSpace2);
  if (is_start_elsewhere(session) && can_start(session) &&
      word_button(view, canvas, "start", title, texts::kStartAnother, Align::right))
    actions.push_back(StartRun{});
  draw_text(canvas, title, kTitle, palette.ink, texts::kExperiment);

  const Rect fields = cut_top(area, plan_fields_height(row_height(shape)), kSpace3);
  draw_plan_fields(session, view, canvas, fields, row_height(shape), actions);

  const TrainingPlan& plan = session.choices.plan;
  const Rect picture = cut_top(area, kArchitectureHeight, kSpace2);
  const std::string said = draw_architecture(view, canvas, picture, architecture_of(plan));
  const std::string& error = session.training.estimate.error;
  const bool has_failed = said.empty() && !error.empty();
  draw_text(canvas, cut_top(area, kLineHeight), has_failed ? kSmallText : kFigure,
            has_failed ? palette.alarm_text : palette.muted,
            has_failed      ? error
            : !said.empty() ? said
                            : estimate_in_words(session, plan));
}

}  // namespace bottleneck
