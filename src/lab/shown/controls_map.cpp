// The latent map: what is seen of it, and what can be done on it.
#include <algorithm>
#include <cmath>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lab/base/figures.h"
#include "lab/session/queries.h"
#include "lab/shown/map_words.h"
#include "lab/shown/missing.h"
#include "lab/shown/offer.h"
#include "texts/map.h"
#include "texts/stations.h"

namespace bottleneck {
namespace {

constexpr float kZoomStep = 1.6F;
constexpr float kPanStep = 0.25F;  // of what is seen
constexpr int kPlaceDigits = 2;

std::string place_text(float value) {
  return fixed(static_cast<double>(value), kPlaceDigits);
}

// unit: counted from 0.
Offer unit_number(const char* word, int unit, int units) {
  const Setting& setting = setting_of(word);
  return make_number(
             setting.control.id, setting.control.label, unit + 1.0,
             {.low = 1, .high = static_cast<double>(units), .step = 1},
             [word = setting.word](double number) { return Set{.word = word, .value = fixed(number, 0)}; })
      .with_short_labels_of(setting);
}

// Of the classes that have images, and the one that an address named.
Offer map_class_choice(const Session& session, const LatentMap& map) {
  const Setting& setting = setting_of("only");
  const int label = session.choices.map.label;
  std::vector<ChoiceOption> options{{"all", texts::kMapAllClasses, Set{.word = setting.word, .value = ""}}};
  const int classes = static_cast<int>(map.centres.size());
  for (int i = 0; i < std::max(classes, label + 1); ++i) {
    const bool has_images = i < classes && map.centres[static_cast<std::size_t>(i)];
    if (has_images || i == label)
      options.push_back({std::to_string(i), class_name(chosen_entry(session), i),
                         Set{.word = setting.word, .value = std::to_string(i)}});
  }
  return make_choice(setting.control.id, setting.control.label, label < 0 ? "all" : std::to_string(label),
                     std::move(options));
}

// The middle of what is seen stays where it is.
Offer zoom_offer(const char* id, const char* label, const MapPart& part, float by) {
  MapPart next = part;
  next.zoom = std::clamp(part.zoom * by, kLeastZoom, kMostZoom);
  return make_button(id, label, MoveMap{next}).enabled_if(next.zoom != part.zoom);
}

// What a pointer drags the map for. across, up: by how many steps the middle of what is seen moves.
Offer pan_offer(const char* id, const char* label, const MapBox& box, const MapPart& part, float across,
                float up) {
  const MapPart next = panned(box, part, 1, 1, {-across * kPanStep, up * kPanStep});
  return make_button(id, label, MoveMap{next}).enabled_if(next != part);
}

void add_part_offers(OfferGroup& group, const MapBox& box, const MapPart& part) {
  group.add(zoom_offer("map:closer", texts::kMapCloser, part, kZoomStep));
  group.add(zoom_offer("map:wider", texts::kMapWider, part, 1 / kZoomStep));
  group.add(make_button("map:all", texts::kMapAll, MoveMap{})
                .with_short_label(texts::kMapAllShort)
                .enabled_if(part != MapPart{}));
  group.add(pan_offer("map:left", texts::kMirrorMapLeft, box, part, -1, 0));
  group.add(pan_offer("map:right", texts::kMirrorMapRight, box, part, 1, 0));
  group.add(pan_offer("map:above", texts::kMirrorMapAbove, box, part, 0, 1));
  group.add(pan_offer("map:below", texts::kMirrorMapBelow, box, part, 0, -1));
}

Offer map_image_number(const char* id, const char* label, int image, const LatentMap& map,
                       std::function<Action(double)> make) {
  return make_number(id, label, image, {.low = 0, .high = map.size() - 1.0, .step = 1}, std::move(make));
}

Offer walk_number(const char* word, int image, const LatentMap& map) {
  const Setting& setting = setting_of(word);
  return map_image_number(
      setting.control.id, setting.control.label, image, map,
      [word = setting.word](double i) { return Set{.word = word, .value = fixed(i, 0)}; });
}

// In numbers that can be typed, all of which are within reach.
NumberRange place_range(float low, float high) {
  constexpr double kPlaceSteps = 100;
  return {.low = std::floor(static_cast<double>(low) * kPlaceSteps) / kPlaceSteps,
          .high = std::ceil(static_cast<double>(high) * kPlaceSteps) / kPlaceSteps,
          .step = 0,
          .digits = kPlaceDigits};
}

// The ring may lie beyond all points: then the number is the last one that can be typed.
Offer probe_number(const char* id, const char* label, float value, float low, float high,
                   std::function<Action(double)> make) {
  const NumberRange range = place_range(low, high);
  return make_number(id, label, std::clamp(static_cast<double>(value), range.low, range.high), range,
                     std::move(make));
}

void add_probe_numbers(OfferGroup& group, const LatentMap& map, const MapPoint& place) {
  const MapBox& box = map.grid.box;
  group.add(probe_number("map:probe-x", texts::kMirrorMapProbeX, place.x, box.low.x, box.high.x,
                         [y = place.y](double x) { return ProbeMap{{static_cast<float>(x), y}}; }));
  if (map.width < 2) return;
  group.add(probe_number("map:probe-y", texts::kMirrorMapProbeY, place.y, box.low.y, box.high.y,
                         [x = place.x](double y) { return ProbeMap{{x, static_cast<float>(y)}}; }));
}

// Of what can be done with the drawing: the rest is at the pad's own station.
bool is_for_map(std::string_view id) {
  return id == "undo" || id == "clear" || id == "strokes";
}

// --- what is seen

void tell_places(OfferGroup& group, const Session& session) {
  const MapState& state = session.map;
  const LatentMap& map = *state.map;
  const MapPoint pointed = place_of_image(map, state.pointed.index);
  group.tell(texts::kMirrorMapPointed,
             fill(texts::kMirrorMapPointedValue,
                  {grouped(state.pointed.index), class_of_image(session, state.pointed.index),
                   place_text(pointed.x), place_text(pointed.y)}));
  std::string code;
  for (const float value : state.probe.code) code += (code.empty() ? "" : ", ") + place_text(value);
  const auto nearest =
      nearest_point(map, state.probe.place, map.grid.box.width() + map.grid.box.height(), -1);
  const int image = nearest ? static_cast<int>(map.images[*nearest]) : 0;
  group.tell(texts::kMirrorMapProbe, fill(texts::kMirrorMapProbeValue,
                                          {place_text(state.probe.place.x), place_text(state.probe.place.y),
                                           code, grouped(image), class_of_image(session, image)}));
  const MapWalk& walk = state.walk;
  group.tell(texts::kMirrorMapWalk,
             fill(texts::kMirrorMapWalkValue,
                  {grouped(walk.from), class_of_image(session, walk.from), grouped(walk.to),
                   class_of_image(session, walk.to), std::to_string(kWalkSteps)}));
  if (state.drawing)
    group.tell(texts::kMirrorMapDrawing, fill(texts::kMirrorMapDrawingValue,
                                              {place_text(state.drawing->x), place_text(state.drawing->y)}));
}

void tell_tables(OfferGroup& group, const Session& session) {
  const LatentMap& map = *session.map.map;
  group.tell(texts::kMirrorMapSeen, seen_in_words(map));
  Finding shares{
      .label = texts::kMapSeenTitle,
      .table = {{map.axes == MapAxes::components ? texts::kMirrorMapComponent : texts::kMirrorMapUnit,
                 texts::kMirrorMapShare}}};
  for (std::size_t i = 0; i < map.shares.size(); ++i)
    shares.table.push_back(
        {std::to_string(i + 1), fixed(100 * static_cast<double>(map.shares[i]), 1) + " %"});
  group.findings.push_back(std::move(shares));
  Finding centres{
      .label = texts::kMirrorMapCentres,
      .table = {{texts::kMirrorMapClassColumn, texts::kMirrorMapAcrossColumn, texts::kMirrorMapUpColumn}}};
  for (std::size_t i = 0; i < map.centres.size(); ++i) {
    if (const auto& centre = map.centres[i])
      centres.table.push_back({class_name(chosen_entry(session), static_cast<int>(i)), place_text(centre->x),
                               place_text(centre->y)});
  }
  group.findings.push_back(std::move(centres));
}

}  // namespace

OfferGroup map_offers(const Session& session) {
  OfferGroup group{.id = "map", .title = texts::kMirrorMap};
  const LibraryEntry* entry = chosen_entry(session);
  if (const auto missing = missing_codes(session, entry)) {
    add_help(group, session, *missing);
    group.tell(texts::kMirrorMap, missing->text);
    return group;
  }
  const MapState& state = session.map;
  if (!state.map || state.codes != entry->codes) {
    group.tell(texts::kMirrorMap, texts::kMapMaking);
    return group;
  }
  const LatentMap& map = *state.map;
  const MapChoices& choices = session.choices.map;
  if (map.width > 2) {
    group.add(setting_offer(session, setting_of("axes")));
    if (map.axes == MapAxes::units) {
      group.add(unit_number("across", map.units[0], map.width));
      group.add(unit_number("up", map.units[1], map.width));
    }
  }
  group.add(map_class_choice(session, map));
  add_part_offers(group, map.box, choices.part);
  group.add(map_image_number("map:image", texts::kMirrorMapPoint, state.pointed.index, map,
                             [](double image) { return PointAt{static_cast<int>(image)}; }));
  add_probe_numbers(group, map, state.probe.place);
  group.add(make_button("map:choose", state.is_choosing ? texts::kMapChooseStop : texts::kMapChooseOthers,
                        ChooseWalk{}));
  group.add(walk_number("walk", state.walk.from, map));
  group.add(walk_number("walkto", state.walk.to, map));
  group.add(make_button("map:walk-picture", texts::kMirrorMapWalkPicture, SavePicture{PicturePart::walk})
                .with_short_label(texts::kPicture));
  for (Offer& offer : drawing_offers(session).offers) {
    if (is_for_map(offer.control.id)) group.add(std::move(offer));
  }
  if (!state.pointed.image) {
    if (const auto missing = missing_pixels(session)) add_help(group, session, *missing);
  }
  tell_places(group, session);
  tell_tables(group, session);
  return group;
}

}  // namespace bottleneck
