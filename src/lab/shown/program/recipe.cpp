#include "lab/shown/program/recipe.h"

#include <algorithm>

#include "core/background.h"
#include "lab/session/queries.h"

namespace bottleneck {

ImageSource source_of(const Session& session, std::string_view dataset) {
  ImageSource source{.kind = ImageSource::Kind::folder,
                     .name = std::string(dataset),
                     .inverts_light = session.choices.inverts_light};
  const DatasetEntry* entry = find_dataset(session.datasets, dataset);
  if (!entry) return source;
  source.train_images = entry->train.count();
  source.test_images = entry->test.count();
  switch (entry->origin) {
    case Origin::published:
      source.kind = dataset == "mnist" ? ImageSource::Kind::mnist : ImageSource::Kind::fashion;
      break;
    case Origin::synthetic:
    case Origin::drawings:
      source.kind = ImageSource::Kind::file;
      break;
    case Origin::pictures:
      source.class_names = entry->class_names;
      break;
  }
  if (source.kind == ImageSource::Kind::fashion) source.class_names = entry->class_names;
  return source;
}

std::string source_file(const ImageSource& source) {
  return source.name + ".npz";
}

Recipe recipe_of(const Session& session, const TrainingPlan& plan) {
  const TrainingPlan whole = whole_plan(session, plan);
  const DatasetEntry* dataset = dataset_of(session, plan);
  Recipe recipe{.source = source_of(session, dataset ? dataset->name : plan.dataset),
                .images = plan.images,
                .settings = {.architecture = {.hidden = whole.hidden,
                                              .latent = whole.latent,
                                              .linear_latent = whole.linear_latent},
                             .loss = whole.loss,
                             .epochs = whole.epochs,
                             .batch = whole.batch,
                             .learning_rate = whole.learning_rate,
                             .seed = whole.seed}};
  if (recipe.source.train_images > 0 && recipe.images >= recipe.source.train_images) recipe.images = 0;
  return recipe;
}

std::optional<Recipe> recipe_of(const Session& session, const LibraryEntry* entry) {
  if (!entry || !entry->card) return std::nullopt;
  const ModelCard& card = *entry->card;
  Recipe recipe{.title = entry->title,
                .source = source_of(session, card.dataset),
                .settings = card.settings,
                .is_continued = !card.parent.empty()};
  recipe.source.inverts_light = card.background != Background::light;
  if (card.train_images > 0 && card.train_images < recipe.source.train_images)
    recipe.images = card.train_images;
  return recipe;
}

Recipe chosen_recipe(const Session& session) {
  if (const auto recipe = recipe_of(session, chosen_entry(session))) return *recipe;
  return recipe_of(session, TrainingPlan{});
}

}  // namespace bottleneck
