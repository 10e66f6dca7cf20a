#include <algorithm>
#include <cmath>
#include <string>
#include <string_view>

#include "lab/base/figures.h"
#include "lab/data/picture_words.h"
#include "texts/data.h"
#include "texts/pictures.h"
#include "ui/data/cards.h"
#include "ui/paint/offered.h"

namespace bottleneck {
namespace {

constexpr float kInvertHeight = 24;
constexpr std::size_t kLeftOutShown = 4;  // lines

// What the card says, from the top.
struct Line {
  std::string text;
  TextStyle style = kSmallText;
  Colour ink;
  bool is_broken = true;  // between words; else what is too long ends with "…"
  float gap = kSpace1;    // below it
};

void add_pictures(std::vector<Line>& lines, const Palette& palette, const DatasetEntry& entry,
                  const PictureReport& report) {
  lines.push_back({.text = picture_counts_in_words(entry), .style = kText, .ink = palette.ink, .gap = 0});
  if (entry.class_names.size() > 1)
    lines.push_back({.text = picture_classes_in_words(entry), .ink = palette.muted, .is_broken = false});
  lines.push_back({.text = texts::kPicturesHalves, .ink = palette.muted});
  if (const std::string words = background_in_words(entry); !words.empty())
    lines.push_back({.text = words, .ink = palette.muted});
  if (const std::string words = too_many_in_words(report); !words.empty())
    lines.push_back({.text = words, .ink = palette.muted});
  if (!report.left_out.empty())
    lines.push_back({.text = texts::kPicturesLeftOut, .ink = palette.ink, .gap = 0});
  for (const std::string& line : left_out_in_words(report, kLeftOutShown))
    lines.push_back({.text = line, .ink = palette.muted, .gap = 0});
  lines.back().gap = kSpace2;
}

std::vector<Line> lines_of(const Session& session, const Palette& palette) {
  const OwnPictures& own = session.own_pictures;
  const DatasetEntry& entry = *find_dataset(session.datasets, kPicturesDataset);
  std::vector<Line> lines;
  if (!own.error.empty()) lines.push_back({.text = own.error, .ink = palette.alarm_text, .gap = kSpace2});
  if (entry.train.images) {
    add_pictures(lines, palette, entry, own.report);
  } else {
    lines.push_back({.text = texts::kPicturesNone, .ink = palette.muted});
  }
  lines.push_back({.text = texts::kPicturesOfThisVisit, .ink = palette.muted, .gap = 0});
  return lines;
}

// Returns the height.
float draw_picture_lines(const Panel& panel, Rect area) {
  const float top = area.y;
  for (const Line& line : lines_of(panel.session, *panel.look->palette)) {
    float height = kLineHeight;
    if (line.is_broken) {
      height = draw_paragraph(panel, area, line.style, line.ink, line.text);
    } else {
      draw_text(panel, {area.x, area.y, area.width, kLineHeight}, line.style, line.ink, line.text);
    }
    area.y += height + line.gap;
  }
  return area.y - top;
}

// Two buttons: side by side where both have room. Returns the height.
float draw_picture_buttons(const Panel& panel, Rect area) {
  const float widest =
      std::max(button_width(panel, "pictures:folder"), button_width(panel, "pictures:files"));
  const float half = std::floor((area.width - kSpace2) / 2);
  const bool has_room = widest <= half;
  use_button(panel, "pictures:folder",
             has_room ? cut_left(area, half, kSpace2) : cut_top(area, kControlHeight, kSpace2));
  area.height = kControlHeight;
  use_button(panel, "pictures:files", area);
  return has_room ? kControlHeight : 2 * kControlHeight + kSpace2;
}

float draw_import(const Panel& panel, Rect area, const PictureImport& import) {
  const auto count = [](std::size_t number) { return grouped(static_cast<std::int64_t>(number)); };
  draw_progress(panel, cut_top(area, kProgressHeight, kSpace2),
                {.what = texts::kPicturesReading,
                 .what_short = texts::kPicturesReading,
                 .amount = fill(texts::kPicturesDone, {count(import.done), count(import.items.size())}),
                 .share = static_cast<float>(import.done) / static_cast<float>(import.items.size())});
  const Rect row = cut_top(area, kControlHeight);
  use_button(panel, "pictures:cancel", {row.x, row.y, button_width(panel, "pictures:cancel"), row.height});
  return kProgressHeight + kSpace2 + kControlHeight;
}

}  // namespace

float draw_pictures_card(const Panel& panel, const Rect& card) {
  draw_card(panel, card, "card:pictures");
  Rect area = card.inset(kCardPadding);
  Rect title = cut_top(area, kLineHeight, kSpace2);
  use_word(panel, "pictures:remove", title, Align::right);
  draw_text(panel, title, kTitle, panel.palette().ink, texts::kOwnPictures);
  cut_top(area, draw_picture_lines(panel, area), kSpace3);
  use_toggle(panel, "pictures:invert", cut_top(area, kInvertHeight, kSpace3));
  const auto& import = panel.session.own_pictures.under_way;
  cut_top(area, import ? draw_import(panel, area, *import) : draw_picture_buttons(panel, area));
  return area.y + kCardPadding - card.y;
}

}  // namespace bottleneck
