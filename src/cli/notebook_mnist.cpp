// Steps 1 to 5 of the notebook.
#include <map>

#include "cli/model_pictures.h"
#include "cli/notebook.h"
#include "core/notebook_figures.h"
#include "formats/npy.h"

namespace bottleneck {
namespace {

// "784, 16, 784": the shape of what each layer gives, the input first.
std::string layer_shapes(const Autoencoder& model) {
  std::string shapes = std::to_string(model.architecture.inputs);
  for (const Layer& layer : model.layers) shapes += ", " + std::to_string(layer.outputs);
  return shapes;
}

std::string k_equals(int k) {
  return "k = " + std::to_string(k);
}

// Step 1: binary cross-entropy, k = 16, 64, 8. Step 5: mean squared error, k = 16.
void reconstruct(Notebook& notebook, const TrainTest& data, std::map<int, TrainedModel>& models) {
  for (const int k : {16, 64, 8}) {
    TrainedModel trained = train_notebook_model(notebook, data, k);
    notebook.add("1", "MNIST, " + k_equals(k) + ": layers", "784, " + std::to_string(k) + ", 784",
                 layer_shapes(trained.model));
    notebook.add("1", "MNIST, " + k_equals(k) + ": parameters", book::parameters_of(k).shallow,
                 trained.model.parameters.size());
    notebook.add("1", "MNIST, " + k_equals(k) + ": training loss (BCE)", nullptr,
                 trained.history.back().train_loss);
    notebook.add("1", "MNIST, " + k_equals(k) + ": validation loss (BCE)", nullptr,
                 trained.history.back().val_loss);
    draw(notebook, "step-1-mnist-" + std::to_string(k) + ".png", {&trained.model}, data.test);
    models.emplace(k, std::move(trained));
  }
}

void reconstruct_with_mse(Notebook& notebook, const TrainTest& data) {
  const TrainedModel trained = train_notebook_model(notebook, data, 16, {}, Loss::mse);
  notebook.add("5", "MNIST, k = 16, mean squared error: validation MSE", nullptr,
               trained.history.back().val_mse);
  draw(notebook, "step-5-mnist-16-mse.png", {&trained.model}, data.test);
}

// Step 2. The files are made in memory: their sizes are all that matters.
void compress(Notebook& notebook, const TrainTest& data, const std::map<int, TrainedModel>& models) {
  const int count = data.test.size();
  std::vector<float> unit(data.test.images.size());
  to_unit(data.test.images, unit);
  const auto images_npy = write_npy(std::vector<std::int64_t>{count, kPixels}, unit);
  notebook.add("2", "test images as .npy, bytes", book::kImagesNpyBytes, images_npy.size());
  for (const int k : {16, 8, 64}) {
    const Autoencoder& model = models.at(k).model;
    const auto codes_npy =
        write_npy(std::vector<std::int64_t>{count, k}, encode_bytes(model, data.test.images));
    const CompressionSizes sizes = compression_sizes(model.architecture, count);
    notebook.add("2", k_equals(k) + ": codes as .npy, bytes",
                 k == 16 ? nlohmann::ordered_json(book::kCodes16NpyBytes) : nullptr, codes_npy.size());
    notebook.add("2", k_equals(k) + ": times smaller",
                 k == 16 ? nlohmann::ordered_json(book::kTimesSmaller16) : nullptr, sizes.ratio(), "%.2f");
    notebook.add("2", k_equals(k) + ": times smaller, the decoder counted", nullptr, sizes.honest_ratio(),
                 "%.2f");
  }
}

// Steps 3 and 4.
void classify(Notebook& notebook, const TrainTest& data, const Autoencoder& model) {
  notebook.add("3", "shape of the training codes", "(60000, 8)",
               "(" + std::to_string(encode_bytes(model, data.train.images).size() / 8) + ", 8)");
  const KnnReport codes = classify_notebook_codes(notebook, data, model);
  notebook.confusion = codes.confusion.counts;
  add_neighbours(notebook, "3", "MNIST, neighbours on 8 features: ", book::kMnistCodes8, codes);
  must(write_png(notebook.pictures / "step-3-confusion.png",
                 draw_confusion(codes.confusion.counts, kClasses)));

  add_neighbours(notebook, "4", "MNIST, neighbours on 784 pixels: ", book::kMnistPixels,
                 must(classify_by_pixels(data, kNeighbours, notebook.query_limit)));
}

}  // namespace

TrainedModel train_notebook_model(const Notebook& notebook, const TrainTest& data, int latent,
                                  std::vector<int> hidden, Loss loss) {
  return must(train(data, {.architecture = {.hidden = std::move(hidden), .latent = latent},
                           .loss = loss,
                           .epochs = notebook.epochs,
                           .seed = 1}));
}

KnnReport classify_notebook_codes(const Notebook& notebook, const TrainTest& data, const Autoencoder& model) {
  return must(classify_by_codes(data, encode_bytes(model, data.train.images),
                                encode_bytes(model, data.test.images), kNeighbours, notebook.query_limit));
}

void add_neighbours(Notebook& notebook, const std::string& step, const std::string& what,
                    const book::NeighbourFigures& book, const KnnReport& report) {
  notebook.add(step, what + "accuracy", book.accuracy, report.confusion.accuracy());
  notebook.add(step, what + "seconds", book.seconds, report.fit_seconds + report.predict_seconds, "%.2f");
}

void draw(const Notebook& notebook, const std::string& file, const std::vector<const Autoencoder*>& models,
          const Dataset& images) {
  must(write_png(notebook.pictures / file, draw_reconstructions(models, images, kShown)));
}

void run_mnist_steps(Notebook& notebook) {
  const auto data = must(open_dataset("mnist", notebook.data));
  std::map<int, TrainedModel> models;
  reconstruct(notebook, data, models);
  compress(notebook, data, models);
  classify(notebook, data, models.at(8).model);
  reconstruct_with_mse(notebook, data);
}

}  // namespace bottleneck
