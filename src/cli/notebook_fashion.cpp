// Step 6 of the notebook, and exercises 1, 2 and 4, which compare its models with deeper ones.
#include <array>
#include <map>
#include <utility>

#include "cli/model_pictures.h"
#include "cli/notebook.h"

namespace bottleneck {
namespace {

constexpr std::array<int, 3> kLatentSizes = {64, 16, 8};
constexpr int kHidden = 300;

struct BookEpoch {
  int epoch;
  double train_loss;
  double val_loss;
};
// What Keras printed for k = 8.
constexpr std::array<BookEpoch, 5> kBookHistory = {{{1, 0.4638, 0.3881},
                                                    {5, 0.3279, 0.3279},
                                                    {10, 0.3168, 0.3183},
                                                    {20, 0.3137, 0.3157},
                                                    {30, 0.3131, 0.3152}}};

// Fashion on 8 and 16 features: accuracy and seconds.
const std::map<int, std::pair<double, double>> kBookKnn = {{8, {0.7997, 0.86}}, {16, {0.8375, 2.94}}};

using Models = std::map<int, TrainedModel>;  // by latent size

Models train_all(const Notebook& notebook, const TrainTest& data, const std::vector<int>& hidden) {
  Models models;
  for (const int k : kLatentSizes) models.emplace(k, train_notebook_model(notebook, data, k, hidden));
  return models;
}

void compare_losses(Notebook& notebook, const TrainedModel& trained) {
  for (const BookEpoch& book : kBookHistory) {
    if (book.epoch > static_cast<int>(trained.history.size())) break;
    const EpochRecord& here = trained.history[static_cast<std::size_t>(book.epoch - 1)];
    const std::string epoch = "Fashion, k = 8, epoch " + std::to_string(book.epoch);
    notebook.add("6", epoch + ": training loss", book.train_loss, here.train_loss);
    notebook.add("6", epoch + ": validation loss", book.val_loss, here.val_loss);
  }
}

// One row of pictures per model: the reader chooses the trade-off.
void measure(Notebook& notebook, const TrainTest& data, const Models& models, const std::string& step,
             const std::string& prefix, const std::string& picture) {
  std::vector<const Autoencoder*> shown;
  for (const int k : kLatentSizes) {
    const TrainedModel& trained = models.at(k);
    const std::string what = prefix + std::to_string(k);
    notebook.add(step, what + ": parameters", nullptr, trained.model.parameters.size());
    notebook.add(step, what + ": validation loss (BCE)", nullptr, trained.history.back().val_bce);
    notebook.add(step, what + ": validation MSE", nullptr, trained.history.back().val_mse);
    notebook.add(step, what + ": dead latent units", nullptr, trained.dead_units);
    const KnnReport report = classify_notebook_codes(notebook, data, trained.model);
    notebook.add(step, what + ": accuracy of neighbours", nullptr, report.confusion.accuracy());
    shown.push_back(&trained.model);
  }
  draw(notebook, picture, shown, data.test);
}

void run_step_6(Notebook& notebook, const TrainTest& data, const Models& models) {
  compare_losses(notebook, models.at(8));
  draw(notebook, "step-6-fashion-8.png", {&models.at(8).model}, data.test);
  add_neighbours(notebook, "6", "Fashion, neighbours on 784 pixels: ", 0.854, 892,
                 must(classify_by_pixels(data, kNeighbours, notebook.query_limit)));
  for (const auto& [k, book] : kBookKnn)
    add_neighbours(notebook, "6", "Fashion, neighbours on " + std::to_string(k) + " features: ", book.first,
                   book.second, classify_notebook_codes(notebook, data, models.at(k).model));
}

}  // namespace

void run_fashion_steps(Notebook& notebook) {
  const auto data = must(open_dataset("fashion-mnist", notebook.data));
  const Models shallow = train_all(notebook, data, {});
  run_step_6(notebook, data, shallow);
  measure(notebook, data, shallow, "exercise 1", "Fashion, k = ", "exercise-1-fashion-64-16-8.png");

  const Models deep = train_all(notebook, data, {kHidden});
  measure(notebook, data, deep, "exercise 2",
          "Fashion, 300-unit layers, k = ", "exercise-2-fashion-300-64-16-8.png");

  const Autoencoder& model = deep.at(16).model;
  notebook.add("exercise 4", "images of 784 weights, one per neuron of the first layer", 300,
               model.layers.front().outputs);
  must(write_png(notebook.pictures / "exercise-4-weights.png", draw_first_layer(model)));
}

}  // namespace bottleneck
