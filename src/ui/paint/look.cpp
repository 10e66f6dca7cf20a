#include "ui/paint/look.h"

#include <cmath>
#include <span>

#include "fonts.h"

namespace bottleneck {
namespace {

// Ascender to descender over the size in a style sheet (the em), from the fonts' hhea tables.
constexpr float kInterBox = 1.21F;
constexpr float kMonoBox = 1.32F;

// stands_in: for what the font before lacks.
ImFont* add_font(std::span<const unsigned char> file, bool stands_in = false) {
  ImFontConfig config;
  config.FontDataOwnedByAtlas = false;  // the bytes are constants of the program
  config.MergeMode = stands_in;
  // Dear ImGui only reads them.
  return ImGui::GetIO().Fonts->AddFontFromMemoryTTF(const_cast<unsigned char*>(file.data()),
                                                    static_cast<int>(file.size()), 0, &config);
}

// Only the regular face has all characters: a name in Polish or a ŷ is rarely in another.
ImFont* add_latin_font(std::span<const unsigned char> file) {
  ImFont* const font = add_font(file);
  add_font(fonts::inter_regular(), true);
  return font;
}

}  // namespace

Look prepare_look() {
  Look look;
  look.fonts = {add_font(fonts::inter_regular()), add_latin_font(fonts::inter_semibold()),
                add_latin_font(fonts::inter_bold()), add_latin_font(fonts::mono_regular())};
  ImGuiStyle& style = ImGui::GetStyle();
  style.WindowPadding = {0, 0};
  style.WindowBorderSize = 0;
  style.WindowMinSize = {1, 1};
  style.ItemSpacing = {0, 0};
  style.FramePadding = {0, 0};
  style.PopupRounding = kCardRadius;
  style.PopupBorderSize = 1;
  style.CircleTessellationMaxError = 0.1F;  // CSS pixels: round on fine screens too
  style.FontSizeBase = box_height(kText);
  return look;
}

float box_height(const TextStyle& style) {
  // Dear ImGui rounds sizes to whole pixels anyway; rounding here keeps measuring and drawing the same.
  return std::round(static_cast<float>(style.size) * (style.face == Face::mono ? kMonoBox : kInterBox));
}

}  // namespace bottleneck
