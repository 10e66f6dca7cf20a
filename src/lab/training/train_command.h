// The command line of the native program that trains a model again.
#pragma once

#include <string>

#include "core/trainer.h"

namespace bottleneck {

// For a POSIX shell; it gives the same numbers to the last bit of the seed. dataset: what --dataset is given,
// a name or a folder; images: the first so many training images, 0: all.
std::string train_command(const std::string& dataset, const TrainingSettings& settings, int images = 0);

}  // namespace bottleneck
