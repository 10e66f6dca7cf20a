// Axes and curves of plots.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "lab/base/plot_scale.h"
#include "ui/paint/paint.h"

namespace bottleneck {

struct Plot {
  Rect box;  // of the curves, without the labels
  Axis x;
  Axis y;

  ImVec2 place(double step, double loss) const;
};

struct Tick {
  double value = 0;
  std::string label;
};

// Draws both axes; their labels stand left of the curves and below. x_ticks: those that have room in so many
// CSS pixels; right: what is left free beside the curves.
Plot draw_axes(const Canvas& canvas, const Rect& rect, const Axis& x, const Axis& y,
               const std::function<std::vector<Tick>(float width)>& x_ticks, float right);

// Curves; one point alone is a dot.
void draw_solid(const Canvas& canvas, std::span<const ImVec2> places, ImU32 ink, float width);
void draw_dashed(const Canvas& canvas, std::span<const ImVec2> places, ImU32 ink, float width);

}  // namespace bottleneck
