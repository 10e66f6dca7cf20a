// Whoever reads with weaker eyes: the page's colours keep the contrast that WCAG 2.2 asks for
// (1.4.3, 1.4.11).
#include "ui/paint/tokens.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "lab/base/point_cloud.h"

namespace bottleneck {
namespace {

double light_of(std::uint8_t byte) {  // sRGB → linear
  const double value = byte / 255.0;
  return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
}

// Relative luminance of an sRGB colour, as WCAG 2.2 defines it.
double luminance(Colour colour) {
  return 0.2126 * light_of(colour.r) + 0.7152 * light_of(colour.g) + 0.0722 * light_of(colour.b);
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

const std::vector<Palette> kPalettes{kLight, kDark, kProjector, forced_palette(kForcedDark),
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

struct LabColour {  // CIE 1976 L*a*b*, D65
  double l, a, b;
};
LabColour lab_of(double r, double g, double b) {
  const auto f = [](double t) { return t > 0.008856 ? std::cbrt(t) : 7.787 * t + 16.0 / 116; };
  const double x = f((0.4125 * r + 0.3576 * g + 0.1804 * b) / 0.95047);
  const double y = f(0.2127 * r + 0.7152 * g + 0.0722 * b);
  const double z = f((0.0193 * r + 0.1192 * g + 0.9503 * b) / 1.08883);
  return {116 * y - 16, 500 * (x - y), 200 * (y - z)};
}

// As seen by all, by those who do not see red (protanopia), and by those who do not see green (deuteranopia):
// G. Machado, M. Oliveira, L. Fernandes, "A physiologically-based model for simulation of color vision
// deficiency", 2009, at full severity, on linear light.
constexpr double kSights[3][3][3] = {
    {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}},
    {{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}},
    {{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}}};
LabColour seen_colour(Colour colour, const double (&sight)[3][3]) {
  const double light[3] = {light_of(colour.r), light_of(colour.g), light_of(colour.b)};
  double out[3];
  for (int i = 0; i < 3; ++i)
    out[i] = std::clamp(sight[i][0] * light[0] + sight[i][1] * light[1] + sight[i][2] * light[2], 0.0, 1.0);
  return lab_of(out[0], out[1], out[2]);
}

double apart(Colour one, Colour other, const double (&sight)[3][3]) {
  const LabColour a = seen_colour(one, sight);
  const LabColour b = seen_colour(other, sight);
  return std::hypot(a.l - b.l, a.a - b.a, a.b - b.b);
}

TEST(Tokens, CurvesAreToldApartByEveryone) {
  for (const Palette& palette : {kLight, kDark, kProjector}) {
    std::vector<Colour> curves(palette.runs.begin(), palette.runs.end());
    curves.push_back(palette.code);
    for (const auto& sight : kSights) {
      for (std::size_t i = 0; i < curves.size(); ++i) {
        EXPECT_GE(contrast(curves[i], palette.card), 3) << i;
        for (std::size_t j = 0; j < i; ++j) {
          EXPECT_GE(apart(curves[i], curves[j], sight), 18) << i << " and " << j;
        }
      }
    }
  }
}

Colour seen_through(Colour colour, Colour ground, float alpha) {
  const auto mixed = [&](std::uint8_t over, std::uint8_t under) {
    return static_cast<std::uint32_t>(std::lround(alpha * over + (1 - alpha) * under));
  };
  return Colour(mixed(colour.r, ground.r) << 16 | mixed(colour.g, ground.g) << 8 | mixed(colour.b, ground.b));
}

// A map's single points; those of two classes with the same sign are further apart.
TEST(Tokens, PointsOfAMapStandOutAndAreToldApartByEveryone) {
  for (const Palette& palette : {kLight, kDark, kProjector}) {
    const auto& classes = palette.classes;
    for (std::size_t i = 0; i < classes.size(); ++i) {
      EXPECT_GE(contrast(seen_through(classes[i], palette.card, kPointAlpha), palette.card), 3) << i;
      for (std::size_t j = 0; j < i; ++j) {
        const double least = j % kSigns == i % kSigns ? 30 : 13;
        for (const auto& sight : kSights)
          EXPECT_GE(apart(classes[i], classes[j], sight), least) << i << " and " << j;
      }
    }
  }
}

// Bars and curves, the slider's thumb, a tick's box, the ring around what the keyboard is at, and all edges.
TEST(Tokens, WhatIsUsedOrReadOffStandsOut) {
  for (const Palette& palette : kPalettes) {
    for (const Colour ground : {palette.paper, palette.card, palette.soft}) {
      const std::vector<std::pair<std::string, Colour>> parts{{"image", palette.image},
                                                              {"code", palette.code},
                                                              {"reconstruction", palette.reconstruction},
                                                              {"edge", palette.edge}};
      for (const auto& [name, part] : parts) EXPECT_GE(contrast(part, ground), 3) << name;
    }
    EXPECT_GE(contrast(palette.tile_ink, palette.tile), 4.5);
    EXPECT_GE(contrast(palette.card, palette.image), 3) << "a tick in its box";
  }
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
