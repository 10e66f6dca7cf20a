#include "ui/paint/absence.h"

#include <algorithm>
#include <cmath>
#include <utility>

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
    draw_progress(panel, place, *absence.progress);
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

}  // namespace bottleneck
