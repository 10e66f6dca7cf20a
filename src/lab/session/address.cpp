#include "lab/session/address.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <span>
#include <utility>

#include "formats/decimal.h"
#include "formats/percent.h"
#include "lab/base/figures.h"
#include "lab/session/address_values.h"
#include "texts/address.h"

namespace bottleneck {
namespace {

// --- the words of an address

constexpr Words<Station, 3> kStations{
    {{"draw", Station::draw}, {"train", Station::train}, {"data", Station::data}}};
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

std::string model_text(const std::string& name, std::string_view usual) {
  return name == usual || name.size() > kMaxModelName ? "" : percent_encoded(name);
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

void read_hidden_parts(const Setting& setting) {
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

constexpr std::string_view kPenKey = "pen";

// In the order in which they are written.
constexpr AddressKey kFirstKeys[] = {
    {"v", [](const Present&) { return std::string(); }, read_version},
    {"station", [](const Present& now) { return word_for(kStations, now.choices.station, kUsual.station); },
     [](const Setting& setting) { read_word(setting, kStations, setting.address.choices.station); }},
    {"model", [](const Present& now) { return model_text(now.choices.model, now.default_model); },
     [](const Setting& setting) { read_name(setting, kMaxModelName, setting.address.choices.model); }},
    {"with", [](const Present& now) { return model_text(now.choices.other, kUsual.other); },
     [](const Setting& setting) { read_name(setting, kMaxModelName, setting.address.choices.other); }},
    {"k", [](const Present& now) { return whole_text(now.choices.neighbours, kUsual.neighbours); },
     [](const Setting& setting) {
       read_whole(setting, 1, kMostNeighbours, setting.address.choices.neighbours);
     }},
    {kPenKey, [](const Present& now) { return fixed(tenths(now.choices.pen) / 10.0, 1); },
     [](const Setting& setting) {
       const auto pen = read_number(setting, kThinnestPen, kThickestPen, 1);
       if (pen) setting.address.choices.pen = static_cast<float>(std::round(*pen * 10)) / 10;
     }},
    {"norm",
     [](const Present& now) { return word_for(kYesOrNo, now.choices.is_normalised, kUsual.is_normalised); },
     [](const Setting& setting) { read_word(setting, kYesOrNo, setting.address.choices.is_normalised); }},
    {"own",
     [](const Present& now) { return word_for(kYesOrNo, now.choices.uses_drawings, kUsual.uses_drawings); },
     [](const Setting& setting) { read_word(setting, kYesOrNo, setting.address.choices.uses_drawings); }},
    {"view", [](const Present& now) { return word_for(kViews, now.choices.view, kUsual.view); },
     [](const Setting& setting) { read_word(setting, kViews, setting.address.choices.view); }},
    {"samples", [](const Present& now) { return word_for(kSources, now.choices.samples, kUsual.samples); },
     [](const Setting& setting) { read_word(setting, kSources, setting.address.choices.samples); }},
    {"page", [](const Present& now) { return whole_text(now.choices.sample_page, kUsual.sample_page); },
     [](const Setting& setting) {
       read_whole(setting, 0, kLastSamplePage, setting.address.choices.sample_page);
     }},
    {"data",
     [](const Present& now) { return word_for(kYesOrNo, now.choices.wants_training, kUsual.wants_training); },
     [](const Setting& setting) { read_word(setting, kYesOrNo, setting.address.choices.wants_training); }},
    {"theme", [](const Present& now) { return word_for(kThemes, now.choices.theme, kUsual.theme); },
     [](const Setting& setting) { read_word(setting, kThemes, setting.address.choices.theme); }},
    {"hide", [](const Present& now) { return hidden_text(now.choices); }, read_hidden_parts},
};

// What may be long.
constexpr AddressKey kLastKeys[] = {
    {"test",
     [](const Present& now) {
       const auto& picture = now.sheet.picture;
       // What is left of an erased one is too much for an address, and its number would bring back all of it.
       const bool is_told =
           picture && !picture->is_erased && picture->index >= 0 && picture->index <= kMaxTestImage;
       return is_told ? std::to_string(picture->index) : "";
     },
     read_test_image},
    {"draw", [](const Present& now) { return write_stroke_text(now.sheet.strokes).value_or(""); },
     read_drawing},
};

const AddressKey* find_key(std::string_view name) {
  for (const std::span<const AddressKey> keys : {std::span<const AddressKey>(kFirstKeys), training_keys(),
                                                 data_keys(), std::span<const AddressKey>(kLastKeys)}) {
    const auto found = std::ranges::find(keys, name, &AddressKey::name);
    if (found != keys.end()) return &*found;
  }
  return nullptr;
}

}  // namespace

std::string write_address(const Choices& choices, const Sheet& sheet, std::string_view default_model) {
  std::string text;
  bool is_usual = tenths(choices.pen) == tenths(kUsual.pen);
  for (const std::span<const AddressKey> keys : {std::span<const AddressKey>(kFirstKeys), training_keys(),
                                                 data_keys(), std::span<const AddressKey>(kLastKeys)}) {
    for (const AddressKey& key : keys) {
      const std::string value = key.write({choices, sheet, default_model});
      if (value.empty()) continue;
      if (key.name != kPenKey) is_usual = false;
      text += text.empty() ? "v=1&" : "&";
      text += key.name;
      text += '=';
      text += value;
    }
  }
  return is_usual ? "" : text;
}

Address read_address(std::string_view text) {
  Address address;
  AddressNotes notes;
  std::vector<const AddressKey*> is_read;
  if (text.starts_with('#')) text.remove_prefix(1);
  while (!text.empty()) {
    const std::string_view piece = text.substr(0, text.find('&'));
    text.remove_prefix(std::min(piece.size() + 1, text.size()));
    if (piece.empty()) continue;
    const std::string_view name = piece.substr(0, piece.find('='));
    const std::string_view written = piece.substr(std::min(name.size() + 1, piece.size()));
    const std::optional<std::string> decoded = percent_decoded(written);
    const Setting setting{name, decoded ? std::string_view(*decoded) : written, address, notes};

    const AddressKey* const key = find_key(name);
    if (!key) {
      setting.note(texts::kLinkUnknownKey);
    } else if (std::ranges::find(is_read, key) != is_read.end()) {
      setting.note(texts::kLinkRepeatedKey);
    } else if (!decoded) {
      setting.note(texts::kLinkDamagedValue);
    } else {
      key->read(setting);
    }
    is_read.push_back(key);
  }
  const auto is_pen = [](const AddressKey* key) { return key && key->name == kPenKey; };
  if (!is_read.empty() && std::ranges::none_of(is_read, is_pen)) address.choices.pen = kUntoldPen;
  address.notes = std::move(notes).all();
  return address;
}

}  // namespace bottleneck
