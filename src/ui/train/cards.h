// The parts of the training station, each in its own file. What returns a float returns the height that it
// wants, at the width that it is given.
#pragma once

#include <string>

#include "core/autoencoder.h"
#include "lab/training/training.h"
#include "ui/paint/layout.h"
#include "ui/paint/panel.h"

namespace bottleneck {

// What is to be trained: the settings, the network as a picture, and what it will take.
float draw_experiment_card(const Panel& panel, const Rect& card, Shape shape);

// The settings of an experiment, one or two in a row, each as what it can be: a field, a list, one of a few.
// row_height: 28 for a mouse, 32 for fingers.
float draw_plan_fields(const Panel& panel, const Rect& place, float row_height);

// The network of an experiment: its layers as bars, high as they are wide, and between them the weights.
// Returns what is to be said of the layer under the pointer, or nothing.
inline constexpr float kArchitectureHeight = 58;
std::string draw_architecture(const Panel& panel, const Rect& rect, const Architecture& architecture);

// The run shown: what can be done with it, how far it is, and how it ended.
float draw_progress_card(const Panel& panel, const Rect& card);

// A run in the list, the legend and the plot: a dot of its colour and its number, which tells it where
// colours do not. The run shown has the code's.
Colour run_colour(const Panel& panel, const TrainingRun& run);
float run_mark_width(const Look& look, const TrainingRun& run);
void draw_run_mark(const Panel& panel, Rect box, const TrainingRun& run);
// Its name; where that has no room, without the dataset: "784→300→16".
std::string run_name_in(const Panel& panel, const TextStyle& style, float width, const TrainingRun& run);

// How the loss falls, of the run shown and of the others.
void draw_loss_card(const Panel& panel, const Rect& card);
// Whether a run can be seen on the plot: it has losses, of the same kind as those of the run shown.
bool is_comparable(const TrainingRun& run, const TrainingRun& shown);
// The curves: training solid, validation dashed, each with its run's number at its end where there are
// several. The run shown stands out. emphasised: the number of another run that does, 0: none. Under the
// pointer: what all of them have there.
void draw_loss_plot(const Panel& panel, const Rect& rect, const TrainingRun& shown, int emphasised);

// Ten test images, and what the network in training makes of them now; and of the reader's drawing.
float draw_reconstructions_card(const Panel& panel, const Rect& card);

// What each neuron of the first layer looks for, while it learns it. A higher card shows larger pictures.
float draw_weights_card(const Panel& panel, const Rect& card);

// All runs of this visit, one in a row: their losses side by side, their names to be changed.
float draw_runs_card(const Panel& panel, const Rect& card);

}  // namespace bottleneck
