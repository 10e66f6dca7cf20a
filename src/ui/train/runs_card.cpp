#include "ui/train/runs_card.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <ranges>
#include <string>

#include "lab/base/figures.h"
#include "lab/shown/training_words.h"
#include "texts/training.h"
#include "ui/paint/widgets.h"

namespace bottleneck {
namespace {

constexpr float kRunHeight = 28;
constexpr float kRunMark = 10;
constexpr float kFigureWidth = 72;
constexpr float kTwoFiguresFrom = 440;  // narrower cards have the validation loss alone
constexpr float kTimeFrom = 520;
constexpr float kSignWidth = 24;

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

RunColumns run_columns_of(Rect row) {
  RunColumns columns;
  const float inner = row.width;
  columns.remove = cut_right(row, kSignWidth, kSpace1);
  columns.rename = cut_right(row, kSignWidth, kSpace2);
  if (inner >= kTimeFrom) columns.time = cut_right(row, kFigureWidth, kSpace2);
  columns.validation = cut_right(row, kFigureWidth, kSpace2);
  if (inner >= kTwoFiguresFrom) columns.training = cut_right(row, kFigureWidth, kSpace2);
  columns.name = row;
  return columns;
}

void draw_heads(const Canvas& canvas, const Rect& row) {
  const RunColumns columns = run_columns_of(row);
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

void draw_run_row(const Session& session, View& view, const Canvas& canvas, const Rect& row,
                  const TrainingRun& run, std::vector<Action>& actions) {
  const Palette& palette = canvas.palette();
  const bool is_shown = run.number == session.training.shown;
  const RunColumns columns = run_columns_of(row);
  const std::string number = std::to_string(run.number);
  Rect press = row;
  press.width = columns.rename.x - row.x - kSpace1;
  const Hit hit = hit_area(view, "run:" + number, press);
  if (hit.is_hovered && !is_shown) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
  if (is_shown || hit.is_hovered)
    fill_rect(canvas, {row.x - kSpace2, row.y, row.width + 2 * kSpace2, row.height}, palette.soft,
              kControlRadius);
  if (hit.is_clicked && !is_shown) actions.push_back(ShowRun{run.number});

  Rect name = columns.name;
  const Rect mark = cut_left(name, kRunMark, kSpace2);
  canvas.list->AddCircleFilled({mark.middle_x(), mark.middle_y()}, kRunMark / 2,
                               colour(is_shown ? palette.code : palette.muted));
  const std::string state = state_in_words(run.state);
  const float state_width = std::ceil(text_width(*canvas.look, kSmallText, state));
  const float name_width = std::ceil(text_width(*canvas.look, kText, run.name)) + 1;
  draw_text(canvas, cut_left(name, std::min(name_width, name.width), kSpace2), kText,
            is_shown ? palette.code_text : palette.ink, run.name);
  if (name.width >= state_width) draw_text(canvas, name, kSmallText, palette.muted, state);
  const auto figure = [&](const Rect& box, const std::string& text) {
    if (box.width > 0) draw_text(canvas, box, kFigure, palette.ink, text, Align::right);
  };
  figure(columns.training, last_loss(run, &EpochRecord::train_loss));
  figure(columns.validation, last_loss(run, &EpochRecord::val_loss));
  figure(columns.time, run.work_ms > 0 ? duration_in_words(run.work_ms) : "–");

  if (sign_button(view, canvas, "rename:" + number, columns.rename, palette.hairline,
                  [&](ImVec2 middle, ImU32 ink) { draw_pencil(canvas, middle, ink); })) {
    // The HTML's control is about the run shown.
    if (!is_shown) actions.push_back(ShowRun{run.number});
    view.field =
        FieldRequest{.id = "run:name",
                     .label = texts::kRunName,
                     .value = run.name,
                     .place = {columns.name.x, row.y, std::min(columns.name.width, 240.0F), row.height},
                     .is_number = false};
  }
  if (sign_button(view, canvas, "remove:" + number, columns.remove, palette.hairline,
                  [&](ImVec2 middle, ImU32 ink) { draw_cross(canvas, middle, ink); }))
    actions.push_back(RemoveRun{run.number});
}

}  // namespace

float runs_card_height(const Session& session) {
  const auto rows = static_cast<float>(std::max<std::size_t>(session.training.runs.size(), 2));
  return 2 * kCardPadding + kLineHeight + kSpace2 + rows * kRunHeight;
}

void draw_runs_card(const Session& session, View& view, const Canvas& canvas, const Rect& card,
                    std::vector<Action>& actions) {
  draw_card(canvas, card);
  Rect area = card.inset(kCardPadding);
  const Rect heads = cut_top(area, kLineHeight, kSpace2);
  if (session.training.runs.empty()) {
    draw_text(canvas, heads, kTitle, canvas.palette().ink, texts::kRunsTitle);
    draw_paragraph(canvas, area, kSmallText, canvas.palette().muted, texts::kRunsEmpty);
    return;
  }
  draw_heads(canvas, heads);
  // The latest first: it is the one that is looked at.
  for (const TrainingRun& run : std::views::reverse(session.training.runs))
    draw_run_row(session, view, canvas, cut_top(area, kRunHeight), run, actions);
}

}  // namespace bottleneck
