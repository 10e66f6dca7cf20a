// Everything that can be read without the picture, as text and as JSON.
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "lab/shown/controls.h"
#include "lab/shown/inference_words.h"
#include "unit/control_sessions.h"

namespace bottleneck {
namespace {

TEST(Findings, ABlankPadSaysWhatToDo) {
  const Session session = blank_session();
  EXPECT_NE(text_of(session, "drawing").find("Draw on the pad"), std::string::npos);
  EXPECT_NE(text_of(session, "code").find("blank"), std::string::npos);
  EXPECT_NE(text_of(session, "codes").find("blank"), std::string::npos);
  EXPECT_EQ(text_of(session, "codes").find("votes"), std::string::npos);
}

TEST(Findings, TellTheResults) {
  const Session session = loaded_session();
  EXPECT_NE(text_of(session, "drawing").find("Test image 42, labelled class 3; strokes: 2, points: 4"),
            std::string::npos);
  EXPECT_NE(text_of(session, "samples").find("20 to 29 of 100"), std::string::npos);
  const std::string code = text_of(session, "code");
  EXPECT_NE(code.find("0.1250"), std::string::npos) << code;
  EXPECT_NE(code.find("0.0124"), std::string::npos) << code;
  EXPECT_NE(code.find("43.0 % of them"), std::string::npos) << code << "1 and 0.24 of 3, of 4";
  EXPECT_NE(text_of(session, "model").find("28×28 → 784 → 30 → 4 → 30 → 784 → 28×28"), std::string::npos);
  for (const char* group : {"codes", "pixels", "other-model"}) {
    const std::string text = text_of(session, group);
    EXPECT_NE(text.find("Prediction: class 7, with 5 of 7 votes"), std::string::npos) << text;
    EXPECT_NE(text.find("class 1 | 2 |"), std::string::npos) << text;
    EXPECT_NE(text.find("2 | class 7 | 2.50 | 101 |"), std::string::npos) << text;
    EXPECT_EQ(text.find("disagree") != std::string::npos, std::string_view(group) == "pixels") << text;
  }
}

TEST(Findings, AChangedCodeIsToldAsSuch) {
  Session session = busy_session();
  EXPECT_EQ(text_of(session, "code").find("instead of"), std::string::npos);
  session.inference.code[1] = 9;
  EXPECT_NE(text_of(session, "code").find("unit 2 is 9.00 instead of 2.25"), std::string::npos);
}

TEST(Findings, SayWhyThereIsNothing) {
  EXPECT_NE(text_of(empty_session(), "codes").find("come with the model"), std::string::npos);
  EXPECT_NE(text_of(blank_session(), "pixels").find("Looking which datasets"), std::string::npos);
  const Session codeless = codeless_session();
  EXPECT_NE(text_of(codeless, "model").find("second.codes.safetensors: not there"), std::string::npos);
  EXPECT_NE(text_of(codeless, "codes").find("comes without"), std::string::npos);
  EXPECT_NE(text_of(codeless, "pixels").find("Compare with all training images of MNIST"), std::string::npos);
  EXPECT_NE(find_control(all_controls(codeless), "load-training")->label.find("10.0 MB"), std::string::npos);

  Session session = codeless;
  mnist(session).train.images_file = {
      .stage = Download::Stage::loading, .bytes = 2'500'000, .total = 9'900'000};
  EXPECT_NE(text_of(session, "pixels").find("2.5 MB of 10.0 MB"), std::string::npos);
  EXPECT_FALSE(find_control(all_controls(session), "load-training")) << "it is on its way";
  EXPECT_TRUE(find_control(all_controls(session), "cancel-training"));
  session.jobs.encode_model = "first";
  session.jobs.job<EncodeImages>() = {.id = 1, .share = 0.25, .eta_ms = 3400};
  EXPECT_NE(text_of(session, "codes").find("25.0 %, 4 s left"), std::string::npos);
  EXPECT_FALSE(find_control(all_controls(session), "compute-codes"));
}

TEST(Findings, SharesAreNeverRoundedToAllOrNothing) {
  Session session = busy_session();
  auto card = make_card("first");
  card->error_histogram = ErrorHistogram{.bin_width = 1, .counts = {1, 100'000, 1}};
  session.library.entries.front().card = card;
  const auto share_at = [&](double relative_error) {
    session.inference.relative_error = relative_error;
    return text_of(session, "code");
  };
  EXPECT_NE(share_at(0).find("err less: 0.0 %"), std::string::npos);
  EXPECT_NE(share_at(0.9).find("err less: less than 0.1 %"), std::string::npos);
  EXPECT_NE(share_at(1.5).find("err less: 50.0 %"), std::string::npos);
  EXPECT_NE(share_at(2.1).find("err less: more than 99.9 %"), std::string::npos);
  EXPECT_NE(share_at(3).find("err less: 100.0 %"), std::string::npos);
}

TEST(Findings, HowARunStandsIsSaidAtItsStation) {
  Session session = training_session(TrainingRun::State::paused);
  EXPECT_NE(spoken_news(session).find("MNIST · k = 4: paused."), std::string::npos) << spoken_news(session);
  session.choices.station = Station::draw;
  EXPECT_EQ(spoken_news(session).find("paused"), std::string::npos);
}

TEST(ControlsJson, HoldsTheList) {
  for (const Session& session : all_sessions()) {
    const auto json = nlohmann::json::parse(write_controls(session));
    const auto groups = controls_of(session);
    ASSERT_EQ(json.size(), groups.size());
    for (std::size_t g = 0; g < groups.size(); ++g) {
      EXPECT_EQ(json[g]["id"], groups[g].id);
      ASSERT_EQ(json[g]["controls"].size(), groups[g].controls.size());
      ASSERT_EQ(json[g]["findings"].size(), groups[g].findings.size());
      for (std::size_t c = 0; c < groups[g].controls.size(); ++c) {
        const auto& written = json[g]["controls"][c];
        const Control& control = groups[g].controls[c];
        EXPECT_EQ(written["id"], control.id);
        EXPECT_EQ(written["value"], control.value);
        EXPECT_EQ(written["enabled"], control.is_enabled);
        EXPECT_EQ(written["options"].size(), control.options.size());
      }
    }
  }
  const auto json = nlohmann::json::parse(write_controls(loaded_session()));
  for (const auto& group : json) {
    if (group["id"] != "codes") continue;
    EXPECT_EQ(group["controls"][0],
              nlohmann::json::parse(R"json({"id": "k", "label": "Neighbours that vote (k)", "kind": "number",
                  "value": "7", "options": [], "low": 1.0, "high": 15.0, "step": 1.0, "enabled": true,
                  "hint": "From 1 to 15.", "apply": ""})json"));
    EXPECT_EQ(group["findings"].back()["table"][1][1], "class 7");
  }
}

TEST(ControlsJson, NamesThatAreNotUtf8AreMended) {
  Session session = blank_session();
  session.library.entries.front().title = "\xFF\xFE";
  session.notes = {"\xC3"};
  EXPECT_NE(nlohmann::json::parse(write_controls(session)), nullptr);
  session.dialog = Dialog::card;
  auto card = make_card("\xFF");
  session.library.entries.front().card = card;
  EXPECT_NE(nlohmann::json::parse(write_dialog(session, "")), nullptr);
}

}  // namespace
}  // namespace bottleneck
