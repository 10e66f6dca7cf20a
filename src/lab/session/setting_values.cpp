// The values of settings as text, and notes about what is none.
#include <algorithm>
#include <cassert>
#include <charconv>
#include <cmath>

#include "formats/bytes.h"
#include "formats/decimal.h"
#include "formats/utf8.h"
#include "lab/base/figures.h"
#include "lab/session/settings.h"
#include "texts/address.h"

namespace bottleneck {
namespace {

// Calls take(word) for each piece between commas, until it says false.
template <class Take>
bool each_word(std::string_view text, Take take) {
  while (!text.empty()) {
    const std::string_view word = text.substr(0, text.find(','));
    text.remove_prefix(std::min(word.size() + 1, text.size()));
    if (!take(word)) return false;
  }
  return true;
}

std::string parts_text(const Choices& choices, std::span<const SettingOption> parts) {
  std::string text;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (!choices.is_hidden(static_cast<Part>(i))) continue;
    if (!text.empty()) text += ',';
    text += parts[i].word;
  }
  return text;
}

std::optional<std::size_t> place_of_word(std::span<const SettingOption> options, std::string_view word) {
  const auto found = std::ranges::find(options, word, &SettingOption::word);
  if (found == options.end()) return std::nullopt;
  return static_cast<std::size_t>(found - options.begin());
}

// A whole number where that is wanted; nothing for what is none.
std::optional<double> number_in(std::string_view text, bool is_whole) {
  if (is_whole && text.find('.') != std::string_view::npos) return std::nullopt;
  return read_decimal(text);
}

std::optional<std::vector<int>> widths_in(std::string_view text) {
  std::vector<int> widths;
  const bool are_widths = each_word(text, [&](std::string_view word) {
    const std::optional<double> width = number_in(word, true);
    if (!width || *width < 1 || *width > kWidestHidden || widths.size() == kMostHiddenLayers) return false;
    widths.push_back(static_cast<int>(*width));
    return true;
  });
  return are_widths ? std::optional(std::move(widths)) : std::nullopt;
}

}  // namespace

std::string shown(std::string_view text) {
  return in_quotes(made_utf8(text));
}

void AddressNotes::add(std::string_view pattern, std::initializer_list<std::string_view> values) {
  if (texts_.size() < kMaxNotes) {
    texts_.push_back(fill(pattern, values));
  } else {
    ++left_out_;
  }
}

std::vector<std::string> AddressNotes::all() && {
  if (left_out_ > 0)
    texts_.push_back(fill(texts::kLinkMore, {grouped(static_cast<std::int64_t>(left_out_))}));
  return std::move(texts_);
}

std::string number_text(const NumberRange& range, double value) {
  if (range.step > 0) return fixed(value, range.digits);
  // As few digits as say it: "0.0005".
  std::string text(64, ' ');
  const auto [end, problem] = std::to_chars(text.data(), text.data() + text.size(), static_cast<float>(value),
                                            std::chars_format::fixed);
  assert(problem == std::errc());
  return {text.data(), end};
}

std::string widths_text(const std::vector<int>& widths) {
  std::string text;
  for (const int width : widths) text += (text.empty() ? "" : ",") + std::to_string(width);
  return text;
}

std::string setting_text(const Setting& setting, const Choices& choices) {
  switch (setting.kind) {
    case Setting::Kind::flag:
      return setting.value.get(choices) != 0 ? "1" : "0";
    case Setting::Kind::choice:
      return setting.options[static_cast<std::size_t>(setting.value.get(choices))].word;
    case Setting::Kind::number:
      return number_text(setting.range, setting.value.get(choices));
    case Setting::Kind::name:
      return setting.name_in(choices);
    case Setting::Kind::widths:
      return widths_text(choices.plan.hidden);
    case Setting::Kind::parts:
      break;
  }
  return parts_text(choices, setting.options);
}

std::string setting_text(const Choices& choices, std::string_view word) {
  return setting_text(setting_of(word), choices);
}

bool read_setting(const Setting& setting, std::string_view text, Choices& choices, AddressNotes& notes) {
  const auto note = [&](const char* pattern) {
    notes.add(pattern, {shown(setting.word), shown(text)});
    return false;
  };
  const auto set = [&](double value) {
    setting.value.set(choices, value);
    return true;
  };
  switch (setting.kind) {
    case Setting::Kind::flag:
      if (text != "0" && text != "1") return note(texts::kLinkUnknownValue);
      return set(text == "1" ? 1 : 0);
    case Setting::Kind::choice: {
      const auto place = place_of_word(setting.options, text);
      if (!place) return note(texts::kLinkUnknownValue);
      return set(static_cast<double>(*place));
    }
    case Setting::Kind::number: {
      const auto& [low, high, step, digits] = setting.range;
      const auto number = number_in(text, step == 1);
      if (!number) return note(texts::kLinkUnknownValue);
      const double taken = std::clamp(*number, low, high);
      if (taken != *number)
        notes.add(texts::kLinkOutOfRange, {shown(setting.word), shown(text), fixed(low, digits),
                                           fixed(high, digits), fixed(taken, digits)});
      const double scale = std::pow(10, digits);
      return set(step > 0 ? std::round(taken * scale) / scale : taken);
    }
    case Setting::Kind::name:
      if (!is_utf8(text) || text.size() > setting.most) return note(texts::kLinkDamagedValue);
      setting.name(choices) = text;
      return true;
    case Setting::Kind::widths: {
      auto widths = widths_in(text);
      if (!widths) return note(texts::kLinkUnknownValue);
      choices.plan.hidden = *std::move(widths);
      return true;
    }
    case Setting::Kind::parts:
      break;
  }
  choices.hidden = 0;
  each_word(text, [&](std::string_view word) {
    if (const auto part = place_of_word(setting.options, word)) {
      choices.hidden |= 1U << *part;
    } else if (!word.empty()) {
      notes.add(texts::kLinkUnknownPart, {shown(setting.word), shown(word)});
    }
    return true;
  });
  return true;
}

}  // namespace bottleneck
