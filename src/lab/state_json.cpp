#include "lab/state_json.h"

#include <nlohmann/json.hpp>

namespace bottleneck {
namespace {

using Json = nlohmann::ordered_json;

Json strokes_json(const Strokes& strokes) {
  Json list = Json::array();
  for (const Stroke& stroke : strokes) {
    Json points = Json::array();
    for (const Point& point : stroke) points.push_back({point.x, point.y, point.width});
    list.push_back(std::move(points));
  }
  return list;
}

template <class T>
Json or_null(const std::optional<T>& value) {
  return value ? Json(*value) : Json();
}

template <class T>
Json or_null(const std::vector<T>& values) {
  return values.empty() ? Json() : Json(values);
}

Json neighbours_json(const std::vector<NearCode>& neighbours) {
  Json list = Json::array();
  for (const NearCode& near : neighbours) {
    list.push_back(
        {{"index", near.neighbour.index}, {"label", near.label}, {"distance", near.neighbour.distance}});
  }
  return list;
}

Json models_json(const Library& library) {
  Json list = Json::array();
  for (const LibraryEntry& entry : library.entries)
    list.push_back({{"name", entry.name}, {"title", entry.title}});
  return list;
}

// What the reader is told about failed files: the list's, and the chosen model's.
Json errors_json(const Session& session) {
  Json list = Json::array();
  const auto add = [&](const std::string& error) {
    if (!error.empty()) list.push_back(error);
  };
  add(session.library.index_file.error);
  if (const LibraryEntry* entry = chosen_entry(session)) {
    add(entry->error());
    add(entry->codes_file.error);
  }
  return list;
}

const char* theme_name(Theme theme) {
  switch (theme) {
    case Theme::light:
      return "light";
    case Theme::dark:
      return "dark";
    case Theme::system:
      break;
  }
  return "system";
}

}  // namespace

std::string write_state(const Session& session, const PageFacts& page) {
  const LibraryEntry* entry = chosen_entry(session);
  const Reading& reading = session.reading;
  const bool is_ready = entry && entry->is_usable();

  Json state;
  state["ready"] = is_ready;
  state["codesReady"] = is_ready && (entry->codes || !entry->card->has_codes);
  state["errors"] = errors_json(session);
  state["models"] = models_json(session.library);
  state["model"] = entry ? Json(entry->name) : Json();
  state["strokes"] = strokes_json(session.drawing.strokes);
  state["canUndo"] = session.drawing.can_undo();
  state["canRedo"] = session.drawing.can_redo();
  state["pen"] = session.choices.pen;
  state["theme"] = theme_name(session.choices.theme);
  state["image"] = or_null(reading.image);
  state["latent"] = or_null(reading.latent);
  state["reconstruction"] = or_null(reading.reconstruction);
  state["error"] = reading.error ? Json{{"bce", reading.error->bce}, {"mse", reading.error->mse}} : Json();
  state["votes"] = or_null(reading.votes);
  state["classNames"] = is_ready ? Json(entry->card->class_names) : Json();
  state["prediction"] = or_null(reading.prediction);
  state["neighbours"] = neighbours_json(reading.neighbours);
  state["milliseconds"] = {{"network", reading.network_ms}, {"neighbours", reading.neighbours_ms}};
  state["framesDrawn"] = page.frames_drawn;
  state["pixelRatio"] = page.pixel_ratio;
  state["isDark"] = page.is_dark;
  Json places = Json::object();
  for (const auto& [name, place] : page.places) {
    places[name] = {{"x", place.x}, {"y", place.y}, {"width", place.width}, {"height", place.height}};
  }
  state["places"] = std::move(places);
  // Names come from files: what is not UTF-8 in them is replaced rather than thrown at.
  return state.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace bottleneck
