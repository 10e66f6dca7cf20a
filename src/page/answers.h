// What the page answers at once: to the HTML beside the canvas, to the page around it, to fingers and keys.
// As platform/events.h has it. Functions, not lambdas: by their names the build knows what can be loaded
// later (cmake/split.mjs).
#pragma once

#include <string>

#include "platform/events.h"

namespace bottleneck {

void take_request(const std::string& text);
std::string act(const std::string& id, const std::string& value);
void point_at(const std::string& part, bool is_brought);
void take_address(const std::string& text);
std::string state_now();
bool is_touch_taken(float x, float y);
bool is_touch_shared(float x, float y);
bool can_pinch(float x, float y);
bool is_key_taken(const KeyPress& press);
void enter_by_keyboard(bool is_used, bool is_from_below);
bool is_wheel_taken(float x, float y, float by);

}  // namespace bottleneck
