#include "ui/paint/offered.h"

#include <cmath>
#include <iterator>
#include <vector>

#include "lab/base/figures.h"
#include "lab/base/typed_numbers.h"
#include "ui/paint/placed_offers.h"

namespace bottleneck {
namespace {

double number_in(const Control& control) {
  return read_number(control.value).value_or(control.low);
}

constexpr float kSmallFieldRadius = 6;

// Each is found as NAME:OPTION.
std::vector<Segment> segments_of(const Control& control, const std::string& name) {
  std::vector<Segment> choices;
  for (const Control::Option& option : control.options)
    choices.push_back({name + ":" + option.id, option.label_on_canvas()});
  return choices;
}

}  // namespace

bool can_use(const Panel& panel, const Use& use) {
  const Control* control = control_of(panel, use.id);
  return control && control->is_enabled &&
         (control->kind != Control::Kind::choice || option_of(*control, use.value) != control->options.end());
}

void take(const Panel& panel, const Use& use) {
  if (!can_use(panel, use) || is_chosen(panel, use)) return;
  if (Result<Action> action = panel.offers.find(use.id)->act(use.value)) panel.act(*std::move(action));
}

bool is_chosen(const Panel& panel, const Use& use) {
  const Control* control = control_of(panel, use.id);
  return control && control->kind == Control::Kind::choice && control->value == use.value;
}

std::string label_of(const Panel& panel, const Use& use) {
  const Control* control = control_of(panel, use.id);
  if (!control) return "";
  const auto option = option_of(*control, use.value);
  return option == control->options.end() ? control->label_on_canvas() : option->label_on_canvas();
}

std::string label_of(const Panel& panel, const Use& use, const TextStyle& style, float room) {
  const Control* control = control_of(panel, use.id);
  if (!control) return "";
  const auto option = option_of(*control, use.value);
  const bool is_option = option != control->options.end();
  return first_fitting(*panel.look, style, room,
                       is_option ? option->labels_on_canvas() : control->labels_on_canvas());
}

std::string name_of(const Panel& panel, std::string_view id) {
  const Control* control = control_of(panel, id);
  return control ? control->label_on_canvas() : "";
}

std::string value_of(const Panel& panel, std::string_view id) {
  const Control* control = control_of(panel, id);
  return control ? control->value : "";
}

std::string value_in_words(const Panel& panel, const std::string& id) {
  const Control* control = control_of(panel, id);
  if (!control) return "";
  const auto option = option_of(*control, control->value);
  return option == control->options.end() ? control->value : option->label_on_canvas();
}

float button_width(const Panel& panel, const Use& use) {
  return button_width(*panel.look, label_of(panel, use));
}

Hit mark_area(const Panel& panel, const Use& use, const Rect& rect) {
  if (!place_control(panel, use.id, use.name())) return {};
  panel.view.keys.labels[use.name()] = label_of(panel, use);
  const Hit hit = hit_area(panel, use.name(), rect);
  if (!can_use(panel, use)) return {};
  if (hit.is_hovered && !is_chosen(panel, use)) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
  return hit;
}

Hit use_area(const Panel& panel, const Use& use, const Rect& rect) {
  const Hit hit = mark_area(panel, use, rect);
  if (hit.is_clicked) take(panel, use);
  return hit;
}

void ask_for(const Panel& panel, const Use& use, const std::string& value, const Rect& place,
             bool is_number) {
  const Control* control = control_of(panel, use.id);
  if (!control) return;
  panel.view.field = FieldRequest{
      .id = use.id, .label = control->label, .value = value, .place = place, .is_number = is_number};
}

bool use_button(const Panel& panel, const Use& use, const Rect& rect, bool has_label) {
  if (!place_control(panel, use.id, use.name())) return false;
  const std::string label = has_label ? label_of(panel, use) : "";
  const bool is_pressed = button(panel, use.name(), rect, label, can_use(panel, use));
  if (is_pressed) take(panel, use);
  return is_pressed;
}

void use_main_button(const Panel& panel, const Use& use, const Rect& rect, bool can_be_used) {
  if (!place_control(panel, use.id, use.name())) return;
  if (main_button(panel, use.name(), rect, label_of(panel, use), can_be_used && can_use(panel, use)))
    take(panel, use);
}

bool use_word(const Panel& panel, const Use& use, Rect& row, Align side) {
  if (!can_use(panel, use)) return false;
  const float room = std::floor(row.width);  // as a word is drawn, on whole pixels
  const std::string label = label_of(panel, use, kSmallText, room);
  if (text_width(*panel.look, kSmallText, label) > room) return false;
  place_control(panel, use.id, use.name());
  const bool is_pressed = word_button(panel, use.name(), row, label, side);
  if (is_pressed) take(panel, use);
  return is_pressed;
}

void use_toggle(const Panel& panel, const Use& use, const Rect& rect) {
  const Control* control = place_control(panel, use.id, use.name());
  if (!control) return;
  const bool is_on = control->value == "true";
  const std::string label = label_of(panel, use.id, kSmallText, rect.width - checkbox_width(0));
  if (checkbox(panel, use.name(), rect, is_on, label, control->is_enabled))
    take(panel, {use.id, is_on ? "false" : "true"});
}

float toggle_width(const Panel& panel, const Use& use, float room) {
  const std::string label = label_of(panel, use.id, kSmallText, room - checkbox_width(0));
  return checkbox_width(std::ceil(text_width(*panel.look, kSmallText, label)));
}

void use_segments(const Panel& panel, const Use& use, const Rect& rect) {
  const Control* control = control_of(panel, use.id);
  if (!control) return;
  mark_part(panel, use.name(), rect);
  const std::vector<Segment> choices = segments_of(*control, use.name());
  for (const Segment& choice : choices) place_control(panel, use.id, choice.name);
  const auto chosen = option_of(*control, control->value) - control->options.begin();
  if (const auto pressed = segments(panel, rect, choices, static_cast<std::size_t>(chosen)))
    take(panel, {use.id, control->options[*pressed].id});
}

void use_line_segments(const Panel& panel, const Use& use, const Rect& rect, const std::string& other,
                       const std::string& example) {
  const Control* control = place_control(panel, use.id, use.name());
  if (!control) return;
  mark_part(panel, use.name(), rect);
  std::vector<Segment> choices = segments_of(*control, use.name());
  for (const Segment& choice : choices) place_control(panel, use.id, choice.name);
  const auto usual = choices.size();
  const auto chosen =
      static_cast<std::size_t>(option_of(*control, control->value) - control->options.begin());
  const bool is_typed = chosen == usual;
  constexpr float kUsualWidth = 48;
  const float room = rect.width - static_cast<float>(usual) * kUsualWidth - 2 * kSpace2;
  choices.push_back(
      {use.name(),
       is_typed ? first_fitting(*panel.look, kSelectedText, room, {control->value, other}) : other});
  const auto pressed = segments(panel, rect, choices, chosen);
  if (!pressed) return;
  if (*pressed < usual) return take(panel, {use.id, control->options[*pressed].id});
  ask_for(panel, use, is_typed ? control->value : example, rect, false);
}

float segments_width(const Panel& panel, const Use& use) {
  const Control* control = control_of(panel, use.id);
  return control ? segments_width(*panel.look, segments_of(*control, use.name())) : 0;
}

void use_stepper(const Panel& panel, const Use& use, const Rect& rect, std::string_view shown) {
  const Control* control = place_control(panel, use.id, use.name() + ":less");
  if (!control) return;
  mark_part(panel, use.name(), rect);
  place_control(panel, use.id, use.name() + ":more");
  const std::string words = shown.empty() ? value_in_words(panel, use.id) : std::string(shown);
  if (control->kind == Control::Kind::choice) {
    const auto at = option_of(*control, control->value);
    const auto end = control->options.end();
    const int step = stepper(panel, use.name(), rect, words, at != control->options.begin(),
                             at != end && std::next(at) != end);
    if (step != 0) take(panel, {use.id, std::next(at, step)->id});
    return;
  }
  const double value = number_in(*control);
  const int step = stepper(panel, use.name(), rect, words, value > control->low, value < control->high);
  if (step != 0) take(panel, {use.id, fixed(value + step, 0)});
}

void use_slider(const Panel& panel, const char* id, const Rect& rect) {
  constexpr int kDigits = 3;
  const Control* control = place_control(panel, id, id);
  if (!control) return;
  const auto moved = slider(panel, id, rect, static_cast<float>(number_in(*control)),
                            static_cast<float>(control->low), static_cast<float>(control->high));
  if (moved) take(panel, {id, fixed(static_cast<double>(*moved), kDigits)});
}

void use_field(const Panel& panel, const char* id, const Rect& rect, std::string_view shown) {
  const Control* control = place_control(panel, id, id);
  if (control && value_field(panel, id, rect, shown.empty() ? control->value : shown))
    ask_for(panel, id, control->value, rect);
}

void use_small_field(const Panel& panel, const Use& use, const Rect& rect, std::string_view shown) {
  const Control* control = place_control(panel, use.id, use.name());
  if (!control) return;
  const Palette& palette = panel.palette();
  const Hit hit = hit_area(panel, use.name(), rect);
  fill_rect(panel, rect, hit.is_hovered ? palette.soft : palette.card, kSmallFieldRadius);
  outline_rect(panel, rect, palette.edge, kSmallFieldRadius);
  if (shown.empty()) {
    draw_text(panel, rect, kFigure, palette.ink, control->value, Align::centre);
  } else {
    draw_text(panel, rect.inset(kSpace2, 0), kFigure, control->value.empty() ? palette.muted : palette.ink,
              shown);
  }
  if (hit.is_clicked) ask_for(panel, use, control->value, rect);
}

}  // namespace bottleneck
