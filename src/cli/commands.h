// The commands of the program `bottleneck`, one per file. Each adds itself with its options to the command
// line; when it is the one that was called, it runs and leaves its outcome.
#pragma once

#include <memory>
#include <string>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "core/result.h"

namespace bottleneck {

void add_train_command(CLI::App& app, Status& outcome);
void add_package_command(CLI::App& app, Status& outcome);
void add_knn_command(CLI::App& app, Status& outcome);
void add_encode_command(CLI::App& app, Status& outcome);
void add_reconstruct_command(CLI::App& app, Status& outcome);
void add_weights_command(CLI::App& app, Status& outcome);
void add_inspect_command(CLI::App& app, Status& outcome);
void add_classify_command(CLI::App& app, Status& outcome);
void add_notebook_command(CLI::App& app, Status& outcome);

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

inline constexpr const char* kDatasetHelp =
    "mnist, fashion-mnist, synthetic[:COUNT[:SEED]], or a folder of pictures (./mnist: a folder of that "
    "name)";

// Makes a subcommand whose options live as long as the command line, and runs it when it was called.
template <class Options>
CLI::App& add_command(CLI::App& app, const char* name, const char* what,
                      const std::shared_ptr<Options>& options, Status (*run)(const Options&),
                      Status& outcome) {
  CLI::App* const command = app.add_subcommand(name, what);
  command->callback([options, run, &outcome] { outcome = run(*options); });
  return *command;
}

// One JSON object on standard output.
void print_json(const nlohmann::ordered_json& json);

}  // namespace bottleneck
