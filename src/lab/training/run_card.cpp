#include "lab/training/run_card.h"

#include <algorithm>
#include <utility>

#include "lab/models/card_measures.h"
#include "lab/training/train_command.h"
#include "texts/panels.h"
#include "texts/training.h"

namespace bottleneck {

ModelCard card_of_run(RunFacts facts, const Autoencoder& model, std::span<const std::uint8_t> images) {
  ModelCard card;
  card.dataset = std::move(facts.dataset);
  card.class_names = std::move(facts.class_names);
  card.background = facts.background;
  card.settings = facts.settings;
  card.settings.architecture = model.architecture;
  card.title = model_title(facts.dataset_title, card.settings);
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

std::string model_title(const std::string& dataset_title, const TrainingSettings& settings) {
  std::string title = dataset_title + " · ";
  for (const int width : settings.architecture.hidden) title += std::to_string(width) + ", ";
  title += std::to_string(settings.architecture.latent) + texts::kTitleUnit;
  return settings.loss == Loss::mse ? title + ", " + texts::kMse : title;
}

}  // namespace bottleneck
