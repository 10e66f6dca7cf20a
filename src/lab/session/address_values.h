// What the settings of an address have in common: words, numbers, and notes about what is neither.
#pragma once

#include <algorithm>
#include <array>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lab/session/address.h"
#include "texts/address.h"

namespace bottleneck {

// What an address need not say.
inline const Choices kUsual{};

// --- words

template <class T, std::size_t N>
using Words = std::array<std::pair<std::string_view, T>, N>;

inline constexpr Words<bool, 2> kYesOrNo{{{"0", false}, {"1", true}}};

template <class T, std::size_t N>
std::string word_for(const Words<T, N>& words, T value, T usual) {
  if (value == usual) return "";
  const auto found = std::ranges::find(words, value, &std::pair<std::string_view, T>::second);
  return found == words.end() ? "" : std::string(found->first);
}

template <class T, std::size_t N>
std::optional<T> meaning_of(const Words<T, N>& words, std::string_view word) {
  const auto found = std::ranges::find(words, word, &std::pair<std::string_view, T>::first);
  if (found == words.end()) return std::nullopt;
  return found->second;
}

// --- notes

// What a stranger wrote, fit to be shown.
std::string shown(std::string_view text);

class AddressNotes {
 public:
  void add(std::string_view pattern, std::initializer_list<std::string_view> values);
  std::vector<std::string> all() &&;

 private:
  std::vector<std::string> texts_{};
  std::size_t left_out_ = 0;
};

// --- values

// One setting of an address on its way into `address`.
struct Setting {
  std::string_view key;
  std::string_view value;  // decoded
  Address& address;
  AddressNotes& notes;

  void note(std::string_view pattern) const { notes.add(pattern, {shown(key), shown(value)}); }
};

template <class T, std::size_t N>
void read_word(const Setting& setting, const Words<T, N>& words, T& target) {
  if (const std::optional<T> value = meaning_of(words, setting.value)) {
    target = *value;
  } else {
    setting.note(texts::kLinkUnknownValue);
  }
}

// A number in low..high, or the nearest of them, with a note; nothing for what is none. digits: 0 for whole
// numbers.
std::optional<double> read_number(const Setting& setting, double low, double high, int digits);
void read_whole(const Setting& setting, int low, int high, int& target);
void read_seed(const Setting& setting, std::uint64_t lowest, std::uint64_t& target);  // up to kLargestSeed
// A name of at most so many bytes; what is none is noted.
void read_name(const Setting& setting, std::size_t most, std::string& target);

// What is written of a number: nothing where it is the usual one.
template <class Number>
std::string whole_text(Number value, Number usual) {
  return value == usual ? "" : std::to_string(value);
}

// --- keys

// What an address is written from.
struct Present {
  const Choices& choices;
  const Sheet& sheet;
  std::string_view default_model;
};

struct AddressKey {
  std::string_view name;
  std::string (*write)(const Present&);  // empty: as by default
  void (*read)(const Setting&);
};

// Those of the training station, in the order in which they are written (address_training.cpp).
std::span<const AddressKey> training_keys();
// Those of the data station (address_data.cpp).
std::span<const AddressKey> data_keys();

inline constexpr std::size_t kMaxDatasetName = 40;

}  // namespace bottleneck
