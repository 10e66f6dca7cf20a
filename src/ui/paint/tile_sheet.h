// Many small pictures in one texture, so that hundreds of them cost a rectangle each.
#pragma once

#include <memory>
#include <span>

#include <imgui.h>

#include "core/shapes.h"
#include "ui/paint/paint.h"

namespace bottleneck {

class TileSheet {
 public:
  TileSheet();
  ~TileSheet();
  TileSheet(const TileSheet&) = delete;
  TileSheet& operator=(const TileSheet&) = delete;

  // In place of all that were there.
  void put(std::span<const Image> pictures);

  // One of the pictures over a square, in that colour where it has ink; where it has none, what is below is
  // seen.
  struct Stamp {
    Rect square;
    int picture;
    Colour ink;
  };
  // Blended between pixels, as Scaling::smooth. All at once: going to and fro between textures is slow.
  void draw(const Canvas& canvas, std::span<const Stamp> stamps);

 private:
  std::unique_ptr<ImTextureData> texture_;
};

}  // namespace bottleneck
