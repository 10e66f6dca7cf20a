// Shortcuts on the keyboards of the world: what a browser tells of a key, and what is meant.
#include "lab/base/shortcut.h"

#include <gtest/gtest.h>

namespace bottleneck {
namespace {

std::optional<Shortcut> with_command(std::string_view key, std::string_view code, int key_code = 0) {
  return shortcut_of({.key = key, .code = code, .key_code = key_code, .is_command = true});
}

std::optional<Shortcut> with_shift(std::string_view key, std::string_view code, int key_code = 0) {
  return shortcut_of({.key = key, .code = code, .key_code = key_code, .is_command = true, .is_shift = true});
}

TEST(Shortcut, UndoesRedoesClearsAndCloses) {
  EXPECT_EQ(with_command("z", "KeyZ", 'Z'), Shortcut::undo);
  EXPECT_EQ(with_command("Z", "KeyZ", 'Z'), Shortcut::undo) << "with Caps Lock";
  EXPECT_EQ(with_shift("Z", "KeyZ", 'Z'), Shortcut::redo);
  EXPECT_EQ(with_command("y", "KeyY", 'Y'), Shortcut::redo);
  EXPECT_EQ(shortcut_of({.key = "Delete", .code = "Delete", .key_code = 46}), Shortcut::clear);
  EXPECT_EQ(shortcut_of({.key = "Escape", .code = "Escape", .key_code = 27}), Shortcut::escape);
}

TEST(Shortcut, LeavesAllElseToTheBrowser) {
  EXPECT_EQ(shortcut_of({.key = "z", .code = "KeyZ", .key_code = 'Z'}), std::nullopt) << "no command key";
  EXPECT_EQ(with_command("Delete", "Delete", 46), std::nullopt);
  EXPECT_EQ(with_command("r", "KeyR", 'R'), std::nullopt);
  EXPECT_EQ(with_command("к", "KeyR", 'R'), std::nullopt);
  EXPECT_EQ(with_command("F11", "F11", 122), std::nullopt);
  EXPECT_EQ(with_command("", ""), std::nullopt);
  EXPECT_EQ(with_command("я", "Key"), std::nullopt);
}

TEST(Shortcut, IsTheOwnLetterOfALatinLayout) {
  // QWERTZ: Z and Y change places; AZERTY: Z is where others have W; Dvorak: Z is where others have a slash.
  EXPECT_EQ(with_command("z", "KeyY", 'Z'), Shortcut::undo);
  EXPECT_EQ(with_command("y", "KeyZ", 'Y'), Shortcut::redo);
  EXPECT_EQ(with_command("z", "KeyW", 'Z'), Shortcut::undo);
  EXPECT_EQ(with_command("w", "KeyZ", 'W'), std::nullopt);
  EXPECT_EQ(with_command("z", "Slash", 'Z'), Shortcut::undo);
  EXPECT_EQ(with_command(";", "KeyZ", 186), std::nullopt);
  EXPECT_EQ(with_shift(":", "KeyZ", 186), std::nullopt);
  EXPECT_EQ(with_command("f", "KeyY", 'F'), std::nullopt);
  EXPECT_EQ(with_command("ž", "KeyZ"), std::nullopt) << "a Latin letter with an accent";
}

TEST(Shortcut, IsTheKeysPlaceWhereTheLayoutHasNoLatinLetters) {
  for (const char* letter : {"я", "Я", "ζ", "ז", "ئ", "ز", "ผ", "ㅋ", "つ", "ზ", "զ"}) {
    EXPECT_EQ(with_command(letter, "KeyZ"), Shortcut::undo) << letter;
    EXPECT_EQ(with_shift(letter, "KeyZ"), Shortcut::redo) << letter;
    EXPECT_EQ(with_command(letter, "KeyY"), Shortcut::redo) << letter;
    EXPECT_EQ(with_command(letter, "KeyX"), std::nullopt) << letter;
  }
  // Where the system knows better, as it does of a Serbian keyboard: its Z is where Germans have theirs.
  EXPECT_EQ(with_command("з", "KeyY", 'Z'), Shortcut::undo);
  // With Shift, Arabic and Thai keys write signs that other keyboards have, too.
  EXPECT_EQ(with_shift("~", "KeyZ", 'Z'), Shortcut::redo);
  EXPECT_EQ(with_shift("(", "KeyZ", 'Z'), Shortcut::redo);
}

}  // namespace
}  // namespace bottleneck
