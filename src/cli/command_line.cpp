#include "cli/command_line.h"

#include <cstdio>
#include <exception>
#include <iostream>
#include <sstream>
#include <string>

#include "cli/commands.h"
#include "core/result.h"
#include "formats/utf8.h"

namespace bottleneck {
namespace {

constexpr int kFailed = 1;
constexpr int kUsage = 2;

int run(int argc, char** argv) {
  CLI::App app(
      "Autoencoders on MNIST, Fashion-MNIST and pictures of your own: train them, look at them, measure "
      "them.");
  app.name("bottleneck");
  app.require_subcommand(1);
  add_train_command(app);
  add_knn_command(app);
  add_encode_command(app);
  add_reconstruct_command(app);
  add_weights_command(app);
  add_inspect_command(app);
  add_convert_command(app);
  add_classify_command(app);
  add_notebook_command(app);
  add_python_command(app);
  add_package_command(app);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    std::stringstream problem;
    const bool is_help = app.exit(error, std::cout, problem) == 0;  // --help is a ParseError too
    // Arguments may be the names of files.
    for (std::string line; std::getline(problem, line);) std::fprintf(stderr, "%s\n", escaped(line).c_str());
    return is_help ? 0 : kUsage;
  }
  if (std::fflush(stdout) != 0 || std::ferror(stdout)) throw Error{"standard output could not be written"};
  return 0;
}

int fail(const std::string& why) {
  std::fflush(stdout);
  std::fprintf(stderr, "bottleneck: %s\n", escaped(why).c_str());
  return kFailed;
}

}  // namespace

int run_command_line(int argc, char** argv) {
  try {
    return run(argc, argv);
  } catch (const Error& error) {
    return fail(error.message);
  } catch (const std::exception& error) {  // what the program does not foresee, such as std::bad_alloc
    return fail(error.what());
  }
}

}  // namespace bottleneck
