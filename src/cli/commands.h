// The commands of the program `bottleneck`, one per file. Each adds itself with its options to the command
// line; when it is the one that was called, it runs, or throws the Error that the program ends with.
#pragma once

#include <cstdio>
#include <memory>
#include <string>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "formats/utf8.h"

namespace bottleneck {

void add_train_command(CLI::App& app);
void add_package_command(CLI::App& app);
void add_knn_command(CLI::App& app);
void add_encode_command(CLI::App& app);
void add_reconstruct_command(CLI::App& app);
void add_weights_command(CLI::App& app);
void add_convert_command(CLI::App& app);
void add_inspect_command(CLI::App& app);
void add_classify_command(CLI::App& app);
void add_notebook_command(CLI::App& app);
void add_python_command(CLI::App& app);

// What nearly every command takes.
struct CommonOptions {
  std::string data;               // --data
  bool is_json = false;           // --json
  bool keeps_background = false;  // --keep-background

  void add_data(CLI::App& command) {
    command.add_option(
        "--data", data,
        "folder that holds mnist/ or fashion-mnist/ (else BOTTLENECK_DATA, data/, ../shared/data, what "
        "tools/setup brought)");
    command.add_flag("--keep-background", keeps_background,
                     "leave pictures with a light background as they are; else they become negatives");
  }
  void add_json(CLI::App& command) { command.add_flag("--json", is_json, "print one JSON object"); }
};

inline constexpr const char* kModelHelp =
    "a model: .safetensors (also a PyTorch state_dict), .npz, or Keras's .keras or .h5";

inline constexpr const char* kDatasetHelp =
    "mnist, fashion-mnist, synthetic[:COUNT[:SEED]], or a folder of pictures (./mnist: a folder of that "
    "name)";

template <class Options>
struct Command {
  CLI::App& command;
  Options& options;  // which live as long as the command line
};
// Makes a subcommand that runs when it was called.
template <class Options>
Command<Options> add_command(CLI::App& app, const char* name, const char* what, void (*run)(const Options&)) {
  const auto options = std::make_shared<Options>();
  CLI::App* const command = app.add_subcommand(name, what);
  command->callback([options, run] { run(*options); });
  return {*command, *options};
}

// One JSON object on standard output.
inline void print_json(const nlohmann::ordered_json& json) {
  const std::string text = json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
  std::printf("%s\n", escaped(text).c_str());
}

}  // namespace bottleneck
