#include "ui/paint/absence.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "lab/base/figures.h"
#include "lab/data/dataset_files.h"
#include "lab/shown/data_words.h"
#include "texts/datasets.h"
#include "texts/panels.h"
#include "ui/paint/widgets.h"

namespace bottleneck {
namespace {

// Buttons side by side, in as many rows as they need.
struct Row {
  std::size_t count = 0;
  float width = 0;
};
std::vector<Row> rows_of(const Look& look, const Absence& absence, float width) {
  std::vector<Row> rows;
  for (const Absence::Button& button : absence.buttons) {
    const float own = std::min(width, button_width(look, button.label));
    if (rows.empty() || rows.back().width + kSpace2 + own > width) {
      rows.push_back({.count = 1, .width = own});
    } else {
      ++rows.back().count;
      rows.back().width += kSpace2 + own;
    }
  }
  return rows;
}

float text_height(const Look& look, const Absence& absence, float width) {
  if (absence.progress) return kProgressHeight;
  return draw_paragraph({.list = nullptr, .look = &look}, {0, 0, width, 0}, kText, look.palette->muted,
                        absence.text);
}

float buttons_height(std::size_t rows) {
  return rows == 0 ? 0 : kSpace3 + static_cast<float>(rows) * (kControlHeight + kSpace2) - kSpace2;
}

void draw_under_way(const Canvas& canvas, const Rect& place, const ProgressWords& progress) {
  const float amount = std::ceil(text_width(*canvas.look, kFigure, progress.amount));
  const std::string what = first_fitting(*canvas.look, kSmallText, place.width - amount - kSpace2,
                                         {progress.what, progress.what_short});
  draw_progress(canvas, place, what, progress.amount, progress.share);
}

}  // namespace

float absence_height(const Look& look, const Absence& absence, float width) {
  return text_height(look, absence, width) + buttons_height(rows_of(look, absence, width).size());
}

void draw_absence(View& view, const Canvas& canvas, const Rect& body, const Absence& absence,
                  std::vector<Action>& actions) {
  const Look& look = *canvas.look;
  const float height = absence_height(look, absence, body.width);
  const Rect place{body.x, std::floor(std::max(body.y, body.middle_y() - height / 2)), body.width,
                   text_height(look, absence, body.width)};
  if (absence.progress) {
    draw_under_way(canvas, place, *absence.progress);
  } else {
    const Palette& palette = canvas.palette();
    draw_paragraph(canvas, place, kText, absence.is_alarm ? palette.alarm_text : palette.muted, absence.text,
                   Align::centre);
  }
  float y = place.bottom() + kSpace3;
  std::size_t index = 0;
  for (const Row& row : rows_of(look, absence, body.width)) {
    float x = std::floor(body.middle_x() - row.width / 2);
    for (std::size_t i = 0; i < row.count; ++i, ++index) {
      const Absence::Button& one = absence.buttons[index];
      const Rect box{x, y, std::min(body.width, button_width(look, one.label)), kControlHeight};
      if (button(view, canvas, one.name, box, one.label)) actions.push_back(one.action);
      x = box.right() + kSpace2;
    }
    y += kControlHeight + kSpace2;
  }
}

Absence half_under_way(const Session& session, const DatasetEntry& dataset, Split split, std::string cancel) {
  return {.progress = half_progress(session, dataset, split),
          .buttons = {{.name = std::move(cancel),
                       .label = texts::kCancelLoading,
                       .action = CancelLoading{.dataset = dataset.name, .split = split}}}};
}

std::string megabytes(std::int64_t bytes) {
  return fill(texts::kMegabytes, {fixed(static_cast<double>(bytes) / 1e6, 1)});
}

std::string megabytes_of(std::int64_t bytes, std::int64_t total) {
  return fixed(static_cast<double>(bytes) / 1e6, 1) + " / " + megabytes(total);
}

}  // namespace bottleneck
