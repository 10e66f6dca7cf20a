#include "ui/data/images_card.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "lab/base/figures.h"
#include "lab/data/browsing.h"
#include "lab/data/dataset_files.h"
#include "lab/data/synthetic_digits.h"
#include "lab/session/browsed.h"
#include "lab/shown/data_words.h"
#include "texts/data.h"
#include "texts/datasets.h"
#include "texts/panels.h"
#include "ui/data/image_grid.h"
#include "ui/paint/absence.h"
#include "ui/paint/choice_field.h"
#include "ui/paint/widgets.h"

namespace bottleneck {
namespace {

constexpr float kPreview = 84;  // the side of the image that was picked
constexpr float kOneRowFrom = 620;
constexpr float kNumberWidth = 88;
constexpr float kClassWidth = 172;
constexpr std::size_t kMostInList = 14;  // more classes are gone through one by one

// --- above the grid: which half, which class, which image

void draw_halves(const Session& session, View& view, const Canvas& canvas, const Rect& place,
                 std::vector<Action>& actions) {
  const std::array halves{Segment{"half:train", texts::kTrainHalf}, Segment{"half:test", texts::kTestHalf}};
  const Browsing& browsing = session.choices.browsing;
  const auto pressed = segments(view, canvas, place, halves, browsing.split == Split::train ? 0 : 1);
  if (pressed) actions.push_back(Set{"half", *pressed == 0 ? "train" : "test"});
}

void draw_classes(const Session& session, View& view, const Canvas& canvas, const Rect& place,
                  std::vector<Action>& actions) {
  const Browsing& browsing = session.choices.browsing;
  const DatasetEntry& dataset = browsed_dataset(session);
  const auto classes = dataset.class_names.size();
  const std::string chosen = browsing.label < 0 ? texts::kAllClasses : label_name(dataset, browsing.label);
  if (classes > kMostInList) {
    const int last = static_cast<int>(classes) - 1;
    const int step =
        stepper(view, canvas, "class", place, chosen, browsing.label >= 0, browsing.label < last);
    const int label = browsing.label + step;
    if (step != 0) actions.push_back(Set{"class", label < 0 ? "" : std::to_string(label)});
    return;
  }
  std::vector<FieldOption> options{{.name = "class:all", .label = texts::kAllClasses}};
  for (std::size_t i = 0; i < classes; ++i)
    options.push_back({.name = "class:" + std::to_string(i), .label = dataset.class_names[i]});
  const auto pressed = choice_field(view, canvas, "class", place, fill(texts::kClassIs, {chosen}), options,
                                    static_cast<std::size_t>(browsing.label + 1));
  if (pressed) actions.push_back(Set{"class", *pressed == 0 ? "" : std::to_string(*pressed - 1)});
}

void draw_number(const Session& session, View& view, const Canvas& canvas, Rect place) {
  const Browsing& browsing = session.choices.browsing;
  const float words = std::ceil(text_width(*canvas.look, kSmallText, texts::kGoToImage));
  draw_text(canvas, cut_left(place, words, kSpace2), kSmallText, canvas.palette().muted, texts::kGoToImage);
  value_field(view, canvas, "browse:first", texts::kGoToImage,
              std::to_string(browsing.picked >= 0 ? browsing.picked : browsing.first), place);
}

// In one row where there is room, else in two. What is left of `area` is the grid's.
void draw_head(const Session& session, View& view, const Canvas& canvas, Rect& area,
               std::vector<Action>& actions) {
  const bool is_roomy = area.width >= kOneRowFrom;
  const float number =
      kNumberWidth + kSpace2 + std::ceil(text_width(*canvas.look, kSmallText, texts::kGoToImage));
  Rect row = cut_top(area, kControlHeight, is_roomy ? kSpace3 : kSpace2);
  const Rect halves = cut_right(row, is_roomy ? 180 : std::min(160.0F, row.width * 0.55F), kSpace3);
  draw_halves(session, view, canvas, halves, actions);
  if (!is_roomy) {
    draw_text(canvas, row, kTitle, canvas.palette().ink, browsed_dataset(session).title);
    row = cut_top(area, kControlHeight, kSpace3);
  }
  if (browsed_half(session).images) {
    draw_number(session, view, canvas, cut_right(row, std::min(number, row.width * 0.5F), kSpace3));
    draw_classes(session, view, canvas, cut_right(row, is_roomy ? kClassWidth : row.width, kSpace3), actions);
  }
  if (is_roomy) draw_text(canvas, row, kTitle, canvas.palette().ink, browsed_dataset(session).title);
}

// --- in place of the grid

Absence absent_digits(const Session& session) {
  const SyntheticMaking& making = session.datasets.synthetic;
  const Absence::Button draw{
      .name = "images:draw",
      .label = fill(texts::kMakeDigits, {grouped(synthetic_count(session.choices.synthetic))}),
      .action = LoadHalf{.dataset = kSyntheticDataset, .split = Split::test}};
  if (!making.error.empty()) return {.text = making.error, .is_alarm = true, .buttons = {draw}};
  const DatasetEntry& dataset = browsed_dataset(session);
  if (!making.maker) return {.text = fill(texts::kNotThere, {dataset.title}), .buttons = {draw}};
  return half_under_way(session, dataset, Split::test, "images:cancel");
}

// Of the reader's own datasets one half may be there alone.
bool is_other_half_here(const Session& session) {
  const Split other = session.choices.browsing.split == Split::train ? Split::test : Split::train;
  return browsed_dataset(session).half(other).images != nullptr;
}

Absence absent_images(const Session& session) {
  const DatasetEntry& dataset = browsed_dataset(session);
  const Split split = session.choices.browsing.split;
  const DatasetHalf& half = dataset.half(split);
  switch (dataset.origin) {
    case Origin::synthetic:
      return absent_digits(session);
    case Origin::pictures:
      if (is_other_half_here(session)) return {.text = fill(texts::kHalfEmpty, {dataset.title})};
      return {.text = texts::kGivePictures,
              .buttons = {{.name = "images:files", .label = texts::kChooseFiles, .action = PickFiles{}}}};
    case Origin::drawings:
      return {.text = is_other_half_here(session) ? fill(texts::kHalfEmpty, {dataset.title})
                                                  : std::string(texts::kKeepDrawings)};
    case Origin::published:
      break;
  }
  if (half.is_busy()) return half_under_way(session, dataset, split, "images:cancel");
  const LoadHalf load{.dataset = dataset.name, .split = split};
  if (!half.error().empty())
    return {.text = half.error(),
            .is_alarm = true,
            .buttons = {{.name = "images:retry", .label = texts::kTryAgain, .action = load},
                        {.name = "images:files", .label = texts::kChooseFiles, .action = PickFiles{}}}};
  return {.text = half_in_words(session, dataset, split),
          .buttons = {{.name = "images:load",
                       .label = fill(texts::kLoadSize, {megabytes(half.bytes_to_load())}),
                       .action = load}}};
}

// --- below the grid: the image that was picked

void draw_picked(const Session& session, View& view, const Canvas& canvas, Rect area,
                 std::vector<Action>& actions) {
  const Palette& palette = canvas.palette();
  const Dataset& dataset = *browsed_half(session).images;
  const Rect tile = cut_left(area, kPreview, kSpace4);
  fill_rect(canvas, tile, palette.tile, kTileRadius);
  const int picked = session.choices.browsing.picked;
  const bool is_picked = picked >= 0 && picked < dataset.size();
  if (is_picked) {
    Image image;
    std::ranges::copy(dataset.image(picked), image.begin());
    draw_image(canvas, tile, image, Scaling::crisp);
    round_corners(canvas, tile, kTileRadius, palette.card);
  }
  const auto shown = static_cast<std::int64_t>(session.browsed.images.size());
  const std::string words =
      is_picked ? image_in_words(browsed_dataset(session), session.choices.browsing.split, picked)
                : fill(texts::kPickAnImage, {grouped(shown)});
  const float height =
      draw_paragraph({.list = nullptr, .look = canvas.look}, area, kText, palette.ink, words);
  const float both = height + kSpace2 + kControlHeight;
  area.y = std::floor(area.middle_y() - both / 2);
  draw_paragraph(canvas, area, kText, is_picked ? palette.ink : palette.muted, words);
  const Rect box{area.x, area.y + height + kSpace2,
                 std::min(area.width, button_width(*canvas.look, texts::kUseImage) + kSpace3),
                 kControlHeight};
  if (main_button(view, canvas, "images:use", box, texts::kUseImage, is_picked))
    actions.push_back(UseImage{picked});
}

}  // namespace

void draw_images_card(const Session& session, View& view, const Canvas& canvas, const Rect& card,
                      std::vector<Action>& actions) {
  draw_card(canvas, card);
  Rect area = card.inset(kCardPadding);
  const auto& images = browsed_half(session).images;
  draw_head(session, view, canvas, area, actions);
  if (!images || session.browsed.dataset != images)
    return draw_absence(view, canvas, area, absent_images(session), actions);
  Rect below = area;
  const Rect grid = cut_top(below, area.height - kPreview - kSpace4, kSpace4);
  draw_picked(session, view, canvas, below, actions);
  if (session.browsed.images.empty())
    return draw_absence(view, canvas, grid, {.text = texts::kNothingToSee}, actions);
  const Browsing& browsing = session.choices.browsing;
  const GridUse use = draw_image_grid(view, canvas, grid, browsed_dataset(session), *images,
                                      session.browsed.images, browsing.first, browsing.picked);
  if (use.picked || use.first)
    actions.push_back(
        LookAt{.first = use.first.value_or(browsing.first), .picked = use.picked.value_or(browsing.picked)});
}

}  // namespace bottleneck
