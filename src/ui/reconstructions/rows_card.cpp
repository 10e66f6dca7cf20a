#include <algorithm>
#include <cmath>
#include <string>

#include "lab/base/figures.h"
#include "lab/session/queries.h"
#include "lab/session/reconstruction_rows.h"
#include "lab/shown/missing.h"
#include "lab/shown/reconstruction_words.h"
#include "texts/reconstructions.h"
#include "ui/paint/absence.h"
#include "ui/paint/guide.h"
#include "ui/paint/image_columns.h"
#include "ui/paint/offered.h"
#include "ui/reconstructions/cards.h"

namespace bottleneck {
namespace {

constexpr float kLargestInRow = 84;
constexpr float kRowLabelWidth = 176;     // of a row's name and errors beside its images
constexpr float kLabelsBesideFrom = 700;  // narrower cards have them above
constexpr float kFromWidth = 76;
constexpr float kStepsWidth = 64;
constexpr float kIndexHeight = 16;
constexpr float kModelGap = 6;
constexpr float kEmptyHeight = 120;

// --- above the images: which they are

void draw_rows_title(const Panel& panel, Rect row, const Rect& picture) {
  draw_exports(panel, row, picture);
  cut_right(row, kSpace2);
  draw_text(panel, row, kTitle, panel.palette().ink,
            first_fitting(*panel.look, kTitle, row.width,
                          {originals_in_words(panel.session), originals_in_short(panel.session)}));
}

// − and +: ten images on, or back.
void draw_steps(const Panel& panel, const Rect& place) {
  const int first = first_on_shelf(panel.session);
  const int last = images_on_shelf(panel.session) - kReconstructionsShown;
  const Use use("reconstructions:from");
  panel.view.offers["ten:less"] = panel.view.offers["ten:more"] = use.id;
  const int step = stepper(panel, "ten", place, "", first > 0, first < last);
  if (step != 0)
    take(panel,
         {use.id, std::to_string(std::clamp(first + step * kReconstructionsShown, 0, std::max(last, 0)))});
}

// Returns the height.
float draw_shelf(const Panel& panel, Rect area) {
  const float top = area.y;
  Rect row = cut_top(area, kControlHeight, kSpace2);
  const float segments = segments_width(panel, "reconstructions:shelf");
  use_segments(panel, {"reconstructions:shelf", "", "shelf"},
               cut_left(row, std::min(segments, row.width), kSpace3));
  if (!can_use(panel, "reconstructions:from")) return row.bottom() - top;
  const std::string label = label_of(panel, "reconstructions:from");
  const float words = std::ceil(text_width(*panel.look, kSmallText, label)) + 1;
  if (row.width < words + kSpace2 + kFromWidth + kSpace1 + kStepsWidth)
    row = cut_top(area, kControlHeight, kSpace2);
  draw_text(panel, cut_left(row, words, kSpace2), kSmallText, panel.palette().muted, label);
  use_field(panel, "reconstructions:from", cut_left(row, kFromWidth, kSpace1));
  draw_steps(panel, cut_left(row, kStepsWidth));
  return row.bottom() - top;
}

// --- the images

struct RowsLayout {
  ImageColumns columns{};
  bool has_labels_beside = false;
  float upper = 0;  // of the originals with their numbers
  float row = 0;    // of one model's, with what stands above it
  float block = 0;

