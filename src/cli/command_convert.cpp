// bottleneck convert: a model from one kind of file into another.
#include <cstdio>
#include <sstream>

#include "cli/commands.h"
#include "cli/experiment.h"
#include "cli/files.h"
#include "formats/npz.h"
#include "formats/onnx.h"

namespace bottleneck {
namespace {

struct ConvertOptions {
  CommonOptions common;
  std::string in;
  std::string out;
  std::string part = "whole";
};

ModelPart part_of_name(const std::string& name) {
  if (name == "encoder") return ModelPart::encoder;
  return name == "decoder" ? ModelPart::decoder : ModelPart::whole;
}

// A card is taken along where it is one.
Bytes converted(const ModelFile& file, const std::filesystem::path& out, const std::string& part) {
  const std::string card = card_of(file) ? file.card : std::string();
  if (out.extension() == ".safetensors") return write_model(file.model, DType::f32, card);
  if (out.extension() == ".npz") return write_npz(file.model, card);
  return write_onnx(file.model, part_of_name(part));
}

std::string check_out(const std::string& text) {
  const std::string ending = std::filesystem::path(text).extension();
  if (ending == ".safetensors" || ending == ".npz" || ending == ".onnx") return {};
  return "\"" + text + "\" does not end in .safetensors, .npz or .onnx";
}

void run_convert(const ConvertOptions& options) {
  const std::filesystem::path out(options.out);
  if (options.part != "whole" && out.extension() != ".onnx")
    throw Error{"--part: only an .onnx file holds a part of a model"};
  must(check_writable(out));
  const auto file = must(open_model(options.in));
  const Bytes bytes = converted(file, out, options.part);
  must(write_file(out, bytes));
  const std::string loader =
      out.extension() == ".npz" ? keras_loader(file.model.architecture, out.filename().string()) : "";
  if (options.common.is_json) {
    nlohmann::ordered_json json{{"out", options.out}, {"bytes", bytes.size()}};
    if (!loader.empty()) json["keras"] = loader;
    print_json(json);
    return;
  }
  std::printf("%s: %zu parameters, %zu bytes\n", escaped(options.out).c_str(), file.model.parameters.size(),
              bytes.size());
  if (loader.empty()) return;
  std::printf("Keras loads it so:\n\n");
  std::stringstream lines(loader);
  for (std::string line; std::getline(lines, line);) std::printf("%s\n", escaped(line).c_str());
}

}  // namespace

void add_convert_command(CLI::App& app) {
  auto [command, options] = add_command<ConvertOptions>(
      app, "convert", "Write a model as .safetensors, .npz (for Keras) or .onnx", run_convert);
  command.add_option("in", options.in, kModelHelp)->required();
  command.add_option("out", options.out, "the file to write, by its ending")
      ->required()
      ->check(check_out, "FILE");
  command.add_option("--part", options.part, "of the model, in an .onnx file")
      ->check(CLI::IsMember({"whole", "encoder", "decoder"}))
      ->capture_default_str();
  options.common.add_json(command);
}

}  // namespace bottleneck
