// bottleneck classify: drawings through the same pipeline as the page's.
#include <cstdio>
#include <string>

#include "cli/commands.h"
#include "cli/experiment.h"
#include "cli/files.h"
#include "formats/strokes_json.h"
#include "formats/utf8.h"

namespace bottleneck {
namespace {

struct ClassifyOptions {
  CommonOptions common;
  std::string model;
  std::string dataset;
  std::string strokes;
};

// One drawing's answers; nothing is predicted from a blank pad.
struct Answer {
  std::vector<float> latent;
  bool is_blank = false;
  int latent_label = 0;
  int pixel_label = 0;
  std::vector<int> votes;  // of the codes
};

Result<Answer> classify(const StrokesLine& drawing, const Autoencoder& model, const TrainTest& data,
                        const CodeReferences& codes, const PixelReferences& pixels) {
  const Image image = render_normalised(drawing.strokes, drawing.pen.value_or(kDefaultPen));
  Answer answer{.latent = encode_bytes(model, image), .votes = std::vector<int>(data.class_names.size())};
  auto sound = check_codes(answer.latent);
  if (!sound) return Error{sound.error()};
  answer.is_blank = image == Image{};
  if (answer.is_blank) return answer;
  count_votes(nearest(pixels, image, kNeighbours), data.train.labels, answer.votes);
  answer.pixel_label = winner(answer.votes);
  count_votes(nearest(codes, answer.latent, kNeighbours), data.train.labels, answer.votes);
  answer.latent_label = winner(answer.votes);
  return answer;
}

void print_answer(const Answer& answer, const TrainTest& data, bool is_json) {
  const std::string& latent_class = data.class_names[static_cast<std::size_t>(answer.latent_label)];
  const std::string& pixel_class = data.class_names[static_cast<std::size_t>(answer.pixel_label)];
  if (is_json) {
    using Json = nlohmann::ordered_json;
    print_json({{"latent", answer.latent},
                {"latent_knn", answer.is_blank ? Json() : Json(answer.latent_label)},
                {"latent_class", answer.is_blank ? Json() : Json(latent_class)},
                {"pixel_knn", answer.is_blank ? Json() : Json(answer.pixel_label)},
                {"pixel_class", answer.is_blank ? Json() : Json(pixel_class)},
                {"votes", answer.votes},
                {"class_names", data.class_names}});
  } else if (answer.is_blank) {
    std::printf("blank: nothing to classify\n");
  } else {
    std::printf("%s by its code (%d of %d votes), %s by its pixels\n", escaped(latent_class).c_str(),
                answer.votes[static_cast<std::size_t>(answer.latent_label)], kNeighbours,
                escaped(pixel_class).c_str());
  }
}

Status run_classify(const ClassifyOptions& options) {
  const auto file = open_model(options.model);
  if (!file) return Error{file.error()};
  const auto text = read_file(options.strokes);
  if (!text) return Error{text.error()};
  const auto drawings = read_strokes_lines(as_text(*text));
  if (!drawings) return Error{options.strokes + ": " + drawings.error()};
  const auto data = open_dataset(options.dataset, options.common.data,
                                 options.common.keeps_background || knows_light_background(*file));
  if (!data) return Error{data.error()};
  if (data->train.size() < kNeighbours)
    return Error{"the dataset has fewer than " + std::to_string(kNeighbours) + " images"};

  const std::vector<float> train_codes = encode_bytes(file->model, data->train.images);
  auto sound = check_codes(train_codes);
  if (!sound) return Error{options.model + ": " + sound.error()};
  const CodeReferences codes = prepare_codes(train_codes, file->model.architecture.latent);
  const PixelReferences pixels = prepare_pixels(data->train.images);
  for (const StrokesLine& drawing : *drawings) {
    const auto answer = classify(drawing, file->model, *data, codes, pixels);
    if (!answer) return Error{options.model + ": " + answer.error()};
    print_answer(*answer, *data, options.common.is_json);
  }
  return Done{};
}

}  // namespace

void add_classify_command(CLI::App& app, Status& outcome) {
  const auto options = std::make_shared<ClassifyOptions>();
  CLI::App& command =
      add_command(app, "classify", "Classify pen drawings as the page does", options, run_classify, outcome);
  command.add_option("--model", options->model, ".safetensors file")->required();
  command.add_option("--dataset", options->dataset, "whose training images are the references")->required();
  command
      .add_option(
          "--strokes", options->strokes,
          "one drawing per line: {\"strokes\": [[[x, y], …], …]}, y downwards; as the page exports them")
      ->required();
  options->common.add_data(command);
  command.add_flag("--json", options->common.is_json, "print one JSON object per drawing");
}

}  // namespace bottleneck
