// Images side by side with their labels below, some rows of many, and a bar to scroll them with.
#pragma once

#include <optional>
#include <vector>

#include "lab/session/session.h"
#include "ui/paint/panel.h"

namespace bottleneck {

// What the reader did.
struct GridUse {
  std::optional<int> picked{};  // the index of an image in the dataset
  std::optional<int> first{};   // the index of the image that is to stand at the top left
};

// Whether the wheel, turned there by so many CSS pixels downwards, scrolls the grid, or zooms a map.
bool takes_wheel(const View& view, float x, float y, float by);

// images: indices of those to be shown, ascending, not empty; first: the index of the one at the top left, or
// of one before it; picked: the one that is marked, or -1.
GridUse draw_image_grid(const Panel& panel, const Rect& area, const DatasetEntry& entry,
                        const Dataset& dataset, const std::vector<int>& images, int first, int picked);

}  // namespace bottleneck
