#include "ui/draw/samples_card.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <string>

#include "lab/base/figures.h"
#include "lab/data/dataset_files.h"
#include "lab/session/queries.h"
#include "texts/data.h"
#include "texts/datasets.h"
#include "texts/panels.h"
#include "ui/paint/absence.h"
#include "ui/paint/widgets.h"

namespace bottleneck {
namespace {

constexpr int kColumns = kSamplesShown / 2;
constexpr float kLargestSample = 80;

float sample_side(float inner) {
  return std::min(std::floor((inner - (kColumns - 1) * kSpace2) / kColumns), kLargestSample);
}

// With size and source while the images are still to be loaded, as far as there is room.
std::string test_images_label(const Session& session, const DatasetEntry& dataset, const Look& look,
                              float width) {
  if (dataset.test.images || !dataset.is_published()) return texts::kTestImages;
  const std::string size = megabytes(dataset.test.bytes_to_load());
  const std::string place = place_of(session.datasets, dataset, Split::test);
  return first_fitting(look, kSmallText, width,
                       {fill(texts::kTestImagesOfFrom, {size, place}), fill(texts::kTestImagesOf, {size}),
                        texts::kTestImages});
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
  if (!is_test && (!dataset || !is_place_known(session.datasets, dataset->test))) return;
  const std::string label =
      is_test ? texts::kSynthetic : test_images_label(session, *dataset, *canvas.look, row.width);
  if (word_button(view, canvas, is_test ? "samples:synthetic" : "samples:test", row, label, Align::right))
    actions.push_back(Set{"samples", is_test ? "synthetic" : "test"});
}

// Test images that are not there yet, or did not come.
std::optional<Absence> absent_samples(const Session& session) {
  if (!session.samples.empty()) return std::nullopt;
  const DatasetEntry* dataset = dataset_of(session, chosen_entry(session));
  if (!dataset) return Absence{.text = fill(texts::kNoneHere, {""})};
  if (dataset->origin == Origin::synthetic && !session.datasets.synthetic.error.empty())
    return Absence{.text = session.datasets.synthetic.error, .is_alarm = true};
  if (!dataset->is_published() && dataset->origin != Origin::synthetic)
    return Absence{.text = fill(texts::kNotThere, {dataset->title})};
  if (dataset->test.error().empty()) return half_under_way(session, *dataset, Split::test, "samples:cancel");
  return Absence{.text = dataset->test.error(),
                 .is_alarm = true,
                 .buttons = {{.name = "samples:retry", .label = texts::kTryAgain, .action = RetryLoading{}},
                             {.name = "samples:files", .label = texts::kChooseFiles, .action = PickFiles{}}}};
}

}  // namespace

float samples_card_height(const Session& session, const Look& look, float width) {
  const float padding = card_padding(width);
  const float inner = width - 2 * padding;
  float height = 2 * sample_side(inner) + kSpace2;
  if (const auto absence = absent_samples(session))
    height = std::max(height, absence_height(look, *absence, inner));
  return 2 * padding + kCardTitleHeight + kSpace2 + height;
}

void draw_samples_card(const Session& session, View& view, const Canvas& canvas, const Rect& card,
                       std::vector<Action>& actions) {
  draw_card(canvas, card);
  Rect body = card.inset(card_padding(card.width));
  draw_title(session, view, canvas, cut_top(body, kCardTitleHeight, kSpace2), actions);
  if (const auto absence = absent_samples(session)) {
    draw_absence(view, canvas, body, *absence, actions);
    return;
  }
  const Palette& palette = canvas.palette();
  const float side = sample_side(body.width);
  const float pitch = (body.width - side) / (kColumns - 1);
  for (std::size_t i = 0; i < session.samples.size(); ++i) {
    const float x = snap(*canvas.look, body.x + pitch * static_cast<float>(i % kColumns));
    const float y = body.y + (side + kSpace2) * static_cast<float>(i / kColumns);
    const Rect tile{x, y, side, side};
    const Hit hit = hit_area(view, "sample:" + std::to_string(i), tile);
    draw_small_tile(canvas, tile, session.samples[i].image);
    if (hit.is_hovered) {
      ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
      outline_rect(canvas, {tile.x - 2, tile.y - 2, side + 4, side + 4}, palette.image, kSmallTileRadius + 2);
    }
    if (hit.is_clicked) actions.push_back(TakeSample{static_cast<int>(i)});
  }
}

}  // namespace bottleneck
