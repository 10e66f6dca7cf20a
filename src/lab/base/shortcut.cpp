#include "lab/base/shortcut.h"

namespace bottleneck {
namespace {

// Whether a text in UTF-8 begins beyond the Latin letters, with or without accents: from U+0370 (Greek) on.
bool is_other_script(std::string_view text) {
  return !text.empty() && static_cast<unsigned char>(text.front()) >= 0xCD;
}

// The lower-case Latin letter of a key, or 0.
char letter_of(const KeyPress& press) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  if (press.key.size() == 1) {
    const char own = lower(press.key.front());
    if (own >= 'a' && own <= 'z') return own;
  }
  if (press.key_code >= 'A' && press.key_code <= 'Z') return lower(static_cast<char>(press.key_code));
  if (is_other_script(press.key) && press.code.size() == 4 && press.code.starts_with("Key"))
    return lower(press.code.back());
  return 0;
}

}  // namespace

std::optional<Shortcut> shortcut_of(const KeyPress& press) {
  if (!press.is_command) {
    if (press.key == "Delete") return Shortcut::clear;
    if (press.key == "Escape") return Shortcut::escape;
    return std::nullopt;
  }
  switch (letter_of(press)) {
    case 'z':
      return press.is_shift ? Shortcut::redo : Shortcut::undo;
    case 'y':
      return Shortcut::redo;
    default:
      return std::nullopt;
  }
}

}  // namespace bottleneck
