// Whoever reads with weaker eyes: the page's colours keep the contrast that WCAG 2.2 asks for
// (1.4.3, 1.4.11).
#include "ui/paint/tokens.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

namespace bottleneck {
namespace {

// Relative luminance of an sRGB colour, as WCAG 2.2 defines it.
double luminance(Colour colour) {
  const auto linear = [](std::uint8_t byte) {
    const double value = byte / 255.0;
    return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
  };
  return 0.2126 * linear(colour.r) + 0.7152 * linear(colour.g) + 0.0722 * linear(colour.b);
}

double contrast(Colour a, Colour b) {
  const auto [darker, lighter] = std::minmax({luminance(a), luminance(b)});
  return (lighter + 0.05) / (darker + 0.05);
}

TEST(Tokens, ContrastIsMeasuredRightly) {
  EXPECT_NEAR(contrast(Colour(0x000000), Colour(0xFFFFFF)), 21, 1e-9);
  EXPECT_NEAR(contrast(Colour(0x777777), Colour(0xFFFFFF)), 4.48, 0.005);
}

TEST(Tokens, TextIsReadableInBothThemes) {
  for (const Palette& palette : {kLight, kDark}) {
    for (const Colour ground : {palette.paper, palette.card, palette.soft}) {
      const std::vector<std::pair<std::string, Colour>> texts{{"ink", palette.ink},
                                                              {"muted", palette.muted},
                                                              {"image", palette.image_text},
                                                              {"code", palette.code_text},
                                                              {"reconstruction", palette.reconstruction_text},
                                                              {"alarm", palette.alarm_text}};
      for (const auto& [name, text] : texts) EXPECT_GE(contrast(text, ground), 4.5) << name;
    }
    EXPECT_GE(contrast(palette.tile_muted, palette.tile), 4.5);
    EXPECT_GE(contrast(palette.image_text, palette.encoder), 4.5);
    EXPECT_GE(contrast(palette.reconstruction_text, palette.decoder), 4.5);
    EXPECT_GE(contrast(palette.muted, palette.encoder), 4.5);
    EXPECT_GE(contrast(palette.muted, palette.decoder), 4.5);
    EXPECT_GE(contrast(palette.on_code, palette.code), 4.5);
  }
}

TEST(Tokens, BarsStandOutFromTheCard) {
  for (const Palette& palette : {kLight, kDark}) EXPECT_GE(contrast(palette.code, palette.card), 3);
}

}  // namespace
}  // namespace bottleneck
