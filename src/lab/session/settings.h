// The settings: all that a link says beside what lies on the pad. Each stands in one row: its word, its
// member of Choices, what it can be, how it is called. Addresses (lab/session/address.h), the action Set, the
// controls (lab/shown/offer.h) and the JSON for tests are made from the rows.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lab/session/address_notes.h"
#include "lab/session/choices.h"

namespace bottleneck {

struct Session;

// One of the values of a choice: what an address says of it, and the reader. The first is the enumerator 0.
struct SettingOption {
  const char* word;
  const char* label = "";
  const char* short_label = "";          // on the canvas; empty: `label`
  const char* shortest_label = nullptr;  // there, where that has no room; null: there always is
};

struct NumberRange {
  double low;
  double high;
  double step;     // 1: whole numbers only; 0: any number
  int digits = 0;  // after the point, of value and limits as the reader sees them
};

struct Setting {
  enum class Kind : std::uint8_t {
    flag,    // "0", "1"
    choice,  // the word of an option
    number,
    name,    // any UTF-8
    widths,  // of hidden layers, with commas between
    parts,   // that a teacher hid, with commas between
  };

  // The member of Choices that a flag (0, 1), a choice (which option) or a number is.
  struct Scalar {
    double (*get)(const Choices& choices) = nullptr;
    void (*set)(Choices& choices, double value) = nullptr;
  };

  // How a reader finds it; positional, as most have the first of these alone.
  struct Shown {
    const char* group = nullptr;  // lists it among its settings; null: it is placed by hand, or not at all
    const char* id = nullptr;     // of its control; null: it has none
    const char* label = "";
    const char* short_label = "";  // on the canvas; empty: `label`
    const char* hint = nullptr;    // perhaps with {} for the lowest and the highest number that it can be
    const char* shortest_label = nullptr;  // as an option's
  };
  struct Rules {
    std::optional<Part> part{};   // it is hidden with
    const char* state = nullptr;  // its key in the JSON, where it stands by itself
    // What a link that does not tell it means, where that is not the usual value any more: then every link
    // tells it.
    std::optional<double> untold{};
    // What the usual value stands for, where that is for the page to say: its control shows it.
    double (*usual_now)(const Session& session) = nullptr;
    bool (*can_change)(const Session& session) = nullptr;  // null: always
    // What else follows when the reader sets it; a value that cannot be goes back to the one before.
    void (*settle)(Session& session, const Choices& before) = nullptr;
  };

  const char* word;  // in an address
  Kind kind;
  Shown control{};
  Rules rules{};
  Scalar value{};
  NumberRange range{};  // of a number
  // Of a choice; of parts, their words; of widths, those that are usual; of a flag, none, or what off and on
  // are called.
  std::span<const SettingOption> options{};
  std::string& (*name)(Choices& choices) = nullptr;  // of a name
  std::size_t most = 0;  // of a name, in bytes: a longer one is not written, nor read

  const std::string& name_in(const Choices& choices) const { return name(const_cast<Choices&>(choices)); }
};

// In the order in which an address says them.
std::span<const Setting> settings();

// The setting of that word; null: there is none.
const Setting* find_setting(std::string_view word);
const Setting& setting_of(std::string_view word);  // which must be there

// A value as an address says it, before it is encoded.
std::string setting_text(const Setting& setting, const Choices& choices);
std::string setting_text(const Choices& choices, std::string_view word);
std::string number_text(const NumberRange& range, double value);
std::string widths_text(const std::vector<int>& widths);

// Reads such a value: a number out of range becomes the nearest one. False: it is none, and nothing is
// changed. Each with a note.
bool read_setting(const Setting& setting, std::string_view text, Choices& choices, AddressNotes& notes);

// What an address need not say.
inline const Choices kUsual{};

inline constexpr std::size_t kMaxModelName = 100;  // in bytes; a longer name is not written, nor read
inline constexpr std::size_t kMaxDatasetName = 40;
inline constexpr std::size_t kMaxRows = 400;  // of the names of models under each other
inline constexpr int kLastSamplePage = 999;   // a larger number becomes this one

}  // namespace bottleneck
