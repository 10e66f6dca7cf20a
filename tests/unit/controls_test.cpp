// Everything that can be done and read without the picture.
#include "lab/controls.h"

#include <algorithm>
#include <limits>
#include <map>
#include <memory>
#include <set>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace bottleneck {
namespace {

constexpr int kUnits = 4;
constexpr int kDeadUnit = 2;

std::shared_ptr<ModelCard> make_card(const std::string& name) {
  auto card = std::make_shared<ModelCard>();
  card->name = name;
  card->title = "Title of " + name;
  card->dataset = "mnist";
  for (int label = 0; label < kClasses; ++label)
    card->class_names.push_back("class " + std::to_string(label));
  card->settings.architecture = {.hidden = {30}, .latent = kUnits};
  card->train_images = 60000;
  card->test_images = 10000;
  card->latent_min.assign(kUnits, 0);
  card->latent_max.assign(kUnits, 12.3456F);
  card->latent_max[kDeadUnit] = 0;
  card->error_histogram = ErrorHistogram{.bin_width = 0.01, .counts = {1, 3}};
  card->has_codes = true;
  return card;
}

LibraryEntry make_entry(const std::string& name) {
  LibraryEntry entry{.name = name, .title = "Title of " + name};
  const auto card = make_card(name);
  entry.model = std::make_shared<Autoencoder>(make_autoencoder(card->settings.architecture));
  entry.card = card;
  auto codes = std::make_shared<CodeLibrary>();
  codes->codes.assign(std::size_t{20} * kUnits, 1);
  codes->references = prepare_codes(codes->codes, kUnits);
  codes->labels.assign(20, 7);
  entry.codes = codes;
  return entry;
}

std::shared_ptr<const Dataset> make_images(int count) {
  Dataset dataset;
  dataset.images.resize(static_cast<std::size_t>(count) * kPixels);
  dataset.labels.assign(static_cast<std::size_t>(count), 3);
  return std::make_shared<const Dataset>(std::move(dataset));
}

// The dataset of the models; the one that is loaded comes with every page.
DatasetEntry& mnist(Session& session) {
  return *std::ranges::find(session.datasets.entries, "mnist", &DatasetEntry::name);
}

// Nothing is loaded, nothing is drawn.
Session empty_session() {
  return Session{};
}

// Two models are there, nothing is drawn.
Session blank_session() {
  Session session;
  session.library.entries = {make_entry("first"), make_entry("second")};
  session.choices.model = "first";
  for (int label = 0; label < kSamplesShown; ++label) {
    Sample sample{.label = label};
    sample.sheet.strokes = {{{4, 4}, {10, 20}}};
    session.samples.push_back(sample);
  }
  return session;
}

Opinion some_opinion() {
  Opinion opinion{.votes = std::vector<int>(kClasses), .prediction = 7, .references = 60000, .ms = 2};
  opinion.votes[7] = 5;
  opinion.votes[1] = 2;
  for (int i = 0; i < 7; ++i) {
    opinion.neighbours.push_back({.neighbour = {.index = 100 + i, .distance = 1.5F + static_cast<float>(i)},
                                  .label = i < 5 ? 7 : 1,
                                  .is_decoded = true});
  }
  return opinion;
}

Reading some_reading() {
  Reading reading;
  reading.image.emplace();
  reading.latent = {1, 2.25F, 0, 12.3456F};
  reading.code = reading.latent;
  reading.reconstruction.emplace();
  reading.error = ReconstructionError{.bce = 0.125, .mse = 0.0124};
  reading.codes = some_opinion();
  return reading;
}

// Something is drawn and read by both models; all that can be done at once can be done.
Session busy_session() {
  Session session = blank_session();
  session.choices.other = "second";
  session.drawing.sheet.strokes = {{{4, 4}, {10.5F, 15}, {12, 24, 1.5F}}, {{20, 5}}};
  session.drawing.past.emplace_back();
  session.drawing.future.emplace_back();
  session.reading = some_reading();
  session.other = some_reading();
  session.edited_code = session.reading.latent;
  session.notes = {"A note."};
  session.dialog = Dialog::help;
  mnist(session).test.packed_bytes = 1'600'000;
  mnist(session).train.packed_bytes = 10'000'000;
  mnist(session).test.images = make_images(100);
  return session;
}

// A model without codes, whose images the site has; a file could not be loaded.
Session codeless_session() {
  Session session = busy_session();
  auto card = make_card("first");
  card->has_codes = false;
  LibraryEntry& entry = session.library.entries.front();
  entry.card = card;
  entry.codes.reset();
  session.reading.codes = {};
  LibraryEntry& other = session.library.entries.back();
  other.codes.reset();
  other.codes_file.stage = Download::Stage::failed;
  other.codes_file.error = "second.codes.safetensors: not there";
  return session;
}

// Test images are shown, and the nearest pixels are found.
Session loaded_session() {
  Session session = busy_session();
  session.choices.samples = SampleSource::test;
  session.choices.sample_page = 2;
  session.samples.clear();
  for (int i = 20; i < 30; ++i) {
    Sample sample{.label = 3};
    sample.sheet.picture = Picture{.index = i, .label = 3};
    session.samples.push_back(sample);
  }
  session.drawing.sheet.picture = Picture{.index = 42, .label = 3};
  mnist(session).train.images = make_images(30);
  session.pixels.image = session.reading.image;
  session.pixels.opinion = some_opinion();
  session.pixels.opinion.doubt = Doubt::split;
  return session;
}

std::vector<Session> all_sessions() {
  return {empty_session(), blank_session(), busy_session(), codeless_session(), loaded_session()};
}

std::vector<Control> all_controls(const Session& session) {
  std::vector<Control> controls;
  for (const ControlGroup& group : controls_of(session))
    controls.insert(controls.end(), group.controls.begin(), group.controls.end());
  return controls;
}

std::vector<Finding> findings_in(const Session& session, std::string_view group_id) {
  for (const ControlGroup& group : controls_of(session)) {
    if (group.id == group_id) return group.findings;
  }
  return {};
}

const Control* find_control(const std::vector<Control>& controls, std::string_view id) {
  const auto found = std::ranges::find(controls, id, &Control::id);
  return found == controls.end() ? nullptr : &*found;
}

// All that stands in a group's findings.
std::string text_of(const Session& session, std::string_view group_id) {
  std::string text;
  for (const Finding& finding : findings_in(session, group_id)) {
    text += finding.label + ": " + finding.value + "\n";
    for (const auto& row : finding.table) {
      for (const std::string& cell : row) text += cell + " | ";
      text += "\n";
    }
  }
  return text;
}

// Values that the control can have.
std::vector<std::string> legal_values(const Control& control) {
  switch (control.kind) {
    case Control::Kind::toggle:
      return {"true", "false"};
    case Control::Kind::number:
      return {std::to_string(control.low), std::to_string(control.high)};
    case Control::Kind::text:
      return {control.value, ""};
    case Control::Kind::choice: {
      std::vector<std::string> values;
      for (const Control::Option& option : control.options) values.push_back(option.id);
      return values;
    }
    case Control::Kind::button:
      break;
  }
  return {""};
}

std::vector<std::string> illegal_values(const Control& control) {
  switch (control.kind) {
    case Control::Kind::toggle:
      return {"", "yes", "TRUE"};
    case Control::Kind::number: {
      std::vector<std::string> values{"", "x", "1x", " 1", "nan", "inf", "0x1", "1e999", "1,0,0"};
      values.push_back(std::to_string(control.low - 0.01));
      values.push_back(std::to_string(control.high + 0.01));
      if (control.step == 1) {
        values.push_back(std::to_string(control.low + 0.5));
        values.emplace_back("1,000");  // neither 1 nor a thousand
      }
      return values;
    }
    case Control::Kind::text:
      return {"4", "4,4 x", "4,4,1,1", "29,4", "4,-1", "4,4,3"};
    case Control::Kind::choice:
      return {"no such choice"};
    case Control::Kind::button:
      break;
  }
  return {};
}

template <class T>
T action_as(const Session& session, std::string_view id, std::string_view value) {
  std::string problem;
  const auto action = action_of(session, id, value, problem);
  EXPECT_TRUE(action) << id << ": " << problem;
  const T* typed = action ? std::get_if<T>(&*action) : nullptr;
  EXPECT_TRUE(typed) << id << " stands for another action";
  return typed ? *typed : T{};
}

TEST(Controls, EachHasANameOfItsOwn) {
  for (const Session& session : all_sessions()) {
    std::set<std::string> ids;
    for (const ControlGroup& group : controls_of(session)) {
      EXPECT_TRUE(ids.insert("group " + group.id).second) << group.id;
      EXPECT_FALSE(group.title.empty());
    }
    for (const Control& control : all_controls(session)) {
      EXPECT_TRUE(ids.insert(control.id).second) << control.id;
      EXPECT_FALSE(control.label.empty()) << control.id;
    }
    EXPECT_GT(ids.size(), 10U);
  }
}

TEST(Controls, EachLegalValueGivesAnAction) {
  for (const Session& session : all_sessions()) {
    for (const Control& control : all_controls(session)) {
      for (const std::string& value : legal_values(control)) {
        std::string problem;
        const auto action = action_of(session, control.id, value, problem);
        EXPECT_EQ(action.has_value(), control.is_enabled) << control.id << " = " << value << ": " << problem;
        EXPECT_EQ(problem.empty(), control.is_enabled) << control.id << " = " << value;
      }
    }
  }
}

TEST(Controls, OtherValuesGiveAReasonAndNoAction) {
  std::set<Control::Kind> kinds;
  for (const Session& session : all_sessions()) {
    for (const Control& control : all_controls(session)) {
      for (const std::string& value : illegal_values(control)) {
        kinds.insert(control.kind);
        std::string problem;
        EXPECT_FALSE(action_of(session, control.id, value, problem)) << control.id << " = " << value;
        EXPECT_FALSE(problem.empty()) << control.id << " = " << value;
      }
    }
    for (const char* id : {"", "no such control", "unit:4", "unit:-1", "sample:10"}) {
      std::string problem;
      EXPECT_FALSE(action_of(session, id, "1", problem)) << id;
      EXPECT_FALSE(problem.empty()) << id;
    }
  }
  EXPECT_EQ(kinds.size(), 4U) << "all kinds but buttons were tried";
}

template <std::size_t... I>
std::set<std::size_t> actions_of_readers(std::index_sequence<I...>) {
  std::set<std::size_t> indices;
  const auto add = [&]<class T>(std::size_t index, const T*) {
    // A pointer on the pad; the drawing as text stands for it.
    constexpr bool kIsGesture = std::is_same_v<T, BeginGesture> || std::is_same_v<T, ExtendGesture> ||
                                std::is_same_v<T, EndGesture> || std::is_same_v<T, CancelGesture>;
    if (!kIsGesture) indices.insert(index);
  };
  (add(I, static_cast<const std::variant_alternative_t<I, Action>*>(nullptr)), ...);
  return indices;
}

TEST(Controls, ReachEveryAction) {
  std::set<std::size_t> reached;
  for (const Session& session : all_sessions()) {
    for (const Control& control : all_controls(session)) {
      for (const std::string& value : legal_values(control)) {
        std::string problem;
        if (const auto action = action_of(session, control.id, value, problem))
          reached.insert(action->index());
      }
    }
  }
  const auto wanted = actions_of_readers(std::make_index_sequence<std::variant_size_v<Action>>());
  EXPECT_EQ(wanted.size(), std::variant_size_v<Action> - 4);
  EXPECT_EQ(reached, wanted);
}

TEST(Controls, ReachEveryDialogAndChoice) {
  const Session session = busy_session();
  EXPECT_EQ(action_as<ShowDialog>(session, "card", "").dialog, Dialog::card);
  EXPECT_EQ(action_as<ShowDialog>(session, "other-card", "").dialog, Dialog::other_card);
  EXPECT_EQ(action_as<ShowDialog>(session, "help", "").dialog, Dialog::help);
  EXPECT_EQ(action_as<ShowDialog>(session, "link", "").dialog, Dialog::link);
  EXPECT_EQ(action_as<ShowDialog>(session, "dialog", "none").dialog, Dialog::none);
  for (const auto& [id, theme] :
       {std::pair{"system", Theme::system}, std::pair{"light", Theme::light}, std::pair{"dark", Theme::dark}})
    EXPECT_EQ(action_as<ChooseTheme>(session, "theme", id).theme, theme);
}

TEST(Controls, CarryTheirValues) {
  const Session session = loaded_session();
  EXPECT_EQ(action_as<SetUnit>(session, "unit:1", "2.5").unit, 1);
  EXPECT_EQ(action_as<SetUnit>(session, "unit:1", "2.5").value, 2.5F);
  EXPECT_EQ(action_as<SetUnit>(session, "unit:1", "2,5").value, 2.5F) << "a comma for the point";
  EXPECT_EQ(action_as<SetUnit>(session, "unit:3", "12.35").unit, 3) << "the limit as it is shown";
  EXPECT_EQ(action_as<SweepUnit>(session, "sweep", "3").unit, 3);
  EXPECT_EQ(action_as<SweepUnit>(session, "sweep", "none").unit, -1);
  EXPECT_EQ(action_as<SetNeighbours>(session, "k", "3").k, 3);
  EXPECT_EQ(action_as<SetPen>(session, "pen", "1.5").width, 1.5F);
  EXPECT_EQ(action_as<SetNormalised>(session, "normalised", "false").is_normalised, false);
  EXPECT_EQ(action_as<ChooseTool>(session, "tool", "eraser").tool, Tool::eraser);
  EXPECT_EQ(action_as<ChooseModel>(session, "model", "second").name, "second");
  EXPECT_EQ(action_as<ChooseOther>(session, "other", "").name, "");
  EXPECT_EQ(action_as<ChooseOther>(session, "other", "first").name, "first");
  EXPECT_EQ(action_as<ChooseView>(session, "view", "difference").view, ResultView::difference);
  EXPECT_EQ(action_as<ChooseSamples>(session, "source", "synthetic").source, SampleSource::synthetic);
  EXPECT_EQ(action_as<TakeSample>(session, "sample:9", "").index, 9);
  EXPECT_EQ(action_as<TakeTestImage>(session, "test-image", "99").index, 99);
  EXPECT_EQ(action_as<TurnSamples>(session, "samples-before", "").by, -1);
  EXPECT_EQ(action_as<TurnSamples>(session, "samples-after", "").by, 1);
  const auto put = action_as<PutStrokes>(session, "strokes", "1,2 3,4\n5,6,2");
  EXPECT_TRUE(same_strokes(put.strokes, {{{1, 2}, {3, 4}}, {{5, 6, 2}}}));

  const auto controls = all_controls(session);
  const auto value = [&](const char* id) { return find_control(controls, id)->value; };
  EXPECT_EQ(value("unit:1"), "2.25");
  EXPECT_EQ(value("k"), "7");
  EXPECT_EQ(value("pen"), "2.8");
  EXPECT_EQ(value("model"), "first");
  EXPECT_EQ(value("other"), "second");
  EXPECT_EQ(value("source"), "test");
  EXPECT_EQ(value("test-image"), "42");
  EXPECT_EQ(value("normalised"), "true");
  EXPECT_EQ(value("sweep"), "none");
  EXPECT_EQ(value("strokes"), "4,4 10.5,15 12,24,1.5\n20,5");
}

TEST(Controls, DeadUnitsAreNamedAndCannotBeSet) {
  const auto controls = all_controls(busy_session());
  const Control* dead = find_control(controls, "unit:2");
  ASSERT_TRUE(dead);
  EXPECT_FALSE(dead->is_enabled);
  EXPECT_NE(dead->label.find("dead"), std::string::npos);
  for (const Control::Option& option : find_control(controls, "sweep")->options) EXPECT_NE(option.id, "2");
}

TEST(Controls, NothingCanBeSetOnABlankPad) {
  const auto controls = all_controls(blank_session());
  for (const char* id : {"undo", "redo", "clear", "unit:0", "sweep", "reset"})
    EXPECT_FALSE(find_control(controls, id)->is_enabled) << id;
  EXPECT_EQ(find_control(controls, "unit:0")->value, "");
  EXPECT_FALSE(find_control(controls, "retry")) << "nothing has failed";
  EXPECT_FALSE(find_control(controls, "source")) << "there is only one";
  EXPECT_FALSE(find_control(controls, "load-training")) << "the site has no images";
}

TEST(Controls, WhatATeacherHidIsNotThere) {
  const std::map<Part, std::set<std::string>> of_parts{
      {Part::header, {"theme", "link", "help"}},
      {Part::samples,
       {"group samples", "source", "sample:0", "sample:9", "samples-before", "samples-after", "test-image"}},
      {Part::normalisation, {"normalised"}},
      {Part::models, {"model"}},
      {Part::compare, {"other", "other-card", "group other-model"}},
      {Part::codes, {"group codes", "compute-codes"}},
      {Part::pixels, {"group pixels", "load-training"}},
      {Part::about, {"finding About"}}};
  const auto names = [](const Session& session) {
    std::set<std::string> found;
    for (const ControlGroup& group : controls_of(session)) {
      found.insert("group " + group.id);
      for (const Control& control : group.controls) found.insert(control.id);
      for (const Finding& finding : group.findings) found.insert("finding " + finding.label);
    }
    return found;
  };
  const std::set<std::string> all = names(codeless_session());
  EXPECT_EQ(of_parts.size(), kParts.size());
  for (const Part part : kParts) {
    Session session = codeless_session();
    session.choices.hidden = 1U << static_cast<unsigned>(part);
    const std::set<std::string> left = names(session);
    for (const std::string& name : of_parts.at(part)) {
      EXPECT_TRUE(all.contains(name)) << name;
      EXPECT_FALSE(left.contains(name)) << name;
    }
    for (const auto& [other, others] : of_parts) {
      if (other == part) continue;
      for (const std::string& name : others) EXPECT_TRUE(left.contains(name)) << name << " went, too";
    }
  }
  Session session = codeless_session();
  session.choices.hidden = 1U << static_cast<unsigned>(Part::codes);
  EXPECT_TRUE(find_control(all_controls(session), "k")) << "the pixels' neighbours vote, too";
}

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
  session.reading.code[1] = 9;
  EXPECT_NE(text_of(session, "code").find("unit 2 is 9.00 instead of 2.25"), std::string::npos);
}

