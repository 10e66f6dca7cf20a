// Controls that are offers (lab/shown/offer.h): label, state and action are those of the offer; a panel says
// where they stand. What is not offered is not drawn.
#pragma once

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
// The longest of its labels that has room, else the shortest.
std::string label_of(const Panel& panel, const Use& use, const TextStyle& style, float room);
// Of the offer itself, whatever its options are called.
std::string name_of(const Panel& panel, std::string_view id);
std::string value_of(const Panel& panel, std::string_view id);
// The value as it is called on the canvas: of a choice the option's label.
std::string value_in_words(const Panel& panel, const std::string& id);
float button_width(const Panel& panel, const Use& use);

// For what a panel paints itself. A click takes the offer; on a mark it is for the panel to say what follows.
Hit use_area(const Panel& panel, const Use& use, const Rect& rect);
Hit mark_area(const Panel& panel, const Use& use, const Rect& rect);

// Asks for a field of HTML in that place, in which the offer's value is typed.
void ask_for(const Panel& panel, const Use& use, const std::string& value, const Rect& place,
             bool is_number = true);

// These tell whether they were pressed, for what a panel remembers itself. A word is there only where it can
// be used and has room.
bool use_button(const Panel& panel, const Use& use, const Rect& rect, bool has_label = true);
bool use_word(const Panel& panel, const Use& use, Rect& row, Align side);

void use_main_button(const Panel& panel, const Use& use, const Rect& rect, bool can_be_used = true);
void use_toggle(const Panel& panel, const Use& use, const Rect& rect);
// Of its label that has room in a width of so much.
float toggle_width(const Panel& panel, const Use& use, float room);
// A choice as segments; each is found as NAME:OPTION.
void use_segments(const Panel& panel, const Use& use, const Rect& rect);
float segments_width(const Panel& panel, const Use& use);
// A line as segments: what is usual, and at the end what is typed, found as NAME. other: what the end says
// while something usual holds; example: what the field for typing begins with then.
void use_line_segments(const Panel& panel, const Use& use, const Rect& rect, const std::string& other,
                       const std::string& example);
// A number by its steps, a choice by its options. The ends are found as NAME:less and NAME:more. shown:
// between them, in place of the value.
void use_stepper(const Panel& panel, const Use& use, const Rect& rect, std::string_view shown = {});
void use_slider(const Panel& panel, const char* id, const Rect& rect);
// Pressed, it asks for a field of HTML. shown: in place of the value.
void use_field(const Panel& panel, const char* id, const Rect& rect, std::string_view shown = {});
// shown: in place of the value, pale where there is none.
void use_small_field(const Panel& panel, const Use& use, const Rect& rect, std::string_view shown = {});

// A sign to press: draw_sign(middle, ink). behind: its colour under the pointer. A mark, as above, takes
// nothing: true when it was pressed.
template <class DrawSign>
bool mark_sign(const Panel& panel, const Use& use, const Rect& rect, Colour behind,
               const DrawSign& draw_sign) {
  if (!panel.list || !panel.offers.find(use.id)) return false;
  const Hit hit = mark_area(panel, use, rect);
  if (hit.is_hovered) fill_rect(panel, rect, behind, kControlRadius);
  draw_sign(ImVec2{rect.middle_x(), rect.middle_y()},
            colour(hit.is_hovered ? panel.palette().ink : panel.palette().muted));
  return hit.is_clicked;
}
template <class DrawSign>
void use_sign(const Panel& panel, const Use& use, const Rect& rect, Colour behind,
              const DrawSign& draw_sign) {
  if (mark_sign(panel, use, rect, behind, draw_sign)) take(panel, use);
}

}  // namespace bottleneck
