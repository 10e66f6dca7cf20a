#include "lab/models/reconstructed.h"

#include <gtest/gtest.h>

#include "core/rng.h"
#include "lab/session/perform.h"
#include "lab/session/update.h"
#include "unit/control_sessions.h"
#include "unit/ticking.h"

namespace bottleneck {
namespace {

std::shared_ptr<const Autoencoder> random_model(std::uint64_t seed) {
  auto model = std::make_shared<Autoencoder>(make_autoencoder({.hidden = {}, .latent = 3}));
  Rng rng(seed);
  initialise_glorot(*model, rng);
  return model;
}

Original original(std::uint8_t grey) {
  Original one;
  one.image.fill(grey);
  return one;
}

TEST(Reconstructed, AreMadeAnewOnlyWhereSomethingIsOther) {
  Reconstructed shown;
  const auto first = random_model(1);
  const auto second = random_model(2);
  const std::vector<Original> originals{original(100), original(200)};
  EXPECT_TRUE(bring_up_to_date(shown, originals, {{"a", first}, {"b", nullptr}}));
  ASSERT_EQ(shown.rows.size(), 2U);
  ASSERT_EQ(shown.rows[0].images.size(), 2U);
  EXPECT_TRUE(shown.rows[1].images.empty()) << "it is still to come";
  EXPECT_EQ(shown.rows[0].images[1], reconstructions_of(*first, std::vector{originals[1].image})[0]);
  EXPECT_NEAR(shown.rows[0].errors[1].mse, reconstruction_error(*first, originals[1].image).mse, 1e-7);
  EXPECT_FALSE(bring_up_to_date(shown, originals, {{"a", first}, {"b", nullptr}}));
  EXPECT_TRUE(bring_up_to_date(shown, originals, {{"a", first}, {"b", second}}));
  EXPECT_NE(shown.rows[1].images, shown.rows[0].images);
  EXPECT_TRUE(bring_up_to_date(shown, {originals[1]}, {{"a", first}, {"b", second}}));
  EXPECT_EQ(shown.rows[1].errors.size(), 1U);
  EXPECT_TRUE(bring_up_to_date(shown, {originals[1]}, {{"b", second}}));
}

TEST(Reconstructed, AreRankedByTheirError) {
  const std::vector<ReconstructionError> errors{
      {.bce = 0, .mse = 0.2}, {.bce = 9, .mse = 0.1}, {.bce = 1, .mse = 0.2}};
  EXPECT_EQ(ranked(errors, false), (std::vector{1, 0, 2}));
  EXPECT_EQ(ranked(errors, true), (std::vector{0, 2, 1}));
}

std::vector<std::string> rows_of(const Session& session) {
  std::vector<std::string> names;
  for (const LibraryEntry* entry : reconstruction_rows(session)) names.push_back(entry->name);
  return names;
}

using RowNames = std::vector<std::string>;

TEST(ReconstructionRows, AreThoseThatGoWithTheModel) {
  Session session = blank_session();
  session.library.entries = {make_entry("mnist-8"), make_entry("mnist-64"), make_entry("mnist-16"),
                             make_entry("mnist-16-mse"), make_entry("my-1")};
  const auto with = [&](const char* model) {
    perform(session, Set{"model", model});
    return rows_of(session);
  };
  EXPECT_EQ(with("mnist-8"), (RowNames{"mnist-64", "mnist-16", "mnist-8"}));
  EXPECT_EQ(with("mnist-16-mse"), (RowNames{"mnist-16", "mnist-16-mse"}));
  EXPECT_EQ(with("my-1"), RowNames{"my-1"});
  perform(session, Set{"rows", "my-1,mnist-8"});
  EXPECT_EQ(rows_of(session), (RowNames{"my-1", "mnist-8"}));
  perform(session, Set{"rows", "mnist-16,mnist-64"});
  EXPECT_EQ(session.choices.model, "mnist-16") << "the chosen model, whose dataset is shown, is among them";
  EXPECT_EQ(rows_of(session), (RowNames{"mnist-16", "mnist-64"}));
  perform(session, Set{"rows", "mnist-16,gone"});
  EXPECT_EQ(session.choices.reconstructions.rows, "mnist-16,mnist-64");
  EXPECT_EQ(with("mnist-8"), (RowNames{"mnist-64", "mnist-16", "mnist-8"})) << "others go with it";
  session.choices.reconstructions.rows = "mnist-16,gone,mnist-16";  // as a link may say
  EXPECT_EQ(rows_of(session), (RowNames{"mnist-8", "mnist-16"}));
  update(session, ticking);
  EXPECT_EQ(session.choices.reconstructions.rows, "mnist-16,gone,mnist-16") << "the list is still to come";
  session.library.index_file.stage = Download::Stage::done;
  update(session, ticking);
  EXPECT_EQ(session.choices.reconstructions.rows, "mnist-16");
  EXPECT_FALSE(session.notes.empty());
}

// Each of its images is more like the reconstruction of a fresh model the greyer it is.
TEST(ReconstructionRows, TheWorstStandFirstOnceTheyAreMeasured) {
  Session session = reconstructions_session();
  ReconstructionsView& view = session.choices.reconstructions;
  ErrorResult& result = session.measured.errors.front();
  view.first = 0;
  session.ranking = {};
  for (int i = 0; i < 100; ++i) result.errors[static_cast<std::size_t>(i)].mse = (i * 37 % 100) / 100.0;
  update_reconstructions(session);
  const auto& originals = session.reconstructed.originals;
  ASSERT_EQ(originals.size(), 11U);
  EXPECT_EQ(originals[0].index, 27) << "27 · 37 = 999";
  EXPECT_EQ(originals[1].index, 54);
  EXPECT_EQ(originals[10].kind, Original::Kind::drawing);
  view.shelf = Shelf::best;
  update_reconstructions(session);
  EXPECT_EQ(originals[0].index, 0);
  EXPECT_EQ(originals[1].index, 73) << "73 · 37 = 2701";
  view = {.rows = view.rows, .shelf = Shelf::numbered, .first = 999};
  update_reconstructions(session);
  EXPECT_EQ(originals[0].index, 90) << "the last ten";
  // Another model's errors are not this one's.
  view.shelf = Shelf::best;
  perform(session, Set{"model", "second"});
  update_reconstructions(session);
  EXPECT_EQ(originals[0].index, 90) << "by number until they are measured";
}

}  // namespace
}  // namespace bottleneck
