// Exercise 3 of the notebook: another dataset. The book names photographs of animals; the program draws a
// folder of pictures instead and reads it as it would read the reader's own.
#include "cli/notebook.h"
#include "cli/sample_pictures.h"

namespace bottleneck {

void run_picture_exercise(Notebook& notebook) {
  constexpr int kPerClass = 600;
  constexpr int kLatent = 16;
  const auto folder = notebook.pictures / "exercise-3-pictures";
  must(write_sample_pictures(folder, kPerClass, 3));
  const auto data = must(open_dataset(folder.string(), {}));
  // So few pictures make few steps an epoch: smaller batches, as the exercise leaves open.
  const auto trained = must(train(data, {.architecture = {.hidden = {}, .latent = kLatent},
                                         .epochs = notebook.epochs,
                                         .batch = 32,
                                         .learning_rate = 0.003F,
                                         .seed = 1}));
  const std::string step = "exercise 3";
  notebook.add(step, "a folder of pictures: images for training", nullptr, data.train.size());
  notebook.add(step, "its pictures, k = 16: validation loss (BCE)", nullptr, trained.history.back().val_bce);
  notebook.add(step, "its pictures, k = 16: validation MSE", nullptr, trained.history.back().val_mse);
  const KnnReport codes = classify_notebook_codes(notebook, data, trained.model);
  notebook.add(step, "its pictures, neighbours on 16 features: accuracy", nullptr,
               codes.confusion.accuracy());
  const auto pixels = must(classify_by_pixels(data, kNeighbours, notebook.query_limit));
  notebook.add(step, "its pictures, neighbours on 784 pixels: accuracy", nullptr,
               pixels.confusion.accuracy());
  draw(notebook, "exercise-3-reconstructions.png", {&trained.model}, data.test);
}

}  // namespace bottleneck
