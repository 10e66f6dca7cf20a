#include "lab/address.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <initializer_list>
#include <utility>

#include "formats/bytes.h"
#include "formats/decimal.h"
#include "formats/percent.h"
#include "formats/utf8.h"
#include "lab/figures.h"
#include "texts.h"

namespace bottleneck {
namespace {

const Choices kUsual{};

// --- the words of an address

template <class T, std::size_t N>
using Words = std::array<std::pair<std::string_view, T>, N>;

constexpr Words<Station, 1> kStations{{{"draw", Station::draw}}};
constexpr Words<bool, 2> kYesOrNo{{{"0", false}, {"1", true}}};
constexpr Words<ResultView, 2> kViews{
    {{"reconstruction", ResultView::reconstruction}, {"difference", ResultView::difference}}};
constexpr Words<SampleSource, 2> kSources{
    {{"synthetic", SampleSource::synthetic}, {"test", SampleSource::test}}};
constexpr Words<Theme, 3> kThemes{
    {{"system", Theme::system}, {"light", Theme::light}, {"dark", Theme::dark}}};
constexpr Words<Part, kParts.size()> kPartWords{{{"header", Part::header},
                                                 {"samples", Part::samples},
                                                 {"normalisation", Part::normalisation},
                                                 {"models", Part::models},
                                                 {"compare", Part::compare},
                                                 {"codes", Part::codes},
                                                 {"pixels", Part::pixels},
                                                 {"about", Part::about}}};

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
std::string shown(std::string_view text) {
  return in_quotes(made_utf8(text));
}

struct Notes {
  std::vector<std::string> texts{};
  std::size_t left_out = 0;

  void add(std::string_view pattern, std::initializer_list<std::string_view> values) {
    if (texts.size() < kMaxNotes) {
      texts.push_back(fill(pattern, values));
    } else {
      ++left_out;
    }
  }

