// The latent code as bars that can be dragged, all on one scale: every unit on a track that goes as far as it
// does over the training images.
#pragma once

#include <vector>

#include "lab/session/session.h"
#include "ui/paint/panel.h"

namespace bottleneck {

// A model that can be used, and what it makes of the drawing. Its code can be changed if it is the chosen
// one.
struct ShownModel {
  const LibraryEntry& entry;
  const Inference& inference;
  bool is_chosen;
};

void draw_code_bars(const Panel& panel, const ShownModel& shown, const Rect& box);

// The unit last pointed at: its value as a field to type in, its range, sweep and reset. Of the chosen model
// only.
inline constexpr float kUnitRowHeight = 24;
void draw_unit_row(const Panel& panel, Rect row);

}  // namespace bottleneck
