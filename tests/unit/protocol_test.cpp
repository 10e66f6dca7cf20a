// What an embedded page answers and tells the page around it.
#include "lab/shown/protocol.h"

#include <array>
#include <cmath>
#include <map>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "control_sessions.h"
#include "lab/session/perform.h"
#include "lab/session/settings.h"

namespace bottleneck {
namespace {

using Said = nlohmann::json;

Session hosted(Session session) {
  session.library.index_file.stage = Download::Stage::done;
  session.datasets.index_file.stage = Download::Stage::done;
  return session;
}

// Session and host, as they talk.
struct Hosted {
  Session session = hosted(busy_session());
  HostTold told{};

  Said answer(const std::string& text) { return Said::parse(answer_request(session, told, text)); }
  Said ask(const char* request, const Said& data = Said::object()) {
    Said answer =
        this->answer(Said{{"bottleneck", 1}, {"id", 7}, {"request", request}, {"data", data}}.dump());
    EXPECT_EQ(answer["bottleneck"], 1);
    EXPECT_EQ(answer["id"], 7);
    EXPECT_NE(answer.contains("result"), answer.contains("error"));
    return answer;
  }
  Said result(const char* request, const Said& data = Said::object()) {
    Said answer = ask(request, data);
    EXPECT_TRUE(answer.contains("result")) << answer;
    return answer.value("result", Said());
  }
  std::string error(const char* request, const Said& data = Said::object()) {
    Said answer = ask(request, data);
    EXPECT_TRUE(answer.contains("error")) << answer;
    if (!answer.contains("error")) return "";
    EXPECT_NE(answer["error"]["message"], "");
    return answer["error"]["code"];
  }
  // The events of that name, or of all; their data.
  std::vector<Said> events(double now, const std::string& name = "") {
    std::vector<Said> all;
    for (const std::string& text : host_events(session, told, now).messages) {
      Said message = Said::parse(text);
      EXPECT_EQ(message["bottleneck"], 1);
      if (name.empty()) {
        all.push_back(message);
      } else if (message["event"] == name) {
        all.push_back(message["data"]);
      }
    }
    return all;
  }
};

// --- requests

TEST(Protocol, ConnectsAndSaysItsVersion) {
  Hosted host;
  EXPECT_EQ(host.result("connect"), (Said{{"protocol", 1}, {"version", kPageVersion}}));
  EXPECT_TRUE(host.told.is_connected);
}

TEST(Protocol, WhatIsNoRequestIsRefusedAndChangesNothing) {
  const std::string deep(10'000, '[');
  const std::array refused{std::string(),
                           std::string("7"),
                           std::string("[]"),
                           std::string("not JSON"),
                           std::string("\0", 1),
                           deep,
                           std::string(kMaxRequest + 1, ' '),
                           std::string(R"({"bottleneck":1,"request":"clear"})"),
                           std::string(R"({"bottleneck":1,"id":null,"request":"clear"})"),
                           std::string(R"({"bottleneck":1,"id":{},"request":"clear"})"),
                           R"({"bottleneck":1,"id":")" + std::string(201, 'x') + R"(","request":"clear"})",
                           std::string(R"({"bottleneck":1,"id":1,"id":2,"request":"clear"})")};
  for (const std::string& text : refused) {
    Hosted host;
    const Said answer = host.answer(text);
    EXPECT_EQ(answer["error"]["code"], "bad-request") << text.substr(0, 60);
    EXPECT_TRUE(answer["id"].is_null()) << text.substr(0, 60);
    EXPECT_FALSE(host.session.drawing.is_blank());
  }
  for (const char* text : {R"({"bottleneck":1,"id":"a"})", R"({"bottleneck":1,"id":"a","request":7})",
                           R"({"bottleneck":1,"id":"a","request":"clear","data":[]})"}) {
    const Said answer = Hosted{}.answer(text);
    EXPECT_EQ(answer["id"], "a");
    EXPECT_EQ(answer["error"]["code"], "bad-request");
  }
  EXPECT_EQ(Hosted{}.error("dance"), "unknown-request");
}

TEST(Protocol, BeforeTheModelsAreListedOnlyConnectIsAnswered) {
  Hosted host{.session = blank_session()};
  host.session.library.index_file.stage = Download::Stage::loading;
  for (const char* request :
       {"getState", "setState", "setModel", "setImage", "setStrokes", "clear", "train", "stop", "getResults"})
    EXPECT_EQ(host.error(request), "not-ready");
  host.result("connect");
}

TEST(Protocol, TheStateGoesOutAndComesBackIn) {
  Hosted host;
  perform(host.session, Set{.word = "station", .value = "map"});
  perform(host.session, Set{.word = "k", .value = "5"});
  const Said state = host.result("getState");
  EXPECT_EQ(state["settings"]["station"], "map");
  EXPECT_EQ(state["settings"]["k"], "5");
  EXPECT_EQ(state["settings"].size(), settings().size());
  const Choices before = host.session.choices;

  // As settings, and as an address.
  perform(host.session, Set{.word = "station", .value = "train"});
  EXPECT_EQ(host.result("setState", {{"settings", state["settings"]}})["settings"], state["settings"]);
  EXPECT_EQ(host.session.choices, before);
  perform(host.session, Set{.word = "station", .value = "train"});
  host.result("setState", {{"address", state["address"]}});
  EXPECT_EQ(host.session.choices.station, Station::map);
  EXPECT_EQ(host.session.choices.neighbours, 5);
}

TEST(Protocol, AStateIsTakenWholeOrNotAtAll) {
  const Said good{{"station", "map"}};
  for (const auto& [word, value] : std::map<std::string, Said>{{"stations", "map"},
                                                               {"k", "99"},
                                                               {"k", 5},
                                                               {"theme", "pink"},
                                                               {"theme", ""},
                                                               {"hide", "header,roof"},
                                                               {"model", "nobody"},
                                                               {"with", "nobody"},
                                                               {"on", "nothing"},
                                                               {"hidden", "30,-1"},
                                                               {"norm", Said()}}) {
    Hosted host;
    const Choices before = host.session.choices;
    Said words = good;
    words[word] = value;
    EXPECT_EQ(host.error("setState", {{"settings", words}}), "bad-setting") << word << value;
    EXPECT_EQ(host.session.choices, before) << word << value;
  }
  for (const char* address : {"v=1&k=99", "v=1&stations=map", "v=1&model=nobody", "v=2", "draw=!"}) {
    Hosted host;
    const Choices before = host.session.choices;
    EXPECT_EQ(host.error("setState", {{"address", address}}), "bad-setting") << address;
    EXPECT_EQ(host.session.choices, before) << address;
    EXPECT_EQ(host.session.notes, busy_session().notes);
  }
  for (const Said& data : {Said::object(), Said{{"address", 7}}, Said{{"settings", Said::array()}},
                           Said{{"address", "v=1"}, {"settings", Said::object()}}})
    EXPECT_EQ(Hosted{}.error("setState", data), "bad-request");
}

TEST(Protocol, AModelIsChosenByItsName) {
  Hosted host;
  EXPECT_EQ(host.result("setModel", {{"name", "second"}}), (Said{{"model", "second"}}));
  EXPECT_EQ(host.session.choices.model, "second");
  EXPECT_EQ(host.error("setModel", {{"name", "third"}}), "unknown-model");
  EXPECT_EQ(host.error("setModel", {{"name", 3}}), "bad-request");
  EXPECT_EQ(host.error("setModel"), "bad-request");
  EXPECT_EQ(host.session.choices.model, "second");
}

TEST(Protocol, AnImageGoesOntoThePad) {
  Hosted host;
  std::vector<double> pixels(kPixels, 0);
  pixels[3] = 254.6;
  host.result("setImage", {{"pixels", pixels}});
  const Sheet& sheet = host.session.drawing.sheet;
  ASSERT_TRUE(sheet.picture);
  EXPECT_EQ(sheet.picture->image[3], 255);
  EXPECT_EQ(sheet.picture->image[4], 0);
  EXPECT_EQ(sheet.picture->index, -1);
  EXPECT_TRUE(sheet.strokes.empty());
  perform(host.session, Undo{});
  EXPECT_FALSE(host.session.drawing.sheet.picture) << "it can be undone";

  std::vector<Said> bad{Said(), "x", Said::array(), std::vector<int>(kPixels + 1), std::vector<int>(1'000)};
  for (const Said& value : {Said(-1), Said(255.5), Said(NAN), Said(INFINITY), Said("1"), Said(1e308)}) {
    Said list = pixels;
    list[5] = value;
    bad.push_back(list);
  }
  for (const Said& list : bad) EXPECT_EQ(host.error("setImage", {{"pixels", list}}), "bad-image");
  EXPECT_EQ(host.error("setImage"), "bad-image");
  EXPECT_FALSE(host.session.drawing.sheet.picture);
}

TEST(Protocol, StrokesGoOntoThePad) {
  Hosted host;
  host.result("setStrokes", {{"strokes", {{{4, 5.5}, {28, 0}}, {{14, 14}}}}, {"pen", 3.04}});
  const Strokes& strokes = host.session.drawing.sheet.strokes;
  ASSERT_EQ(strokes.size(), 2U);
  ASSERT_EQ(strokes[0].size(), 2U);
  EXPECT_EQ(strokes[0][0].y, 5.5F);
  EXPECT_NEAR(host.session.choices.pen, 3, 1e-6);

  const Said long_one = Said::array({Said(std::vector<Said>(kMaxDrawingPoints + 1, Said::array({1, 2})))});
  std::vector<Said> bad{Said(), long_one, Said::array({Said::array({Said::array({NAN, 2})})})};
  for (const char* text : {"7", "[7]", "[[]]", "[[7, 8]]", "[[[1]]]", "[[[1, 2, 3]]]", "[[[1, 28.5]]]",
                           "[[[-1, 2]]]", "[[[\"1\", 2]]]", "[[[1e308, 2]]]", "{}"})
    bad.push_back(Said::parse(text));
  for (const Said& strokes_said : bad)
    EXPECT_EQ(host.error("setStrokes", {{"strokes", strokes_said}}), "bad-strokes")
        << strokes_said.dump().substr(0, 60);
  for (const Said& pen : {Said(0), Said(100), Said("2"), Said()})
    EXPECT_EQ(host.error("setStrokes", {{"strokes", Said::parse("[[[1, 2]]]")}, {"pen", pen}}),
              "bad-strokes");
  EXPECT_EQ(host.session.drawing.sheet.strokes.size(), 2U) << "what is refused changes nothing";

  host.result("clear");
  EXPECT_TRUE(host.session.drawing.is_blank());
  host.result("setStrokes", {{"strokes", Said::array()}});
  EXPECT_TRUE(host.session.drawing.is_blank());
}

TEST(Protocol, TrainsAsTheButtonDoesAndStops) {
  Hosted host;
  DatasetEntry& synthetic = *find_dataset(host.session.datasets, "synthetic");
  synthetic.train.to_be_made = synthetic.test.to_be_made = 600;
  const Said answer =
      host.result("train", {{"settings", {{"on", "synthetic"}, {"digits", "600"}, {"epochs", "2"}}}});
  ASSERT_EQ(host.session.training.runs.size(), 1U);
  const TrainingRun& run = host.session.training.runs.front();
  EXPECT_EQ(answer, (Said{{"run", run.number}}));
  EXPECT_EQ(run.plan.dataset, "synthetic");
  EXPECT_EQ(run.plan.epochs, 2);
  EXPECT_TRUE(run.is_active());
  host.result("stop");
  EXPECT_FALSE(run.is_active());
  host.result("stop");

  EXPECT_EQ(host.error("train", {{"settings", {{"epochs", "10001"}}}}), "bad-setting");
  EXPECT_EQ(host.error("train", {{"settings", 7}}), "bad-request");
  const Choices before = host.session.choices;
  EXPECT_EQ(host.error("train", {{"settings", {{"on", "pictures"}, {"latent", "3"}}}}), "cannot-train");
  EXPECT_EQ(host.session.choices, before);
  EXPECT_EQ(host.session.training.runs.size(), 1U);
}

TEST(Protocol, ResultsAreThoseOfThePage) {
  Hosted host{.session = hosted(training_session(TrainingRun::State::finished))};
  host.session.training.runs[0].history[0] = {.train_loss = 0.25, .val_loss = 0.5};
  const Said results = host.result("getResults");
  const Said& prediction = results["prediction"];
  EXPECT_EQ(prediction["model"], "first");
  EXPECT_EQ(prediction["digit"], 7);
  EXPECT_EQ(prediction["name"], "class 7");
  EXPECT_EQ(prediction["votes"].size(), std::size_t{kClasses});
  EXPECT_EQ(prediction["votes"][7], (Said{{"label", 7}, {"name", "class 7"}, {"count", 5}}));
  EXPECT_EQ(prediction["code"].size(), std::size_t{kUnits});
  EXPECT_NEAR(prediction["error"].get<double>(), 0.0124, 1e-9);
  EXPECT_EQ(results["training"],
            (Said{{"run", 1}, {"epochs", {{{"epoch", 1}, {"loss", 0.25}, {"validationLoss", 0.5}}}}}));
  EXPECT_EQ(results["numbers"]["rows"].size(), 2U) << "a head and the epoch";

  host.session.choices.station = Station::draw;
  EXPECT_TRUE(host.result("getResults")["numbers"].is_null());

  host.session.choices.station = Station::book;
  const Said numbers = host.result("getResults")["numbers"];
  EXPECT_NE(numbers["name"], "");
  EXPECT_GT(numbers["rows"].size(), 10U);

  EXPECT_TRUE(Hosted{.session = hosted(empty_session())}.result("getResults")["prediction"].is_null());
  EXPECT_TRUE(Hosted{.session = hosted(blank_session())}.result("getResults")["training"].is_null());
}

// --- events

TEST(ProtocolEvents, ReadyIsToldOnceAndAgainToWhoConnects) {
  Hosted host{.session = blank_session()};
  host.session.library.index_file.stage = Download::Stage::loading;
  EXPECT_TRUE(host.events(0).empty());
  host.session = hosted(blank_session());
  const Said ready{{"protocol", 1}, {"version", kPageVersion}, {"station", "draw"}};
  EXPECT_EQ(host.events(0), std::vector<Said>({{{"bottleneck", 1}, {"event", "ready"}, {"data", ready}}}))
      << "and nothing that is the reader's own before anybody has connected";
  EXPECT_TRUE(host.events(1).empty());
  host.result("connect");
  EXPECT_EQ(host.events(2, "ready"), std::vector<Said>{ready});
}

TEST(ProtocolEvents, APredictionIsToldAtRestAndNotTooOften) {
  Hosted host{.session = hosted(blank_session())};
  host.result("connect");
  const std::vector<Said> blank = host.events(1000, "prediction");
  ASSERT_EQ(blank.size(), 1U);
  EXPECT_EQ(blank[0]["model"], "first");
  EXPECT_TRUE(blank[0]["digit"].is_null());
  EXPECT_TRUE(blank[0]["error"].is_null());

  host.session.inference = some_inference();
  host.session.drawing.gesture = Gesture::drawing;
  EXPECT_TRUE(host.events(2000, "prediction").empty()) << "the pen is down";
  host.session.drawing.gesture = Gesture::none;
  ASSERT_EQ(host.events(2000, "prediction").size(), 1U);
  EXPECT_TRUE(host.events(2200, "prediction").empty()) << "nothing has changed";

  host.session.inference.code[1] = 3;
  EXPECT_EQ(host.events(2201, "prediction").size(), 1U);
  host.session.inference.code[1] = 4;
  const HostEvents held = host_events(host.session, host.told, 2202);
  EXPECT_TRUE(held.messages.empty());
  ASSERT_TRUE(held.next_in_ms);
  EXPECT_NEAR(*held.next_in_ms, kBetweenPredictions - 1, 1e-6);
  const std::vector<Said> late = host.events(2202 + *held.next_in_ms, "prediction");
  ASSERT_EQ(late.size(), 1U);
  EXPECT_EQ(late[0]["code"][1], 4);
}

TEST(ProtocolEvents, ATrainingIsToldFromItsBeginningToItsEnd) {
  Hosted host{.session = hosted(training_session(TrainingRun::State::training))};
  host.result("connect");
  TrainingRun& run = host.session.training.runs[0];
  run.plan.epochs = 4;
  run.history[0] = {.train_loss = 0.25, .val_loss = 0.5};
  run.progress = {.epoch = 1, .batch = 1, .batches = 2};
  EXPECT_EQ(host.events(0, "progress"), std::vector<Said>({{{"task", "train"},
                                                            {"run", 1},
                                                            {"epoch", 1},
                                                            {"epochs", 4},
                                                            {"done", 0.375},
                                                            {"loss", 0.25},
                                                            {"validationLoss", 0.5},
                                                            {"secondsLeft", nullptr}}}));
  run.images_per_second = 10;
  run.progress.batch = 0;
  EXPECT_TRUE(host.events(kBetweenProgress - 1, "progress").empty());
  EXPECT_EQ(host.events(kBetweenProgress, "progress").at(0)["secondsLeft"], 9);
  EXPECT_TRUE(host.events(1000, "completed").empty());

  run.state = TrainingRun::State::paused;
  EXPECT_TRUE(host.events(2000).empty());
  run.state = TrainingRun::State::finished;
  run.saved_as = "my-1";
  EXPECT_EQ(host.events(3000, "completed"), std::vector<Said>({{{"task", "train"},
                                                                {"run", 1},
                                                                {"model", "my-1"},
                                                                {"epochs", 4},
                                                                {"loss", 0.25},
                                                                {"validationLoss", 0.5}}}));
  EXPECT_TRUE(host.events(4000).empty()) << "once";
  host.result("connect");
  EXPECT_TRUE(host.events(5000, "completed").empty()) << "what was before is no news";
}

TEST(ProtocolEvents, ExperimentsAndExercisesAreToldWhenTheyAreDone) {
  Hosted host;
  Book& book = host.session.book;
  book.seen_exercises = {1};
  host.result("connect");
  book.wanted = {"mnist-16", "mnist-8"};
  host.events(0);
  for (const Experiment& experiment : book.experiments) {
    if (experiment.id != "mnist-16") continue;
    for (const BookRow& row : experiment.rows)
      book.record.figures[row_id(experiment, row)] = {.value = 1, .from = {.epochs = 1'000}};
  }
  book.wanted.clear();  // the other one was stopped
  book.seen_exercises.insert(2);
  EXPECT_EQ(host.events(1, "completed"), std::vector<Said>({{{"task", "experiment"}, {"name", "mnist-16"}},
                                                            {{"task", "exercise"}, {"name", "2"}}}));
  EXPECT_TRUE(host.events(2, "completed").empty());
}

TEST(ProtocolEvents, WhatGoesWrongIsToldOnce) {
  Hosted host{.session = hosted(codeless_session())};
  host.result("connect");
  const std::vector<Said> errors = host.events(0, "error");
  ASSERT_EQ(errors.size(), 2U);
  EXPECT_EQ(errors[0], (Said{{"code", "not-loaded"}, {"message", "second.codes.safetensors: not there"}}));
  EXPECT_EQ(errors[1], (Said{{"code", "note"}, {"message", "A note."}}));
  EXPECT_TRUE(host.events(1, "error").empty());

  Hosted training{.session = hosted(training_session(TrainingRun::State::training))};
  training.result("connect");
  training.events(0);
  training.session.training.runs[0].state = TrainingRun::State::failed;
  training.session.training.runs[0].error = "No memory.";
  EXPECT_EQ(training.events(1, "error"),
            std::vector<Said>({{{"code", "training-failed"}, {"message", "No memory."}}}));
  training.session.training.runs[0].state = TrainingRun::State::diverged;
  EXPECT_EQ(training.events(2, "error").size(), 1U);
}

}  // namespace
}  // namespace bottleneck