  std::vector<std::string> all() && {
    if (left_out > 0) texts.push_back(fill(texts::kLinkMore, {grouped(static_cast<std::int64_t>(left_out))}));
    return std::move(texts);
  }
};

// --- values

// One setting of an address on its way into `address`.
struct Setting {
  std::string_view key;
  std::string_view value;  // decoded
  Address& address;
  Notes& notes;

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

// A number in low..high, or the nearest of them, with a note; nothing for what is none.
std::optional<double> read_number(const Setting& setting, double low, double high, int digits) {
  const std::optional<double> value = read_decimal(setting.value);
  if (!value || (digits == 0 && setting.value.find('.') != std::string_view::npos)) {
    setting.note(texts::kLinkUnknownValue);
    return std::nullopt;
  }
  const double taken = std::clamp(*value, low, high);
  if (taken != *value) {
    setting.notes.add(texts::kLinkOutOfRange, {shown(setting.key), shown(setting.value), fixed(low, digits),
                                               fixed(high, digits), fixed(taken, digits)});
  }
  return taken;
}

void read_whole(const Setting& setting, int low, int high, int& target) {
  if (const auto value = read_number(setting, low, high, 0)) target = static_cast<int>(*value);
}

std::string model_text(const std::string& name, std::string_view usual) {
  return name == usual || name.size() > kMaxModelName ? "" : percent_encoded(name);
}

void read_model(const Setting& setting, std::string& target) {
  if (is_utf8(setting.value) && setting.value.size() <= kMaxModelName) {
    target = setting.value;
  } else {
    setting.note(texts::kLinkDamagedValue);
  }
}

int tenths(float pen) {
  return static_cast<int>(std::lround(pen * 10));
}

std::string hidden_text(const Choices& choices) {
  std::string text;
  for (const auto& [word, part] : kPartWords) {
    if (!choices.is_hidden(part)) continue;
    if (!text.empty()) text += ',';
    text += word;
  }
  return text;
}

void read_hidden(const Setting& setting) {
  std::string_view rest = setting.value;
  while (!rest.empty()) {
    const std::size_t comma = std::min(rest.find(','), rest.size());
    const std::string_view word = rest.substr(0, comma);
    rest.remove_prefix(std::min(comma + 1, rest.size()));
    if (word.empty()) continue;
    if (const std::optional<Part> part = meaning_of(kPartWords, word)) {
      setting.address.choices.hidden |= 1U << static_cast<unsigned>(*part);
    } else {
      setting.notes.add(texts::kLinkUnknownPart, {shown(setting.key), shown(word)});
    }
  }
}

void read_version(const Setting& setting) {
  const std::optional<double> version = read_decimal(setting.value);
  if (setting.value == "1") return;
  setting.note(version && *version > 1 ? texts::kLinkNewer : texts::kLinkUnknownValue);
}

void read_test_image(const Setting& setting) {
  const std::optional<double> number = read_decimal(setting.value);
  const bool is_whole = setting.value.find('.') == std::string_view::npos;
  if (number && is_whole && *number >= 0 && *number <= kMaxTestImage) {
    setting.address.test_image = static_cast<int>(*number);
  } else {
    setting.note(texts::kLinkUnknownValue);
  }
}

void read_drawing(const Setting& setting) {
  if (std::optional<Strokes> strokes = read_stroke_text(setting.value)) {
    setting.address.strokes = std::move(*strokes);
  } else {
    setting.note(texts::kLinkDamagedDrawing);
  }
}

// --- the keys

struct Present {
  const Choices& choices;
  const Sheet& sheet;
  std::string_view default_model;
};

struct Key {
  std::string_view name;
  std::string (*write)(const Present&);  // empty: as by default
  void (*read)(const Setting&);
};

// In the order in which they are written.
constexpr Key kKeys[] = {
    {"v", [](const Present&) { return std::string(); }, read_version},
    {"station", [](const Present& now) { return word_for(kStations, now.choices.station, kUsual.station); },
     [](const Setting& setting) { read_word(setting, kStations, setting.address.choices.station); }},
    {"model", [](const Present& now) { return model_text(now.choices.model, now.default_model); },
     [](const Setting& setting) { read_model(setting, setting.address.choices.model); }},
    {"with", [](const Present& now) { return model_text(now.choices.other, kUsual.other); },
     [](const Setting& setting) { read_model(setting, setting.address.choices.other); }},
    {"k",
     [](const Present& now) {
       const int k = now.choices.neighbours;
       return k == kUsual.neighbours ? "" : std::to_string(k);
     },
     [](const Setting& setting) {
       read_whole(setting, 1, kMostNeighbours, setting.address.choices.neighbours);
     }},
    {"pen",
     [](const Present& now) {
       const int pen = tenths(now.choices.pen);
       return pen == tenths(kUsual.pen) ? "" : fixed(pen / 10.0, 1);
     },
     [](const Setting& setting) {
       const auto pen = read_number(setting, kThinnestPen, kThickestPen, 1);
       if (pen) setting.address.choices.pen = static_cast<float>(std::round(*pen * 10)) / 10;
     }},
    {"norm",
     [](const Present& now) { return word_for(kYesOrNo, now.choices.is_normalised, kUsual.is_normalised); },
     [](const Setting& setting) { read_word(setting, kYesOrNo, setting.address.choices.is_normalised); }},
    {"view", [](const Present& now) { return word_for(kViews, now.choices.view, kUsual.view); },
     [](const Setting& setting) { read_word(setting, kViews, setting.address.choices.view); }},
    {"samples", [](const Present& now) { return word_for(kSources, now.choices.samples, kUsual.samples); },
     [](const Setting& setting) { read_word(setting, kSources, setting.address.choices.samples); }},
    {"page",
     [](const Present& now) {
       const int page = now.choices.sample_page;
       return page == kUsual.sample_page ? "" : std::to_string(page);
     },
     [](const Setting& setting) {
       read_whole(setting, 0, kLastSamplePage, setting.address.choices.sample_page);
     }},
    {"data",
     [](const Present& now) { return word_for(kYesOrNo, now.choices.wants_training, kUsual.wants_training); },
     [](const Setting& setting) { read_word(setting, kYesOrNo, setting.address.choices.wants_training); }},
    {"theme", [](const Present& now) { return word_for(kThemes, now.choices.theme, kUsual.theme); },
     [](const Setting& setting) { read_word(setting, kThemes, setting.address.choices.theme); }},
    {"hide", [](const Present& now) { return hidden_text(now.choices); }, read_hidden},
    {"test",
     [](const Present& now) {
       const auto& picture = now.sheet.picture;
       const bool is_told = picture && picture->index >= 0 && picture->index <= kMaxTestImage;
       return is_told ? std::to_string(picture->index) : "";
     },
     read_test_image},
    {"draw", [](const Present& now) { return write_stroke_text(now.sheet.strokes).value_or(""); },
     read_drawing},
};

}  // namespace

std::string write_address(const Choices& choices, const Sheet& sheet, std::string_view default_model) {
  std::string text;
  for (const Key& key : kKeys) {
    const std::string value = key.write({choices, sheet, default_model});
    if (value.empty()) continue;
    text += text.empty() ? "v=1&" : "&";
    text += key.name;
    text += '=';
    text += value;
  }
  return text;
}

Address read_address(std::string_view text) {
  Address address;
  Notes notes;
  std::array<bool, std::size(kKeys)> is_read{};
  if (text.starts_with('#')) text.remove_prefix(1);
  while (!text.empty()) {
    const std::string_view piece = text.substr(0, text.find('&'));
    text.remove_prefix(std::min(piece.size() + 1, text.size()));
    if (piece.empty()) continue;
    const std::string_view name = piece.substr(0, piece.find('='));
    const std::string_view written = piece.substr(std::min(name.size() + 1, piece.size()));
    const std::optional<std::string> decoded = percent_decoded(written);
    const Setting setting{name, decoded ? std::string_view(*decoded) : written, address, notes};

    const auto* const key = std::ranges::find(kKeys, name, &Key::name);
    if (key == std::end(kKeys)) {
      setting.note(texts::kLinkUnknownKey);
    } else if (std::exchange(is_read[static_cast<std::size_t>(key - kKeys)], true)) {
      setting.note(texts::kLinkRepeatedKey);
    } else if (!decoded) {
      setting.note(texts::kLinkDamagedValue);
    } else {
      key->read(setting);
    }
  }
  address.notes = std::move(notes).all();
  return address;
}

}  // namespace bottleneck
