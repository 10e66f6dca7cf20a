#include "ui/data/pictures_card.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <string_view>

#include "lab/base/figures.h"
#include "lab/data/picture_words.h"
#include "texts/data.h"
#include "texts/pictures.h"
#include "ui/paint/widgets.h"

namespace bottleneck {
namespace {

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

// Draws where `canvas.list` is set; returns the height.
float draw_picture_lines(const Session& session, const Canvas& canvas, Rect area) {
  const float top = area.y;
  for (const Line& line : lines_of(session, *canvas.look->palette)) {
    float height = kLineHeight;
    if (line.is_broken) {
      height = draw_paragraph(canvas, area, line.style, line.ink, line.text);
    } else if (canvas.list) {
      draw_text(canvas, {area.x, area.y, area.width, kLineHeight}, line.style, line.ink, line.text);
    }
    area.y += height + line.gap;
  }
  return area.y - top;
}

// Two buttons: side by side where both have room.
bool are_side_by_side(const Look& look, float width) {
  const float widest = std::max(button_width(look, texts::kPicturesChooseFolder),
                                button_width(look, texts::kPicturesChooseFiles));
  return 2 * widest + kSpace2 <= width;
}

float buttons_height(const Session& session, const Look& look, float width) {
  if (session.own_pictures.under_way) return kProgressHeight + kSpace2 + kControlHeight;
  return are_side_by_side(look, width) ? kControlHeight : 2 * kControlHeight + kSpace2;
}

void draw_buttons(View& view, const Canvas& canvas, Rect area, std::vector<Action>& actions) {
  const bool has_room = are_side_by_side(*canvas.look, area.width);
  const Rect folder = has_room ? cut_left(area, std::floor((area.width - kSpace2) / 2), kSpace2)
                               : cut_top(area, kControlHeight, kSpace2);
  if (button(view, canvas, "pictures:folder", folder, texts::kPicturesChooseFolder))
    actions.emplace_back(PickFolder{});
  if (button(view, canvas, "pictures:files", area, texts::kPicturesChooseFiles))
    actions.emplace_back(PickFiles{});
}

void draw_under_way(View& view, const Canvas& canvas, Rect area, const PictureImport& import,
                    std::vector<Action>& actions) {
  const auto count = [](std::size_t number) { return grouped(static_cast<std::int64_t>(number)); };
  draw_progress(canvas, cut_top(area, kProgressHeight, kSpace2), texts::kPicturesReading,
                fill(texts::kPicturesDone, {count(import.done), count(import.items.size())}),
                static_cast<float>(import.done) / static_cast<float>(import.items.size()));
  const Rect cancel = cut_left(area, button_width(*canvas.look, texts::kPicturesCancel));
  if (button(view, canvas, "pictures:cancel", cancel, texts::kPicturesCancel))
    actions.emplace_back(CancelPictures{});
}

}  // namespace

float pictures_card_height(const Session& session, const Look& look, float width) {
  const Rect inner{0, 0, width - 2 * kCardPadding, 0};
  return 2 * kCardPadding + kLineHeight + kSpace2 +
         draw_picture_lines(session, {.list = nullptr, .look = &look}, inner) + kSpace3 +
         buttons_height(session, look, inner.width);
}

void draw_pictures_card(const Session& session, View& view, const Canvas& canvas, const Rect& card,
                        std::vector<Action>& actions) {
  draw_card(canvas, card);
  Rect area = card.inset(kCardPadding);
  Rect title = cut_top(area, kLineHeight, kSpace2);
  const bool is_there = find_dataset(session.datasets, kPicturesDataset)->train.images != nullptr;
  if (is_there && word_button(view, canvas, "pictures:remove", title, texts::kPicturesRemove, Align::right))
    actions.emplace_back(RemovePictures{});
  draw_text(canvas, title, kTitle, canvas.palette().ink, texts::kOwnPictures);
  cut_top(area, draw_picture_lines(session, canvas, area), kSpace3);
  const Rect row = cut_top(area, buttons_height(session, *canvas.look, area.width));
  if (session.own_pictures.under_way) {
    draw_under_way(view, canvas, row, *session.own_pictures.under_way, actions);
  } else {
    draw_buttons(view, canvas, row, actions);
  }
}

}  // namespace bottleneck
