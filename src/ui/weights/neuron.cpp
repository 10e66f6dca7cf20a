#include <algorithm>
#include <cmath>
#include <string>

#include "lab/session/queries.h"
#include "lab/shown/weights_words.h"
#include "texts/weights.h"
#include "ui/paint/offered.h"
#include "ui/paint/weight_tiles.h"
#include "ui/weights/cards.h"

namespace bottleneck {
namespace {

constexpr float kLargestPicture = 320;
constexpr float kInlinePicture = 170;  // beside the numbers, at most
constexpr float kInlineShare = 0.44F;  // of the width
constexpr int kImagesInRow = 6;
constexpr float kTwiceFrom = 480;  // of a width in which twice as many stand in a row
constexpr float kImageGap = 6;

float brightest(const Panel& panel, int neuron) {
  const Neurons& neurons = panel.session.neurons;
  return panel.session.choices.weights.scale == WeightScale::shared
             ? neurons.largest
             : largest_weight(neurons.numbers[static_cast<std::size_t>(neuron)]);
}

void draw_title(const Panel& panel, Rect row, int neuron) {
  const Neurons& neurons = panel.session.neurons;
  use_word(panel, "weights:close", row, Align::right);
  const std::string title = neuron_title(neurons, neuron);
  const float width = std::ceil(text_width(*panel.look, kTitle, title)) + 1;
  draw_text(panel, cut_left(row, std::min(width, row.width), kSpace2), kTitle, panel.palette().ink, title);
  if (neurons.is_measured() && neurons.is_dead(neuron))
    draw_text(panel, row, kSmallText, panel.palette().alarm_text, texts::kDead);
}

float draw_facts(const Panel& panel, Rect area, int neuron) {
  const float top = area.y;
  for (const auto& [what, what_short, value] : neuron_facts(panel.session.neurons, neuron)) {
    Rect row = cut_top(area, kLineHeight);
    const float width = std::ceil(text_width(*panel.look, kFigure, value)) + 1;
    draw_text(panel, cut_right(row, width, kSpace2), kFigure, panel.palette().ink, value, Align::right);
    draw_text(panel, row, kSmallText, panel.palette().muted,
              first_fitting(*panel.look, kSmallText, row.width, {what, what_short}));
  }
  return area.y - top;
}

// The test images on which it fires most strongly, the strongest first.
float draw_images(const Panel& panel, Rect area, int neuron) {
  const Neurons& neurons = panel.session.neurons;
  const auto& most = neurons.use[static_cast<std::size_t>(neuron)].most;
  const float top = area.y;
  draw_text(panel, cut_top(area, kLineHeight, kSpace2), kSmallText, panel.palette().muted,
            most.empty() ? texts::kNothingExciting : texts::kMostExciting);
  const int columns = area.width < kTwiceFrom ? kImagesInRow : 2 * kImagesInRow;
  const float side = std::floor((area.width + kImageGap) / static_cast<float>(columns)) - kImageGap;
  const auto count = static_cast<int>(most.size());
  for (int i = 0; i < count && panel.list; ++i) {
    Image image;
    std::ranges::copy(neurons.test->image(most[static_cast<std::size_t>(i)].image), image.begin());
    draw_small_tile(panel,
                    {area.x + static_cast<float>(i % columns) * (side + kImageGap),
                     area.y + static_cast<float>(i / columns) * (side + kImageGap), side, side},
                    image);
  }
  const auto rows = static_cast<float>((count + columns - 1) / columns);
  return area.y - top + rows * (side + kImageGap) - (count == 0 ? kSpace2 : kImageGap);
}

}  // namespace

float draw_neuron(const Panel& panel, const Rect& place, int neuron, bool is_inline) {
  const Neurons& neurons = panel.session.neurons;
  Rect area = place;
  draw_title(panel, cut_top(area, kLineHeight, kSpace3), neuron);
  const float side = std::floor(is_inline ? std::min(area.width * kInlineShare, kInlinePicture)
                                          : std::min(area.width, kLargestPicture));
  draw_weights(panel, {area.x, area.y, side, side}, pixel_weights(*neurons.model, neurons.layer, neuron),
               brightest(panel, neuron));
  Rect facts = area;
  if (is_inline) {
    cut_left(facts, side, kSpace4);
    cut_top(area, std::max(side, draw_facts(panel, facts, neuron)), kSpace3);
  } else {
    cut_top(area, side, kSpace3);
    cut_top(area, draw_facts(panel, area, neuron), kSpace3);
  }
  if (!neurons.is_measured()) return area.y - kSpace3 - place.y;
  return area.y + draw_images(panel, area, neuron) - place.y;
}

}  // namespace bottleneck
