// What has happened since the host was told last.
#include <algorithm>
#include <cmath>

#include "lab/base/figures.h"
#include "lab/session/queries.h"
#include "lab/session/stations.h"
#include "lab/shown/protocol.h"
#include "lab/shown/protocol_json.h"
#include "lab/shown/words.h"
#include "texts/protocol.h"

namespace bottleneck {
namespace {

using Json = nlohmann::ordered_json;

class Telling {
 public:
  Telling(const Session& session, HostTold& told, double now_ms)
      : session_(session), told_(told), now_(now_ms) {}

  HostEvents all() && {
    tell_ready();
    if (!told_.is_connected) return std::move(events_);
    tell_errors();
    if (!session_.drawing.is_busy() && !session_.sweep)
      tell_latest("prediction", prediction_json(session_), told_.prediction, kBetweenPredictions);
    const TrainingRun* active = active_run(session_.training);
    tell_latest("progress", active ? progress_json(*active) : Json(), told_.progress, kBetweenProgress);
    tell_ended_runs();
    tell_done_experiments();
    tell_seen_exercises();
    return std::move(events_);
  }

 private:
  void tell(const char* event, const Json& data) {
    events_.messages.push_back(write_message({{"event", event}, {"data", data}}));
  }

  // What has changed, once enough time has passed.
  void tell_latest(const char* event, const Json& data, HostTold::Latest& latest, double between_ms) {
    if (data.is_null()) return;
    std::string text = data.dump(-1, ' ', false, Json::error_handler_t::replace);
    if (text == latest.data) return;
    const double left = latest.at + between_ms - now_;
    if (left > 0) {
      events_.next_in_ms = std::min(events_.next_in_ms.value_or(left), left);
      return;
    }
    tell(event, data);
    latest = {.data = std::move(text), .at = now_};
  }

  void tell_ready() {
    if (told_.is_ready || !session_.library.is_settled()) return;
    told_.is_ready = true;
    tell("ready", {{"protocol", kProtocolVersion},
                   {"version", kPageVersion},
                   {"station", row_of(session_.choices.station).called.word}});
  }

  // One that has gone and comes again is told again.
  void tell_errors() {
    std::set<std::pair<std::string, std::string>> now;
    for (const std::string& message : errors_of(session_)) now.emplace("not-loaded", message);
    for (const std::string& message : session_.notes) now.emplace("note", message);
    for (const TrainingRun& run : session_.training.runs) {
      if (run.state == TrainingRun::State::failed) now.emplace("training-failed", run.error);
      if (run.state == TrainingRun::State::diverged)
        now.emplace("training-failed", fill(texts::kProtocolDiverged, {run_name(session_, run)}));
    }
    for (const auto& one : now) {
      if (!told_.errors.contains(one)) tell("error", {{"code", one.first}, {"message", one.second}});
    }
    told_.errors = std::move(now);
  }

  static Json loss_of(const TrainingRun& run, double EpochRecord::* which) {
    return run.history.empty() ? Json() : Json(run.history.back().*which);
  }

  static Json progress_json(const TrainingRun& run) {
    const std::optional<double> ms = ms_left(run);
    const double epochs = std::max(run.plan.epochs, 1);
    return {{"task", "train"},
            {"run", run.number},
            {"epoch", run.progress.epoch},
            {"epochs", run.plan.epochs},
            {"done", std::clamp(run.progress.epochs_done() / epochs, 0.0, 1.0)},
            {"loss", loss_of(run, &EpochRecord::train_loss)},
            {"validationLoss", loss_of(run, &EpochRecord::val_loss)},
            {"secondsLeft", ms ? Json(std::ceil(*ms / 1000)) : Json()}};
  }

  void tell_ended_runs() {
    using State = TrainingRun::State;
    std::set<int> now;
    for (const TrainingRun& run : session_.training.runs) {
      if (run.is_active() || run.state == State::paused) now.insert(run.number);
      if (run.state != State::finished || !told_.runs.contains(run.number)) continue;
      tell("completed", {{"task", "train"},
                         {"run", run.number},
                         {"model", run.saved_as.empty() ? Json() : Json(run.saved_as)},
                         {"epochs", run.plan.epochs},
                         {"loss", loss_of(run, &EpochRecord::train_loss)},
                         {"validationLoss", loss_of(run, &EpochRecord::val_loss)}});
    }
    told_.runs = std::move(now);
  }

  void tell_done_experiments() {
    const Book& book = session_.book;
    std::set<std::string> now(book.wanted.begin(), book.wanted.end());
    for (const std::string& id : told_.experiments) {
      const Experiment* experiment = find_experiment(book, id);
      if (now.contains(id) || !experiment || !is_done(session_, *experiment)) continue;
      tell("completed", {{"task", "experiment"}, {"name", id}});
    }
    told_.experiments = std::move(now);
  }

  void tell_seen_exercises() {
    const std::set<int>& now = session_.book.seen_exercises;
    for (const int number : now) {
      if (told_.exercises && !told_.exercises->contains(number))
        tell("completed", {{"task", "exercise"}, {"name", std::to_string(number)}});
    }
    told_.exercises = now;
  }

  const Session& session_;
  HostTold& told_;
  double now_;
  HostEvents events_{};
};

}  // namespace

Json prediction_json(const Session& session) {
  const LibraryEntry* entry = chosen_entry(session);
  if (!entry || !entry->is_usable()) return {};
  const Inference& inference = session.inference;
  const Opinion& opinion = inference.codes;
  Json votes = Json::array();
  for (int label = 0; label < std::ssize(opinion.votes); ++label) {
    const int count = opinion.votes[static_cast<std::size_t>(label)];
    votes.push_back({{"label", label}, {"name", class_name(entry, label)}, {"count", count}});
  }
  const auto& digit = opinion.prediction;
  return {{"model", entry->name},
          {"digit", digit ? Json(*digit) : Json()},
          {"name", digit ? Json(class_name(entry, *digit)) : Json()},
          {"votes", std::move(votes)},
          {"code", inference.code},
          {"error", inference.error ? Json(inference.error->mse) : Json()}};
}

std::string write_message(const Json& what) {
  Json message{{"bottleneck", kProtocolVersion}};
  message.update(what);
  return message.dump(-1, ' ', false, Json::error_handler_t::replace);
}

HostEvents host_events(const Session& session, HostTold& told, double now_ms) {
  return Telling(session, told, now_ms).all();
}

}  // namespace bottleneck
