#include <algorithm>
#include <cmath>
#include <string>

#include "lab/base/figures.h"
#include "lab/models/reconstructed.h"
#include "texts/training.h"
#include "ui/paint/image_columns.h"
#include "ui/train/cards.h"

namespace bottleneck {
namespace {

constexpr int kImages = 10;
constexpr float kLargestTile = 64;

void reconstruct(Reconstructions& shown) {
  std::vector<Image> all = shown.images;
  if (shown.drawing) all.push_back(*shown.drawing);
  shown.reconstructed = reconstructions_of(*shown.model, all);
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
  draw_card(panel, card, "card:reconstructions");
  Rect area = card.inset(kCardPadding);
  draw_reconstructions_title(panel, cut_top(area, kLineHeight, kSpace3), shown_run(panel.session.training));
  const ImageColumns columns = fit_columns(area.width, images_shown(panel.session), kLargestTile);
  const float pair = 2 * columns.side + kSpace1;
  const float height = 2 * kCardPadding + kLineHeight + kSpace3 + columns.height(pair);
  if (!panel.list) return height;
  Reconstructions& shown = panel.view.reconstructions;
  if (!update_reconstructions(shown, panel.session)) {
    draw_paragraph(panel, area, kSmallText, panel.palette().muted, texts::kReconstructionsEmpty);
    return height;
  }
  for (std::size_t i = 0; i < shown.reconstructed.size(); ++i) {
    const bool is_drawing = i >= shown.images.size();
    const Rect above = columns.tile(area, static_cast<int>(i), pair);
    const Rect below{above.x, above.bottom() + kSpace1, above.width, above.height};
    draw_small_tile(panel, above, is_drawing ? *shown.drawing : shown.images[i]);
    draw_small_tile(panel, below, shown.reconstructed[i]);
    if (is_drawing) mark_drawing(panel, above, below.bottom());
  }
  return height;
}

}  // namespace bottleneck
