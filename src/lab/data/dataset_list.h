// The site's list of the datasets that it has, data/index.json:
//   {"version": 1, "datasets": [{"name": "mnist", "train_bytes": …, "test_bytes": …}, …]}
// bytes: of the two gzipped files of a half; 0: the site does not have them.
#pragma once

#include "core/result.h"
#include "formats/bytes.h"
#include "lab/data/datasets.h"

namespace bottleneck {

// Notes in the entries what the site has. Nothing is noted of a list that has an error in it. Datasets that
// the page does not know are passed over.
Status read_dataset_list(Datasets& datasets, ByteView bytes);

}  // namespace bottleneck
