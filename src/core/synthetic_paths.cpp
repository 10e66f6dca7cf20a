#include "core/synthetic_paths.h"

#include <cassert>

namespace bottleneck {
namespace {

// Random numbers are drawn into named values first, one per statement: C++ leaves open in which order a
// call's arguments are evaluated, and the dataset must not depend on the compiler.
using Writing = std::vector<KeyStroke>;

// An ellipse from its top, to the left and round; `square` is how far its diagonal keys lie out (0.71 is a
// true ellipse).
KeyStroke ring(float x, float y, float radius_x, float radius_y, float square) {
  const float out_x = radius_x * square;
  const float out_y = radius_y * square;
  return {{x, y - radius_y},      {x - out_x, y - out_y}, {x - radius_x, y},
          {x - out_x, y + out_y}, {x, y + radius_y},      {x + out_x, y + out_y},
          {x + radius_x, y},      {x + out_x, y - out_y}, {x, y - radius_y}};
}

// A ring that a hand began and ended near the top, not quite at the same place.
KeyStroke handwritten_ring(float x, float y, float radius_x, float radius_y, Rng& rng) {
  const float square = rng.uniform(0.66F, 0.74F);
  KeyStroke keys = ring(x, y, radius_x, radius_y, square);
  keys.front().x += radius_x * rng.uniform(-0.2F, 0.5F);
  keys.front().y += radius_y * rng.uniform(-0.1F, 0.2F);
  keys.back().x += radius_x * rng.uniform(-0.3F, 0.4F);
  keys.back().y += radius_y * rng.uniform(-0.15F, 0.2F);
  return keys;
}

Writing zero(Rng& rng) {
  const float width = rng.uniform(0.24F, 0.5F);
  return {handwritten_ring(0.4F, 0.5F, width, 0.5F, rng)};
}

Writing one(Rng& rng) {
  const float bow = rng.uniform(-0.03F, 0.03F);
  const KeyStroke stem{{0.3F, 0}, {0.3F + bow, 0.5F}, {0.3F, 1}};
  const std::uint32_t kind = rng.below(10);
  if (kind < 8) return {stem};
  const float flag_x = rng.uniform(0.1F, 0.22F);
  const float flag_y = rng.uniform(0.12F, 0.26F);
  const KeyStroke flagged{{0.3F - flag_x, flag_y}, {0.3F, 0, true}, {0.3F + bow, 0.5F}, {0.3F, 1}};
  if (kind < 9) return {flagged};
  const float foot = rng.uniform(0.15F, 0.3F);
  return {flagged, {{0.3F - foot, 1}, {0.3F + foot, 0.99F}}};
}

Writing two(Rng& rng) {
  const float begin = rng.uniform(0.1F, 0.3F);
  const float belly = rng.uniform(0.2F, 0.34F);
  const float reach = rng.uniform(0.62F, 0.9F);
  const float tilt = rng.uniform(-0.08F, 0.06F);
  KeyStroke keys{{0.05F, begin}, {0.16F, begin * 0.35F}, {0.38F, 0},
                 {0.62F, 0.09F}, {0.66F, belly},         {0.5F, 0.57F}};
  if (rng.below(2) == 0) {
    const float dip = rng.uniform(-0.04F, 0.03F);
    keys.insert(keys.end(),
                {{0.25F, 0.8F}, {0, 0.98F, true}, {reach * 0.5F, 0.97F + dip}, {reach, 0.98F + tilt}});
  } else {
    const float loop = rng.uniform(0.12F, 0.24F);
    keys.insert(keys.end(), {{0.27F, 0.84F},
                             {0.1F, 0.98F},
                             {-0.02F, 0.98F - loop * 0.5F},
                             {0.1F, 0.98F - loop},
                             {0.3F, 0.93F - loop * 0.2F},
                             {0.5F, 0.99F},
                             {reach, 0.93F + tilt}});
  }
  return {keys};
}

Writing three(Rng& rng) {
  const float waist = rng.uniform(0.4F, 0.5F);
  const float middle = rng.uniform(0.2F, 0.42F);
  const float upper = rng.uniform(0.52F, 0.64F);
  const float lower = rng.uniform(0.58F, 0.72F);
  const float end = rng.uniform(0.78F, 0.96F);
  const bool corner = rng.below(3) > 0;
  KeyStroke keys;
  if (rng.below(4) > 0) {
    const float begin = rng.uniform(0.06F, 0.2F);
    keys = {
        {0.06F, begin}, {0.32F, 0}, {upper, 0.12F}, {upper - 0.04F, waist - 0.13F}, {middle, waist, corner}};
  } else {
    const float top = rng.uniform(0, 0.06F);
    keys = {{0.04F, top}, {0.3F, 0.01F}, {upper, 0, true}, {middle, waist - 0.05F, true}};
  }
  keys.insert(keys.end(), {{lower - 0.08F, waist + 0.09F},
                           {lower, waist + 0.3F},
                           {lower - 0.17F, 0.95F},
                           {0.3F, 1},
                           {0.02F, end}});
  return {keys};
}

Writing four(Rng& rng) {
  const float bar = rng.uniform(0.46F, 0.62F);
  const float tilt = rng.uniform(-0.05F, 0.03F);
  const float reach = rng.uniform(0.64F, 0.85F);
  const float stem = rng.uniform(0.48F, 0.6F);
  const float lean = rng.uniform(-0.06F, 0.04F);
  const std::uint32_t kind = rng.below(10);
  if (kind < 3) {  // closed: down the slope, along the bar, then the stem from the same top
    const float apart = rng.uniform(0, 0.06F);
    const float slope = rng.uniform(0.2F, 0.32F);
    return {{{stem, 0},
             {slope, bar * 0.5F},
             {0, bar + 0.05F, true},
             {reach * 0.5F, bar + 0.05F},
             {reach, bar + tilt}},
            {{stem + apart, 0.02F}, {stem + lean * 0.5F, 0.5F}, {stem + lean, 1}}};
  }
  const float stem_top = rng.uniform(0, 0.16F);
  const float left = rng.uniform(0.04F, 0.16F);
  if (kind < 8) {  // open, with a corner or a bend
    const bool corner = rng.below(2) == 0;
    const float left_top = rng.uniform(0, 0.1F);
    return {{{left, left_top},
             {0.03F, bar * 0.6F},
             {0.02F, bar - 0.04F, corner},
             {stem * 0.5F, bar},
             {reach, bar + tilt}},
            {{stem + 0.05F, stem_top}, {stem + lean * 0.5F, 0.5F}, {stem + lean, 1}}};
  }
  // In one stroke: a cup, up its right side, and down again.
  return {{{left, 0.02F},
           {0.02F, bar * 0.6F},
           {0.16F, bar - 0.04F},
           {stem * 0.7F, bar - 0.08F},
           {stem + 0.06F, stem_top, true},
           {stem + lean * 0.5F, 0.55F},
           {stem + lean, 1}}};
}

Writing five(Rng& rng) {
  const float left = rng.uniform(0.06F, 0.2F);
  const float shoulder = rng.uniform(0.36F, 0.48F);
  const float belly = rng.uniform(0.5F, 0.66F);
  const float end = rng.uniform(0.82F, 0.98F);
  const float reach = rng.uniform(0.55F, 0.85F);
  const float rise = rng.uniform(-0.06F, 0.05F);
  const bool corner = rng.below(2) == 0;
  const KeyStroke body{{left + 0.06F, 0.03F, true},
                       {left, shoulder, corner},
                       {belly * 0.55F + 0.02F, shoulder - 0.02F},
                       {belly - 0.04F, shoulder + 0.12F},
                       {belly, 0.75F},
                       {belly - 0.16F, 0.94F},
                       {0.22F, 1},
                       {0, end}};
  if (rng.below(5) < 2) return {body, {{left + 0.06F, 0.03F}, {reach * 0.6F, 0.02F}, {reach, rise}}};
  KeyStroke whole{{reach, rise}, {reach * 0.6F, 0.02F}};
  for (const Key& key : body) whole.push_back(key);
  return {whole};
}

Writing six(Rng& rng) {
  const float loop = rng.uniform(0.46F, 0.68F);  // the loop's top
  const float width = rng.uniform(0.4F, 0.64F);
  const float begin = rng.uniform(0.26F, 0.6F);
  const float end = rng.uniform(0.04F, 0.16F);
  const float middle = (1 + loop) / 2;
  return {{{begin, 0},
           {begin * 0.42F + 0.05F, 0.25F},
           {0.03F, 0.62F},
           {0.08F, 0.88F},
           {width * 0.5F, 1},
           {width * 0.92F, 0.91F},
           {width, middle - 0.04F},
           {width * 0.65F, loop},
           {width * 0.3F, loop + 0.08F},
           {end, middle + 0.08F}}};
}

Writing seven(Rng& rng) {
  const float begin = rng.uniform(0, 0.12F);
  const float right = rng.uniform(0.55F, 0.75F);
  const float foot = rng.uniform(0.16F, 0.42F);
  const float bow = rng.uniform(-0.08F, 0.06F);
  const bool corner = rng.below(4) > 0;
  KeyStroke keys;
  if (rng.below(4) == 0) {  // a hook before the bar
    const float hook = rng.uniform(0.12F, 0.24F);
    keys = {{0.02F, hook}, {0.04F, begin, true}};
  } else {
    keys = {{0, begin}};
  }
  keys.insert(keys.end(), {{right * 0.5F, 0.03F},
                           {right, 0.03F, corner},
                           {(right + foot) / 2 + bow + 0.04F, 0.42F},
                           {foot + 0.06F + bow, 0.75F},
                           {foot, 1}});
  if (rng.below(6) > 0) return {keys};
  const float height = rng.uniform(0.45F, 0.56F);
  const float reach = rng.uniform(0.16F, 0.26F);
  const float middle = (right + foot) / 2 + bow;
  return {keys, {{middle - reach, height + 0.02F}, {middle + reach, height - 0.02F}}};
}

Writing eight(Rng& rng) {
  const float waist = rng.uniform(0.42F, 0.56F);
  const float upper = rng.uniform(0.17F, 0.31F);
  const float lower = rng.uniform(0.14F, 0.31F);
  const float middle = 0.36F;
  const float below = 1 - waist;
  if (rng.below(8) == 0) {  // two rings
    const float shift = rng.uniform(-0.04F, 0.04F);
    KeyStroke top = handwritten_ring(middle, waist / 2, upper, waist / 2, rng);
    KeyStroke bottom = handwritten_ring(middle + shift, 1 - below / 2, lower + 0.05F, below / 2, rng);
    return {top, bottom};
  }
  // One stroke, an S and back up; it begins on the upper right and ends near there, or leaves a gap.
  const float begin_x = rng.uniform(0.7F, 1.3F) * upper;
  const float begin_y = rng.uniform(0.12F, 0.32F) * waist;
  const float end_x = rng.uniform(0.75F, 1.15F) * upper;
  const float end_y = rng.uniform(0.1F, 0.36F) * waist;
  return {{{middle + begin_x, begin_y},
           {middle + upper * 0.1F, 0},
           {middle - upper * 0.95F, waist * 0.26F},
           {middle - upper * 0.6F, waist * 0.7F},
           {middle + lower * 0.15F, waist + below * 0.12F},
           {middle + lower, waist + below * 0.62F},
           {middle + lower * 0.1F, 1},
           {middle - lower, waist + below * 0.68F},
           {middle - lower * 0.3F, waist + below * 0.2F},
           {middle + upper * 0.5F, waist * 0.68F},
           {middle + end_x, end_y}}};
}

Writing nine(Rng& rng) {
  const float loop = rng.uniform(0.34F, 0.54F);  // the loop's bottom
  const float width = rng.uniform(0.42F, 0.62F);
  const float begin = rng.uniform(0.04F, 0.16F);
  const bool corner = rng.below(2) == 0;
  KeyStroke keys{{width * 0.95F, begin},        {width * 0.55F, 0},    {width * 0.12F, loop * 0.3F},
                 {width * 0.08F, loop * 0.78F}, {width * 0.42F, loop}, {width * 0.82F, loop * 0.74F},
                 {width, loop * 0.25F, corner}};
  if (rng.below(4) > 0) {
    const float foot = rng.uniform(-0.2F, 0.04F);
    keys.insert(keys.end(), {{width + foot * 0.25F, 0.5F}, {width + foot, 1}});
  } else {
    const float end = rng.uniform(0.84F, 0.96F);
    keys.insert(keys.end(), {{width, 0.55F}, {width * 0.9F, 0.86F}, {width * 0.5F, 1}, {width * 0.1F, end}});
  }
  return {keys};
}

}  // namespace

std::vector<KeyStroke> digit_keys(int digit, Rng& rng) {
  assert(digit >= 0 && digit <= 9);
  constexpr Writing (*kWays[])(Rng&) = {zero, one, two, three, four, five, six, seven, eight, nine};
  return kWays[digit](rng);
}

}  // namespace bottleneck
