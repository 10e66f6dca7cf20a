// "The book and here": which of the notebook's experiments the reader wants repeated, what came of them on
// this device, and what the reader guessed before.
//
//   RunExperiments ──► wanted ──update_book()──► the next thing that is missing: images, a training run,
//        a search for neighbours ──► once it is there: figures ──► the table, kept in the browser
//
// Nothing is remembered of how far it is: whatever a wanted experiment lacks is asked for next, whoever made
// the rest of it. So what is trained already is not trained again, and a lost worker costs nothing here.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/autoencoder.h"
#include "core/trainer.h"
#include "lab/session/book_table.h"
#include "lab/session/measured.h"

namespace bottleneck {

struct Session;
struct TrainingRun;
struct RunExperiments;
struct PauseBook;
struct ResumeBook;
struct StopBook;
struct GuessFigure;
struct ForgetBook;
struct RestoreBook;

// Where a figure comes from.
struct Provenance {
  std::string dataset{};  // its name
  int train_images = 0;
  int test_images = 0;
  int epochs = 0;  // trained for; 0: nothing was
  std::uint64_t seed = 0;
  std::string device{};  // "8 cores, Chrome 130 on Linux"; empty: not known, of a model of an earlier visit
  std::string day{};     // "2026-01-31"

  bool operator==(const Provenance&) const = default;
};

struct BookFigure {
  double value = 0;
  Provenance from{};

  bool operator==(const BookFigure&) const = default;
};

// What is kept from one visit to the next. By row_id().
struct BookRecord {
  std::map<std::string, BookFigure> figures{};
  std::map<std::string, double> guesses{};
  std::map<std::string, std::string> answers{};  // to the exercises

  bool is_empty() const { return figures.empty() && guesses.empty() && answers.empty(); }
  bool operator==(const BookRecord&) const = default;
};

struct Book {
  std::vector<Experiment> experiments = notebook_experiments();
  BookRecord record{};
  std::optional<BookRecord> forgotten{};  // can be brought back

  std::vector<std::string> wanted{};  // the ids of experiments, in the order in which they are run
  std::set<std::string>
      models_wanted{};  // of those, where the network itself is wanted, not its figures alone
  int tasks = 0;        // trainings and searches that these lacked when they were asked for
  bool is_paused = false;
  std::string problem{};  // why it has paused by itself, for the reader
  // What it has asked for since it was last resumed. Where that is neither there nor under way any more, the
  // reader has stopped it, or it has failed.
  struct Asked {
    int run = 0;  // its number; 0: none
    std::optional<NeighbourTest> search{};
    bool images = false;
  } asked{};

  int awaited_exercise = 0;        // whose answer is to be shown once it is trained; 0: none
  std::set<int> seen_exercises{};  // to whose answers the reader was led in this visit

  std::shared_ptr<const BookRecord> stored{};  // as the browser has it, or will
};

// Epochs of a quick look.
inline constexpr int kQuickEpochs = 3;

const Experiment* find_experiment(const Book& book, std::string_view id);
// Which experiment and row have that row_id(); nulls: there are none.
struct RowPlace {
  const Experiment* experiment = nullptr;
  const BookRow* row = nullptr;
};
RowPlace find_row(const Book& book, std::string_view id);

// The images that exercise 3 is about, the reader's own first: the first that there are.
const DatasetEntry* exercise_dataset(const Session& session);

// The experiment's plan on the images that there are, which leaves nothing open; and as it would be run now:
// shorter where the reader wants it quick.
TrainingPlan whole_plan(const Session& session, const Experiment& experiment);
TrainingPlan plan_now(const Session& session, const Experiment& experiment);

// A network that the reader has trained by just that plan, on all images.
struct ModelHere {
  std::shared_ptr<const Autoencoder> model{};  // null: there is none
  std::span<const EpochRecord> history{};      // the session's
  int dead_units = 0;
  int train_images = 0;
  int test_images = 0;
  std::string name{};  // in the library; empty: it was deleted there, or never came
  std::string day{};
  bool is_of_visit = false;
};
ModelHere model_here(const Session& session, const TrainingPlan& plan);

// The figure of a row, on the images that the experiment is about now, or nothing. One of times_longer is
// made of two others.
std::optional<BookFigure> figure_here(const Session& session, const Experiment& experiment,
                                      const BookRow& row);
// What the reader guessed, or nothing.
std::optional<double> guess_of(const Book& book, const Experiment& experiment, const BookRow& row);
// How many times longer the book's own seconds are; nothing of any other figure.
std::optional<double> times_longer_as_timed(const Book& book, const Experiment& experiment,
                                            const BookRow& row);

// Whether all is there that a run now would find.
bool is_done(const Session& session, const Experiment& experiment);
// How many trainings and searches it still takes.
int tasks_left(const Session& session, const Experiment& experiment);
int tasks_left(const Session& session);  // of all that are wanted
bool is_wanted(const Book& book, const Experiment& experiment);
// What it is at: null, or the first of those wanted.
const Experiment* experiment_now(const Session& session);

// Its neighbours of all test images; nothing while its network or its images are not there.
std::optional<NeighbourTest> search_now(const Session& session, const Experiment& experiment);
// Notes what of it is there. A figure of more epochs takes the place of one of fewer; others stay.
void record_figures(Session& session, const Experiment& experiment);

// The run, and the search, that the experiment under way is at; or null.
const TrainingRun* book_run(const Session& session);
const NeighbourResult* book_search(const Session& session);
// The reader's own run at the training station, which is waited for; or null.
const TrainingRun* awaited_run(const Session& session);
// Time left for all that is wanted, by the speed of this visit's trainings; nothing while that is not known.
std::optional<double> ms_left_of_book(const Session& session);

// What was measured on images that are others now.
void forget_figures_of(Book& book, std::string_view dataset);

// Takes the next step, where there is one.
void update_book(Session& session);

// Actions (lab/session/actions.h).
void act(Session& session, const RunExperiments& action);
void act(Session& session, const PauseBook& action);
void act(Session& session, const ResumeBook& action);
void act(Session& session, const StopBook& action);
void act(Session& session, const GuessFigure& action);
void act(Session& session, const ForgetBook& action);
void act(Session& session, const RestoreBook& action);

}  // namespace bottleneck
