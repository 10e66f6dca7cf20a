// By itself, so that the command line's header, which compiles slowly, is not read for it once more.
#include "cli/command_line.h"

int main(int argc, char** argv) {
  return bottleneck::run_command_line(argc, argv);
}
