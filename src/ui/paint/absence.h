// What stands in a card while there is nothing to be seen in it: what is missing or under way, and what can
// be done about it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ui/paint/offered.h"

namespace bottleneck {

struct Absence {
  std::string text{};
  bool is_alarm = false;

  // Under way: stands in place of the text.
  struct Progress {
    std::string what;
    std::string what_short;  // where there is no room for `what`
    std::string amount;
    float share = -1;  // 0..1, below 0 while it is not known
  };
  std::optional<Progress> progress{};

  std::vector<Use> buttons{};  // those that can be had
};

// In the middle of the body's height, where that is more than it wants; returns what it wants.
float draw_absence(const Panel& panel, const Rect& body, const Absence& absence);

// A file on its way.
Absence file_under_way(const char* what, const Download& file);

// A half of a dataset on its way, downloaded or drawn, and what stops it.
Absence half_under_way(const Session& session, const DatasetEntry& dataset, Split split, Use cancel);

// "1.2 / 12.3 MB".
std::string megabytes_of(std::int64_t bytes, std::int64_t total);

}  // namespace bottleneck
