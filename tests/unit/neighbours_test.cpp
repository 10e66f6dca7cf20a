// Neighbours of the test images at their station: what is searched for, what is looked at, what is said.
#include "lab/session/neighbours.h"

#include <algorithm>

#include <gtest/gtest.h>

#include "lab/session/perform.h"
#include "lab/session/receive.h"
#include "lab/session/settings.h"
#include "lab/shown/neighbours_words.h"
#include "lab/shown/offer.h"
#include "unit/control_sessions.h"
#include "unit/measuring_lab.h"

namespace bottleneck {
namespace {

void set_word(Session& session, std::string_view word, const std::string& value) {
  perform(session, Set{.word = setting_of(word).word, .value = value});
}

// With the architecture, dataset and sizes of the book's.
Session books_session(int latent, const char* dataset_name) {
  Session session = loaded_session();
  DatasetEntry& dataset = *find_dataset(session.datasets, dataset_name);
  auto card = make_card("first");
  card->dataset = dataset_name;
  card->class_names = dataset.class_names;
  card->settings.architecture = {.hidden = {}, .latent = latent};
  LibraryEntry& entry = session.library.entries.front();
  entry.card = card;
  entry.model = std::make_shared<Autoencoder>(make_autoencoder(card->settings.architecture));
  dataset.train.images = make_images(30);
  dataset.test.images = make_images(10);
  return session;
}

TEST(Neighbours, AreOfTheChosenModelAndAsManyAsThereAre) {
  Session session = neighbours_session(60);
  const auto codes = neighbour_test(session, NeighboursBy::codes);
  ASSERT_TRUE(codes);
  EXPECT_EQ(codes->model, chosen_entry(session)->model);
  EXPECT_EQ(codes->queries, 60);
  EXPECT_EQ(codes->k, kNeighbours);
  EXPECT_FALSE(neighbour_test(session, NeighboursBy::pixels)->model);
  set_word(session, "queries", "40");
  EXPECT_EQ(neighbour_test(session, NeighboursBy::codes)->queries, 40);
  EXPECT_FALSE(neighbour_result(session, NeighboursBy::codes)) << "that is another search";
  set_word(session, "queries", "400");
  EXPECT_EQ(neighbour_test(session, NeighboursBy::codes)->queries, 60);
  EXPECT_TRUE(neighbour_result(session, NeighboursBy::codes));
  EXPECT_EQ(few_in_words(session), "");
  mnist(session).train.images = make_images(3);
  EXPECT_EQ(neighbour_test(session, NeighboursBy::codes)->k, 3);
  EXPECT_EQ(few_in_words(session), "There are only 3 training images: so many are the neighbours.");
  session.library.entries.front().model.reset();
  EXPECT_FALSE(neighbour_test(session, NeighboursBy::codes));
  EXPECT_TRUE(neighbour_test(session, NeighboursBy::pixels)) << "pixels need no weights";
  mnist(session).test.images.reset();
  EXPECT_FALSE(neighbour_test(session, NeighboursBy::pixels));
}

TEST(Neighbours, RunStopAndGoOn) {
  Session session = loaded_session();
  session.choices.station = Station::neighbours;
  perform(session, RunNeighbours{.codes = false});
  EXPECT_EQ(session.choices.neighbours_by, NeighboursBy::pixels) << "what runs is what is shown";
  EXPECT_FALSE(is_wanted(session, NeighboursBy::codes));
  EXPECT_TRUE(is_wanted(session, NeighboursBy::pixels));
  perform(session, RunNeighbours{});
  EXPECT_EQ(session.measured.wanted_neighbours.size(), 2U);
  perform(session, StopNeighbours{});
  EXPECT_TRUE(session.measured.wanted_neighbours.empty());
}

TEST(Neighbours, WhatIsSeenNoMoreIsStopped) {
  Session session = loaded_session();
  session.choices.station = Station::neighbours;
  perform(session, RunNeighbours{});
  update_neighbours(session);
  EXPECT_EQ(session.measured.wanted_neighbours.size(), 2U);
  set_word(session, "model", "second");
  update_neighbours(session);
  ASSERT_EQ(session.measured.wanted_neighbours.size(), 1U);
  EXPECT_FALSE(session.measured.wanted_neighbours.front().model) << "pixels are the same for all models";
  NeighbourTest other = session.measured.wanted_neighbours.front();
  other.k = 2;
  want_neighbours(session.measured, other);  // by another station
  set_word(session, "k", "5");
  update_neighbours(session);
  EXPECT_EQ(session.measured.wanted_neighbours, std::vector{other});
}

TEST(Neighbours, ACellHasItsImages) {
  Session session = neighbours_session(700);
  const auto looked = looked_at_cell(session);
  ASSERT_TRUE(looked);
  const NeighbourResult& result = *matrix_result(session);
  EXPECT_EQ(static_cast<int>(looked->images.size()), result.confusion.at(3, 4));
  for (const int image : looked->images) {
    EXPECT_EQ(result.test.on.halves.test->labels[static_cast<std::size_t>(image)], 3);
    EXPECT_EQ(result.predicted[static_cast<std::size_t>(image)], 4);
  }
  EXPECT_EQ(looked->first, 0);
  set_word(session, "cellfrom", "9");
  EXPECT_EQ(looked_at_cell(session)->first, kCellImages) << "a page begins there";
  set_word(session, "cellfrom", "9999");
  EXPECT_EQ(looked_at_cell(session)->first, 21) << "the last one";
  EXPECT_EQ(looked_at_cell(session)->end(), static_cast<int>(looked->images.size()));
  set_word(session, "cell", "3003");
  EXPECT_EQ(looked_at_cell(session)->first, 0);
  EXPECT_EQ(looked_at_cell(session)->cell, (ConfusionCell{3, 3}));
  set_word(session, "cell", "10003");
  EXPECT_FALSE(looked_at_cell(session)) << "there is no such class";
  set_word(session, "matrix", "pixels");
  set_word(session, "cell", "3004");
  EXPECT_EQ(static_cast<int>(looked_at_cell(session)->images.size()),
            neighbour_result(session, NeighboursBy::pixels)->confusion.at(3, 4));
}

TEST(Neighbours, AnImageOfACellGoesOntoThePad) {
  Session session = neighbours_session(60);
  perform(session, DrawTestImage{33});
  EXPECT_EQ(session.choices.station, Station::draw);
  ASSERT_TRUE(session.drawing.sheet.picture);
  EXPECT_EQ(session.drawing.sheet.picture->index, 33);
}

TEST(Neighbours, ManyClassesAreAListOfMistakes) {
  ConfusionMatrix confusion(20);
  for (const auto& [truth, predicted, count] : {std::tuple{1, 1, 9}, {2, 3, 1}, {7, 5, 4}, {0, 1, 1}})
    for (int i = 0; i < count; ++i) confusion.add(truth, predicted);
  std::vector<int> listed;
  for (const CellCount& one : cells_of(confusion)) listed.push_back(cell_number(one.cell));
  EXPECT_EQ(listed, (std::vector{7005, 1, 2003}));
  ConfusionMatrix few(3);
  few.add(2, 2);
  few.add(0, 1);
  EXPECT_EQ(cells_of(few).size(), 2U) << "what is right, too";
  EXPECT_EQ(mistakes_of(few).size(), 1U);
}

TEST(Neighbours, FiguresAreSaidAsTheyAre) {
  Session session = neighbours_session(60);
  const NeighbourResult& codes = *neighbour_result(session, NeighboursBy::codes);
  EXPECT_EQ(codes.confusion.correct(), 40);
  EXPECT_EQ(accuracy_in_words(codes), "66.7 %");
  EXPECT_EQ(images_in_words(codes), "of 60 images");
  EXPECT_EQ(images_in_words(*neighbour_result(session, NeighboursBy::pixels)), "of 30 so far");
  EXPECT_EQ(cell_in_words(session, codes.confusion, {3, 4}), "class 3 read as class 4: 2 of 6");
  EXPECT_EQ(cell_in_words(session, codes.confusion, {3, 3}), "class 3, read rightly: 4 of 6");
  // 60 × 30 × 4, and by pixels × 784.
  EXPECT_EQ(multiplications_in_words(codes.test), "7.2 · 10³");
  EXPECT_EQ(multiplications_in_words(*neighbour_test(session, NeighboursBy::pixels)), "1.4 · 10⁶");
  const Racer first = racer_of(session, NeighboursBy::codes);
  const Racer second = racer_of(session, NeighboursBy::pixels);
  EXPECT_EQ(first.time, "1.0 s");
  EXPECT_EQ(first.split, "fit 0.02 s · predict 1.0 s");
  EXPECT_EQ(second.time, "4.9 s so far · 4.9 s left");
  EXPECT_NEAR(second.share, 4.92 / 9.82, 1e-6);
  EXPECT_NEAR(first.share, 1.0 / 9.82, 1e-6);
  EXPECT_EQ(race_in_words(session), "about 10 times as long; the book: 1,000");
  EXPECT_EQ(encoding_in_words(session), "encoding 90 images apart: 2.1 s");
}

TEST(Neighbours, OfTenThousandAmongSixtyThousand) {
  Session session = books_session(16, "mnist");
  mnist(session).train.images = make_images(60'000);
  mnist(session).test.images = make_images(10'000);
  EXPECT_EQ(multiplications_in_words(*neighbour_test(session, NeighboursBy::codes)), "9.6 · 10⁹");
  EXPECT_EQ(multiplications_in_words(*neighbour_test(session, NeighboursBy::pixels)), "4.7 · 10¹¹");
}

TEST(Neighbours, TheBookStandsBesideItsOwnExperimentsAlone) {
  const auto books = [](const Session& session) {
    std::vector<std::string> cells;
    for (const NeighbourBookRow& row : neighbour_book_rows(session))
      cells.push_back(row.what + " " + row.book_right + " " + row.book_time);
    return cells;
  };
  using Cells = std::vector<std::string>;
  EXPECT_EQ(books(books_session(8, "mnist")), (Cells{"8 numbers 0.8967 1.24 s", "784 pixels 0.9694 843 s"}));
  EXPECT_EQ(books(books_session(16, "fashion-mnist")),
            (Cells{"16 numbers 0.8375 2.94 s", "784 pixels 0.8540 892 s"}));
  EXPECT_EQ(books(books_session(8, "fashion-mnist")).front(), "8 numbers 0.7997 0.86 s");
  EXPECT_EQ(books(books_session(16, "mnist")).front(), "784 pixels 0.9694 843 s") << "not of these codes";
  Session session = books_session(8, "mnist");
  session.choices.neighbours = 5;
  EXPECT_EQ(books(session), Cells{});
  session = books_session(8, "mnist");
  session.choices.neighbour_queries = 9;
  EXPECT_EQ(books(session), Cells{});
  session.choices.neighbour_queries = 10;
  EXPECT_NE(books(session), Cells{}) << "these are all";
  EXPECT_EQ(books(neighbours_session(60)).front(), "784 pixels 0.9694 843 s") << "a network of another shape";
}

TEST(Neighbours, NumbersAreTheWholeMatrix) {
  const Session session = neighbours_session(60);
  const Numbers numbers = neighbours_numbers(session);
  ASSERT_EQ(numbers.rows.size(), 1U + 2 * 11);
  for (const auto& row : numbers.rows) EXPECT_EQ(row.size(), numbers.rows.front().size());
  const ConfusionMatrix& confusion = neighbour_result(session, NeighboursBy::codes)->confusion;
  const auto& row = numbers.rows[1 + 3];
  EXPECT_EQ(row[0], "4 numbers");
  EXPECT_EQ(row[1], "class 3");
  EXPECT_EQ(row[2 + 4], std::to_string(confusion.at(3, 4)));
  EXPECT_EQ(row[12], "6");
  EXPECT_EQ(row[13], "0.666667");
  const auto& all = numbers.rows[11];
  EXPECT_EQ(all[12], "60");
  EXPECT_EQ(all[13], "0.666667");
  EXPECT_EQ(all.back(), "0.980");
}

TEST(Neighbours, NothingGoesOnWithoutAWorker) {
  MeasuringLab lab;
  lab.session = loaded_session();
  lab.session.choices.station = Station::neighbours;
  perform(lab.session, RunNeighbours{});
  EXPECT_TRUE(is_wanted(lab.session, NeighboursBy::codes));
  while (lab.session.jobs.worker != Jobs::Worker::failed) lose_worker(lab.session, "It died.");
  EXPECT_FALSE(is_wanted(lab.session, NeighboursBy::codes)) << "it has no time left";
  EXPECT_EQ(racer_of(lab.session, NeighboursBy::codes).time, "");
  const Offers offers = offers_of(lab.session);
  EXPECT_FALSE(offers.find("stop-neighbours"));
  ASSERT_TRUE(offers.find("run-both"));
  EXPECT_TRUE(offers.find("run-both")->control.is_enabled);
  perform(lab.session, RunNeighbours{});
  lab.finish();
  EXPECT_TRUE(neighbour_result(lab.session, NeighboursBy::codes)->is_done());
}

TEST(Neighbours, ComeFromTheWorkerToTheStation) {
  MeasuringLab lab;
  lab.session = loaded_session();
  lab.session.choices.station = Station::neighbours;
  perform(lab.session, RunNeighbours{});
  lab.finish();
  for (const NeighboursBy by : {NeighboursBy::codes, NeighboursBy::pixels}) {
    const NeighbourResult* result = neighbour_result(lab.session, by);
    ASSERT_TRUE(result && result->is_done());
    EXPECT_EQ(result->confusion.at(3, 3), result->done()) << "all images are labelled 3";
  }
}

}  // namespace
}  // namespace bottleneck
