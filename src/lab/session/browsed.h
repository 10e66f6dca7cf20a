// What the reader looks at among the data (lab/data/browsing.h), and how it goes onto the pad.
#pragma once

#include "lab/data/browsing.h"
#include "lab/session/session.h"

namespace bottleneck {

// The dataset looked at, never null, and its half.
const DatasetEntry& browsed_dataset(const Session& session);
const DatasetHalf& browsed_half(const Session& session);

// Gives the picture on a sheet, an image of that half by its index, a caption in place of the index where an
// address cannot name it.
void name_picture(const Session& session, const DatasetEntry& dataset, Split split, Sheet& sheet);

// An image of the half looked at, as it lies on the pad. It is one of the chosen model's test images, or has
// a caption.
Sheet sheet_of_image(const Session& session, int index);

}  // namespace bottleneck
