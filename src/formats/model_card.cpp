#include "formats/model_card.h"

#include <array>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <limits>

#include "formats/json_fields.h"
#include "formats/json_strict.h"

namespace bottleneck {
namespace {

using Json = nlohmann::json;
using OrderedJson =
    nlohmann::ordered_json;  // a card is read by people: its fields stand in the order they were written

const char* loss_name(Loss loss) {
  return loss == Loss::bce ? "bce" : "mse";
}

// JSON has no NaN: what was not measured is null.
OrderedJson number_or_null(double value) {
  return std::isfinite(value) ? OrderedJson(value) : OrderedJson(nullptr);
}

// 0.001F as the double 0.001: the shortest decimal that is this float, not the float's exact value in
// seventeen digits.
double shortest(float value) {
  std::array<char, 32> text{};
  std::to_chars(text.data(), text.data() + text.size() - 1, value);
  return std::strtod(text.data(), nullptr);
}

OrderedJson shortest(const std::vector<float>& values) {
  OrderedJson list = OrderedJson::array();
  for (const float value : values) list.push_back(shortest(value));
  return list;
}

template <class T>
OrderedJson or_null(const std::optional<T>& value) {
  return value ? OrderedJson(*value) : OrderedJson(nullptr);
}

OrderedJson history_json(const std::vector<EpochRecord>& history) {
  OrderedJson list = OrderedJson::array();
  for (const EpochRecord& epoch : history) {
    list.push_back({{"train_loss", number_or_null(epoch.train_loss)},
                    {"val_loss", number_or_null(epoch.val_loss)},
                    {"val_bce", number_or_null(epoch.val_bce)},
                    {"val_mse", number_or_null(epoch.val_mse)}});
  }
  return list;
}

}  // namespace

std::string write_model_card(const ModelCard& card) {
  const TrainingSettings& settings = card.settings;
  const EpochRecord last = card.history.empty() ? EpochRecord{} : card.history.back();
  const OrderedJson json = {
      {"name", card.name},
      {"title", card.title},
      {"dataset", card.dataset},
      {"class_names", card.class_names},
      {"inputs", settings.architecture.inputs},
      {"hidden", settings.architecture.hidden},
      {"latent", settings.architecture.latent},
      {"linear_latent", settings.architecture.linear_latent},
      {"loss", loss_name(settings.loss)},
      {"epochs", settings.epochs},
      {"batch", settings.batch},
      {"learning_rate", shortest(settings.learning_rate)},
      {"seed", settings.seed},
      {"train_images", card.train_images},
      {"test_images", card.test_images},
      {"parameters", card.parameters},
      {"dead_units", card.dead_units},
      {"train_loss", number_or_null(last.train_loss)},
      {"val_bce", number_or_null(last.val_bce)},
      {"val_mse", number_or_null(last.val_mse)},
      {"weight_type", card.weight_type},
      {"shipped_bce", or_null(card.shipped_bce)},
      {"shipped_mse", or_null(card.shipped_mse)},
      {"knn_accuracy", or_null(card.knn_accuracy)},
      {"knn_accuracy_shipped", or_null(card.knn_accuracy_shipped)},
      {"has_codes", card.has_codes},
      {"latent_max", shortest(card.latent_max)},
      {"seconds_per_epoch", card.seconds_per_epoch},
      {"date", card.date},
      {"command", card.command},
      {"history", history_json(card.history)},
  };
  return json.dump(1, ' ', false, OrderedJson::error_handler_t::replace) + "\n";
}

Result<ModelCard> read_model_card(std::string_view text) {
  const Result<Json> json = parse_json(text);
  if (!json) return Error{"model card: " + json.error()};
  if (!json->is_object()) return Error{"model card: not a JSON object"};
  FieldReader read(*json, "model card");
  ModelCard card;
  card.name = read.text("name");
  card.title = read.text("title");
  card.dataset = read.text("dataset");
  card.class_names = read.texts("class_names");
  card.settings.architecture.inputs = read.integer("inputs", 1, kMaxLayerWidth);
  card.settings.architecture.hidden = read.widths("hidden");
  card.settings.architecture.latent = read.integer("latent", 1, kMaxLayerWidth);
  card.settings.architecture.linear_latent = read.flag("linear_latent");
  const std::string loss = read.text("loss");
  if (loss != "bce" && loss != "mse") read.complain("loss", "\"bce\" or \"mse\"");
  card.settings.loss = loss == "mse" ? Loss::mse : Loss::bce;
  card.settings.epochs = read.integer("epochs", 1, 1'000'000);
  card.settings.batch = read.integer("batch", 1, 1'000'000);
  card.settings.learning_rate = static_cast<float>(read.number("learning_rate"));
  card.settings.seed = read.seed("seed");
  card.train_images = read.integer("train_images", 0, 1'000'000'000);
  card.test_images = read.integer("test_images", 0, 1'000'000'000);
  card.parameters = static_cast<std::size_t>(read.integer("parameters", 0, 2'000'000'000));
  card.dead_units = read.integer("dead_units", 0, kMaxLayerWidth);
  card.weight_type = read.text("weight_type");
  card.shipped_bce = read.maybe_number("shipped_bce");
  card.shipped_mse = read.maybe_number("shipped_mse");
  card.knn_accuracy = read.maybe_number("knn_accuracy");
  card.knn_accuracy_shipped = read.maybe_number("knn_accuracy_shipped");
  card.has_codes = read.flag("has_codes");
  card.latent_max = read.numbers("latent_max");
  card.seconds_per_epoch = read.number("seconds_per_epoch");
  card.date = read.text("date");
  card.command = read.text("command");
  for (const Json& item : read.list("history")) {
    if (!item.is_object()) {
      read.complain("history", "a list of objects");
      break;
    }
    FieldReader epoch(item, "model card: history");
    const auto value = [&](const char* key) {
      return epoch.maybe_number(key).value_or(std::numeric_limits<double>::quiet_NaN());
    };
    card.history.push_back({.train_loss = value("train_loss"),
                            .val_loss = value("val_loss"),
                            .val_bce = value("val_bce"),
                            .val_mse = value("val_mse")});
    if (!epoch.problem().empty()) return Error{epoch.problem()};
  }
  if (!read.problem().empty()) return Error{read.problem()};
  return card;
}

std::string write_model_index(std::span<const ModelEntry> entries) {
  OrderedJson list = OrderedJson::array();
  for (const ModelEntry& entry : entries) list.push_back({{"name", entry.name}, {"title", entry.title}});
  return list.dump(1, ' ', false, OrderedJson::error_handler_t::replace) + "\n";
}

Result<std::vector<ModelEntry>> read_model_index(std::string_view text) {
  const Result<Json> json = parse_json(text);
  if (!json) return Error{"model index: " + json.error()};
  if (!json->is_array()) return Error{"model index: not a JSON list"};
  std::vector<ModelEntry> entries;
  for (const Json& item : *json) {
    if (!item.is_object()) return Error{"model index: an entry is not an object"};
    FieldReader read(item, "model index, entry " + std::to_string(entries.size() + 1));
    entries.push_back({.name = read.text("name"), .title = read.text("title")});
    if (!read.problem().empty()) return Error{read.problem()};
  }
  return entries;
}

}  // namespace bottleneck
