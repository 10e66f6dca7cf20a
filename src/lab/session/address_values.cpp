#include "lab/session/address_values.h"

#include "formats/bytes.h"
#include "formats/decimal.h"
#include "formats/utf8.h"
#include "lab/base/figures.h"

namespace bottleneck {

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

void read_seed(const Setting& setting, std::uint64_t lowest, std::uint64_t& target) {
  const auto seed = read_number(setting, static_cast<double>(lowest), static_cast<double>(kLargestSeed), 0);
  if (seed) target = static_cast<std::uint64_t>(*seed);
}

void read_name(const Setting& setting, std::size_t most, std::string& target) {
  if (is_utf8(setting.value) && setting.value.size() <= most) {
    target = setting.value;
  } else {
    setting.note(texts::kLinkDamagedValue);
  }
}

}  // namespace bottleneck
