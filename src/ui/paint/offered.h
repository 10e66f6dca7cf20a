// Controls that are offers (lab/shown/offer.h): label, state and action are those of the offer; a panel says
// where they stand. What is not offered is not drawn.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "ui/paint/panel.h"
#include "ui/paint/widgets.h"

namespace bottleneck {

// Which offer, and the value that it is taken with: of a choice the id of an option.
struct Use {
  std::string id;
  std::string value{};
  std::string place{};  // the name by which it is found on the page; empty: the id

  Use(const char* offer) : id(offer) {}
  Use(std::string offer, std::string with = {}, std::string called = {})
      : id(std::move(offer)), value(std::move(with)), place(std::move(called)) {}
  const std::string& name() const { return place.empty() ? id : place; }
};

// Whether it is offered, and can be had now.
bool can_use(const Panel& panel, const Use& use);
// Whether it is the option that holds.
bool is_chosen(const Panel& panel, const Use& use);
// Does what it stands for, where it can be had and is not had already.
void take(const Panel& panel, const Use& use);

// As on the canvas: of the option, where the offer is a choice. Empty: it is not offered.
std::string label_of(const Panel& panel, const Use& use);
std::string value_of(const Panel& panel, std::string_view id);
float button_width(const Panel& panel, const Use& use);

// For what a panel paints itself. A click takes the offer.
Hit use_area(const Panel& panel, const Use& use, const Rect& rect);

// These tell whether they were pressed, for what a panel remembers itself. A word is there only where it can
// be used and has room; label: in place of the offer's.
bool use_button(const Panel& panel, const Use& use, const Rect& rect, bool has_label = true);
bool use_word(const Panel& panel, const Use& use, Rect& row, Align side, std::string_view label = {});

void use_main_button(const Panel& panel, const Use& use, const Rect& rect, bool can_be_used = true);
void use_toggle(const Panel& panel, const Use& use, const Rect& rect, std::string_view label = {});
// A choice as segments; each is found as NAME:OPTION.
void use_segments(const Panel& panel, const Use& use, const Rect& rect);
float segments_width(const Panel& panel, const Use& use);
// The ends are found as NAME:less and NAME:more. shown: beside the number.
void use_stepper(const Panel& panel, const Use& use, const Rect& rect, const std::string& shown);
void use_slider(const Panel& panel, const char* id, const Rect& rect);
// Pressed, it asks for a field of HTML. shown: in place of the value.
void use_field(const Panel& panel, const char* id, const Rect& rect, std::string_view shown = {});
// shown: in place of the value, pale where there is none.
void use_small_field(const Panel& panel, const Use& use, const Rect& rect, std::string_view shown = {});

// A button with a sign in it, as sign_button().
template <class DrawSign>
bool use_sign(const Panel& panel, const Use& use, const Rect& rect, Colour behind,
              const DrawSign& draw_sign) {
  const Hit hit = use_area(panel, use, rect);
  draw_sign_button(panel, hit, rect, behind, draw_sign);
  return hit.is_clicked;
}

struct FieldOption {
  Use use;
  std::string label;
};

// name: by which the box is found on the page; value: what stands in it; chosen: the option that is in force,
// any other number for none. An option that is not offered now is pale.
void choice_field(const Panel& panel, const std::string& name, const Rect& rect, const std::string& value,
                  std::span<const FieldOption> options, std::size_t chosen);

}  // namespace bottleneck
