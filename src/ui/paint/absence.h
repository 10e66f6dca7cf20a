// What stands in a card while there is nothing to be seen in it: what is missing or under way, and what can
// be done about it.
#pragma once

#include <functional>
#include <string>

#include "lab/shown/missing.h"
#include "ui/paint/offered.h"

namespace bottleneck {

// The name by which the button of an offer is found on the page: several cards may have one for the same.
using NameButton = std::function<std::string(const std::string& offer)>;
// "load:mnist:test" is CARD:load, "pick-files" is CARD:files.
NameButton buttons_of(std::string card);

// In the middle of the body's height, where that is more than it wants; returns what it wants. Of the offers
// that help, it has buttons for those that can be had.
float draw_absence(const Panel& panel, const Rect& body, const Missing& missing, const NameButton& name);

}  // namespace bottleneck
