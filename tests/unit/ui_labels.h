// Whether what is to be pressed on the canvas is called there what its offer calls it.
#pragma once

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "lab/shown/offer.h"
#include "ui_frame.h"

namespace bottleneck {

using Labels = std::vector<std::string>;

// What may stand at the place of that name, which is NAME:OPTION where it is of one option alone.
inline Labels labels_at(const std::string& name, const Control& control) {
  Labels labels = control.labels_on_canvas();
  for (const Control::Option& option : control.options) {
    if (name.ends_with(":" + option.id)) return option.labels_on_canvas();
    for (const std::string& label : option.labels_on_canvas()) labels.push_back(label);
  }
  return labels;
}

// What stands at buttons, toggles and choices that is not a label of theirs: by the offers' ids. A number and
// what is typed are shown as their values.
inline std::map<std::string, Labels> other_words(const UiFrame& frame, const Offers& offers) {
  std::map<std::string, Labels> others;
  for (const auto& [name, id] : frame.view.offers) {
    const Offer* offer = offers.find(id);
    const auto place = frame.view.places.find(name);
    if (!offer || offer->control.kind > Control::Kind::choice || place == frame.view.places.end()) continue;
    const Labels labels = labels_at(name, offer->control);
    const Rect rect{place->second.x, place->second.y, place->second.width, place->second.height};
    for (const Painted::Text& text : frame.painted.texts) {
      if (rect.contains(text.place.middle_x(), text.place.middle_y()) &&
          std::ranges::find(labels, text.text) == labels.end())
        others[id].push_back(text.text);
    }
  }
  return others;
}

}  // namespace bottleneck
