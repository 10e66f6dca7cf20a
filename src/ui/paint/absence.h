// What stands in a card while there is nothing to be seen in it: what is missing or under way, and what can
// be done about it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "lab/session/session.h"
#include "lab/shown/missing.h"
#include "ui/paint/paint.h"
#include "ui/paint/view.h"

namespace bottleneck {

struct Absence {
  std::string text{};
  bool is_alarm = false;

  std::optional<ProgressWords> progress{};  // stands in place of the text

  struct Button {
    std::string name;
    std::string label;
    Action action;
  };
  std::vector<Button> buttons{};
};

float absence_height(const Look& look, const Absence& absence, float width);

// In the middle of the body's height.
void draw_absence(View& view, const Canvas& canvas, const Rect& body, const Absence& absence,
                  std::vector<Action>& actions);

// A half of a dataset on its way, downloaded or drawn, with a button of that name that stops it.
Absence half_under_way(const Session& session, const DatasetEntry& dataset, Split split, std::string cancel);

// "12.3 MB", "1.2 / 12.3 MB".
std::string megabytes(std::int64_t bytes);
std::string megabytes_of(std::int64_t bytes, std::int64_t total);

}  // namespace bottleneck
