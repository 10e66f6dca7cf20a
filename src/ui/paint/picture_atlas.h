// Many small pictures in one texture: each costs a frame two triangles, and a copy when it is new.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <span>
#include <vector>

#include <imgui.h>

#include "ui/paint/paint.h"

namespace bottleneck {

class PictureAtlas {
 public:
  static constexpr int kAcross = 20;
  static constexpr int kRoom = kAcross * kAcross;  // so many pictures at once

  PictureAtlas() = default;
  ~PictureAtlas();
  PictureAtlas(const PictureAtlas&) = delete;
  PictureAtlas& operator=(const PictureAtlas&) = delete;

  // Forgets all pictures.
  void clear();

  // Which of the numbers have no picture yet. All that are named keep theirs until the next frame: call it
  // once a frame, with at most kRoom of them.
  std::vector<std::uint32_t> missing(std::span<const std::uint32_t> numbers);

  // Gives a number a picture, in the place of one that is not needed.
  void put(std::uint32_t number, const Image& image);

  // Draws it as draw_small_tile() would, without round corners. False: it has none.
  bool draw(const Canvas& canvas, const Rect& square, std::uint32_t number) const;

 private:
  void prepare_texture();

  std::unique_ptr<ImTextureData> texture_;
  std::map<std::uint32_t, int> slots_;   // by number
  std::vector<std::uint32_t> unneeded_;  // numbers that have a slot and were not named last
};

}  // namespace bottleneck
