// The settings as offers.
#include <cassert>
#include <cmath>
#include <optional>

#include "lab/base/figures.h"
#include "lab/shown/offer.h"
#include "lab/shown/training_words.h"
#include "texts/training.h"

namespace bottleneck {
namespace {

Offer number_offer(const Session& session, const Setting& setting) {
  const NumberRange& range = setting.range;
  double value = setting.value.get(session.choices);
  std::optional<double> usual;
  if (setting.rules.usual_now) usual = setting.rules.usual_now(session);
  if (usual && value == setting.value.get(kUsual)) value = *usual;
  Offer offer =
      make_number(setting.control.id, setting.control.label, value, range,
                  [word = setting.word, range, usual](double number) {
                    return Set{.word = word, .value = number == usual ? "" : number_text(range, number)};
                  });
  if (range.step == 0) offer.control.value = short_number(value);
  if (const char* hint = setting.control.hint)
    offer.control.hint = fill(hint, {grouped(std::llround(range.low)), grouped(std::llround(range.high))});
  return offer;
}

Offer flag_offer(const Setting& setting, bool is_on) {
  Offer offer = make_toggle(setting.control.id, setting.control.label, is_on, [word = setting.word](bool on) {
    return Set{.word = word, .value = on ? "1" : "0"};
  });
  for (const SettingOption& option : setting.options)
    offer.control.options.push_back(
        {.id = std::string_view(option.word) == "1" ? "true" : "false", .label = option.label});
  return offer;
}

Offer choice_offer(const Setting& setting, const std::string& value) {
  std::vector<ChoiceOption> options;
  for (const SettingOption& option : setting.options) {
    options.push_back({.id = option.word,
                       .label = option.label,
                       .action = Set{.word = setting.word, .value = option.word},
                       .short_label = option.short_label});
    if (option.shortest_label) options.back().shorter = {option.shortest_label};
  }
  return make_choice(setting.control.id, setting.control.label, value, std::move(options));
}

Offer widths_offer(const Setting& setting, const std::vector<int>& widths) {
  Offer offer = make_line(setting.control.id, setting.control.label, hidden_in_words(widths),
                          texts::kMirrorPlanHiddenApply,
                          [word = setting.word](std::string_view text) -> Result<Action> {
                            const Result<std::vector<int>> typed = read_hidden(text);
                            if (!typed) return Error{typed.error()};
                            return Action(Set{.word = word, .value = widths_text(*typed)});
                          });
  for (const SettingOption& usual : setting.options) {
    // As it is typed, and stands in the field.
    const std::string words = *usual.word == '\0' ? texts::kPlanHiddenNone : usual.word;
    offer.control.options.push_back({.id = words, .label = words});
  }
  return std::move(offer).with_hint(
      fill(texts::kMirrorPlanHiddenHint, {std::to_string(kMostHiddenLayers), grouped(kWidestHidden)}));
}

Offer plain_offer(const Session& session, const Setting& setting) {
  const Choices& choices = session.choices;
  switch (setting.kind) {
    case Setting::Kind::flag:
      return flag_offer(setting, setting.value.get(choices) != 0);
    case Setting::Kind::choice:
      return choice_offer(setting, setting_text(setting, choices));
    case Setting::Kind::number:
      return number_offer(session, setting);
    case Setting::Kind::widths:
      return widths_offer(setting, choices.plan.hidden);
    case Setting::Kind::name:
    case Setting::Kind::parts:
      break;
  }
  assert(false);
  return {};
}

}  // namespace

Offer setting_offer(const Session& session, const Setting& setting) {
  Offer offer = plain_offer(session, setting).with_short_labels_of(setting);
  if (offer.control.hint.empty() && setting.control.hint) offer.control.hint = setting.control.hint;
  if (setting.rules.can_change) offer.control.is_enabled = setting.rules.can_change(session);
  return offer;
}

void add_settings(OfferGroup& group, const Session& session) {
  for (const Setting& setting : settings()) {
    if (!setting.control.group || setting.control.group != group.id) continue;
    const bool is_hidden = setting.rules.part && session.choices.is_hidden(*setting.rules.part);
    if (!is_hidden) group.add(setting_offer(session, setting));
  }
}

Offer setting_choice(std::string_view word, std::string value,
                     const std::vector<std::pair<std::string, std::string>>& options) {
  const Setting& setting = setting_of(word);
  std::vector<ChoiceOption> choices;
  choices.reserve(options.size());
  for (const auto& [id, label] : options)
    choices.push_back({.id = id, .label = label, .action = Set{.word = setting.word, .value = id}});
  return make_choice(setting.control.id, setting.control.label, std::move(value), std::move(choices))
      .with_short_labels_of(setting);
}

}  // namespace bottleneck
