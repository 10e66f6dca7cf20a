// Offers that unfold a list (ui/paint/offered.h).
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include "ui/paint/offered.h"

namespace bottleneck {

// A choice as a box that unfolds a list, in which an option is found as NAME:OPTION. shown: in the box, in
// place of the option's label.
void use_choice(const Panel& panel, const Use& use, const Rect& rect, std::string_view shown = {});

struct FieldOption {
  Use use;
  std::string label;
};

// The same of options that the panel words, some of which may not be offered now: these are pale. use: of the
// box; chosen: the option that is in force, any other number for none.
void choice_field(const Panel& panel, const Use& use, const Rect& rect, const std::string& shown,
                  std::span<const FieldOption> options, std::size_t chosen);

// The box or the word alone, for a list that the panel unfolds: true when it was pressed. The word
// is the offer's name.
bool use_unfold_field(const Panel& panel, const Use& use, const Rect& rect, std::string_view shown,
                      bool is_open);
bool use_unfold_word(const Panel& panel, const Use& use, Rect& row, Align side);

}  // namespace bottleneck
