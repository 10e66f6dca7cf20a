#include "ui/draw/opinion.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <initializer_list>
#include <string_view>
#include <utility>

#include "lab/base/figures.h"
#include "lab/session/session.h"
#include "texts/drawings.h"

namespace bottleneck {
namespace {

constexpr float kVoteBarsHeight = 80;  // at least; with the count above the bars
constexpr float kLargestImage = 96;
constexpr float kRoomyTile = 64;      // label and distance fit in one line below
constexpr float kSmallestImage = 36;  // below it the pictures go into two rows
constexpr float kTwoColumnsOfBars = 300;
constexpr TextStyle kSmallName{Face::regular, 10};
constexpr float kSmallNameHeight = 13;  // of a line of it
constexpr float kNarrowestCell = 32;    // of a strip: for a distance of four figures

// A name's two lines, broken after the first space or slash where it does not fit into one.
std::array<std::string_view, 2> small_lines(const Look& look, std::string_view name, float width) {
  const std::size_t place = name.find_first_of(" /");
  if (place == std::string_view::npos || text_width(look, kSmallName, name) <= width) return {name, ""};
  return {name.substr(0, place + (name[place] == '/' ? 1 : 0)), name.substr(place + 1)};
}

bool fit_in_two_lines(const Look& look, const std::vector<std::string>& names, float width) {
  return std::ranges::all_of(names, [&](std::string_view name) {
    return std::ranges::all_of(small_lines(look, name, width), [&](std::string_view line) {
      return text_width(look, kSmallName, line) <= width;
    });
  });
}

// Whether a picture's label and distance stand in two lines.
bool has_two_lines(const OpinionLayout& a) {
  return a.tile < kRoomyTile || a.has_names;
}

// What stands in one line below a picture, in its middle.
struct Word {
  TextStyle style;
  Colour ink;
  std::string text;
};
float width_of(const Look& look, const Word& word) {
  return word.text.empty() ? 0 : std::ceil(text_width(look, word.style, word.text)) + 1;
}
void draw_words(const Canvas& canvas, const Rect& line, float gap, std::initializer_list<Word> words) {
  float width = -gap;
  for (const Word& word : words) {
    if (!word.text.empty()) width += width_of(*canvas.look, word) + gap;
  }
  width = std::min(width, line.width);
  Rect rest{line.middle_x() - width / 2, line.y, width, line.height};
  for (const Word& word : words) {
    if (word.text.empty()) continue;
    const float own = std::min(width_of(*canvas.look, word), rest.width);
    draw_text(canvas, cut_left(rest, own, gap), word.style, word.ink, word.text);
  }
}

void draw_neighbour(const Canvas& canvas, const Voters& voters, const OpinionLayout& a, const Rect& tile,
                    const Near& near) {
  const Palette& palette = canvas.palette();
  draw_small_tile(canvas, tile, near.picture);
  if (near.is_own) outline_rect(canvas, tile.inset(-1), voters.fill, kSmallTileRadius + 1, 2);
  const Word name{kTitle, palette.ink, class_name(voters.entry, near.label)};
  const Word distance{kFigure, palette.muted, fixed(near.neighbour.distance, 1)};
  Word yours{kSmallText, voters.text, near.is_own ? texts::kDrawingsYours : ""};
  const Rect line{tile.x - 2, tile.bottom() + kSpace1, tile.width + 4,
                  has_two_lines(a) ? kSpace4 : kLineHeight};
  // The word where there is room for it; the frame tells it anyway.
  const float gap = has_two_lines(a) ? kSpace1 : kSpace2;
  const float beside = has_two_lines(a) ? 0 : width_of(*canvas.look, distance) + gap;
  if (width_of(*canvas.look, name) + gap + width_of(*canvas.look, yours) + beside > tile.width - kSpace1)
    yours.text.clear();
  if (a.has_small_names) {
    Rect below{tile.x - a.tile_gap / 2, tile.bottom() + 2, tile.width + a.tile_gap, 2 * kSmallNameHeight};
    for (const std::string_view part : small_lines(*canvas.look, name.text, below.width))
      draw_text(canvas, cut_top(below, kSmallNameHeight), kSmallName, name.ink, part, Align::centre);
    draw_words(canvas, {line.x, below.y, line.width, kSpace4}, gap, {distance});
  } else if (has_two_lines(a)) {
    draw_words(canvas, line, gap, {name, yours});
    draw_words(canvas, {line.x, line.bottom(), line.width, line.height}, gap, {distance});
  } else {
    draw_words(canvas, line, gap, {name, yours, distance});
  }
}

}  // namespace

int OpinionLayout::bar_rows() const {
  return (classes + bar_columns - 1) / bar_columns;
}

float OpinionLayout::votes_height() const {
  const float name = has_names ? kNameHeight + kSpace1 : 0;
  return name + (has_rows ? kVoteRowHeight * static_cast<float>(bar_rows()) : bars_height + kBarLabelHeight);
}

float OpinionLayout::neighbour_height() const {
  if (has_small_names) return tile + 2 + 2 * kSmallNameHeight + kSpace4;
  return tile + kSpace1 + (has_two_lines(*this) ? 2 * kSpace4 : kLineHeight);
}

float OpinionLayout::neighbours_height() const {
  const auto rows = static_cast<float>((neighbours + columns - 1) / columns);
  return rows * neighbour_height() + (rows - 1) * kSpace2;
}

float OpinionLayout::height() const {
  return votes_height() + kSpace3 + neighbours_height();
}

OpinionLayout lay_out_opinion(const Voters& voters, const Look& look, float width) {
  OpinionLayout a{};
  a.bars_height = kVoteBarsHeight;
  a.classes = kClasses;
  if (voters.entry && voters.entry->card) {
    a.classes = static_cast<int>(voters.entry->card->class_names.size());
    float widest = 0;
    for (const std::string& name : voters.entry->card->class_names) {
      a.has_names = a.has_names || name.size() > 2;
      widest = std::max(widest, text_width(look, kTitle, name));
    }
    a.has_rows = a.has_names && width / static_cast<float>(a.classes) < widest + kSpace1;
  }
  a.neighbours = voters.neighbours;
  a.tile_gap = width < 480 ? kSpace1 : kSpace2;
  const auto tile_of = [&](int columns) {
    const auto count = static_cast<float>(columns);
    return std::min(std::floor((width - (count - 1) * a.tile_gap) / count), kLargestImage);
  };
  // Never larger than for the usual seven: fewer neighbours make no larger pictures.
  a.columns = std::max(a.neighbours, kNeighbours);
  a.bar_columns = width >= kTwoColumnsOfBars ? 2 : 1;
  const float in_a_row = tile_of(a.columns);
  a.has_small_names = a.has_names && in_a_row >= kSmallestImage && in_a_row < kRoomyTile &&
                      fit_in_two_lines(look, voters.entry->card->class_names, in_a_row + a.tile_gap);
  const float smallest = a.has_names && !a.has_small_names ? kRoomyTile : kSmallestImage;
  while (a.columns > 4 && tile_of(a.columns) < smallest) a.columns = (a.columns + 1) / 2;
  a.tile = tile_of(a.columns);
  return a;
}

OpinionLayout lay_out_strip(const Voters& voters, const Look& look, float neighbours_width, float height) {
  OpinionLayout a = lay_out_opinion(voters, look, neighbours_width);
  a.is_strip = true;
  a.has_rows = a.has_names;
  a.bars_height = height - kBarLabelHeight;
  const auto cell_of = [&](int columns) {
    return std::floor(neighbours_width / static_cast<float>(columns));
  };
  a.has_small_names =
      a.has_names && fit_in_two_lines(look, voters.entry->card->class_names, cell_of(kNeighbours));
  const float narrowest = a.has_small_names ? cell_of(kNeighbours)
                          : a.has_names     ? kRoomyTile
                                            : kNarrowestCell;
  a.columns = std::min(std::max(a.neighbours, kNeighbours), static_cast<int>(neighbours_width / narrowest));
  a.neighbours = std::min(a.neighbours, a.columns);
  const float cell = cell_of(a.columns);
  a.tile = 0;
  a.tile = std::min(cell - kSpace1, height - a.neighbour_height());
  a.tile_gap = cell - a.tile;
  return a;
}

void draw_neighbours(const Canvas& canvas, const Voters& voters, const Opinion& opinion,
                     const OpinionLayout& a, const Rect& box) {
  if (!canvas.list) return;
  // From edge to edge, whatever rounding left over.
  const float pitch = a.columns > 1 ? (box.width - a.tile) / static_cast<float>(a.columns - 1) : 0;
  for (int i = 0; i < a.neighbours; ++i) {
    const float x = snap(*canvas.look, box.x + pitch * static_cast<float>(i % a.columns));
    const float y = box.y + (a.neighbour_height() + kSpace2) * static_cast<float>(i / a.columns);
    const Rect tile{x, y, a.tile, a.tile};
    const bool is_there = static_cast<std::size_t>(i) < opinion.neighbours.size();
    fill_rect(canvas, tile, is_there ? canvas.palette().tile : canvas.palette().soft, kSmallTileRadius);
    if (is_there) draw_neighbour(canvas, voters, a, tile, opinion.neighbours[static_cast<std::size_t>(i)]);
  }
}

}  // namespace bottleneck
