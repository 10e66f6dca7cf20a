#include <algorithm>
#include <array>
#include <cmath>
#include <initializer_list>
#include <string>

#include "lab/base/figures.h"
#include "lab/session/queries.h"
#include "lab/shown/inference_words.h"
#include "texts/panels.h"
#include "ui/draw/cards.h"
#include "ui/draw/code_bars.h"
#include "ui/draw/pipeline_layout.h"
#include "ui/paint/funnel.h"
#include "ui/paint/offered.h"
#include "ui/paint/offered_lists.h"

namespace bottleneck {
namespace {

// A label above or a caption below a tile, the longest that fits.
void draw_beside_tile(const Canvas& canvas, const Rect& tile, float y, const TextStyle& style, Colour ink,
                      std::initializer_list<std::string> texts) {
  draw_text(canvas, {tile.x, y, tile.width, kLineHeight}, style, ink,
            first_fitting(*canvas.look, style, tile.width, texts), Align::centre);
}

void draw_tile(const Canvas& canvas, const Rect& tile, const std::optional<Image>& image) {
  const Palette& palette = canvas.palette();
  fill_rect(canvas, tile, palette.tile, kTileRadius);
  if (!image) return;
  draw_image(canvas, tile, *image, Scaling::crisp);
  round_corners(canvas, tile, kTileRadius, palette.card);
}

// The reconstruction, or what it lacks and adds.
void draw_result_tile(const Canvas& canvas, const Rect& tile, const Inference& inference, ResultView view) {
  if (view == ResultView::reconstruction || !inference.reconstruction) {
    draw_tile(canvas, tile, inference.reconstruction);
    return;
  }
  fill_rect(canvas, tile, canvas.palette().tile, kTileRadius);
  draw_difference(canvas, tile, *inference.image, *inference.reconstruction);
  round_corners(canvas, tile, kTileRadius, canvas.palette().card);
  // What its two colours mean, in the colours themselves; a tile is dark in both themes.
  const Rect line{tile.x + kSpace2, tile.bottom() - kLineHeight - kSpace1, tile.width - 2 * kSpace2,
                  kLineHeight};
  draw_text(canvas, line, kSmallText, kDark.image, texts::kDifferenceLost);
  draw_text(canvas, line, kSmallText, kDark.reconstruction, texts::kDifferenceAdded, Align::right);
}

// 49 for 16 numbers, 12.25 for 64.
std::string compression_ratio(int units) {
  const double ratio = static_cast<double>(kPixels) / units;
  return fixed(ratio, ratio == std::floor(ratio) ? 0 : ratio < 20 ? 2 : 0);
}

std::string code_caption(int units, float width, const Look& look) {
  const std::string numbers = std::to_string(units);
  const std::string bytes = std::to_string(units * 4);
  const std::string less = compression_ratio(units);
  return first_fitting(look, kFigure, width,
                       {fill(texts::kCodeSize, {numbers, bytes, less}),
                        fill(texts::kCodeSizeShort, {bytes, less}), fill(texts::kCodeSizeShortest, {bytes})});
}

// Reconstruction or difference: the label of the tile is the switch.
void draw_view_switch(const Panel& panel, const PipelineLayout& parts) {
  const Palette& palette = panel.palette();
  const Look& look = *panel.look;
  struct Word {
    Use use;
    std::string label{};
    float width = 0;
  };
  std::array words{Word{{"view", "reconstruction", "view:reconstruction"}},
                   Word{{"view", "difference", "view:difference"}}};
  constexpr float kApart = kSpace4;  // as words are pressed beside themselves, too
  float total = kApart;
  const auto widen = [&](Word& word, float room) {
    word.label = label_of(panel, word.use, kTitle, room);
    total -= word.width;
    word.width = std::ceil(text_width(look, kTitle, word.label));
    total += word.width;
  };
  for (Word& word : words) widen(word, 0);
  // The longer words, as far as there is room: the decoder beside the tile has no label above it.
  const float room = parts.reconstruction.width + (parts.is_roomy ? kSpace5 : 0);
  for (Word& word : words) widen(word, room - total + word.width);
  float x = std::min(parts.reconstruction.middle_x() - total / 2, parts.reconstruction.right() - total);
  for (const Word& word : words) {
    const Rect box{x, parts.label_y, word.width, kLineHeight};
    use_area(panel, word.use, {x - kSpace1, parts.label_y - 2, word.width + 2 * kSpace1, 24});
    const bool is_shown = is_chosen(panel, word.use);
    draw_text(panel, box, kTitle, is_shown ? palette.reconstruction_text : palette.muted, word.label);
    if (!is_shown) fill_rect(panel, {x, snap(look, box.bottom() - 2), word.width, look.pixel}, palette.muted);
    x += word.width + kApart;
  }
}

void draw_labels(const Panel& panel, const PipelineLayout& parts, const LibraryEntry* entry, Which which) {
  const Palette& palette = panel.palette();
  const float y = parts.label_y;
  const bool is_as_drawn = !panel.session.choices.is_normalised && !panel.session.drawing.sheet.picture;
  if (which == Which::chosen)
    draw_beside_tile(panel, parts.image, y, kTitle, palette.image_text,
                     {is_as_drawn ? texts::kAsDrawn : texts::kNormalised, texts::kNormalisedShort});
  const bool has_model = entry && entry->is_usable();
  const std::string code =
      parts.is_roomy || !has_model
          ? std::string(texts::kLatent)
          : fill(texts::kLatentShort, {std::to_string(entry->model->architecture.latent)});
  draw_text(panel, {parts.code_column.x, y, parts.code_column.width, kLineHeight}, kTitle, palette.code_text,
            code, Align::centre);
  if (which == Which::chosen) {
    draw_view_switch(panel, parts);
  } else {
    const Use view("view", value_of(panel, "view"));
    draw_beside_tile(panel, parts.reconstruction, y, kTitle, palette.reconstruction_text,
                     {label_of(panel, view, kTitle, parts.reconstruction.width)});
  }
}

void draw_captions(const Canvas& canvas, const PipelineLayout& parts, const Inference& inference,
                   Which which) {
  const Colour ink = canvas.palette().muted;
  if (which == Which::chosen)
    draw_beside_tile(canvas, parts.image, parts.caption_y, kFigure, ink,
                     {texts::kImageSize, texts::kImageSizeShort});
  if (!inference.error) return;
  const std::string mse = fixed(inference.error->mse, kLossDigits);
  draw_beside_tile(
      canvas, parts.reconstruction, parts.caption_y, kFigure, ink,
      {fill(texts::kErrors, {fixed(inference.error->bce, 3), mse}), fill(texts::kErrorsShort, {mse})});
}

// What the card is about, and what can be done with the model as a whole.
void draw_pipeline_title(const Panel& panel, Rect row, const LibraryEntry* entry, Which which) {
  const bool is_comparing = !panel.session.choices.other.empty();
  const bool is_chosen = which == Which::chosen;
  const Use none("other", "", "stop-comparing");
  const bool can_compare = can_use(panel, none) && panel.session.library.entries.size() > 1;
  const Rect whole = row;
  if (!is_chosen && can_compare) use_word(panel, none, row, Align::right);
  if (is_chosen && !is_comparing && can_compare &&
      use_unfold_word(panel, {"other", "", "compare"}, row, Align::right))
    ImGui::OpenPopup("compare-list");
  use_word(panel, is_chosen ? "card" : "other-card", row, Align::right);
  if (is_chosen) draw_model_list(panel, "compare-list", whole, ListFor::compared);
  if (!entry) return;
  Rect text = row;
  if (is_comparing) {
    const float width = std::min(text.width, std::ceil(text_width(*panel.look, kTitle, entry->title)));
    draw_text(panel, cut_left(text, width, kSpace3), kTitle, panel.palette().ink, entry->title);
  }
  if (!entry->is_usable()) return;
  const std::string shapes = shapes_in_words(entry->model->architecture);
  draw_text(panel, text, kFigure, panel.palette().muted,
            first_fitting(*panel.look, kFigure, text.width,
                          {shapes, join_arrows(encoder_widths(*entry->model)), ""}));
}

// What stands in the way of the model: still loading, or failed.
void draw_waiting_model(const Panel& panel, const Rect& box, const LibraryEntry* entry, const char* retry) {
  const std::string& error = entry ? entry->error() : panel.session.library.index_file.error;
  if (error.empty()) {
    draw_progress(panel, box,
                  entry ? file_progress(texts::kLoadingModel, entry->weights_file)
                        : file_progress(texts::kLoadingList, panel.session.library.index_file));
    return;
  }
  Rect row = box;
  const Rect again = cut_right(row, button_width(panel, "retry"), kSpace3);
  use_button(panel, {"retry", "", retry}, {again.x, again.y, again.width, kControlHeight});
  // The whole message stands where the votes would be.
  row.y += (kControlHeight - kLineHeight) / 2;
  draw_paragraph(panel, row, kSmallText, panel.palette().alarm_text,
                 entry ? texts::kModelFailed : texts::kListFailed);
}

// Below the captions: the switch of the normalisation, the unit in hand, how unusual the error is.
void draw_extras(const Panel& panel, const PipelineLayout& parts, const ShownModel& shown) {
  const float y = parts.extras.y;
  // Where the columns are narrow, the switch may reach below the code.
  const float room = parts.is_roomy ? parts.image.width : parts.code.right() - parts.image.x;
  if (shown.is_chosen) {
    const Use normalise("normalised", "", "normalise");
    const float width = toggle_width(panel, normalise, room);
    const float x = parts.is_roomy ? std::floor(parts.image.middle_x() - width / 2) : parts.image.x;
    use_toggle(panel, normalise, {x, y, width, kUnitRowHeight});

    const bool has_row = parts.extras.height > kErrorStripHeight;
    const Rect below{parts.extras.x, parts.extras.bottom() - kUnitRowHeight,
                     has_row ? parts.extras.width : parts.room_below(), kUnitRowHeight};
    const Rect column{parts.code_column.x, y, parts.code_column.width, kUnitRowHeight};
    draw_unit_row(panel, parts.is_roomy ? column : below);
  }
  if (shown.inference.error) {
    const Rect histogram{parts.reconstruction.x, y, parts.reconstruction.width,
                         kErrorStripHeight - kLineHeight - kSpace1};
    const float left = parts.is_roomy ? parts.decoder.x : parts.code.right() + kSpace1;
    draw_error_strip(
        panel, histogram,
        {left, y + kErrorStripHeight - kLineHeight, parts.reconstruction.right() - left, kLineHeight},
        *shown.entry.card, shown.inference.relative_error, Align::right);
  }
}

}  // namespace

float pipeline_card_height(float width) {
  return lay_out_pipeline({0, 0, width, 0}).extras.bottom() + card_padding(width);
}

void draw_pipeline_card(const Panel& panel, const Rect& card, Which which) {
  const Palette& palette = panel.palette();
  const bool is_chosen = which == Which::chosen;
  const LibraryEntry* entry = is_chosen ? chosen_entry(panel.session) : other_entry(panel.session);
  const Inference& inference = is_chosen ? panel.session.inference : panel.session.other;
  const PipelineLayout parts = lay_out_pipeline(card, is_chosen);
  draw_card(panel, card, "card:pipeline");
  draw_pipeline_title(panel, parts.title, entry, which);
  draw_labels(panel, parts, entry, which);
  if (is_chosen) draw_tile(panel, parts.image, inference.image);
  draw_result_tile(panel, parts.reconstruction, inference, panel.session.choices.view);
  draw_captions(panel, parts, inference, which);
  if (!entry || !entry->is_usable()) {
    fill_rect(panel, parts.code, palette.soft, kTileRadius);
    draw_waiting_model(panel, parts.extras, entry, is_chosen ? "retry" : "other-retry");
    return;
  }

  const ShownModel shown{.entry = *entry, .inference = inference, .is_chosen = is_chosen};
  std::vector<int> widths = encoder_widths(*entry->model);
  draw_funnel(panel, parts.encoder, widths, palette.encoder);
  if (parts.is_roomy) label_funnel(panel, parts.encoder, texts::kEncoder, widths, palette.image_text);
  draw_code_bars(panel, shown, parts.code);
  draw_text(panel, {parts.code_column.x, parts.caption_y, parts.code_column.width, kLineHeight}, kFigure,
            palette.muted,
            code_caption(entry->model->architecture.latent, parts.code_column.width, *panel.look),
            Align::centre);
  std::ranges::reverse(widths);
  draw_funnel(panel, parts.decoder, widths, palette.decoder);
  if (parts.is_roomy)
    label_funnel(panel, parts.decoder, texts::kDecoder, widths, palette.reconstruction_text);
  draw_extras(panel, parts, shown);
}

}  // namespace bottleneck
