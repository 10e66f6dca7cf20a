#include <algorithm>
#include <cmath>
#include <string>

#include "lab/base/figures.h"
#include "lab/shown/compression_words.h"
#include "lab/shown/words.h"
#include "texts/compression.h"
#include "texts/panels.h"
#include "ui/compression/cards.h"
#include "ui/paint/offered.h"

namespace bottleneck {
namespace {

constexpr float kBytesBarHeight = 8;
constexpr float kLeastBytesBar = 2;  // something is there, however little
constexpr float kFileRow = 40;
constexpr float kHeadingHeight = 32;

// What it is and how many bytes, over a bar as long as its share.
void draw_bytes(const Panel& panel, Rect& area, const std::string& what, std::int64_t bytes, double share,
                Colour fill_with) {
  const Palette& palette = panel.palette();
  Rect row = cut_top(area, kLineHeight, kSpace1);
  const std::string said = grouped(bytes);
  const float width = std::ceil(text_width(*panel.look, kFigure, said)) + 1;
  draw_text(panel, cut_right(row, width, kSpace2), kFigure, palette.ink, said, Align::right);
  draw_text(panel, row, kText, palette.muted, what);
  const Rect bar = cut_top(area, kBytesBarHeight, kSpace3);
  fill_rect(panel, bar, palette.soft, kBytesBarHeight / 2);
  const float length = std::max(kLeastBytesBar, bar.width * static_cast<float>(share));
  fill_rect(panel, {bar.x, bar.y, length, bar.height}, fill_with, std::min(length, kBytesBarHeight) / 2);
}

// What it is called, how large it is, and the buttons of its two forms.
void draw_file(const Panel& panel, Rect& area, TestArray array) {
  const ArrayFile file = array_file(panel.session, {.array = array});
  if (file.name.empty()) return;
  const Palette& palette = panel.palette();
  Rect row = cut_top(area, kFileRow, kSpace2);
  for (const TableFormat format : {TableFormat::csv, TableFormat::npy}) {
    const Use use(array_offer_id({.array = array, .format = format}));
    const Rect box = cut_right(row, button_width(panel, use), kSpace2);
    use_button(panel, use,
               {box.x, std::floor(box.middle_y() - kControlHeight / 2), box.width, kControlHeight});
  }
  draw_text(
      panel, {row.x, row.y, row.width, row.height / 2}, kText, palette.ink,
      first_fitting(*panel.look, kText, row.width, {file.name, file.name.substr(file.name.find('-') + 1)}));
  draw_text(panel, {row.x, row.middle_y(), row.width, row.height / 2}, kFigure, palette.muted,
            fill(texts::kNpyBytes, {grouped(file.bytes)}));
}

}  // namespace

float draw_bytes_card(const Panel& panel, const Rect& card) {
  const Palette& palette = panel.palette();
  draw_card(panel, card, "card:bytes");
  Rect area = card.inset(card_padding(card.width), kCardPadding);
  draw_text(panel, cut_top(area, kLineHeight, kSpace2), kTitle, palette.ink, texts::kBytesTitle);
  const auto row = chosen_compression(panel.session);
  if (!row) {
    const float text = draw_paragraph(panel, area, kText, palette.muted, texts::kAboutLoading);
    return area.y + text + kCardPadding - card.y;
  }
  if (panel.offers.find("bytes")) use_segments(panel, "bytes", cut_top(area, kControlHeight, kSpace3));

  const CompressionSizes& sizes = row->sizes;
  const std::string images = grouped(compressed_images(panel.session));
  const auto all = static_cast<double>(sizes.images);
  const int width = row->entry->card->settings.architecture.latent;
  draw_bytes(panel, area, fill(texts::kBytesImages, {images}), sizes.images, 1, palette.image);
  draw_bytes(panel, area, fill(texts::kBytesCodes, {images, std::to_string(width)}), sizes.codes,
             static_cast<double>(sizes.codes) / all, palette.code);
  draw_bytes(panel, area, texts::kBytesDecoder, sizes.decoder,
             std::min(1.0, static_cast<double>(sizes.decoder) / all), palette.reconstruction);

  Rect large = cut_top(area, kHeadingHeight, kSpace1);
  const std::string times = times_in_words(sizes.ratio());
  draw_text(panel, cut_left(large, std::ceil(text_width(*panel.look, kHeading, times)), kSpace2), kHeading,
            palette.code_text, times);
  large.y += kSpace1;
  draw_text(panel, large, kText, palette.muted, texts::kSmaller);
  cut_top(area, draw_paragraph(panel, area, kText, palette.muted,
                               fill(texts::kSmallerHonest, {times_in_words(sizes.honest_ratio())})));
  if (const std::string book = book_on_sizes(panel.session, *row); !book.empty())
    cut_top(area, draw_paragraph(panel, {area.x, area.y + kSpace2, area.width, 0}, kSmallText, palette.muted,
                                 book) +
                      kSpace2);
  cut_top(area, kSpace3);
  fill_rect(panel, {area.x, area.y, area.width, panel.look->pixel}, palette.hairline);
  cut_top(area, kSpace3);
  draw_text(panel, cut_top(area, kLineHeight, kSpace1), kTitle, palette.ink, texts::kNpyTitle);
  for (const TestArray array : {TestArray::images, TestArray::codes, TestArray::reconstructions})
    draw_file(panel, area, array);
  std::string why = array_file(panel.session, {.array = TestArray::images}).why_not;
  if (why.empty()) why = array_file(panel.session, {.array = TestArray::codes}).why_not;
  if (!why.empty()) cut_top(area, draw_paragraph(panel, area, kSmallText, palette.muted, why));
  return area.y + kCardPadding - card.y;
}

}  // namespace bottleneck
