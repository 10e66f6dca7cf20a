#include "lab/shown/offer.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "lab/base/figures.h"
#include "lab/base/typed_numbers.h"
#include "texts/controls.h"

namespace bottleneck {
namespace {

Control make_control(std::string id, std::string label, Control::Kind kind, std::string value) {
  return {.id = std::move(id), .label = std::move(label), .kind = kind, .value = std::move(value)};
}

// What a number that does not fit should have been.
std::string number_wanted(const NumberRange& range) {
  const char* pattern = range.step == 1 ? texts::kMirrorWholeNumberWanted : texts::kMirrorNumberWanted;
  return fill(pattern, {fixed(range.low, range.digits), fixed(range.high, range.digits)});
}

// The number if it fits. Many keyboards have a comma where others have a point; in a whole number it would
// part thousands, and is refused.
std::optional<double> read_in_range(std::string_view text, const NumberRange& range) {
  const bool is_whole = range.step == 1;
  std::string typed(text);
  if (!is_whole) std::ranges::replace(typed, ',', '.');
  const auto number = read_number(typed);
  if (!number || *number < range.low || *number > range.high) return std::nullopt;
  if (is_whole && *number != std::round(*number)) return std::nullopt;
  return number;
}

}  // namespace

Offer make_button(std::string id, std::string label, Action action) {
  return {.control = make_control(std::move(id), std::move(label), Control::Kind::button, ""),
          .act = [action = std::move(action)](std::string_view) -> Result<Action> { return action; }};
}

Offer make_toggle(std::string id, std::string label, bool value, std::function<Action(bool)> make) {
  return {.control =
              make_control(std::move(id), std::move(label), Control::Kind::toggle, value ? "true" : "false"),
          .act = [make = std::move(make)](std::string_view text) -> Result<Action> {
            if (text != "true" && text != "false") return Error{texts::kMirrorToggleWanted};
            return make(text == "true");
          }};
}

Offer make_choice(std::string id, std::string label, std::string value, std::vector<ChoiceOption> options) {
  Offer offer{.control =
                  make_control(std::move(id), std::move(label), Control::Kind::choice, std::move(value))};
  for (const ChoiceOption& option : options)
    offer.control.options.push_back({option.id, option.label, option.short_label, option.shorter});
  offer.act = [options = std::move(options)](std::string_view text) -> Result<Action> {
    const auto found = std::ranges::find(options, text, &ChoiceOption::id);
    if (found == options.end()) return Error{texts::kMirrorOptionWanted};
    return found->action;
  };
  return offer;
}

Offer make_number(std::string id, std::string label, double value, const NumberRange& range,
                  std::function<Action(double)> make) {
  Offer offer{.control = make_control(std::move(id), std::move(label), Control::Kind::number,
                                      fixed(value, range.digits))};
  offer.control.low = range.low;
  offer.control.high = range.high;
  offer.control.step = range.step;
  offer.act = [range, value, shown = offer.control.value,
               make = std::move(make)](std::string_view text) -> Result<Action> {
    if (text == shown) return make(value);  // which is not rounded
    const auto number = read_in_range(text, range);
    if (!number) return Error{number_wanted(range)};
    return make(*number);
  };
  return offer;
}

Offer make_text(std::string id, std::string label, std::string value, std::string apply,
                std::function<Result<Action>(std::string_view)> make) {
  Offer offer{.control = make_control(std::move(id), std::move(label), Control::Kind::text, std::move(value)),
              .act = std::move(make)};
  offer.control.apply = std::move(apply);
  return offer;
}

Offer make_line(std::string id, std::string label, std::string value, std::string apply,
                std::function<Result<Action>(std::string_view)> make) {
  Offer offer =
      make_text(std::move(id), std::move(label), std::move(value), std::move(apply), std::move(make));
  offer.control.kind = Control::Kind::line;
  return offer;
}

}  // namespace bottleneck
