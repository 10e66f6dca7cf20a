// What the command line's values must be, where CLI11 has no check for it or one with a long-winded message.
// Each takes the text of one value and says what is wrong with it; nothing where it is right.
#pragma once

#include <string>
#include <vector>

namespace bottleneck {

// A number above 0 that single precision holds.
std::string check_learning_rate(const std::string& text);

// A whole number of 64 bits without a sign.
std::string check_seed(const std::string& text);

// Widths of the hidden layers, such as 300 or 300,100: as many as a model's file may have, 1 to 16,384 each.
std::string check_hidden(const std::string& text);

// The widths in a text that check_hidden() finds right.
std::vector<int> hidden_widths(const std::string& text);

}  // namespace bottleneck
