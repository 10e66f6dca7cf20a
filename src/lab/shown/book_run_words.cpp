#include "lab/shown/book_run_words.h"

#include <algorithm>
#include <optional>
#include <set>

#include "lab/base/figures.h"
#include "lab/data/dataset_files.h"
#include "lab/session/queries.h"
#include "lab/shown/book_words.h"
#include "lab/shown/training_words.h"
#include "lab/shown/words.h"
#include "texts/book.h"

namespace bottleneck {
namespace {

struct TasksLeft {
  int trainings = 0;
  int searches = 0;
};
TasksLeft tasks_by_kind(const Session& session) {
  TasksLeft left;
  for (const Experiment& experiment : session.book.experiments) {
    const int tasks = tasks_left(session, experiment);
    const bool has_search =
        needs_search(experiment) && tasks > 0 &&
        (tasks == 2 || !needs_model(experiment) || model_here(session, plan_now(session, experiment)).model);
    left.searches += has_search ? 1 : 0;
    left.trainings += tasks - (has_search ? 1 : 0);
  }
  return left;
}

std::string work_in_words(const Session& session, const Experiment& experiment) {
  if (session.book.is_paused) return texts::kBookPaused;
  if (const TrainingRun* awaited = awaited_run(session))
    return fill(texts::kBookAwaiting, {run_name(session, *awaited)});
  if (const NeighbourResult* search = book_search(session))
    return fill(texts::kBookSearching, {grouped(search->done()), grouped(search->test.queries)});
  const TrainingRun* run = book_run(session);
  const bool is_searching = !needs_model(experiment) || session.book.asked.search.has_value();
  if (is_searching || !run || !run->is_active())
    return is_searching && !session.book.asked.search ? texts::kBookLoading : texts::kBookStarting;
  if (!run->train) return waits_for(session, *run);
  return fill(texts::kBookTraining, {place_in_words(*run)});
}

}  // namespace

std::string book_now_in_words(const Session& session) {
  const Experiment* experiment = experiment_now(session);
  if (!experiment) return "";
  return fill(texts::kBookNow, {experiment_title(session, *experiment), work_in_words(session, *experiment)});
}

std::string book_progress_in_words(const Session& session) {
  const int tasks = session.book.tasks;
  const std::string done = std::to_string(tasks - std::min(tasks, tasks_left(session)));
  const std::optional<double> left = ms_left_of_book(session);
  if (!left || session.book.is_paused) return fill(texts::kBookProgress, {done, std::to_string(tasks)});
  return fill(texts::kBookProgressLeft, {done, std::to_string(tasks), duration_in_words(*left)});
}

double book_share(const Session& session) {
  const int tasks = session.book.tasks;
  if (tasks == 0) return 0;
  double part = 0;  // of the task under way
  const TrainingRun* run = book_run(session);
  const NeighbourResult* search = book_search(session);
  if (search && !search->is_done()) {
    part = static_cast<double>(search->done()) / search->test.queries;
  } else if (run && run->is_active()) {
    part = share_done(*run);
  }
  return std::clamp((tasks - tasks_left(session) + part) / tasks, 0.0, 1.0);
}

std::string book_to_do_in_words(const Session& session) {
  const TasksLeft left = tasks_by_kind(session);
  if (left.trainings + left.searches == 0) return texts::kBookAllDone;
  const int epochs = plan_now(session, session.book.experiments.front()).epochs;
  return fill(texts::kBookToDo,
              {std::to_string(left.trainings), std::to_string(epochs), std::to_string(left.searches)});
}

std::vector<std::string> book_problems(const Session& session) {
  std::vector<std::string> problems;
  if (!session.book.problem.empty()) problems.push_back(session.book.problem);
  const bool goes_on = !session.book.wanted.empty() && !session.book.is_paused;
  if (goes_on && !session.jobs.worker_error.empty()) problems.push_back(session.jobs.worker_error);
  const TrainingRun* run = book_run(session);
  if (goes_on && run && run->is_active() && !run->notice.empty()) problems.push_back(run->notice);
  return problems;
}

std::vector<std::string> book_images_in_words(const Session& session) {
  std::vector<std::string> lines;
  std::set<std::string> told;
  for (const Experiment& experiment : session.book.experiments) {
    const DatasetEntry* dataset = find_dataset(session.datasets, whole_plan(session, experiment).dataset);
    if (!dataset || !dataset->is_published() || is_done(session, experiment)) continue;
    if ((dataset->train.images && dataset->test.images) || !told.insert(dataset->name).second) continue;
    const std::int64_t bytes = dataset->train.bytes_to_load() + dataset->test.bytes_to_load();
    if (!is_place_known(session.datasets, dataset->train)) continue;
    lines.push_back(
        bytes == 0 ? fill(texts::kBookNeedsKept, {dataset->title})
                   : fill(texts::kBookNeedsImages, {dataset->title, size_in_words(bytes),
                                                    place_of(session.datasets, *dataset, Split::train)}));
  }
  return lines;
}

}  // namespace bottleneck
