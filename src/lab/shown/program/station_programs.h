// The program of each station. What of the page a line makes is told by the names of cards, as the canvas
// has them.
#pragma once

#include "lab/session/session.h"
#include "lab/shown/program/program.h"

namespace bottleneck {

Program draw_program(const Session& session);
Program train_program(const Session& session);
Program data_program(const Session& session);
Program reconstructions_program(const Session& session);
Program compression_program(const Session& session);
Program neighbours_program(const Session& session);
Program map_program(const Session& session);
Program weights_program(const Session& session);
Program book_program(const Session& session);
Program exercises_program(const Session& session);

}  // namespace bottleneck
