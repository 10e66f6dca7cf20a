// Pictures that the program writes: images in a grid, and confusion matrices.
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>

#include "core/result.h"
#include "core/shapes.h"
#include "formats/bytes.h"

namespace bottleneck {

// height × width × channels bytes, row by row from the top; 1 channel is grey, 3 are red, green, blue.
struct Raster {
  int width = 0;
  int height = 0;
  int channels = 1;
  Bytes pixels;
};

// The raster as a PNG file; the same raster gives the same bytes. Error: it is too large to be written.
Result<Bytes> encode_png(const Raster& raster);

// The same into a file (cli/files.h), whose errors are its own.
Status write_png(const std::filesystem::path& path, const Raster& raster);

// Lays out images row by row in a grid of `columns`, each pixel scale × scale large, `gap` pixels between the
// tiles and around them. Grey; the gap and the tiles that the last row lacks are `background`. At least one
// image; columns, scale >= 1, gap >= 0.
Raster tile_images(std::span<const Image> images, int columns, int scale, int gap,
                   std::uint8_t background = 255);

// A confusion matrix as a coloured picture: the count in every cell, rows the true class, columns the
// predicted one, both labelled with the class's number. A cell is the bluer the larger its share of its row
// (by the square root, so that rare errors show). `counts` is classes × classes, row by row, none negative;
// classes is 1 to 256.
Raster draw_confusion(std::span<const int> counts, int classes);

}  // namespace bottleneck
