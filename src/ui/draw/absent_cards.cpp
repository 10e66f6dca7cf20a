// The cards of the neighbours while there is nobody to vote: what is missing stands in lab/shown/missing.h.
#include "lab/session/queries.h"
#include "lab/shown/missing.h"
#include "ui/draw/cards.h"

namespace bottleneck {
namespace {

// Several cards may have a button for the same offer.
std::string place_of_button(Tab card, bool is_alarm, const std::string& offer) {
  if (card == Tab::codes) return offer == "cancel-training" ? "codes:cancel" : offer;
  if (card == Tab::other_codes) return "other-" + offer;
  const bool is_retry = offer == "retry" || (offer == "load-training" && is_alarm);
  return is_retry ? "pixels-retry" : offer;
}

}  // namespace

std::optional<Absence> absence_of(const Session& session, Tab card) {
  auto missing =
      card == Tab::pixels
          ? missing_pixels(session)
          : missing_codes(session, card == Tab::other_codes ? other_entry(session) : chosen_entry(session));
  if (!missing) return std::nullopt;
  Absence absence{.text = std::move(missing->text),
                  .is_alarm = missing->is_alarm,
                  .progress = std::move(missing->progress)};
  for (const std::string& offer : missing->helps)
    absence.buttons.emplace_back(offer, "", place_of_button(card, absence.is_alarm, offer));
  return absence;
}

}  // namespace bottleneck
