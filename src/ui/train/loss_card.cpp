#include <algorithm>
#include <array>
#include <cmath>
#include <ranges>
#include <string>
#include <vector>

#include "lab/base/figures.h"
#include "lab/shown/training_words.h"
#include "texts/training.h"
#include "ui/paint/absence.h"
#include "ui/paint/guide.h"
#include "ui/train/cards.h"

namespace bottleneck {
namespace {

constexpr float kLegendInTitleFrom = 560;
constexpr float kLegendRow = 24;  // as high as a finger wants it
constexpr int kLegendRows = 2;

// "linear · logarithmic": two words of which one holds.
using Switch = std::array<Use, 2>;
constexpr const char* kBetweenWords = " · ";

float switch_width(const Panel& panel, const Switch& words) {
  const auto width = [&](const std::string& text) { return text_width(*panel.look, kSmallText, text); };
  return width(label_of(panel, words[0])) + width(kBetweenWords) + width(label_of(panel, words[1])) + 2;
}

// At the right end of `row`.
void draw_switch(const Panel& panel, Rect& row, const Switch& words) {
  const auto draw = [&](const Use& word, float gap) {
    if (word.value != value_of(panel, word.id)) {
      use_word(panel, word, row, Align::right);
      row.width += kSpace3 - gap;
      return;
    }
    const std::string label = label_of(panel, word);
    const Rect box = cut_right(row, std::ceil(text_width(*panel.look, kSmallText, label)), gap);
    draw_text(panel, box, kSmallText, panel.palette().ink, label);
  };
  draw(words[1], 0);
  draw_text(panel, cut_right(row, text_width(*panel.look, kSmallText, kBetweenWords)), kSmallText,
            panel.palette().muted, kBetweenWords);
  draw(words[0], kSpace3);
}

// In the title's row, beside `title_width` of it; what has no room there, in rows of its own.
void draw_switches(const Panel& panel, Rect& title, Rect& area, float title_width) {
  if (!panel.offers.find("loss:by")) return;
  const Switch scale{Use{"loss:log", "false", "loss:linear"}, Use{"loss:log", "true", "loss:log"}};
  const Switch by{Use{"loss:by", "epoch", "loss:epoch"}, Use{"loss:by", "batch", "loss:batch"}};
  Rect below;
  Rect* row = &title;
  for (const Switch& words : {scale, by}) {
    const float kept = row == &title ? title_width + kSpace3 : 0;
    if (switch_width(panel, words) + kept > row->width) {
      below = cut_top(area, kLineHeight, kSpace2);
      row = &below;
    }
    draw_switch(panel, *row, words);
  }
}

// The runs of the plot with their names, the one shown first: in rows, and how many more there are than have
// room.
struct Legend {
  struct Entry {
    const TrainingRun* run;
    Rect box;
  };
  std::vector<Entry> entries{};
  int left_out = 0;
  Rect more{};  // where that is said
  int rows = 0;
};

std::string more_in_words(int count) {
  return fill(texts::kLegendMore, {std::to_string(count)});
}

float legend_entry_width(const Panel& panel, const TrainingRun& run, float widest) {
  const float mark = run_mark_width(*panel.look, run) + kSpace1;
  const std::string name = run_name_in(panel, kSmallText, widest - mark, run);
  return std::min(widest, mark + std::ceil(text_width(*panel.look, kSmallText, name)) + 1);
}

// In the first `most_rows` rows of an area; of several names none is longer than half a row.
Legend place_legend(const Panel& panel, const TrainingRun& shown, const Rect& area, int most_rows) {
  std::vector<const TrainingRun*> runs{&shown};
  for (const TrainingRun& run : std::views::reverse(panel.session.training.runs)) {
    if (run.number != shown.number && is_comparable(run, shown)) runs.push_back(&run);
  }
  Legend legend{.rows = 1};
  Rect row{area.x, area.y, area.width, kLegendRow};
  const float widest = runs.size() == 1 ? area.width : std::floor((area.width - kSpace3) / 2);
  for (std::size_t i = 0; i < runs.size(); ++i) {
    const int rest = static_cast<int>(runs.size() - i);
    const float width = legend_entry_width(panel, *runs[i], widest);
    if (width > row.width && legend.rows < most_rows) {
      ++legend.rows;
      row = {area.x, row.bottom(), area.width, kLegendRow};
    }
    // Behind the last one in the last row "and 3 more" must have room.
    const float more = std::ceil(text_width(*panel.look, kSmallText, more_in_words(rest))) + 1;
    const bool is_last_row = legend.rows == most_rows;
    const float kept_free = is_last_row && rest > 1 ? kSpace3 + more : 0;
    if (width + kept_free > row.width) {
      legend.left_out = rest;
      legend.more = cut_left(row, more);
      break;
    }
    legend.entries.push_back({runs[i], cut_left(row, width, kSpace3)});
  }
  return legend;
}

// The number of the run under the pointer, or 0.
int draw_legend(const Panel& panel, const Legend& legend) {
  const Palette& palette = panel.palette();
  int pointed_at = 0;
  for (const auto& [run, box] : legend.entries) {
    const bool is_shown = run == legend.entries.front().run;
    const std::string number = std::to_string(run->number);
    const Hit hit = use_area(panel, {"run", number, "legend:" + number}, box);
    if (hit.is_hovered && !is_shown) pointed_at = run->number;
    Rect name = box;
    draw_run_mark(panel, cut_left(name, run_mark_width(*panel.look, *run), kSpace1), *run);
    draw_text(panel, name, kSmallText,
              is_shown         ? palette.code_text
              : hit.is_hovered ? palette.ink
                               : palette.muted,
              run_name_in(panel, kSmallText, name.width, *run));
  }
  if (legend.left_out > 0)
    draw_text(panel, legend.more, kSmallText, palette.muted, more_in_words(legend.left_out));
  return pointed_at;
}

}  // namespace

void draw_loss_card(const Panel& panel, const Rect& card) {
  const Palette& palette = panel.palette();
  draw_card(panel, card, "card:loss");
  Rect area = card.inset(kCardPadding);
  Rect title = cut_top(area, kLineHeight, kSpace2);
  const TrainingRun* run = shown_run(panel.session.training);
  const bool has_losses = run && (!run->batch_losses.empty() || !run->history.empty());
  panel.view.pictures[PicturePart::station] = card;
  if (has_losses && area.width >= kLegendInTitleFrom) draw_exports(panel, title, card);
  draw_switches(panel, title, area, std::ceil(text_width(*panel.look, kTitle, texts::kLossTitle)) + 1);
  const std::string of = run ? fill(texts::kLossTitleOf, {loss_name(run->plan.loss)}) : texts::kLossTitle;
  const std::string name =
      first_fitting(*panel.look, kTitle, title.width, {of, std::string(texts::kLossTitle)});
  draw_text(panel, cut_left(title, std::ceil(text_width(*panel.look, kTitle, name)) + 1, kSpace3), kTitle,
            palette.ink, name);
  if (!run || (!has_losses && panel.session.training.runs.size() < 2)) {
    const char* text =
        panel.session.choices.loss_by == LossBy::batch ? texts::kLossEmptyBatch : texts::kLossEmpty;
    draw_absence(panel, area, {.text = text}, buttons_of("loss"));
    return;
  }
  // In the title's row where all of it fits there, else in rows of its own.
  title = {title.x, title.middle_y() - kLegendRow / 2, title.width, kLegendRow};
  Legend legend;
  if (area.width >= kLegendInTitleFrom) legend = place_legend(panel, *run, title, 1);
  if (legend.entries.empty() || legend.left_out > 0) {
    legend = place_legend(panel, *run, area, kLegendRows);
    cut_top(area, static_cast<float>(legend.rows) * kLegendRow);
  }
  draw_loss_plot(panel, area, *run, draw_legend(panel, legend));
}

}  // namespace bottleneck