  float y_of(std::size_t model) const { return upper + static_cast<float>(model) * row; }
};

RowsLayout lay_out_rows(const Panel& panel, float width) {
  const Reconstructed& shown = panel.session.reconstructed;
  RowsLayout layout;
  layout.has_labels_beside = width >= kLabelsBesideFrom;
  const float images = layout.has_labels_beside ? width - kRowLabelWidth - kSpace4 : width;
  layout.columns = fit_columns(images, static_cast<int>(shown.originals.size()), kLargestInRow);
  const float side = layout.columns.side;
  layout.upper = kIndexHeight + side;
  layout.row = layout.has_labels_beside ? kModelGap + side : kSpace2 + kLineHeight + kSpace1 + side;
  layout.block = layout.upper + static_cast<float>(shown.rows.size()) * layout.row;
  return layout;
}

// The model's name and its errors on all test images: in two lines beside the images, in one above them.
void draw_row_label(const Panel& panel, const Rect& place, const std::string& name, bool is_beside) {
  const LibraryEntry* entry = find_entry(panel.session.library, name);
  if (!entry) return;
  const Palette& palette = panel.palette();
  const RowWords words = row_in_words(panel.session, *entry);
  const Colour ink = words.is_alarm ? palette.alarm_text : palette.muted;
  const TextStyle& style = words.is_measured ? kFigure : kSmallText;
  if (is_beside) {
    const float y = std::floor(place.middle_y() - kLineHeight);
    draw_text(panel, {place.x, y, place.width, kLineHeight}, kTitle, palette.ink, entry->title);
    draw_text(panel, {place.x, y + kLineHeight, place.width, kLineHeight}, style, ink,
              first_fitting(*panel.look, style, place.width, {words.errors, words.errors_short}));
    return;
  }
  Rect row = place;
  const float title = std::ceil(text_width(*panel.look, kTitle, entry->title)) + 1;
  const float room = row.width - title - kSpace2;
  const std::string errors = first_fitting(*panel.look, style, room, {words.errors, words.errors_short});
  const float width = std::ceil(text_width(*panel.look, style, errors)) + 1;
  draw_text(panel, cut_right(row, width, kSpace2), style, ink, errors, Align::right);
  draw_text(panel, row, kTitle, palette.ink, entry->title);
}

void draw_labels(const Panel& panel, const Rect& area, const RowsLayout& layout) {
  const auto& rows = panel.session.reconstructed.rows;
  for (int block = 0; block < layout.columns.blocks; ++block) {
    const float top = area.y + static_cast<float>(block) * (layout.block + kSpace3);
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const float y = top + layout.y_of(i);
      const Rect place = layout.has_labels_beside
                             ? Rect{area.x, y + kModelGap, kRowLabelWidth, layout.columns.side}
                             : Rect{area.x, y + kSpace2, area.width, kLineHeight};
      draw_row_label(panel, place, rows[i].name, layout.has_labels_beside);
    }
  }
}

void draw_column(const Panel& panel, const Rect& top, const RowsLayout& layout, std::size_t image) {
  const Reconstructed& shown = panel.session.reconstructed;
  const Original& original = shown.originals[image];
  const float side = layout.columns.side;
  const bool is_drawing = original.kind == Original::Kind::drawing;
  if (original.index >= 0)
    draw_text(panel, {top.x, top.y, side, kIndexHeight}, kTinyFigure, panel.palette().muted,
              std::to_string(original.index), Align::centre);
  const Rect upper{top.x, top.y + kIndexHeight, side, side};
  draw_small_tile(panel, upper, original.image);
  for (std::size_t i = 0; i < shown.rows.size(); ++i) {
    const Rect tile{top.x, top.y + layout.y_of(i) + layout.row - side, side, side};
    if (image < shown.rows[i].images.size()) {
      draw_small_tile(panel, tile, shown.rows[i].images[image]);
    } else {
      fill_rect(panel, tile, panel.palette().soft, kSmallTileRadius);
    }
  }
  if (is_drawing)
    mark_drawing(panel, upper, layout.has_labels_beside ? top.y + layout.block : upper.bottom());
}

// Returns the height. is_missed: it is said already that there are no test images.
float draw_images(const Panel& panel, const Rect& area, bool is_missed) {
  const Reconstructed& shown = panel.session.reconstructed;
  if (shown.originals.empty()) {
    if (is_missed) return 0;
    const Rect body{area.x, area.y, area.width, kEmptyHeight};
    draw_absence(panel, body, {.text = texts::kNothingToReconstruct}, buttons_of("none"));
    return kEmptyHeight;
  }
  const RowsLayout layout = lay_out_rows(panel, area.width);
  if (panel.list) {
    draw_labels(panel, area, layout);
    Rect images = area;
    if (layout.has_labels_beside) cut_left(images, kRowLabelWidth, kSpace4);
    for (std::size_t i = 0; i < shown.originals.size(); ++i)
      draw_column(panel, layout.columns.tile(images, static_cast<int>(i), layout.block), layout, i);
  }
  return layout.columns.height(layout.block);
}

// What is missing of the test images and their errors, and what helps. Returns the height.
float draw_missing_images(const Panel& panel, const Rect& area) {
  const auto missing = missing_reconstructions(panel.session);
  if (!missing) return 0;
  return draw_absence(panel, {area.x, area.y, area.width, 0}, *missing, buttons_of("test")) + kSpace4;
}

}  // namespace

float draw_rows_card(const Panel& panel, const Rect& card) {
  draw_card(panel, card, "card:rows");
  const float padding = card_padding(card.width);
  Rect area = card.inset(padding);
  if (const auto missing = missing_model(panel.session)) {
    const Rect body{area.x, area.y, area.width, kEmptyHeight};
    draw_absence(panel, body, *missing, buttons_of("model"));
    return body.bottom() + padding - card.y;
  }
  draw_rows_title(panel, cut_top(area, kCardTitleHeight, kSpace2), card);
  cut_top(area, draw_shelf(panel, area), kSpace3);
  const float missing = draw_missing_images(panel, area);
  cut_top(area, missing);
  cut_top(area, draw_images(panel, area, missing > 0));
  if (const std::string note = reconstructions_note(panel.session); !note.empty()) {
    cut_top(area, kSpace3);
    cut_top(area, draw_paragraph(panel, area, kSmallText, panel.palette().muted, note));
  }
  return area.y + padding - card.y;
}

}  // namespace bottleneck
