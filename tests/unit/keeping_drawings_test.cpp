// Drawings that the reader keeps: as neighbours, as a dataset, in the browser's storage, as files.
#include "lab/session/keeping_drawings.h"

#include <algorithm>
#include <memory>
#include <string>

#include <gtest/gtest.h>

#include "formats/png_grey.h"
#include "formats/strokes_json.h"
#include "lab/session/keeping.h"
#include "lab/session/perform.h"
#include "lab/session/receive.h"
#include "lab/session/update.h"
#include "unit/same_strokes.h"
#include "unit/small_site.h"

namespace bottleneck {
namespace {

constexpr const char* kFirstKey = "drawings/000000001.jsonl";
constexpr const char* kSecondKey = "drawings/000000002.jsonl";

// Two models of digits, the first with codes; a line on the pad, and the storage open.
Session session_of_digits() {
  Site site;
  Session session;
  site.serve(session);
  perform(session, Set{"with", "second"});
  site.serve(session);
  for (LibraryEntry& entry : session.library.entries) {
    ModelCard card = *entry.card;
    card.class_names = find_dataset(session.datasets, "drawings")->class_names;
    entry.card = std::make_shared<const ModelCard>(std::move(card));
  }
  receive_store_ready(session, "");
  draw_line(session);
  update(session, fake_clock);
  return session;
}

void draw(Session& session, const Strokes& strokes) {
  perform(session, PutStrokes{strokes});
  update(session, fake_clock);
}

void keep(Session& session, int label) {
  perform(session, KeepDrawing{label});
  update(session, fake_clock);
}

bool same(const Neighbour& a, const Neighbour& b) {
  return a.index == b.index && a.distance == b.distance;
}

bool same(const std::vector<Near>& a, const std::vector<Near>& b) {
  return std::ranges::equal(a, b, [](const Near& one, const Near& other) {
    return same(one.neighbour, other.neighbour) && one.label == other.label && one.picture == other.picture &&
           one.is_own == other.is_own && one.is_decoded == other.is_decoded;
  });
}

// Carries out the writes that are due; gives what has come of each.
std::map<std::string, std::string> carry_out(Session& session, Written outcome = Written::kept) {
  std::map<std::string, std::string> written;
  for (const StoreWrite& write : take_writes(session.stored)) {
    written[write.key] = write.bytes ? std::string(as_text(*write.bytes)) : "deleted";
    receive_written(session, write.key, outcome, outcome == Written::failed ? "QuotaExceededError" : "");
  }
  return written;
}

TEST(KeptDrawings, AreNeighboursAtOnceAndTheNearestOfThemselves) {
  Session session = session_of_digits();
  const Opinion before = session.inference.codes;
  ASSERT_EQ(before.neighbours.size(), 7U);
  keep(session, 7);
  const Opinion& codes = session.inference.codes;
  EXPECT_EQ(session.drawing.sheet.strokes.size(), 1U) << "the pad stays as it is";
  ASSERT_EQ(codes.neighbours.size(), 7U);
  EXPECT_TRUE(codes.neighbours[0].is_own);
  EXPECT_EQ(codes.neighbours[0].neighbour.distance, 0) << "to the last bit the same code";
  EXPECT_EQ(codes.neighbours[0].label, 7);
  EXPECT_EQ(codes.neighbours[0].picture, *session.inference.image);
  EXPECT_FALSE(codes.neighbours[0].is_decoded);
  EXPECT_EQ(codes.votes[7], 1);
  EXPECT_EQ(codes.references, 31);
  EXPECT_EQ(codes.own_references, 1);
  for (std::size_t i = 1; i < 7; ++i) {
    EXPECT_EQ(codes.neighbours[i].neighbour.index, before.neighbours[i - 1].neighbour.index);
    EXPECT_EQ(codes.neighbours[i].neighbour.distance, before.neighbours[i - 1].neighbour.distance);
  }
  EXPECT_TRUE(state_of(session)["neighbours"][0]["own"]);
  EXPECT_EQ(state_of(session)["drawings"]["count"], 1);
  EXPECT_EQ(state_of(session)["drawings"]["labels"][7], 1);

  perform(session, Set{"own", "0"});
  update(session, fake_clock);
  EXPECT_TRUE(same(session.inference.codes.neighbours, before.neighbours))
      << "without them, all is as it was";
  EXPECT_EQ(session.inference.codes.votes, before.votes);
  EXPECT_EQ(session.inference.codes.references, 30);
  perform(session, Set{"own", "1"});
  perform(session, ClearDrawings{});
  update(session, fake_clock);
  EXPECT_TRUE(same(session.inference.codes.neighbours, before.neighbours));
}

TEST(KeptDrawings, VoteOnlyWhereLabelsMeanDigits) {
  Session session = session_of_digits();
  keep(session, 7);
  LibraryEntry& entry = session.library.entries.front();
  const auto with_card = [&](auto change) {
    ModelCard card = *entry.card;
    change(card);
    entry.card = std::make_shared<const ModelCard>(std::move(card));
    update(session, fake_clock);
    return session.inference.codes.own_references;
  };
  EXPECT_EQ(session.inference.codes.own_references, 1);
  EXPECT_EQ(with_card([](ModelCard& card) { card.dataset = "drawings"; }), 0) << "they would vote twice";
  EXPECT_EQ(with_card([](ModelCard& card) { card.dataset = "mnist"; }), 1);
  EXPECT_EQ(with_card([](ModelCard& card) { card.class_names[7] = "Sneaker"; }), 0);
  EXPECT_FALSE(means_digits(&entry));
  EXPECT_TRUE(means_digits(nullptr)) << "a model that is not loaded";
}

TEST(KeptDrawings, AreAmongTheNeighboursByPixels) {
  Session session = session_of_digits();
  keep(session, 3);
  // The worker's part: MNIST's training images are there, and it has found two of them.
  auto images = std::make_shared<Dataset>();
  for (int i = 0; i < 2; ++i) {
    images->images.insert(images->images.end(), kPixels, static_cast<std::uint8_t>(i * 40));
    images->labels.push_back(static_cast<std::uint8_t>(i));
  }
  find_dataset(session.datasets, "mnist")->train.images = images;
  update(session, fake_clock);
  ASSERT_NE(session.jobs.job<FindNearestPixels>().id, 0U);
  auto found = nearest_to_image(prepare_pixels(images->images), *session.inference.image, 2);
  for (Neighbour& one : found) one.distance /= 255;
  receive(session,
          NearestPixelsFound{.id = session.jobs.job<FindNearestPixels>().id, .neighbours = found, .ms = 3});
  EXPECT_FALSE(update(session, fake_clock)) << "nothing more is to be done";
  const Opinion& opinion = session.pixels.opinion;
  ASSERT_EQ(opinion.neighbours.size(), 3U) << "all there are";
  EXPECT_TRUE(opinion.neighbours[0].is_own);
  EXPECT_EQ(opinion.neighbours[0].neighbour.distance, 0);
  EXPECT_TRUE(same(opinion.neighbours[1].neighbour, found[0]));
  EXPECT_EQ(opinion.references, 3);
  EXPECT_EQ(opinion.ms, 3);
  EXPECT_EQ(opinion.votes[3], 1);

  // What changes about the drawings asks nothing of the worker.
  perform(session, Set{"k", "2"});
  update(session, fake_clock);
  EXPECT_EQ(session.pixels.opinion.neighbours.size(), 2U);
  perform(session, Set{"own", "0"});
  EXPECT_TRUE(update(session, fake_clock));
  EXPECT_EQ(session.pixels.opinion.neighbours.size(), 2U);
  EXPECT_TRUE(same(session.pixels.opinion.neighbours[0].neighbour, found[0]));
  EXPECT_EQ(session.pixels.opinion.references, 2);
  EXPECT_EQ(session.jobs.job<FindNearestPixels>().id, 0U);
}

TEST(KeptDrawings, KeepStrokesOnlyAndNothingTwice) {
  Session session = session_of_digits();
  EXPECT_EQ(kept_on_pad(session), -1);
  keep(session, 7);
  keep(session, 7);
  keep(session, 1);
  EXPECT_EQ(session.drawings.size(), 1) << "it is kept as a 7 until it is taken back";
  EXPECT_EQ(kept_on_pad(session), 0);
  perform(session, Set{"pen", "4"});
  EXPECT_EQ(kept_on_pad(session), -1) << "another pen makes another drawing";
  keep(session, 10);
  keep(session, -1);
  EXPECT_EQ(session.drawings.size(), 1);

  perform(session, Clear{});
  keep(session, 2);
  EXPECT_EQ(not_keepable(session), NotKeepable::blank);
  session.drawing.sheet.picture = Picture{.index = 3};
  session.drawing.sheet.strokes = {{{1, 1}, {20, 20}}};
  EXPECT_EQ(not_keepable(session), NotKeepable::picture);
  keep(session, 2);
  EXPECT_EQ(session.drawings.size(), 1);
}

TEST(KeptDrawings, GoToTheStorageAFileEach) {
  Session session = session_of_digits();
  keep(session, 7);
  auto written = carry_out(session);
  ASSERT_EQ(written.size(), 1U);
  EXPECT_TRUE(
      written.at(kFirstKey).starts_with(R"({"label":7,"pen":2.2,"strokes":[[[4,4],[10,15],[12,24]]]})"));
  draw(session, {{{5, 5}, {20, 20}}});
  keep(session, 1);
  written = carry_out(session);
  ASSERT_EQ(written.size(), 1U) << "what was kept before is not written again";
  const std::string second = written.at(kSecondKey);
  perform(session, RemoveDrawing{0});
  EXPECT_EQ(carry_out(session), (std::map<std::string, std::string>{{kFirstKey, "deleted"}}));
  perform(session, RemoveDrawing{5});
  perform(session, RemoveDrawing{-1});
  EXPECT_EQ(session.drawings.size(), 1);
  perform(session, RestoreDrawings{});
  EXPECT_EQ(session.drawings.list[0].label, 7);
  EXPECT_TRUE(carry_out(session).contains("drawings/000000003.jsonl"));

  // The next visit.
  Session next;
  receive_stored_file(next, kSecondKey, as_bytes(second));
  receive_store_ready(next, "");
  update(next, fake_clock);
  ASSERT_EQ(next.drawings.size(), 1);
  EXPECT_EQ(next.drawings.list[0].image, session.drawings.list[1].image);
  EXPECT_TRUE(find_dataset(next.datasets, "drawings")->train.images);
  EXPECT_TRUE(carry_out(next).empty());
  EXPECT_TRUE(next.notes.empty());
  perform(next, RemoveDrawing{0});
  EXPECT_EQ(carry_out(next).at(kSecondKey), "deleted");
}

TEST(KeptDrawings, TwoTabsLoseNothing) {
  Session session = session_of_digits();
  keep(session, 7);
  // Another tab was first with this number.
  EXPECT_TRUE(carry_out(session, Written::taken).contains(kFirstKey));
  EXPECT_TRUE(carry_out(session).contains(kSecondKey));
  EXPECT_EQ(session.drawings.list[0].file, 2);

  // The same before the storage was open: the file of that number comes from it.
  Session early;
  early.choices.pen = 3;
  draw(early, {{{5, 5}, {20, 20}}});
  keep(early, 1);
  EXPECT_EQ(early.drawings.list[0].file, 1);
  receive_stored_file(early, kFirstKey, as_bytes(R"({"label":4,"strokes":[[[1,2],[3,4]]]})"));
  receive_store_ready(early, "");
  EXPECT_EQ(early.drawings.size(), 2);
  const auto written = carry_out(early);
  ASSERT_EQ(written.size(), 1U);
  EXPECT_TRUE(written.at(kSecondKey).starts_with(R"({"label":1,"pen":3,)"));
}

TEST(KeptDrawings, WhatTwoFilesHoldIsKeptOnce) {
  Session session;
  const std::string one = "{\"label\":4,\"pen\":3,\"strokes\":[[[1,2],[3,4]]]}\n";
  const std::string other = "{\"label\":5,\"pen\":3,\"strokes\":[[[9,2],[3,4]]]}\n";
  receive_stored_file(session, kFirstKey, as_bytes(one));
  receive_stored_file(session, kSecondKey, as_bytes(one + other));
  receive_stored_file(session, "drawings/000000003.jsonl", as_bytes(other));
  receive_store_ready(session, "");
  EXPECT_EQ(session.drawings.size(), 2);
  EXPECT_EQ(carry_out(session), (std::map<std::string, std::string>{
                                    {kSecondKey, other}, {"drawings/000000003.jsonl", "deleted"}}));
}

TEST(KeptDrawings, ADamagedFileIsNamedAndNeverOverwritten) {
  Session session;
  const std::string good = R"({"label":4,"strokes":[[[1,2],[3,4]]]})";
  receive_stored_file(session, kFirstKey, as_bytes(good + "\nnonsense\n"));
  receive_stored_file(session, kSecondKey, Error{"it is not what this page had kept"});
  receive_stored_file(session, "drawings/elsewhere", as_bytes(good));
  receive_store_ready(session, "");
  EXPECT_EQ(session.drawings.size(), 1) << "the good line";
  ASSERT_EQ(session.notes.size(), 2U);
  EXPECT_NE(session.notes[0].find("line 2: "), std::string::npos) << session.notes[0];
  EXPECT_NE(session.notes[1].find(kSecondKey), std::string::npos) << session.notes[1];
  perform(session, RemoveDrawing{0});
  EXPECT_TRUE(carry_out(session).empty());
  draw(session, {{{5, 5}, {20, 20}}});
  keep(session, 1);
  EXPECT_TRUE(carry_out(session).contains("drawings/000000003.jsonl")) << "a number that is free";
}

TEST(KeptDrawings, ARefusedStorageIsToldOnce) {
  Session session = session_of_digits();
  session.stored = {};
  receive_store_ready(session, "SecurityError: denied");
  EXPECT_TRUE(session.notes.empty()) << "nothing is lost yet";
  keep(session, 7);
  ASSERT_EQ(session.notes.size(), 1U);
  EXPECT_NE(session.notes[0].find("switched off"), std::string::npos) << session.notes[0];
  EXPECT_FALSE(why_drawings_not_kept(session).empty());
  perform(session, DismissNotes{});
  draw(session, {{{5, 5}, {20, 20}}});
  keep(session, 1);
  EXPECT_TRUE(session.notes.empty());
  EXPECT_EQ(session.drawings.size(), 2);
}

TEST(KeptDrawings, AWriteThatFailedIsTriedAgainWithTheNextOne) {
  Session session = session_of_digits();
  keep(session, 7);
  carry_out(session, Written::failed);
  ASSERT_EQ(session.notes.size(), 1U);
  EXPECT_NE(session.notes[0].find("no room left"), std::string::npos) << session.notes[0];
  EXPECT_NE(why_drawings_not_kept(session), "");
  draw(session, {{{5, 5}, {20, 20}}});
  keep(session, 1);
  EXPECT_EQ(carry_out(session).size(), 2U);
  EXPECT_EQ(why_drawings_not_kept(session), "");
}

TEST(KeptDrawings, GoOutAndComeInAsAFile) {
  Session session = session_of_digits();
  perform(session, ExportDrawings{});
  EXPECT_TRUE(session.downloads.empty()) << "there is nothing to export";
  keep(session, 7);
  draw(session, {{{5, 5}, {20, 20, 1.5F}}});
  perform(session, Set{"pen", "4.1"});
  keep(session, 1);
  perform(session, ExportDrawings{});
  ASSERT_EQ(session.downloads.size(), 1U);
  const OutgoingFile file = session.downloads[0];
  EXPECT_EQ(file.name, "my-drawings.jsonl");

  Session other;
  receive_store_ready(other, "");
  take_drawings_file(other, file.name, ByteView(file.bytes));
  ASSERT_EQ(other.drawings.size(), 2);
  for (std::size_t i = 0; i < 2; ++i) {
    EXPECT_EQ(other.drawings.list[i].image, session.drawings.list[i].image);
    EXPECT_EQ(other.drawings.list[i].label, session.drawings.list[i].label);
  }
  EXPECT_EQ(other.notes, std::vector<std::string>{"\"my-drawings.jsonl\": 2 drawings have joined yours."});
  EXPECT_EQ(carry_out(other).size(), 1U) << "in one file";
  other.notes.clear();
  take_drawings_file(other, file.name, ByteView(file.bytes));
  EXPECT_EQ(other.drawings.size(), 2) << "once";
  EXPECT_NE(other.notes.at(0).find("2 were among them already"), std::string::npos) << other.notes[0];
  EXPECT_TRUE(carry_out(other).empty());
}

TEST(KeptDrawings, WhatIsOnThePadGoesOutAsItIs) {
  Session session = session_of_digits();
  perform(session, Clear{});
  update(session, fake_clock);
  perform(session, SaveDrawing{});
  perform(session, SaveDrawing{.as_strokes = true});
  EXPECT_TRUE(session.downloads.empty()) << "the pad is blank";
  draw(session, {{{5, 5}, {20, 20}}});
  perform(session, SaveDrawing{});
  perform(session, SaveDrawing{.as_strokes = true});
  ASSERT_EQ(session.downloads.size(), 2U);
  EXPECT_EQ(session.downloads[0].name, "drawing.png");
  EXPECT_EQ(session.downloads[0].bytes, write_grey_png(kSide, kSide, *session.pad_image.image));
  const auto lines = read_strokes_lines(as_text(session.downloads[1].bytes));
  ASSERT_TRUE(lines) << lines.error();
  expect_same(lines->at(0).strokes, session.drawing.sheet.strokes);
  EXPECT_EQ(lines->at(0).pen, session.choices.pen);
}

TEST(KeptDrawings, AFileThatIsNoneLosesNothing) {
  Session session = session_of_digits();
  keep(session, 7);
  const auto refused = [&](const Result<ByteView>& content, const std::string& why) {
    session.notes.clear();
    take_drawings_file(session, "my.jsonl", content);
    ASSERT_EQ(session.notes.size(), 1U);
    EXPECT_NE(session.notes[0].find(why), std::string::npos) << session.notes[0];
    EXPECT_EQ(session.drawings.size(), 1);
  };
  refused(Error{"it is too large"}, "\"my.jsonl\" has no drawings that this page can use: it is too large.");
  refused(ByteView(), "it is empty");
  refused(as_bytes("{}"), "line 1: ");
  refused(as_bytes("\xFF\xFE\x01"), "line 1: ");
  refused(as_bytes(R"({"strokes":[[[1,2]]]})"), "line 1: it has no \"label\" from 0 to 9");
  session.notes.clear();
  take_drawings_file(session, "my.jsonl", as_bytes("{\"label\":4,\"strokes\":[[[1,2],[3,4]]]}\n{}\n"));
  EXPECT_EQ(session.drawings.size(), 2);
  EXPECT_NE(session.notes.at(0).find("1 drawing has joined yours. 1 could not be read (line 2: "),
            std::string::npos)
      << session.notes[0];
}

TEST(KeptDrawings, PicturesOfCodesAreThoseTheyWereComputedFrom) {
  // A model of the drawings, whose dataset has become another since: as many images, but others.
  Session session = session_of_digits();
  LibraryEntry& entry = session.library.entries.front();
  ModelCard card = *entry.card;
  card.dataset = "drawings";
  entry.card = std::make_shared<const ModelCard>(std::move(card));
  keep(session, 7);
  const auto trained = find_dataset(session.datasets, "drawings")->train.images;
  take_codes(session.library, entry.name, encode_bytes(*entry.model, trained->images), trained);
  update(session, fake_clock);
  const Image before = session.inference.codes.neighbours.at(0).picture;
  EXPECT_TRUE(std::ranges::equal(before, trained->image(0)));
  perform(session, ClearDrawings{});
  draw(session, {{{5, 5}, {20, 20}}});
  keep(session, 1);
  ASSERT_EQ(find_dataset(session.datasets, "drawings")->train.images->size(), 1);
  EXPECT_EQ(session.inference.codes.neighbours.at(0).picture, before);
  EXPECT_EQ(session.inference.codes.neighbours.at(0).label, 7);
}

}  // namespace
}  // namespace bottleneck
