// The colours and measures of the look, as plain numbers. Three colours mean three things everywhere: blue
// the image side, orange the code, green the reconstruction. Images are white ink on a near-black tile in
// both themes.
#pragma once

#include <array>
#include <cstdint>

namespace bottleneck {

struct Colour {
  std::uint8_t r;
  std::uint8_t g;
  std::uint8_t b;

  constexpr explicit Colour(std::uint32_t rgb)
      : r(static_cast<std::uint8_t>(rgb >> 16)),
        g(static_cast<std::uint8_t>(rgb >> 8)),
        b(static_cast<std::uint8_t>(rgb)) {}
};

// Everything named *_text, ink and muted reads on paper, card and soft with a contrast of at least 4.5:1;
// what is used or read off, edge, image, code and reconstruction, stands out from them with 3:1
// (tests/unit/tokens_test.cpp).
struct Palette {
  Colour paper;  // the page
  Colour card;
  Colour hairline;
  Colour edge;  // of fields, the pad, the slider's track: what has to be seen to be found
  Colour soft;  // tracks of bars, what is selected or under the pointer
  Colour ink;
  Colour muted;
  Colour tile;            // behind an image
  Colour tile_ink;        // an image's ink
  Colour tile_muted;      // a hint on a tile
  Colour image;           // the image side: fills
  Colour code;            // the latent code: fills
  Colour reconstruction;  // the reconstruction: fills
  Colour image_text;
  Colour code_text;
  Colour reconstruction_text;
  Colour encoder;  // the funnels
  Colour decoder;
  Colour alarm_text;
  Colour on_code;   // text on a fill of the code's colour
  Colour disabled;  // text and signs of what cannot be used now
  // Curves beside the one in the code's colour, told apart in both themes and by who does not see red or
  // green.
  std::array<Colour, 5> runs;
  // Classes on a map, told apart in the same way, and by signs (lab/base/point_cloud.h); a single point
  // stands out from the card, too. P. Tol's muted scheme ("Colour schemes", 2021), moved until all of that
  // holds.
  std::array<Colour, 10> classes;
  bool has_tile_edges = false;  // a tile would not stand out from the card by itself
};

inline constexpr float kPointAlpha = 0.8F;  // of a map's points: where many lie over each other it is seen

inline constexpr Palette kLight{
    .paper = Colour(0xF6F5F1),
    .card = Colour(0xFFFFFF),
    .hairline = Colour(0xE3E1DA),
    .edge = Colour(0x84878E),
    .soft = Colour(0xEFEDE6),
    .ink = Colour(0x1B1D22),
    .muted = Colour(0x63666D),
    .tile = Colour(0x101216),
    .tile_ink = Colour(0xFFFFFF),
    .tile_muted = Colour(0x979BA4),
    .image = Colour(0x2F6FDE),
    .code = Colour(0xCB6E0C),
    .reconstruction = Colour(0x1E9672),
    .image_text = Colour(0x2763CC),
    .code_text = Colour(0x9F5706),
    .reconstruction_text = Colour(0x147657),
    .encoder = Colour(0xEAF0FC),
    .decoder = Colour(0xE6F3EF),
    .alarm_text = Colour(0xB3261E),
    .on_code = Colour(0x1B1D22),
    .disabled = Colour(0x63666D),
    .runs = {Colour(0xA8327F), Colour(0x1C3F9E), Colour(0x3E9CC4), Colour(0x6E5412), Colour(0x9277F2)},
    .classes = {Colour(0x322288), Colour(0x0186BA), Colour(0x2F896C), Colour(0x01691A), Colour(0x7B7F0A),
                Colour(0x967340), Colour(0xC24C5F), Colour(0x600144), Colour(0xA7489F), Colour(0x6F7684)}};

// For a room that is not dark, seen from its last row: what the light colours leave faint is dark here, and
// all is drawn larger, lines and letters alike.
inline constexpr Palette kProjector = [] {
  Palette palette = kLight;
  palette.paper = Colour(0xFFFFFF);
  palette.hairline = Colour(0x8C8A82);
  palette.edge = Colour(0x74777E);
  palette.soft = Colour(0xE6E3D9);
  palette.ink = palette.on_code = Colour(0x000000);
  palette.muted = Colour(0x3B3E45);
  palette.disabled = Colour(0x55585F);
  palette.image = palette.image_text = Colour(0x1D52B0);
  palette.code = Colour(0xC46800);
  palette.code_text = Colour(0x7E4300);
  palette.reconstruction = palette.reconstruction_text = Colour(0x0C5F45);
  return palette;
}();
inline constexpr float kProjectorZoom = 1.5F;

inline constexpr Palette kDark{
    .paper = Colour(0x131519),
    .card = Colour(0x1B1E24),
    .hairline = Colour(0x2B2F37),
    .edge = Colour(0x747881),
    .soft = Colour(0x22262D),
    .ink = Colour(0xECEDEF),
    .muted = Colour(0x979BA4),
    .tile = Colour(0x0B0C0F),
    .tile_ink = Colour(0xFFFFFF),
    .tile_muted = Colour(0x979BA4),
    .image = Colour(0x6CA0FF),
    .code = Colour(0xF0A040),
    .reconstruction = Colour(0x4CC9A0),
    .image_text = Colour(0x6CA0FF),
    .code_text = Colour(0xF0A040),
    .reconstruction_text = Colour(0x4CC9A0),
    .encoder = Colour(0x232B3B),
    .decoder = Colour(0x202F2F),
    .alarm_text = Colour(0xFF8A80),
    .on_code = Colour(0x131519),
    .disabled = Colour(0x979BA4),
    .runs = {Colour(0xE868B8), Colour(0x4F86F0), Colour(0x7FE0D0), Colour(0xA07A3C), Colour(0xC9B6FF)},
    .classes = {Colour(0x8D86F7), Colour(0x8BDBFF), Colour(0x8EE7C2), Colour(0x5FA84C), Colour(0xAFB23B),
                Colour(0xF4DE96), Colour(0xEB7A83), Colour(0xC95394), Colour(0xC691D2), Colour(0xA7AAB0)}};

// The colours that a system puts in place of every page's own, for readers with weak eyes (forced-colors in
// CSS), as 0xRRGGBB in the order of CSS's names Canvas, CanvasText, Highlight, HighlightText, LinkText and
// GrayText.
using SystemColours = std::array<std::uint32_t, 6>;

// All text in the system's one colour for it; images stay white on black.
constexpr Palette forced_palette(const SystemColours& system) {
  const auto [canvas, canvas_text, highlight, highlight_text, link_text, grey_text] = system;
  const Colour paper(canvas);
  const Colour ink(canvas_text);
  const auto blend = [](std::uint8_t from, std::uint8_t to) {
    return static_cast<std::uint8_t>((4 * from + to) / 5);
  };
  Colour soft = paper;
  soft.r = blend(paper.r, ink.r);
  soft.g = blend(paper.g, ink.g);
  soft.b = blend(paper.b, ink.b);
  return {.paper = paper,
          .card = paper,
          .hairline = ink,
          .edge = ink,
          .soft = soft,
          .ink = ink,
          .muted = ink,
          .tile = Colour(0x000000),
          .tile_ink = Colour(0xFFFFFF),
          .tile_muted = Colour(0xFFFFFF),
          .image = Colour(link_text),
          .code = Colour(highlight),
          .reconstruction = ink,
          .image_text = ink,
          .code_text = ink,
          .reconstruction_text = ink,
          .encoder = soft,
          .decoder = soft,
          .alarm_text = ink,
          .on_code = Colour(highlight_text),
          .disabled = Colour(grey_text),
          .runs = {ink, ink, ink, ink, ink},                              // their numbers tell them
          .classes = {ink, ink, ink, ink, ink, ink, ink, ink, ink, ink},  // their signs
          .has_tile_edges = true};
}

// Space, in CSS pixels: nothing lies on other distances.
inline constexpr float kSpace1 = 4;
inline constexpr float kSpace2 = 8;
inline constexpr float kSpace3 = 12;
inline constexpr float kSpace4 = 16;
inline constexpr float kSpace5 = 24;

// Between a card's edge and what is in it, and of the cards that give their pictures more room on a phone.
inline constexpr float kCardPadding = kSpace4;
constexpr float card_padding(float card_width) {
  return card_width < 400 ? kSpace3 : kCardPadding;
}

inline constexpr float kCardRadius = 12;
inline constexpr float kControlRadius = 8;
inline constexpr float kTileRadius = 8;
inline constexpr float kSmallTileRadius = 5;
inline constexpr float kControlHeight = 32;
inline constexpr float kCardTitleHeight = 24;  // of a title with controls beside it
inline constexpr float kListRowHeight = 34;    // of a list that unfolds, and around its rows:
inline constexpr float kListPadding = 6;

}  // namespace bottleneck
