// Files that the reader gives: what each is, what is wanted of it, and who takes it.
#include "lab/session/given_files.h"

#include <algorithm>

#include <gtest/gtest.h>

#include "lab/data/picture_words.h"
#include "lab/session/perform.h"
#include "lab/session/picture_import.h"
#include "unit/idx_files.h"
#include "unit/small_dataset.h"
#include "unit/small_site.h"

namespace bottleneck {
namespace {

using namespace std::string_view_literals;
using Strings = std::vector<std::string>;

constexpr const char* kTakes =
    " It takes the files of MNIST and Fashion-MNIST, gzipped or not, models as .safetensors, .npz, "
    ".keras or .h5 files, drawings as .jsonl files, and pictures as PNG, JPEG or zip files.";

Bytes given_bytes(std::string_view text) {
  return {text.begin(), text.end()};
}

GivenFile file(std::string path, std::string_view head = "") {
  return {.path = std::move(path), .head = given_bytes(head)};
}

constexpr std::string_view kPng = "\x89PNG\r\n\x1a\n\0\0\0\rIHDR"sv;
constexpr std::string_view kZip = "PK\3\4\x14\0"sv;

// What is wanted of a file that is given alone; nothing: nobody takes it.
std::optional<GivenNeed> need_of(const GivenFile& one, Strings* notes = nullptr) {
  Session session;
  receive_gift(session, 1, {one});
  const GivenOrders orders = take_given_orders(session);
  if (notes) *notes = session.notes;
  if (orders.wanted.empty()) {
    EXPECT_EQ(orders.done, std::vector<int>{1});
    return std::nullopt;
  }
  EXPECT_EQ(orders.wanted.size(), 1U);
  EXPECT_TRUE(session.notes.empty());
  return orders.wanted.front().need;
}

GivenContent grey() {
  return {.bytes = Bytes(4, 50), .width = 2, .height = 2};
}

// Lets all pictures that are wanted be decoded.
void decode_all(Session& session) {
  for (GivenOrders orders = take_given_orders(session); !orders.wanted.empty();
       orders = take_given_orders(session)) {
    for (const GivenWant& want : orders.wanted) {
      ASSERT_EQ(want.need, GivenNeed::picture);
      receive_given(session, want.gift, want.place, grey());
    }
  }
}

Strings classes(const Session& session) {
  return find_dataset(session.datasets, kPicturesDataset)->class_names;
}

TEST(GivenFiles, AreKnownByTheirFirstBytesOrTheirNames) {
  const std::vector<std::pair<GivenFile, GivenNeed>> known{
      {file("a", kPng), GivenNeed::picture},
      {file("a", "\xff\xd8\xff\xe1"), GivenNeed::picture},
      {file("a.PNG", "text"), GivenNeed::picture},  // to be told that it is none
      {file("a.Jpeg"), GivenNeed::picture},
      {file("a", kZip), GivenNeed::list},
      {file("a", "PK\5\6"), GivenNeed::list},
      {file("a", "\x10\1\0\0\0\0\0\0{\"x\""sv), GivenNeed::content},
      {file("a.safetensors", "text"), GivenNeed::content},
      {file("a.npz", kZip), GivenNeed::arrays},
      {file("a.keras", kZip), GivenNeed::arrays},
      {file("a", "\x89HDF\r\n\x1a\n"), GivenNeed::arrays},
      {file("a.h5", "text"), GivenNeed::arrays},
      {file("a", "{\"strokes\":"), GivenNeed::content},
      {file("a", "{\"label\":4"), GivenNeed::content},
      {file("a", "{\"pen\":2"), GivenNeed::content},
      {file("a.jsonl"), GivenNeed::content},
      {file("a", "\x1f\x8b\x8"), GivenNeed::unpacked},
      {file("a", "\0\0\x8\3\0\0\x27\x10"sv), GivenNeed::unpacked},
      {file("a.npy", kPng), GivenNeed::picture},
  };
  for (const auto& [one, need] : known) EXPECT_EQ(need_of(one), need) << one.path << ' ' << as_text(one.head);
}

// A zip file that Keras or NumPy wrote, whatever it is called now.
TEST(GivenFiles, AZipFileOfArraysIsAskedForOnceMore) {
  for (const Strings& inside :
       {Strings{"metadata.json", "config.json", "model.weights.h5"}, Strings{"arr_0.npy", "card.json"}}) {
    Session session;
    receive_gift(session, 1, {file("a.zip", kZip)});
    EXPECT_EQ(take_given_orders(session).wanted.front().need, GivenNeed::list);
    receive_listing(session, 1, 0, inside);
    const GivenOrders orders = take_given_orders(session);
    ASSERT_EQ(orders.wanted.size(), 1U);
    EXPECT_EQ(orders.wanted[0].need, GivenNeed::arrays);
    EXPECT_EQ(orders.wanted[0].place, 0);
    receive_given(session, 1, 0, Error{"it is damaged"});
    EXPECT_EQ(session.notes, Strings{"\"a.zip\" is no model that this page can use: it is damaged."});
    EXPECT_EQ(take_given_orders(session).done, std::vector<int>{1});
  }
}

TEST(GivenFiles, ThatNobodyTakesAreNamedWithTheReason) {
  const auto note_on = [](const GivenFile& one) {
    Strings notes;
    EXPECT_EQ(need_of(one, &notes), std::nullopt) << one.path;
    EXPECT_EQ(notes.size(), 1U);
    return notes.empty() ? "" : notes.front();
  };
  for (const GivenFile& one :
       {file("x"), file("x", "text"), file("x", "\0\0\x9\1"sv), file("x", kPng.substr(0, 7)),
        file("x", "{\"label"), file(".png", "text"), file("x", "\x93NUM")})
    EXPECT_EQ(note_on(one), in_quotes(one.path) + " is no file that this page knows." + kTakes);
  const std::string other =
      " is a picture of another kind than PNG and JPEG, which are those that this page reads.";
  for (const GivenFile& one :
       {file("x", "GIF89a"), file("x", "RIFF\1\2\3\4WEBPVP8"), file("x", "II*\0"sv), file("x", "MM\0*"sv),
        file("x",
             "\0\0\0\x18"
             "ftypheic"sv),
        file("x.HEIC")})
    EXPECT_EQ(note_on(one), in_quotes(one.path) + other);
  for (const GivenFile& one : {file("a.pt", kZip), file("a.pth"), file("a.onnx", "\x8\x8")})
    EXPECT_EQ(note_on(one), in_quotes(one.path) +
                                " is of a kind that is not read here. From PyTorch, save the state_dict as "
                                ".safetensors; from Keras, save .keras or .h5.");
  EXPECT_EQ(note_on(file("x", "\x93NUMPY\1")),
            "\"x\" is a NumPy array, of which this page does not know what it is. It takes "
            "models as .safetensors, .npz, .keras or .h5 files.");
}

TEST(GivenFiles, ManyOfOneKindAreOneNote) {
  Session session;
  std::vector<GivenFile> files{file("a/1.gif", "GIF8")};
  for (int i = 0; i < 1201; ++i) files.push_back(file("a/" + std::to_string(i) + ".txt", "text"));
  files.push_back(file("a/2.gif", "GIF8"));
  receive_gift(session, 1, files);
  EXPECT_EQ(session.notes,
            (Strings{"\"a/1.gif\" and 1 more are pictures of other kinds than PNG and JPEG, which are those "
                     "that this page reads.",
                     std::string("\"a/0.txt\" and 1,200 more are no files that this page knows.") + kTakes}));
}

TEST(GivenFiles, BesidePicturesInAFolderAreToldWithThem) {
  const Strings beside{"f/notes.txt: it is no PNG or JPEG picture",
                       "f/a/3.heic: it is no PNG or JPEG picture"};
  Session session;
  receive_gift(
      session, 1,
      {file("f/notes.txt", "text"), file("f/a/1.png", kPng), file("f/a/2.png", kPng), file("f/a/3.heic")});
  decode_all(session);
  EXPECT_TRUE(session.notes.empty()) << session.notes.front();
  EXPECT_EQ(left_out_in_words(session.own_pictures.report, 9), beside);

  Session zipped;
  receive_gift(zipped, 1, {file("f.zip", kZip)});
  ASSERT_EQ(take_given_orders(zipped).wanted.size(), 1U);
  receive_listing(zipped, 1, 0, {"notes.txt", "a/1.png", "a/2.png", "a/3.heic"});
  decode_all(zipped);
  EXPECT_TRUE(zipped.notes.empty());
  EXPECT_EQ(left_out_in_words(zipped.own_pictures.report, 9), beside);

  // What was given by itself was meant; and a folder without pictures has nothing else to tell.
  Session alone;
  receive_gift(alone, 1, {file("notes.txt", "text"), file("1.png", kPng)});
  receive_gift(alone, 2, {file("f/notes.txt", "text")});
  EXPECT_EQ(alone.notes.size(), 2U);
}

TEST(GivenFiles, WhatSystemsLeaveInFoldersIsPassedOver) {
  Session session;
  receive_gift(session, 1,
               {file("a/.DS_Store"), file("a/__MACOSX/._1.png"), file("a/.git/1.png"), file("a/./.x")});
  EXPECT_TRUE(session.notes.empty());
  const GivenOrders orders = take_given_orders(session);
  EXPECT_TRUE(orders.wanted.empty());
  EXPECT_EQ(orders.done, std::vector<int>{1});
  EXPECT_EQ(need_of(file(".hidden", kPng)), GivenNeed::picture) << "it was meant";
}

TEST(GivenFiles, AreReadOneAfterTheOther) {
  Session session;
  Site().serve(session);
  receive_gift(session, 1, {file("a.jsonl"), file("b.txt"), file("c.jsonl")});
  receive_gift(session, 2, {file("d.jsonl")});
  const auto next = [&] {
    const GivenOrders orders = take_given_orders(session);
    EXPECT_EQ(orders.wanted.size(), 1U);
    return orders.wanted.empty() ? GivenWant{} : orders.wanted.front();
  };
  const GivenWant first = next();
  EXPECT_EQ(first, (GivenWant{.gift = 1, .place = 0, .need = GivenNeed::content, .most = 1U << 26}));
  session.notes.clear();
  EXPECT_TRUE(take_given_orders(session).wanted.empty()) << "each is asked for once";
  // Nobody asked for these.
  for (const auto& [gift, place] : {std::pair(1, 1), {1, 2}, {2, 0}, {3, 0}, {0, 0}})
    receive_given(session, gift, place, GivenContent{});
  EXPECT_TRUE(session.notes.empty());
  receive_given(session, 1, 0, GivenContent{});
  EXPECT_EQ(session.notes, (Strings{"\"a.jsonl\" has no drawings that this page can use: it is empty."}));
  EXPECT_EQ(next().place, 2);
  receive_given(session, 1, 2, Error{"it cannot be read"});
  EXPECT_EQ(session.notes.back(), "\"c.jsonl\" has no drawings that this page can use: it cannot be read.");
  const GivenOrders orders = take_given_orders(session);
  EXPECT_EQ(orders.done, std::vector<int>{1});
  ASSERT_EQ(orders.wanted.size(), 1U);
  EXPECT_EQ(orders.wanted.front().gift, 2);
}

TEST(GivenFiles, OfDatasetsAreKeptForTheNextVisit) {
  const Small small;
  Session session;
  Site().serve(session);
  session.datasets = small.datasets;
  receive_gift(session, 7, {file("x", "text"), file("labels", as_text(ByteView(small.label_file).first(8)))});
  ASSERT_EQ(take_given_orders(session).wanted.size(), 1U);
  receive_given(session, 7, 1, GivenContent{.bytes = small.label_file});
  const GivenOrders orders = take_given_orders(session);
  ASSERT_EQ(orders.copies.size(), 1U);
  EXPECT_EQ(orders.copies[0].gift, 7);
  EXPECT_EQ(orders.copies[0].place, 1);
  EXPECT_EQ(orders.copies[0].path, kLabelsFile);
  EXPECT_EQ(orders.done, std::vector<int>{7});
}

TEST(GivenFiles, ModelsGoToTheLibrary) {
  Session session;
  Site().serve(session);
  receive_gift(session, 1, {file("my.safetensors")});
  receive_given(session, 1, 0, GivenContent{.bytes = given_bytes("text")});
  ASSERT_FALSE(session.notes.empty());
  EXPECT_TRUE(session.notes.back().starts_with("\"my.safetensors\" is no model that this page can use: "))
      << session.notes.back();
}

TEST(GivenFiles, PicturesAreDecodedFewAtATime) {
  Session session;
  std::vector<GivenFile> files{file("set/notes.txt")};
  for (int i = 0; i < 10; ++i) files.push_back(file("set/a/" + std::to_string(i) + ".png"));
  receive_gift(session, 1, files);
  const GivenOrders orders = take_given_orders(session);
  ASSERT_EQ(orders.wanted.size(), 4U);
  EXPECT_EQ(orders.wanted[0],
            (GivenWant{.gift = 1, .place = 1, .need = GivenNeed::picture, .most = 50'000'000}));
  EXPECT_TRUE(orders.done.empty());
  EXPECT_TRUE(take_given_orders(session).wanted.empty());
  receive_given(session, 1, orders.wanted[2].place, grey());
  receive_given(session, 1, 0, grey());  // which nobody asked for
  EXPECT_EQ(take_given_orders(session).wanted.size(), 1U);
  receive_given(session, 1, orders.wanted[0].place, Error{"it is damaged"});
  receive_given(session, 1, orders.wanted[1].place, grey());
  receive_given(session, 1, orders.wanted[3].place, grey());
  EXPECT_EQ(take_given_orders(session).wanted.size(), 3U);
  perform(session, CancelPictures{});
  EXPECT_EQ(take_given_orders(session).done, std::vector<int>{1});
}

TEST(GivenFiles, ALaterGiftOfPicturesTakesThePlaceOfTheFirst) {
  Session session;
  const auto gift = [&](int number, const std::string& name) {
    receive_gift(session, number, {file(name + "/1.png"), file(name + "/2.png")});
    return take_given_orders(session);
  };
  EXPECT_EQ(gift(1, "x").wanted.size(), 2U);
  const GivenOrders second = gift(2, "y");
  EXPECT_EQ(second.done, std::vector<int>{1});
  ASSERT_EQ(second.wanted.size(), 2U);
  receive_given(session, 1, 0, grey());
  EXPECT_EQ(session.own_pictures.under_way->done, 0U);
  for (const GivenWant& want : second.wanted) receive_given(session, 2, want.place, grey());
  EXPECT_EQ(classes(session), (Strings{"y"}));
  EXPECT_EQ(take_given_orders(session).done, std::vector<int>{2});
}

// The classes that a zip file gives.
Strings classes_of_zip(const std::string& zip, const Strings& paths) {
  Session session;
  receive_gift(session, 1, {file(zip, kZip)});
  EXPECT_EQ(take_given_orders(session).wanted,
            (std::vector<GivenWant>{{.gift = 1,
                                     .place = 0,
                                     .need = GivenNeed::list,
                                     .most = std::numeric_limits<std::size_t>::max()}}));
  receive_listing(session, 1, 0, paths);
  decode_all(session);
  EXPECT_TRUE(session.notes.empty());
  EXPECT_TRUE(session.own_pictures.report.left_out.empty());
  return classes(session);
}

TEST(GivenFiles, AZipFileStandsForItsFolder) {
  const Strings expected{"anna", "ben"};
  EXPECT_EQ(classes_of_zip("faces.zip", {"faces/anna/1.png", "faces/anna/2.png", "faces/ben/1.png"}),
            expected);
  EXPECT_EQ(classes_of_zip("faces.zip", {"anna/1.png", "anna/2.png", "ben/1.png"}), expected);
  EXPECT_EQ(classes_of_zip("faces.zip", {"./anna/1.png", "./anna/2.png", "./ben/1.png"}), expected);
  EXPECT_EQ(classes_of_zip("faces.zip", {"./faces/anna/1.png", "faces//anna/2.png", "faces/./ben/1.png"}),
            expected);
  EXPECT_EQ(classes_of_zip("faces.zip", {"faces\\anna\\1.png", "faces\\anna\\2.png", "faces\\ben\\1.png"}),
            expected);
  EXPECT_EQ(
      classes_of_zip("faces (1).ZIP", {"faces/", "faces/anna/1.png", "faces/anna/2.png", "faces/ben/1.png"}),
      expected);
  EXPECT_EQ(classes_of_zip("in/a folder/faces.zip",
                           {"anna/1.png", "anna/2.png", "anna/.3.png", "__MACOSX/anna/._1.png", "ben/1.png"}),
            expected);
  EXPECT_EQ(classes_of_zip("anna.zip", {"1.png", "2.png"}), (Strings{"anna"}));
  EXPECT_EQ(classes_of_zip("anna", {"1.png", "2.png"}), (Strings{"anna"})) << "without an ending";
}

TEST(GivenFiles, ZipFilesAndPicturesTogetherAreOneDataset) {
  Session session;
  receive_gift(session, 1, {file("two/anna.zip", kZip), file("two/carl/1.png"), file("two/ben.ZIP", kZip)});
  ASSERT_EQ(take_given_orders(session).wanted.size(), 1U);
  receive_listing(session, 1, 0, {"1.png", "2.png", "notes.txt"});
  const GivenOrders orders = take_given_orders(session);
  ASSERT_EQ(orders.wanted.size(), 1U);
  EXPECT_EQ(orders.wanted[0].place, 2);
  receive_listing(session, 1, 2, {"b/2.txt", "1.png"});
  decode_all(session);
  EXPECT_EQ(classes(session), (Strings{"anna", "ben", "carl"}));
  EXPECT_TRUE(session.notes.empty());
  EXPECT_EQ(left_out_in_words(session.own_pictures.report, 9),
            (Strings{"two/anna/notes.txt: it is no PNG or JPEG picture",
                     "two/ben/b/2.txt: it is no PNG or JPEG picture"}));
}

TEST(GivenFiles, AZipFileOfNoUseIsNamed) {
  Session session;
  receive_gift(session, 1, {file("documents.zip", kZip), file("cut.zip", kZip)});
  receive_listing(session, 1, 0, {"a.txt", "b.txt"});
  EXPECT_EQ(session.notes,
            (Strings{std::string("\"documents.zip\" is no file that this page knows.") + kTakes}));
  receive_given(session, 1, 1, Error{"it is damaged"});
  EXPECT_EQ(session.notes.back(), "\"cut.zip\" cannot be used: it is damaged.");
  EXPECT_EQ(take_given_orders(session).done, std::vector<int>{1});
}

TEST(GivenFiles, OtherFilesInAZipFileAreToldByTheirNames) {
  Session session;
  receive_gift(session, 1, {file("all.zip", kZip)});
  receive_listing(session, 1, 0, {"my.jsonl", "a/1.png", "a/2.png"});
  EXPECT_EQ(take_given_orders(session).wanted.back(),
            (GivenWant{.gift = 1, .place = 1, .need = GivenNeed::content, .most = 1U << 26}));
  receive_given(session, 1, 1, GivenContent{});
  decode_all(session);
  EXPECT_EQ(classes(session), (Strings{"a"}));
}

}  // namespace
}  // namespace bottleneck
