#include "page/answers.h"

#include <optional>
#include <utility>

#include "lab/session/address.h"
#include "lab/session/perform.h"
#include "lab/session/update.h"
#include "lab/shown/controls.h"
#include "page/running_page.h"
#include "platform/events.h"
#include "platform/shell.h"
#include "platform/window.h"
#include "platform/worker_link.h"
#include "ui/data/image_grid.h"
#include "ui/draw/draw_pad.h"
#include "ui/keyboard.h"
#include "ui/paint/parts.h"

namespace bottleneck {

void take_request(const std::string& text) {
  shell::tell_host(answer_request(page.session, page.told_host, text));
  bring_up_to_date();
}

std::string act(const std::string& id, const std::string& value) {
  std::string problem;
  const std::optional<Action> action = action_of(page.session, id, value, problem);
  if (!action) return problem;
  perform(page.session, *action);
  bring_up_to_date();
  return "";
}

// A line of the program that stands beside the canvas lights up its part of the page.
void point_at(const std::string& part, bool is_brought) {
  const auto place = find_part(page.view, part);
  if (is_brought && place) shell::show_part(place->y, place->bottom());
  if (std::exchange(page.view.lit, part) != part) events::ask_for_frames(1);
}

void take_address(const std::string& text) {
  if (text == page.told.address) return;
  go_to(page.session, read_address(text));
  page.told.choices = {};  // what follows is the same step of the history
  bring_up_to_date();
}

std::string state_now() {
  page.facts.places = page.view.places;
  page.facts.parts = page.view.parts;
  page.facts.lit = page.view.lit;
  const std::optional<Rect>& ring = page.view.keys.ring;
  page.facts.focus =
      ring ? std::optional(PlaceOnPage{ring->x, ring->y, ring->width, ring->height}) : std::nullopt;
  const auto zoom = [by = shell::zoom()](PlaceOnPage& place) {
    for (float* length : {&place.x, &place.y, &place.width, &place.height}) *length *= by;
  };
  for (auto* places : {&page.facts.places, &page.facts.parts}) {
    for (auto& [name, place] : *places) zoom(place);
  }
  if (page.facts.focus) zoom(*page.facts.focus);
  page.facts.is_input_waiting = events::has_pointer_samples() || !window::is_settled();
  page.facts.page_memory = shell::memory();
  page.facts.worker_memory = worker_link::memory();
  page.facts.address = page.told.address;
  return write_state(page.session, page.facts);
}

bool is_touch_taken(float x, float y) {
  return takes_touch(page.view, x, y);
}

bool is_touch_shared(float x, float y) {
  return shares_touch(page.view, x, y);
}

bool can_pinch(float x, float y) {
  return !page.view.is_popup_open && page.view.map.window.contains(x, y);
}

bool is_key_taken(const KeyPress& press) {
  return take_key(page.view, press);
}

void enter_by_keyboard(bool is_used, bool is_from_below) {
  use_keyboard(page.view, is_used, is_from_below);
}

bool is_wheel_taken(float x, float y, float by) {
  return takes_wheel(page.view, x, y, by);
}

}  // namespace bottleneck
