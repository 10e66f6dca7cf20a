#include "lab/session/update_map.h"

#include <algorithm>
#include <utility>

#include "lab/models/neighbouring_classes.h"
#include "lab/session/queries.h"

namespace bottleneck {
namespace {

constexpr double kFitSliceMs = 6;           // of a frame's time, for the components of long codes
constexpr std::size_t kCodesAtOnce = 2000;  // from one look at the clock to the next

// Whether it is done.
bool fit_components(MapState& state, Clock clock) {
  const CodeLibrary& codes = *state.codes;
  const auto width = static_cast<std::size_t>(codes.references.width);
  const auto count = static_cast<std::size_t>(codes.size());
  if (!state.fit) state.fit.emplace(codes.references.width);
  const double end = clock() + kFitSliceMs;
  do {
    const std::size_t next = std::min(kCodesAtOnce, count - state.fitted);
    state.fit->add(std::span(codes.codes).subspan(state.fitted * width, next * width));
    state.fitted += next;
  } while (state.fitted < count && clock() < end);
  if (state.fitted < count) return false;
  state.components = state.fit->components(codes.references.width);
  state.fit.reset();
  const auto [from, to] = neighbouring_images(codes);
  state.usual_walk = {from, to};
  return true;
}

// Whether it is another one now.
bool update_shown_map(MapState& state, const MapChoices& choices) {
  const int last = state.codes->references.width - 1;
  const std::array units{std::min(choices.across - 1, last), std::min(choices.up - 1, last)};
  if (const LatentMap* map = state.map.get()) {
    const bool is_whole = last < 2;
    if (is_whole || (map->axes == choices.axes && (map->axes == MapAxes::components || map->units == units)))
      return false;
    state.probed_at.reset();  // it was a place of the other map
  }
  state.map = make_latent_map(state.codes, *state.components, choices.axes, units);
  return true;
}

std::span<const float> code_of(const MapState& state, int image) {
  return state.codes->code(static_cast<std::size_t>(image));
}

Image decode_image(const Autoencoder& model, std::span<const float> code) {
  std::vector<float> pixels(kPixels);
  decode(model, code, pixels);
  return to_image(pixels);
}

bool update_pointed(Session& session) {
  MapState& state = session.map;
  MapImage next{.index = state.pointed_at >= 0 ? state.pointed_at : state.walk.from,
                .images = code_images(session, chosen_entry(session))};
  if (next.index == state.pointed.index && next.images == state.pointed.images) return false;
  if (next.images) std::ranges::copy(next.images->image(next.index), next.image.emplace().begin());
  next.reconstruction = decode_image(*state.model, code_of(state, next.index));
  state.pointed = std::move(next);
  return true;
}

bool update_probe(Session& session) {
  MapState& state = session.map;
  const MapPoint place = state.probed_at.value_or(place_of(*state.map, state.components->mean));
  std::vector<float> code = code_at(*state.map, place, has_positive_codes(session));
  if (place == state.probe.place && code == state.probe.code) return false;
  state.probe = {.place = place, .code = code, .image = decode_image(*state.model, code)};
  return true;
}

bool update_walk(MapState& state, const MapChoices& choices) {
  const auto chosen = [&](int image, int usual) {
    return image >= 0 && image < state.codes->size() ? image : usual;
  };
  MapWalk next{.from = chosen(choices.from, state.usual_walk[0]),
               .to = chosen(choices.to, state.usual_walk[1])};
  if (next.from == state.walk.from && next.to == state.walk.to) return false;
  const auto from = code_of(state, next.from);
  const auto to = code_of(state, next.to);
  std::vector<float> code(from.size());
  for (int step = 0; step < kWalkSteps; ++step) {
    const float share = static_cast<float>(step) / (kWalkSteps - 1);
    for (std::size_t unit = 0; unit < code.size(); ++unit)
      code[unit] = from[unit] + share * (to[unit] - from[unit]);
    next.steps.push_back(decode_image(*state.model, code));
  }
  state.walk = std::move(next);
  return true;
}

bool update_drawing(Session& session) {
  MapState& state = session.map;
  const std::vector<float>& code = session.inference.code;
  std::optional<MapPoint> next;
  if (code.size() == static_cast<std::size_t>(state.map->width)) next = place_of(*state.map, code);
  return std::exchange(state.drawing, next) != next;
}

bool is_image(const MapState& state, int index) {
  return state.codes && index >= 0 && index < state.codes->size();
}

}  // namespace

bool has_positive_codes(const Session& session) {
  return session.map.model && !session.map.model->architecture.linear_latent;
}

bool update_map(Session& session, Clock clock) {
  if (session.choices.station != Station::map) return false;
  MapState& state = session.map;
  const LibraryEntry* entry = chosen_entry(session);
  const bool is_there = entry && entry->is_usable() && entry->codes && entry->codes->size() >= 2;
  auto codes = is_there ? entry->codes : nullptr;
  if (state.codes != codes) {
    state = {.codes = std::move(codes)};
    if (is_there) state.model = entry->model;
  }
  if (!is_there) return false;
  if (!state.components && !fit_components(state, clock)) return true;
  const MapChoices& choices = session.choices.map;
  bool has_changed = update_shown_map(state, choices);
  has_changed = update_walk(state, choices) || has_changed;
  has_changed = update_pointed(session) || has_changed;
  has_changed = update_probe(session) || has_changed;
  return update_drawing(session) || has_changed;
}

void act(Session& session, const MoveMap& action) {
  session.choices.map.part = action.part;
}

void act(Session& session, const PointAt& action) {
  MapState& state = session.map;
  if (is_image(state, action.image)) state.pointed_at = action.image;
}

void act(Session& session, const ProbeMap& action) {
  session.map.probed_at = action.place;
}

void act(Session& session, const ChooseWalk& action) {
  MapState& state = session.map;
  if (!is_image(state, action.image)) {
    state.is_choosing = !state.is_choosing;
    state.first_chosen = -1;
  } else if (state.first_chosen < 0) {
    state.first_chosen = action.image;
  } else {
    session.choices.map.from = std::exchange(state.first_chosen, -1);
    session.choices.map.to = action.image;
    state.is_choosing = false;
  }
}

}  // namespace bottleneck
