// A folder of pictures made by the program, for the notebook's third exercise where the reader has none:
// coloured shapes on coloured paper, one subfolder per shape.
#pragma once

#include <cstdint>
#include <filesystem>

#include "core/result.h"

namespace bottleneck {

// Writes `per_class` PNG files of 64×48 pixels into each of circle/, cross/, square/ and triangle/ below
// `folder`, which is made if it is not there. The same seed gives the same pictures.
Status write_sample_pictures(const std::filesystem::path& folder, int per_class, std::uint64_t seed);

}  // namespace bottleneck
