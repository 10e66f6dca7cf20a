// Many small pictures in one texture, so that hundreds of them cost a rectangle each, and a copy when they
// are new.
#pragma once

#include <memory>
#include <span>

#include <imgui.h>

#include "core/shapes.h"
#include "ui/paint/paint.h"

namespace bottleneck {

class PictureSheet {
 public:
  PictureSheet();
  ~PictureSheet();
  PictureSheet(const PictureSheet&) = delete;
  PictureSheet& operator=(const PictureSheet&) = delete;

  // So many places, at least one, all of them blank.
  void prepare(int places);
  bool is_prepared() const;

  void put(int place, const Image& picture);

  // The picture of a place over a square, in that colour where it has ink; where it has none, what is below
  // is seen.
  struct Stamp {
    Rect square;
    int place;
    Colour ink;
  };
  // Blended between pixels, as Scaling::smooth. All at once: going to and fro between textures is slow.
  void draw(const Canvas& canvas, std::span<const Stamp> stamps);

 private:
  std::unique_ptr<ImTextureData> texture_;
};

}  // namespace bottleneck
