// The idea in small, left to right: image, latent code, reconstruction, answer. It is there where the
// pipeline itself lies below what can be seen at once.
#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <string>

#include "lab/base/figures.h"
#include "lab/session/queries.h"
#include "lab/shown/inference_words.h"
#include "texts/panels.h"
#include "ui/draw/cards.h"
#include "ui/draw/code_bars.h"
#include "ui/paint/funnel.h"

namespace bottleneck {
namespace {

constexpr float kOverviewPadding = kSpace2;
constexpr float kAnswerBesideFrom = 240;  // the answer has room beside the pictures
constexpr float kCaptionsFrom = 180;      // the pictures have room for captions
constexpr float kLongestRow = 360;
constexpr float kLargestSide = 84;
constexpr float kLeastAnswerHeight = 32;  // below the pictures, at least

struct OverviewParts {
  Rect image;
  Rect encoder;
  Rect code;
  Rect decoder;
  Rect reconstruction;
  float caption_height;
  Rect answer;
};

OverviewParts place_overview(const Rect& box) {
  Rect inner = box.inset(kOverviewPadding);
  const bool is_beside = inner.width >= kAnswerBesideFrom;
  const float length = is_beside ? std::min(std::floor(inner.width * 0.72F), kLongestRow) : inner.width;
  const float side = std::min(std::floor(length * 0.28F), kLargestSide);
  const float funnel = std::floor(length * 0.06F);
  const bool has_captions = length >= kCaptionsFrom;
  const float gap = has_captions ? kSpace1 : kSpace1 / 2;

  OverviewParts parts{};
  parts.caption_height = has_captions ? kLineHeight : 0;
  Rect row{inner.x, inner.y, length, side};
  parts.image = cut_left(row, side, gap);
  parts.encoder = cut_left(row, funnel, gap);
  parts.reconstruction = cut_right(row, side, gap);
  parts.decoder = cut_right(row, funnel, gap);
  parts.code = row;
  if (is_beside) {
    cut_left(inner, length, kSpace3);
    parts.answer = {inner.x, inner.y, inner.width, side + parts.caption_height};
  } else {
    cut_top(inner, side + parts.caption_height, kSpace1);
    parts.answer = {inner.x, inner.y, inner.width, std::max(inner.height, kLeastAnswerHeight)};
  }
  return parts;
}

void draw_overview_tile(const Canvas& canvas, const Rect& tile, const std::optional<Image>& image) {
  if (image) return draw_small_tile(canvas, tile, *image);
  fill_rect(canvas, tile, canvas.palette().tile, kSmallTileRadius);
}

void caption_overview(const Canvas& canvas, const OverviewParts& parts, const LibraryEntry* entry) {
  if (parts.caption_height == 0) return;
  const Palette& palette = canvas.palette();
  const auto caption = [&](float left, float right, Colour ink, const std::string& text) {
    const Rect line{left, parts.image.bottom(), right - left, parts.caption_height};
    draw_text(canvas, line, kSmallText, ink, first_fitting(*canvas.look, kSmallText, line.width, {text, ""}),
              Align::centre);
  };
  caption(parts.image.x, parts.image.right(), palette.image_text, texts::kNormalisedShort);
  caption(parts.encoder.x, parts.decoder.right(), palette.code_text,
          entry && entry->is_usable()
              ? fill(texts::kLatentShort, {std::to_string(entry->model->architecture.latent)})
              : std::string(texts::kLatent));
  caption(parts.reconstruction.x, parts.reconstruction.right(), palette.reconstruction_text,
          texts::kReconstructionShort);
}

void draw_overview_answer(const Canvas& canvas, const Rect& box, const LibraryEntry* entry,
                          const Opinion& opinion) {
  const Look& look = *canvas.look;
  const Palette& palette = canvas.palette();
  const bool is_doubted = opinion.doubt != Doubt::none;
  const std::string name = answer_in_words(entry, opinion);
  const std::string votes = std::to_string(opinion.votes[static_cast<std::size_t>(*opinion.prediction)]);
  const std::string all = std::to_string(opinion.neighbours.size());
  const std::string shortest = is_doubted ? texts::kDoubtful : fill(texts::kVotesShort, {votes, all});
  const DoubtWords doubt = doubt_in_words(opinion.doubt);

  // Below each other where the box is high, else side by side.
  const bool is_high = box.height >= kHeading.size + kLineHeight;
  const float beside = is_high ? 0 : std::ceil(text_width(look, kSmallText, shortest)) + 1 + kSpace2;
  TextStyle style = kSelectedText;
  for (const TextStyle& larger : {kHeading, kPrediction}) {
    const bool is_low_enough = static_cast<float>(larger.size) <= box.height - (is_high ? kLineHeight : 0);
    if (is_low_enough && text_width(look, larger, name) <= box.width - beside) style = larger;
  }
  Rect rest = box;
  Rect place = box;
  if (is_high) {
    place = cut_top(rest, box.height - kLineHeight);
  } else {
    place =
        cut_left(rest, std::min(std::ceil(text_width(look, style, name)) + 1, box.width - beside), kSpace2);
  }
  draw_text(canvas, place, style, is_doubted ? palette.muted : palette.code_text, name);
  draw_text(canvas, rest, kSmallText, is_doubted ? palette.alarm_text : palette.muted,
            is_doubted
                ? first_fitting(look, kSmallText, rest.width, {doubt.shorter, shortest})
                : first_fitting(look, kSmallText, rest.width, {fill(texts::kVotes, {votes, all}), shortest}));
}

}  // namespace

float overview_height(float width) {
  const OverviewParts parts = place_overview({0, 0, width, 0});
  return std::max(parts.image.bottom() + parts.caption_height, parts.answer.bottom()) + kOverviewPadding;
}

void draw_overview_card(const Panel& panel, const Rect& card) {
  const Session& session = panel.session;
  const Inference& inference = session.inference;
  const LibraryEntry* entry = chosen_entry(session);
  const OverviewParts parts = place_overview(card);
  draw_card(panel, card, "card:overview");
  draw_overview_tile(panel, parts.image, inference.image);
  draw_overview_tile(panel, parts.reconstruction, inference.reconstruction);
  caption_overview(panel, parts, entry);
  if (entry && entry->is_usable()) {
    std::vector<int> widths = encoder_widths(*entry->model);
    draw_funnel(panel, parts.encoder, widths, panel.palette().encoder);
    std::ranges::reverse(widths);
    draw_funnel(panel, parts.decoder, widths, panel.palette().decoder);
    draw_code_bars(panel, {.entry = *entry, .inference = inference, .is_chosen = false}, parts.code);
  }
  const Opinion& opinion = shown_opinion(session);
  if (opinion.prediction) draw_overview_answer(panel, parts.answer, entry, opinion);
}

}  // namespace bottleneck
