#include <algorithm>
#include <cmath>
#include <span>
#include <string>

#include "lab/base/figures.h"
#include "lab/models/inference.h"
#include "texts/training.h"
#include "ui/train/cards.h"

namespace bottleneck {
namespace {

constexpr int kImages = 10;
constexpr float kLargestTile = 64;
constexpr float kColumnsFrom = 440;  // narrower cards have two rows of five

void reconstruct(Reconstructions& shown) {
  std::vector<Image> all = shown.images;
  if (shown.drawing) all.push_back(*shown.drawing);
  std::vector<std::uint8_t> bytes;
  for (const Image& image : all) bytes.insert(bytes.end(), image.begin(), image.end());
  const std::vector<float> codes = encode_bytes(*shown.model, bytes);
  std::vector<float> pixels(bytes.size());
  decode(*shown.model, codes, pixels);
  shown.reconstructed.clear();
  for (std::size_t i = 0; i < all.size(); ++i)
    shown.reconstructed.push_back(to_image(std::span(pixels).subspan(i * kPixels, kPixels)));
}

// Brings the pictures to the run's latest weights. False while there are none.
bool update_reconstructions(Reconstructions& shown, const Session& session) {
  const TrainingRun* run = shown_run(session.training);
  if (!run || !run->model || !run->test) return false;
  const std::optional<Image>& drawing = session.inference.image;
  if (shown.model == run->model && shown.test == run->test && shown.drawing == drawing) return true;
  shown = {.model = run->model, .test = run->test, .drawing = drawing};
  for (int i = 0; i < std::min(kImages, run->test->size()); ++i) {
    Image image;
    std::ranges::copy(run->test->image(i), image.begin());
    shown.images.push_back(image);
  }
  reconstruct(shown);
  return true;
}

// Columns of pairs: an image above, its reconstruction below.
struct PairGrid {
  int columns;
  int rows;
  float side;
  float gap;

  float height() const {
    const float pair = 2 * side + kSpace1;
    return static_cast<float>(rows) * pair + static_cast<float>(rows - 1) * kSpace3;
  }
};

PairGrid grid_of(float inner, int images) {
  const bool is_one_row = inner >= kColumnsFrom;
  const int rows = is_one_row ? 1 : 2;
  const int columns = (images + rows - 1) / rows;
  const float gap = is_one_row ? 6 : kSpace2;
  const float side =
      std::floor((inner - gap * static_cast<float>(columns - 1)) / static_cast<float>(columns));
  return {.columns = columns, .rows = rows, .side = std::min(side, kLargestTile), .gap = gap};
}

int images_shown(const Session& session) {
  const TrainingRun* run = shown_run(session.training);
  const int images = run && run->test ? std::min(kImages, run->test->size()) : kImages;
  return images + (session.inference.image ? 1 : 0);
}

void draw_reconstructions_title(const Canvas& canvas, Rect row, const TrainingRun* run) {
  if (run && !run->history.empty()) {
    const std::string loss = fill(texts::kValidationNow, {fixed(run->history.back().val_loss, kLossDigits)});
    const float width = std::ceil(text_width(*canvas.look, kSmallText, loss));
    // The loss card says it, too.
    const bool has_room =
        text_width(*canvas.look, kTitle, texts::kReconstructionsTitleShort) + kSpace3 + width <= row.width;
    if (has_room) draw_text(canvas, cut_right(row, width, kSpace3), kSmallText, canvas.palette().muted, loss);
  }
  draw_text(canvas, row, kTitle, canvas.palette().ink,
            first_fitting(*canvas.look, kTitle, row.width,
                          {texts::kReconstructionsTitle, texts::kReconstructionsTitleShort}));
}

}  // namespace

float draw_reconstructions_card(const Panel& panel, const Rect& card) {
  draw_card(panel, card);
  Rect area = card.inset(kCardPadding);
  draw_reconstructions_title(panel, cut_top(area, kLineHeight, kSpace3), shown_run(panel.session.training));
  const PairGrid grid = grid_of(area.width, images_shown(panel.session));
  const float height = 2 * kCardPadding + kLineHeight + kSpace3 + grid.height();
  if (!panel.list) return height;
  Reconstructions& shown = panel.view.reconstructions;
  if (!update_reconstructions(shown, panel.session)) {
    draw_paragraph(panel, area, kSmallText, panel.palette().muted, texts::kReconstructionsEmpty);
    return height;
  }
  // Where the tiles cannot fill the width they stand apart.
  const float pitch = grid.columns > 1 ? (area.width - grid.side) / static_cast<float>(grid.columns - 1) : 0;
  for (std::size_t i = 0; i < shown.reconstructed.size(); ++i) {
    const auto column = static_cast<float>(i % static_cast<std::size_t>(grid.columns));
    const auto row = static_cast<float>(i / static_cast<std::size_t>(grid.columns));
    const float x = std::floor(area.x + column * std::min(pitch, grid.side + 2 * kSpace3));
    const float y = area.y + row * (2 * grid.side + kSpace1 + kSpace3);
    const bool is_drawing = i >= shown.images.size();
    const Rect above{x, y, grid.side, grid.side};
    draw_small_tile(panel, above, is_drawing ? *shown.drawing : shown.images[i]);
    draw_small_tile(panel, {x, y + grid.side + kSpace1, grid.side, grid.side}, shown.reconstructed[i]);
    if (is_drawing)
      outline_rect(panel, {x - 2, y - 2, grid.side + 4, 2 * grid.side + kSpace1 + 4}, panel.palette().image,
                   kSmallTileRadius + 2);
  }
  return height;
}

}  // namespace bottleneck
