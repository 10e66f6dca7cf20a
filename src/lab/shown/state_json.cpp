#include "lab/shown/state_json.h"

#include <nlohmann/json.hpp>

#include "lab/base/names.h"
#include "lab/data/browsing.h"
#include "lab/data/own_drawings.h"
#include "lab/data/picture_words.h"
#include "lab/session/queries.h"
#include "lab/session/reconstruction_rows.h"
#include "lab/session/settings.h"
#include "lab/shown/compression_words.h"
#include "lab/shown/data_words.h"
#include "lab/shown/map_words.h"
#include "lab/shown/neighbours_state.h"
#include "lab/shown/training_state.h"
#include "lab/shown/words.h"

namespace bottleneck {
namespace {

using Json = nlohmann::ordered_json;

// In the order of their enumerators.
constexpr const char* kDoubts[] = {"none", "split", "far", "faint"};
constexpr const char* kHalfStates[] = {"there", "failed", "loading", "to be made", "offered", "elsewhere"};
constexpr const char* kWorkers[] = {"absent", "starting", "ready", "failed"};
constexpr const char* kStorages[] = {"opening", "allowed", "refused"};

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

Json neighbours_json(const std::vector<Near>& neighbours) {
  Json list = Json::array();
  for (const Near& near : neighbours) {
    list.push_back({{"index", near.neighbour.index},
                    {"label", near.label},
                    {"distance", near.neighbour.distance},
                    {"decoded", near.is_decoded},
                    {"own", near.is_own}});
  }
  return list;
}

Json opinion_json(const Opinion& opinion) {
  if (!opinion.prediction) return {};
  return {{"prediction", *opinion.prediction},
          {"votes", opinion.votes},
          {"neighbours", neighbours_json(opinion.neighbours)},
          {"doubt", name_in(kDoubts, opinion.doubt)},
          {"references", opinion.references},
          {"milliseconds", opinion.ms}};
}

Json error_json(const Inference& inference) {
  return inference.error ? Json{{"bce", inference.error->bce}, {"mse", inference.error->mse}} : Json();
}

Json other_json(const Session& session) {
  const LibraryEntry* entry = other_entry(session);
  if (!entry) return {};
  const Inference& inference = session.other;
  return {{"model", entry->name},
          {"ready", entry->is_usable()},
          {"latent", or_null(inference.latent)},
          {"reconstruction", or_null(inference.reconstruction)},
          {"error", error_json(inference)},
          {"codes", opinion_json(inference.codes)}};
}

Json datasets_json(const Session& session) {
  Json list = Json::object();
  for (const DatasetEntry& entry : session.datasets.entries)
    list[entry.name] = {{"train", name_in(kHalfStates, half_state(session, entry, Split::train))},
                        {"test", name_in(kHalfStates, half_state(session, entry, Split::test))}};
  return list;
}

Json samples_json(const std::vector<Sample>& samples) {
  Json list = Json::array();
  for (const Sample& sample : samples) list.push_back(sample.label);
  return list;
}

Json models_json(const Library& library) {
  Json list = Json::array();
  for (const LibraryEntry& entry : library.entries)
    list.push_back({{"name", entry.name}, {"title", entry.title}, {"own", entry.is_own}});
  return list;
}

Json pictures_json(const Session& session) {
  const OwnPictures& own = session.own_pictures;
  const DatasetEntry& entry = *find_dataset(session.datasets, kPicturesDataset);
  const bool is_there = entry.train.images && entry.test.images;
  const auto counts = [&](const DatasetHalf& half) {  // of each class
    return is_there ? Json(class_counts(*half.images, entry.class_names.size())) : Json::array();
  };
  Json left_out = Json::array();
  for (const LeftOut& one : own.report.left_out) left_out.push_back({one.path, one.why});
  return {{"state", own.under_way ? "reading"
                    : is_there    ? "there"
                                  : "none"},
          {"done", own.under_way ? own.under_way->done : 0},
          {"total", own.under_way ? own.under_way->items.size() : 0},
          {"train", counts(entry.train)},
          {"test", counts(entry.test)},
          {"classes", entry.class_names},
          {"leftOut", std::move(left_out)},
          {"tooMany", own.report.too_many},
          {"error", own.error}};
}

Json place_json(const PlaceOnPage& place) {
  return {{"x", place.x}, {"y", place.y}, {"width", place.width}, {"height", place.height}};
}

Json book_json(const Session& session) {
  const Book& book = session.book;
  Json figures = Json::object();
  for (const auto& [row, figure] : book.record.figures) {
    figures[row] = {{"value", figure.value}, {"epochs", figure.from.epochs}, {"device", figure.from.device}};
  }
  return {{"wanted", book.wanted},
          {"isPaused", book.is_paused},
          {"problem", book.problem},
          {"tasks", book.tasks},
          {"left", tasks_left(session)},
          {"figures", std::move(figures)},
          {"guesses", Json(book.record.guesses)},
          {"answers", Json(book.record.answers)}};
}

Json setting_json(const Setting& setting, const Choices& choices) {
  switch (setting.kind) {
    case Setting::Kind::flag:
      return setting.value.get(choices) != 0;
    case Setting::Kind::number:
      return setting.range.step == 1 ? Json(std::llround(setting.value.get(choices)))
                                     : Json(setting.value.get(choices));
    default:
      return setting_text(setting, choices);
  }
}

Json weights_json(const Session& session) {
  const Neurons& neurons = session.neurons;
  return {{"layer", setting_text(session.choices, "layer")},
          {"neurons", neurons.size()},
          {"neuron", session.choices.weights.picked},
          {"measured", neurons.measured},
          {"dead", neurons.is_measured() ? Json(neurons.dead()) : Json()}};
}

Json reconstructions_json(const Session& session) {
  Json images = Json::array();
  for (const Original& original : session.reconstructed.originals) images.push_back(original.index);
  Json rows = Json::array();
  for (const LibraryEntry* entry : reconstruction_rows(session)) {
    const ErrorResult* result = errors_of_row(session, *entry);
    rows.push_back({{"model", entry->name},
                    {"bce", result ? Json(result->mean.bce) : Json()},
                    {"mse", result ? Json(result->mean.mse) : Json()}});
  }
  return {{"images", std::move(images)}, {"rows", std::move(rows)}};
}

Json places_json(const std::map<std::string, PlaceOnPage>& places) {
  Json json = Json::object();
  for (const auto& [name, place] : places) json[name] = place_json(place);
  return json;
}

}  // namespace

std::string write_state(const Session& session, const PageFacts& page) {
  const LibraryEntry* entry = chosen_entry(session);
  const Inference& inference = session.inference;
  const bool is_ready = entry && entry->is_usable();

  Json state;
  state["ready"] = is_ready;
  state["codesReady"] = is_ready && (entry->codes || !entry->card->has_codes);
  state["errors"] = errors_of(session);
  state["models"] = models_json(session.library);
  const Choices& choices = session.choices;
  const Browsing& browsing = choices.browsing;
  state["browsing"] = {{"dataset", browsed_dataset(session).name},
                       {"half", setting_text(choices, "half")},
                       {"class", browsing.label},
                       {"first", browsing.first},
                       {"picked", browsing.picked},
                       {"images", session.browsed.images.size()}};
  state["map"] = map_json(session);
  state["storage"] = name_in(kStorages, session.stored.state);
  state["storing"] = session.stored.waiting.size() + session.stored.under_way.size();
  state["model"] = entry ? Json(entry->name) : Json();
  const Sheet& sheet = session.drawing.sheet;
  state["strokes"] = strokes_json(sheet.strokes);
  state["picture"] =
      sheet.picture ? Json{{"index", sheet.picture->index}, {"label", sheet.picture->label}} : Json();
  state["isBusy"] = session.drawing.is_busy() || page.is_input_waiting;
  state["canUndo"] = session.drawing.can_undo();
  state["canRedo"] = session.drawing.can_redo();
  state["tool"] = session.tool == Tool::pen ? "pen" : "eraser";
  for (const Setting& setting : settings()) {
    if (setting.rules.state) state[setting.rules.state] = setting_json(setting, choices);
  }
  state["image"] = or_null(inference.image);
  state["latent"] = or_null(inference.latent);
  state["code"] = or_null(inference.code);
  state["isSweeping"] = session.sweep.has_value();
  state["reconstruction"] = or_null(inference.reconstruction);
  state["error"] = error_json(inference);
  state["votes"] = or_null(inference.codes.votes);
  state["classNames"] = is_ready ? Json(entry->card->class_names) : Json();
  state["prediction"] = or_null(inference.codes.prediction);
  state["doubt"] = name_in(kDoubts, inference.codes.doubt);
  state["neighbours"] = neighbours_json(inference.codes.neighbours);
  state["milliseconds"] = {{"network", inference.network_ms}, {"neighbours", inference.codes.ms}};
  state["other"] = other_json(session);
  // An answer about another drawing is not shown as one about this one.
  const bool is_current = session.pixels.image && session.pixels.image == inference.image;
  state["pixels"] = is_current ? opinion_json(session.pixels.opinion) : Json();
  state["samples"] = {{"source", setting_text(choices, "samples")},
                      {"page", choices.sample_page},
                      {"labels", samples_json(session.samples)}};
  state["drawings"] = {{"count", session.drawings.size()},
                       {"labels", label_counts(session.drawings)},
                       {"used", choices.uses_drawings}};
  state["datasets"] = datasets_json(session);
  state["pictures"] = pictures_json(session);
  state["worker"] = name_in(kWorkers, session.jobs.worker);
  state["memory"] = {{"page", page.page_memory}, {"worker", page.worker_memory}};
  const JobProgress& encoding = session.jobs.job<EncodeImages>();
  state["encoding"] = encoding.id != 0 ? Json(encoding.share) : Json();
  state["training"] = training_state(session);
  if (choices.station == Station::weights) state["weights"] = weights_json(session);
  if (choices.station == Station::reconstructions) state["reconstructions"] = reconstructions_json(session);
  if (choices.station == Station::compression) state["compression"] = compression_json(session);
  state["book"] = book_json(session);
  if (choices.station == Station::neighbours) state["neighboursTest"] = neighbours_state(session);
  state["notes"] = session.notes;
  state["isDialogOpen"] = session.dialog != Dialog::none;
  state["address"] = page.address;
  state["framesDrawn"] = page.frames_drawn;
  state["pixelRatio"] = page.pixel_ratio;
  state["canvasWidth"] = page.canvas_width;
  state["isDark"] = page.is_dark;
  state["places"] = places_json(page.places);
  state["parts"] = places_json(page.parts);
  state["lit"] = page.lit;
  state["focus"] = page.focus ? place_json(*page.focus) : Json();
  // Names come from files: what is not UTF-8 in them is replaced rather than thrown at.
  return state.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace bottleneck
