// What the page does by itself suits what the chosen model knows: digits, or something else.
#include <gtest/gtest.h>

#include "control_sessions.h"
#include "lab/session/address.h"
#include "lab/session/perform.h"
#include "lab/session/update.h"

namespace bottleneck {
namespace {

// "first" knows digits, "second" knows other classes.
Session two_kinds() {
  Session session = blank_session();
  auto card = std::make_shared<ModelCard>(*session.library.entries.front().card);
  for (int label = 0; label < kClasses; ++label)
    card->class_names[static_cast<std::size_t>(label)] = std::to_string(label);
  session.library.entries.front().card = card;
  session.library.index_file.stage = Download::Stage::done;
  mnist(session).test.packed_bytes = 1'600'000;
  return session;
}

void choose_model(Session& session, const char* name) {
  perform(session, Set{"model", name});
  update(session, [] { return 0.0; });
}

TEST(SuitsMeaning, ClothesAreNotNormalisedAsDigitsAre) {
  Session session = two_kinds();
  choose_model(session, "second");
  EXPECT_FALSE(session.choices.is_normalised);
  EXPECT_EQ(session.choices.samples, SampleSource::test);
  choose_model(session, "first");
  EXPECT_TRUE(session.choices.is_normalised);
  EXPECT_EQ(session.choices.samples, SampleSource::synthetic);
}

TEST(SuitsMeaning, WhatTheReaderSetsStays) {
  Session session = two_kinds();
  choose_model(session, "second");
  perform(session, Set{"norm", "1"});
  perform(session, Set{"samples", "synthetic"});
  choose_model(session, "second");
  EXPECT_TRUE(session.choices.is_normalised);
  EXPECT_EQ(session.choices.samples, SampleSource::synthetic);
}

TEST(SuitsMeaning, ALinkIsAsItTells) {
  Session session = two_kinds();
  go_to(session, read_address("#v=1&model=second&pen=2.2"));
  update(session, [] { return 0.0; });
  EXPECT_TRUE(session.choices.is_normalised);
  EXPECT_EQ(session.choices.samples, SampleSource::synthetic);
}

}  // namespace
}  // namespace bottleneck
