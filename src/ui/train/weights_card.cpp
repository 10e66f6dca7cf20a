#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <vector>

#include "lab/base/figures.h"
#include "texts/training.h"
#include "ui/paint/tile_grid.h"
#include "ui/paint/weight_tiles.h"
#include "ui/train/cards.h"

namespace bottleneck {
namespace {

constexpr float kFilterGap = TileGrid::kGap;
constexpr float kSmallestFilter = 28;
constexpr float kLargestFilter = 84;
constexpr int kUsualNeurons = 16;  // while there is no network yet
constexpr int kUsualColumns = 8;   // of a card that is as high as it likes

int first_layer_of(const TrainingRun& run) {
  return run.plan.hidden.empty() ? run.plan.latent : run.plan.hidden.front();
}

int neurons_of(const Session& session) {
  const TrainingRun* run = shown_run(session.training);
  return run ? first_layer_of(*run) : kUsualNeurons;
}

// Of a network with hidden layers the first layer is not the code: its dead units are others.
bool has_note_on_code(const TrainingRun& run) {
  return !run.plan.hidden.empty() && run.dead_units_of > 0;
}

void draw_weights_title(const Canvas& canvas, Rect row, const TrainingRun* run) {
  if (run && run->dead_units_of > 0) {
    const std::string dead = std::to_string(run->dead_neurons);
    const std::string said =
        first_fitting(*canvas.look, kSmallText, row.width / 2,
                      {fill(texts::kDeadOf, {dead, std::to_string(first_layer_of(*run))}),
                       fill(texts::kDeadShort, {dead})});
    const float width = std::ceil(text_width(*canvas.look, kSmallText, said));
    draw_text(canvas, cut_right(row, width, kSpace3), kSmallText,
              run->dead_neurons > 0 ? canvas.palette().alarm_text : canvas.palette().muted, said);
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
  const TrainingRun* run = shown_run(session.training);
  const float note = run && has_note_on_code(*run) ? kSpace1 + kLineHeight : 0;
  return note + static_cast<float>(rows) * (side + kFilterGap) - kFilterGap;
}

}  // namespace

float draw_weights_card(const Panel& panel, const Rect& card) {
  const TrainingRun* run = shown_run(panel.session.training);
  draw_card(panel, card, "card:first-layer");
  Rect area = card.inset(kCardPadding);
  draw_weights_title(panel, cut_top(area, kLineHeight, kSpace3), run);
  const float height = area.y + usual_height(panel.session, area.width) + kCardPadding - card.y;
  if (!panel.list) return height;
  if (!run || !run->model) {
    draw_paragraph(panel, area, kSmallText, panel.palette().muted, texts::kWeightsEmpty);
    return height;
  }
  const int count = run->model->layers.front().outputs;
  const auto fitted = [&] { return fit_tiles(area, count, kSmallestFilter, kLargestFilter); };
  TileGrid grid = fitted();
  Rect note;  // that there are more, and of the code
  if (grid.tiles() < count || has_note_on_code(*run)) {
    note = {area.x, area.bottom() - kLineHeight, area.width, kLineHeight};
    area.height -= kLineHeight + kSpace1;
    grid = fitted();
  }
  const int shown = std::min(grid.tiles(), count);
  update_tiles(panel.view.first_layer, run->model, PixelLayer::first, std::nullopt, shown);
  std::vector<PlacedNeuron> neurons;
  for (int i = 0; i < shown; ++i) neurons.push_back({.square = grid.tile(area, i), .neuron = i});
  draw_weight_tiles(panel, panel.view.first_layer, neurons);
  if (has_note_on_code(*run)) {
    const std::string dead =
        fill(texts::kDeadOfCode, {std::to_string(run->dead_units), std::to_string(run->plan.latent)});
    draw_text(panel, cut_right(note, std::ceil(text_width(*panel.look, kSmallText, dead)) + 1, kSpace3),
              kSmallText, run->dead_units > 0 ? panel.palette().alarm_text : panel.palette().muted, dead);
  }
  if (note.width > 0 && shown < count)
    draw_text(
        panel, note, kSmallText, panel.palette().muted,
        first_fitting(*panel.look, kSmallText, note.width,
                      {fill(texts::kWeightsShown, {std::to_string(shown), std::to_string(count)}),
                       fill(texts::kWeightsShownShort, {std::to_string(shown), std::to_string(count)})}));
  return height;
}

}  // namespace bottleneck
