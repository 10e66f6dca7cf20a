#include "lab/training/trained_model_card.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string_view>
#include <utility>

#include "lab/models/card_measures.h"

namespace bottleneck {
namespace {

// The shortest decimal that is this float.
std::string shortest(float value) {
  std::array<char, 32> text{};
  const auto [end, problem] = std::to_chars(text.data(), text.data() + text.size(), value);
  return {text.data(), end};
}

// As one word for a POSIX shell, in quotes only where it needs them.
std::string for_shell(const std::string& word) {
  const auto is_plain = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("/._-+,:@%").find(c) != std::string_view::npos;
  };
  if (!word.empty() && std::all_of(word.begin(), word.end(), is_plain)) return word;
  std::string quoted = "'";
  for (const char c : word) {
    if (c == '\'') {
      quoted += "'\\''";  // ends the quotes, a quote, and begins them again
    } else {
      quoted += c;
    }
  }
  return quoted + "'";
}

}  // namespace

ModelCard card_of_run(RunFacts facts, const Autoencoder& model, std::span<const std::uint8_t> images) {
  ModelCard card;
  card.dataset = std::move(facts.dataset);
  card.class_names = std::move(facts.class_names);
  card.background = facts.background;
  card.settings = facts.settings;
  card.settings.architecture = model.architecture;
  card.title = std::move(facts.title);
  // A run may have ended before its time.
  card.settings.epochs = std::max(1, static_cast<int>(facts.history.size()));
  const bool can_be_repeated = !facts.history.empty() && facts.batches_after == 0 && facts.parent.empty();
  card.history = std::move(facts.history);
  card.parameters = model.parameters.size();
  card.train_images = facts.train_images;
  card.test_images = facts.test_images;
  card.seconds_per_epoch = facts.seconds_per_epoch;
  card.parent = std::move(facts.parent);
  card.date = std::move(facts.date);
  if (can_be_repeated && !facts.program_dataset.empty()) {
    card.command =
        train_command(facts.program_dataset, card.settings, facts.is_part ? facts.train_images : 0);
  }
  measure_card(card, model, images, images_measured(model));
  return card;
}

std::string train_command(const std::string& dataset, const TrainingSettings& settings, int images) {
  std::string command = "bottleneck train --dataset " + for_shell(dataset) + " --latent " +
                        std::to_string(settings.architecture.latent);
  if (images > 0) command += " --images " + std::to_string(images);
  for (std::size_t i = 0; i < settings.architecture.hidden.size(); ++i) {
    command += (i == 0 ? " --hidden " : ",") + std::to_string(settings.architecture.hidden[i]);
  }
  if (settings.architecture.linear_latent) command += " --linear-latent";
  if (settings.loss == Loss::mse) command += " --loss mse";
  command += " --epochs " + std::to_string(settings.epochs) + " --batch " + std::to_string(settings.batch);
  command += " --lr " + shortest(settings.learning_rate) + " --seed " + std::to_string(settings.seed);
  return command;
}

}  // namespace bottleneck
