// The page's session without a page: drawing, loading, results, state.
#include "lab/session.h"

#include <cmath>
#include <limits>
#include <map>
#include <string>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "core/sigmoid.h"
#include "formats/model_file.h"
#include "lab/figures.h"
#include "lab/pointer.h"
#include "lab/state_json.h"

namespace bottleneck {
namespace {

constexpr int kLatent = 4;

double fake_clock() {
  static double now = 0;
  return now += 2;  // every look at it takes 2 ms
}

// A site with two small models: "first" with codes of 30 images, "second" without.
class Site {
 public:
  Site() {
    const std::vector<ModelEntry> entries{{"first", "First · 4 numbers"}, {"second", "Second · 4 numbers"}};
    put("index.json", as_bytes(write_model_index(entries)));
    add_model("first", 1, true);
    add_model("second", 2, false);
  }

  // Answers everything that the session asks for until it asks no more, and returns the paths in order.
  std::vector<std::string> serve(Session& session) {
    std::vector<std::string> asked;
    for (;;) {
      update(session, fake_clock);
      const auto paths = take_wanted(session.library);
      if (paths.empty()) return asked;
      for (const std::string& path : paths) {
        asked.push_back(path);
        const auto file = files.find(path);
        if (file == files.end()) {
          receive_file(session.library, path, Error{"not there"});
        } else {
          receive_file(session.library, path, ByteView(file->second));
        }
      }
    }
  }

  void put(const std::string& name, ByteView bytes) {
    files["assets/models/" + name] = Bytes(bytes.begin(), bytes.end());
  }

  std::map<std::string, Bytes> files;
  std::map<std::string, Autoencoder> models;

 private:
  void add_model(const std::string& name, std::uint64_t seed, bool has_codes) {
    Autoencoder model = make_autoencoder({.hidden = {}, .latent = kLatent});
    Rng rng(seed);
    initialise_glorot(model, rng);
    ModelCard card;
    card.name = name;
    card.title = name;
    card.dataset = "mnist";
    card.class_names = {"zero", "one", "two"};
    card.settings.architecture = model.architecture;
    card.history.resize(static_cast<std::size_t>(card.settings.epochs));
    card.parameters = parameter_count(model.architecture);
    card.train_images = 30;
    card.test_images = 10;
    card.latent_max.assign(kLatent, 1);
    card.has_codes = has_codes;
    card.date = "2026-01-31";
    card.command = "none";
    put(name + ".json", as_bytes(write_model_card(card)));
    put(name + ".safetensors", write_model(model, DType::f32, ""));
    if (has_codes) put(name + ".codes.safetensors", codes_of(model));
    models.emplace(name, std::move(model));
  }

