#include <string>
#include <string_view>

#include "lab/shown/training_words.h"
#include "texts/training.h"
#include "ui/paint/offered.h"
#include "ui/train/cards.h"

namespace bottleneck {
namespace {

float row_height(Shape shape) {
  return shape == Shape::narrow ? kControlHeight : 28;
}

}  // namespace

float draw_experiment_card(const Panel& panel, const Rect& card, Shape shape) {
  const Palette& palette = panel.palette();
  draw_card(panel, card, "card:experiment");
  Rect area = card.inset(kCardPadding);
  Rect title = cut_top(area, kLineHeight, kSpace2);
  // Where the run's main button does something else than to start one.
  const bool has_start = std::string_view(main_use(panel.session)) == "start";
  if (!has_start) use_word(panel, "start", title, Align::right);
  if (can_use(panel, "plan:as-run")) {  // two have no room beside the title
    Rect row = has_start ? title : cut_top(area, kLineHeight, kSpace2);
    use_word(panel, "plan:as-run", row, Align::right);
    if (has_start) title.width = row.width;
  }
  draw_text(panel, title, kTitle, palette.ink, texts::kExperiment);
  cut_top(area, draw_plan_fields(panel, area, row_height(shape)), kSpace3);

  const TrainingPlan& plan = panel.session.choices.plan;
  const Rect picture = cut_top(area, kArchitectureHeight, kSpace2);
  const std::string said = draw_architecture(panel, picture, architecture_of(plan));
  const std::string& error = panel.session.training.estimate.error;
  const bool has_failed = said.empty() && !error.empty();
  constexpr std::size_t kEstimateLines = 2;
  draw_paragraph(panel, cut_top(area, kEstimateLines * kLineHeight), has_failed ? kSmallText : kFigure,
                 has_failed ? palette.alarm_text : palette.muted,
                 has_failed      ? error
                 : !said.empty() ? said
                                 : estimate_in_words(panel.session, plan),
                 Align::left, kEstimateLines);
  return area.y + kCardPadding - card.y;
}

}  // namespace bottleneck
