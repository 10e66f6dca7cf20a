// What every panel is given: a canvas, what there is, what can be done about it, and where to put what the
// reader does. Where the canvas has no draw list a panel only measures: it paints nothing, and nothing of it
// can be used.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "lab/session/session.h"
#include "lab/shown/offer.h"
#include "ui/paint/paint.h"
#include "ui/paint/view.h"

namespace bottleneck {

struct Panel : Canvas {
  const Session& session;
  const Offers& offers;
  View& view;
  std::vector<Action>& actions;

  void act(Action action) const { actions.push_back(std::move(action)); }
  Panel on(const Canvas& canvas) const { return {canvas, session, offers, view, actions}; }
  Panel measuring() const { return on({.list = nullptr, .look = look}); }
};

struct Hit {
  bool is_hovered = false;
  bool is_held = false;
  bool is_clicked = false;
  bool is_double_clicked = false;
};

// Makes a rectangle known as a part of the page (ui/paint/parts.h): "card:loss". The other draws it as a
// card, too.
void mark_part(const Panel& panel, const std::string& name, const Rect& rect);
void draw_card(const Panel& panel, const Rect& rect, const std::string& name);

// Makes a rectangle usable under a name, which tests and the HTML beside the canvas find it by.
Hit hit_area(const Panel& panel, const std::string& name, const Rect& rect);

}  // namespace bottleneck