  static Bytes codes_of(const Autoencoder& model) {
    Rng rng(7);
    std::vector<std::uint8_t> images(30 * kPixels);
    for (auto& pixel : images) pixel = static_cast<std::uint8_t>(rng.below(256));
    std::vector<std::uint8_t> labels(30);
    for (std::size_t i = 0; i < labels.size(); ++i) labels[i] = static_cast<std::uint8_t>(i % 3);
    return write_codes(quantise_codes(encode_bytes(model, images), kLatent, labels));
  }
};

void draw_line(Session& session) {
  perform(session, BeginStroke{{4, 4}});
  perform(session, ExtendStroke{{10, 15}});
  perform(session, ExtendStroke{{12, 24}});
  perform(session, EndStroke{});
}

nlohmann::json state_of(const Session& session) {
  return nlohmann::json::parse(write_state(session, PageFacts{}));
}

TEST(Drawing, TakesStrokesPointByPoint) {
  Drawing drawing;
  extend_stroke(drawing, {1, 1});
  EXPECT_TRUE(drawing.is_blank()) << "the pen was not down";
  begin_stroke(drawing, {1, 2});
  extend_stroke(drawing, {3, 4});
  extend_stroke(drawing, {3, 4});
  extend_stroke(drawing, {std::numeric_limits<float>::quiet_NaN(), 4});
  EXPECT_TRUE(drawing.is_pen_down);
  end_stroke(drawing);
  ASSERT_EQ(drawing.strokes.size(), 1U);
  ASSERT_EQ(drawing.strokes[0].size(), 2U) << "a resting pen and a point that is no number add nothing";
  EXPECT_EQ(drawing.strokes[0][1].y, 4);
  begin_stroke(drawing, {std::numeric_limits<float>::infinity(), 0});
  EXPECT_EQ(drawing.strokes.size(), 1U);
}

TEST(Drawing, UndoesAndRedoesStrokesAndClearing) {
  Drawing drawing;
  undo(drawing);
  redo(drawing);
  EXPECT_TRUE(drawing.is_blank());
  for (const float x : {1.0F, 2.0F}) {
    begin_stroke(drawing, {x, 0});
    end_stroke(drawing);
  }
  clear(drawing);
  EXPECT_TRUE(drawing.is_blank());
  undo(drawing);
  EXPECT_EQ(drawing.strokes.size(), 2U) << "clearing can be undone";
  undo(drawing);
  EXPECT_EQ(drawing.strokes.size(), 1U);
  redo(drawing);
  ASSERT_EQ(drawing.strokes.size(), 2U);
  EXPECT_EQ(drawing.strokes[1][0].x, 2);
  undo(drawing);
  begin_stroke(drawing, {3, 0});
  end_stroke(drawing);
  EXPECT_FALSE(drawing.can_redo()) << "a new stroke ends what could be redone";
  const std::size_t steps = drawing.past.size();
  clear(drawing);
  clear(drawing);
  EXPECT_EQ(drawing.past.size(), steps + 1) << "clearing a blank pad is no step";
}

TEST(Drawing, CancelsTheGrowingStrokeOnly) {
  Drawing drawing;
  begin_stroke(drawing, {1, 0});
  end_stroke(drawing);
  cancel_stroke(drawing);
  EXPECT_EQ(drawing.strokes.size(), 1U) << "nothing was growing";
  begin_stroke(drawing, {2, 0});
  cancel_stroke(drawing);
  EXPECT_EQ(drawing.strokes.size(), 1U);
  EXPECT_EQ(drawing.past.size(), 1U) << "a cancelled stroke is no step of undo";
}

TEST(Drawing, ForgetsTheOldestStepOfMany) {
  Drawing drawing;
  for (std::size_t i = 0; i < kMaxUndo + 5; ++i) {
    begin_stroke(drawing, {static_cast<float>(i), 0});
    end_stroke(drawing);
  }
  EXPECT_EQ(drawing.past.size(), kMaxUndo);
  while (drawing.can_undo()) undo(drawing);
  EXPECT_EQ(drawing.strokes.size(), 5U);
}

TEST(Drawing, PressureWidensAPenOnly) {
  using enum PointerSample::Device;
  EXPECT_EQ(pressure_width({.device = mouse, .pressure = 1}), 1);
  EXPECT_EQ(pressure_width({.device = touch, .pressure = 0}), 1);
  EXPECT_EQ(pressure_width({.device = pen, .pressure = 0.5F}), 1);
  EXPECT_GT(pressure_width({.device = pen, .pressure = 0.9F}),
            pressure_width({.device = pen, .pressure = 0.1F}));
}

TEST(Library, AsksInOrderOfNeed) {
  Site site;
  Session session;
  const auto asked = site.serve(session);
  const std::vector<std::string> expected{"assets/models/index.json", "assets/models/first.json",
                                          "assets/models/first.safetensors",
                                          "assets/models/first.codes.safetensors"};
  EXPECT_EQ(asked, expected);
  EXPECT_EQ(session.choices.model, "first");
  perform(session, ChooseModel{"second"});
  EXPECT_EQ(site.serve(session).size(), 2U) << "it ships without codes";
  perform(session, ChooseModel{"first"});
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
  EXPECT_TRUE(session.reading.image.has_value()) << "the pad and the normalised image need no model";
  EXPECT_TRUE(session.reading.latent.empty());

  site.put("first.safetensors", weights);
  perform(session, RetryLoading{});
  EXPECT_EQ(site.serve(session).size(), 2U) << "the weights, and then the codes";
  EXPECT_TRUE(state_of(session)["ready"]);
  EXPECT_TRUE(state_of(session)["errors"].empty());
  EXPECT_TRUE(session.reading.prediction.has_value());
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
  const Reading& reading = session.reading;
  const Autoencoder& model = site.models.at("first");

  const Image image = render_normalised(session.drawing.strokes, kDefaultPen);
  ASSERT_EQ(*reading.image, image);
  std::vector<float> unit(kPixels);
  std::vector<float> logits(kPixels);
  to_unit(image, unit);
  EXPECT_EQ(reading.latent, encode_bytes(model, image));
  decode_logits(model, reading.latent, logits);
  const PixelErrors sums = plain::reconstruction_errors(logits, unit);
  ASSERT_TRUE(reading.error);
  EXPECT_NEAR(reading.error->bce, sums.bce / kPixels, 1e-6);
  EXPECT_NEAR(reading.error->mse, sums.squared / kPixels, 1e-6);
  plain::sigmoid(logits);
  for (std::size_t i = 0; i < logits.size(); ++i) {
    ASSERT_NEAR((*reading.reconstruction)[i], logits[i] * 255, 0.51) << i;
  }

  const CodeLibrary& codes = *chosen_entry(session)->codes;
  const auto expected = plain::nearest(codes.codes, kLatent, reading.latent, kNeighbours);
  ASSERT_EQ(reading.neighbours.size(), expected.size());
  std::vector<int> votes(3);
  for (std::size_t i = 0; i < expected.size(); ++i) {
    EXPECT_EQ(reading.neighbours[i].neighbour.index, expected[i].index);
    EXPECT_NEAR(reading.neighbours[i].neighbour.distance, expected[i].distance, 1e-4);
    EXPECT_EQ(reading.neighbours[i].label, expected[i].index % 3);
    ++votes[static_cast<std::size_t>(expected[i].index % 3)];
    std::vector<float> picture(kPixels);
    decode(model,
           std::span(codes.codes).subspan(static_cast<std::size_t>(expected[i].index) * kLatent, kLatent),
           picture);
    EXPECT_NEAR(reading.neighbours[i].picture[300], picture[300] * 255, 0.51);
  }
  EXPECT_EQ(reading.votes, votes);
  EXPECT_EQ(reading.prediction, winner(votes));
  EXPECT_EQ(reading.network_ms, 2) << "one look at the clock later";
}

TEST(Session, RecomputesOnlyWhatChanged) {
  Site site;
  Session session;
  site.serve(session);
  draw_line(session);
  EXPECT_TRUE(update(session, fake_clock));
  EXPECT_FALSE(update(session, fake_clock));
  const Image before = *session.reading.image;
  perform(session, SetPen{4});
  EXPECT_TRUE(update(session, fake_clock));
  EXPECT_NE(*session.reading.image, before);
  perform(session, ChooseTheme{Theme::dark});
  EXPECT_FALSE(update(session, fake_clock)) << "colours change no result";
  perform(session, BeginStroke{{20, 20}});
  EXPECT_TRUE(update(session, fake_clock)) << "live while the pen is down";
  perform(session, CancelStroke{});
  EXPECT_TRUE(update(session, fake_clock));
}

TEST(Session, AModelWithoutCodesHasNoVotes) {
  Site site;
  Session session;
  site.serve(session);
  draw_line(session);
  perform(session, ChooseModel{"second"});
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
  perform(session, SetPen{100});
  EXPECT_EQ(session.choices.pen, kThickestPen);
  perform(session, SetPen{-1});
  EXPECT_EQ(session.choices.pen, kThinnestPen);
  perform(session, SetPen{std::numeric_limits<float>::quiet_NaN()});
  EXPECT_EQ(session.choices.pen, kThinnestPen);
  perform(session, ChooseModel{"no such model"});
  EXPECT_EQ(session.choices.model, "first");
}

TEST(Session, SpeaksTheResultOnceTheStrokeIsDone) {
  Site site;
  Session session;
  site.serve(session);
  perform(session, BeginStroke{{4, 4}});
  update(session, fake_clock);
  EXPECT_EQ(spoken_result(session), "");
  perform(session, EndStroke{});
  update(session, fake_clock);
  const int label = *session.reading.prediction;
  EXPECT_NE(spoken_result(session).find(class_name(session, label)), std::string::npos);
  EXPECT_EQ(class_name(session, 99), "99");
}

TEST(StateJson, HoldsTheDrawingAndThePage) {
  Site site;
  Session session;
  site.serve(session);
  draw_line(session);
  update(session, fake_clock);
  PageFacts facts{.frames_drawn = 12, .pixel_ratio = 2, .is_dark = true, .places = {{"pad", {1, 2, 3, 4}}}};
  const auto state = nlohmann::json::parse(write_state(session, facts));
  EXPECT_EQ(state["strokes"], nlohmann::json::parse("[[[4,4,1],[10,15,1],[12,24,1]]]"));
  EXPECT_EQ(state["image"].size(), std::size_t{kPixels});
  EXPECT_EQ(state["image"][14 * kSide + 14], (*session.reading.image)[14 * kSide + 14]);
  EXPECT_EQ(state["models"].size(), 2U);
  EXPECT_EQ(state["framesDrawn"], 12);
  EXPECT_EQ(state["pixelRatio"], 2);
  EXPECT_EQ(state["isDark"], true);
  EXPECT_EQ(state["places"]["pad"]["height"], 4);
  EXPECT_EQ(state["canUndo"], true);
  EXPECT_EQ(state["theme"], "system");
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

}  // namespace
}  // namespace bottleneck
