#include "lab/session/address.h"

#include <algorithm>
#include <utility>

#include "formats/decimal.h"
#include "formats/percent.h"
#include "lab/session/address_notes.h"
#include "lab/session/settings.h"
#include "texts/address.h"

namespace bottleneck {
namespace {

// The keys that are no settings, nor forgotten where the settings are as usual: which language this is, and
// what lies on the pad.
constexpr std::string_view kOtherKeys[] = {"v", "test", "draw", "code"};

// What an address says of a setting; empty: nothing.
std::string written_setting(const Setting& setting, const Choices& choices, std::string_view default_model) {
  std::string text = setting_text(setting, choices);
  if (text == setting_text(setting, kUsual)) return "";
  if (setting.kind != Setting::Kind::name) return text;
  const bool is_usual = setting.word == std::string_view("model") && text == default_model;
  return is_usual || text.size() > setting.most ? "" : percent_encoded(text);
}

// The number of a test image on the pad. What is left of an erased one is too much for an address, and its
// number would bring back all of it.
std::string written_picture(const Sheet& sheet) {
  const auto& picture = sheet.picture;
  const bool is_told =
      picture && !picture->is_erased && picture->index >= 0 && picture->index <= kMaxTestImage;
  return is_told ? std::to_string(picture->index) : "";
}

// The value of one of kOtherKeys; or a note, which has a place for the key and one for the value.
const char* read_other(std::string_view key, std::string_view value, Address& address) {
  if (key == "draw") {
    std::optional<Strokes> strokes = read_stroke_text(value);
    if (!strokes) return texts::kLinkDamagedDrawing;
    address.strokes = std::move(*strokes);
    return nullptr;
  }
  if (key == "code") {
    std::optional<UnitValues> units = read_units(value);
    if (!units) return texts::kLinkUnknownValue;
    address.units = std::move(*units);
    return nullptr;
  }
  const std::optional<double> number = read_decimal(value);
  if (key == "v")
    return value == "1" ? nullptr : number && *number > 1 ? texts::kLinkNewer : texts::kLinkUnknownValue;
  const bool is_whole = value.find('.') == std::string_view::npos;
  if (!number || !is_whole || *number < 0 || *number > kMaxTestImage) return texts::kLinkUnknownValue;
  address.test_image = static_cast<int>(*number);
  return nullptr;
}

}  // namespace

std::string write_address(const Choices& choices, const Sheet& sheet, std::string_view default_model,
                          const UnitValues& units) {
  std::string text;
  const auto add = [&](std::string_view key, const std::string& value) {
    if (value.empty()) return;
    text += text.empty() ? "v=1&" : "&";
    text += key;
    text += '=';
    text += value;
  };
  bool is_usual = true;
  for (const Setting& setting : settings()) {
    const std::string value = written_setting(setting, choices, default_model);
    is_usual = is_usual && value.empty();
    add(setting.word, value.empty() && setting.rules.untold ? setting_text(setting, choices) : value);
  }
  const std::string picture = written_picture(sheet);
  const std::string strokes = write_stroke_text(sheet.strokes).value_or("");
  const std::string code = write_units(units);
  if (is_usual && picture.empty() && strokes.empty() && code.empty()) return "";
  // What may be long.
  add("test", picture);
  add("draw", strokes);
  add("code", code);
  return text;
}

Address read_address(std::string_view text) {
  Address address;
  AddressNotes notes;
  std::vector<std::string_view> is_read;
  if (text.starts_with('#')) text.remove_prefix(1);
  while (!text.empty()) {
    const std::string_view piece = text.substr(0, text.find('&'));
    text.remove_prefix(std::min(piece.size() + 1, text.size()));
    if (piece.empty()) continue;
    const std::string_view key = piece.substr(0, piece.find('='));
    const std::string_view written = piece.substr(std::min(key.size() + 1, piece.size()));
    const std::optional<std::string> decoded = percent_decoded(written);
    const std::string_view value = decoded ? std::string_view(*decoded) : written;
    const auto note = [&](const char* pattern) { notes.add(pattern, {shown(key), shown(value)}); };

    const Setting* const setting = find_setting(key);
    if (!setting && std::ranges::find(kOtherKeys, key) == std::end(kOtherKeys)) {
      note(texts::kLinkUnknownKey);
    } else if (std::ranges::find(is_read, key) != is_read.end()) {
      note(texts::kLinkRepeatedKey);
    } else {
      is_read.push_back(key);
      if (!decoded) {
        note(texts::kLinkDamagedValue);
      } else if (setting) {
        read_setting(*setting, value, address.choices, notes);
      } else if (const char* pattern = read_other(key, value, address)) {
        note(pattern);
      }
    }
  }
  if (!is_read.empty()) {
    for (const Setting& setting : settings()) {
      const bool is_told = std::ranges::find(is_read, setting.word) != is_read.end();
      if (setting.rules.untold && !is_told) setting.value.set(address.choices, *setting.rules.untold);
    }
  }
  // The image that a link names stands first.
  Browsing& browsing = address.choices.browsing;
  browsing.first = std::max(browsing.picked, 0);
  address.notes = std::move(notes).all();
  return address;
}

}  // namespace bottleneck
