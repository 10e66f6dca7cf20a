// A run's weights become a model of the library.
#include <algorithm>
#include <new>
#include <span>

#include "lab/base/figures.h"
#include "lab/data/synthetic_digits.h"
#include "lab/session/keeping.h"
#include "lab/session/notes.h"
#include "lab/session/queries.h"
#include "lab/session/training_steps.h"
#include "lab/training/trained_model_card.h"
#include "texts/library.h"

namespace bottleneck {

void act(Session& session, const KeepRun& action) {
  TrainingRun* run = find_run(session.training, action.number);
  if (!run || !run->train || !abilities_of(*run).keep) return;
  const DatasetEntry* dataset = find_dataset(session.datasets, run->plan.dataset);
  const double epochs = run->progress.epochs_done();
  RunFacts facts{.title = run_name(session, *run),
                 .dataset = run->plan.dataset,
                 .background = run->train->background,
                 .settings = settings_of(run->plan),
                 .train_images = run->images,
                 .is_part = run->images < run->train->size(),
                 .test_images = run->test->size(),
                 .seconds_per_epoch = epochs > 0 ? run->work_ms / 1000 / epochs : 0,
                 .parent = run->parent,
                 .date = session.today};
  facts.class_names = run->class_names;
  // The history as the weights have it, which may be a moment older than the latest news.
  const auto finished = std::min(run->history.size(), static_cast<std::size_t>(run->model_epoch));
  facts.history.assign(run->history.begin(), run->history.begin() + static_cast<std::ptrdiff_t>(finished));
  facts.batches_after = run->model_batch;
  if (dataset && dataset->is_published()) facts.program_dataset = run->plan.dataset;
  if (dataset && dataset->train.images == run->train && dataset->origin == Origin::synthetic)
    facts.program_dataset = synthetic_name(session.datasets.synthetic.plan);
  const auto images = std::span(run->train->images).first(static_cast<std::size_t>(run->images) * kPixels);
  try {
    ModelCard card = card_of_run(std::move(facts), *run->model, images);
    run->saved_as = keep_model(session, std::move(card), *run->model);
    run->saved_epoch = run->model_epoch;
    run->saved_batch = run->model_batch;
  } catch (const std::bad_alloc&) {
    add_note(session, fill(texts::kLibraryNoMemoryToKeep, {run_name(session, *run)}));
  }
}

}  // namespace bottleneck
