#include "ui/paint/points.h"

namespace bottleneck {

void draw_points(const Canvas& canvas, const Rect& box, const PointCloud& cloud) {
  if (!canvas.list || cloud.count == 0) return;
  if (Painted* painted = canvas.look->painted) painted->clouds.push_back(cloud);
  if (!canvas.look->draw_cloud) return;
  PointCloud copy = cloud;  // which the list copies once more
  canvas.list->PushClipRect({box.x, box.y}, {box.right(), box.bottom()}, true);
  canvas.list->AddCallback(canvas.look->draw_cloud, &copy, sizeof copy);
  canvas.list->PopClipRect();
}

void draw_sign(const Canvas& canvas, ImVec2 middle, float size, Sign sign, Colour ink) {
  if (!canvas.list) return;
  ImDrawList& list = *canvas.list;
  const float half = size / 2;
  const auto at = [&](float x, float y) { return ImVec2{middle.x + x * half, middle.y + y * half}; };
  const ImU32 fill = colour(ink);
  switch (sign) {
    case Sign::disc:
      return list.AddCircleFilled(middle, half, fill);
    case Sign::square:
      return list.AddRectFilled(at(-0.85F, -0.85F), at(0.85F, 0.85F), fill);
    case Sign::triangle:
      return list.AddTriangleFilled(at(-1, 0.8F), at(0, -1), at(1, 0.8F), fill);
    case Sign::diamond:
      return list.AddQuadFilled(at(-1, 0), at(0, -1), at(1, 0), at(0, 1), fill);
    case Sign::cross:
      list.AddRectFilled(at(-1, -0.33F), at(1, 0.33F), fill);
      return list.AddRectFilled(at(-0.33F, -1), at(0.33F, 1), fill);
  }
}

}  // namespace bottleneck
