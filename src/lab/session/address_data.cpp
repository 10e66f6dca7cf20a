// What the reader looks at among the data, and which synthetic digits, in an address.
#include "formats/percent.h"
#include "lab/session/address_values.h"

namespace bottleneck {
namespace {

constexpr Words<Split, 2> kHalves{{{"train", Split::train}, {"test", Split::test}}};

constexpr int kLastLabel = 255;
constexpr int kLastImage = 999'999;

constexpr AddressKey kDataKeys[] = {
    {"see", [](const Present& now) { return percent_encoded(now.choices.browsing.dataset); },
     [](const Setting& setting) {
       read_name(setting, kMaxDatasetName, setting.address.choices.browsing.dataset);
     }},
    {"half",
     [](const Present& now) { return word_for(kHalves, now.choices.browsing.split, kUsual.browsing.split); },
     [](const Setting& setting) { read_word(setting, kHalves, setting.address.choices.browsing.split); }},
    {"class",
     [](const Present& now) { return whole_text(now.choices.browsing.label, kUsual.browsing.label); },
     [](const Setting& setting) {
       read_whole(setting, 0, kLastLabel, setting.address.choices.browsing.label);
     }},
    {"at", [](const Present& now) { return whole_text(now.choices.browsing.picked, kUsual.browsing.picked); },
     [](const Setting& setting) {
       Browsing& browsing = setting.address.choices.browsing;
       read_whole(setting, 0, kLastImage, browsing.picked);
       browsing.first = std::max(browsing.picked, 0);
     }},
    {"digits",
     [](const Present& now) { return whole_text(now.choices.synthetic.count, kUsual.synthetic.count); },
     [](const Setting& setting) {
       read_whole(setting, kFewestSynthetic, kMostSynthetic, setting.address.choices.synthetic.count);
     }},
    {"digitseed",
     [](const Present& now) { return whole_text(now.choices.synthetic.seed, kUsual.synthetic.seed); },
     [](const Setting& setting) { read_seed(setting, 1, setting.address.choices.synthetic.seed); }},
};

}  // namespace

std::span<const AddressKey> data_keys() {
  return kDataKeys;
}

}  // namespace bottleneck
