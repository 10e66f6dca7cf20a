#include "cli/png.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <string>
#include <string_view>

#define STBI_WRITE_NO_STDIO
#include <stb/stb_image_write.h>

#include "cli/files.h"

namespace bottleneck {
namespace {

using Colour = std::array<std::uint8_t, 3>;
constexpr Colour kPaper = {0xF6, 0xF5, 0xF1};
constexpr Colour kCard = {0xFF, 0xFF, 0xFF};
constexpr Colour kInk = {0x1B, 0x1D, 0x22};
constexpr Colour kMuted = {0x6C, 0x6F, 0x76};
constexpr Colour kBlue = {0x2F, 0x6F, 0xDE};

constexpr int kGlyphWidth = 5;
constexpr int kGlyphHeight = 7;
constexpr int kAdvance = kGlyphWidth + 1;
constexpr int kTextScale = 2;

// Digits and the letters of TRUE and PREDICTED, 5 × 7: one number per row, its lowest bit the rightmost
// pixel.
struct Glyph {
  char character;
  std::array<std::uint8_t, kGlyphHeight> rows;
};
constexpr std::array<Glyph, 18> kGlyphs = {{
    {'0', {0b01110, 0b10001, 0b10011, 0b10101, 0b11001, 0b10001, 0b01110}},
    {'1', {0b00100, 0b01100, 0b00100, 0b00100, 0b00100, 0b00100, 0b01110}},
    {'2', {0b01110, 0b10001, 0b00001, 0b00110, 0b01000, 0b10000, 0b11111}},
    {'3', {0b01110, 0b10001, 0b00001, 0b00110, 0b00001, 0b10001, 0b01110}},
    {'4', {0b00010, 0b00110, 0b01010, 0b10010, 0b11111, 0b00010, 0b00010}},
    {'5', {0b11111, 0b10000, 0b11110, 0b00001, 0b00001, 0b10001, 0b01110}},
    {'6', {0b00110, 0b01000, 0b10000, 0b11110, 0b10001, 0b10001, 0b01110}},
    {'7', {0b11111, 0b00001, 0b00010, 0b00100, 0b01000, 0b01000, 0b01000}},
    {'8', {0b01110, 0b10001, 0b10001, 0b01110, 0b10001, 0b10001, 0b01110}},
    {'9', {0b01110, 0b10001, 0b10001, 0b01111, 0b00001, 0b00010, 0b01100}},
    {'C', {0b01110, 0b10001, 0b10000, 0b10000, 0b10000, 0b10001, 0b01110}},
    {'D', {0b11110, 0b10001, 0b10001, 0b10001, 0b10001, 0b10001, 0b11110}},
    {'E', {0b11111, 0b10000, 0b10000, 0b11110, 0b10000, 0b10000, 0b11111}},
    {'I', {0b01110, 0b00100, 0b00100, 0b00100, 0b00100, 0b00100, 0b01110}},
    {'P', {0b11110, 0b10001, 0b10001, 0b11110, 0b10000, 0b10000, 0b10000}},
    {'R', {0b11110, 0b10001, 0b10001, 0b11110, 0b10100, 0b10010, 0b10001}},
    {'T', {0b11111, 0b00100, 0b00100, 0b00100, 0b00100, 0b00100, 0b00100}},
    {'U', {0b10001, 0b10001, 0b10001, 0b10001, 0b10001, 0b10001, 0b01110}},
}};

void fill(Raster& raster, int left, int top, int width, int height, const Colour& colour) {
  Bytes line(3 * static_cast<std::size_t>(width));
  for (std::size_t i = 0; i < line.size(); ++i) line[i] = colour[i % 3];
  for (int y = top; y < top + height; ++y) {
    const auto at = 3 * (std::ptrdiff_t{y} * raster.width + left);
    std::ranges::copy(line, raster.pixels.begin() + at);
  }
}

Raster blank(int width, int height, const Colour& colour) {
  Raster raster{width, height, 3, {}};
  raster.pixels.resize(3 * static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
  fill(raster, 0, 0, width, height, colour);
  return raster;
}

// Draws `text`, which has glyphs for all of its characters, around the centre (x, y).
void draw_text(Raster& raster, std::string_view text, int x, int y, const Colour& colour) {
  int left = x - (static_cast<int>(text.size()) * kAdvance - 1) * kTextScale / 2;
  const int top = y - kGlyphHeight * kTextScale / 2;
  for (const char c : text) {
    const auto* glyph =
        std::find_if(kGlyphs.begin(), kGlyphs.end(), [&](const Glyph& g) { return g.character == c; });
    assert(glyph != kGlyphs.end());
    for (int row = 0; row < kGlyphHeight; ++row) {
      for (int column = 0; column < kGlyphWidth; ++column) {
        if ((glyph->rows[static_cast<std::size_t>(row)] >> (kGlyphWidth - 1 - column) & 1) == 0) continue;
        fill(raster, left + column * kTextScale, top + row * kTextScale, kTextScale, kTextScale, colour);
      }
    }
    left += kAdvance * kTextScale;
  }
}

// From card white (0) to blue (1).
Colour ramp(double share) {
  const double t = std::sqrt(std::clamp(share, 0.0, 1.0));
  Colour colour;
  for (std::size_t i = 0; i < colour.size(); ++i) {
    colour[i] = static_cast<std::uint8_t>(std::lround(kCard[i] + t * (kBlue[i] - kCard[i])));
  }
  return colour;
}

void append_bytes(void* context, void* data, int size) {
  auto& out = *static_cast<Bytes*>(context);
  const auto* bytes = static_cast<const std::uint8_t*>(data);
  out.insert(out.end(), bytes, bytes + size);
}

}  // namespace

Result<Bytes> encode_png(const Raster& raster) {
  assert(raster.width >= 1 && raster.height >= 1);
  assert(raster.channels == 1 || raster.channels == 3);
  constexpr std::size_t kMostBytes = std::size_t{1} << 30;  // stb counts them, and a byte a row, in an int
  const std::size_t size = static_cast<std::size_t>(raster.width) * static_cast<std::size_t>(raster.height) *
                           static_cast<std::size_t>(raster.channels);
  const Error too_large{"a picture of " + std::to_string(raster.width) + " x " +
                        std::to_string(raster.height) + " pixels is too large to be written"};
  if (size > kMostBytes) return too_large;
  assert(raster.pixels.size() == size);
  Bytes out;
  const int written = stbi_write_png_to_func(append_bytes, &out, raster.width, raster.height, raster.channels,
                                             raster.pixels.data(), raster.width * raster.channels);
  if (written == 0) return too_large;  // there was no memory
  return out;
}

Status write_png(const std::filesystem::path& path, const Raster& raster) {
  const auto png = encode_png(raster);
  if (!png) return Error{path.string() + ": " + png.error()};
  return write_file(path, *png);
}

Raster tile_images(std::span<const Image> images, int columns, int scale, int gap, std::uint8_t background) {
  assert(!images.empty() && columns >= 1 && scale >= 1 && gap >= 0);
  const int count = static_cast<int>(images.size());
  const int rows = (count + columns - 1) / columns;
  const int step = kSide * scale + gap;
  Raster raster{gap + columns * step, gap + rows * step, 1, {}};
  raster.pixels.assign(static_cast<std::size_t>(raster.width) * static_cast<std::size_t>(raster.height),
                       background);
  for (int i = 0; i < count; ++i) {
    const Image& image = images[static_cast<std::size_t>(i)];
    const int left = gap + i % columns * step;
    const int top = gap + i / columns * step;
    for (int y = 0; y < kSide * scale; ++y) {
      for (int x = 0; x < kSide * scale; ++x) {
        const auto at = static_cast<std::size_t>(top + y) * static_cast<std::size_t>(raster.width) +
                        static_cast<std::size_t>(left + x);
        raster.pixels[at] = image[static_cast<std::size_t>(y / scale * kSide + x / scale)];
      }
    }
  }
  return raster;
}

Raster draw_confusion(std::span<const int> counts, int classes) {
  assert(classes >= 1 && classes <= 256);
  assert(counts.size() == static_cast<std::size_t>(classes) * static_cast<std::size_t>(classes));
  assert(std::all_of(counts.begin(), counts.end(), [](int count) { return count >= 0; }));
  const std::size_t digits = std::to_string(*std::max_element(counts.begin(), counts.end())).size();
  const int cell_width = std::max(44, static_cast<int>(digits) * kAdvance * kTextScale + 12);
  constexpr int kCellHeight = 36;
  constexpr int kLine = 1;  // between cells
  constexpr int kMargin = 16;
  constexpr int kLabels = 44;  // the column of row labels and the row of column labels
  constexpr int kTitle = 24;
  constexpr int kTitleWidth = 4 * kAdvance * kTextScale + 8;  // TRUE stands left of the rows
  const int left = kMargin + kTitleWidth + kLabels;
  const int top = kMargin + kTitle + kLabels;
  const int width =
      std::max(left + classes * cell_width + kMargin, left + 9 * kAdvance * kTextScale + kMargin);
  const int height = top + classes * kCellHeight + kMargin;

  Raster raster = blank(width, height, kPaper);
  draw_text(raster, "PREDICTED",
            std::max(left + classes * cell_width / 2, left + 9 * kAdvance * kTextScale / 2),
            kMargin + kTitle / 2, kMuted);
  draw_text(raster, "TRUE", kMargin + kTitleWidth / 2, top + classes * kCellHeight / 2, kMuted);
  for (int row = 0; row < classes; ++row) {
    const int centre_y = top + row * kCellHeight + kCellHeight / 2;
    const int centre_x = left + row * cell_width + cell_width / 2;
    draw_text(raster, std::to_string(row), left - kLabels / 2, centre_y, kInk);
    draw_text(raster, std::to_string(row), centre_x, top - kLabels / 2, kInk);
    const auto cells = counts.subspan(static_cast<std::size_t>(row) * static_cast<std::size_t>(classes),
                                      static_cast<std::size_t>(classes));
    double total = 0;
    for (const int count : cells) total += count;
    for (int column = 0; column < classes; ++column) {
      const int count = cells[static_cast<std::size_t>(column)];
      const double share = total > 0 ? count / total : 0;
      const int x = left + column * cell_width;
      const int y = top + row * kCellHeight;
      fill(raster, x, y, cell_width - kLine, kCellHeight - kLine, ramp(share));
      // White reads better than ink only near the ramp's end; a zero steps back.
      const Colour& text = share > 0.8 ? kCard : count == 0 ? kMuted : kInk;
      draw_text(raster, std::to_string(count), x + cell_width / 2, centre_y, text);
    }
  }
  return raster;
}

}  // namespace bottleneck
