// What the reader looks at among the data, and which synthetic digits, in an address.
#include "formats/percent.h"
#include "formats/utf8.h"
#include "lab/address_values.h"

namespace bottleneck {
namespace {

const Choices kUsual{};

constexpr Words<Split, 2> kHalves{{{"train", Split::train}, {"test", Split::test}}};

void read_browsed(const Setting& setting) {
  if (is_utf8(setting.value) && setting.value.size() <= kMaxDatasetName) {
    setting.address.choices.browsing.dataset = setting.value;
  } else {
    setting.note(texts::kLinkDamagedValue);
  }
}

constexpr int kLastLabel = 255;
constexpr int kLastImage = 999'999;

constexpr AddressKey kKeys[] = {
    {"see", [](const Present& now) { return percent_encoded(now.choices.browsing.dataset); }, read_browsed},
    {"half",
     [](const Present& now) { return word_for(kHalves, now.choices.browsing.split, kUsual.browsing.split); },
     [](const Setting& setting) { read_word(setting, kHalves, setting.address.choices.browsing.split); }},
    {"class",
     [](const Present& now) {
       const int label = now.choices.browsing.label;
       return label < 0 ? "" : std::to_string(label);
     },
     [](const Setting& setting) {
       read_whole(setting, 0, kLastLabel, setting.address.choices.browsing.label);
     }},
    {"at",
     [](const Present& now) {
       const int picked = now.choices.browsing.picked;
       return picked < 0 ? "" : std::to_string(picked);
     },
     [](const Setting& setting) {
       Browsing& browsing = setting.address.choices.browsing;
       read_whole(setting, 0, kLastImage, browsing.picked);
       browsing.first = std::max(browsing.picked, 0);
     }},
    {"digits",
     [](const Present& now) {
       const int count = now.choices.synthetic.count;
       return count == kUsual.synthetic.count ? "" : std::to_string(count);
     },
     [](const Setting& setting) {
       read_whole(setting, kFewestSynthetic, kMostSynthetic, setting.address.choices.synthetic.count);
     }},
    {"digitseed",
     [](const Present& now) {
       const std::uint64_t seed = now.choices.synthetic.seed;
       return seed == kUsual.synthetic.seed ? "" : std::to_string(seed);
     },
     [](const Setting& setting) {
       const auto seed = read_number(setting, 1, static_cast<double>(kLargestSeed), 0);
       if (seed) setting.address.choices.synthetic.seed = static_cast<std::uint64_t>(*seed);
     }},
};

}  // namespace

std::span<const AddressKey> data_keys() {
  return kKeys;
}

}  // namespace bottleneck
