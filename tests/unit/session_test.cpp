// The page's session without a page: results, choices, state.
#include "lab/session/session.h"

#include <cmath>
#include <string>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "core/sigmoid.h"
#include "core/stroke.h"
#include "lab/base/figures.h"
#include "lab/data/published_measures.h"
#include "lab/session/perform.h"
#include "lab/session/queries.h"
#include "lab/session/update.h"
#include "lab/shown/inference_words.h"
#include "lab/shown/state_json.h"
#include "unit/non_finite.h"
#include "unit/small_site.h"

namespace bottleneck {
namespace {

TEST(Session, ABlankPadPredictsNothing) {
  Site site;
  Session session;
  site.serve(session);
  for (const bool is_cleared : {false, true}) {
    if (is_cleared) {
      draw_line(session);
      EXPECT_TRUE(update(session, fake_clock));
      EXPECT_FALSE(state_of(session)["prediction"].is_null());
      perform(session, Clear{});
      EXPECT_TRUE(update(session, fake_clock));
    }
    const auto state = state_of(session);
    for (const char* key : {"image", "latent", "reconstruction", "error", "votes", "prediction"}) {
      EXPECT_TRUE(state[key].is_null()) << key;
    }
    EXPECT_TRUE(state["neighbours"].empty());
    EXPECT_EQ(spoken_result(session), "");
  }
}

TEST(Session, TheReadingIsThePipelineOfTheDrawing) {
  Site site;
  Session session;
  site.serve(session);
  draw_line(session);
  ASSERT_TRUE(update(session, fake_clock));
  const Inference& inference = session.inference;
  const Autoencoder& model = site.models.at("first");

  const Image image = render_normalised(session.drawing.sheet.strokes, kDefaultPen);
  ASSERT_EQ(*inference.image, image);
  std::vector<float> unit(kPixels);
  std::vector<float> logits(kPixels);
  to_unit(image, unit);
  EXPECT_EQ(inference.latent, encode_bytes(model, image));
  decode_logits(model, inference.latent, logits);
  const PixelErrors sums = plain::reconstruction_errors(logits, unit);
  ASSERT_TRUE(inference.error);
  EXPECT_NEAR(inference.error->bce, sums.bce / kPixels, 1e-6);
  EXPECT_NEAR(inference.error->mse, sums.squared / kPixels, 1e-6);
  EXPECT_DOUBLE_EQ(inference.relative_error, relative_error(inference.error->mse, *inference.image));
  plain::sigmoid(logits);
  for (std::size_t i = 0; i < logits.size(); ++i) {
    ASSERT_NEAR((*inference.reconstruction)[i], logits[i] * 255, 0.51) << i;
  }

  const CodeLibrary& codes = *chosen_entry(session)->codes;
  const auto expected = plain::nearest(codes.codes, kLatent, inference.latent, kNeighbours);
  ASSERT_EQ(inference.codes.neighbours.size(), expected.size());
  std::vector<int> votes(3);
  for (std::size_t i = 0; i < expected.size(); ++i) {
    EXPECT_EQ(inference.codes.neighbours[i].neighbour.index, expected[i].index);
    EXPECT_NEAR(inference.codes.neighbours[i].neighbour.distance, expected[i].distance, 1e-4);
    EXPECT_EQ(inference.codes.neighbours[i].label, expected[i].index % 3);
    ++votes[static_cast<std::size_t>(expected[i].index % 3)];
    std::vector<float> picture(kPixels);
    decode(model,
           std::span(codes.codes).subspan(static_cast<std::size_t>(expected[i].index) * kLatent, kLatent),
           picture);
    EXPECT_NEAR(inference.codes.neighbours[i].picture[300], picture[300] * 255, 0.51);
  }
  EXPECT_EQ(inference.codes.votes, votes);
  EXPECT_EQ(inference.codes.prediction, winner(votes));
  EXPECT_EQ(inference.network_ms, 2) << "one look at the clock later";
}

TEST(Session, RecomputesOnlyWhatChanged) {
  Site site;
  Session session;
  site.serve(session);
  draw_line(session);
  EXPECT_TRUE(update(session, fake_clock));
  EXPECT_FALSE(update(session, fake_clock));
  const Image before = *session.inference.image;
  perform(session, Set{"pen", "4"});
  EXPECT_TRUE(update(session, fake_clock));
  EXPECT_NE(*session.inference.image, before);
  perform(session, Set{"theme", "dark"});
  EXPECT_FALSE(update(session, fake_clock)) << "colours change no result";
  perform(session, BeginGesture{{20, 20}});
  EXPECT_TRUE(update(session, fake_clock)) << "live while the pen is down";
  perform(session, CancelGesture{});
  EXPECT_TRUE(update(session, fake_clock));
}

TEST(Session, AModelWithoutCodesHasNoVotes) {
  Site site;
  Session session;
  site.serve(session);
  draw_line(session);
  perform(session, Set{"model", "second"});
  site.serve(session);
  update(session, fake_clock);
  const auto state = state_of(session);
  EXPECT_EQ(state["model"], "second");
  EXPECT_TRUE(state["ready"]);
  EXPECT_TRUE(state["codesReady"]) << "none are to come";
  EXPECT_EQ(state["latent"].size(), 4U);
  EXPECT_TRUE(state["votes"].is_null());
  EXPECT_TRUE(state["prediction"].is_null());
}

TEST(Session, ClampsAndIgnoresWhatIsOutOfRange) {
  Site site;
  Session session;
  site.serve(session);
  perform(session, Set{"pen", "100"});
  EXPECT_EQ(session.choices.pen, kThickestPen);
  perform(session, Set{"pen", "-1"});
  EXPECT_EQ(session.choices.pen, kThinnestPen);
  perform(session, Set{"pen", "nan"});
  EXPECT_EQ(session.choices.pen, kThinnestPen);
  perform(session, Set{"model", "no such model"});
  EXPECT_EQ(session.choices.model, "first");
}

TEST(Session, SpeaksTheResultOnceTheStrokeIsDone) {
  Site site;
  Session session;
  site.serve(session);
  perform(session, BeginGesture{{4, 4}});
  update(session, fake_clock);
  EXPECT_EQ(spoken_result(session), "");
  perform(session, EndGesture{});
  update(session, fake_clock);
  const int label = *session.inference.codes.prediction;
  EXPECT_NE(spoken_result(session).find(class_name(chosen_entry(session), label)), std::string::npos);
  EXPECT_EQ(class_name(chosen_entry(session), 99), "99");
}

TEST(Session, SpeaksWhatComesUnasked) {
  Site site;
  Session session;
  site.serve(session);
  EXPECT_EQ(spoken_news(session), "");
  draw_line(session);
  update(session, fake_clock);
  EXPECT_EQ(spoken_news(session), spoken_result(session));
  session.notes = {"One.", "Two."};
  session.jobs.worker_error = "The worker is lost.";
  EXPECT_EQ(spoken_news(session), "One. Two. The worker is lost. " + spoken_result(session));
}

TEST(StateJson, HoldsTheDrawingAndThePage) {
  Site site;
  Session session;
  site.serve(session);
  draw_line(session);
  update(session, fake_clock);
  PageFacts facts{.frames_drawn = 12,
                  .pixel_ratio = 2,
                  .is_dark = true,
                  .page_memory = 1 << 24,
                  .worker_memory = 3'000'000'000,
                  .is_input_waiting = false,
                  .address = "v=1&k=3",
                  .places = {{"pad", {1, 2, 3, 4}}}};
  const auto state = nlohmann::json::parse(write_state(session, facts));
  EXPECT_EQ(state["strokes"], nlohmann::json::parse("[[[4,4,1],[10,15,1],[12,24,1]]]"));
  EXPECT_EQ(state["image"].size(), std::size_t{kPixels});
  EXPECT_EQ(state["image"][14 * kSide + 14], (*session.inference.image)[14 * kSide + 14]);
  EXPECT_EQ(state["models"].size(), 2U);
  EXPECT_EQ(state["framesDrawn"], 12);
  EXPECT_EQ(state["pixelRatio"], 2);
  EXPECT_EQ(state["isDark"], true);
  EXPECT_EQ(state["memory"], nlohmann::json::parse(R"({"page":16777216,"worker":3000000000})"));
  EXPECT_EQ(state["places"]["pad"]["height"], 4);
  EXPECT_TRUE(state["focus"].is_null());
  EXPECT_EQ(state["canUndo"], true);
  EXPECT_EQ(state["theme"], "system");
  EXPECT_EQ(state["address"], "v=1&k=3");
  EXPECT_EQ(state["isBusy"], false);
  facts.is_input_waiting = true;
  facts.focus = facts.places["pad"];
  const auto changed = nlohmann::json::parse(write_state(session, facts));
  EXPECT_EQ(changed["isBusy"], true);
  EXPECT_EQ(changed["focus"], changed["places"]["pad"]);
}

TEST(Figures, AreWrittenForReaders) {
  EXPECT_EQ(grouped(0), "0");
  EXPECT_EQ(grouped(999), "999");
  EXPECT_EQ(grouped(1000), "1,000");
  EXPECT_EQ(grouped(-1234567), "-1,234,567");
  EXPECT_EQ(grouped(-123), "-123");
  EXPECT_EQ(fixed(0.13449, 3), "0.134");
  EXPECT_EQ(fill("{} of {} {", {"6", "7"}), "6 of 7 {");
}

// A session with the first model and a line on its pad.
Session with_drawing(Site& site) {
  Session session;
  site.serve(session);
  draw_line(session);
  update(session, fake_clock);
  return session;
}

TEST(LatentCode, CanBeChangedAndReset) {
  Site site;
  Session session = with_drawing(site);
  const Inference own = session.inference;
  perform(session, SetUnit{.unit = 1, .value = 0.75F});
  EXPECT_TRUE(update(session, fake_clock));
  const Inference& changed = session.inference;
  EXPECT_EQ(changed.latent, own.latent) << "the drawing's own code stays known";
  EXPECT_EQ(changed.code[1], 0.75F);
  EXPECT_EQ(changed.code[0], own.code[0]);
  EXPECT_TRUE(changed.is_edited());
  std::vector<float> pixels(kPixels);
  decode(site.models.at("first"), changed.code, pixels);
  EXPECT_NEAR((*changed.reconstruction)[300], pixels[300] * 255, 0.51);
  const CodeLibrary& codes = *chosen_entry(session)->codes;
  const auto near = plain::nearest(codes.codes, kLatent, changed.code, kNeighbours);
  EXPECT_EQ(changed.codes.neighbours[0].neighbour.index, near[0].index) << "the neighbours follow";

  perform(session, ResetCode{});
  EXPECT_TRUE(update(session, fake_clock));
  EXPECT_EQ(session.inference.code, own.latent);
}

TEST(LatentCode, IsNotChangedByTheValueThatItHas) {
  Site site;
  Session session = with_drawing(site);
  const float own = session.inference.latent[1];
  perform(session, SetUnit{.unit = 1, .value = own});
  EXPECT_TRUE(session.edited_code.empty());
  perform(session, SetUnit{.unit = 1, .value = own / 2});
  perform(session, SetUnit{.unit = 1, .value = own});
  update(session, fake_clock);
  EXPECT_EQ(session.inference.code[1], own) << "back again, before the change was shown";
}

TEST(LatentCode, StaysInItsRangeAndDeadUnitsStayDead) {
  Site site;
  Session session = with_drawing(site);
  perform(session, SetUnit{.unit = 0, .value = 99});
  update(session, fake_clock);
  EXPECT_EQ(session.inference.code[0], 1) << "the largest value over the training images";
  perform(session, SetUnit{.unit = 0, .value = -5});
  update(session, fake_clock);
  EXPECT_EQ(session.inference.code[0], 0);
  const auto before = session.inference.code;
  perform(session, SetUnit{.unit = kDeadUnit, .value = 0.5F});
  perform(session, SetUnit{.unit = kLatent, .value = 0.5F});
  perform(session, SetUnit{.unit = -1, .value = 0.5F});
  perform(session, SetUnit{.unit = 1, .value = kNan});
  EXPECT_FALSE(update(session, fake_clock));
  EXPECT_EQ(session.inference.code, before);
}

TEST(LatentCode, AnotherDrawingHasACodeOfItsOwn) {
  Site site;
  Session session = with_drawing(site);
  perform(session, SetUnit{.unit = 1, .value = 0.75F});
  update(session, fake_clock);
  perform(session, BeginGesture{{20, 4}});
  perform(session, ExtendGesture{{22, 24}});
  update(session, fake_clock);
  EXPECT_FALSE(session.inference.is_edited());
  perform(session, SetUnit{.unit = 1, .value = 0.75F});
  perform(session, Set{"model", "second"});
  site.serve(session);
  update(session, fake_clock);
  EXPECT_FALSE(session.inference.is_edited());
}

TEST(LatentCode, SweepsToAndFroUntilStopped) {
  Site site;
  Session session = with_drawing(site);
  perform(session, SweepUnit{kDeadUnit});
  EXPECT_FALSE(session.sweep) << "a dead unit goes nowhere";
  perform(session, SweepUnit{1});
  float lowest = 1;
  float highest = 0;
  for (int look = 0; look < 3000; ++look) {
    update(session, fake_clock);
    lowest = std::min(lowest, session.inference.code[1]);
    highest = std::max(highest, session.inference.code[1]);
  }
  EXPECT_LT(lowest, 0.02F);
  EXPECT_GT(highest, 0.98F);
  perform(session, SweepUnit{-1});
  update(session, fake_clock);
  EXPECT_FALSE(update(session, fake_clock)) << "at rest";
  perform(session, ResetCode{});
  update(session, fake_clock);
  EXPECT_FALSE(session.inference.is_edited());
}

TEST(LatentCode, SweepsInFewStepsWhereMotionIsReduced) {
  Site site;
  Session session = with_drawing(site);
  session.is_motion_reduced = true;
  perform(session, SweepUnit{1});
  std::vector<float> seen;
  for (int look = 0; look < 9000; ++look) {
    update(session, fake_clock);
    if (std::ranges::find(seen, session.inference.code[1]) == seen.end())
      seen.push_back(session.inference.code[1]);
  }
  EXPECT_GT(seen.size(), 2U);
  EXPECT_LE(seen.size(), 6U);
}

TEST(Session, ComparesTwoModelsOnOneDrawing) {
  Site site;
  Session session = with_drawing(site);
  EXPECT_TRUE(state_of(session)["other"].is_null());
  perform(session, Set{"with", "second"});
  site.serve(session);
  update(session, fake_clock);
  EXPECT_EQ(session.other.image, session.inference.image);
  EXPECT_EQ(session.other.latent, encode_bytes(site.models.at("second"), *session.other.image));
  EXPECT_EQ(state_of(session)["other"]["model"], "second");
  perform(session, Set{"with", "no such model"});
  EXPECT_EQ(session.choices.other, "second");
  perform(session, Set{"with", ""});
  update(session, fake_clock);
  EXPECT_TRUE(session.other.latent.empty());
}

TEST(Session, TheNormalisationCanBeSwitchedOff) {
  Site site;
  Session session = with_drawing(site);
  const Image normalised = *session.inference.image;
  perform(session, Set{"norm", "0"});
  EXPECT_TRUE(update(session, fake_clock));
  EXPECT_NE(*session.inference.image, normalised);
  EXPECT_EQ(*session.inference.image, render_as_drawn(session.drawing.sheet.strokes, kPadUnits, kDefaultPen));
}

TEST(Session, KCanBeChanged) {
  Site site;
  Session session = with_drawing(site);
  perform(session, Set{"k", "3"});
  EXPECT_TRUE(update(session, fake_clock));
  EXPECT_EQ(session.inference.codes.neighbours.size(), 3U);
  perform(session, Set{"k", "0"});
  EXPECT_EQ(session.choices.neighbours, 1);
  perform(session, Set{"k", "1000"});
  EXPECT_EQ(session.choices.neighbours, kMostNeighbours);
}

TEST(Session, SamplesGoOnThePad) {
  Site site;
  Session session;
  site.serve(session);
  ASSERT_EQ(session.samples.size(), static_cast<std::size_t>(kSamplesShown));
  perform(session, TakeSample{4});
  update(session, fake_clock);
  EXPECT_EQ(*session.inference.image, session.samples[4].image);
  EXPECT_EQ(session.samples[4].label, 4);
  const Image first = session.samples[4].image;
  perform(session, TurnSamples{1});
  EXPECT_TRUE(update(session, fake_clock));
  EXPECT_NE(session.samples[4].image, first);
  perform(session, TurnSamples{-1});
  update(session, fake_clock);
  EXPECT_EQ(session.samples[4].image, first) << "the same digits again";
  perform(session, TakeSample{10});
  perform(session, TakeSample{-1});
  perform(session, Undo{});
  EXPECT_TRUE(session.drawing.is_blank());
}

TEST(Session, AnUnknownModelInALinkIsNamed) {
  Site site;
  Session session;
  go_to(session, {.choices = {.model = "lost", .other = "lost too"}});
  site.serve(session);
  EXPECT_EQ(session.choices.model, "first");
  EXPECT_EQ(session.choices.other, "");
  ASSERT_EQ(session.notes.size(), 2U);
  EXPECT_NE(session.notes[0].find("lost"), std::string::npos);
  perform(session, DismissNotes{});
  EXPECT_TRUE(session.notes.empty());
}

TEST(Session, AnAddressWithoutADrawingKeepsThePad) {
  Site site;
  Session session = with_drawing(site);
  const Sheet before = session.drawing.sheet;
  go_to(session, {.choices = {.model = "second"}});
  EXPECT_EQ(session.drawing.sheet, before);
  go_to(session, {.choices = {}, .strokes = {{{1, 1}, {2, 2}}}});
  EXPECT_EQ(session.drawing.sheet.strokes.size(), 1U);
  perform(session, Undo{});
  EXPECT_EQ(session.drawing.sheet, before);
}

TEST(Opinion, DoubtsASplitVoteAndADistantDrawing) {
  const std::vector<std::uint8_t> labels{0, 0, 0, 0, 1, 1, 1, 2};
  std::vector<Neighbour> split;
  for (int i = 0; i < 7; ++i) split.push_back({.index = i, .distance = 1});
  EXPECT_EQ(form_opinion(with_labels(split, labels), 3, 5).doubt, Doubt::split) << "4 of 7";
  std::vector<Neighbour> clear = split;
  clear[6].index = 3;
  EXPECT_EQ(form_opinion(with_labels(clear, labels), 3, 5).doubt, Doubt::none) << "5 of 7";
  EXPECT_EQ(form_opinion(with_labels(clear, labels), 3, 0.5).doubt, Doubt::far);
  const Opinion one = form_opinion(with_labels(std::span(split).first(1), labels), 3, 5);
  EXPECT_EQ(one.prediction, 0);
  EXPECT_EQ(one.doubt, Doubt::none);
}

TEST(Opinion, DoubtsWhatHasLessInkThanAnyTrainingImage) {
  const std::vector<std::uint8_t> labels{1, 1, 1};
  const std::vector<Neighbour> near{{.index = 0, .distance = 1}, {.index = 1, .distance = 1}};
  EXPECT_EQ(form_opinion(with_labels(near, labels), 2, 5, true).doubt, Doubt::faint);
  const Image dot = render_normalised({{{14, 14}}});
  const Image one = render_normalised({{{14, 8}, {14, 20}}}, kThinnestPen);
  for (const char* dataset : {"mnist", "fashion-mnist", "synthetic"}) {
    EXPECT_TRUE(is_faint(dataset, dot)) << dataset;
    EXPECT_FALSE(is_faint(dataset, one)) << dataset << ": the thinnest pen's 1";
  }
  EXPECT_FALSE(is_faint("faces/", dot)) << "not known";
}

TEST(Session, AModelBeyondAllMeasureHasNoNeighbours) {
  Site site;
  Autoencoder& model = site.models.at("first");
  for (float& weight : model.parameters) weight *= 1e20F;
  site.put("first.safetensors", write_model(model, DType::f32, ""));
  Session session = with_drawing(site);
  EXPECT_FALSE(session.inference.latent.empty());
  EXPECT_TRUE(session.inference.codes.neighbours.empty());
  EXPECT_FALSE(session.inference.codes.prediction.has_value());
}

}  // namespace
}  // namespace bottleneck
