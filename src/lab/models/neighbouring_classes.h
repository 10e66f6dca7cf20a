// Where one class of codes goes over into another.
#pragma once

#include <utility>

#include "lab/models/library.h"

namespace bottleneck {

// The images in the middle of the two classes whose mean codes, with all their numbers, are nearest to each
// other. The same image twice where there is one class alone.
std::pair<int, int> neighbouring_images(const CodeLibrary& codes);

}  // namespace bottleneck