TEST(Findings, SayWhyThereIsNothing) {
  EXPECT_NE(text_of(empty_session(), "codes").find("not loaded yet"), std::string::npos);
  EXPECT_NE(text_of(blank_session(), "pixels").find("comes without the training images"), std::string::npos);
  const Session codeless = codeless_session();
  EXPECT_NE(text_of(codeless, "model").find("second.codes.safetensors: not there"), std::string::npos);
  EXPECT_NE(text_of(codeless, "codes").find("ships without"), std::string::npos);
  EXPECT_NE(text_of(codeless, "pixels").find("are not loaded"), std::string::npos);
  EXPECT_NE(find_control(all_controls(codeless), "load-training")->label.find("10.0 MB"), std::string::npos);

  Session session = codeless;
  mnist(session).train.images_file = {
      .stage = Download::Stage::loading, .bytes = 2'500'000, .total = 9'900'000};
  EXPECT_NE(text_of(session, "pixels").find("2.5 MB of 10.0 MB"), std::string::npos);
  EXPECT_FALSE(find_control(all_controls(session), "load-training")) << "it is on its way";
  session.jobs.encode_id = 1;
  session.jobs.encode_model = "first";
  session.jobs.encode_progress = {.id = 1, .share = 0.25, .eta_ms = 3400};
  EXPECT_NE(text_of(session, "codes").find("25.0 %, 3 s left"), std::string::npos);
  EXPECT_FALSE(find_control(all_controls(session), "compute-codes"));
}

TEST(Findings, SharesAreNeverRoundedToAllOrNothing) {
  Session session = busy_session();
  auto card = make_card("first");
  card->error_histogram = ErrorHistogram{.bin_width = 1, .counts = {1, 100'000, 1}};
  session.library.entries.front().card = card;
  const auto share_at = [&](double mse) {
    session.reading.error->mse = mse;
    return text_of(session, "code");
  };
  EXPECT_NE(share_at(0).find("err less: 0.0 %"), std::string::npos);
  EXPECT_NE(share_at(0.9).find("err less: less than 0.1 %"), std::string::npos);
  EXPECT_NE(share_at(1.5).find("err less: 50.0 %"), std::string::npos);
  EXPECT_NE(share_at(2.1).find("err less: more than 99.9 %"), std::string::npos);
  EXPECT_NE(share_at(3).find("err less: 100.0 %"), std::string::npos);
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
