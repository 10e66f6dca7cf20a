#include "lab/shown/map_words.h"

#include <cmath>

#include <nlohmann/json.hpp>

#include "lab/base/figures.h"
#include "lab/session/queries.h"
#include "lab/session/update_map.h"
#include "texts/map.h"

namespace bottleneck {
namespace {

using Json = nlohmann::ordered_json;

constexpr int kCsvDigits = 5;

Json point_json(const MapPoint& point) {
  return {{"x", point.x}, {"y", point.y}};
}

std::string percent(double share) {
  return fixed(100 * share, 0);
}

}  // namespace

std::string map_title(const MapState& state) {
  const LatentMap& map = *state.map;
  const std::string count = grouped(map.size());
  if (map.width == 1) return fill(texts::kMapTitleOne, {count});
  if (map.width == 2) return fill(texts::kMapTitleTwo, {count});
  return fill(map.axes == MapAxes::components ? texts::kMapTitle : texts::kMapTitleUnits,
              {count, std::to_string(map.width)});
}

std::string seen_in_words(const LatentMap& map) {
  if (map.width == 1) return texts::kMapSeenOne;
  if (map.width == 2) return texts::kMapSeenWhole;
  const std::string share = percent(map.share_seen);
  const std::string width = std::to_string(map.width);
  if (map.axes == MapAxes::units) return fill(texts::kMapSeenUnits, {share, width});
  return fill(texts::kMapSeen, {share, width, std::to_string(map.width - 2)});
}

std::string probe_in_words(const Session& session) {
  const LatentMap& map = *session.map.map;
  const int unseen = map.width - 2;
  if (unseen <= 0) return "";
  const char* pattern = texts::kMapProbeComponents;
  if (map.axes == MapAxes::units) {
    pattern = unseen == 1 ? texts::kMapProbeUnitOne : texts::kMapProbeUnits;
  } else if (has_positive_codes(session)) {
    pattern = texts::kMapProbeComponentsPositive;
  }
  return fill(pattern, {std::to_string(unseen)});
}

std::string class_of_image(const Session& session, int image) {
  return class_name(chosen_entry(session), session.map.codes->labels[static_cast<std::size_t>(image)]);
}

Numbers numbers_of_map(const Session& session) {
  const LatentMap* map = session.map.map.get();
  Numbers numbers{.stem = "map-" + session.choices.model,
                  .rows = {{texts::kMapIndexColumn, texts::kMapLabelColumn, "x", "y"}}};
  for (int image = 0; map && image < map->size(); ++image) {
    const MapPoint place = place_of_image(*map, image);
    numbers.rows.push_back({std::to_string(image), class_of_image(session, image),
                            fixed(static_cast<double>(place.x), kCsvDigits),
                            fixed(static_cast<double>(place.y), kCsvDigits)});
  }
  return numbers;
}

Json map_json(const Session& session) {
  const MapState& state = session.map;
  if (!state.map) return {};
  const MapChoices& choices = session.choices.map;
  Json json{{"axes", state.map->axes == MapAxes::components ? "components" : "units"},
            {"units", state.map->units},
            {"points", state.map->size()},
            {"shareSeen", state.map->share_seen},
            {"class", choices.label},
            {"x", choices.part.x},
            {"y", choices.part.y},
            {"zoom", choices.part.zoom},
            {"choosing", state.is_choosing}};
  json["pointed"] = point_json(place_of_image(*state.map, state.pointed.index));
  json["pointed"]["index"] = state.pointed.index;
  json["pointed"]["label"] = state.codes->labels[static_cast<std::size_t>(state.pointed.index)];
  json["pointed"]["isLoaded"] = state.pointed.image.has_value();
  json["probe"] = point_json(state.probe.place);
  json["probe"]["code"] = state.probe.code;
  json["walk"] = {{"from", state.walk.from}, {"to", state.walk.to}};
  json["drawing"] = state.drawing ? point_json(*state.drawing) : Json();
  return json;
}

}  // namespace bottleneck
