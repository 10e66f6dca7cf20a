// The native program `bottleneck`: trains, measures, draws, and repeats the notebook. Exit status: 0, 1
// (failed) or 2 (usage).
#include <cstdio>
#include <exception>
#include <iostream>
#include <sstream>
#include <string>

#include "cli/commands.h"
#include "formats/utf8.h"

namespace bottleneck {
namespace {

constexpr int kFailed = 1;
constexpr int kUsage = 2;

int run(int argc, char** argv) {
  Status outcome = Done{};
  CLI::App app(
      "Autoencoders on MNIST, Fashion-MNIST and pictures of your own: train them, look at them, measure "
      "them.");
  app.name("bottleneck");
  app.require_subcommand(1);
  add_train_command(app, outcome);
  add_knn_command(app, outcome);
  add_encode_command(app, outcome);
  add_reconstruct_command(app, outcome);
  add_weights_command(app, outcome);
  add_inspect_command(app, outcome);
  add_classify_command(app, outcome);
  add_notebook_command(app, outcome);
  add_package_command(app, outcome);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    std::stringstream problem;
    const bool is_help = app.exit(error, std::cout, problem) == 0;  // --help is a ParseError too
    // Arguments may be the names of files.
    for (std::string line; std::getline(problem, line);) std::fprintf(stderr, "%s\n", escaped(line).c_str());
    return is_help ? 0 : kUsage;
  }
  std::fflush(stdout);
  if (outcome && std::ferror(stdout)) outcome = Error{"standard output could not be written"};
  if (!outcome) {
    std::fprintf(stderr, "bottleneck: %s\n", escaped(outcome.error()).c_str());
    return kFailed;
  }
  return 0;
}

}  // namespace
}  // namespace bottleneck

int main(int argc, char** argv) {
  // The libraries may throw what the program does not foresee, such as std::bad_alloc.
  try {
    return bottleneck::run(argc, argv);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "bottleneck: %s\n", bottleneck::escaped(error.what()).c_str());
    return bottleneck::kFailed;
  }
}
