// The fonts and colours that everything is painted with.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <imgui.h>

#include "lab/base/point_cloud.h"
#include "ui/paint/geometry.h"
#include "ui/paint/tokens.h"

namespace bottleneck {

enum class Face : std::uint8_t { regular, semibold, bold, mono };

// size: of the letters, in CSS pixels, as in a style sheet.
struct TextStyle {
  Face face;
  int size;
};

inline constexpr TextStyle kText{Face::regular, 14};
inline constexpr TextStyle kSelectedText{Face::semibold, 14};
inline constexpr TextStyle kSmallText{Face::regular, 13};
inline constexpr TextStyle kTitle{Face::semibold, 13};
inline constexpr TextStyle kHeading{Face::bold, 24};
inline constexpr TextStyle kWordmark{Face::bold, 17};
inline constexpr TextStyle kPrediction{Face::bold, 56};
inline constexpr TextStyle kFigure{Face::mono, 12};  // figures that change: they don't dance
inline constexpr TextStyle kTinyFigure{Face::mono, 10};
inline constexpr float kLineHeight = 20;  // of kText

// What has been painted, for tests of how it looks.
struct Painted {
  struct Text {
    std::string text;
    Rect place;  // of the letters
    bool is_cut_off;
    const ImDrawList* on;  // the page's, or that of a list which lies over it
  };
  std::vector<Text> texts{};
  std::vector<Rect> cards{};
  std::vector<Rect> images{};  // of 28×28
  std::vector<PointCloud> clouds{};
};

struct Look {
  std::array<ImFont*, 4> fonts{};  // by Face; owned by Dear ImGui
  const Palette* palette = &kLight;
  std::optional<Palette> forced{};      // by the system, in place of light and dark
  float pixel = 1;                      // one device pixel, in CSS pixels
  ImDrawCallback draw_cloud = nullptr;  // the renderer's, of a PointCloud; null: it draws none
  Painted* painted = nullptr;           // a test's, to be filled

  ImFont* font(const TextStyle& style) const { return fonts[static_cast<std::size_t>(style.face)]; }
};

// Gives Dear ImGui the fonts and takes its own manner away. Once, after ImGui::CreateContext().
Look prepare_look();

// The height of a line's box for Dear ImGui, which measures from ascender to descender.
float box_height(const TextStyle& style);

inline ImU32 colour(Colour c, float alpha = 1) {
  return IM_COL32(c.r, c.g, c.b, static_cast<int>(alpha * 255 + 0.5F));
}

}  // namespace bottleneck
