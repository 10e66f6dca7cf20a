// Numbers as text, and texts with numbers put in.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

namespace bottleneck {

// 60000 → "60,000".
std::string grouped(std::int64_t number);

// With so many digits after the point: fixed(0.13412, 3) → "0.134".
std::string fixed(double number, int digits);
inline constexpr int kLossDigits = 4;  // of a loss, wherever it is shown

// As short as it was written, with up to 6 figures: 0.001, 1e-06.
std::string short_number(double number);

// Puts the values in the place of each {} in turn: fill("{} of {}", {"6", "7"}) → "6 of 7".
std::string fill(std::string_view pattern, std::initializer_list<std::string_view> values);

}  // namespace bottleneck
