// Step 6 of the notebook, and exercises 1, 2 and 4, which compare its models with deeper ones.
#include <map>

#include "cli/model_pictures.h"
#include "cli/notebook.h"

namespace bottleneck {
namespace {

using Models = std::map<int, TrainedModel>;  // by latent size

Models train_all(const Notebook& notebook, const TrainTest& data, const std::vector<int>& hidden) {
  Models models;
  for (const int k : book::kLatentSizes) models.emplace(k, train_notebook_model(notebook, data, k, hidden));
  return models;
}

void compare_losses(Notebook& notebook, const TrainedModel& trained) {
  for (const book::EpochLosses& book : book::kFashion8Losses) {
    if (book.epoch > static_cast<int>(trained.history.size())) break;
    const EpochRecord& here = trained.history[static_cast<std::size_t>(book.epoch - 1)];
    const std::string epoch = "Fashion, k = 8, epoch " + std::to_string(book.epoch);
    notebook.add("6", epoch + ": training loss", book.train_loss, here.train_loss);
    notebook.add("6", epoch + ": validation loss", book.val_loss, here.val_loss);
  }
}

// One row of pictures per model: the reader chooses the trade-off.
void measure(Notebook& notebook, const TrainTest& data, const Models& models,
             int book::Parameters::* parameters, const std::string& step, const std::string& prefix,
             const std::string& picture) {
  std::vector<const Autoencoder*> shown;
  for (const int k : book::kLatentSizes) {
    const TrainedModel& trained = models.at(k);
    const std::string what = prefix + std::to_string(k);
    notebook.add(step, what + ": parameters", book::parameters_of(k).*parameters,
                 trained.model.parameters.size());
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
  add_neighbours(notebook, "6", "Fashion, neighbours on 784 pixels: ", book::kFashionPixels,
                 must(classify_by_pixels(data, kNeighbours, notebook.query_limit)));
  add_neighbours(notebook, "6", "Fashion, neighbours on 8 features: ", book::kFashionCodes8,
                 classify_notebook_codes(notebook, data, models.at(8).model));
  add_neighbours(notebook, "6", "Fashion, neighbours on 16 features: ", book::kFashionCodes16,
                 classify_notebook_codes(notebook, data, models.at(16).model));
}

}  // namespace

void run_fashion_steps(Notebook& notebook) {
  const auto data = must(open_dataset("fashion-mnist", notebook.data));
  const Models shallow = train_all(notebook, data, {});
  run_step_6(notebook, data, shallow);
  measure(notebook, data, shallow, &book::Parameters::shallow, "exercise 1",
          "Fashion, k = ", "exercise-1-fashion-64-16-8.png");

  const Models deep = train_all(notebook, data, {book::kHiddenUnits});
  measure(notebook, data, deep, &book::Parameters::deep, "exercise 2",
          "Fashion, 300-unit layers, k = ", "exercise-2-fashion-300-64-16-8.png");

  const Autoencoder& model = deep.at(16).model;
  notebook.add("exercise 4", "images of 784 weights, one per neuron of the first layer", book::kHiddenUnits,
               model.layers.front().outputs);
  must(write_png(notebook.pictures / "exercise-4-weights.png", draw_first_layer(model)));
}

}  // namespace bottleneck
