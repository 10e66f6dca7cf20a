#include "ui/keyboard.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "lab/base/figures.h"
#include "lab/base/typed_numbers.h"
#include "ui/keyboard_grids.h"
#include "ui/paint/offered.h"

namespace bottleneck {
namespace {

constexpr const char* kBars = "code";             // a number each
constexpr const char* kScroll = "images:scroll";  // a grid's
constexpr const char* kMap = "map";               // which the arrows move
constexpr float kMapStep = 48;                    // CSS pixels
constexpr double kStepsOfARange = 50;             // of a number that has no step of its own

char lower_case(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool begins_with(std::string_view text, std::string_view letters) {
  return text.size() >= letters.size() &&
         std::equal(letters.begin(), letters.end(), text.begin(),
                    [](char a, char b) { return lower_case(a) == lower_case(b); });
}

// What one character writes: names of keys are longer. In UTF-8 all bytes but the first begin with 10.
bool is_letter(std::string_view key) {
  return !key.empty() && key != " " && std::ranges::count_if(key, [](char c) {
                                         return (static_cast<unsigned char>(c) & 0xC0U) != 0x80;
                                       }) == 1;
}

// The next line after the chosen one that begins so; the first one after the last.
void go_to_letter(Keyboard& keys, std::string_view letter) {
  const auto at = std::ranges::find(keys.list, keys.line);
  const auto start = at == keys.list.end() ? 0 : at - keys.list.begin() + 1;
  for (std::ptrdiff_t i = 0; i < std::ssize(keys.list); ++i) {
    const std::string& name = keys.list[static_cast<std::size_t>((start + i) % std::ssize(keys.list))];
    const auto label = keys.labels.find(name);
    if (label == keys.labels.end() || !begins_with(label->second, letter)) continue;
    keys.line = name;
    return;
  }
}

// All is taken but what the browser needs for itself: nothing behind the list may move.
bool take_list_key(View& view, const KeyPress& press) {
  Keyboard& keys = view.keys;
  const auto go = [&](const std::string& name) {
    if (!name.empty()) keys.line = name;
  };
  if (press.key == "Tab") {
    view.close_popups = true;
  } else if (press.key == "Enter" || press.key == " ") {
    keys.pressed = keys.line;
  } else if (press.key == "ArrowDown") {
    go(next_to(keys.list, keys.line, 1));
  } else if (press.key == "ArrowUp") {
    go(keys.line.empty() && !keys.list.empty() ? keys.list.back() : next_to(keys.list, keys.line, -1));
  } else if (press.key == "Home" || press.key == "PageUp") {
    go(keys.list.empty() ? "" : keys.list.front());
  } else if (press.key == "End" || press.key == "PageDown") {
    go(keys.list.empty() ? "" : keys.list.back());
  } else if (is_letter(press.key)) {
    go_to_letter(keys, press.key);
  } else {
    return press.key == "ArrowLeft" || press.key == "ArrowRight";
  }
  return true;
}

bool take_tab(Keyboard& keys, bool is_back) {
  keys.at = next_to(keys.order, keys.at, is_back ? -1 : 1);
  keys.has_moved = keys.is_shown = !keys.at.empty();
  return keys.is_shown;
}

bool take_arrow(View& view, std::string_view key) {
  Keyboard& keys = view.keys;
  const bool is_across = key == "ArrowLeft" || key == "ArrowRight";
  const int by = key == "ArrowRight" || key == "ArrowUp" ? 1 : -1;
  if (keys.at == kMap) {
    // What lies in that direction comes into sight.
    (is_across ? view.map.pan_x : view.map.pan_y) +=
        (is_across ? -1.0F : 1.0F) * static_cast<float>(by) * kMapStep;
  } else if (keys.at == kScroll) {
    view.wheel_rest -= static_cast<float>(by);
  } else if (keys.at == kBars && is_across) {
    view.unit += by;  // the bars keep it in their range
  } else if (keys.at == kBars || keys.numbers.contains(keys.at)) {
    keys.step += by;
  } else {
    return false;
  }
  return true;
}

bool can_be_reached(const Panel& panel, const std::string& name) {
  const auto id = panel.view.offers.find(name);
  if (id == panel.view.offers.end()) return true;
  const Offer* offer = panel.offers.find(id->second);
  return offer && offer->control.is_enabled;
}

Names reachable(const Panel& panel, const Names& drawn) {
  Names names;
  for (const std::string& name : drawn) {
    if (panel.view.places.contains(name) && can_be_reached(panel, name)) names.push_back(name);
  }
  return names;
}

// The line of an open list that holds, or the first one.
std::string chosen_line(const Panel& panel) {
  const Keyboard& keys = panel.view.keys;
  for (const std::string& name : keys.list) {
    const auto id = panel.view.offers.find(name);
    const Offer* offer = id == panel.view.offers.end() ? nullptr : panel.offers.find(id->second);
    if (offer && offer->control.kind == Control::Kind::choice && name.ends_with(":" + offer->control.value))
      return name;
  }
  return keys.list.empty() ? "" : keys.list.front();
}

}  // namespace

bool take_key(View& view, const KeyPress& press) {
  if (press.is_command) return false;
  if (view.is_popup_open) return take_list_key(view, press);
  Keyboard& keys = view.keys;
  if (press.key == "Tab") return take_tab(keys, press.is_shift);
  if (!keys.is_shown || keys.at.empty()) return false;
  if (press.key == "Enter" || press.key == " ") {
    keys.pressed = keys.at;
    return true;
  }
  if (const Names* tiles = grid_of(keys, keys.at)) return take_grid_key(view, *tiles, press.key);
  return press.key.starts_with("Arrow") && take_arrow(view, press.key);
}

void use_keyboard(View& view, bool is_used, bool is_from_below) {
  Keyboard& keys = view.keys;
  keys.is_shown = is_used;
  if (!is_used || !is_from_below || keys.order.empty()) return;
  keys.at = keys.order.back();
  keys.has_moved = true;
}

void step_number(const Panel& panel) {
  Keyboard& keys = panel.view.keys;
  const int by = std::exchange(keys.step, 0);
  if (by == 0) return;
  const auto found = keys.numbers.find(keys.at);
  const std::string id = keys.at == kBars              ? "unit:" + std::to_string(panel.view.unit)
                         : found != keys.numbers.end() ? found->second
                                                       : "";
  const Offer* offer = panel.offers.find(id);
  if (!offer) return;
  const Control& control = offer->control;
  const double step = control.step > 0 ? control.step : (control.high - control.low) / kStepsOfARange;
  const double value = read_number(control.value).value_or(control.low) + by * step;
  constexpr int kDigits = 3;
  take(panel, {id, fixed(std::clamp(value, control.low, control.high), control.step == 1 ? 0 : kDigits)});
}

void end_keyboard(const Panel& panel) {
  View& view = panel.view;
  Keyboard& keys = view.keys;
  keys.pressed.clear();
  Names names = reachable(panel, keys.drawn);
  stay_in_place(view, names);
  keys.grids = grids_among(view, names);
  keys.order = tab_order(view, std::move(names));
  keys.list = reachable(panel, keys.drawn_in_list);
  sort_rows(view, keys.list);
  keys.numbers.clear();
  for (const auto& [name, id] : view.offers) {
    const Offer* offer = panel.offers.find(id);
    if (offer && offer->control.kind == Control::Kind::number) keys.numbers[name] = id;
  }
  if (!view.is_popup_open) {
    keys.line.clear();
  } else if (keys.is_shown && keys.line.empty()) {
    keys.line = chosen_line(panel);
  }
  const std::string& at = view.is_popup_open ? keys.line : keys.at;
  const auto place = view.places.find(at);
  keys.ring.reset();
  if ((!keys.is_shown && !view.is_popup_open) || place == view.places.end()) return;
  keys.ring = Rect{place->second.x, place->second.y, place->second.width, place->second.height};
  outline_rect({ImGui::GetForegroundDrawList(), panel.look}, keys.ring->inset(-2), panel.palette().image,
               kControlRadius, 2);
}

}  // namespace bottleneck
