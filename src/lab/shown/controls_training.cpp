// The training station: the plan of an experiment, the runs, and how they go.
#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "lab/base/figures.h"
#include "lab/models/own_models.h"
#include "lab/session/queries.h"
#include "lab/shown/offer.h"
#include "lab/shown/training_words.h"
#include "texts/panels.h"
#include "texts/training.h"

namespace bottleneck {
namespace {

constexpr int kMostImages = 1'000'000;  // where it is not known how many there are

// A number of the plan: the action takes the whole plan with the one value changed.
Offer plan_number(const Session& session, std::string id, const char* label, double value,
                  const NumberRange& range, void (*set)(TrainingPlan& plan, double value)) {
  return make_number(std::move(id), label, value, range, [plan = session.choices.plan, set](double typed) {
    TrainingPlan changed = plan;
    set(changed, typed);
    return SetPlan{std::move(changed)};
  });
}

Offer training_set_choice(const Session& session) {
  std::vector<ChoiceOption> options;
  for (const DatasetEntry& dataset : session.datasets.entries) {
    if (!can_train_on(dataset)) continue;
    options.push_back({dataset.name,
                       fill(texts::kMirrorPlanDatasetOption, {dataset.title, grouped(dataset.train.count())}),
                       SetPlan{with_dataset(session.choices.plan, dataset)}});
  }
  const DatasetEntry* chosen = dataset_of(session, session.choices.plan);
  const bool has_options = !options.empty();
  return make_choice("plan:dataset", texts::kMirrorPlanDataset,
                     chosen ? chosen->name : session.choices.plan.dataset, std::move(options))
      .with_short_label(texts::kPlanData)
      .enabled_if(has_options);
}

Offer images_offer(const Session& session) {
  const DatasetEntry* dataset = dataset_of(session, session.choices.plan);
  const int known = dataset ? dataset->train.count() : 0;
  const int most = known > 0 ? known : kMostImages;
  const int planned = planned_images(session, session.choices.plan);
  return make_number("plan:images", texts::kMirrorPlanImages, planned > 0 ? planned : most,
                     {.low = 1, .high = static_cast<double>(most), .step = 1},
                     [plan = session.choices.plan, most](double images) {
                       TrainingPlan changed = plan;
                       changed.images = images >= most ? 0 : static_cast<int>(images);
                       return SetPlan{std::move(changed)};
                     })
      .with_short_label(texts::kPlanImages)
      .with_hint(fill(texts::kMirrorPlanImagesHint, {grouped(most)}));
}

Offer hidden_offer(const TrainingPlan& plan) {
  return make_text("plan:hidden", texts::kMirrorPlanHidden, hidden_in_words(plan.hidden),
                   texts::kMirrorPlanHiddenApply,
                   [plan](std::string_view text) -> Result<Action> {
                     Result<std::vector<int>> hidden = read_hidden(text);
                     if (!hidden) return Error{hidden.error()};
                     TrainingPlan changed = plan;
                     changed.hidden = *std::move(hidden);
                     return Action(SetPlan{std::move(changed)});
                   })
      .with_short_label(texts::kPlanHidden)
      .with_hint(
          fill(texts::kMirrorPlanHiddenHint, {std::to_string(kMostHiddenLayers), grouped(kWidestHidden)}));
}

Offer loss_choice(const TrainingPlan& plan) {
  const auto with = [&](Loss loss) {
    TrainingPlan changed = plan;
    changed.loss = loss;
    return SetPlan{std::move(changed)};
  };
  return make_choice(
             "plan:loss", texts::kMirrorPlanLoss, plan.loss == Loss::bce ? "bce" : "mse",
             {{"bce", loss_name(Loss::bce), with(Loss::bce)}, {"mse", loss_name(Loss::mse), with(Loss::mse)}})
      .with_short_label(texts::kPlanLoss)
      .with_short_options({texts::kBce, texts::kMse});
}

Offer rate_offer(const Session& session) {
  constexpr int kDigits = 6;  // of the slowest
  const double rate = static_cast<double>(session.choices.plan.learning_rate);
  const NumberRange range{.low = 1e-6, .high = kFastestRate, .step = 0, .digits = kDigits};
  Offer offer =
      plan_number(session, "plan:rate", texts::kMirrorPlanRate, rate, range,
                  [](TrainingPlan& plan, double value) { plan.learning_rate = static_cast<float>(value); });
  offer.control.value = short_number(rate);
  offer.control.hint = texts::kMirrorPlanRateHint;
  offer.control.short_label = texts::kPlanRate;
  return offer;
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
    options.push_back({std::to_string(run.number), run.name, ShowRun{run.number}});
  return make_choice("run", texts::kMirrorRunShown, std::to_string(session.training.shown),
                     std::move(options));
}

Offer name_offer(const TrainingRun& run) {
  return make_line("run:name", texts::kMirrorRunName, run.name, texts::kMirrorRunNameApply,
                   [number = run.number](std::string_view text) -> Result<Action> {
                     if (clean_title(text).empty()) return Error{texts::kMirrorRunNameWanted};
                     return Action(NameRun{.number = number, .name = std::string(text)});
                   });
}

void add_run_controls(std::vector<Offer>& offers, const Session& session, const TrainingRun& run) {
  const RunAbilities can = abilities_of(run);
  offers.push_back(make_button("pause", texts::kMirrorPause, PauseRun{}).enabled_if(can.pause));
  offers.push_back(make_button("resume", texts::kMirrorResume, ResumeRun{})
                       .with_short_label(texts::kResumeRun)
                       .enabled_if(can.resume));
  offers.push_back(make_button("step", texts::kMirrorStep, ResumeRun{RunUntil::batch})
                       .with_short_label(texts::kStepRun)
                       .enabled_if(can.resume));
  offers.push_back(make_button("epoch", texts::kMirrorEpochRun, ResumeRun{RunUntil::epoch})
                       .with_short_label(texts::kEpochRun)
                       .enabled_if(can.resume));
  offers.push_back(make_button("rewind", texts::kMirrorRewind, RewindRun{})
                       .with_short_label(texts::kRewindRun)
                       .enabled_if(can.rewind));
  offers.push_back(
      make_number("run:epochs", texts::kMirrorRunEpochs, run.plan.epochs,
                  {.low = static_cast<double>(least_epochs(run)), .high = kMostEpochs, .step = 1},
                  [](double epochs) { return SetRunEpochs{static_cast<int>(epochs)}; })
          .with_short_label(texts::kStopAtEpoch));
  offers.push_back(make_button("keep", texts::kMirrorKeep, KeepRun{})
                       .with_short_label(texts::kKeepRun)
                       .enabled_if(can.keep));
  offers.push_back(runs_choice(session));
  offers.push_back(name_offer(run));
  offers.push_back(make_button("run:remove", texts::kMirrorRunRemove, RemoveRun{run.number}));
}

void add_loss_axes(std::vector<Offer>& offers, const Choices& choices) {
  const bool is_by_batch = choices.loss_by == LossBy::batch;
  offers.push_back(make_choice("loss:by", texts::kMirrorLossBy, is_by_batch ? "batch" : "epoch",
                               {{"epoch", texts::kMirrorByEpoch, ChooseLossBy{LossBy::epoch}},
                                {"batch", texts::kMirrorByBatch, ChooseLossBy{LossBy::batch}}})
                       .with_short_options({texts::kByEpoch, texts::kByBatch}));
  offers.push_back(make_toggle("loss:log", texts::kMirrorLossLog, choices.is_loss_log,
                               [](bool is_log) { return SetLossLog{is_log}; }));
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

void add_run_findings(std::vector<Finding>& findings, const Session& session, const TrainingRun& run) {
  findings.push_back({texts::kMirrorState, state_in_full(session, run)});
  if (!run.notice.empty()) findings.push_back({texts::kMirrorNotice, run.notice});
  if (!run.parent.empty()) findings.push_back({texts::kMirrorParent, run.parent});
  findings.push_back({texts::kMirrorProgress, place_in_words(run)});
  if (const std::string time = time_in_words(run); !time.empty())
    findings.push_back({texts::kMirrorTime, time});
  if (run.images_per_second > 0)
    findings.push_back(
        {texts::kMirrorSpeed, fill(texts::kImagesPerSecond, {grouped(std::llround(run.images_per_second))})});
  if (!run.batch_losses.empty())
    findings.push_back(
        {texts::kMirrorLatestBatch, fixed(static_cast<double>(run.batch_losses.back()), kLossDigits)});
  if (run.dead_units_of > 0) {
    findings.push_back({texts::kMirrorDead, fill(texts::kMirrorDeadValue, {std::to_string(run.dead_units),
                                                                           std::to_string(run.plan.latent),
                                                                           grouped(run.dead_units_of)})});
  }
  if (!run.saved_as.empty())
    findings.push_back({texts::kMirrorSaved, fill(texts::kSavedAs, {saved_title(session, run)})});
  if (!run.history.empty()) findings.push_back(epochs_table(run));
}

}  // namespace

OfferGroup experiment_offers(const Session& session) {
  const TrainingPlan& plan = session.choices.plan;
  OfferGroup group{.id = "experiment", .title = texts::kMirrorExperiment};
  std::vector<Offer>& offers = group.offers;
  offers.push_back(training_set_choice(session));
  offers.push_back(images_offer(session));
  offers.push_back(
      plan_number(session, "plan:latent", texts::kMirrorPlanLatent, plan.latent,
                  {.low = 1, .high = kMostLatent, .step = 1},
                  [](TrainingPlan& changed, double value) { changed.latent = static_cast<int>(value); })
          .with_short_label(texts::kPlanLatent)
          .with_hint(fill(texts::kMirrorPlanLatentHint, {std::to_string(kMostLatent)})));
  offers.push_back(hidden_offer(plan));
  offers.push_back(loss_choice(plan));
  offers.push_back(
      plan_number(session, "plan:epochs", texts::kMirrorPlanEpochs, plan.epochs,
                  {.low = 1, .high = kMostEpochs, .step = 1},
                  [](TrainingPlan& changed, double value) { changed.epochs = static_cast<int>(value); })
          .with_short_label(texts::kPlanEpochs));
  offers.push_back(
      plan_number(session, "plan:batch", texts::kMirrorPlanBatch, plan.batch,
                  {.low = 1, .high = kLargestBatch, .step = 1},
                  [](TrainingPlan& changed, double value) { changed.batch = static_cast<int>(value); })
          .with_short_label(texts::kPlanBatch));
  offers.push_back(rate_offer(session));
  offers.push_back(plan_number(session, "plan:seed", texts::kMirrorPlanSeed, static_cast<double>(plan.seed),
                               {.low = 0, .high = static_cast<double>(kLargestSeed), .step = 1},
                               [](TrainingPlan& changed, double value) {
                                 changed.seed = static_cast<std::uint64_t>(value);
                               })
                       .with_short_label(texts::kPlanSeed)
                       .with_hint(texts::kMirrorPlanSeedHint));
  offers.push_back(make_button("start", texts::kMirrorStart, StartRun{})
                       .with_short_label(texts::kStartRun)
                       .enabled_if(can_start(session)));
  offers.push_back(continue_choice(session));

  const std::string& error = session.training.estimate.error;
  group.findings.push_back(
      {texts::kMirrorEstimate, error.empty() ? estimate_in_words(session, plan) : error});
  group.findings.push_back(layers_table(architecture_of(plan)));
  return group;
}

OfferGroup run_offers(const Session& session) {
  OfferGroup group{.id = "run", .title = texts::kMirrorRun};
  const TrainingRun* run = shown_run(session.training);
  if (!run) {  // its first step begins it
    const bool can = can_start(session);
    group.offers.push_back(make_button("step", texts::kMirrorStep, StartRun{RunUntil::batch})
                               .with_short_label(texts::kStepRun)
                               .enabled_if(can));
    group.offers.push_back(make_button("epoch", texts::kMirrorEpochRun, StartRun{RunUntil::epoch})
                               .with_short_label(texts::kEpochRun)
                               .enabled_if(can));
    group.offers.push_back(make_button("rewind", texts::kMirrorRewind, RewindRun{})
                               .with_short_label(texts::kRewindRun)
                               .enabled_if(false));
    add_loss_axes(group.offers, session.choices);
    group.findings.push_back({texts::kMirrorRun, texts::kMirrorNoRun});
    return group;
  }
  add_run_controls(group.offers, session, *run);
  add_loss_axes(group.offers, session.choices);
  add_run_findings(group.findings, session, *run);
  return group;
}

}  // namespace bottleneck
