#include <algorithm>

#include "lab/session/exercises.h"
#include "ui/exercises/cards.h"
#include "ui/paint/guide.h"
#include "ui/paint/page_panels.h"

namespace bottleneck {
namespace {

constexpr float kTwoExercisesFrom = 540;  // side by side

}  // namespace

float draw_exercises_station(const Panel& panel, const PageFrame& frame) {
  const Panel measure = panel.measuring();
  const Rect& area = frame.area;
  const float gap = frame.shape == Shape::wide ? kSpace4 : kSpace3;
  Rect guide{area.x, area.y, area.width, 0};
  guide.height = draw_guide(measure, guide);
  draw_guide(panel, guide);
  float y = guide.height > 0 ? guide.bottom() + gap : area.y;
  const int columns = area.width >= kTwoExercisesFrom ? 2 : 1;
  const float width = (area.width - gap * static_cast<float>(columns - 1)) / static_cast<float>(columns);
  for (int first = 1; first <= kExercises; first += columns) {
    float height = 0;
    for (int i = 0; i < columns; ++i)
      height = std::max(height, draw_exercise_card(measure, {0, 0, width, 0}, first + i));
    for (int i = 0; i < columns; ++i)
      draw_exercise_card(panel, {area.x + static_cast<float>(i) * (width + gap), y, width, height},
                         first + i);
    y += height + gap;
  }
  return y - gap + frame.gap;
}

}  // namespace bottleneck
