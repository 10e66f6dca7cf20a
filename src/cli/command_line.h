// The native program `bottleneck`: trains, measures, draws, and repeats the notebook.
#pragma once

namespace bottleneck {

// Runs what the command line says. Returns the exit status: 0, 1 (failed) or 2 (usage).
int run_command_line(int argc, char** argv);

}  // namespace bottleneck
