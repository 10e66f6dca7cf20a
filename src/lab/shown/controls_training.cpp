// The training station: the plan of an experiment, the runs, and how they go.
#include <algorithm>
#include <cmath>
#include <string>
#include <string_view>
#include <vector>

#include "lab/base/figures.h"
#include "lab/base/typed_numbers.h"
#include "lab/models/own_models.h"
#include "lab/session/queries.h"
#include "lab/shown/offer.h"
#include "lab/shown/training_words.h"
#include "texts/controls.h"
#include "texts/panels.h"
#include "texts/training.h"

namespace bottleneck {
namespace {

constexpr int kMostImages = 1'000'000;  // where it is not known how many there are

Offer training_set_choice(const Session& session) {
  std::vector<std::pair<std::string, std::string>> options;
  for (const DatasetEntry& dataset : session.datasets.entries) {
    if (!can_train_on(dataset)) continue;
    options.emplace_back(
        dataset.name, fill(texts::kMirrorPlanDatasetOption, {dataset.title, grouped(dataset.train.count())}));
  }
  const DatasetEntry* chosen = dataset_of(session, session.choices.plan);
  return setting_choice("on", chosen ? chosen->name : session.choices.plan.dataset, options)
      .enabled_if(!options.empty());
}

// All of them, however many there are, are 0 in the plan.
Offer images_offer(const Session& session) {
  const Setting& setting = setting_of("images");
  const DatasetEntry* dataset = dataset_of(session, session.choices.plan);
  const int known = dataset ? dataset->train.count() : 0;
  const int most = known > 0 ? known : kMostImages;
  const int planned = planned_images(session, session.choices.plan);
  return make_number(setting.control.id, setting.control.label, planned > 0 ? planned : most,
                     {.low = 1, .high = static_cast<double>(most), .step = 1},
                     [word = setting.word, most](double images) {
                       return Set{.word = word, .value = fixed(images >= most ? 0 : images, 0)};
                     })
      .with_short_labels_of(setting)
      .with_hint(fill(texts::kMirrorPlanImagesHint, {grouped(most)}));
}

// A new run that goes on from a model.
Offer continue_choice(const Session& session) {
  std::vector<ChoiceOption> options{{"", texts::kMirrorContinueNone, ContinueModel{}}};
  for (const LibraryEntry& entry : session.library.entries) {
    if (entry.is_usable()) options.push_back({entry.name, entry.title, ContinueModel{entry.name}});
  }
  const bool has_models = options.size() > 1;
  return make_choice("continue", texts::kMirrorContinue, "", std::move(options))
      .enabled_if(has_models)
      .with_hint(texts::kMirrorContinueHint);
}

Finding layers_table(const Architecture& architecture) {
  Finding finding{.label = texts::kMirrorLayers,
                  .table = {{texts::kMirrorLayer, texts::kMirrorShape, texts::kMirrorActivation,
                             texts::kMirrorParameters}}};
  const std::vector<LayerWords> layers = layers_in_words(architecture);
  const std::size_t half = layers.size() / 2;
  for (std::size_t i = 0; i < layers.size(); ++i) {
    const LayerWords& layer = layers[i];
    const char* pattern = i < half ? texts::kMirrorEncoderLayer : texts::kMirrorDecoderLayer;
    finding.table.push_back(
        {fill(pattern, {std::to_string(i % half + 1)}),
         std::to_string(layer.inputs) + texts::kShapeArrow + std::to_string(layer.outputs), layer.activation,
         grouped(layer.parameters)});
  }
  finding.table.push_back(
      {texts::kMirrorAllLayers, "", "", grouped(static_cast<std::int64_t>(parameter_count(architecture)))});
  return finding;
}

// --- the run shown

Offer runs_choice(const Session& session) {
  std::vector<ChoiceOption> options;
  for (const TrainingRun& run : session.training.runs)
    options.push_back({std::to_string(run.number), run_name(session, run), ShowRun{run.number}});
  return make_choice("run", texts::kMirrorRunShown, std::to_string(session.training.shown),
                     std::move(options));
}

// Refuses here what the action would, so that the reader is told where they typed it.
Offer name_offer(const Session& session, const TrainingRun& run) {
  std::vector<std::string> taken;
  const auto add = [&](const std::string& name) {
    if (is_name_taken(session, name, &run)) taken.push_back(name);
  };
  for (const TrainingRun& other : session.training.runs) add(run_name(session, other));
  for (const LibraryEntry& entry : session.library.entries) add(entry.title);
  return make_line("run:name", texts::kMirrorRunName, run_name(session, run), texts::kMirrorRunNameApply,
                   [number = run.number, taken = std::move(taken)](std::string_view text) -> Result<Action> {
                     std::string name = clean_title(text);
                     if (name.empty()) return Error{texts::kMirrorRunNameWanted};
                     if (std::ranges::find(taken, name) != taken.end())
                       return Error{fill(texts::kMirrorRunNameTaken, {in_quotes(name)})};
                     return Action(NameRun{.number = number, .name = std::move(name)});
                   });
}

// The run shown, or the one whose number is the value.
Offer remove_offer(const Session& session, const TrainingRun& run) {
  Offer offer = make_button("run:remove", texts::kMirrorRunRemove, RemoveRun{run.number});
  std::vector<int> numbers;
  for (const TrainingRun& one : session.training.runs) numbers.push_back(one.number);
  offer.act = [shown = run.number, numbers = std::move(numbers)](std::string_view text) -> Result<Action> {
    if (text.empty()) return Action(RemoveRun{shown});
    const auto number = read_number(text);
    if (!number || std::ranges::find(numbers, *number) == numbers.end())
      return Error{texts::kMirrorOptionWanted};
    return Action(RemoveRun{static_cast<int>(*number)});
  };
  return offer;
}

// Of the run that was removed last.
void add_restore(OfferGroup& group, const Session& session) {
  const std::optional<RemovedRun>& removed = session.training.removed;
  if (!removed) return;
  const std::string& name = run_name(session, removed->run);
  group.add(make_button("run:restore", fill(texts::kMirrorRunRestore, {name}), RestoreRun{})
                .with_short_label(texts::kRestoreRun));
}

void add_run_controls(OfferGroup& group, const Session& session, const TrainingRun& run) {
  const RunAbilities can = abilities_of(run);
  group.add(make_button("pause", texts::kMirrorPause, PauseRun{}).enabled_if(can.pause));
  const bool is_over = run.state == TrainingRun::State::finished;
  const std::string more = fill(texts::kTrainMore, {std::to_string(kMoreEpochs)});
  group.add(make_button("resume", is_over ? more : texts::kMirrorResume, ResumeRun{})
                .with_short_label(is_over ? more : texts::kResumeRun)
                .enabled_if(can.resume));
  group.add(make_button("step", texts::kMirrorStep, ResumeRun{RunUntil::batch})
                .with_short_label(texts::kStepRun)
                .enabled_if(can.resume));
  group.add(make_button("epoch", texts::kMirrorEpochRun, ResumeRun{RunUntil::epoch})
                .with_short_label(texts::kEpochRun)
                .enabled_if(can.resume));
  group.add(make_button("rewind", texts::kMirrorRewind, RewindRun{})
                .with_short_label(texts::kRewindRun)
                .enabled_if(can.rewind));
  group.add(make_number("run:epochs", texts::kMirrorRunEpochs, run.plan.epochs,
                        {.low = static_cast<double>(least_epochs(run)), .high = kMostEpochs, .step = 1},
                        [](double epochs) { return SetRunEpochs{static_cast<int>(epochs)}; })
                .with_short_label(texts::kStopAtEpoch)
                .with_shorter({texts::kPlanEpochs}));
  group.add(make_button("keep", texts::kMirrorKeep, KeepRun{run.number})
                .with_short_label(texts::kKeepRun)
                .enabled_if(can.keep));
  if (!run.saved_as.empty() && !can.keep)
    group.add(make_button("run:draw", texts::kMirrorRunDraw, DrawWith{run.saved_as})
                  .with_short_label(texts::kDrawWithIt));
  group.add(runs_choice(session));
  group.add(name_offer(session, run));
  group.add(remove_offer(session, run));
}

// Of many epochs the first and the last ones: all are in the curve.
Finding epochs_table(const TrainingRun& run) {
  constexpr std::size_t kRowsAtEnds = 20;
  Finding finding{.label = texts::kMirrorEpochs,
                  .table = {{texts::kMirrorEpoch, texts::kMirrorTrainingLoss, texts::kMirrorValidationLoss,
                             texts::kMirrorValidationBce, texts::kMirrorValidationMse}}};
  for (std::size_t i = 0; i < run.history.size(); ++i) {
    if (i >= kRowsAtEnds && i + kRowsAtEnds < run.history.size()) continue;
    const EpochRecord& epoch = run.history[i];
    finding.table.push_back({std::to_string(i + 1), fixed(epoch.train_loss, kLossDigits),
                             fixed(epoch.val_loss, kLossDigits), fixed(epoch.val_bce, kLossDigits),
                             fixed(epoch.val_mse, kLossDigits)});
  }
  return finding;
}

void add_run_findings(OfferGroup& group, const Session& session, const TrainingRun& run) {
  group.tell(texts::kMirrorState, state_in_full(session, run));
  if (!run.notice.empty()) group.tell(texts::kMirrorNotice, run.notice);
  if (!run.parent.empty()) group.tell(texts::kMirrorParent, run.parent);
  group.tell(texts::kMirrorProgress, place_in_words(run));
  if (const std::string time = time_in_words(run); !time.empty()) group.tell(texts::kMirrorTime, time);
  if (run.images_per_second > 0) group.tell(texts::kMirrorSpeed, speed_in_words(run).full);
  if (!run.batch_losses.empty())
    group.tell(texts::kMirrorLatestBatch, fixed(static_cast<double>(run.batch_losses.back()), kLossDigits));
  if (run.dead_units_of > 0) {
    const auto add_dead = [&](const char* label, int dead, int of) {
      group.tell(label, fill(texts::kMirrorDeadValue,
                             {std::to_string(dead), std::to_string(of), grouped(run.dead_units_of)}));
    };
    add_dead(texts::kMirrorDead, run.dead_units, run.plan.latent);
    if (!run.plan.hidden.empty())
      add_dead(texts::kMirrorDeadNeurons, run.dead_neurons, run.plan.hidden.front());
  }
  if (!run.saved_as.empty())
    group.tell(texts::kMirrorSaved, fill(texts::kSavedAs, {saved_title(session, run)}));
  if (!run.history.empty()) group.findings.push_back(epochs_table(run));
}

}  // namespace

OfferGroup experiment_offers(const Session& session) {
  const TrainingPlan& plan = session.choices.plan;
  OfferGroup group{.id = "experiment", .title = texts::kMirrorExperiment};
  group.add(training_set_choice(session));
  group.add(images_offer(session));
  add_settings(group, session);
  const bool is_main = std::string_view(main_use(session)) == "start";
  group.add(make_button("start", texts::kMirrorStart, StartRun{})
                .with_short_label(is_main ? texts::kStartRun : texts::kStartAnother)
                .enabled_if(can_start(session)));
  group.add(continue_choice(session));
  if (const TrainingRun* run = shown_run(session.training)) {
    group.add(make_button("plan:as-run", texts::kMirrorPlanAsRun, TakeRunPlan{})
                  .with_short_label(texts::kPlanAsRun)
                  .enabled_if(!is_plan_of(session, *run)));
  }

  const std::string& error = session.training.estimate.error;
  group.tell(texts::kMirrorEstimate, error.empty() ? estimate_in_words(session, plan) : error);
  group.findings.push_back(layers_table(architecture_of(plan)));
  return group;
}

OfferGroup run_offers(const Session& session) {
  OfferGroup group{.id = "run", .title = texts::kMirrorRun};
  const TrainingRun* run = shown_run(session.training);
  if (!run) {  // its first step begins it
    const bool can = can_start(session);
    group.add(make_button("step", texts::kMirrorStep, StartRun{RunUntil::batch})
                  .with_short_label(texts::kStepRun)
                  .enabled_if(can));
    group.add(make_button("epoch", texts::kMirrorEpochRun, StartRun{RunUntil::epoch})
                  .with_short_label(texts::kEpochRun)
                  .enabled_if(can));
    group.add(make_button("rewind", texts::kMirrorRewind, RewindRun{})
                  .with_short_label(texts::kRewindRun)
                  .enabled_if(false));
    add_restore(group, session);
    add_settings(group, session);
    group.tell(texts::kMirrorRun, texts::kMirrorNoRun);
    return group;
  }
  add_run_controls(group, session, *run);
  add_restore(group, session);
  add_settings(group, session);
  add_run_findings(group, session, *run);
  return group;
}

}  // namespace bottleneck
