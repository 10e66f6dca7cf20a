#include "ui/paint/funnel.h"

#include <algorithm>
#include <cmath>

#include "texts/panels.h"

namespace bottleneck {
float layer_share(int units) {
  return std::max(0.12F, std::log(static_cast<float>(units) + 1) / std::log(static_cast<float>(kPixels) + 1));
}

std::vector<int> encoder_widths(const Autoencoder& model) {
  std::vector<int> widths = layer_widths(model.architecture);
  widths.resize(widths.size() / 2 + 1);
  return widths;
}

std::string join_arrows(const std::vector<int>& widths) {
  std::string text;
  for (const int width : widths) text += (text.empty() ? "" : "→") + std::to_string(width);
  return text;
}

void draw_funnel(const Canvas& canvas, const Rect& box, const std::vector<int>& widths, Colour fill) {
  const auto steps = static_cast<float>(widths.size() - 1);
  for (std::size_t i = 0; i + 1 < widths.size(); ++i) {
    const float left = box.x + box.width * static_cast<float>(i) / steps;
    const float right = box.x + box.width * static_cast<float>(i + 1) / steps;
    const float high = box.height / 2 * layer_share(widths[i]);
    const float low = box.height / 2 * layer_share(widths[i + 1]);
    const float middle = box.middle_y();
    canvas.list->AddQuadFilled({left, middle - high}, {right, middle - low}, {right, middle + low},
                               {left, middle + high}, colour(fill));
  }
}

void label_funnel(const Canvas& canvas, const Rect& box, const char* name, const std::vector<int>& widths,
                  Colour ink) {
  const std::string sizes = join_arrows(widths);
  const float widest =
      std::max(text_width(*canvas.look, kFigure, sizes), text_width(*canvas.look, kFigure, name));
  if (widest + kSpace2 > box.width) return;
  const float y = box.middle_y() - 18;
  draw_text(canvas, {box.x, y, box.width, 18}, kFigure, ink, name, Align::centre);
  draw_text(canvas, {box.x, y + 18, box.width, 18}, kFigure, canvas.palette().muted, sizes, Align::centre);
}

}  // namespace bottleneck
