// What models and runs are called until their maker names them.
#pragma once

#include <string>

#include "core/trainer.h"

namespace bottleneck {

// From the image to the code: "784→16", "784→300→16".
std::string widths_in_words(const Architecture& architecture);

// "Fashion" of "Fashion-MNIST": where there is less room.
std::string short_dataset_title(const std::string& title);

// "MNIST · 784→16", "MNIST · 784→300→16, MSE".
std::string model_title(const std::string& dataset_title, const TrainingSettings& settings);

// Of such a title, where there is less room: "Fashion · 784→16", and without the dataset "784→16". A name of
// the reader's own stays.
std::string title_with_short_dataset(const std::string& title);
std::string title_without_dataset(const std::string& title);

}  // namespace bottleneck
