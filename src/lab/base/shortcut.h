// What a key pressed on the canvas stands for, on any layout of the keyboard.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace bottleneck {

enum class Shortcut : std::uint8_t { undo, redo, clear, escape };

// A key as the browser tells of it (KeyboardEvent).
struct KeyPress {
  std::string_view key;   // what it writes on this layout, in UTF-8, or its name: "z", "я", "Delete"
  std::string_view code;  // its place, by what is there on an English layout: "KeyZ"
  int key_code = 0;  // of old; where the system gives the key a letter for its shortcuts, that one: 65 is A
  bool is_command = false;  // with Ctrl, or Cmd on a Mac
  bool is_shift = false;
};

// Nothing: the key is the browser's. With a command key a letter counts, and its own letter is the one that a
// layout writes: where Z is depends on it (QWERTY, QWERTZ, AZERTY, Dvorak). A layout of another script writes
// none; there it is the one that the system or, at last, the key's place gives.
std::optional<Shortcut> shortcut_of(const KeyPress& press);

}  // namespace bottleneck
