// What the panels remember from frame to frame; nothing that matters to the results. And the one way in which
// they ask whether they are being used.
#pragma once

#include <map>
#include <string>

#include "lab/state_json.h"
#include "ui/geometry.h"
#include "ui/look.h"

namespace bottleneck {

struct View {
  Look look;
  bool is_chooser_open = false;
  bool close_chooser = false;                 // asked for from outside: Escape
  std::map<std::string, PlaceOnPage> places;  // of what can be used, as last drawn
};

struct Hit {
  bool is_hovered = false;
  bool is_held = false;
  bool is_clicked = false;
};

// Makes a rectangle usable under a name, which tests and the HTML beside the canvas find it by.
Hit hit_area(View& view, const std::string& name, const Rect& rect);

}  // namespace bottleneck
