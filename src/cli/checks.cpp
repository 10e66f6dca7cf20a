#include "cli/checks.h"

#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string_view>

#include "formats/model_file.h"

namespace bottleneck {
namespace {

constexpr int kMaxWidth = 16'384;

// The whole text as a number in decimal digits.
template <class Number>
std::optional<Number> whole_number(std::string_view text) {
  Number number{};
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (problem != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

// The parts between commas, empty ones too.
std::vector<std::string_view> split(std::string_view text) {
  std::vector<std::string_view> parts;
  while (true) {
    const std::size_t comma = text.find(',');
    parts.push_back(text.substr(0, comma));
    if (comma == std::string_view::npos) return parts;
    text.remove_prefix(comma + 1);
  }
}

}  // namespace

std::string check_learning_rate(const std::string& text) {
  char* end = nullptr;
  const float rate = std::strtof(text.c_str(), &end);
  const bool is_number = !text.empty() && end == text.c_str() + text.size();
  if (is_number && std::isfinite(rate) && rate > 0) return {};
  return "\"" + text + "\" is not a number above 0 that single precision holds";
}

std::string check_seed(const std::string& text) {
  if (whole_number<std::uint64_t>(text)) return {};
  return "\"" + text + "\" is not a whole number from 0 to 18446744073709551615";
}

std::string check_hidden(const std::string& text) {
  const std::vector<std::string_view> parts = split(text);
  if (parts.size() > kMaxHidden) {
    return std::to_string(parts.size()) + " widths, " + std::to_string(kMaxHidden) + " at most are possible";
  }
  for (const std::string_view part : parts) {
    const std::optional<int> width = whole_number<int>(part);
    if (!width || *width < 1 || *width > kMaxWidth) {
      return "\"" + std::string(part) + "\" is not a width from 1 to " + std::to_string(kMaxWidth);
    }
  }
  return {};
}

std::vector<int> hidden_widths(const std::string& text) {
  std::vector<int> widths;
  for (const std::string_view part : split(text)) widths.push_back(whole_number<int>(part).value_or(1));
  return widths;
}

}  // namespace bottleneck
