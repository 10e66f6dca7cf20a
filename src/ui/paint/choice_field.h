// A value in a box that unfolds a list of what it can be.
#pragma once

#include <span>
#include <string>

#include "ui/paint/offered.h"

namespace bottleneck {

struct FieldOption {
  Use use;
  std::string label;
};

// name: by which the box is found on the page; value: what stands in it; chosen: the option that is in force,
// any other number for none. An option that is not offered now is pale.
void choice_field(const Panel& panel, const std::string& name, const Rect& rect, const std::string& value,
                  std::span<const FieldOption> options, std::size_t chosen);

}  // namespace bottleneck
