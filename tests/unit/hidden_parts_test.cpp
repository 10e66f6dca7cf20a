// What a teacher hides vanishes from the page and from its HTML alike, and results stay.
#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "control_sessions.h"
#include "lab/session/perform.h"
#include "lab/session/settings.h"
#include "lab/session/stations.h"
#include "lab/shown/offer.h"

namespace bottleneck {
namespace {

struct Offered {
  std::set<std::string> ids{};
  std::set<std::string> groups{};
  std::size_t findings = 0;
};
Offered offered_at(const Session& session) {
  Offered offered;
  for (const ControlGroup& group : controls_of(session)) {
    offered.groups.insert(group.id);
    offered.findings += group.findings.size();
    for (const Control& control : group.controls) offered.ids.insert(control.id);
  }
  return offered;
}

Session session_at(std::size_t station, const std::string& hidden) {
  Session session = static_cast<Station>(station) == Station::map ? map_session() : busy_session();
  session.datasets.index_file.stage = Download::Stage::done;
  session.choices.station = static_cast<Station>(station);
  perform(session, Set{.word = "hide", .value = hidden});
  return session;
}

// Of what vanishes with a part at any of the stations.
struct PartCase {
  const char* part;
  std::vector<const char*> gone;
};
const std::vector<PartCase> kPartCases{
    {"guide", {"guide"}},
    {"controls",
     {"start", "step", "plan:latent", "rows", "bytes", "queries", "run-codes", "map:axes", "weights:layer",
      "book:run-all", "book:quick", "pen", "k"}},
    {"exports", {"picture", "numbers", "markdown", "save-images"}},
    {"data", {"synthetic:count"}},
    {"files", {"pick-files", "model:open", "pictures:folder", "pictures:files"}},
    {"share", {"link"}},
    {"python", {"python"}}};

TEST(HiddenParts, VanishEverywhereAndLeaveTheResults) {
  constexpr std::size_t kOfTheDrawStation = 8;  // controls_test.cpp
  EXPECT_EQ(kPartCases.size() + kOfTheDrawStation, kParts.size());
  for (const PartCase& one : kPartCases) {
    std::set<std::string> seen;
    for (std::size_t station = 0; station < kStations.size(); ++station) {
      SCOPED_TRACE(std::string(one.part) + " at " + kStations[station].word);
      const Offered all = offered_at(session_at(station, ""));
      const Offered left = offered_at(session_at(station, one.part));
      EXPECT_TRUE(std::ranges::includes(all.ids, left.ids));
      for (const char* id : one.gone) {
        if (all.ids.contains(id)) seen.insert(id);
        EXPECT_FALSE(left.ids.contains(id)) << id;
      }
      const std::size_t guide = std::string(one.part) == "guide" && all.groups.contains("guide") ? 1 : 0;
      EXPECT_EQ(left.findings + guide, all.findings);
      if (std::string(one.part) == "controls") EXPECT_TRUE(left.ids.contains("help"));
    }
    for (const char* id : one.gone) EXPECT_TRUE(seen.contains(id)) << id << " is nowhere, hidden or not";
  }
}

TEST(HiddenParts, WithoutLinksNothingLeadsOut) {
  Session session = busy_session();
  EXPECT_TRUE(offered_at(session).ids.contains("link"));
  perform(session, Set{.word = "links", .value = "off"});
  EXPECT_FALSE(offered_at(session).ids.contains("link"));
}

}  // namespace
}  // namespace bottleneck
