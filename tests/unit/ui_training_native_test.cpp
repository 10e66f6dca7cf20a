// The training station on the canvas: its runs, their curves, and how one goes on.
#include <algorithm>
#include <cmath>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "lab/base/figures.h"
#include "lab/session/perform.h"
#include "ui_frame.h"
#include "ui_sessions.h"

namespace bottleneck {
namespace {

// Finished runs whose losses tell them apart: that of run n in epoch e is n + e / 100.
Session runs_session(int count) {
  Session session = training_session(TrainingRun::State::finished);
  session.notes.clear();
  TrainingRun run = session.training.runs.front();
  run.plan.hidden = {30};
  run.model = std::make_shared<const Autoencoder>(make_autoencoder(architecture_of(run.plan)));
  run.progress = {.epoch = 5, .batches = 3};
  run.plan.epochs = 5;
  run.batch_losses.assign(15, 0.5F);
  session.training.runs.clear();
  for (int number = 1; number <= count; ++number) {
    run.number = number;
    run.name = "MNIST · 784→30→16 (" + std::to_string(number) + ")";
    run.history.clear();
    for (int epoch = 1; epoch <= 5; ++epoch)
      run.history.push_back(
          {.train_loss = number + epoch / 100.0, .val_loss = number + epoch / 100.0 + 0.005});
    session.training.runs.push_back(run);
  }
  session.training.shown = 1;
  return session;
}

const Painted::Text* find_text(const UiFrame& frame, std::string_view text) {
  const auto found = std::ranges::find(frame.painted.texts, text, &Painted::Text::text);
  return found == frame.painted.texts.end() ? nullptr : &*found;
}
Rect place_of(const UiFrame& frame, const std::string& name) {
  const PlaceOnPage& place = frame.view.places.at(name);
  return {place.x, place.y, place.width, place.height};
}

TEST(UiTraining, TheLegendNamesEveryRunOrCountsThoseLeftOut) {
  for (const ScreenSize& size : {kDesk, kPhone, kEmbedded, kSmallPhone}) {
    UiFrame frame(size);
    for (const int count : {1, 3, 6, 20}) {
      for (const bool is_long : {false, true}) {
        Session session = runs_session(count);
        if (is_long) session.training.runs.back().name = long_name(1);
        frame.draw(session);
        int named = 0;
        for (int number = 1; number <= count; ++number)
          named += static_cast<int>(frame.view.places.contains("legend:" + std::to_string(number)));
        const std::string more = "and " + std::to_string(count - named) + " more";
        EXPECT_EQ(find_text(frame, more) != nullptr, named < count)
            << named << " of " << count << " at " << size.width;
        EXPECT_GE(named, std::min(count, 2));
      }
    }
  }
}

TEST(UiTraining, UnderThePointerStandsWhatEveryRunHasThere) {
  UiFrame frame(kDesk);
  const Session session = runs_session(6);
  frame.draw(session);
  const Rect plot = place_of(frame, "loss-plot");
  for (const float share : {0.3F, 0.6F, 0.9F}) {
    const float x = plot.x + plot.width * share;
    const float y = plot.middle_y();
    frame.point_at(session, x, y);
    int epoch = 0;
    for (int one = 1; one <= 5; ++one) {
      if (find_text(frame, fixed(1 + one / 100.0, kLossDigits)) &&
          find_text(frame, "epoch " + std::to_string(one)))
        epoch = one;
    }
    ASSERT_GT(epoch, 0) << share;
    float nearest = 1000;  // of what is told, from the pointer
    for (int number = 1; number <= 6; ++number) {
      for (const double more : {0.0, 0.005}) {
        const auto* value = find_text(frame, fixed(number + epoch / 100.0 + more, kLossDigits));
        ASSERT_TRUE(value) << number;
        nearest = std::min(nearest, std::max(value->place.x - x, x - value->place.right()));
        EXPECT_LT(std::abs(value->place.middle_y() - y), 100);
      }
    }
    const Rect head = find_text(frame, "epoch " + std::to_string(epoch))->place;
    nearest = std::min(nearest, std::max(head.x - x, x - head.right()));
    EXPECT_GT(nearest, 0) << "not under it";
    EXPECT_LT(nearest, 40) << "beside it";
  }
}

// After two epochs the curve is one line down to the corner.
TEST(UiTraining, TheReadoutLiesBesideTheCurve) {
  for (const ScreenSize& size : {kDesk, kPhone, kEmbedded}) {
    UiFrame frame(size);
    Session session = runs_session(1);
    TrainingRun& run = session.training.runs.front();
    run.plan.epochs = run.progress.epoch = 2;
    run.batch_losses.clear();
    run.history = {{.train_loss = 0.44, .val_loss = 0.26}, {.train_loss = 0.2446, .val_loss = 0.2371}};
    frame.draw(session);
    const auto* value = find_text(frame, "0.2446");
    // On a low plot there may be no place for it.
    ASSERT_TRUE(value || size.width != kDesk.width) << size.width;
    if (!value) continue;
    const Rect plot = place_of(frame, "loss-plot");
    // Where the line from the upper left to the lower right passes at the words' height; they are left of it
    // and below, or right and above.
    const float share = (value->place.middle_y() - plot.y) / plot.height;
    const float line = plot.x + plot.width * share;
    const bool is_clear = value->place.right() < line || value->place.x > line;
    EXPECT_TRUE(is_clear) << size.width << ": " << value->place.x << " to " << value->place.right() << " at "
                          << line;
  }
}

// On a low plot there may be no place beside the curves: what the list says is not said over them.
TEST(UiTraining, AReadoutThatNobodyAskedForCoversNoCurve) {
  UiFrame frame(kEmbedded);
  Session session = runs_session(1);
  TrainingRun& run = session.training.runs.front();
  run.plan.epochs = run.progress.epoch = 40;
  run.history.clear();
  for (int i = 0; i < 40; ++i)  // up and down, all over the plot
    run.history.push_back({.train_loss = i % 2 == 0 ? 0.9 : 0.1234, .val_loss = 0.5});
  frame.draw(session);
  EXPECT_FALSE(find_text(frame, "epoch 40"));
}

TEST(UiTraining, EscapeTakesAwayWhatThePointerReads) {
  UiFrame frame(kDesk);
  const Session session = runs_session(2);
  frame.draw(session);
  const Rect plot = place_of(frame, "loss-plot");
  const auto reads = [&] { return find_text(frame, "epoch 3") != nullptr; };
  frame.point_at(session, plot.x + plot.width * 0.5F, plot.middle_y());
  for (float x = plot.x; !reads() && x < plot.right(); x += 4) frame.point_at(session, x, plot.middle_y());
  ASSERT_TRUE(reads());
  frame.view.close_popups = true;
  frame.draw(session);
  EXPECT_FALSE(reads());
  frame.draw(session);
  EXPECT_FALSE(reads()) << "while the pointer rests";
  const ImVec2 at = ImGui::GetIO().MousePos;
  frame.point_at(session, at.x + 1, at.y);
  EXPECT_TRUE(reads()) << "once it moves";
}

TEST(UiTraining, FitsIntoAWindowAtADesk) {
  UiFrame frame(kDeskWindow);
  EXPECT_LE(frame.draw(runs_session(3)).height, kDeskWindow.height);
}

TEST(UiTraining, ARunHasOneColourAndNumberInListAndLegend) {
  UiFrame frame(kDesk);
  const Session session = runs_session(3);
  frame.draw(session);
  for (const std::string number : {"1", "2", "3"}) {
    const auto count = std::ranges::count(frame.painted.texts, number, &Painted::Text::text);
    EXPECT_GE(count, 3) << number << ": list, legend, end of its curve";
  }
}

// The end of a name tells runs of one dataset apart: it stays where there is little room.
TEST(UiTraining, NarrowListsAndLegendsSayTheWidths) {
  UiFrame frame(kSmallPhone);
  Session session = runs_session(1);
  session.training.runs.front().name = "Fashion-MNIST · 784→300→100→16, MSE";
  frame.draw(session);
  EXPECT_GE(std::ranges::count(frame.painted.texts, "784→300→100→16, MSE", &Painted::Text::text), 2);
}

TEST(UiTraining, NoLineOfFactsBeginsWithADotOrAUnit) {
  UiFrame frame(kPhone);
  ImGui::NewFrame();
  const auto lines_in = [&](float width) {
    const Canvas canvas{.list = ImGui::GetForegroundDrawList(), .look = &frame.view.look};
    frame.painted = {};
    draw_paragraph(canvas, {0, 0, width, 0}, kFigure, kLight.ink, "7,050 updates · about 21 s · 96 MB");
    std::vector<std::string> lines;
    for (const Painted::Text& line : frame.painted.texts) lines.push_back(line.text);
    return lines;
  };
  const auto width_of = [&](std::string_view text) { return text_width(frame.view.look, kFigure, text); };
  using Lines = std::vector<std::string>;
  EXPECT_EQ(lines_in(width_of("7,050 updates · about 21 s")), (Lines{"7,050 updates · about 21 s", "96 MB"}));
  EXPECT_EQ(lines_in(width_of("7,050 updates · about 21 s ·")),
            (Lines{"7,050 updates · about 21 s ·", "96 MB"}));
  EXPECT_EQ(lines_in(width_of("7,050 updates · about 21")), (Lines{"7,050 updates · about", "21 s · 96 MB"}));
  EXPECT_EQ(lines_in(width_of("7,050 updates · about")), (Lines{"7,050 updates · about", "21 s · 96 MB"}));
  for (float width = 1; width < 400; ++width) {
    for (const std::string& line : lines_in(width)) {
      EXPECT_FALSE(line.starts_with("·")) << width;
      EXPECT_FALSE(line.starts_with(' ') || line.ends_with(' ')) << line << " at " << width;
      if (width >= width_of("updates"))  // a narrower one is broken anywhere
        EXPECT_FALSE(line.starts_with("s") || line.starts_with("MB")) << line << " at " << width;
    }
  }
  ImGui::EndFrame();
}

TEST(UiTraining, TimesAreWhole) {
  UiFrame frame(kDesk);
  Session session = runs_session(2);
  session.training.runs.front().work_ms = 98'765'432;
  session.training.runs.back().work_ms = 59 * 60'000 + 59'000;
  frame.draw(session);
  for (const char* time : {"27 h 26 min", "59 min 59 s"}) {
    const auto* text = find_text(frame, time);
    ASSERT_TRUE(text) << time;
    EXPECT_FALSE(text->is_cut_off);
  }
}

TEST(UiTraining, DeadNeuronsStandBesideWhatIsCounted) {
  UiFrame frame(kDesk);
  Session session = runs_session(1);
  TrainingRun& run = session.training.runs.front();
  run.dead_units = 1;
  run.dead_neurons = 7;
  run.dead_units_of = 100;
  frame.draw(session);
  EXPECT_TRUE(find_text(frame, "7 of 30 are dead"));
  EXPECT_TRUE(find_text(frame, "code: 1 of 16 are dead"));
  EXPECT_FALSE(find_text(frame, "1 of 16 are dead"));

  run.plan.hidden.clear();
  run.dead_neurons = 1;
  run.model = std::make_shared<const Autoencoder>(make_autoencoder(architecture_of(run.plan)));
  frame.draw(session);
  EXPECT_TRUE(find_text(frame, "1 of 16 are dead")) << "its first layer is the code";
}

TEST(UiTraining, AFinishedRunGoesOnWhereTheReaderLooks) {
  UiFrame frame(kDesk);
  const Session session = runs_session(1);
  const auto more = frame.press(session, "resume");
  ASSERT_EQ(more.size(), 1U);
  EXPECT_EQ(more.front().as<ResumeRun>()->until, RunUntil::end);
  EXPECT_TRUE(find_text(frame, "Train 10 more epochs"));
  const auto epoch = frame.press(session, "epoch");
  ASSERT_EQ(epoch.size(), 1U);
  EXPECT_EQ(epoch.front().as<ResumeRun>()->until, RunUntil::epoch);
  const auto start = frame.press(session, "start");
  ASSERT_EQ(start.size(), 1U);
  EXPECT_TRUE(start.front().as<StartRun>()) << "and a new one can begin";
}

TEST(UiTraining, ARemovedRunIsBroughtBackFromTheList) {
  for (const ScreenSize& size : {kDesk, kPhone}) {
    UiFrame frame(size);
    Session session = runs_session(2);
    for (const Action& action : frame.press(session, "remove:2")) perform(session, action);
    ASSERT_EQ(session.training.runs.size(), 1U);
    for (const Action& action : frame.press(session, "remove:1")) perform(session, action);
    ASSERT_TRUE(session.training.runs.empty());
    const auto actions = frame.press(session, "run:restore");
    ASSERT_EQ(actions.size(), 1U);
    perform(session, actions.front());
    EXPECT_EQ(session.training.runs.size(), 1U);
  }
}

TEST(UiTraining, ARunIsShownWhileItIsGivenAName) {
  UiFrame frame(kDesk);
  Session session = runs_session(2);
  session.training.shown = 2;
  const auto actions = frame.press(session, "rename:1");
  ASSERT_EQ(actions.size(), 1U);
  perform(session, actions.front());
  EXPECT_EQ(session.training.shown, 1);
  ASSERT_TRUE(frame.field);
  EXPECT_EQ(frame.field->id, "run:name");
  EXPECT_EQ(frame.field->value, run_name(session, session.training.runs.front()));
  EXPECT_FALSE(frame.field->is_number);
}

TEST(UiTraining, AKeptRunIsDrawnWithAtAPress) {
  for (const ScreenSize& size : {kDesk, kPhone}) {
    UiFrame frame(size);
    Session session = runs_session(1);
    EXPECT_TRUE(frame.press(session, "keep").front().as<KeepRun>());
    EXPECT_FALSE(frame.view.places.contains("run:draw"));
    session.training.runs.front().saved_as = session.library.entries.front().name;
    const auto actions = frame.press(session, "run:draw");
    ASSERT_EQ(actions.size(), 1U);
    perform(session, actions.front());
    EXPECT_EQ(session.choices.model, session.library.entries.front().name);
    EXPECT_EQ(session.choices.station, Station::draw);
  }
}

TEST(UiTraining, TheSettingsOfTheRunShownAreOnePressAway) {
  UiFrame frame(kDesk);
  Session session = runs_session(2);
  const auto actions = frame.press(session, "plan:as-run");
  ASSERT_EQ(actions.size(), 1U);
  perform(session, actions.front());
  EXPECT_EQ(session.choices.plan.hidden, session.training.runs.front().plan.hidden);
  frame.draw(session);
  EXPECT_FALSE(frame.view.places.contains("plan:as-run"));
}

TEST(UiTraining, SignsStandApart) {
  for (const ScreenSize& size : {kDesk, kPhone, kEmbedded, kSmallPhone}) {
    UiFrame frame(size);
    frame.draw(runs_session(3));
    std::vector<Rect> signs;
    for (const char* name : {"rename:1", "remove:1", "rename:2", "remove:2", "rename:3", "remove:3", "step",
                             "epoch", "rewind", "start", "resume", "keep"}) {
      if (frame.view.places.contains(name)) signs.push_back(place_of(frame, name));
    }
    ASSERT_GE(signs.size(), 11U);
    for (std::size_t i = 0; i < signs.size(); ++i) {
      EXPECT_GE(std::min(signs[i].width, signs[i].height), 24);
      for (std::size_t j = 0; j < i; ++j) {
        const float across = std::max(signs[i].x - signs[j].right(), signs[j].x - signs[i].right());
        const float down = std::max(signs[i].y - signs[j].bottom(), signs[j].y - signs[i].bottom());
        EXPECT_GE(std::max(across, down), 7.5F);
      }
    }
  }
}

TEST(UiModels, TheListTellsTheTestErrorOfEach) {
  UiFrame frame(kDesk);
  Session session = blank_session();
  session.library.entries.front().card.reset();
  session.library.entries.front().listed_mse = 0.0312;
  auto card = make_card("second");
  card->shipped_mse = 0.0456;
  session.library.entries.back().card = card;
  frame.press(session, "chooser");
  EXPECT_TRUE(find_text(frame, "test MSE 0.0312"));
  EXPECT_TRUE(find_text(frame, "test MSE 0.0456"));
}

}  // namespace
}  // namespace bottleneck
