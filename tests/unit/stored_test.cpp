// What is kept from one visit to the next, and what becomes of it when the browser refuses.
#include "lab/session/stored.h"

#include <gtest/gtest.h>

#include "lab/models/own_models.h"
#include "lab/session/keeping.h"
#include "lab/session/perform.h"
#include "lab/session/queries.h"
#include "unit/small_site.h"

namespace bottleneck {
namespace {

Stored open_store() {
  Stored stored;
  note_store_ready(stored, "");
  return stored;
}

Autoencoder stored_model() {
  Autoencoder model = make_autoencoder({.hidden = {}, .latent = 3});
  Rng rng(1);
  initialise_glorot(model, rng);
  return model;
}

std::string keep_stored(Session& session, const std::string& title) {
  Autoencoder model = stored_model();
  ModelCard card;
  card.title = title;
  card.dataset = "mnist";
  card.settings.architecture = model.architecture;
  return keep_model(session, std::move(card), std::move(model));
}

Bytes kept_file(const std::string& title) {
  Session other;
  keep_stored(other, title);
  return model_file(other.library.entries.back());
}

TEST(Stored, WritesWaitUntilTheStoreIsOpen) {
  Stored stored;
  store_file(stored, "a", {1});
  store_file(stored, "a", {2});
  EXPECT_TRUE(take_writes(stored).empty());
  note_store_ready(stored, "");
  const auto writes = take_writes(stored);
  ASSERT_EQ(writes.size(), 1U) << "the latest wish counts";
  EXPECT_EQ(*writes[0].bytes, Bytes{2});
  EXPECT_TRUE(writes[0].is_new);
  EXPECT_TRUE(take_writes(stored).empty());
}

TEST(Stored, OneWriteOfAKeyIsUnderWayAtATime) {
  Stored stored = open_store();
  store_file(stored, "a", {1});
  take_writes(stored);
  store_file(stored, "a", {2});
  remove_file(stored, "b");
  EXPECT_TRUE(take_writes(stored).empty()) << "a is under way; b is nothing of ours";
  note_written(stored, "a", Written::kept, "");
  const auto writes = take_writes(stored);
  ASSERT_EQ(writes.size(), 1U);
  EXPECT_FALSE(writes[0].is_new) << "it is ours: it may be overwritten";
}

TEST(Stored, WhatWasDeletedIsNotOurs) {
  Stored stored = open_store();
  note_stored_file(stored, "a");
  remove_file(stored, "a");
  auto writes = take_writes(stored);
  ASSERT_EQ(writes.size(), 1U);
  EXPECT_EQ(writes[0].bytes, nullptr);
  store_file(stored, "a", {1});
  EXPECT_TRUE(take_writes(stored).empty());
  note_written(stored, "a", Written::kept, "");
  writes = take_writes(stored);
  ASSERT_EQ(writes.size(), 1U);
  EXPECT_TRUE(writes[0].is_new);
}

TEST(Stored, AFailureSaysWhyUntilTheNextTry) {
  Stored stored = open_store();
  store_file(stored, "a", {1});
  take_writes(stored);
  note_written(stored, "a", Written::failed, "QuotaExceededError: too much");
  const std::string full = why_not_kept(stored, "a");
  EXPECT_FALSE(full.empty());
  EXPECT_EQ(full.find("Quota"), std::string::npos) << "in plain words";
  store_file(stored, "a", {1});
  EXPECT_EQ(why_not_kept(stored, "a"), "");
  take_writes(stored);
  note_written(stored, "a", Written::failed, "UnknownError: disk on fire");
  EXPECT_NE(why_not_kept(stored, "a").find("disk on fire"), std::string::npos);
  note_written(stored, "never asked", Written::failed, "");
  EXPECT_EQ(why_not_kept(stored, "never asked"), "");
}

TEST(Stored, ARefusalHoldsForAll) {
  Stored stored;
  store_file(stored, "a", {1});
  note_store_ready(stored, "SecurityError: no");
  EXPECT_EQ(stored.state, Stored::State::refused);
  EXPECT_TRUE(stored.waiting.empty()) << "no memory is held for it";
  store_file(stored, "b", {1});
  EXPECT_TRUE(take_writes(stored).empty());
  EXPECT_FALSE(why_not_kept(stored, "b").empty());
}

TEST(Keeping, AModelIsWrittenUnderItsName) {
  Session session;
  receive_store_ready(session, "");
  keep_stored(session, "Mine");
  const auto writes = take_writes(session.stored);
  ASSERT_EQ(writes.size(), 1U);
  EXPECT_EQ(writes[0].key, "model/my-1.safetensors");
  receive_written(session, writes[0].key, Written::kept, "");
  perform(session, NameModel{.name = "my-1", .title = "Renamed"});
  const auto again = take_writes(session.stored);
  ASSERT_EQ(again.size(), 1U);
  EXPECT_NE(as_text(*again[0].bytes).find("Renamed"), std::string_view::npos);
  receive_written(session, writes[0].key, Written::kept, "");
  perform(session, DeleteModel{"my-1"});
  const auto last = take_writes(session.stored);
  ASSERT_EQ(last.size(), 1U);
  EXPECT_EQ(last[0].bytes, nullptr);
  EXPECT_EQ(name_in_key("model/my-12.safetensors"), "my-12");
  for (const char* key :
       {"model/.safetensors", "model/mnist-16.safetensors", "drawings.jsonl", "model/my-1", ""})
    EXPECT_EQ(name_in_key(key), "") << key;
}

TEST(Keeping, AModelComesBackAndIsStillChosen) {
  Site site;
  Session session;
  session.choices.model = "my-2";
  site.serve(session);
  EXPECT_EQ(session.choices.model, "my-2") << "it may still come";
  const Bytes file = kept_file("Mine");
  receive_stored_file(session, "model/my-2.safetensors", ByteView(file));
  receive_store_ready(session, "");
  site.serve(session);
  ASSERT_TRUE(chosen_entry(session));
  EXPECT_EQ(chosen_entry(session)->title, "Mine");
  EXPECT_TRUE(session.notes.empty());
  EXPECT_TRUE(take_writes(session.stored).empty());
  EXPECT_EQ(keep_stored(session, "Next"), "my-3");
}

TEST(Keeping, AModelDeletedBeforeTheStoreIsOpenTakesNoOtherWithIt) {
  Site site;
  Session session;
  site.serve(session);
  ASSERT_EQ(keep_stored(session, "New"), "my-1");
  perform(session, DeleteModel{"my-1"});
  const Bytes file = kept_file("Mine");
  receive_stored_file(session, "model/my-1.safetensors", ByteView(file));
  receive_store_ready(session, "");
  EXPECT_TRUE(take_writes(session.stored).empty()) << "the one that was stored is another";
  ASSERT_TRUE(find_entry(session.library, "my-1"));
  EXPECT_EQ(find_entry(session.library, "my-1")->title, "Mine");

  perform(session, RestoreModel{});
  const LibraryEntry* restored = find_entry(session.library, "my-2");
  ASSERT_TRUE(restored) << "under a name of its own";
  EXPECT_EQ(restored->title, "New");
  EXPECT_EQ(restored->card->name, "my-2");
  const auto writes = take_writes(session.stored);
  ASSERT_EQ(writes.size(), 1U);
  EXPECT_EQ(name_in_key(writes[0].key), "my-2");
}

TEST(Keeping, AModelThatIsGoneIsLetGoWithANote) {
  Site site;
  Session session;
  session.choices.model = "my-2";
  site.serve(session);
  receive_store_ready(session, "");
  site.serve(session);
  EXPECT_EQ(session.choices.model, "first");
  ASSERT_EQ(session.notes.size(), 1U);
  EXPECT_NE(session.notes[0].find("my-2"), std::string::npos);
}

TEST(Keeping, ADamagedFileIsNamedAndLeft) {
  Session session;
  Bytes file = kept_file("Mine");
  file.resize(file.size() / 2);
  receive_stored_file(session, "model/my-4.safetensors", ByteView(file));
  receive_stored_file(session, "drawings.jsonl", ByteView(file));
  receive_store_ready(session, "");
  EXPECT_TRUE(session.library.entries.empty());
  ASSERT_EQ(session.notes.size(), 1U);
  EXPECT_NE(session.notes[0].find("my-4"), std::string::npos);
  EXPECT_TRUE(take_writes(session.stored).empty());
  EXPECT_EQ(keep_stored(session, "Next"), "my-5") << "so that it is not overwritten";
}

TEST(Keeping, WhatAnotherTabWroteStays) {
  Session session;
  receive_store_ready(session, "");
  keep_stored(session, "Mine");
  session.choices.model = "my-1";
  take_writes(session.stored);
  perform(session, NameModel{.name = "my-1", .title = "Renamed meanwhile"});
  receive_written(session, "model/my-1.safetensors", Written::taken, "ConstraintError");
  EXPECT_FALSE(find_entry(session.library, "my-1"));
  EXPECT_EQ(session.choices.model, "my-2");
  const auto writes = take_writes(session.stored);
  ASSERT_EQ(writes.size(), 1U);
  EXPECT_EQ(writes[0].key, "model/my-2.safetensors");
  EXPECT_TRUE(writes[0].is_new);
  EXPECT_NE(as_text(*writes[0].bytes).find("Renamed meanwhile"), std::string_view::npos);
}

TEST(Keeping, AModelMadeBeforeTheStoreIsOpenGivesWay) {
  Session session;
  keep_stored(session, "New");
  const Bytes file = kept_file("Old");
  receive_stored_file(session, "model/my-1.safetensors", ByteView(file));
  receive_store_ready(session, "");
  EXPECT_EQ(find_entry(session.library, "my-1")->title, "Old");
  EXPECT_EQ(find_entry(session.library, "my-2")->title, "New");
  const auto writes = take_writes(session.stored);
  ASSERT_EQ(writes.size(), 1U);
  EXPECT_EQ(writes[0].key, "model/my-2.safetensors");
}

TEST(Keeping, TheReaderIsToldOnceWhereNothingIsKept) {
  Session session;
  keep_stored(session, "Before");
  EXPECT_TRUE(session.notes.empty()) << "it is not known yet";
  receive_store_ready(session, "SecurityError: denied");
  ASSERT_EQ(session.notes.size(), 1U);
  perform(session, DismissNotes{});
  keep_stored(session, "After");
  EXPECT_TRUE(session.notes.empty());
  EXPECT_FALSE(not_kept_in_words(session, session.library.entries[0]).empty());

  Session without;
  receive_store_ready(without, "SecurityError: denied");
  EXPECT_TRUE(without.notes.empty()) << "nothing of the reader's is at stake yet";
  keep_stored(without, "First");
  EXPECT_EQ(without.notes.size(), 1U);
}

TEST(Keeping, AFullDiskLosesNothing) {
  Session session;
  receive_store_ready(session, "");
  keep_stored(session, "Large");
  take_writes(session.stored);
  receive_written(session, "model/my-1.safetensors", Written::failed, "QuotaExceededError");
  ASSERT_EQ(session.notes.size(), 1U);
  EXPECT_NE(session.notes[0].find("Large"), std::string::npos);
  EXPECT_TRUE(find_entry(session.library, "my-1")->is_usable());
  EXPECT_EQ(not_kept_in_words(session, session.library.entries[0]), session.notes[0]);
}

}  // namespace
}  // namespace bottleneck
