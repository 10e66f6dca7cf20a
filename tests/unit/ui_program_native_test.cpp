// The program in Python and the canvas light each other up.
#include <set>
#include <string>

#include <gtest/gtest.h>

#include "lab/shown/program/program.h"
#include "ui/paint/parts.h"
#include "ui_frame.h"
#include "ui_sessions.h"

namespace bottleneck {
namespace {

std::set<std::string> parts_of(const Program& program) {
  std::set<std::string> parts;
  for (const ProgramSection& section : program.sections) {
    for (const ProgramLine& line : section.lines) {
      if (!line.part.empty()) parts.insert(line.part);
    }
  }
  return parts;
}

// Each station with all in it that there is.
std::vector<Session> full_stations() {
  std::vector<Session> sessions{busy_session(),       training_session(TrainingRun::State::finished),
                                data_session(),       reconstructions_session(),
                                neighbours_session(), map_session(),
                                weights_session(),    book_session()};
  for (const Station station : {Station::compression, Station::exercises}) {
    sessions.push_back(loaded_session());
    sessions.back().choices.station = station;
    measure(sessions.back());
  }
  sessions.front().pad_image.image.emplace();
  return sessions;
}

TEST(PagesProgram, EveryPartThatALineNamesIsOnThePage) {
  std::set<Station> stations;
  for (const Session& session : full_stations()) {
    stations.insert(session.choices.station);
    UiFrame frame(kDesk);
    frame.draw(session);
    for (const std::string& part : parts_of(program_of(session)))
      EXPECT_TRUE(find_part(frame.view, part))
          << part << " at station " << static_cast<int>(session.choices.station);
  }
  EXPECT_EQ(stations.size(), kStations.size());
}

TEST(PagesProgram, ALineFramesItsPart) {
  const Session session = training_session(TrainingRun::State::finished);
  UiFrame frame(kDesk);
  const auto marks = [&] {
    frame.draw(session);
    return ImGui::GetForegroundDrawList()->VtxBuffer.Size;
  };
  const int before = marks();
  frame.view.lit = "card:loss";
  EXPECT_GT(marks(), before);
  frame.view.lit = "card:of-no-such-name";
  EXPECT_EQ(marks(), before);
}

TEST(PagesProgram, WhatIsPointedAtIsToldTheSmallestFirst) {
  const Session session = training_session(TrainingRun::State::finished);
  UiFrame frame(kDesk);
  frame.draw(session);
  const Rect field = *find_part(frame.view, "plan:epochs");
  frame.point_at(session, field.middle_x(), field.middle_y());
  EXPECT_EQ(frame.view.pointed, "plan:epochs\ncard:experiment");
  frame.point_nowhere(session);
  EXPECT_EQ(frame.view.pointed, "");
  frame.view.has_fingers = true;
  frame.point_at(session, field.middle_x(), field.middle_y());
  frame.point_nowhere(session);
  EXPECT_EQ(frame.view.pointed, "plan:epochs\ncard:experiment") << "a lifted finger points at nothing else";
}

}  // namespace
}  // namespace bottleneck
