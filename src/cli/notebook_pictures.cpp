// Exercise 3 of the notebook: another dataset. The book names photographs of animals; the program draws a
// folder of pictures instead and reads it as it would read the reader's own.
#include <array>

#include "cli/model_pictures.h"
#include "cli/notebook.h"
#include "cli/sample_pictures.h"

namespace bottleneck {

Status run_picture_exercise(Notebook& notebook) {
  constexpr int kPerClass = 600;
  constexpr int kLatent = 16;
  const auto folder = notebook.pictures / "exercise-3-pictures";
  auto written = write_sample_pictures(folder, kPerClass, 3);
  if (!written) return written;
  const auto data = open_dataset(folder.string(), {});
  if (!data) return Error{data.error()};
  // So few pictures make few steps an epoch: smaller batches, as the exercise leaves open.
  const auto trained = train(*data, {.architecture = {.hidden = {}, .latent = kLatent},
                                     .epochs = notebook.epochs,
                                     .batch = 32,
                                     .learning_rate = 0.003F,
                                     .seed = 1});
  if (!trained) return Error{trained.error()};
  const std::string step = "exercise 3";
  notebook.add(step, "a folder of pictures: images for training", nullptr, data->train.size());
  notebook.add(step, "its pictures, k = 16: validation loss (BCE)", nullptr, trained->history.back().val_bce);
  notebook.add(step, "its pictures, k = 16: validation MSE", nullptr, trained->history.back().val_mse);
  const auto codes = classify_notebook_codes(notebook, *data, trained->model);
  if (!codes) return Error{codes.error()};
  notebook.add(step, "its pictures, neighbours on 16 features: accuracy", nullptr,
               codes->confusion.accuracy());
  const auto pixels = classify_by_pixels(*data, kNeighbours, notebook.query_limit);
  if (!pixels) return Error{pixels.error()};
  notebook.add(step, "its pictures, neighbours on 784 pixels: accuracy", nullptr,
               pixels->confusion.accuracy());
  const std::array<const Autoencoder*, 1> shown = {&trained->model};
  return write_png(notebook.pictures / "exercise-3-reconstructions.png",
                   draw_reconstructions(shown, data->test, kShown));
}

}  // namespace bottleneck
