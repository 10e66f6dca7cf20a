// "The book and here" with a worker that works in this process: a small table on a few digits.
#include "lab/session/book.h"

#include <map>
#include <set>
#include <string>
#include <utility>

#include <gtest/gtest.h>

#include "core/knn_evaluation.h"
#include "core/notebook_figures.h"
#include "core/synthetic.h"
#include "formats/npy.h"
#include "lab/base/device.h"
#include "lab/session/keeping.h"
#include "lab/session/keeping_book.h"
#include "lab/session/perform.h"
#include "lab/session/training_steps.h"
#include "lab/shown/book_files.h"
#include "lab/shown/book_run_words.h"
#include "lab/shown/book_words.h"
#include "lab/shown/controls.h"
#include "lab/shown/numbers.h"
#include "unit/page_and_worker.h"

namespace bottleneck {
namespace {

constexpr int kBookTrain = 200;
constexpr int kBookTest = 60;

double book_worker_time = 0;
double book_worker_clock() {
  return book_worker_time += 15;
}
double book_page_clock() {
  static double now = 0;
  return now += 1;
}

TrainingPlan small_plan(int latent, Loss loss = Loss::bce) {
  return {.dataset = "mnist", .latent = latent, .loss = loss, .epochs = 4, .batch = 32};
}

std::vector<Experiment> small_table() {
  return {{"codes",
           "1",
           small_plan(3),
           false,
           {{Figure::accuracy, 0.9, true},
            {Figure::seconds, 2, true},
            {Figure::encode_seconds},
            {Figure::parameters, 5},
            {Figure::val_loss, 0.3, false},
            {Figure::train_loss, 0.4, false, 1},
            {Figure::val_loss, 0.35, false, 4},
            {Figure::dead_units},
            {Figure::code_shape, 200},
            {Figure::images_npy},
            {Figure::codes_npy},
            {Figure::times_smaller},
            {Figure::times_smaller_decoder}}},
          {"pixels",
           "2",
           small_plan(3),
           true,
           {{Figure::accuracy, 0.95, true},
            {Figure::seconds, 900, true},
            {Figure::times_longer, 450, true, 0, "codes"}}},
          {"mse", "3", small_plan(2, Loss::mse), false, {{Figure::val_mse, {}, true}}}};
}

struct BookLab : PageAndWorker {
  BookLab() {
    session.book.experiments = small_table();
    session.device = "2 cores, a test";
    session.today = "2026-01-31";
    session.choices.station = Station::book;
    give_images();
  }
  void give_images() {
    DatasetEntry& mnist = session.datasets.entries.front();
    mnist.train.images = std::make_shared<const Dataset>(synthetic_dataset(kBookTrain, 1));
    mnist.test.images = std::make_shared<const Dataset>(synthetic_dataset(kBookTest, 2));
  }
  void send() { PageAndWorker::send(book_page_clock); }
  bool step_once() { return PageAndWorker::step_once(book_page_clock, book_worker_clock); }
  // Until nothing comes of what has come.
  void work() {
    int idle = 0;
    for (int i = 0; i < 10'000; ++i) {
      idle = step_once() ? 0 : idle + 1;
      if (idle == 3) return;
    }
    ADD_FAILURE() << "it does not come to an end";
  }
  void run_all() {
    perform(session, RunExperiments{});
    work();
  }
  const Book& book() const { return session.book; }
  double value(const std::string& row) const {
    const auto found = book().record.figures.find(row);
    EXPECT_NE(found, book().record.figures.end()) << row << " is missing";
    return found == book().record.figures.end() ? 0 : found->second.value;
  }
  std::string press(const char* id, const char* value = "") {
    std::string problem;
    if (const auto action = action_of(session, id, value, problem)) perform(session, *action);
    return problem;
  }
};

// A search without the network would be one by pixels.
TEST(Book, SearchesByCodesOnlyOnceThereIsANetwork) {
  BookLab lab;
  const Experiment& codes = lab.book().experiments.front();
  const Experiment& pixels = lab.book().experiments[1];
  EXPECT_FALSE(search_now(lab.session, codes));
  ASSERT_TRUE(search_now(lab.session, pixels));
  EXPECT_FALSE(search_now(lab.session, pixels)->model);
  lab.run_all();
  ASSERT_TRUE(search_now(lab.session, codes));
  EXPECT_TRUE(search_now(lab.session, codes)->model);
}

TEST(Book, RunsWhatIsMissingAndItsFiguresAreTheCores) {
  BookLab lab;
  lab.run_all();
  EXPECT_TRUE(lab.book().wanted.empty());
  EXPECT_TRUE(lab.book().problem.empty()) << lab.book().problem;
  const Dataset& train = *lab.session.datasets.entries.front().train.images;
  const Dataset& test = *lab.session.datasets.entries.front().test.images;
  Trainer trainer(settings_of(small_plan(3)), train.images, test.images);
  while (trainer.progress().phase != Phase::finished) trainer.step();
  const Autoencoder& model = trainer.model();
  EXPECT_EQ(lab.value("codes/val_loss"), trainer.history().back().val_loss);
  EXPECT_EQ(lab.value("codes/val_loss-4"), trainer.history().back().val_loss);
  EXPECT_EQ(lab.value("codes/train_loss-1"), trainer.history().front().train_loss);
  EXPECT_EQ(lab.value("codes/parameters"), 784 * 3 + 3 + 3 * 784 + 784);
  EXPECT_EQ(lab.value("codes/dead_units"), count_dead_units(model, encode_bytes(model, train.images)));
  EXPECT_EQ(lab.value("codes/code_shape"), kBookTrain);

  const std::vector<float> codes = encode_bytes(model, train.images);
  const std::vector<float> queries = encode_bytes(model, test.images);
  const CodeReferences references = prepare_codes(codes, 3);
  CodeEvaluation evaluation(references, train.labels, queries, test.labels, kNeighbours, kClasses);
  while (!evaluation.is_finished()) evaluation.step();
  EXPECT_EQ(lab.value("codes/accuracy"), evaluation.confusion().accuracy());
  EXPECT_GT(lab.value("codes/encode_seconds"), 0);

  const std::vector<std::int64_t> shape{kBookTest, 3};
  EXPECT_EQ(lab.value("codes/codes_npy"), static_cast<double>(write_npy(shape, queries).size()));
  EXPECT_EQ(lab.value("codes/images_npy"), 128 + 4 * kPixels * kBookTest);
  EXPECT_DOUBLE_EQ(lab.value("codes/times_smaller"), 784.0 / 3);

  Trainer squared(settings_of(small_plan(2, Loss::mse)), train.images, test.images);
  while (squared.progress().phase != Phase::finished) squared.step();
  EXPECT_EQ(lab.value("mse/val_mse"), squared.history().back().val_mse);

  const Experiment& pixels = *find_experiment(lab.book(), "pixels");
  const auto longer = figure_here(lab.session, pixels, pixels.rows.back());
  ASSERT_TRUE(longer);
  EXPECT_DOUBLE_EQ(longer->value, lab.value("pixels/seconds") / lab.value("codes/seconds"));
  const Provenance& from = lab.book().record.figures.at("codes/accuracy").from;
  EXPECT_EQ(from, (Provenance{.dataset = "mnist",
                              .train_images = kBookTrain,
                              .test_images = kBookTest,
                              .epochs = 4,
                              .seed = 1,
                              .device = "2 cores, a test",
                              .day = "2026-01-31"}));
  EXPECT_EQ(lab.book().record.figures.at("pixels/accuracy").from.epochs, 0) << "nothing was trained";
}

TEST(Book, WhatIsTrainedIsNotTrainedAgain) {
  BookLab lab;
  lab.session.choices.plan = small_plan(3);
  perform(lab.session, StartRun{});
  lab.work();
  ASSERT_EQ(lab.session.library.entries.size(), 1U);
  perform(lab.session, RemoveRun{1});  // the model is kept
  perform(lab.session, RunExperiments{{"codes"}});
  EXPECT_EQ(lab.book().tasks, 1) << "the search";
  lab.work();
  EXPECT_TRUE(lab.session.training.runs.empty());
  EXPECT_EQ(lab.book().record.figures.at("codes/val_loss").from.device, "")
      << "another visit's, for all it knows";
  EXPECT_EQ(lab.book().record.figures.at("codes/accuracy").from.device, lab.session.device);

  // A shipped model of that plan is not this device's; nor is one of fewer images.
  BookLab other;
  other.session.library.entries = lab.session.library.entries;
  other.session.library.entries.front().is_own = false;
  EXPECT_FALSE(model_here(other.session, small_plan(3)).model);
  other.session.library.entries.front().is_own = true;
  EXPECT_TRUE(model_here(other.session, small_plan(3)).model);
  for (const auto change :
       {+[](TrainingPlan& plan) { plan.epochs = 5; }, +[](TrainingPlan& plan) { plan.seed = 2; },
        +[](TrainingPlan& plan) { plan.loss = Loss::mse; }, +[](TrainingPlan& plan) { plan.hidden = {5}; }}) {
    TrainingPlan plan = small_plan(3);
    change(plan);
    EXPECT_FALSE(model_here(other.session, plan).model);
  }
  auto card = std::make_shared<ModelCard>(*other.session.library.entries.front().card);
  card->train_images = 100;
  other.session.library.entries.front().card = card;
  EXPECT_FALSE(model_here(other.session, small_plan(3)).model);
}

TEST(Book, GoesOnWhenWorkersDie) {
  BookLab lab;
  BookLab whole;
  whole.run_all();
  perform(lab.session, RunExperiments{});
  for (int i = 0; i < 6; ++i) lab.step_once();
  lab.lose();  // in the middle of the training
  while (lab.session.training.runs.empty() || !lab.book().asked.search) lab.step_once();
  EXPECT_FALSE(lab.session.training.runs.front().notice.empty());
  lab.lose();  // in the middle of the search
  lab.work();
  EXPECT_TRUE(lab.book().wanted.empty()) << lab.book().problem;
  EXPECT_EQ(lab.session.training.runs.size(), 2U) << "none was begun twice";
  for (const char* row : {"codes/val_loss", "codes/accuracy", "pixels/accuracy", "mse/val_mse"})
    EXPECT_EQ(lab.value(row), whole.value(row)) << row;
}

TEST(Book, SaysWhyItDoesNotGoOn) {
  BookLab lab;
  perform(lab.session, RunExperiments{});
  lab.step_once();
  for (int i = 0; i < kMostWorkersLost; ++i) {
    lab.lose();
    lab.send();
  }
  lab.send();
  EXPECT_TRUE(lab.book().is_paused);
  EXPECT_NE(lab.book().problem.find("It died."), std::string::npos);
  EXPECT_FALSE(lab.book().wanted.empty());
  perform(lab.session, ResumeBook{});
  lab.work();
  EXPECT_TRUE(lab.book().wanted.empty());
  EXPECT_TRUE(lab.book().problem.empty());

  BookLab without;
  DatasetEntry& mnist = without.session.datasets.entries.front();
  mnist.train.images = nullptr;
  perform(without.session, RunExperiments{{"pixels"}});
  without.send();
  EXPECT_FALSE(without.book().is_paused) << "it waits for the images";
  mnist.train.images_file.stage = Download::Stage::failed;
  mnist.train.images_file.error = "The server is away.";
  without.send();
  EXPECT_TRUE(without.book().is_paused);
  EXPECT_EQ(without.book().problem, "The server is away.");
  without.give_images();
  perform(without.session, ResumeBook{});
  without.work();
  EXPECT_TRUE(without.book().wanted.empty());
}

TEST(Book, PausesStopsAndGivesWay) {
  BookLab lab;
  perform(lab.session, RunExperiments{});
  lab.step_once();
  perform(lab.session, PauseBook{});
  lab.work();
  EXPECT_EQ(lab.session.training.runs.front().state, TrainingRun::State::paused);
  EXPECT_TRUE(lab.book().record.figures.empty());
  perform(lab.session, ResumeBook{});
  lab.step_once();
  // The reader pauses the run where they see it: the book does not start it again.
  perform(lab.session, PauseRun{});
  lab.work();
  EXPECT_TRUE(lab.book().is_paused);
  EXPECT_TRUE(lab.book().problem.empty());
  perform(lab.session, StopBook{});
  lab.work();
  EXPECT_TRUE(lab.book().wanted.empty());
  EXPECT_FALSE(lab.book().is_paused);

  // A run of the reader's own is waited for.
  lab.session.choices.plan = small_plan(5);
  perform(lab.session, StartRun{});
  perform(lab.session, RunExperiments{{"codes"}});
  lab.step_once();
  ASSERT_TRUE(awaited_run(lab.session));
  EXPECT_EQ(awaited_run(lab.session)->plan.latent, 5);
  lab.work();
  EXPECT_EQ(lab.session.training.runs.size(), 2U) << "the paused one went on";
  EXPECT_TRUE(is_done(lab.session, lab.book().experiments.front()));
}

TEST(Book, QuickFiguresGiveWayToWholeOnes) {
  BookLab lab;
  lab.session.choices.is_book_quick = true;
  perform(lab.session, RunExperiments{{"codes"}});
  lab.work();
  const double quick = lab.value("codes/val_loss");
  EXPECT_EQ(lab.book().record.figures.at("codes/val_loss").from.epochs, kQuickEpochs);
  EXPECT_FALSE(lab.book().record.figures.contains("codes/val_loss-4")) << "there is no such epoch";
  EXPECT_TRUE(lab.book().wanted.empty());
  lab.session.choices.is_book_quick = false;
  EXPECT_FALSE(is_done(lab.session, lab.book().experiments.front()));
  perform(lab.session, RunExperiments{{"codes"}});
  lab.work();
  EXPECT_NE(lab.value("codes/val_loss"), quick);
  EXPECT_EQ(lab.book().record.figures.at("codes/accuracy").from.epochs, 4);
  lab.session.choices.is_book_quick = true;
  EXPECT_TRUE(is_done(lab.session, lab.book().experiments.front()));
}

// The table of exercise 3, on images of the reader's.
struct OtherImages : BookLab {
  OtherImages() {
    session.book.experiments.clear();
    for (Experiment& experiment : notebook_experiments()) {
      if (experiment.step == "exercise 3") session.book.experiments.push_back(std::move(experiment));
    }
    session.choices.is_book_quick = true;
    give_pictures(60, 3);
  }
  DatasetEntry& pictures() { return *find_dataset(session.datasets, kPicturesDataset); }
  void give_pictures(int count, std::uint64_t seed) {
    pictures().train.images = std::make_shared<const Dataset>(synthetic_dataset(count, seed));
    pictures().test.images = std::make_shared<const Dataset>(synthetic_dataset(20, seed + 1));
    pictures().class_names = session.datasets.entries.front().class_names;
  }
  const Experiment& codes() const { return book().experiments.front(); }
  bool has_figures() const {
    for (const Experiment& experiment : book().experiments) {
      for (const BookRow& row : experiment.rows) {
        if (!figure_here(session, experiment, row)) return false;
      }
    }
    return true;
  }
};

TEST(Book, Exercise3IsMeasuredOnTheImagesThatThereAre) {
  OtherImages lab;
  lab.run_all();
  ASSERT_TRUE(lab.book().wanted.empty()) << lab.book().problem;
  EXPECT_TRUE(lab.has_figures());
  EXPECT_EQ(lab.value("other-16/train_images"), 60);
  EXPECT_EQ(lab.book().record.figures.at("other-pixels/accuracy").from.dataset, kPicturesDataset);
  EXPECT_EQ(experiment_title(lab.session, lab.codes()), "Your pictures (784, 16, 784)");
  EXPECT_TRUE(is_done(lab.session, lab.codes()));

  // Of more images, or of the program's digits, these figures say nothing.
  const auto before = lab.pictures().train.images;
  lab.give_pictures(80, 5);
  EXPECT_FALSE(lab.has_figures());
  EXPECT_FALSE(is_done(lab.session, lab.codes()));
  lab.pictures().train.images = nullptr;
  EXPECT_FALSE(lab.has_figures());
  EXPECT_EQ(experiment_title(lab.session, lab.codes()), "Synthetic digits (784, 16, 784)");

  // A network that was trained on others is not taken for these images' own.
  lab.give_pictures(60, 7);
  forget_figures_of(lab.session.book, kPicturesDataset);
  EXPECT_TRUE(lab.book().record.figures.empty());
  EXPECT_FALSE(model_here(lab.session, plan_now(lab.session, lab.codes())).model);
  lab.run_all();
  EXPECT_TRUE(lab.has_figures());
  EXPECT_EQ(lab.session.training.runs.size(), 2U);
}

TEST(Book, GuessesAreTakenBeforeTheFigureIsThere) {
  BookLab lab;
  EXPECT_EQ(lab.press("guess:codes/accuracy", "85 %"), "");
  EXPECT_DOUBLE_EQ(lab.book().record.guesses.at("codes/accuracy"), 0.85);
  EXPECT_EQ(lab.press("guess:codes/accuracy", "0,8"), "");
  EXPECT_DOUBLE_EQ(lab.book().record.guesses.at("codes/accuracy"), 0.8);
  EXPECT_NE(lab.press("guess:codes/accuracy", "many"), "");
  EXPECT_EQ(lab.press("guess:codes/seconds", "1.5 s"), "");
  EXPECT_EQ(lab.press("guess:codes/seconds", ""), "");
  EXPECT_FALSE(lab.book().record.guesses.contains("codes/seconds"));
  EXPECT_EQ(lab.press("guess:pixels/times_longer", "300 ×"), "");
  lab.run_all();
  EXPECT_NE(lab.press("guess:codes/accuracy", "0.9"), "") << "it is no guess any more";
  perform(lab.session, GuessFigure{.row = "codes/accuracy", .value = 0.9});
  perform(lab.session, GuessFigure{.row = "no such row", .value = 0.9});
  EXPECT_EQ(lab.book().record.guesses.size(), 2U);
  EXPECT_DOUBLE_EQ(lab.book().record.guesses.at("codes/accuracy"), 0.8);
}

TEST(Book, IsKeptAndReadBack) {
  BookLab lab;
  receive_store_ready(lab.session, "");
  lab.press("guess:codes/accuracy", "0.8");
  lab.run_all();
  for (const auto& write : take_writes(lab.session.stored)) {
    if (write.key != kBookKey) continue;
    const Result<BookRecord> read = read_book(as_text(*write.bytes));
    ASSERT_TRUE(read) << read.error();
    EXPECT_EQ(*read, lab.book().record);
    Session next;
    EXPECT_TRUE(receive_stored_book(next, kBookKey, ByteView(*write.bytes)));
    EXPECT_EQ(next.book.record, lab.book().record);
    receive_store_ready(next, "");
    keep_book(next);
    EXPECT_TRUE(take_writes(next.stored).empty()) << "nothing is new";
    perform(next, ForgetBook{});
    EXPECT_TRUE(next.book.record.is_empty());
    keep_book(next);
    const auto forgets = take_writes(next.stored);
    ASSERT_EQ(forgets.size(), 1U);
    EXPECT_EQ(forgets[0].bytes, nullptr);
    perform(next, RestoreBook{});
    EXPECT_EQ(next.book.record, lab.book().record);
    return;
  }
  ADD_FAILURE() << "it is not stored";
}

TEST(Book, ABrokenFileIsNamedAndLeft) {
  const std::string sound(
      as_text(write_book({.figures = {{"a/b", {.value = 1, .from = {.dataset = "mnist"}}}},
                          .guesses = {{"a/b", 2}},
                          .answers = {{"1", "16"}}})));
  ASSERT_TRUE(read_book(sound));
  const auto with = [&](std::string_view what, std::string_view other) {
    std::string text = sound;
    const std::size_t place = text.find(what);
    EXPECT_NE(place, std::string::npos) << what;
    return text.replace(place, what.size(), other);
  };
  for (const std::string& text :
       {std::string(), std::string("[]"), std::string("{}"), sound.substr(0, sound.size() / 2),
        with("\"version\": 1", "\"version\": 2"), with("\"value\": 1.0", "\"value\": null"),
        with("\"seed\": 0", "\"seed\": -1"), with("\"epochs\": 0", "\"epochs\": 0.5"), with("\"mnist\"", "7"),
        with("\"a/b\": 2.0", "\"a/b\": \"2\""), with("\"16\"", "16"),
        with("\"mnist\"", "\"" + std::string(500, 'm') + "\"")}) {
    EXPECT_FALSE(read_book(text)) << text;
  }
  Session session;
  const std::string broken = sound.substr(0, 40);
  EXPECT_TRUE(receive_stored_book(session, kBookKey, ByteView(Bytes(broken.begin(), broken.end()))));
  ASSERT_EQ(session.notes.size(), 1U);
  EXPECT_NE(session.notes[0].find("book.json"), std::string::npos);
  receive_store_ready(session, "");
  session.book.record.guesses["codes/accuracy"] = 1;
  keep_book(session);
  const auto writes = take_writes(session.stored);
  ASSERT_EQ(writes.size(), 1U);
  EXPECT_TRUE(writes[0].is_new) << "only if there is no such file";
  receive_written(session, std::string(kBookKey), Written::taken, "ConstraintError");
  EXPECT_FALSE(why_book_not_kept(session).empty());
  EXPECT_FALSE(receive_stored_book(session, "model/my-1.safetensors", ByteView()));
}

TEST(Book, GoesOutAsCsvAndMarkdown) {
  BookLab lab;
  perform(lab.session, GuessFigure{.row = "codes/accuracy", .value = 0.5});
  perform(lab.session, RunExperiments{{"codes"}});
  lab.work();
  lab.session.choices.station = Station::book;
  ASSERT_EQ(lab.press("numbers"), "");
  ASSERT_EQ(lab.press("markdown"), "");
  hand_out_numbers(lab.session);
  ASSERT_EQ(lab.session.downloads.size(), 2U);
  const CsvRows rows = book_numbers(lab.session).rows;
  ASSERT_EQ(rows.size(), 1U + 13 + 3 + 1);
  for (const auto& row : rows) EXPECT_EQ(row.size(), rows[0].size());
  EXPECT_EQ(rows[1][0], "1");
  EXPECT_EQ(rows[1][1], "MNIST (784, 3, 784)");
  EXPECT_EQ(rows[1][2], "neighbours on 3 numbers");
  EXPECT_EQ(rows[1][3], "0.5");
  EXPECT_EQ(rows[1][4], "0.9");
  EXPECT_EQ(rows[1][6], "mnist");
  EXPECT_EQ(rows[1][7], "200");
  EXPECT_EQ(rows[1].back(), "2026-01-31");
  EXPECT_EQ(rows[14][5], "") << "pixels are not run: it stays empty";
  EXPECT_EQ(rows[14][4], "0.95");
  std::string markdown;
  for (const OutgoingFile& file : lab.session.downloads) {
    if (file.name.ends_with(".md")) markdown = as_text(file.bytes);
  }
  EXPECT_NE(markdown.find("| MNIST (784, 3, 784) | neighbours on 3 numbers | 0.5 | 0.9 |"), std::string::npos)
      << markdown;
  EXPECT_NE(markdown.find("|---|---|---|---|---|---|"), std::string::npos);
}

TEST(Book, HasEachOfTheNotebooksFiguresOnce) {
  const Book book;
  std::set<std::string> ids;
  std::map<std::string, std::optional<double>> printed;
  for (const Experiment& experiment : book.experiments) {
    for (const BookRow& row : experiment.rows) {
      const std::string id = row_id(experiment, row);
      EXPECT_TRUE(ids.insert(id).second) << id << " comes twice";
      printed[id] = row.book;
      const RowPlace place = find_row(book, id);
      EXPECT_EQ(place.row, &row);
      if (row.figure == Figure::times_longer) EXPECT_TRUE(find_experiment(book, row.than));
    }
    EXPECT_EQ(experiment.plan.seed, 1U);
    if (experiment.step == "exercise 3") continue;  // how long is left open
    EXPECT_EQ(experiment.plan.epochs, 30);
    EXPECT_EQ(experiment.plan.batch, 256);
  }
  EXPECT_EQ(printed.at("mnist-8/accuracy"), 0.8967);
  EXPECT_EQ(printed.at("mnist-pixels/seconds"), 843);
  EXPECT_EQ(printed.at("fashion-16/seconds"), 2.94);
  EXPECT_EQ(printed.at("fashion-8/val_loss"), 0.3152);
  EXPECT_EQ(printed.at("fashion-8/train_loss-30"), 0.3131);
  EXPECT_EQ(printed.at("fashion-8/val_loss-1"), 0.3881);
  EXPECT_EQ(printed.at("fashion-300-64/parameters"), 510'248);
  EXPECT_EQ(printed.at("mnist-16/codes_npy"), 640'128);
  EXPECT_EQ(printed.at("mnist-16-mse/val_mse"), std::nullopt);
  EXPECT_EQ(printed.at("mnist-64/layers"), 64);
  // What its text says; beside it what its seconds say.
  EXPECT_EQ(printed.at("fashion-pixels/times_longer"), 1000);
  const RowPlace longer = find_row(book, "fashion-pixels/times_longer");
  EXPECT_NEAR(*times_longer_as_timed(book, *longer.experiment, *longer.row), 892 / 0.86, 1e-9);
  EXPECT_EQ(figure_in_words(Session(), *longer.experiment, *longer.row), "… times that on 8 (timed)");
  EXPECT_EQ(book_in_words(Session(), *longer.experiment, *longer.row), "1000 (1037)");
  // The native program's rows of exercise 3 (src/cli/notebook_pictures.cpp).
  for (const char* row : {"other-16/train_images", "other-16/val_loss", "other-16/val_mse",
                          "other-16/accuracy", "other-pixels/accuracy"})
    EXPECT_TRUE(ids.contains(row)) << row;
}

TEST(Book, DevicesAreNamedInAFewWords) {
  EXPECT_EQ(device_in_words("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) "
                            "Chrome/130.0.0.0 Safari/537.36",
                            8),
            "8 cores, Chrome 130 on Linux");
  EXPECT_EQ(
      device_in_words("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
                      "Chrome/130.0.0.0 Safari/537.36 Edg/130.0.0.0",
                      4),
      "4 cores, Edge 130 on Windows");
  EXPECT_EQ(device_in_words("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 "
                            "(KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1",
                            0),
            "Safari 17 on iOS");
  EXPECT_EQ(device_in_words("Mozilla/5.0 (Android 14; Mobile; rv:128.0) Gecko/128.0 Firefox/128.0", 1),
            "1 core, Firefox 128 on Android");
  EXPECT_EQ(device_in_words("", 0), "");
}

}  // namespace
}  // namespace bottleneck
