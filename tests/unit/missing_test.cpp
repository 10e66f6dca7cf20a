// What stands in the way of the neighbours' votes: the same for the canvas and for the HTML beside it.
#include "lab/shown/missing.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "lab/data/dataset_files.h"
#include "lab/session/perform.h"
#include "lab/session/queries.h"
#include "lab/session/receive.h"
#include "lab/session/update.h"
#include "lab/shown/compression_words.h"
#include "lab/shown/data_words.h"
#include "lab/shown/offer.h"
#include "lab/shown/reconstruction_words.h"
#include "texts/reconstructions.h"
#include "unit/control_sessions.h"

namespace bottleneck {
namespace {

using Ids = std::vector<std::string>;

std::optional<Missing> codes_of(const Session& session, std::size_t model = 0) {
  return missing_codes(session, &session.library.entries.at(model));
}

double missing_clock() {
  return 0;
}

TEST(Missing, NothingWhereTheNeighboursCanVote) {
  const Session session = loaded_session();
  EXPECT_FALSE(codes_of(session));
  EXPECT_FALSE(missing_pixels(session));
}

TEST(Missing, WhatHelpsIsOffered) {
  std::vector<Session> sessions = all_sessions();
  for (Session& session : sessions) {
    session.choices.station = Station::draw;
    const Offers offers = offers_of(session);
    for (const auto& missing :
         {missing_codes(session, session.library.entries.empty() ? nullptr : &session.library.entries[0]),
          missing_pixels(session)}) {
      if (!missing) continue;
      EXPECT_FALSE(missing->text.empty());
      for (const std::string& id : missing->helps) {
        const Offer* offer = offers.find(id);
        ASSERT_TRUE(offer) << id;
        EXPECT_TRUE(offer->control.is_enabled) << id;
      }
    }
  }
}

TEST(Missing, CodesAreComputedFromImagesThatAreLoadedFirst) {
  Session session = codeless_session();
  EXPECT_EQ(codes_of(session)->helps, Ids{"compute-codes"});
  EXPECT_EQ(offers_of(session).find("compute-codes")->control.label_on_canvas(), "Compute them (10.0 MB)");
  EXPECT_TRUE(codes_of(session, 1)->is_alarm) << "they could not be loaded";
  EXPECT_EQ(codes_of(session, 1)->helps, Ids{"retry"});

  perform(session, ComputeCodes{});
  mnist(session).train.images_file = {
      .stage = Download::Stage::loading, .bytes = 500'000, .total = 9'900'000};
  ASSERT_TRUE(codes_of(session)->progress);
  EXPECT_EQ(codes_of(session)->progress->amount, "500 KB of 10.0 MB");
  EXPECT_EQ(codes_of(session)->helps, Ids{"cancel-training"});

  mnist(session).train.images_file = {.stage = Download::Stage::failed, .error = "It broke off."};
  EXPECT_EQ(codes_of(session)->text, "It broke off.");
  EXPECT_EQ(codes_of(session)->helps, Ids{"retry"});

  mnist(session).train.images_file = {};
  mnist(session).train.images = make_images(30);
  EXPECT_TRUE(codes_of(session)->progress) << "the worker is about to begin";
  EXPECT_EQ(codes_of(session)->helps, Ids{});
  session.computes_codes_of.clear();
  EXPECT_EQ(offers_of(session).find("compute-codes")->control.label_on_canvas(), "Compute the codes");
}

TEST(Missing, CodesAreComputedUnaskedWhereTheImagesAre) {
  Session session = codeless_session();
  session.choices.station = Station::train;
  update(session, missing_clock);
  mnist(session).train.images = make_images(30);
  update(session, missing_clock);
  EXPECT_EQ(session.computes_codes_of, "") << "nobody looks at them";
  session.choices.station = Station::draw;
  update(session, missing_clock);
  EXPECT_EQ(session.computes_codes_of, session.choices.model);
  ASSERT_NE(session.jobs.job<EncodeImages>().id, 0U);
  EXPECT_EQ(codes_of(session)->helps, Ids{}) << "there is nothing to press";
  receive(session, JobFailed{.id = session.jobs.job<EncodeImages>().id, .message = "No memory."});
  update(session, missing_clock);
  EXPECT_EQ(session.computes_codes_of, "") << "not again and again";
  EXPECT_EQ(codes_of(session)->helps, Ids{"compute-codes"});
}

TEST(Missing, ImagesThatAreKeptAreNoDownload) {
  Session session = busy_session();
  DatasetEntry& entry = mnist(session);
  for (const PublishedFile* file : {&entry.train.images_published, &entry.train.labels_published})
    receive_kept(session.datasets, path_in_site(entry, *file));
  EXPECT_EQ(entry.train.bytes_to_load(), 0);
  EXPECT_EQ(offers_of(session).find("load-training")->control.label_on_canvas(), "Load MNIST (kept here)");
  EXPECT_EQ(
      missing_pixels(session)->text,
      "Compare with all training images of MNIST, pixel by pixel. This browser keeps them: nothing has to be "
      "downloaded.");
  EXPECT_EQ(half_in_words(session, entry, Split::train), "60,000 training images, kept here");
  EXPECT_GT(entry.test.bytes_to_load(), 0);
}

TEST(Missing, PixelsNeedTheTrainingImagesAndAWorker) {
  Session session = blank_session();
  EXPECT_TRUE(missing_pixels(session)->progress) << "it is not known yet where the images are";
  EXPECT_EQ(missing_pixels(session)->helps, Ids{});
  session = busy_session();
  EXPECT_EQ(missing_pixels(session)->helps, (Ids{"load-training", "pick-files"}));
  mnist(session).train.labels_file = {.stage = Download::Stage::failed, .error = "It is not there."};
  EXPECT_EQ(missing_pixels(session)->text, "It is not there.");
  EXPECT_EQ(missing_pixels(session)->helps, (Ids{"load-training", "pick-files"}));
  EXPECT_EQ(offers_of(session).find("load-training")->control.label_on_canvas(), "Try again");
  mnist(session).train.images = make_images(30);
  EXPECT_FALSE(missing_pixels(session));
  session.jobs.worker = Jobs::Worker::failed;
  session.jobs.worker_error = "The worker died.";
  EXPECT_EQ(missing_pixels(session)->text, "The worker died.");
  EXPECT_EQ(missing_pixels(session)->helps, Ids{"retry"});
}

TEST(Missing, SyntheticDigitsAreDrawnHere) {
  Session session = busy_session();
  auto card = make_card("first");
  card->dataset = "synthetic";
  session.library.entries.front().card = card;
  EXPECT_EQ(missing_pixels(session)->helps, Ids{"load-training"});
  session.datasets.synthetic.error = "There is no memory.";
  EXPECT_EQ(missing_pixels(session)->text, "There is no memory.");
  EXPECT_EQ(missing_pixels(session)->helps, Ids{"load-training"});
}

TEST(Missing, TheHalvesThatAStationNeedsAreLoadedWithOnePress) {
  Session session = busy_session();
  session.choices.station = Station::neighbours;
  DatasetEntry& entry = mnist(session);
  entry.test.images.reset();
  const auto is_offered = [&](const std::string& id) { return offers_of(session).find(id) != nullptr; };
  EXPECT_EQ(missing_data(session, {Split::test})->helps, (Ids{"load:mnist:test", "pick-files"}));
  EXPECT_EQ(missing_data(session, {Split::test})->text, half_in_words(session, entry, Split::test));
  const auto both = missing_to_measure(session);
  EXPECT_EQ(both->helps, (Ids{"load:mnist", "pick-files"}));
  EXPECT_EQ(both->text,
            half_in_words(session, entry, Split::train) + "; " + half_in_words(session, entry, Split::test));
  EXPECT_TRUE(is_offered("load:mnist"));

  // Whichever is on its way is what can be stopped.
  entry.test.images_file = {.stage = Download::Stage::loading, .bytes = 5, .total = 9};
  EXPECT_EQ(missing_to_measure(session)->helps, Ids{"cancel:mnist:test"});
  EXPECT_TRUE(missing_to_measure(session)->progress);
  EXPECT_TRUE(is_offered("cancel:mnist:test"));
  EXPECT_FALSE(is_offered("load:mnist"));
  entry.test.images_file = {.stage = Download::Stage::failed, .error = "It broke off."};
  EXPECT_EQ(missing_to_measure(session)->text, "It broke off.");
  EXPECT_EQ(missing_to_measure(session)->helps, (Ids{"load:mnist", "pick-files"}));

  // The half that is here is not asked for again.
  entry.test.images_file = {};
  entry.train.images = make_images(30);
  EXPECT_EQ(missing_to_measure(session)->helps, (Ids{"load:mnist:test", "pick-files"}));
  EXPECT_TRUE(is_offered("load:mnist:test"));
  entry.test.images = make_images(30);
  EXPECT_FALSE(missing_to_measure(session));
  session.jobs.worker = Jobs::Worker::failed;
  session.jobs.worker_error = "The worker died.";
  EXPECT_EQ(missing_to_measure(session)->helps, Ids{"retry"});
  EXPECT_FALSE(missing_data(session, {Split::test})) << "no worker is needed to look at them";
}

TEST(Missing, OwnImagesMayBeTooFewToTestWith) {
  Session session = keeping_session();
  auto card = std::make_shared<ModelCard>(*session.library.entries.front().card);
  card->dataset = kDrawingsDataset;
  session.library.entries.front().card = card;
  EXPECT_EQ(missing_to_measure(session)->text, "Your drawings: nothing is here yet.");
  find_dataset(session.datasets, kDrawingsDataset)->train.images = make_images(3);
  const auto missing = missing_to_measure(session);
  ASSERT_TRUE(missing);
  EXPECT_NE(missing->text.find("too few"), std::string::npos) << missing->text;
  EXPECT_EQ(missing->helps, Ids{});
}

TEST(Missing, AModelOfPicturesAsksForThemAgain) {
  for (const bool are_others_there : {false, true}) {
    Session session = are_others_there ? pictures_session() : busy_session();
    session.library.entries.front() = gone_pictures_session(Station::map).library.entries.front();
    for (const auto& missing : {codes_of(session), missing_pixels(session), missing_to_measure(session),
                                missing_data(session, {Split::test})}) {
      ASSERT_TRUE(missing);
      EXPECT_NE(missing->text.find("the same folder again"), std::string::npos) << missing->text;
      EXPECT_EQ(missing->helps, Ids{"pictures:folder"});
    }
    for (const Station station : {Station::reconstructions, Station::compression, Station::neighbours,
                                  Station::map, Station::weights}) {
      session.choices.station = station;
      EXPECT_TRUE(offers_of(session).find("pictures:folder")) << static_cast<int>(station);
    }
  }
}

TEST(Missing, ALostWorkerIsToldOfWhereItWasToMeasure) {
  Session session = reconstructions_session();
  const LibraryEntry& waiting = session.library.entries.back();
  EXPECT_EQ(row_in_words(session, waiting).errors, texts::kRowMeasuring);
  EXPECT_FALSE(missing_reconstructions(session));
  const DatasetEntry& dataset = *dataset_of(session, chosen_entry(session));
  find_dataset(session.datasets, dataset.name)->train.images = make_images(100);
  want_bound(session.measured, compressed_on(session));
  EXPECT_TRUE(bound_progress(session));

  session.jobs = {.worker = Jobs::Worker::failed, .worker_error = "It is lost."};
  EXPECT_EQ(row_in_words(session, waiting).errors, texts::kRowNotMeasured);
  EXPECT_FALSE(bound_progress(session)) << "nothing goes on";
  for (const auto& missing : {missing_reconstructions(session), missing_to_measure(session)}) {
    ASSERT_TRUE(missing);
    EXPECT_EQ(missing->text, "It is lost.");
    EXPECT_EQ(missing->helps, Ids{"retry"});
  }
  session.measured.wanted_errors.clear();
  EXPECT_FALSE(missing_reconstructions(session)) << "it is not needed";
}

}  // namespace
}  // namespace bottleneck
