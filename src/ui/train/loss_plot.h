// The curves of the loss card, as the plot draws them and the readout reads them.
#pragma once

#include <vector>

#include "ui/paint/plot.h"
#include "ui/train/cards.h"

namespace bottleneck {

inline constexpr float kPlotDot = 4.5F;

// Places in steps, epochs or mini-batches, and losses. A curve by batch has no validation of its own: the
// validation loss lies at the ends of the epochs.
struct Curve {
  std::vector<double> steps;
  std::vector<double> losses;
};
struct RunCurves {
  const TrainingRun* run = nullptr;
  Curve training;
  Curve validation;
};

// Under the pointer what all runs have there; else where the run shown is. Returns where it stands.
Rect draw_readout(const Panel& panel, const Plot& plot, const std::vector<RunCurves>& all, bool is_by_batch);

}  // namespace bottleneck
