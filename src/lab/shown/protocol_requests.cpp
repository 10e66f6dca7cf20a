// What the host asks, and what it is answered.
#include <algorithm>
#include <cmath>
#include <optional>
#include <variant>

#include "formats/json_strict.h"
#include "lab/base/figures.h"
#include "lab/drawing/drawing.h"
#include "lab/session/address.h"
#include "lab/session/perform.h"
#include "lab/session/queries.h"
#include "lab/session/training_steps.h"
#include "lab/session/update.h"
#include "lab/shown/numbers.h"
#include "lab/shown/protocol.h"
#include "lab/shown/protocol_json.h"
#include "lab/shown/training_words.h"
#include "texts/protocol.h"

namespace bottleneck {
namespace {

using Json = nlohmann::ordered_json;
using Asked = nlohmann::json;

constexpr double kBrightest = 255;

struct Refusal {
  const char* code;
  std::string message;
};
using Answer = std::variant<Json, Refusal>;

Refusal malformed(std::string message) {
  return {.code = "bad-request", .message = std::move(message)};
}

// --- the state

Json state_answer(const Session& session) {
  Json words = Json::object();
  for (const Setting& setting : settings()) words[setting.word] = setting_text(setting, session.choices);
  return {{"address", address_of(session)}, {"settings", std::move(words)}};
}

// Of names that are no model's or dataset's here, a setting goes back to what it was: the first of those
// that did.
const Setting* undone_setting(const Asked& words, const Choices& wanted, const Choices& choices) {
  const auto undone = std::ranges::find_if(settings(), [&](const Setting& setting) {
    return words.contains(setting.word) && setting.kind == Setting::Kind::name &&
           setting.name_in(wanted) != setting.name_in(choices);
  });
  return undone == settings().end() ? nullptr : &*undone;
}

// Takes all of the settings, or none of them.
std::optional<Refusal> take_settings(Session& session, const Asked& words) {
  const auto bad = [](std::string message) { return Refusal{"bad-setting", std::move(message)}; };
  const auto bad_value = [&](const Setting& setting, const std::string& text) {
    return bad(fill(texts::kProtocolBadSetting, {shown(setting.word), shown(text)}));
  };
  Choices wanted = session.choices;
  for (const auto& [word, value] : words.items()) {
    const Setting* setting = find_setting(word);
    if (!setting) return bad(fill(texts::kProtocolUnknownSetting, {shown(word)}));
    if (!value.is_string()) return bad(fill(texts::kProtocolNoText, {shown(word)}));
    // What a setting usually is may lie outside what a reader can set: "all classes" is -1.
    const std::string text = value.get<std::string>();
    AddressNotes notes;
    if (text != setting_text(*setting, kUsual)) read_setting(*setting, text, wanted, notes);
    if (!std::move(notes).all().empty()) return bad_value(*setting, text);
  }

  const Choices before = session.choices;
  const auto suits_meaning = session.suits_meaning;
  const auto wanted_test_image = session.wanted_test_image;
  for (const Setting& setting : settings()) {
    if (!words.contains(setting.word)) continue;
    const std::string text = words[setting.word].get<std::string>();
    perform(session, Set{.word = setting.word, .value = text == setting_text(setting, kUsual) ? "" : text});
  }
  const Setting* undone = undone_setting(words, wanted, session.choices);
  if (!undone) return std::nullopt;
  session.choices = before;
  session.suits_meaning = suits_meaning;
  session.wanted_test_image = wanted_test_image;
  return bad_value(*undone, words[undone->word].get<std::string>());
}

Answer connect(Session& /*session*/, const Asked& /*data*/) {
  return Json{{"protocol", kProtocolVersion}, {"version", kPageVersion}};
}

Answer get_state(Session& session, const Asked& /*data*/) {
  return state_answer(session);
}

Answer set_state(Session& session, const Asked& data) {
  const auto address = data.find("address");
  const auto words = data.find("settings");
  if ((address == data.end()) == (words == data.end())) return malformed(texts::kProtocolOneOfTwo);
  if (words != data.end()) {
    if (!words->is_object()) return malformed(texts::kProtocolSettingsObject);
    if (auto refusal = take_settings(session, *words)) return *std::move(refusal);
    return state_answer(session);
  }
  if (!address->is_string()) return malformed(texts::kProtocolAddressText);
  const Address said = read_address(address->get<std::string>());
  if (!said.notes.empty()) return Refusal{"bad-setting", said.notes.front()};
  for (const std::string& name : {said.choices.model, said.choices.other}) {
    if (!name.empty() && !find_entry(session.library, name))
      return Refusal{"bad-setting", fill(texts::kProtocolUnknownModel, {shown(name)})};
  }
  go_to(session, said);
  return state_answer(session);
}

Answer set_model(Session& session, const Asked& data) {
  const auto name = data.find("name");
  if (name == data.end() || !name->is_string()) return malformed(texts::kProtocolNameText);
  const std::string wanted = name->get<std::string>();
  if (!find_entry(session.library, wanted))
    return Refusal{"unknown-model", fill(texts::kProtocolUnknownModel, {shown(wanted)})};
  perform(session, Set{.word = "model", .value = wanted});
  return Json{{"model", session.choices.model}};
}

// --- the pad

Answer set_image(Session& session, const Asked& data) {
  Refusal refusal{"bad-image", fill(texts::kProtocolBadImage, {std::to_string(kPixels)})};
  const auto pixels = data.find("pixels");
  if (pixels == data.end() || !pixels->is_array() || pixels->size() != kPixels) return refusal;
  Picture picture{.index = -1, .caption = texts::kProtocolPicture};
  for (std::size_t i = 0; i < picture.image.size(); ++i) {
    const Asked& pixel = (*pixels)[i];
    if (!pixel.is_number()) return refusal;
    const double value = pixel.get<double>();
    if (!(value >= 0 && value <= kBrightest)) return refusal;
    picture.image[i] = static_cast<std::uint8_t>(std::lround(value));
  }
  put(session.drawing, Sheet{.picture = std::move(picture)});
  return Json::object();
}

// Nothing where they are none, or too many for a drawing.
std::optional<Strokes> strokes_in(const Asked& list) {
  if (!list.is_array() || list.size() > kMaxDrawingPoints) return std::nullopt;
  const auto is_place = [](const Asked& place) {
    return place.is_number() && place.get<double>() >= 0 && place.get<double>() <= double{kPadUnits};
  };
  Strokes strokes;
  std::size_t count = 0;
  for (const Asked& stroke : list) {
    count += stroke.size();
    if (!stroke.is_array() || stroke.empty() || count > kMaxDrawingPoints) return std::nullopt;
    Stroke& points = strokes.emplace_back();
    for (const Asked& point : stroke) {
      if (!point.is_array() || point.size() != 2 || !is_place(point[0]) || !is_place(point[1]))
        return std::nullopt;
      points.push_back({point[0].get<float>(), point[1].get<float>()});
    }
  }
  return strokes;
}

Answer set_strokes(Session& session, const Asked& data) {
  const auto refusal = [](std::string message) { return Refusal{"bad-strokes", std::move(message)}; };
  const auto list = data.find("strokes");
  std::optional<Strokes> strokes = list == data.end() ? std::nullopt : strokes_in(*list);
  if (!strokes)
    return refusal(
        fill(texts::kProtocolBadStrokes, {fixed(kPadUnits, 0), grouped(std::int64_t{kMaxDrawingPoints})}));
  if (const auto pen = data.find("pen"); pen != data.end()) {
    const bool is_pen = pen->is_number() && pen->get<double>() >= double{kThinnestPen} &&
                        pen->get<double>() <= double{kThickestPen};
    if (!is_pen)
      return refusal(fill(texts::kProtocolBadPen, {fixed(kThinnestPen, 1), fixed(kThickestPen, 1)}));
    perform(session, Set{.word = "pen", .value = fixed(pen->get<double>(), 1)});
  }
  perform(session, PutStrokes{*std::move(strokes)});
  return Json::object();
}

Answer clear_pad(Session& session, const Asked& /*data*/) {
  perform(session, Clear{});
  return Json::object();
}

// --- training, and what has come of it

Answer train(Session& session, const Asked& data) {
  const Choices before = session.choices;
  if (const auto words = data.find("settings"); words != data.end()) {
    if (!words->is_object()) return malformed(texts::kProtocolSettingsObject);
    if (auto refusal = take_settings(session, *words)) return *std::move(refusal);
  }
  if (!can_start(session)) {
    session.choices = before;
    return Refusal{"cannot-train", texts::kProtocolCannotTrain};
  }
  perform(session, StartRun{});
  return Json{{"run", session.training.last_number}};
}

Answer stop(Session& session, const Asked& /*data*/) {
  perform(session, PauseBook{});
  if (const TrainingRun* active = active_run(session.training))
    pause_run(session, *find_run(session.training, active->number));
  return Json::object();
}

Json training_answer(const Session& session) {
  const TrainingRun* run = shown_run(session.training);
  if (!run) return {};
  Json epochs = Json::array();
  for (std::size_t i = 0; i < run->history.size(); ++i)
    epochs.push_back({{"epoch", i + 1},
                      {"loss", run->history[i].train_loss},
                      {"validationLoss", run->history[i].val_loss}});
  return {{"run", run->number}, {"epochs", std::move(epochs)}};
}

Answer get_results(Session& session, const Asked& /*data*/) {
  const std::optional<Numbers> numbers = numbers_of(session);
  return Json{{"prediction", prediction_json(session)},
              {"training", training_answer(session)},
              {"numbers", numbers ? Json{{"name", numbers->stem}, {"rows", numbers->rows}} : Json()}};
}

struct Row {
  std::string_view request;
  Answer (*answer)(Session& session, const Asked& data);
};
constexpr Row kRequests[] = {{"connect", connect},       {"getState", get_state}, {"setState", set_state},
                             {"setModel", set_model},    {"setImage", set_image}, {"setStrokes", set_strokes},
                             {"clear", clear_pad},       {"train", train},        {"stop", stop},
                             {"getResults", get_results}};
constexpr const Row& kConnect = kRequests[0];

Answer answer_to(Session& session, HostTold& told, const Asked& message) {
  static const Asked kNothing = Asked::object();
  const auto request = message.find("request");
  if (request == message.end() || !request->is_string()) return malformed(texts::kProtocolNoRequest);
  const auto data = message.find("data");
  if (data != message.end() && !data->is_object()) return malformed(texts::kProtocolDataObject);
  const std::string name = request->get<std::string>();
  const auto* row = std::ranges::find(kRequests, name, &Row::request);
  if (row == std::end(kRequests))
    return Refusal{"unknown-request", fill(texts::kProtocolUnknownRequest, {shown(name)})};
  if (row == &kConnect) {
    told = {.is_connected = true};
  } else if (!session.library.is_settled()) {
    return Refusal{"not-ready", texts::kProtocolNotReady};
  }
  return row->answer(session, data == message.end() ? kNothing : *data);
}

// The whole of a request, as far as it can be read at all; null: it can't.
Result<Asked> read_request(std::string_view text) {
  if (text.size() > kMaxRequest) return Error{texts::kProtocolTooLong};
  Result<Asked> message = parse_json(text);
  if (message && !message->is_object()) return Error{texts::kProtocolNoObject};
  return message;
}

bool is_id(const Asked& id) {
  constexpr std::size_t kLongestId = 200;
  return id.is_number() || (id.is_string() && id.get_ref<const std::string&>().size() <= kLongestId);
}

}  // namespace

std::string answer_request(Session& session, HostTold& told, std::string_view text) {
  const Result<Asked> message = read_request(text);
  const bool has_id = message && message->contains("id") && is_id((*message)["id"]);
  const Answer answer = !message  ? malformed(message.error())
                        : !has_id ? malformed(texts::kProtocolNoId)
                                  : answer_to(session, told, *message);
  Json reply{{"id", has_id ? Json((*message)["id"]) : Json()}};
  if (const auto* refusal = std::get_if<Refusal>(&answer)) {
    reply["error"] = {{"code", refusal->code}, {"message", refusal->message}};
  } else {
    reply["result"] = std::get<Json>(answer);
  }
  return write_message(reply);
}

}  // namespace bottleneck
