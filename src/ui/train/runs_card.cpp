#include <algorithm>
#include <array>
#include <cmath>
#include <ranges>
#include <string>

#include "lab/base/figures.h"
#include "lab/session/queries.h"
#include "lab/shown/training_words.h"
#include "texts/training.h"
#include "ui/paint/offered.h"
#include "ui/train/cards.h"

namespace bottleneck {
namespace {

constexpr float kRunHeight = 32;        // the signs of two rows stand apart
constexpr float kFigureWidth = 68;      // of "validation", too
constexpr float kTwoFiguresFrom = 440;  // narrower cards have the validation loss alone
constexpr float kTimeFrom = 520;
constexpr float kSignSide = 24;

std::string last_loss(const TrainingRun& run, double EpochRecord::* loss) {
  return run.history.empty() ? "–" : fixed(run.history.back().*loss, kLossDigits);
}

// The columns from the right: what can be done, time, validation, training; the rest is the name.
struct RunColumns {
  Rect remove;
  Rect rename;
  Rect time;
  Rect validation;
  Rect training;
  Rect name;
};

std::string time_of(const TrainingRun& run) {
  return run.work_ms > 0 ? duration_in_words(run.work_ms) : "–";
}

// The longest time is whole.
float time_width(const Panel& panel) {
  float width = text_width(*panel.look, kSmallText, texts::kRunsColumnTime);
  for (const TrainingRun& run : panel.session.training.runs)
    width = std::max(width, text_width(*panel.look, kFigure, time_of(run)));
  return std::ceil(width) + 1;
}

Rect cut_sign(Rect& row) {
  const Rect box = cut_right(row, kSignSide, kSpace2);
  return {box.x, std::round(box.middle_y() - kSignSide / 2), kSignSide, kSignSide};
}

RunColumns run_columns_of(Rect row, float time) {
  RunColumns columns;
  const float inner = row.width;
  columns.remove = cut_sign(row);
  columns.rename = cut_sign(row);
  if (inner >= kTimeFrom) columns.time = cut_right(row, time, kSpace3);
  columns.validation = cut_right(row, kFigureWidth, kSpace3);
  if (inner >= kTwoFiguresFrom) columns.training = cut_right(row, kFigureWidth, kSpace2);
  columns.name = row;
  return columns;
}

void draw_heads(const Canvas& canvas, const Rect& row, float time) {
  const RunColumns columns = run_columns_of(row, time);
  const auto head = [&](const Rect& box, const char* text) {
    if (box.width > 0) draw_text(canvas, box, kSmallText, canvas.palette().muted, text, Align::right);
  };
  draw_text(canvas, columns.name, kTitle, canvas.palette().ink, texts::kRunsTitle);
  head(columns.training, texts::kRunsColumnTraining);
  head(columns.validation, texts::kRunsColumnValidation);
  head(columns.time, texts::kRunsColumnTime);
}

// A pencil, and a cross: as lines, which no font has to have.
void draw_pencil(const Canvas& canvas, ImVec2 m, ImU32 ink) {
  const std::array<ImVec2, 5> outline{ImVec2{m.x - 5, m.y + 5}, ImVec2{m.x - 4, m.y + 1},
                                      ImVec2{m.x + 2.5F, m.y - 5}, ImVec2{m.x + 5, m.y - 2.5F},
                                      ImVec2{m.x - 1, m.y + 4}};
  canvas.list->AddPolyline(outline.data(), static_cast<int>(outline.size()), ink, ImDrawFlags_Closed, 1.4F);
}
void draw_cross(const Canvas& canvas, ImVec2 m, ImU32 ink) {
  canvas.list->AddLine({m.x - 4, m.y - 4}, {m.x + 4, m.y + 4}, ink, 1.4F);
  canvas.list->AddLine({m.x - 4, m.y + 4}, {m.x + 4, m.y - 4}, ink, 1.4F);
}

void draw_run_row(const Panel& panel, const Rect& row, const TrainingRun& run, float time) {
  const Palette& palette = panel.palette();
  const bool is_shown = run.number == panel.session.training.shown;
  const RunColumns columns = run_columns_of(row, time);
  const std::string number = std::to_string(run.number);
  Rect press = row;
  press.width = columns.rename.x - row.x - kSpace2;
  const Hit hit = use_area(panel, {"run", number, "run:" + number}, press);
  if (is_shown || hit.is_hovered)
    fill_rect(panel, {row.x - kSpace2, row.y, row.width + 2 * kSpace2, row.height}, palette.soft,
              kControlRadius);

  Rect name = columns.name;
  draw_run_mark(panel, cut_left(name, run_mark_width(*panel.look, run), kSpace2), run);
  const std::string called = run_name_in(panel, kText, name.width, run);
  const std::string state = state_in_words(run.state);
  const float state_width = std::ceil(text_width(*panel.look, kSmallText, state));
  const float name_width = std::ceil(text_width(*panel.look, kText, called)) + 1;
  draw_text(panel, cut_left(name, std::min(name_width, name.width), kSpace2), kText,
            is_shown ? palette.code_text : palette.ink, called);
  if (name.width >= state_width) draw_text(panel, name, kSmallText, palette.muted, state);
  const auto figure = [&](const Rect& box, const std::string& text) {
    if (box.width > 0) draw_text(panel, box, kFigure, palette.ink, text, Align::right);
  };
  figure(columns.training, last_loss(run, &EpochRecord::train_loss));
  figure(columns.validation, last_loss(run, &EpochRecord::val_loss));
  figure(columns.time, time_of(run));

  const Use rename("run:name", "", "rename:" + number);
  if (mark_sign(panel, rename, columns.rename, palette.hairline,
                [&](ImVec2 middle, ImU32 ink) { draw_pencil(panel, middle, ink); })) {
    // The offer is about the run shown.
    take(panel, {"run", number});
    ask_for(panel, rename, run_name(panel.session, run),
            {columns.name.x, row.y, std::min(columns.name.width, 240.0F), row.height}, false);
  }
  use_sign(panel, {"run:remove", number, "remove:" + number}, columns.remove, palette.hairline,
           [&](ImVec2 middle, ImU32 ink) { draw_cross(panel, middle, ink); });
}

// The run that was removed last, and the way back. Returns its height.
float draw_removed(const Panel& panel, const Rect& area) {
  const auto& removed = panel.session.training.removed;
  if (!removed) return 0;
  Rect row{area.x, area.y, area.width, kRunHeight};
  use_word(panel, "run:restore", row, Align::right);
  const float said = std::ceil(text_width(*panel.look, kSmallText, texts::kRunRemoved)) + 1;
  const float room = std::max(0.0F, row.width - said - kSpace1);
  const std::string name = run_name_in(panel, kSmallText, room, removed->run);
  const float called = std::ceil(text_width(*panel.look, kSmallText, name)) + 1;
  draw_text(panel, cut_left(row, std::min(called, room), kSpace1), kSmallText, panel.palette().ink, name);
  draw_text(panel, row, kSmallText, panel.palette().muted, texts::kRunRemoved);
  return kRunHeight;
}

}  // namespace

float draw_runs_card(const Panel& panel, const Rect& card) {
  const auto& runs = panel.session.training.runs;
  draw_card(panel, card, "card:runs");
  Rect area = card.inset(kCardPadding);
  const Rect heads = cut_top(area, kLineHeight, kSpace2);
  const float removed = panel.session.training.removed ? kRunHeight : 0;
  const auto rows = static_cast<float>(std::max<std::size_t>(runs.size(), 2));
  const float height = area.y + removed + rows * kRunHeight + kCardPadding - card.y;
  if (!panel.list) return height;
  if (runs.empty()) {
    draw_text(panel, heads, kTitle, panel.palette().ink, texts::kRunsTitle);
    cut_top(area, draw_removed(panel, area));
    draw_paragraph(panel, area, kSmallText, panel.palette().muted, texts::kRunsEmpty);
    return height;
  }
  const float time = time_width(panel);
  draw_heads(panel, heads, time);
  cut_top(area, draw_removed(panel, area));
  // The latest first: it is the one that is looked at.
  for (const TrainingRun& run : std::views::reverse(runs))
    draw_run_row(panel, cut_top(area, kRunHeight), run, time);
  return height;
}

}  // namespace bottleneck
