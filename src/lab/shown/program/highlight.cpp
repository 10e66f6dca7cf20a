#include "lab/shown/program/highlight.h"

#include <algorithm>
#include <array>
#include <utility>

namespace bottleneck {
namespace {

constexpr std::array<std::string_view, 20> kKeywords{
    "False",  "None", "True", "and",    "as",  "def", "else",   "for",  "from",  "if",
    "import", "in",   "is",   "lambda", "not", "or",  "return", "with", "while", "yield"};
constexpr std::string_view kLongQuote = R"(""")";

bool is_of_name(char letter) {
  return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') || letter == '_' ||
         (letter >= '0' && letter <= '9');
}

// How long the token at the head of the text is, and what.
std::pair<SpanKind, std::size_t> head_of(std::string_view text) {
  const char first = text.front();
  if (first == '#') return {SpanKind::comment, text.size()};
  if (first == '"') {
    std::size_t end = 1;
    while (end < text.size() && text[end] != '"') end += text[end] == '\\' ? 2 : 1;
    return {SpanKind::text, std::min(end + 1, text.size())};
  }
  if (!is_of_name(first)) return {SpanKind::plain, 1};
  const bool is_number = first >= '0' && first <= '9';
  std::size_t end = 1;
  while (end < text.size() && (is_of_name(text[end]) || (is_number && text[end] == '.'))) ++end;
  // 1e-06
  if (is_number && text[end - 1] == 'e' && end < text.size() && text[end] == '-') {
    ++end;
    while (end < text.size() && is_of_name(text[end])) ++end;
  }
  if (is_number) return {SpanKind::number, end};
  const bool is_keyword = std::ranges::find(kKeywords, text.substr(0, end)) != kKeywords.end();
  return {is_keyword ? SpanKind::keyword : SpanKind::plain, end};
}

}  // namespace

std::vector<Span> Highlighter::next(std::string_view line) {
  std::vector<Span> spans;
  const auto add = [&](SpanKind kind, std::size_t length) {
    if (spans.empty() || spans.back().kind != kind) spans.push_back({.kind = kind});
    spans.back().text += line.substr(0, length);
    line.remove_prefix(length);
  };
  while (!line.empty()) {
    if (is_in_text_ || line.starts_with(kLongQuote)) {
      const std::size_t from = is_in_text_ ? 0 : kLongQuote.size();
      const std::size_t end = line.find(kLongQuote, from);
      is_in_text_ = end == std::string_view::npos;
      add(SpanKind::text, is_in_text_ ? line.size() : end + kLongQuote.size());
    } else {
      const auto [kind, length] = head_of(line);
      add(kind, length);
    }
  }
  return spans;
}

}  // namespace bottleneck
