// How a text is broken into lines.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "ui/paint/look.h"

namespace bottleneck {

// The length of the longest beginning of `text` that is no wider than `width`, ending between two characters.
std::size_t fitting_length(const Look& look, const TextStyle& style, std::string_view text, float width);

// Breaks between words, and a word that is wider than the box where the box ends. A number and its unit stay
// together. A dot that parts two ends a line or, where it has no room, is left out.
std::vector<std::string> break_lines(const Look& look, const TextStyle& style, std::string_view text,
                                     float width);

}  // namespace bottleneck
