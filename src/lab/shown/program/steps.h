// The steps that most programs have: images, a model, its training, pictures side by side.
#pragma once

#include <initializer_list>
#include <span>
#include <string>

#include "lab/shown/program/recipe.h"
#include "lab/shown/program/writer.h"

namespace bottleneck {

// Which part of the page a setting of a model is.
struct SettingParts {
  bool are_plan = false;          // the fields of the training station
  std::string other = "chooser";  // elsewhere all of them are this part
  std::string of(const char* id) const { return are_plan ? id : other; }
};

// x_train, y_train, x_test, y_test: images as rows of 784 pixels between 0 and 1, and labels.
void load_images(ProgramWriter& out, const Recipe& recipe, const SettingParts& parts);
void scale_images(ProgramWriter& out, std::initializer_list<const char*> names);

// encoder, decoder, autoencoder, trained: `history`.
void build_model(ProgramWriter& out, const Recipe& recipe, const SettingParts& parts);
void train_model(ProgramWriter& out, const Recipe& recipe, const SettingParts& parts);

// A function train(latent, …) that returns (encoder, decoder); what the recipes differ in are its parameters.
// Loads the training images of those that are not of the first one's.
void define_training(ProgramWriter& out, std::span<const Recipe> recipes,
                     const std::string& part = "chooser");
// models = {title: train(…), …}
void train_models(ProgramWriter& out, std::span<const Recipe> recipes);

// A section that makes `name`: what lies on the pad, as a row of 784 pixels.
void add_drawing(ProgramWriter& out, const Session& session, const std::string& name);

// All rows of `weights`, by `order`, as images side by side, in rows of 20.
void add_mosaic(ProgramWriter& out, bool is_own_scale);

std::string keras_loss(Loss loss);               // "binary_crossentropy", in quotes
std::string widths_arrow(const Recipe& recipe);  // "784 → 300 → 16"
std::string python_number(double number);

}  // namespace bottleneck
