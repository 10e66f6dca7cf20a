#include <algorithm>
#include <cmath>
#include <string>

#include "core/first_layer.h"
#include "lab/base/figures.h"
#include "texts/training.h"
#include "ui/train/cards.h"

namespace bottleneck {
namespace {

constexpr float kFilterGap = 6;
constexpr float kSmallestFilter = 28;
constexpr float kLargestFilter = 84;
constexpr int kUsualNeurons = 16;  // while there is no network yet
constexpr int kUsualColumns = 8;   // of a card that is as high as it likes

int neurons_of(const Session& session) {
  const TrainingRun* run = shown_run(session.training);
  if (!run) return kUsualNeurons;
  return run->plan.hidden.empty() ? run->plan.latent : run->plan.hidden.front();
}

struct FilterGrid {
  int columns = 0;
  int rows = 0;
  float side = 0;

  int tiles() const { return columns * rows; }
};

// The largest tiles with which all of `count` have room; where they would be smaller than the smallest, as
// many of those as there is room for.
FilterGrid fit(const Rect& room, int count) {
  const auto side_of = [](float length, int tiles) {
    return std::floor((length + kFilterGap) / static_cast<float>(tiles)) - kFilterGap;
  };
  const int most = std::max(1, static_cast<int>((room.width + kFilterGap) / (kSmallestFilter + kFilterGap)));
  FilterGrid best;
  for (int columns = 1; columns <= most; ++columns) {
    const int rows = (count + columns - 1) / columns;
    const float side = std::min({side_of(room.width, columns), side_of(room.height, rows), kLargestFilter});
    if (side > best.side) best = {.columns = columns, .rows = rows, .side = side};
  }
  if (best.side >= kSmallestFilter) return best;
  const float side = std::min(side_of(room.width, most), kLargestFilter);
  const int rows = std::max(1, static_cast<int>((room.height + kFilterGap) / (side + kFilterGap)));
  return {.columns = most, .rows = rows, .side = side};
}

void update_neurons(FirstLayer& first_layer, const std::shared_ptr<const Autoencoder>& model, int wanted) {
  const int count = std::min(wanted, model->layers.front().outputs);
  if (first_layer.model != model) first_layer = {.model = model};
  for (int i = static_cast<int>(first_layer.neurons.size()); i < count; ++i)
    first_layer.neurons.push_back(first_layer_image(*model, i));
}

void draw_weights_title(const Canvas& canvas, Rect row, const TrainingRun* run) {
  if (run && run->dead_units_of > 0) {
    const std::string dead = std::to_string(run->dead_units);
    const std::string said = first_fitting(
        *canvas.look, kSmallText, row.width / 2,
        {fill(texts::kDeadOf, {dead, std::to_string(run->plan.latent)}), fill(texts::kDeadShort, {dead})});
    const float width = std::ceil(text_width(*canvas.look, kSmallText, said));
    draw_text(canvas, cut_right(row, width, kSpace3), kSmallText,
              run->dead_units > 0 ? canvas.palette().alarm_text : canvas.palette().muted, said);
  }
  draw_text(
      canvas, row, kTitle, canvas.palette().ink,
      first_fitting(*canvas.look, kTitle, row.width, {texts::kWeightsTitle, texts::kWeightsTitleShort}));
}

// Of a card that is as high as it likes.
float usual_height(const Session& session, float inner) {
  const float side =
      std::clamp((inner + kFilterGap) / kUsualColumns - kFilterGap, kSmallestFilter, kLargestFilter);
  const int columns = static_cast<int>((inner + kFilterGap) / (side + kFilterGap));
  const int rows = std::clamp((neurons_of(session) + columns - 1) / columns, 2, 4);
  return static_cast<float>(rows) * (side + kFilterGap) - kFilterGap;
}

}  // namespace

float draw_weights_card(const Panel& panel, const Rect& card) {
  const TrainingRun* run = shown_run(panel.session.training);
  draw_card(panel, card);
  Rect area = card.inset(kCardPadding);
  draw_weights_title(panel, cut_top(area, kLineHeight, kSpace3), run);
  const float height = area.y + usual_height(panel.session, area.width) + kCardPadding - card.y;
  if (!panel.list) return height;
  if (!run || !run->model) {
    draw_paragraph(panel, area, kSmallText, panel.palette().muted, texts::kWeightsEmpty);
    return height;
  }
  const int count = run->model->layers.front().outputs;
  FilterGrid grid = fit(area, count);
  Rect note;  // that there are more
  if (grid.tiles() < count) {
    note = {area.x, area.bottom() - kLineHeight, area.width, kLineHeight};
    area.height -= kLineHeight + kSpace1;
    grid = fit(area, count);
  }
  update_neurons(panel.view.first_layer, run->model, grid.tiles());
  const auto shown = std::min(static_cast<std::size_t>(std::min(grid.tiles(), count)),
                              panel.view.first_layer.neurons.size());
  for (std::size_t i = 0; i < shown; ++i) {
    const auto column = static_cast<float>(i % static_cast<std::size_t>(grid.columns));
    const auto row = static_cast<float>(i / static_cast<std::size_t>(grid.columns));
    const Rect tile{area.x + column * (grid.side + kFilterGap), area.y + row * (grid.side + kFilterGap),
                    grid.side, grid.side};
    draw_small_tile(panel, tile, panel.view.first_layer.neurons[i]);
  }
  if (note.width > 0)
    draw_text(panel, note, kSmallText, panel.palette().muted,
              fill(texts::kWeightsShown, {std::to_string(shown), std::to_string(count)}));
  return height;
}

}  // namespace bottleneck
