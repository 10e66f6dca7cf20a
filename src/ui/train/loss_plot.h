// The curves of the loss: training solid, validation dashed, of several runs.
#pragma once

#include "lab/session/session.h"
#include "ui/paint/paint.h"
#include "ui/paint/view.h"

namespace bottleneck {

// Whether a run can be seen on the plot: it has losses, of the same kind as those of the run shown.
bool is_comparable(const TrainingRun& run, const TrainingRun& shown);

// The run shown stands out. emphasised: the number of another run that does, 0: none.
void draw_loss_plot(const Session& session, View& view, const Canvas& canvas, const Rect& rect,
                    const TrainingRun& shown, int emphasised);

}  // namespace bottleneck
