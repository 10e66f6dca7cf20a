#include "ui/paint/absence.h"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

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

NameButton buttons_of(std::string card) {
  return [card = std::move(card)](const std::string& offer) {
    return card + ':' + (offer.ends_with("files") ? "files" : offer.substr(0, offer.find_first_of(":-")));
  };
}

float draw_absence(const Panel& panel, const Rect& body, const Missing& missing, const NameButton& name) {
  std::vector<Use> buttons;
  for (const std::string& offer : missing.helps) {
    Use button(offer, "", name(offer));
    if (can_use(panel, button)) buttons.push_back(std::move(button));
  }
  const std::vector<Row> rows = rows_of(panel, buttons, body.width);
  const Colour ink = missing.is_alarm ? panel.palette().alarm_text : panel.palette().muted;
  const float text_height =
      missing.progress ? kProgressHeight : draw_paragraph(panel.measuring(), body, kText, ink, missing.text);
  const float height = text_height + static_cast<float>(rows.size()) * (kControlHeight + kSpace2) +
                       (rows.empty() ? 0 : kSpace3 - kSpace2);
  const Rect place{body.x, std::floor(std::max(body.y, body.middle_y() - height / 2)), body.width,
                   text_height};
  if (missing.progress) {
    draw_progress(panel, place, *missing.progress);
  } else {
    draw_paragraph(panel, place, kText, ink, missing.text, Align::centre);
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

}  // namespace bottleneck
