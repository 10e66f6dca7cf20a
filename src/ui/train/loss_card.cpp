#include <cmath>
#include <ranges>
#include <string>

#include "lab/base/figures.h"
#include "lab/shown/training_words.h"
#include "texts/training.h"
#include "ui/paint/absence.h"
#include "ui/train/cards.h"

namespace bottleneck {
namespace {

constexpr float kLegendInTitleFrom = 560;
constexpr float kMark = 10;

// "linear · log": two words of which one holds, at the right end of `row`.
struct SwitchWord {
  Use use;
  std::string label;
};
void draw_switch(const Panel& panel, Rect& row, const SwitchWord& first, const SwitchWord& second) {
  constexpr const char* kBetween = " · ";
  const float between = text_width(*panel.look, kSmallText, kBetween);
  const float needed = text_width(*panel.look, kSmallText, first.label) + between +
                       text_width(*panel.look, kSmallText, second.label) + 2;
  if (needed > row.width) return;  // one of two words alone would be no switch
  const auto draw = [&](const SwitchWord& word, float gap) {
    if (word.use.value != value_of(panel, word.use.id)) {
      use_word(panel, word.use, row, Align::right, word.label);
      row.width += kSpace3 - gap;
      return;
    }
    const Rect box = cut_right(row, std::ceil(text_width(*panel.look, kSmallText, word.label)), gap);
    draw_text(panel, box, kSmallText, panel.palette().ink, word.label);
  };
  draw(second, 0);
  draw_text(panel, cut_right(row, between), kSmallText, panel.palette().muted, kBetween);
  draw(first, kSpace3);
}

void draw_switches(const Panel& panel, Rect& row) {
  const auto by = [&](const char* unit) {
    const Use use("loss:by", unit, std::string("loss:") + unit);
    return SwitchWord{use, label_of(panel, use)};
  };
  draw_switch(panel, row, {{"loss:log", "false", "loss:linear"}, texts::kLinear},
              {{"loss:log", "true", "loss:log"}, texts::kLogarithmic});
  draw_switch(panel, row, by("epoch"), by("batch"));
}

// The runs that the legend has room for, the one shown first; those without are left to the list of runs.
struct Legend {
  std::vector<const TrainingRun*> runs{};
  float width = 0;
};

float legend_entry_width(const Look& look, const TrainingRun& run) {
  return kMark + kSpace1 + std::ceil(text_width(look, kSmallText, run.name)) + 1;
}

Legend make_legend(const Session& session, const Look& look, const TrainingRun& shown, float room) {
  Legend legend;
  const auto add = [&](const TrainingRun& run) {
    const float width = legend.width + (legend.runs.empty() ? 0 : kSpace3) + legend_entry_width(look, run);
    if (width > room) return false;
    legend.width = width;
    legend.runs.push_back(&run);
    return true;
  };
  if (!add(shown)) return legend;
  for (const TrainingRun& run : std::views::reverse(session.training.runs)) {
    if (run.number == shown.number || !is_comparable(run, shown)) continue;
    if (!add(run)) break;
  }
  return legend;
}

// From the left of `row` on. The number of the run under the pointer, or 0.
int draw_legend(const Panel& panel, Rect row, const Legend& legend) {
  const Palette& palette = panel.palette();
  int pointed_at = 0;
  for (const TrainingRun* run : legend.runs) {
    const bool is_shown = run == legend.runs.front();
    const Rect box = cut_left(row, legend_entry_width(*panel.look, *run), kSpace3);
    const std::string number = std::to_string(run->number);
    const Hit hit =
        use_area(panel, {"run", number, "legend:" + number}, {box.x, box.middle_y() - 12, box.width, 24});
    if (hit.is_hovered && !is_shown) pointed_at = run->number;
    const Colour mark = is_shown ? palette.code : palette.muted;
    panel.list->AddCircleFilled({box.x + kMark / 2, box.middle_y()}, kMark / 2, colour(mark));
    draw_text(panel, {box.x + kMark + kSpace1, box.y, box.width - kMark - kSpace1, box.height}, kSmallText,
              is_shown         ? palette.code_text
              : hit.is_hovered ? palette.ink
                               : palette.muted,
              run->name);
  }
  return pointed_at;
}

}  // namespace

void draw_loss_card(const Panel& panel, const Rect& card) {
  const Palette& palette = panel.palette();
  draw_card(panel, card);
  Rect area = card.inset(kCardPadding);
  Rect title = cut_top(area, kLineHeight, kSpace2);
  const TrainingRun* run = shown_run(panel.session.training);
  draw_switches(panel, title);
  const std::string of = run ? fill(texts::kLossTitleOf, {loss_name(run->plan.loss)}) : texts::kLossTitle;
  const std::string name =
      first_fitting(*panel.look, kTitle, title.width, {of, std::string(texts::kLossTitle)});
  draw_text(panel, cut_left(title, std::ceil(text_width(*panel.look, kTitle, name)) + 1, kSpace3), kTitle,
            palette.ink, name);
  const bool has_losses = run && (!run->batch_losses.empty() || !run->history.empty());
  if (!run || (!has_losses && panel.session.training.runs.size() < 2)) {
    const char* text =
        panel.session.choices.loss_by == LossBy::batch ? texts::kLossEmptyBatch : texts::kLossEmpty;
    draw_absence(panel, area, {.text = text}, buttons_of("loss"));
    return;
  }
  const bool is_in_title = area.width >= kLegendInTitleFrom;
  const Legend legend = make_legend(panel.session, *panel.look, *run, is_in_title ? title.width : area.width);
  const Rect place = is_in_title ? cut_right(title, legend.width) : cut_top(area, kLineHeight, kSpace1);
  const int emphasised = draw_legend(panel, place, legend);
  draw_loss_plot(panel, area, *run, emphasised);
}

}  // namespace bottleneck
