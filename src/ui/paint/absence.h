// What stands in a card while there is nothing to be seen in it: what is missing or under way, and what can
// be done about it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "lab/shown/missing.h"
#include "ui/paint/offered.h"

namespace bottleneck {

struct Absence {
  std::string text{};
  bool is_alarm = false;
  std::optional<ProgressWords> progress{};  // stands in place of the text
  std::vector<Use> buttons{};               // those that can be had
};

// In the middle of the body's height, where that is more than it wants; returns what it wants.
float draw_absence(const Panel& panel, const Rect& body, const Absence& absence);

// A half of a dataset on its way, downloaded or drawn, and what stops it.
Absence half_under_way(const Session& session, const DatasetEntry& dataset, Split split, Use cancel);

}  // namespace bottleneck
