#include "ui/paint/paint.h"

#include <algorithm>
#include <cfloat>
#include <cmath>
#include <cstdlib>
#include <numbers>
#include <vector>

#include "ui/paint/text_lines.h"

namespace bottleneck {
namespace {

constexpr std::string_view kEllipsis = "…";

std::string with_ellipsis(const Look& look, const TextStyle& style, std::string_view text, float width) {
  if (text_width(look, style, text) <= width) return std::string(text);
  const float room = width - text_width(look, style, kEllipsis);
  std::string_view kept = text.substr(0, room > 0 ? fitting_length(look, style, text, room) : 0);
  while (!kept.empty() && kept.back() == ' ') kept.remove_suffix(1);
  return std::string(kept).append(kEllipsis);
}

ImVec2 upper_left(const Rect& rect) {
  return {rect.x, rect.y};
}
ImVec2 lower_right(const Rect& rect) {
  return {rect.right(), rect.bottom()};
}

// Between the tile and a colour: value 0..255.
ImU32 on_tile(const Palette& palette, Colour ink, int value) {
  const auto blend = [&](int from, int to) { return from + (to - from) * value / 255; };
  return IM_COL32(blend(palette.tile.r, ink.r), blend(palette.tile.g, ink.g), blend(palette.tile.b, ink.b),
                  255);
}

// Ink between the tile and white.
ImU32 ink_colour(const Palette& palette, std::uint8_t value) {
  return on_tile(palette, palette.tile_ink, value);
}

// Every pixel as a square on whole device pixels. colour_of(i): of pixel i, or 0 where the tile is seen.
template <class ColourOf>
void draw_squares(const Canvas& canvas, const Rect& square, const ColourOf& colour_of) {
  const auto edge = [&](float start, float length, int i) {
    return snap(*canvas.look, start + length * static_cast<float>(i) / kSide);
  };
  for (int i = 0; i < kPixels; ++i) {
    const ImU32 ink = colour_of(static_cast<std::size_t>(i));
    if (ink == 0) continue;
    const int row = i / kSide;
    const int column = i % kSide;
    canvas.list->PrimReserve(6, 4);
    canvas.list->PrimRect({edge(square.x, square.width, column), edge(square.y, square.height, row)},
                          {edge(square.x, square.width, column + 1), edge(square.y, square.height, row + 1)},
                          ink);
  }
}

// The rows and columns from the first with ink to the last.
struct InkBox {
  int top = kSide;
  int bottom = -1;
  int left = kSide;
  int right = -1;
};

InkBox ink_box(const Image& image) {
  InkBox box;
  for (int i = 0; i < kPixels; ++i) {
    if (image[static_cast<std::size_t>(i)] == 0) continue;
    box.top = std::min(box.top, i / kSide);
    box.bottom = std::max(box.bottom, i / kSide);
    box.left = std::min(box.left, i % kSide);
    box.right = std::max(box.right, i % kSide);
  }
  return box;
}

// A net of vertices on the pixels' centres, and on the square's edge; the graphics card blends between them.
// It spans the ink alone and has holes where there is none, where the tile is seen: most of a digit, and a
// page shows dozens.
void draw_smooth(const Canvas& canvas, const Rect& square, const Image& image) {
  const InkBox ink = ink_box(image);
  if (ink.bottom < 0) return;
  ImDrawList& list = *canvas.list;
  const auto place = [](int i) {
    return std::clamp(static_cast<float>(i) + 0.5F, 0.0F, float{kSide}) / kSide;
  };
  const auto value = [&](int row, int column) {
    return image[static_cast<std::size_t>(std::clamp(row, 0, kSide - 1) * kSide +
                                          std::clamp(column, 0, kSide - 1))];
  };
  // One row and column of blank pixels, or of the square's edge, all around.
  const int columns = ink.right - ink.left + 3;
  const int rows = ink.bottom - ink.top + 3;
  const int cells = (rows - 1) * (columns - 1);
  list.PrimReserve(cells * 6, rows * columns);
  const auto first = static_cast<int>(list._VtxCurrentIdx);
  for (int row = ink.top - 1; row <= ink.bottom + 1; ++row) {
    for (int column = ink.left - 1; column <= ink.right + 1; ++column) {
      list.PrimWriteVtx({square.x + square.width * place(column), square.y + square.height * place(row)},
                        ImGui::GetFontTexUvWhitePixel(), ink_colour(canvas.palette(), value(row, column)));
    }
  }
  int blank = 0;
  for (int cell = 0; cell < cells; ++cell) {
    const int row = cell / (columns - 1);
    const int column = cell % (columns - 1);
    const int y = ink.top - 1 + row;
    const int x = ink.left - 1 + column;
    if ((value(y, x) | value(y, x + 1) | value(y + 1, x) | value(y + 1, x + 1)) == 0) {
      ++blank;
      continue;
    }
    const int corner = first + row * columns + column;
    for (const int step : {0, 1, columns + 1, 0, columns + 1, columns})
      list.PrimWriteIdx(static_cast<ImDrawIdx>(corner + step));
  }
  list.PrimUnreserve(blank * 6, 0);
}

}  // namespace

Canvas window_canvas(const Look& look) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->_FringeScale = look.pixel;
  return {.list = list, .look = &look};
}

float snap(const Look& look, float place) {
  return std::round(place / look.pixel) * look.pixel;
}

float text_width(const Look& look, const TextStyle& style, std::string_view text) {
  return look.font(style)
      ->CalcTextSizeA(box_height(style), FLT_MAX, 0, text.data(), text.data() + text.size())
      .x;
}

