#include "lab/session/measured.h"

#include <algorithm>
#include <cassert>
#include <iterator>
#include <set>
#include <span>

#include "core/knn.h"
#include "lab/session/session.h"

namespace bottleneck {
namespace {

// Results of earlier models and datasets are let go.
constexpr std::size_t kMostKept = 40;

template <class Results>
void keep_few(Results& results) {
  if (results.size() > kMostKept) results.erase(results.begin());
}

template <class Tests, class Test>
bool is_in(const Tests& tests, const Test& test) {
  return std::ranges::find(tests, test) != tests.end();
}

NeighbourResult& result_of(Measured& measured, const NeighbourTest& test) {
  const auto found = std::ranges::find(measured.neighbours, test, &NeighbourResult::test);
  if (found != measured.neighbours.end()) return *found;
  keep_few(measured.neighbours);
  return measured.neighbours.emplace_back(
      NeighbourResult{.test = test, .confusion = ConfusionMatrix(test.on.classes)});
}

void ask_next_neighbours(Session& session) {
  Measured& measured = session.measured;
  if (measured.wanted_neighbours.empty() || session.jobs.job<EvaluateNeighbours>().id != 0) return;
  const NeighbourTest& test = measured.wanted_neighbours.front();
  NeighbourResult& result = result_of(measured, test);
  result.earlier_ms = result.search_ms;
  EvaluateNeighbours request{.k = test.k, .first = result.done(), .end = test.queries};
  if (test.model) {
    request.by_codes = true;
    request.architecture = test.model->architecture;
    request.parameters = test.model->parameters;
  }
  ask_about(session.jobs, test.on.dataset, test.on.halves, std::move(request));
}

void ask_next_errors(Session& session) {
  const auto& wanted = session.measured.wanted_errors;
  if (wanted.empty() || session.jobs.job<MeasureErrors>().id != 0) return;
  const ErrorTest& test = wanted.front();
  send_validation(session.jobs, test.on.halves.test);
  ask(session.jobs,
      MeasureErrors{.architecture = test.model->architecture, .parameters = test.model->parameters});
}

// Those of the curve, and those of the models that are to stand beside it.
std::vector<int> bound_widths(const Session& session, const MeasuredOn& on) {
  std::set<int> widths(std::begin(kBoundWidths), std::end(kBoundWidths));
  for (const LibraryEntry& entry : session.library.entries) {
    if (!entry.card || entry.card->dataset != on.dataset) continue;
    const int width = entry.card->settings.architecture.latent;
    if (width <= kPixels) widths.insert(width);
  }
  return {widths.begin(), widths.end()};
}

void ask_next_bound(Session& session) {
  const auto& wanted = session.measured.wanted_bounds;
  if (wanted.empty() || session.jobs.job<FitComponents>().id != 0) return;
  session.measured.bound_widths = bound_widths(session, wanted.front());
  ask_about(session.jobs, wanted.front().dataset, wanted.front().halves,
            FitComponents{.widths = session.measured.bound_widths});
}

ReconstructionError mean_of(const std::vector<ReconstructionError>& errors) {
  ReconstructionError mean{};
  for (const ReconstructionError& error : errors) {
    mean.bce += error.bce / static_cast<double>(errors.size());
    mean.mse += error.mse / static_cast<double>(errors.size());
  }
  return mean;
}

}  // namespace

MeasuredOn measured_on(const DatasetEntry& dataset) {
  if (!dataset.train.images || !dataset.test.images) return {.dataset = dataset.name};
  return {.dataset = dataset.name,
          .halves = {.train = dataset.train.images, .test = dataset.test.images},
          .classes = static_cast<int>(dataset.class_names.size())};
}

MeasuredOn tested_on(const DatasetEntry& dataset) {
  return {.dataset = dataset.name,
          .halves = {.test = dataset.test.images},
          .classes = static_cast<int>(dataset.class_names.size())};
}

double NeighbourResult::ms_left() const {
  return done() == 0 ? 0 : search_ms / done() * (test.queries - done());
}

void want_neighbours(Measured& measured, NeighbourTest test) {
  assert(test.on.halves.train && test.on.halves.test && test.k >= 1 && test.queries >= 1);
  const NeighbourResult* result = find_neighbours(measured, test);
  if ((result && result->is_done()) || is_in(measured.wanted_neighbours, test)) return;
  measured.error.clear();
  measured.wanted_neighbours.push_back(std::move(test));
}

void want_errors(Measured& measured, ErrorTest test) {
  assert(test.on.halves.test && test.model);
  if (find_errors(measured, test) || is_in(measured.wanted_errors, test)) return;
  measured.wanted_errors.push_back(std::move(test));
}

void want_bound(Measured& measured, MeasuredOn on) {
  assert(on.halves.train && on.halves.test);
  if (find_bound(measured, on) || is_in(measured.wanted_bounds, on)) return;
  measured.wanted_bounds.push_back(std::move(on));
}

void stop_neighbours(Session& session, const NeighbourTest& test) {
  auto& wanted = session.measured.wanted_neighbours;
  if (!wanted.empty() && wanted.front() == test) cancel_job<EvaluateNeighbours>(session.jobs);
  std::erase(wanted, test);
}

const NeighbourResult* find_neighbours(const Measured& measured, const NeighbourTest& test) {
  const auto found = std::ranges::find(measured.neighbours, test, &NeighbourResult::test);
  return found == measured.neighbours.end() ? nullptr : &*found;
}

const ErrorResult* find_errors(const Measured& measured, const ErrorTest& test) {
  const auto found = std::ranges::find(measured.errors, test, &ErrorResult::test);
  return found == measured.errors.end() ? nullptr : &*found;
}

const BoundResult* find_bound(const Measured& measured, const MeasuredOn& on) {
  const auto found = std::ranges::find(measured.bounds, on, &BoundResult::on);
  return found == measured.bounds.end() ? nullptr : &*found;
}

bool is_wanted(const Measured& measured, const NeighbourTest& test) {
  return is_in(measured.wanted_neighbours, test);
}
bool is_wanted(const Measured& measured, const MeasuredOn& on) {
  return is_in(measured.wanted_bounds, on);
}

void update_measuring(Session& session) {
  if (session.jobs.worker == Jobs::Worker::failed) return;
  ask_next_errors(session);
  ask_next_neighbours(session);
  ask_next_bound(session);
}

void receive_measured(Session& session, const NeighboursEvaluated& evaluated) {
  Measured& measured = session.measured;
  if (evaluated.id == 0 || session.jobs.job<EvaluateNeighbours>().id != evaluated.id) return;
  const NeighbourTest& test = measured.wanted_neighbours.front();
  NeighbourResult& result = result_of(measured, test);
  const auto k = static_cast<std::size_t>(test.k);
  const std::size_t count = evaluated.neighbours.size() / k;
  const auto& truths = test.on.halves.test->labels;
  const auto& labels = test.on.halves.train->labels;
  const bool is_next = evaluated.first == result.done() && result.predicted.size() + count <= truths.size();
  const bool is_sound = is_next && std::ranges::all_of(evaluated.neighbours, [&](int index) {
                          return static_cast<std::size_t>(index) < labels.size();
                        });
  if (!is_sound) return;  // of a lost worker's
  std::vector<int> votes(static_cast<std::size_t>(test.on.classes));
  for (std::size_t i = 0; i < count; ++i) {
    std::vector<Neighbour> nearest(k);
    for (std::size_t j = 0; j < k; ++j) nearest[j].index = evaluated.neighbours[i * k + j];
    count_votes(nearest, labels, votes);
    const int predicted = winner(votes);
    result.confusion.add(truths[result.predicted.size()], predicted);
    result.predicted.push_back(static_cast<std::uint8_t>(predicted));
  }
  result.neighbours.insert(result.neighbours.end(), evaluated.neighbours.begin(), evaluated.neighbours.end());
  result.encode_ms = evaluated.encode_ms;
  result.fit_ms = evaluated.fit_ms;
  result.search_ms = result.earlier_ms + evaluated.search_ms;
  if (!evaluated.is_done) return;
  close_job<EvaluateNeighbours>(session.jobs, evaluated.id);
  measured.wanted_neighbours.erase(measured.wanted_neighbours.begin());
}

void receive_measured(Session& session, const ErrorsMeasured& errors) {
  Measured& measured = session.measured;
  if (!close_job<MeasureErrors>(session.jobs, errors.id)) return;
  ErrorResult result{.test = std::move(measured.wanted_errors.front())};
  measured.wanted_errors.erase(measured.wanted_errors.begin());
  const std::size_t row = 2 + static_cast<std::size_t>(result.test.model->architecture.latent);
  const std::span<const float> values(errors.values);
  if (values.size() != result.test.on.halves.test->labels.size() * row) return;
  for (std::size_t first = 0; first < values.size(); first += row) {
    result.errors.push_back({.bce = values[first], .mse = values[first + 1]});
    const auto code = values.subspan(first + 2, row - 2);
    result.codes.insert(result.codes.end(), code.begin(), code.end());
  }
  result.mean = mean_of(result.errors);
  keep_few(measured.errors);
  measured.errors.push_back(std::move(result));
}

void receive_measured(Session& session, const ComponentsFitted& fitted) {
  Measured& measured = session.measured;
  if (!close_job<FitComponents>(session.jobs, fitted.id)) return;
  BoundResult result{.on = std::move(measured.wanted_bounds.front())};
  measured.wanted_bounds.erase(measured.wanted_bounds.begin());
  if (fitted.mse.size() != measured.bound_widths.size()) return;
  for (std::size_t i = 0; i < fitted.mse.size(); ++i)
    result.points.push_back({.width = measured.bound_widths[i], .mse = fitted.mse[i]});
  keep_few(measured.bounds);
  measured.bounds.push_back(std::move(result));
}

bool receive_measured(Session& session, const JobFailed& failed) {
  Measured& measured = session.measured;
  const auto give_up = [&](auto& wanted) {
    if (!wanted.empty()) wanted.erase(wanted.begin());
  };
  if (close_job<EvaluateNeighbours>(session.jobs, failed.id)) {
    give_up(measured.wanted_neighbours);
  } else if (close_job<MeasureErrors>(session.jobs, failed.id)) {
    give_up(measured.wanted_errors);
  } else if (close_job<FitComponents>(session.jobs, failed.id)) {
    give_up(measured.wanted_bounds);
  } else {
    return false;
  }
  measured.error = failed.message;
  return true;
}

}  // namespace bottleneck
