#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "lab/base/figures.h"
#include "lab/shown/training_words.h"
#include "texts/training.h"
#include "ui/paint/funnel.h"
#include "ui/train/cards.h"

namespace bottleneck {
namespace {

constexpr float kPictureHeight = 38;

// 235,500 → "236k": where there is little room.
std::string shortened(std::int64_t count) {
  if (count >= 1'000'000) return fixed(static_cast<double>(count) / 1e6, 1) + "M";
  if (count >= 1000) return fixed(static_cast<double>(count) / 1e3, 0) + "k";
  return std::to_string(count);
}

// The count of a layer's parameters where it has room; nothing else.
void draw_count(const Canvas& canvas, const Rect& box, std::int64_t count, Colour ink) {
  for (const auto& [style, text] :
       {std::pair{kFigure, grouped(count)}, std::pair{kTinyFigure, grouped(count)},
        std::pair{kFigure, shortened(count)}, std::pair{kTinyFigure, shortened(count)}}) {
    if (text_width(*canvas.look, style, text) > box.width) continue;
    draw_text(canvas, box, style, ink, text, Align::centre);
    return;
  }
}

void draw_width(const Canvas& canvas, const Rect& bar, float pitch, const Rect& rect, int width,
                const char* unit) {
  const std::string number = std::to_string(width);
  const std::string with_unit = unit[0] ? number + " " + unit : number;
  const float y = rect.bottom() - 16;
  for (const auto& [style, text] :
       {std::pair{kFigure, with_unit}, std::pair{kFigure, number}, std::pair{kTinyFigure, number}}) {
    const float needed = std::ceil(text_width(*canvas.look, style, text));
    // The outer ones stay within the picture, nearer to their neighbours.
    const float middle = bar.middle_x() - needed / 2;
    const float x = std::clamp(middle, rect.x, rect.right() - needed);
    if (needed + kSpace1 + std::abs(x - middle) > pitch) continue;
    draw_text(canvas, {x, y, needed + 1, 16}, style, canvas.palette().muted, text);
    return;
  }
}

}  // namespace

std::string draw_architecture(const Panel& panel, const Rect& rect, const Architecture& architecture) {
  if (!panel.list) return "";
  const Palette& palette = panel.palette();
  const std::vector<LayerWords> layers = layers_in_words(architecture);
  const auto count = static_cast<float>(layers.size());
  const float bar_width = layers.size() == 2 ? 24 : layers.size() == 4 ? 14 : 6;
  const float gap = layers.size() == 2 ? 6 : layers.size() == 4 ? 3 : 2;
  const float between = (rect.width - (count + 1) * bar_width) / count;
  const std::size_t half = layers.size() / 2;
  const float middle = rect.y + kPictureHeight / 2;
  std::string said;
  const auto bar_at = [&](std::size_t i, int width) {
    const float height = std::round(kPictureHeight * layer_share(width));
    return Rect{rect.x + static_cast<float>(i) * (bar_width + between), std::round(middle - height / 2),
                bar_width, height};
  };
  for (std::size_t i = 0; i < layers.size(); ++i) {
    const LayerWords& layer = layers[i];
    const bool is_encoder = i < half;
    const Rect from = bar_at(i, layer.inputs);
    const Rect to = bar_at(i + 1, layer.outputs);
    const Rect funnel{from.right() + gap, rect.y, to.x - from.right() - 2 * gap, kPictureHeight};
    draw_funnel(panel, funnel, {layer.inputs, layer.outputs}, is_encoder ? palette.encoder : palette.decoder);
    draw_count(panel, {funnel.x, funnel.y, funnel.width, funnel.height}, layer.parameters,
               is_encoder ? palette.image_text : palette.reconstruction_text);
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    if (!panel.view.is_popup_open && funnel.contains(mouse.x, mouse.y)) {
      said = first_fitting(
          *panel.look, kFigure, rect.width,
          {fill(texts::kLayerCount, {std::to_string(layer.inputs), std::to_string(layer.outputs),
                                     layer.activation, grouped(layer.parameters)}),
           fill(texts::kLayerCountShort,
                {std::to_string(layer.inputs), std::to_string(layer.outputs), grouped(layer.parameters)})});
    }
  }
  for (std::size_t i = 0; i <= layers.size(); ++i) {
    const int width = i == 0 ? layers.front().inputs : layers[i - 1].outputs;
    const Rect bar = bar_at(i, width);
    const bool is_code = i == half;
    const Colour fill_colour = is_code ? palette.code : i < half ? palette.image : palette.reconstruction;
    fill_rect(panel, bar, fill_colour, std::min(4.0F, bar_width / 2), is_code ? 1 : 0.3F);
    draw_width(panel, bar, bar_width + between, rect, width,
               is_code              ? "relu"
               : i == layers.size() ? "σ"
                                    : "");
  }
  return said;
}

}  // namespace bottleneck
