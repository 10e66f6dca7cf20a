#include "ui/train/rebuilt_card.h"

#include <algorithm>
#include <cmath>
#include <span>
#include <string>

#include "lab/base/figures.h"
#include "lab/models/reading.h"
#include "texts/training.h"

namespace bottleneck {
namespace {

constexpr int kImages = 10;
constexpr float kLargestRebuilt = 64;
constexpr float kColumnsFrom = 440;  // narrower cards have two rows of five

void come_back(Rebuilt& rebuilt) {
  std::vector<Image> all = rebuilt.images;
  if (rebuilt.drawing) all.push_back(*rebuilt.drawing);
  std::vector<std::uint8_t> bytes;
  for (const Image& image : all) bytes.insert(bytes.end(), image.begin(), image.end());
  const std::vector<float> codes = encode_bytes(*rebuilt.model, bytes);
  std::vector<float> pixels(bytes.size());
  decode(*rebuilt.model, codes, pixels);
  rebuilt.come_back.clear();
  for (std::size_t i = 0; i < all.size(); ++i)
    rebuilt.come_back.push_back(to_image(std::span(pixels).subspan(i * kPixels, kPixels)));
}

// Brings the pictures to the run's latest weights. False while there are none.
bool update_rebuilt(Rebuilt& rebuilt, const Session& session) {
  const TrainingRun* run = shown_run(session.training);
  if (!run || !run->model || !run->test) return false;
  const std::optional<Image>& drawing = session.reading.image;
  if (rebuilt.model == run->model && rebuilt.test == run->test && rebuilt.drawing == drawing) return true;
  rebuilt = {.model = run->model, .test = run->test, .drawing = drawing};
  for (int i = 0; i < std::min(kImages, run->test->size()); ++i) {
    Image image;
    std::ranges::copy(run->test->image(i), image.begin());
    rebuilt.images.push_back(image);
  }
  come_back(rebuilt);
  return true;
}

// Columns of pairs: an image above, what comes back below.
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
  return {.columns = columns, .rows = rows, .side = std::min(side, kLargestRebuilt), .gap = gap};
}

int images_shown(const Session& session) {
  const TrainingRun* run = shown_run(session.training);
  const int images = run && run->test ? std::min(kImages, run->test->size()) : kImages;
  return images + (session.reading.image ? 1 : 0);
}

void draw_rebuilt_title(const Canvas& canvas, Rect row, const TrainingRun* run) {
  if (run && !run->history.empty()) {
    const std::string loss = fill(texts::kValidationNow, {fixed(run->history.back().val_loss, kLossDigits)});
    const float width = std::ceil(text_width(*canvas.look, kSmallText, loss));
    // The loss card says it, too.
    const bool has_room =
        text_width(*canvas.look, kTitle, texts::kRebuiltTitleShort) + kSpace3 + width <= row.width;
    if (has_room) draw_text(canvas, cut_right(row, width, kSpace3), kSmallText, canvas.palette().muted, loss);
  }
  draw_text(
      canvas, row, kTitle, canvas.palette().ink,
      first_fitting(*canvas.look, kTitle, row.width, {texts::kRebuiltTitle, texts::kRebuiltTitleShort}));
}

}  // namespace

float rebuilt_card_height(const Session& session, float width) {
  return 2 * kCardPadding + kLineHeight + kSpace3 +
         grid_of(width - 2 * kCardPadding, images_shown(session)).height();
}

void draw_rebuilt_card(const Session& session, View& view, const Canvas& canvas, const Rect& card) {
  draw_card(canvas, card);
  Rect area = card.inset(kCardPadding);
  draw_rebuilt_title(canvas, cut_top(area, kLineHeight, kSpace3), shown_run(session.training));
  const bool has_pictures = update_rebuilt(view.rebuilt, session);
  const Rebuilt& rebuilt = view.rebuilt;
  if (!has_pictures) {
    draw_paragraph(canvas, area, kSmallText, canvas.palette().muted, texts::kRebuiltEmpty);
    return;
  }
  const PairGrid grid = grid_of(area.width, images_shown(session));
  // Where the tiles cannot fill the width they stand apart.
  const float pitch = grid.columns > 1 ? (area.width - grid.side) / static_cast<float>(grid.columns - 1) : 0;
  for (std::size_t i = 0; i < rebuilt.come_back.size(); ++i) {
    const auto column = static_cast<float>(i % static_cast<std::size_t>(grid.columns));
    const auto row = static_cast<float>(i / static_cast<std::size_t>(grid.columns));
    const float x = std::floor(area.x + column * std::min(pitch, grid.side + 2 * kSpace3));
    const float y = area.y + row * (2 * grid.side + kSpace1 + kSpace3);
    const bool is_drawing = i >= rebuilt.images.size();
    const Rect above{x, y, grid.side, grid.side};
    draw_small_tile(canvas, above, is_drawing ? *rebuilt.drawing : rebuilt.images[i]);
    draw_small_tile(canvas, {x, y + grid.side + kSpace1, grid.side, grid.side}, rebuilt.come_back[i]);
    if (is_drawing)
      outline_rect(canvas, {x - 2, y - 2, grid.side + 4, 2 * grid.side + kSpace1 + 4}, canvas.palette().image,
                   kSmallTileRadius + 2);
  }
}

}  // namespace bottleneck
