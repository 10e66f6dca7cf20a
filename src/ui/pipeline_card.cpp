#include "ui/pipeline_card.h"

#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <string>

#include "lab/figures.h"
#include "texts.h"
#include "ui/widgets.h"

namespace bottleneck {
namespace {

constexpr float kFooterHeight = 36;  // a line, or a message and a button

// Measures that follow the card's width, and the places made from them.
struct Parts {
  bool is_roomy;  // long labels, and names on the funnels
  Rect image;
  Rect encoder;
  Rect code;
  Rect decoder;
  Rect rebuilt;
  Rect code_column;  // what is written above and below the code may reach over the funnels
  float label_y;
  float caption_y;
  Rect footer;
};

float padding_of(float width) {
  return width < 500 ? kSpace3 : kSpace4;
}

float tile_side(float inner) {
  if (inner >= 960) return 196;
  if (inner >= 760) return 168;
  if (inner >= 640) return 128;
  if (inner >= 480) return 120;
  return std::floor(inner * 0.31F);
}

Parts place_parts(const Rect& card) {
  const float padding = padding_of(card.width);
  const Rect inner = card.inset(padding);
  const float side = tile_side(inner.width);
  const float gap = inner.width < 480 ? kSpace1 : kSpace2;
  const float code_width = std::floor(inner.width * 0.25F);
  const float funnel = (inner.width - 2 * side - code_width - 4 * gap) / 2;

  Parts parts{};
  parts.is_roomy = inner.width >= 480;
  parts.label_y = inner.y;
  const float y = inner.y + kLineHeight + kSpace2;
  Rect row{inner.x, y, inner.width, side};
  parts.image = cut_left(row, side, gap);
  parts.encoder = cut_left(row, funnel, gap);
  parts.code = cut_left(row, code_width, gap);
  parts.decoder = cut_left(row, funnel, gap);
  parts.rebuilt = {inner.right() - side, y, side, side};

  const float code_left = parts.image.right() + kSpace1;
  parts.code_column = {code_left, y, parts.rebuilt.x - kSpace1 - code_left, side};
  parts.caption_y = y + side + kSpace2;
  parts.footer = {inner.x, inner.bottom() - kFooterHeight, inner.width, kFooterHeight};
  return parts;
}

// A label above or a caption below a tile, the longest that fits.
void draw_beside_tile(const Canvas& canvas, const Rect& tile, float y, const TextStyle& style, Colour ink,
                      std::initializer_list<std::string> texts) {
  draw_text(canvas, {tile.x, y, tile.width, kLineHeight}, style, ink,
            first_fitting(*canvas.look, style, tile.width, texts), Align::centre);
}

// How much of the full height a layer of that many units has: the logarithm keeps 784, 300 and 16 in one
// picture.
float layer_share(int units) {
  return std::max(0.12F, std::log(static_cast<float>(units) + 1) / std::log(static_cast<float>(kPixels) + 1));
}

// The layers between image and code as one shape: heights follow the sizes of the layers, `widths` from left
// to right.
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

std::string join_arrows(const std::vector<int>& widths) {
  std::string text;
  for (const int width : widths) text += (text.empty() ? "" : "→") + std::to_string(width);
  return text;
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

void draw_tile(const Canvas& canvas, const Rect& tile, const std::optional<Image>& image) {
  const Palette& palette = canvas.palette();
  fill_rect(canvas, tile, palette.tile, kTileRadius);
  if (!image) return;
  draw_image(canvas, tile, *image, Scaling::crisp);
  round_corners(canvas, tile, kTileRadius, palette.card);
}

// One unit of the code, as a bar on its track. The track's full height is the largest value the unit had on
// the training images.
struct Bar {
  Rect track;
  float share;   // 0..1 of the track
  bool is_dead;  // zero on every training image
};

std::vector<Bar> make_bars(const Reading& reading, const LibraryEntry& entry, const Rect& box) {
  const auto& largest = entry.card->latent_max;
  const auto units = static_cast<std::size_t>(entry.model->architecture.latent);
  const float pitch = box.width / static_cast<float>(units);
  const float gap = pitch >= 8 ? kSpace1 : pitch >= 4 ? 2 : pitch * 0.3F;
  std::vector<Bar> bars;
  for (std::size_t i = 0; i < units; ++i) {
    const float left = box.x + pitch * static_cast<float>(i) + gap / 2;
    const bool is_known = i < largest.size();
    const float top = is_known && largest[i] > 0 ? largest[i] : 1;
    const float value = reading.latent.empty() ? 0 : reading.latent[i] / top;
    bars.push_back({.track = {left, box.y, pitch - gap, box.height},
                    .share = std::clamp(value, 0.0F, 1.0F),
                    .is_dead = is_known && largest[i] <= 0});
  }
  return bars;
}

void draw_bars(const Canvas& canvas, const std::vector<Bar>& bars) {
  const Palette& palette = canvas.palette();
  for (const Bar& bar : bars) {
    const float radius = std::min(3.0F, bar.track.width / 2);
    fill_rect(canvas, bar.track, palette.soft, radius);
    if (bar.is_dead) {
      const float middle = bar.track.bottom() - kSpace2;
      fill_rect(canvas, {bar.track.x, middle, bar.track.width, 2}, palette.muted);
    }
    const float height = bar.track.height * bar.share;
    if (height >= canvas.look->pixel) {
      fill_rect(canvas, {bar.track.x, bar.track.bottom() - height, bar.track.width, height}, palette.code,
                std::min(radius, height / 2));
    }
  }
}

// The unit under the pointer in words, or the size of the code.
std::string code_caption(const Session& session, const LibraryEntry& entry, const std::vector<Bar>& bars,
                         float width, const Look& look) {
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  for (std::size_t i = 0; i < bars.size() && !session.reading.latent.empty(); ++i) {
    if (!bars[i].track.contains(mouse.x, mouse.y)) continue;
    const std::string number = std::to_string(i + 1);
    if (bars[i].is_dead) return fill(texts::kDeadUnit, {number});
    const auto& largest = entry.card->latent_max;
    const std::string top = i < largest.size() ? fixed(largest[i], 1) : "?";
    return fill(texts::kUnitValue, {number, fixed(session.reading.latent[i], 1), top});
  }
  const int units = entry.model->architecture.latent;
  const std::string numbers = std::to_string(units);
  const std::string bytes = std::to_string(units * 4);
  // 49 for 16 numbers, 12.25 for 64.
  const double ratio = static_cast<double>(kPixels) / units;
  const std::string less = fixed(ratio, ratio == std::floor(ratio) ? 0 : ratio < 20 ? 2 : 0);
  return first_fitting(look, kFigure, width,
                       {fill(texts::kCodeSize, {numbers, bytes, less}),
                        fill(texts::kCodeSizeShort, {bytes, less}), fill(texts::kCodeSizeShortest, {bytes})});
}

void draw_labels(const Canvas& canvas, const Parts& parts, const LibraryEntry* entry) {
  const Palette& palette = canvas.palette();
  const float y = parts.label_y;
  draw_beside_tile(canvas, parts.image, y, kTitle, palette.image_text,
                   {texts::kNormalised, texts::kNormalisedShort});
  const bool has_model = entry && entry->is_usable();
  const std::string code =
      parts.is_roomy || !has_model
          ? std::string(texts::kLatent)
          : fill(texts::kLatentShort, {std::to_string(entry->model->architecture.latent)});
  draw_text(canvas, {parts.code_column.x, y, parts.code_column.width, kLineHeight}, kTitle, palette.code_text,
            code, Align::centre);
  draw_beside_tile(canvas, parts.rebuilt, y, kTitle, palette.rebuilt_text,
                   {texts::kReconstruction, texts::kReconstructionShort});
}

void draw_captions(const Session& session, const Canvas& canvas, const Parts& parts) {
  const Colour ink = canvas.palette().muted;
  draw_beside_tile(canvas, parts.image, parts.caption_y, kFigure, ink,
                   {texts::kImageSize, texts::kImageSizeShort});
  if (!session.reading.error) return;
  const ReconstructionError& error = *session.reading.error;
  const std::string mse = fixed(error.mse, 4);
  draw_beside_tile(canvas, parts.rebuilt, parts.caption_y, kFigure, ink,
                   {fill(texts::kErrors, {fixed(error.bce, 3), mse}), fill(texts::kErrorsShort, {mse})});
}

std::string dataset_title(const std::string& dataset) {
  if (dataset == "mnist") return texts::kMnist;
  if (dataset == "fashion-mnist") return texts::kFashionMnist;
  return dataset;
}

void draw_model_facts(const Canvas& canvas, const Rect& footer, const ModelCard& card) {
  const std::string images = grouped(card.train_images);
  const std::string weights = grouped(static_cast<std::int64_t>(card.parameters));
  std::string longest = fill(texts::kModelFactsShort, {images, weights});
  if (card.shipped_bce) {
    longest = fill(texts::kModelFacts, {images, dataset_title(card.dataset), weights,
                                        fixed(*card.shipped_bce, 3), grouped(card.test_images)});
  }
  const std::string facts = first_fitting(*canvas.look, kSmallText, footer.width,
                                          {longest, fill(texts::kModelFactsShort, {images, weights}),
                                           fill(texts::kModelFactsShortest, {weights})});
  draw_text(canvas, {footer.x, footer.bottom() - kLineHeight, footer.width, kLineHeight}, kSmallText,
            canvas.palette().muted, facts);
}

// What stands in the way of the model: still loading, or failed.
void draw_footer(const Session& session, View& view, const Canvas& canvas, const Rect& footer,
                 std::vector<Action>& actions) {
  const LibraryEntry* entry = chosen_entry(session);
  const std::string& error = entry ? entry->error() : session.library.index_file.error;
  if (!error.empty()) {
    Rect row = footer;
    const float width = std::ceil(button_width(*canvas.look, texts::kTryAgain));
    const Rect again = cut_right(row, width, kSpace3);
    const Rect box{again.x, again.bottom() - kControlHeight, again.width, kControlHeight};
    if (button(view, canvas, "retry", box, texts::kTryAgain)) actions.push_back(RetryLoading{});
    // The whole message stands where the votes would be.
    draw_text(canvas, {row.x, box.y, row.width, box.height}, kSmallText, canvas.palette().alarm_text,
              entry ? texts::kModelFailed : texts::kListFailed);
  } else if (!entry) {
    draw_progress(canvas, footer, texts::kLoadingList, session.library.index_file);
  } else if (!entry->is_usable()) {
    draw_progress(canvas, footer, texts::kLoadingModel, entry->weights_file);
  } else {
    draw_model_facts(canvas, footer, *entry->card);
  }
}

}  // namespace

float pipeline_card_height(float width) {
  const float padding = padding_of(width);
  return 2 * padding + kLineHeight + kSpace2 + tile_side(width - 2 * padding) + kSpace2 + kLineHeight +
         kFooterHeight;
}

void draw_pipeline_card(const Session& session, View& view, const Canvas& canvas, const Rect& card,
                        std::vector<Action>& actions) {
  const Palette& palette = canvas.palette();
  const LibraryEntry* entry = chosen_entry(session);
  const Parts parts = place_parts(card);
  draw_card(canvas, card);
  draw_labels(canvas, parts, entry);
  draw_tile(canvas, parts.image, session.reading.image);
  draw_tile(canvas, parts.rebuilt, session.reading.reconstruction);
  draw_captions(session, canvas, parts);
  draw_footer(session, view, canvas, parts.footer, actions);
  if (!entry || !entry->is_usable()) {
    fill_rect(canvas, parts.code, palette.soft, kTileRadius);
    return;
  }

  std::vector<int> widths{kPixels};
  for (const int hidden : entry->model->architecture.hidden) widths.push_back(hidden);
  widths.push_back(entry->model->architecture.latent);
  draw_funnel(canvas, parts.encoder, widths, palette.encoder);
  if (parts.is_roomy) label_funnel(canvas, parts.encoder, texts::kEncoder, widths, palette.image_text);

  const auto bars = make_bars(session.reading, *entry, parts.code);
  draw_bars(canvas, bars);
  const std::string caption = code_caption(session, *entry, bars, parts.code_column.width, *canvas.look);
  draw_text(canvas, {parts.code_column.x, parts.caption_y, parts.code_column.width, kLineHeight}, kFigure,
            palette.muted, caption, Align::centre);

  std::ranges::reverse(widths);
  draw_funnel(canvas, parts.decoder, widths, palette.decoder);
  if (parts.is_roomy) label_funnel(canvas, parts.decoder, texts::kDecoder, widths, palette.rebuilt_text);
}

}  // namespace bottleneck
