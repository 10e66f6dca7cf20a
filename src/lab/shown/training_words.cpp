#include "lab/shown/training_words.h"

#include <algorithm>
#include <cmath>

#include "lab/base/figures.h"
#include "lab/base/names.h"
#include "lab/base/typed_numbers.h"
#include "lab/session/queries.h"
#include "lab/session/settings.h"
#include "lab/shown/data_words.h"
#include "lab/shown/words.h"
#include "lab/training/usual_plan.h"
#include "texts/controls.h"
#include "texts/panels.h"
#include "texts/training.h"

namespace bottleneck {
namespace {

// An estimate is no better than to the minute where it takes some.
std::string estimate_in_words(double ms) {
  constexpr double kMinute = 60'000;
  if (ms < kMinute || ms >= 60 * kMinute) return duration_in_words(ms);
  return fill(texts::kWholeMinutes, {std::to_string(std::llround(ms / kMinute))});
}

}  // namespace

std::string duration_in_words(double ms) {
  constexpr double kTenthsBelow = 9.95;  // seconds: from there on they are rounded to 10
  const double seconds = ms / 1000;
  if (seconds < kTenthsBelow) return fill(texts::kSeconds, {fixed(seconds, 1)});
  const auto whole = static_cast<std::int64_t>(std::llround(seconds));
  if (whole < 60) return fill(texts::kSeconds, {std::to_string(whole)});
  const std::int64_t minutes = whole / 60;
  if (minutes < 60) return fill(texts::kMinutes, {std::to_string(minutes), std::to_string(whole % 60)});
  return fill(texts::kHours, {grouped(minutes / 60), std::to_string(minutes % 60)});
}

std::string hundredths_in_words(double ms) {
  constexpr double kLeast = 0.01;
  const double seconds = ms / 1000;
  return seconds < kLeast / 2 ? fill(texts::kSecondsUnder, {fixed(kLeast, 2)})
                              : fill(texts::kSeconds, {fixed(seconds, 2)});
}

const char* loss_name(Loss loss) {
  return loss == Loss::bce ? texts::kBce : texts::kMse;
}

std::string hidden_in_words(const std::vector<int>& hidden) {
  return hidden.empty() ? texts::kPlanHiddenNone : widths_text(hidden);
}

Result<std::vector<int>> read_hidden(std::string_view text) {
  std::string typed(text);
  std::erase_if(typed, [](char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; });
  if (typed.empty() || typed == texts::kPlanHiddenNone) return std::vector<int>{};
  const Error problem{
      fill(texts::kMirrorHiddenWanted, {std::to_string(kMostHiddenLayers), grouped(kWidestHidden)})};
  std::vector<int> hidden;
  for (std::string_view rest = typed;;) {
    const std::size_t comma = rest.find(',');
    const auto width = read_number(rest.substr(0, comma));
    if (!width || *width != std::round(*width) || *width < 1 || *width > kWidestHidden) return problem;
    hidden.push_back(static_cast<int>(*width));
    if (comma == std::string_view::npos) break;
    rest.remove_prefix(comma + 1);
  }
  if (hidden.size() > kMostHiddenLayers) return problem;
  return hidden;
}

bool can_train_on(const DatasetEntry& dataset) {
  // A published one comes from the site, from a mirror or from the reader's files; what is made is made here.
  return dataset.train.count() > 0 && dataset.test.count() > 0;
}

bool can_start(const Session& session) {
  const DatasetEntry* dataset = dataset_of(session, session.choices.plan);
  return dataset && can_train_on(*dataset);
}

std::vector<LayerWords> layers_in_words(const Architecture& architecture) {
  const std::vector<int> widths = layer_widths(architecture);
  std::vector<LayerWords> layers;
  for (std::size_t i = 0; i + 1 < widths.size(); ++i) {
    const bool is_last = i + 2 == widths.size();
    layers.push_back({.inputs = widths[i],
                      .outputs = widths[i + 1],
                      .activation = is_last ? texts::kSigmoid : texts::kRelu,
                      .parameters = (std::int64_t{widths[i]} + 1) * widths[i + 1]});
  }
  return layers;
}

std::string estimate_in_words(const Session& session, const TrainingPlan& open_plan) {
  const TrainingPlan plan = whole_plan(session, open_plan);
  const auto count = static_cast<std::int64_t>(parameter_count(architecture_of(plan)));
  std::string text = fill(texts::kWeightsCount, {grouped(count)});
  const int images = planned_images(session, plan);
  if (images == 0) return text;
  constexpr const char* kBesides = " · ";
  const std::int64_t updates = updates_of(plan, images);
  text += kBesides + fill(updates < kFewUpdates ? texts::kFewUpdates : texts::kUpdates, {grouped(updates)});
  const DatasetEntry* dataset = dataset_of(session, plan);
  const int test_images = dataset->test.count();
  const std::optional<double> ms = estimated_ms(session.training, plan, images, test_images);
  if (ms) text += kBesides + fill(texts::kAboutTime, {estimate_in_words(*ms)});
  if (!ms && session.jobs.job<MeasureTraining>().id != 0) text += std::string(kBesides) + texts::kMeasuring;
  const std::int64_t bytes = estimated_bytes(plan, dataset->train.count(), test_images);
  constexpr double kMillion = 1e6;
  return text + kBesides + fill(texts::kMegabytes, {fixed(static_cast<double>(bytes) / kMillion, 0)});
}

const char* state_in_words(TrainingRun::State state) {
  constexpr const char* kStates[] = {texts::kStateWaiting,  texts::kStateTraining, texts::kStatePaused,
                                     texts::kStateFinished, texts::kStateDiverged, texts::kStateFailed};
  return name_in(kStates, state);
}

BytesOnTheWay bytes_on_the_way(const Session& session, const TrainingRun& run) {
  const DatasetEntry* dataset = dataset_of(session, run.plan);
  return run.train || !dataset ? BytesOnTheWay{} : bytes_on_the_way(*dataset);
}

std::string waits_for(const Session& session, const TrainingRun& run) {
  const DatasetEntry* dataset = dataset_of(session, run.plan);
  const bool has_images = run.train || !dataset || (dataset->train.images && dataset->test.images);
  if (!has_images && dataset->origin == Origin::synthetic) return dataset_in_words(session, *dataset);
  return has_images ? std::string(texts::kWaitingForWorker) : fill(texts::kWaitingForData, {dataset->title});
}

std::string state_in_full(const Session& session, const TrainingRun& run) {
  std::string text = state_in_words(run.state);
  if (run.state == TrainingRun::State::waiting) {
    text += ": " + waits_for(session, run);
    const BytesOnTheWay way = bytes_on_the_way(session, run);
    if (way.total > 0)
      text += " " + fill(texts::kMirrorPartOf, {size_in_words(way.bytes), size_in_words(way.total)});
  }
  if (run.state == TrainingRun::State::failed) text += ": " + run.error;
  if (run.state == TrainingRun::State::diverged) text += std::string(". ") + texts::kHasDiverged;
  return text;
}

std::string place_in_words(const TrainingRun& run, const char* pattern) {
  const Progress& progress = run.progress;
  const std::string epochs = std::to_string(run.plan.epochs);
  if (run.state == TrainingRun::State::finished) {
    return progress.epoch == 1 ? std::string(texts::kRunOneDone)
                               : fill(texts::kRunDone, {std::to_string(progress.epoch)});
  }
  if (progress.epoch == 0 && progress.batch == 0) return fill(texts::kRunBegins, {epochs});
  // Between two epochs the one that is done counts.
  const bool is_between = progress.is_between_epochs();
  const int epoch = is_between ? progress.epoch : progress.epoch + 1;
  const int batch = is_between ? progress.batches : progress.batch;
  return fill(pattern,
              {std::to_string(epoch), epochs, std::to_string(batch), std::to_string(progress.batches)});
}

double share_done(const TrainingRun& run) {
  return std::clamp(run.progress.epochs_done() / std::max(run.plan.epochs, 1), 0.0, 1.0);
}

SpeedWords speed_in_words(const TrainingRun& run) {
  const std::string speed = grouped(std::llround(run.images_per_second));
  return {.full = run.workers == 1
                      ? fill(texts::kImagesPerSecond, {speed})
                      : fill(texts::kImagesPerSecondOfWorkers, {speed, std::to_string(run.workers)}),
          .brief = fill(texts::kImagesPerSecondShort, {speed})};
}

std::string time_in_words(const TrainingRun& run) {
  if (run.is_active()) {
    const std::optional<double> left = ms_left(run);
    return left ? fill(texts::kTimeLeft, {duration_in_words(*left)}) : std::string();
  }
  return run.work_ms > 0 ? fill(texts::kTimeInAll, {duration_in_words(run.work_ms)}) : std::string();
}

std::string saved_title(const Session& session, const TrainingRun& run) {
  const LibraryEntry* entry = find_entry(session.library, run.saved_as);
  return entry ? entry->title : run.saved_as;
}

const char* main_use(const Session& session) {
  const TrainingRun* run = shown_run(session.training);
  if (!run || run->state == TrainingRun::State::finished) return "start";
  const RunAbilities can = abilities_of(*run);
  return can.pause ? "pause" : can.resume ? "resume" : "start";
}

}  // namespace bottleneck
