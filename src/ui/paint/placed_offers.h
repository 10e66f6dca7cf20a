// How the controls of ui/paint/offered.h find their offers and note where they stand.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "ui/paint/panel.h"

namespace bottleneck {

// The control of the offer of that id; null: it is not offered.
inline const Control* control_of(const Panel& panel, std::string_view id) {
  const Offer* offer = panel.offers.find(id);
  return offer ? &offer->control : nullptr;
}

// As control_of(), of one that is about to be placed by that name.
inline const Control* place_control(const Panel& panel, const std::string& id, const std::string& name) {
  const Control* control = control_of(panel, id);
  if (control && panel.list) panel.view.offers[name] = id;
  return control;
}

inline std::vector<Control::Option>::const_iterator option_of(const Control& control, std::string_view id) {
  return std::ranges::find(control.options, id, &Control::Option::id);
}

}  // namespace bottleneck
