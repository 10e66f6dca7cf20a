// A value in a box that unfolds a list of what it can be.
#pragma once

#include <optional>
#include <span>
#include <string>

#include "ui/paint/paint.h"
#include "ui/paint/view.h"

namespace bottleneck {

struct FieldOption {
  std::string name;  // as it is found on the page
  std::string label;
  bool is_enabled = true;
};

// The index of the option that was pressed. name: of the box; value: what stands in it; chosen: the option
// that is in force, any other number for none.
std::optional<std::size_t> choice_field(View& view, const Canvas& canvas, const std::string& name,
                                        const Rect& rect, const std::string& value,
                                        std::span<const FieldOption> options, std::size_t chosen);

}  // namespace bottleneck
