// Controls in the look's manner.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "lab/shown/missing.h"
#include "ui/paint/panel.h"

namespace bottleneck {

// Of the windows that unfold over the page.
inline constexpr ImGuiWindowFlags kPopupFlags =
    ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse;

// What is seen of a list that unfolds: `draw` is called with a panel on it. Nothing where it is not open.
// What it draws can be used from the moment on in which it is seen: Dear ImGui does not show a window in its
// first frame.
template <class Draw>
void draw_popup(const Panel& panel, const char* popup, const Rect& place, const Draw& draw) {
  if (!panel.list) return;  // or it would be drawn twice
  ImGui::SetNextWindowPos({place.x, place.y});
  ImGui::SetNextWindowSize({place.width, place.height});
  if (!ImGui::BeginPopup(popup, kPopupFlags)) return;
  View& view = panel.view;
  if (view.close_popups) ImGui::CloseCurrentPopup();
  const auto places_before = view.places;
  view.keys.is_in_list = true;
  draw(panel.on(window_canvas(view.look)));
  view.keys.is_in_list = false;
  if (ImGui::IsWindowAppearing()) view.places = places_before;
  ImGui::EndPopup();
}

// The width a button with this label wants.
float button_width(const Look& look, std::string_view label);

// True when it was pressed. A button that is not enabled is pale and cannot be.
bool button(const Panel& panel, const std::string& name, const Rect& rect, std::string_view label,
            bool is_enabled = true);

// The one thing to do next, in the code's colour.
bool main_button(const Panel& panel, const std::string& name, const Rect& rect, std::string_view label,
                 bool is_enabled = true);

// A value in a box in which one can type. True when it was pressed.
bool value_field(const Panel& panel, const std::string& name, const Rect& rect, std::string_view value);

// A value in a box that unfolds a list. True when it was pressed.
inline constexpr float kUnfoldMarkRoom = 24;  // at its right end, for the mark that says so
bool unfold_field(const Panel& panel, const std::string& name, const Rect& rect, std::string_view value,
                  bool is_open, bool is_enabled = true, const TextStyle& style = kText);

// Words that can be pressed, underlined; takes the right or left end of `row`, which shrinks. False where
// there is no room for it.
bool word_button(const Panel& panel, const std::string& name, Rect& row, std::string_view label, Align side);

// A box that is ticked or not, and what it is for. True when it was pressed.
bool checkbox(const Panel& panel, const std::string& name, const Rect& rect, bool is_ticked,
              std::string_view label, bool is_enabled = true);
// Of it with a label of that width.
float checkbox_width(float label_width);

// One of a few, side by side: the index of the one that was pressed. Each is named name:index.
struct Segment {
  std::string name;
  std::string label;
};
std::optional<std::size_t> segments(const Panel& panel, const Rect& rect, std::span<const Segment> choices,
                                    std::size_t chosen);
float segments_width(const Look& look, std::span<const Segment> choices);

// The new value while the reader drags.
std::optional<float> slider(const Panel& panel, const std::string& name, const Rect& rect, float value,
                            float low, float high);

// − value +: the step that was asked for, -1, 0 or 1. Names: name:less, name:more.
inline constexpr float kStepperWidth = 84;  // of a number of two figures
float stepper_width(float height, float value_width);
int stepper(const Panel& panel, const std::string& name, const Rect& rect, std::string_view value,
            bool can_less, bool can_more);

// Something under way: what it is, how far it is, and a bar.
inline constexpr float kProgressHeight = 32;
void draw_progress(const Canvas& canvas, const Rect& rect, const ProgressWords& progress);

// A small triangle that points down: something unfolds here.
void draw_unfold_mark(const Canvas& canvas, float middle_x, float middle_y, Colour ink);

}  // namespace bottleneck
