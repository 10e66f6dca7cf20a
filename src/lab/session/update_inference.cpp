#include "lab/session/update_inference.h"

#include <cmath>
#include <memory>
#include <utility>

#include "lab/models/card_measures.h"
#include "lab/models/own_neighbours.h"
#include "lab/session/keeping_drawings.h"
#include "lab/session/perform.h"
#include "lab/session/queries.h"

namespace bottleneck {
namespace {

// How long a unit takes from its lowest value to its highest and back.
constexpr double kSweepMs = 4000;
constexpr double kCalmSteps = 5;

InferenceInputs inputs_for(const Session& session, const LibraryEntry* entry,
                           const std::optional<Image>& image, std::shared_ptr<const OwnCodes>& cached) {
  InferenceInputs inputs{.image = image, .k = session.choices.neighbours};
  if (!entry || !entry->is_usable()) return inputs;
  inputs.card = entry->card;
  inputs.model = entry->model;
  inputs.codes = entry->codes;
  // A dataset that is made here may be another by now than when the codes were computed.
  const DatasetEntry* dataset = dataset_of(session, entry);
  if (dataset) inputs.training = dataset->train.images;
  if (inputs.codes && inputs.codes->images) inputs.training = inputs.codes->images;
  const auto drawings = voting_drawings(session, entry);
  if (drawings && inputs.codes && image) {
    cached = own_codes(cached, inputs.model, drawings);
    inputs.own = cached;
  }
  return inputs;
}

// A triangle wave over the unit's range. Where little motion is wanted, in few steps.
void move_sweep(Session& session, double now) {
  const LibraryEntry* entry = chosen_entry(session);
  const auto unit = static_cast<std::size_t>(session.sweep->unit);
  if (!entry || !entry->is_usable() || unit >= session.inference.latent.size()) return;
  const UnitRange range = unit_range(*entry->card, session.sweep->unit);
  if (!session.sweep->start_ms) session.sweep->start_ms = now;
  const double period = session.is_motion_reduced ? 3 * kSweepMs : kSweepMs;
  const double phase = std::fmod((now - *session.sweep->start_ms) / period, 1.0);
  double share = phase < 0.5 ? 2 * phase : 2 - 2 * phase;
  if (session.is_motion_reduced) share = std::round(share * kCalmSteps) / kCalmSteps;
  if (session.edited_code.empty()) session.edited_code = session.inference.latent;
  session.edited_code[unit] = range.low + static_cast<float>(share) * (range.high - range.low);
}

// The image on the pad. A drawing takes time in proportion to its points, so only another one is rendered.
void update_image(Session& session) {
  const Sheet& sheet = session.drawing.sheet;
  const Choices& choices = session.choices;
  Session::PadImage& last = session.pad_image;
  if (last.sheet != sheet || last.pen != choices.pen || last.is_normalised != choices.is_normalised) {
    last = {.sheet = sheet,
            .pen = choices.pen,
            .is_normalised = choices.is_normalised,
            .image = image_of(sheet, choices.pen, choices.is_normalised)};
  }
}

bool infer_anew(Session& session, Clock clock) {
  const std::optional<Image>& image = session.pad_image.image;
  InferenceInputs inputs = inputs_for(session, chosen_entry(session), image, session.own_codes);
  // Another drawing or another model has a code of its own.
  if (inputs.image != session.inferred_from.image || inputs.model != session.inferred_from.model) {
    session.edited_code.clear();
    session.sweep.reset();
  }
  if (session.sweep) move_sweep(session, clock());
  if (!session.edited_code.empty()) inputs.code = session.edited_code;
  bool has_changed = false;
  if (inputs != session.inferred_from) {
    session.inference = infer(inputs, clock);
    session.inferred_from = std::move(inputs);
    has_changed = true;
  }
  InferenceInputs other = inputs_for(session, other_entry(session), image, session.other_own_codes);
  if (other != session.other_inferred_from) {
    session.other = infer(other, clock);
    session.other_inferred_from = std::move(other);
    has_changed = true;
  }
  return has_changed;
}

// Sets the units that a link sets, once there is a code; whether there is one now.
bool settle_units(Session& session) {
  if (session.wanted_units.empty()) return false;
  if (session.wanted_units_of.empty()) session.wanted_units_of = session.choices.model;
  if (session.wanted_test_image) return false;
  // There is nothing on the pad, or the reader went on to another drawing or model meanwhile.
  if (!session.inferred_from.image || session.drawing.is_busy() ||
      session.wanted_units_of != session.choices.model)
    session.wanted_units.clear();
  if (session.inference.latent.empty()) return false;
  for (const UnitValue& one : std::exchange(session.wanted_units, {}))
    perform(session, SetUnit{.unit = one.unit, .value = one.value});
  return true;
}

}  // namespace

bool update_inference(Session& session, Clock clock) {
  update_image(session);
  const bool has_changed = infer_anew(session, clock);
  return (settle_units(session) && infer_anew(session, clock)) || has_changed;
}

bool can_rehearse(const Session& session) {
  const LibraryEntry* entry = chosen_entry(session);
  return entry && entry->is_usable() && entry->codes && !session.samples.empty();
}

void rehearse(const Session& session, int turn, Clock clock) {
  if (!can_rehearse(session)) return;
  const Choices& choices = session.choices;
  const LibraryEntry& entry = *chosen_entry(session);
  const Sample& sample = session.samples[static_cast<std::size_t>(turn) % session.samples.size()];
  (void)infer({.image = image_of(sample.sheet, choices.pen, choices.is_normalised),
               .card = entry.card,
               .model = entry.model,
               .codes = entry.codes,
               .k = choices.neighbours},
              clock);
}

}  // namespace bottleneck
