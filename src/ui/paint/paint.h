// Texts and shapes on a draw list, in the look's manner.
#pragma once

#include <initializer_list>
#include <span>
#include <string>
#include <string_view>

#include "core/shapes.h"
#include "ui/paint/geometry.h"
#include "ui/paint/look.h"

namespace bottleneck {

// Where to paint and with what. Without a list nothing is painted: what is told of its size is as with one.
struct Canvas {
  ImDrawList* list;
  const Look* look;

  const Palette& palette() const { return *look->palette; }
};

// A canvas on the current Dear ImGui window, with edges one device pixel soft.
Canvas window_canvas(const Look& look);

enum class Align : std::uint8_t { left, centre, right };

float text_width(const Look& look, const TextStyle& style, std::string_view text);

// One line, in the middle of the box's height. What is too long ends with "…".
void draw_text(const Canvas& canvas, const Rect& box, const TextStyle& style, Colour ink,
               std::string_view text, Align align = Align::left);

// The first of the texts that fits the width, or the last one: from long to short.
std::string first_fitting(const Look& look, const TextStyle& style, float width,
                          std::span<const std::string> texts);
std::string first_fitting(const Look& look, const TextStyle& style, float width,
                          std::initializer_list<std::string> texts);

// Lines of kLineHeight, broken between words, and no more than so many; returns the height.
float draw_paragraph(const Canvas& canvas, const Rect& box, const TextStyle& style, Colour ink,
                     std::string_view text, Align align = Align::left, std::size_t most_lines = 100);

// alpha: 1 covers what is below.
void fill_rect(const Canvas& canvas, const Rect& rect, Colour fill, float radius = 0, float alpha = 1);
void outline_rect(const Canvas& canvas, const Rect& rect, Colour line, float radius, float width = 1);

// A card: its surface and one hairline.
void draw_card(const Canvas& canvas, const Rect& rect);

// Covers what stands out of a tile's rounded corners with what is behind it, and draws its edge where it
// needs one.
void round_corners(const Canvas& canvas, const Rect& rect, float radius, Colour behind);

// A 28×28 image, a square, on a tile that is there already and is seen where there is no ink. Crisp shows
// every pixel as a square on whole device pixels; smooth blends between pixels' centres, for small pictures,
// where squares would come out uneven.
enum class Scaling : std::uint8_t { crisp, smooth };
void draw_image(const Canvas& canvas, const Rect& square, const Image& image, Scaling scaling);

// A small picture on a card: smooth, on its tile, with round corners.
void draw_small_tile(const Canvas& canvas, const Rect& square, const Image& image);

// What one image has and the other lacks, on a tile: in the colour `more` where `image` has more ink, `less`
// where `other` has. A tile is dark in both themes, and so wants the bright colours.
void draw_difference(const Canvas& canvas, const Rect& square, const Image& image, const Image& other,
                     Colour more = kDark.image, Colour less = kDark.reconstruction);

// The next whole device pixel.
float snap(const Look& look, float place);

}  // namespace bottleneck