void draw_text(const Canvas& canvas, const Rect& box, const TextStyle& style, Colour ink,
               std::string_view text, Align align) {
  if (!canvas.list || text.empty()) return;
  const std::string shown = with_ellipsis(*canvas.look, style, text, box.width);
  const float free = box.width - text_width(*canvas.look, style, shown);
  const float shift = align == Align::left ? 0 : align == Align::centre ? free / 2 : free;
  const ImVec2 at{std::round(box.x + shift), std::round(box.middle_y() - box_height(style) / 2)};
  canvas.list->AddText(canvas.look->font(style), box_height(style), at, colour(ink), shown.data(),
                       shown.data() + shown.size());
  if (Painted* painted = canvas.look->painted; painted) {
    const auto height = static_cast<float>(style.size);
    painted->texts.push_back(
        {.text = std::string(text),
         .place = {at.x, box.middle_y() - height / 2, text_width(*canvas.look, style, shown), height},
         .is_cut_off = shown != text,
         .on = canvas.list});
  }
}

std::string first_fitting(const Look& look, const TextStyle& style, float width,
                          std::span<const std::string> texts) {
  const auto fits = [&](const std::string& text) { return text_width(look, style, text) <= width; };
  const auto first = std::ranges::find_if(texts, fits);
  return first == texts.end() ? texts.back() : *first;
}
std::string first_fitting(const Look& look, const TextStyle& style, float width,
                          std::initializer_list<std::string> texts) {
  return first_fitting(look, style, width, std::span(texts.begin(), texts.size()));
}

float draw_paragraph(const Canvas& canvas, const Rect& box, const TextStyle& style, Colour ink,
                     std::string_view text, Align align, std::size_t most_lines) {
  float y = box.y;
  std::vector<std::string> lines = break_lines(*canvas.look, style, text, box.width);
  if (lines.size() > most_lines) {
    lines.resize(most_lines);
    lines.back() += kEllipsis;
  }
  for (const std::string& line : lines) {
    draw_text(canvas, {box.x, y, box.width, kLineHeight}, style, ink, line, align);
    y += kLineHeight;
  }
  return y - box.y;
}

void fill_rect(const Canvas& canvas, const Rect& rect, Colour fill, float radius, float alpha) {
  if (!canvas.list) return;
  canvas.list->AddRectFilled(upper_left(rect), lower_right(rect), colour(fill, alpha), radius);
}

void outline_rect(const Canvas& canvas, const Rect& rect, Colour line, float radius, float width) {
  if (!canvas.list) return;
  canvas.list->AddRect(upper_left(rect), lower_right(rect), colour(line), radius, 0, width);
}

void draw_card(const Canvas& canvas, const Rect& rect) {
  if (!canvas.list) return;
  fill_rect(canvas, rect, canvas.palette().card, kCardRadius);
  outline_rect(canvas, rect, canvas.palette().hairline, kCardRadius);
  if (Painted* painted = canvas.look->painted) painted->cards.push_back(rect);
}

void round_corners(const Canvas& canvas, const Rect& rect, float radius, Colour behind) {
  if (!canvas.list) return;
  constexpr int kSteps = 8;
  constexpr float kQuarter = std::numbers::pi_v<float> / 2;
  // By quarters from the lower right corner clockwise: the corner itself, and the middle of its arc.
  for (int quarter = 0; quarter < 4; ++quarter) {
    const bool is_right = quarter == 0 || quarter == 3;
    const bool is_lower = quarter < 2;
    const ImVec2 corner{is_right ? rect.right() : rect.x, is_lower ? rect.bottom() : rect.y};
    const ImVec2 middle{corner.x + (is_right ? -radius : radius), corner.y + (is_lower ? -radius : radius)};
    const float start = kQuarter * static_cast<float>(quarter);
    canvas.list->PathLineTo(corner);
    canvas.list->PathArcTo(middle, radius, start + kQuarter, start, kSteps);
    canvas.list->PathFillConcave(colour(behind));
  }
  if (canvas.palette().has_tile_edges) outline_rect(canvas, rect, canvas.palette().hairline, radius);
}

void draw_image(const Canvas& canvas, const Rect& square, const Image& image, Scaling scaling) {
  if (!canvas.list) return;
  if (Painted* painted = canvas.look->painted) painted->images.push_back(square);
  if (scaling == Scaling::crisp) {
    draw_squares(canvas, square,
                 [&](std::size_t i) { return image[i] == 0 ? 0 : ink_colour(canvas.palette(), image[i]); });
  } else {
    draw_smooth(canvas, square, image);
  }
}

void draw_small_tile(const Canvas& canvas, const Rect& square, const Image& image) {
  if (!canvas.list) return;
  fill_rect(canvas, square, canvas.palette().tile, kSmallTileRadius);
  draw_image(canvas, square, image, Scaling::smooth);
  round_corners(canvas, square, kSmallTileRadius, canvas.palette().card);
}

void draw_difference(const Canvas& canvas, const Rect& square, const Image& image, const Image& other,
                     Colour more, Colour less) {
  if (!canvas.list) return;
  draw_squares(canvas, square, [&](std::size_t i) -> ImU32 {
    const int excess = int{image[i]} - int{other[i]};
    if (excess == 0) return 0;
    return on_tile(canvas.palette(), excess > 0 ? more : less, std::abs(excess));
  });
}

}  // namespace bottleneck
