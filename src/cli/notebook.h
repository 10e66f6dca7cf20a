// The notebook "Your First Autoencoder" (U. Michelucci, M. Sperti; Applied Deep Learning, 2nd ed., Apress)
// step by step: what the book printed beside what comes out here. Nothing under "here" is written down
// anywhere: it is all computed in the run.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "cli/experiment.h"
#include "core/notebook_figures.h"

namespace bottleneck {

inline constexpr int kShown = 10;  // test images above their reconstructions, in each picture

// One line of the table. Numbers are shown with `format`; null means that the book prints nothing there.
struct NotebookRow {
  std::string step;  // "1" to "6", "exercise 1" …
  std::string what;
  nlohmann::ordered_json book;
  nlohmann::ordered_json here;
  const char* format = "%.4f";  // of a double
};

struct Notebook {
  // Settings of the run.
  int epochs = book::kEpochs;
  int query_limit = 0;             // test images classified by neighbours; 0 for all
  std::filesystem::path pictures;  // folder for the pictures
  std::filesystem::path data;      // what --data says

  // Results.
  std::vector<NotebookRow> rows;
  std::vector<int> confusion;  // MNIST, 8 features, 10 × 10, rows: true digit

  void add(const std::string& step, const std::string& what, const nlohmann::ordered_json& book,
           const nlohmann::ordered_json& here, const char* format = "%.4f") {
    rows.push_back({.step = step, .what = what, .book = book, .here = here, .format = format});
  }
};

// Steps 1 to 5, on MNIST.
void run_mnist_steps(Notebook& notebook);

// Step 6, on Fashion-MNIST, and exercises 1, 2 and 4, which go on with its models.
void run_fashion_steps(Notebook& notebook);

// Exercise 3, on a folder of pictures that the program makes.
void run_picture_exercise(Notebook& notebook);

// Shared by the steps: trains with the notebook's settings.
TrainedModel train_notebook_model(const Notebook& notebook, const TrainTest& data, int latent,
                                  std::vector<int> hidden = {}, Loss loss = Loss::bce);

// Shared by the steps: 7 neighbours on a model's codes.
KnnReport classify_notebook_codes(const Notebook& notebook, const TrainTest& data, const Autoencoder& model);

// Shared by the steps: the rows "WHATaccuracy" and "WHATseconds".
void add_neighbours(Notebook& notebook, const std::string& step, const std::string& what,
                    const book::NeighbourFigures& book, const KnnReport& report);

// Shared by the steps: the picture of that name, of the first images above what each model makes of them.
void draw(const Notebook& notebook, const std::string& file, const std::vector<const Autoencoder*>& models,
          const Dataset& images);

}  // namespace bottleneck
