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

Answer classify(const StrokesLine& drawing, const ModelFile& file, const std::string& model_name,
                const TrainTest& data, const CodeReferences& codes, const PixelReferences& pixels) {
  const Image image = render_normalised(drawing.strokes, drawing.pen.value_or(kDefaultPen));
  Answer answer{.latent = encode_bytes(file.model, image),
                .votes = std::vector<int>(data.class_names.size())};
  must(check_codes(answer.latent), model_name);
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

void run_classify(const ClassifyOptions& options) {
  const auto file = must(open_model(options.model));
  const auto text = must(read_file(options.strokes));
  const auto drawings = must(read_strokes_lines(as_text(text)), options.strokes);
  const auto data = must(open_dataset(options.dataset, options.common.data,
                                      options.common.keeps_background || knows_light_background(file)));
  if (data.train.size() < kNeighbours)
    throw Error{"the dataset has fewer than " + std::to_string(kNeighbours) + " images"};

  const std::vector<float> train_codes = encode_bytes(file.model, data.train.images);
  must(check_codes(train_codes), options.model);
  const CodeReferences codes = prepare_codes(train_codes, file.model.architecture.latent);
  const PixelReferences pixels = prepare_pixels(data.train.images);
  for (const StrokesLine& drawing : drawings) {
    const Answer answer = classify(drawing, file, options.model, data, codes, pixels);
    print_answer(answer, data, options.common.is_json);
  }
}

}  // namespace

void add_classify_command(CLI::App& app) {
  auto [command, options] =
      add_command<ClassifyOptions>(app, "classify", "Classify pen drawings as the page does", run_classify);
  command.add_option("--model", options.model, kModelHelp)->required();
  command.add_option("--dataset", options.dataset, "whose training images are the references")->required();
  command
      .add_option(
          "--strokes", options.strokes,
          "one drawing per line: {\"strokes\": [[[x, y], …], …]}, y downwards; as the page exports them")
      ->required();
  options.common.add_data(command);
  command.add_flag("--json", options.common.is_json, "print one JSON object per drawing");
}

}  // namespace bottleneck
