#include "ui/draw/draw_pad.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "lab/base/figures.h"
#include "lab/session/keeping_drawings.h"
#include "lab/session/perform.h"
#include "lab/session/queries.h"
#include "texts/panels.h"
#include "ui/draw/cards.h"
#include "ui/paint/offered.h"
#include "ui/paint/pad_surface.h"

namespace bottleneck {
namespace {

constexpr const char* kPad = "pad";

Point to_pad_units(const PlaceOnPage& pad, const PointerSample& sample) {
  const auto unit = [](float place, float start, float size) {
    // A line that leaves the pad goes on along its edge: what is seen is what is read.
    return std::clamp((place - start) / size, 0.0F, 1.0F) * kPadUnits;
  };
  return {unit(sample.x, pad.x, pad.width), unit(sample.y, pad.y, pad.height), pressure_width(sample)};
}

// Whether a place lies on a thing that can be used now.
bool is_at(const View& view, const char* name, float x, float y) {
  const auto found = view.places.find(name);
  if (found == view.places.end() || view.is_popup_open) return false;
  const PlaceOnPage& place = found->second;
  return Rect{place.x, place.y, place.width, place.height}.contains(x, y);
}

// How large the pen or the eraser is: where the pointer is on the pad, or in its middle while the pen's width
// is being chosen. Dark around light: it is seen on ink and beside it.
void draw_tool_ring(const Panel& panel, const Rect& pad) {
  const Session& session = panel.session;
  const bool is_eraser = session.tool == Tool::eraser;
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  const bool is_choosing = is_at(panel.view, "pen", mouse.x, mouse.y);
  if (panel.view.is_popup_open || !(is_choosing || pad.contains(mouse.x, mouse.y))) return;
  if (!is_eraser && session.drawing.gesture == Gesture::drawing) return;  // the ink shows it
  const float radius = (is_eraser ? eraser_radius(session) : session.choices.pen / 2) * pad.width / kPadUnits;
  const ImVec2 middle = is_choosing ? ImVec2{pad.middle_x(), pad.middle_y()} : mouse;
  panel.list->AddCircle(middle, radius + 1, colour(panel.palette().tile), 0, 1.5F);
  panel.list->AddCircle(middle, radius, colour(panel.palette().tile_muted), 0, 1.5F);
}

// On a small screen the votes lie below: the result in short stands beside the buttons.
void draw_short_result(const Panel& panel, const Rect& rect) {
  const Opinion& opinion = shown_opinion(panel.session);
  if (!opinion.prediction) return;
  const std::string name = class_name(chosen_entry(panel.session), *opinion.prediction);
  const TextStyle& style = name.size() <= 2 ? kHeading : kSelectedText;
  if (text_width(*panel.look, style, name) <= rect.width)
    draw_text(panel, rect, style, panel.palette().code_text, name, Align::right);
}

void draw_controls(const Panel& panel, const DrawLayout& layout) {
  Rect row = layout.controls;
  constexpr std::array kIds{"undo", "redo", "clear"};
  float natural = 2 * kSpace2;
  for (const char* id : kIds) natural += button_width(panel, id);
  // Below a small pad with less padding.
  const float less = std::max(0.0F, std::ceil((natural - row.width) / kIds.size()));
  for (const char* id : kIds) use_button(panel, id, cut_left(row, button_width(panel, id) - less, kSpace2));
  if (layout.shape != Shape::wide && layout.overview.width == 0) return draw_short_result(panel, row);
  // What is on the pad, as files.
  use_word(panel, "save-strokes", row, Align::right);
  use_word(panel, "save-image", row, Align::right);
}

void draw_tools(const Panel& panel, Rect row) {
  constexpr float kShortest = 40;  // of the slider
  constexpr float kLongest = 120;
  constexpr float kLess = 32;  // padding of the tools that can be spared
  const Look& look = *panel.look;
  const std::string value = value_of(panel, "pen");
  const auto width_of_text = [&](const std::string& text) {
    return std::ceil(text_width(look, kSmallText, text)) + 1;
  };
  const float natural = segments_width(panel, "tool");
  const float room = row.width - kSpace3 - kShortest - kSpace2 - width_of_text(value);
  use_segments(panel, "tool", cut_left(row, std::clamp(room, natural - kLess, natural), kSpace3));
  if (!panel.offers.find("pen")) return;
  const std::string text = first_fitting(look, kSmallText, row.width - kShortest - kSpace2 - 1,
                                         {label_of(panel, "pen") + " " + value, value, ""});
  if (!text.empty()) {
    draw_text(panel, cut_right(row, width_of_text(text), kSpace2), kSmallText, panel.palette().muted, text,
              Align::right);
  }
  use_slider(panel, "pen", cut_right(row, std::min(row.width, kLongest)));
}

}  // namespace

std::vector<Action> pen_actions(const Session& session, const View& view,
                                std::span<const PointerSample> samples) {
  using enum PointerSample::Kind;
  std::vector<Action> actions;
  const auto pad = view.places.find(kPad);
  if (pad == view.places.end()) return actions;
  bool is_down = session.drawing.is_busy();
  for (const PointerSample& sample : samples) {
    const Point point = to_pad_units(pad->second, sample);
    if (sample.kind == down && is_at(view, kPad, sample.x, sample.y)) {
      actions.push_back(BeginGesture{point});
      is_down = true;
    } else if (is_down && sample.kind == cancel) {
      actions.push_back(CancelGesture{});
      is_down = false;
    } else if (is_down) {
      actions.push_back(ExtendGesture{point});
      if (sample.kind == up) {
        actions.push_back(EndGesture{});
        is_down = false;
      }
    }
  }
  return actions;
}

bool takes_touch(const View& view, float x, float y) {
  return is_at(view, kPad, x, y) || is_at(view, "images:scroll", x, y);
}

bool shares_touch(const View& view, float x, float y) {
  return is_at(view, "code", x, y) || is_at(view, "pen", x, y) || is_at(view, "map", x, y);
}

void draw_pad(const Panel& panel, const DrawLayout& layout) {
  if (layout.pad_card.width > 0) draw_card(panel, layout.pad_card);
  draw_pad_surface(panel, layout.pad,
                   layout.shape == Shape::narrow ? panel.palette().paper : panel.palette().card);
  draw_controls(panel, layout);
  draw_tools(panel, layout.tools);
  if (layout.keeping.width > 0) draw_keep_row(panel, layout.keeping);
  draw_tool_ring(panel, layout.pad);
}

}  // namespace bottleneck
