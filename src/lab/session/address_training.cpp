// The training plan in an address.
#include <charconv>
#include <limits>

#include "formats/decimal.h"
#include "formats/percent.h"
#include "lab/session/address_values.h"

namespace bottleneck {
namespace {

constexpr int kRateDigits = 6;  // after the point: kSlowestRate has as many

constexpr Words<Loss, 2> kLosses{{{"bce", Loss::bce}, {"mse", Loss::mse}}};
constexpr Words<LossBy, 2> kLossBy{{{"epoch", LossBy::epoch}, {"batch", LossBy::batch}}};

// "0.0005": as few digits as say it.
std::string rate_text(float rate) {
  if (rate == kUsual.plan.learning_rate) return "";
  std::string text(32, ' ');
  const auto [end, problem] =
      std::to_chars(text.data(), text.data() + text.size(), rate, std::chars_format::fixed);
  return problem == std::errc() ? std::string(text.data(), end) : "";
}

std::string hidden_text(const std::vector<int>& widths) {
  std::string text;
  for (const int width : widths) text += (text.empty() ? "" : ",") + std::to_string(width);
  return text;
}

void read_hidden_widths(const Setting& setting) {
  std::vector<int> widths;
  std::string_view rest = setting.value;
  while (!rest.empty()) {
    const std::string_view word = rest.substr(0, rest.find(','));
    rest.remove_prefix(std::min(word.size() + 1, rest.size()));
    const std::optional<double> width = read_decimal(word);
    const bool is_width =
        width && word.find('.') == std::string_view::npos && *width >= 1 && *width <= kWidestHidden;
    if (!is_width || widths.size() == kMostHiddenLayers) return setting.note(texts::kLinkUnknownValue);
    widths.push_back(static_cast<int>(*width));
  }
  setting.address.choices.plan.hidden = std::move(widths);
}

constexpr int kMost = std::numeric_limits<int>::max();

constexpr AddressKey kTrainingKeys[] = {
    {"on", [](const Present& now) { return percent_encoded(now.choices.plan.dataset); },
     [](const Setting& setting) {
       read_name(setting, kMaxDatasetName, setting.address.choices.plan.dataset);
     }},
    {"images", [](const Present& now) { return whole_text(now.choices.plan.images, kUsual.plan.images); },
     [](const Setting& setting) { read_whole(setting, 0, kMost, setting.address.choices.plan.images); }},
    {"latent", [](const Present& now) { return whole_text(now.choices.plan.latent, kUsual.plan.latent); },
     [](const Setting& setting) {
       read_whole(setting, 1, kMostLatent, setting.address.choices.plan.latent);
     }},
    {"hidden", [](const Present& now) { return hidden_text(now.choices.plan.hidden); }, read_hidden_widths},
    {"loss", [](const Present& now) { return word_for(kLosses, now.choices.plan.loss, kUsual.plan.loss); },
     [](const Setting& setting) { read_word(setting, kLosses, setting.address.choices.plan.loss); }},
    {"epochs", [](const Present& now) { return whole_text(now.choices.plan.epochs, kUsual.plan.epochs); },
     [](const Setting& setting) {
       read_whole(setting, 1, kMostEpochs, setting.address.choices.plan.epochs);
     }},
    {"batch", [](const Present& now) { return whole_text(now.choices.plan.batch, kUsual.plan.batch); },
     [](const Setting& setting) {
       read_whole(setting, 1, kLargestBatch, setting.address.choices.plan.batch);
     }},
    {"rate", [](const Present& now) { return rate_text(now.choices.plan.learning_rate); },
     [](const Setting& setting) {
       const auto rate = read_number(setting, static_cast<double>(kSlowestRate),
                                     static_cast<double>(kFastestRate), kRateDigits);
       if (rate) setting.address.choices.plan.learning_rate = static_cast<float>(*rate);
     }},
    {"seed", [](const Present& now) { return whole_text(now.choices.plan.seed, kUsual.plan.seed); },
     [](const Setting& setting) { read_seed(setting, 0, setting.address.choices.plan.seed); }},
    {"curve", [](const Present& now) { return word_for(kLossBy, now.choices.loss_by, kUsual.loss_by); },
     [](const Setting& setting) { read_word(setting, kLossBy, setting.address.choices.loss_by); }},
    {"log",
     [](const Present& now) { return word_for(kYesOrNo, now.choices.is_loss_log, kUsual.is_loss_log); },
     [](const Setting& setting) { read_word(setting, kYesOrNo, setting.address.choices.is_loss_log); }},
};

}  // namespace

std::span<const AddressKey> training_keys() {
  return kTrainingKeys;
}

}  // namespace bottleneck
