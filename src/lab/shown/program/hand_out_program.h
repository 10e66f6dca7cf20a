// The program in Python, and the images that it reads, as downloads.
#pragma once

#include "lab/session/session.h"

namespace bottleneck {

// Of which the program needs a file, because no library has it; null: of none.
const DatasetEntry* dataset_of_program(const Session& session);

// x_train, y_train, x_test and y_test (N×28×28 and N bytes), named as in Keras's own mnist.npz.
Bytes write_images_npz(const Dataset& train, const Dataset& test);

// Hands out what is wanted (Session::wants_program), where it is there.
void hand_out_program(Session& session);

}  // namespace bottleneck
