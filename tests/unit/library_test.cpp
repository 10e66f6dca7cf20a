// Which files the page asks for, in which order, and what it makes of bad ones.
#include "lab/models/library.h"

#include <string>

#include <gtest/gtest.h>

#include "lab/session/perform.h"
#include "lab/session/queries.h"
#include "lab/session/update.h"
#include "lab/shown/inference_words.h"
#include "unit/small_site.h"

namespace bottleneck {
namespace {

TEST(Library, AsksInOrderOfNeed) {
  Site site;
  Session session;
  const auto asked = site.serve(session);
  const std::vector<std::string> expected{"assets/models/index.json", "assets/models/first.json",
                                          "assets/models/first.safetensors",
                                          "assets/models/first.codes.safetensors"};
  EXPECT_EQ(asked, expected);
  EXPECT_EQ(session.choices.model, "first");
  perform(session, Set{"model", "second"});
  EXPECT_EQ(site.serve(session).size(), 2U) << "it ships without codes";
  perform(session, Set{"model", "first"});
  EXPECT_TRUE(site.serve(session).empty()) << "what is there is not fetched again";
}

TEST(Library, ReportsProgress) {
  Session session;
  update(session, fake_clock);
  ASSERT_EQ(take_wanted(session.library).size(), 1U);
  note_progress(session.library, "assets/models/index.json", 10, 40);
  note_progress(session.library, "assets/models/unknown.json", 99, 99);
  EXPECT_EQ(session.library.index_file.bytes, 10);
  EXPECT_EQ(session.library.index_file.total, 40);
  EXPECT_TRUE(session.library.index_file.is_busy());
}

TEST(Library, SaysWhatFailedAndTriesAgainWhenAsked) {
  Site site;
  const Bytes weights = site.files["assets/models/first.safetensors"];
  site.files.erase("assets/models/first.safetensors");
  Session session;
  site.serve(session);
  EXPECT_TRUE(site.serve(session).empty()) << "a failed file is not asked for again by itself";
  EXPECT_EQ(state_of(session)["errors"], nlohmann::json({"assets/models/first.safetensors: not there"}));
  EXPECT_FALSE(state_of(session)["ready"]);
  EXPECT_NE(spoken_result(session).find("first.safetensors: not there"), std::string::npos);

  draw_line(session);
  update(session, fake_clock);
  EXPECT_TRUE(session.inference.image.has_value()) << "the pad and the normalised image need no model";
  EXPECT_TRUE(session.inference.latent.empty());

  site.put("first.safetensors", weights);
  perform(session, RetryLoading{});
  EXPECT_EQ(site.serve(session).size(), 2U) << "the weights, and then the codes";
  EXPECT_TRUE(state_of(session)["ready"]);
  EXPECT_TRUE(state_of(session)["errors"].empty());
  EXPECT_TRUE(session.inference.codes.prediction.has_value());
}

TEST(Library, RefusesDamagedFiles) {
  const std::vector<std::pair<std::string, std::string>> damages{{"index.json", "{"},
                                                                 {"index.json", "[]"},
                                                                 {"first.json", "{}"},
                                                                 {"first.safetensors", "short"},
                                                                 {"first.codes.safetensors", "?"}};
  for (const auto& [name, content] : damages) {
    Site site;
    site.put(name, as_bytes(content));
    Session session;
    site.serve(session);
    const auto errors = state_of(session)["errors"];
    ASSERT_EQ(errors.size(), 1U) << name;
    EXPECT_TRUE(errors[0].get<std::string>().starts_with("assets/models/" + name + ": ")) << errors[0];
  }
}

TEST(Library, RefusesCodesThatDoNotFitTheModel) {
  const std::vector<float> five_wide(10, 1.0F);
  const std::vector<float> four_wide(8, 1.0F);
  const std::vector<std::uint8_t> fine{0, 1};
  const std::vector<std::uint8_t> unnamed{0, 3};
  for (const Bytes& file : {write_codes(quantise_codes(five_wide, 5, fine)),
                            write_codes(quantise_codes(four_wide, 4, unnamed))}) {
    Site site;
    site.put("first.codes.safetensors", file);
    Session session;
    site.serve(session);
    const LibraryEntry* entry = chosen_entry(session);
    EXPECT_TRUE(entry->is_usable());
    EXPECT_EQ(entry->codes, nullptr);
    EXPECT_EQ(entry->codes_file.stage, Download::Stage::failed);
  }
}

TEST(Library, IgnoresFilesThatNobodyAskedFor) {
  Session session;
  receive_file(session.library, "assets/models/index.json", Error{"too early"});
  EXPECT_EQ(session.library.index_file.stage, Download::Stage::idle);
}

TEST(Library, AsksForBothModelsThatAreCompared) {
  Site site;
  Session session;
  site.serve(session);
  perform(session, Set{"with", "second"});
  EXPECT_EQ(site.serve(session).size(), 2U);
  EXPECT_TRUE(other_entry(session)->is_usable());
}

TEST(Library, TakesCodesThatWereComputedHere) {
  Site site;
  Session session;
  site.serve(session);
  perform(session, Set{"model", "second"});
  site.serve(session);
  const std::vector<float> codes(8, 0.5F);
  auto images = std::make_shared<Dataset>();
  images->images.resize(2 * kPixels);
  images->labels = {2, 1};
  take_codes(session.library, "second", codes, images);
  ASSERT_TRUE(chosen_entry(session)->codes);
  EXPECT_EQ(chosen_entry(session)->codes->size(), 2);
  EXPECT_EQ(chosen_entry(session)->codes->labels, images->labels);
  take_codes(session.library, "no such model", codes, images);
}

}  // namespace
}  // namespace bottleneck
