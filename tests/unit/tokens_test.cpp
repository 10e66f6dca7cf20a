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

// As Chromium forces them: white on black, and black on white.
constexpr SystemColours kForcedDark{0x000000, 0xFFFFFF, 0x1AEBFF, 0x000000, 0xFFFF00, 0x3FF23F};
constexpr SystemColours kForcedLight{0xFFFFFF, 0x000000, 0x37006E, 0xFFFFFF, 0x00009F, 0x600000};

const std::vector<Palette> kPalettes{kLight, kDark, forced_palette(kForcedDark),
                                     forced_palette(kForcedLight)};

TEST(Tokens, TextIsReadableInAllThemes) {
  for (const Palette& palette : kPalettes) {
    for (const Colour ground : {palette.paper, palette.card, palette.soft}) {
      const std::vector<std::pair<std::string, Colour>> texts{{"ink", palette.ink},
                                                              {"muted", palette.muted},
                                                              {"image", palette.image_text},
                                                              {"code", palette.code_text},
                                                              {"reconstruction", palette.reconstruction_text},
                                                              {"alarm", palette.alarm_text},
                                                              {"disabled", palette.disabled}};
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
  for (const Palette& palette : kPalettes) EXPECT_GE(contrast(palette.code, palette.card), 3);
}

TEST(Tokens, ForcedColoursAreTheSystems) {
  for (const SystemColours& system : {kForcedDark, kForcedLight}) {
    const Palette palette = forced_palette(system);
    const auto is = [](Colour colour, std::uint32_t rgb) {
      return (std::uint32_t{colour.r} << 16 | std::uint32_t{colour.g} << 8 | colour.b) == rgb;
    };
    EXPECT_TRUE(is(palette.paper, system[0]) && is(palette.card, system[0]));
    EXPECT_TRUE(is(palette.ink, system[1]) && is(palette.muted, system[1]) &&
                is(palette.hairline, system[1]));
    EXPECT_TRUE(is(palette.code, system[2]) && is(palette.on_code, system[3]));
    EXPECT_TRUE(is(palette.image, system[4]));
    EXPECT_TRUE(is(palette.disabled, system[5]));
    EXPECT_TRUE(palette.has_tile_edges);
  }
}

}  // namespace
}  // namespace bottleneck
