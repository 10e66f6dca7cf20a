#include "ui/paint/absence.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "lab/base/figures.h"
#include "lab/data/dataset_files.h"
#include "lab/shown/data_words.h"
#include "texts/datasets.h"
#include "texts/panels.h"

namespace bottleneck {
namespace {

// Buttons side by side, in as many rows as they need.
struct Row {
  std::size_t count = 0;
  float width = 0;
};
std::vector<Row> rows_of(const Panel& panel, const std::vector<Use>& buttons, float width) {
  std::vector<Row> rows;
  for (const Use& button : buttons) {
    const float own = std::min(width, button_width(panel, button));
    if (rows.empty() || rows.back().width + kSpace2 + own > width) {
      rows.push_back({.count = 1, .width = own});
    } else {
      ++rows.back().count;
      rows.back().width += kSpace2 + own;
    }
  }
  return rows;
}

void draw_under_way(const Canvas& canvas, const Rect& place, const ProgressWords& progress) {
  const float amount = std::ceil(text_width(*canvas.look, kFigure, progress.amount));
  const std::string what = first_fitting(*canvas.look, kSmallText, place.width - amount - kSpace2,
                                         {progress.what, progress.what_short});
  draw_progress(canvas, place, what, progress.amount, progress.share);
}

}  // namespace

float draw_absence(const Panel& panel, const Rect& body, const Absence& absence) {
  std::vector<Use> buttons = absence.buttons;
  std::erase_if(buttons, [&](const Use& button) { return !can_use(panel, button); });
  const std::vector<Row> rows = rows_of(panel, buttons, body.width);
  const Colour ink = absence.is_alarm ? panel.palette().alarm_text : panel.palette().muted;
  const float text_height =
      absence.progress ? kProgressHeight : draw_paragraph(panel.measuring(), body, kText, ink, absence.text);
  const float height = text_height + static_cast<float>(rows.size()) * (kControlHeight + kSpace2) +
                       (rows.empty() ? 0 : kSpace3 - kSpace2);
  const Rect place{body.x, std::floor(std::max(body.y, body.middle_y() - height / 2)), body.width,
                   text_height};
  if (absence.progress) {
    draw_under_way(panel, place, *absence.progress);
  } else {
    draw_paragraph(panel, place, kText, ink, absence.text, Align::centre);
  }
  float y = place.bottom() + kSpace3;
  auto next = buttons.begin();
  for (const Row& row : rows) {
    float x = std::floor(body.middle_x() - row.width / 2);
    for (std::size_t i = 0; i < row.count; ++i, ++next) {
      const Rect box{x, y, std::min(body.width, button_width(panel, *next)), kControlHeight};
      use_button(panel, *next, box);
      x = box.right() + kSpace2;
    }
    y += kControlHeight + kSpace2;
  }
  return height;
}

Absence half_under_way(const Session& session, const DatasetEntry& dataset, Split split, Use cancel) {
  return {.progress = half_progress(session, dataset, split), .buttons = {std::move(cancel)}};
}

std::string megabytes_of(std::int64_t bytes, std::int64_t total) {
  const auto in_millions = [](std::int64_t count) { return fixed(static_cast<double>(count) / 1e6, 1); };
  return in_millions(bytes) + " / " + fill(texts::kMegabytes, {in_millions(total)});
}

}  // namespace bottleneck
