// The card of a model that was trained in the page, and the command line of the native program that trains it
// again.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/trainer.h"
#include "formats/model_card.h"

namespace bottleneck {

// What is known of a training run that becomes a model.
struct RunFacts {
  std::string title{};    // what the model is to be called
  std::string dataset{};  // its name: "mnist"
  std::vector<std::string> class_names{};
  Background background = Background::dark;
  TrainingSettings settings{};
  std::vector<EpochRecord> history{};  // one per finished epoch
  int batches_after = 0;               // mini-batches done since then
  int train_images = 0;
  bool is_part = false;  // the first so many of a larger dataset
  int test_images = 0;
  double seconds_per_epoch = 0;
  std::string parent{};  // the title of the model whose training it continued; empty: it began anew
  std::string date{};    // "2026-01-31"
  // What the native program's --dataset is to be given to have the same images; empty: it cannot have them.
  std::string program_dataset{};
};

// images: the training images, N × D bytes. The card names the command that makes the model again wherever
// there is one: none for a model that stopped within an epoch, or continued another's training.
ModelCard card_of_run(RunFacts facts, const Autoencoder& model, std::span<const std::uint8_t> images);

// The command, for a POSIX shell; it gives the same numbers to the last bit of the seed. dataset: what
// --dataset is given, a name or a folder; images: the first so many training images, 0: all.
std::string train_command(const std::string& dataset, const TrainingSettings& settings, int images = 0);

}  // namespace bottleneck
