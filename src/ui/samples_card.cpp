#include "ui/samples_card.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "lab/figures.h"
#include "texts.h"
#include "ui/widgets.h"

namespace bottleneck {
namespace {

constexpr int kColumns = kSamplesShown / 2;
constexpr float kTitleHeight = 24;
constexpr float kLargestTile = 80;

float padding_of(float width) {
  return width < 500 ? kSpace3 : kSpace4;
}

float tile_side(float inner) {
  return std::min(std::floor((inner - (kColumns - 1) * kSpace2) / kColumns), kLargestTile);
}

// Which kind is shown, and the way to the next ten.
void draw_title(const Session& session, View& view, const Canvas& canvas, Rect row,
                std::vector<Action>& actions) {
  const float title = std::ceil(text_width(*canvas.look, kTitle, texts::kSamplesTitle));
  draw_text(canvas, cut_left(row, title, kSpace3), kTitle, canvas.palette().ink, texts::kSamplesTitle);
  if (word_button(view, canvas, "samples:next", row, texts::kOtherSamples, Align::right))
    actions.push_back(TurnSamples{1});
  const DatasetEntry* dataset = dataset_of(session, chosen_entry(session));
  const bool is_test = session.choices.samples == SampleSource::test;
  if (!is_test && (!dataset || !dataset->test.is_offered())) return;
  const char* label = is_test ? texts::kSynthetic : texts::kTestImages;
  if (word_button(view, canvas, is_test ? "samples:synthetic" : "samples:test", row, label, Align::right))
    actions.push_back(ChooseSamples{is_test ? SampleSource::synthetic : SampleSource::test});
}

// Test images that are not there yet, or did not come.
void draw_absence(const Session& session, View& view, const Canvas& canvas, const Rect& body,
                  std::vector<Action>& actions) {
  const DatasetEntry* dataset = dataset_of(session, chosen_entry(session));
  const std::string error = dataset ? dataset->test.error() : "";
  if (!error.empty()) {
    Rect text = body;
    const Rect row = cut_top(text, kControlHeight, kSpace2);
    if (button(view, canvas, "samples:retry",
               {row.x, row.y, button_width(*canvas.look, texts::kTryAgain), kControlHeight},
               texts::kTryAgain))
      actions.push_back(RetryLoading{});
    draw_paragraph(canvas, text, kSmallText, canvas.palette().alarm_text, error);
  } else if (dataset && dataset->test.is_offered()) {
    draw_progress(canvas, body, texts::kSamplesLoading, dataset->test.images_file);
  } else {
    const std::string name = dataset ? dataset->title : "";
    draw_paragraph(canvas, body, kText, canvas.palette().muted, fill(texts::kNoneHere, {name}));
  }
}

}  // namespace

float samples_card_height(float width) {
  const float padding = padding_of(width);
  return 2 * padding + kTitleHeight + kSpace2 + 2 * tile_side(width - 2 * padding) + kSpace2;
}

void draw_samples_card(const Session& session, View& view, const Canvas& canvas, const Rect& card,
                       std::vector<Action>& actions) {
  draw_card(canvas, card);
  Rect body = card.inset(padding_of(card.width));
  draw_title(session, view, canvas, cut_top(body, kTitleHeight, kSpace2), actions);
  if (session.samples.empty()) {
    draw_absence(session, view, canvas, body, actions);
    return;
  }
  const Palette& palette = canvas.palette();
  const float side = tile_side(body.width);
  const float pitch = (body.width - side) / (kColumns - 1);
  for (std::size_t i = 0; i < session.samples.size(); ++i) {
    const float x = snap(*canvas.look, body.x + pitch * static_cast<float>(i % kColumns));
    const float y = body.y + (side + kSpace2) * static_cast<float>(i / kColumns);
    const Rect tile{x, y, side, side};
    const Hit hit = hit_area(view, "sample:" + std::to_string(i), tile);
    fill_rect(canvas, tile, palette.tile, kSmallTileRadius);
    draw_image(canvas, tile, session.samples[i].image, Scaling::smooth);
    round_corners(canvas, tile, kSmallTileRadius, palette.card);
    if (hit.is_hovered) {
      ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
      outline_rect(canvas, {tile.x - 2, tile.y - 2, side + 4, side + 4}, palette.image, kSmallTileRadius + 2);
    }
    if (hit.is_clicked) actions.push_back(TakeSample{static_cast<int>(i)});
  }
}

}  // namespace bottleneck
