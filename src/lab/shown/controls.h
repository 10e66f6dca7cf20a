// Everything that can be done and read on the page, as a list without any picture: the HTML beside the canvas
// is made from it, so that a keyboard or a screen reader alone is enough. What a teacher hid
// (Choices::hidden) is not in it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lab/session/session.h"

namespace bottleneck {

struct Control {
  enum class Kind : std::uint8_t {
    button,  // to press; any value, where its maker does not say what it takes
    toggle,  // value "true" or "false"; options: none, or what each is called
    choice,  // value: the id of one of the options
    number,  // value: a number in low..high, by step; options: those that are usual
    text,    // value: any text, of several lines
    line,    // value: any text, of one line; options: likewise
  };
  struct Option {
    std::string id;
    std::string label;
    std::string short_label{};  // these two: as the control's
    std::vector<std::string> shorter{};

    const std::string& label_on_canvas() const { return short_label.empty() ? label : short_label; }
    std::vector<std::string> labels_on_canvas() const;  // with the shorter ones
  };

  std::string id;  // what act() takes: "undo", "unit:3"
  std::string label;
  std::string short_label{};  // on the canvas, where what stands around it says the rest; empty: `label`
  std::vector<std::string> shorter{};  // there, where even that has no room; the longest first
  Kind kind = Kind::button;
  std::string value{};
  std::vector<Option> options{};
  double low = 0;
  double high = 0;
  double step = 0;  // 1: whole numbers only; 0: any number
  bool is_enabled = true;
  std::string hint{};   // more than the label says, or empty
  std::string apply{};  // of a text or line: what the button says that puts it to use

  const std::string& label_on_canvas() const { return short_label.empty() ? label : short_label; }
  std::vector<std::string> labels_on_canvas() const;
};

// A result in words, or a table: rows of cells, the first row names the columns.
struct Finding {
  std::string label;
  std::string value{};
  std::vector<std::vector<std::string>> table{};
  bool is_code = false;  // the value has lines, which stand as they are
};

struct ControlGroup {
  std::string id;
  std::string title;
  std::vector<Control> controls{};
  std::vector<Finding> findings{};
};

// In the order in which the page reads.
std::vector<ControlGroup> controls_of(const Session& session);

// The action that a control stands for when it is given a value; nothing for an unknown control, a disabled
// one, or a value that it cannot have (`problem` then says what is wrong, for the reader; it is left alone
// otherwise).
std::optional<Action> action_of(const Session& session, std::string_view id, std::string_view value,
                                std::string& problem);

// The groups as JSON for web/mirror.js:
//   [{id, title, controls: [{id, label, kind, value, options: [{id, label}], low, high, step, enabled, hint,
//   apply}],
//     findings: [{label, value, table, code}]}]
std::string write_controls(const Session& session);

// An open dialog as JSON for web/dialog.js, or null:
//   {id, title, paragraphs: […], sections: [{title, rows: [[label, value], …]}],
//    choices: [{id, label, value, options: [{id, label}]; none: a toggle}],
//    fields: [{id, label, value, apply}], buttons: [{id, label}], copies: [{label, text}],
//    words: {close, copy, copied, selected}}
// choices, fields, buttons: controls of those ids, with labels that are short because the dialog's title says
// the rest; copies: texts to be copied; words: what its buttons say. page_address: the whole address of the
// page as it is now, for the dialog that shows it. Closing it is the action of the control "dialog".
std::string write_dialog(const Session& session, std::string_view page_address);

}  // namespace bottleneck
