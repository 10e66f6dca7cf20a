#include "ui/train/loss_card.h"

#include <cmath>
#include <ranges>
#include <string>

#include "lab/base/figures.h"
#include "lab/shown/training_words.h"
#include "texts/training.h"
#include "ui/paint/absence.h"
#include "ui/paint/widgets.h"
#include "ui/train/loss_plot.h"

namespace bottleneck {
namespace {

constexpr float kLegendInTitleFrom = 560;
constexpr float kMark = 10;

// "linear · log": two words of which one holds. The right end of `row`; the index of the one pressed, or -1.
struct SwitchWord {
  const char* name;
  const char* label;
};
int word_switch(View& view, const Canvas& canvas, Rect& row, const SwitchWord& first,
                const SwitchWord& second, int chosen) {
  constexpr const char* kBetween = " · ";
  const float between = text_width(*canvas.look, kSmallText, kBetween);
  const float needed = text_width(*canvas.look, kSmallText, first.label) + between +
                       text_width(*canvas.look, kSmallText, second.label) + 2;
  if (needed > row.width) return -1;  // one of two words alone would be no switch
  int pressed = -1;
  const auto draw = [&](const SwitchWord& word, int index, float gap) {
    const float width = std::ceil(text_width(*canvas.look, kSmallText, word.label));
    if (index != chosen) {
      if (word_button(view, canvas, word.name, row, word.label, Align::right)) pressed = index;
      row.width += kSpace3 - gap;
      return;
    }
    const Rect box = cut_right(row, width, gap);
    view.places[word.name] = {box.x, box.y, box.width, box.height};
    draw_text(canvas, box, kSmallText, canvas.palette().ink, word.label);
  };
  draw(second, 1, 0);
  draw_text(canvas, cut_right(row, between), kSmallText, canvas.palette().muted, kBetween);
  draw(first, 0, kSpace3);
  return pressed;
}

void draw_switches(const Session& session, View& view, const Canvas& canvas, Rect& row,
                   std::vector<Action>& actions) {
  const int scale = word_switch(view, canvas, row, {"loss:linear", texts::kLinear},
                                {"loss:log", texts::kLogarithmic}, session.choices.is_loss_log ? 1 : 0);
  if (scale >= 0) actions.push_back(Set{"log", scale == 1 ? "1" : "0"});
  const int by =
      word_switch(view, canvas, row, {"loss:epoch", texts::kByEpoch}, {"loss:batch", texts::kByBatch},
                  session.choices.loss_by == LossBy::batch ? 1 : 0);
  if (by >= 0) actions.push_back(Set{"curve", by == 1 ? "batch" : "epoch"});
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
int draw_legend(View& view, const Canvas& canvas, Rect row, const Legend& legend,
                std::vector<Action>& actions) {
  const Palette& palette = canvas.palette();
  int pointed_at = 0;
  for (const TrainingRun* run : legend.runs) {
    const bool is_shown = run == legend.runs.front();
    const Rect box = cut_left(row, legend_entry_width(*canvas.look, *run), kSpace3);
    const Hit hit =
        hit_area(view, "legend:" + std::to_string(run->number), {box.x, box.middle_y() - 12, box.width, 24});
    if (hit.is_hovered && !is_shown) {
      ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
      pointed_at = run->number;
    }
    const Colour mark = is_shown ? palette.code : palette.muted;
    canvas.list->AddCircleFilled({box.x + kMark / 2, box.middle_y()}, kMark / 2, colour(mark));
    draw_text(canvas, {box.x + kMark + kSpace1, box.y, box.width - kMark - kSpace1, box.height}, kSmallText,
              is_shown         ? palette.code_text
              : hit.is_hovered ? palette.ink
                               : palette.muted,
              run->name);
    if (hit.is_clicked && !is_shown) actions.push_back(ShowRun{run->number});
  }
  return pointed_at;
}

}  // namespace

void draw_loss_card(const Session& session, View& view, const Canvas& canvas, const Rect& card,
                    std::vector<Action>& actions) {
  const Palette& palette = canvas.palette();
  draw_card(canvas, card);
  Rect area = card.inset(kCardPadding);
  Rect title = cut_top(area, kLineHeight, kSpace2);
  const TrainingRun* run = shown_run(session.training);
  draw_switches(session, view, canvas, title, actions);
  const std::string of = run ? fill(texts::kLossTitleOf, {loss_name(run->plan.loss)}) : texts::kLossTitle;
  const std::string name =
      first_fitting(*canvas.look, kTitle, title.width, {of, std::string(texts::kLossTitle)});
  draw_text(canvas, cut_left(title, std::ceil(text_width(*canvas.look, kTitle, name)) + 1, kSpace3), kTitle,
            palette.ink, name);
  const bool has_losses = run && (!run->batch_losses.empty() || !run->history.empty());
  if (!run || (!has_losses && session.training.runs.size() < 2)) {
    const char* text = session.choices.loss_by == LossBy::batch ? texts::kLossEmptyBatch : texts::kLossEmpty;
    return draw_absence(view, canvas, area, {.text = text}, actions);
  }
  const bool is_in_title = area.width >= kLegendInTitleFrom;
  const Legend legend = make_legend(session, *canvas.look, *run, is_in_title ? title.width : area.width);
  const Rect place = is_in_title ? cut_right(title, legend.width) : cut_top(area, kLineHeight, kSpace1);
  const int emphasised = draw_legend(view, canvas, place, legend, actions);
  draw_loss_plot(session, view, canvas, area, *run, emphasised);
}

}  // namespace bottleneck
