// What models and runs are called until their maker names them.
#pragma once

#include <string>

#include "core/trainer.h"

namespace bottleneck {

// From the image to the code: "784→16", "784→300→16".
std::string widths_in_words(const Architecture& architecture);

// "MNIST · 784→16", "MNIST · 784→300→16, MSE".
std::string model_title(const std::string& dataset_title, const TrainingSettings& settings);

}  // namespace bottleneck
