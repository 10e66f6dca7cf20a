// How a model is made, for a program that makes it again.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/trainer.h"
#include "lab/session/session.h"

namespace bottleneck {

// Where a program takes its images from.
struct ImageSource {
  enum class Kind : std::uint8_t {
    mnist,
    fashion,
    file,    // that the page hands out
    folder,  // of pictures
  };
  Kind kind = Kind::mnist;
  std::string name{};                      // of the dataset
  std::vector<std::string> class_names{};  // of the file's or folder's classes; empty: digits, or not known
  bool inverts_light = true;               // of a folder: pictures with a light background become negatives
  int train_images = 0;                    // 0: not known
  int test_images = 0;

  bool operator==(const ImageSource& other) const { return kind == other.kind && name == other.name; }
};
// Of a dataset by its name, also of one that is not here: that is a folder of pictures.
ImageSource source_of(const Session& session, std::string_view dataset);
// What the file is called that the page hands out: "synthetic.npz".
std::string source_file(const ImageSource& source);

struct Recipe {
  std::string title{};  // for the reader
  ImageSource source{};
  int images = 0;  // the first so many of the training images; 0: all
  TrainingSettings settings{};
  bool is_continued = false;  // it began with another model's weights, which a program cannot have
};
// By a plan, with nothing left open; and by a model's card, or nothing while that is not there.
Recipe recipe_of(const Session& session, const TrainingPlan& plan);
std::optional<Recipe> recipe_of(const Session& session, const LibraryEntry* entry);
// Of the chosen model; of the usual plan while its card is not there.
Recipe chosen_recipe(const Session& session);

}  // namespace bottleneck
