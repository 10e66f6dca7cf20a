#include "formats/model_card.h"

#include <algorithm>
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

OrderedJson histogram_json(const std::optional<ErrorHistogram>& histogram) {
  if (!histogram) return nullptr;
  return {{"bin_width", histogram->bin_width}, {"counts", histogram->counts}};
}

OrderedJson near_distance_json(const std::optional<NearDistance>& near) {
  if (!near) return nullptr;
  return {{"median", near->median}, {"p95", near->p95}, {"p99", near->p99}};
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

constexpr std::size_t kMostBins = 1000;
constexpr int kMostImages = 1'000'000'000;

// One value for each of the K latent units, or none where they were not measured.
std::vector<float> read_unit_values(FieldReader& card, const char* key, int latent) {
  std::vector<float> values = card.numbers(key);
  if (!values.empty() && values.size() != static_cast<std::size_t>(latent)) {
    card.complain(key, "a list of " + std::to_string(latent) + " numbers, one for each latent unit");
  }
  return values;
}

std::optional<ErrorHistogram> read_histogram(FieldReader& card, const char* key) {
  if (!card.has(key)) return std::nullopt;
  FieldReader read = card.object(key);
  ErrorHistogram histogram{.bin_width = read.number("bin_width"),
                           .counts = read.integers("counts", 0, kMostImages)};
  if (histogram.bin_width <= 0) read.complain("bin_width", "a number above 0");
  if (histogram.counts.empty() || histogram.counts.size() > kMostBins) {
    read.complain("counts", "a list of 1 to " + std::to_string(kMostBins) + " counts");
  }
  if (std::ranges::all_of(histogram.counts, [](int count) { return count == 0; })) {
    read.complain("counts", "a list that counts at least one image");
  }
  card.take_problem(read);
  return histogram;
}

std::optional<NearDistance> read_near_distance(FieldReader& card, const char* key) {
  if (!card.has(key)) return std::nullopt;
  FieldReader read = card.object(key);
  const NearDistance near{
      .median = read.number("median"), .p95 = read.number("p95"), .p99 = read.number("p99")};
  if (near.median < 0) read.complain("median", "a distance, not below 0");
  if (near.p95 < near.median) read.complain("p95", "at least the median");
  if (near.p99 < near.p95) read.complain("p99", "at least \"p95\"");
  card.take_problem(read);
  return near;
}

}  // namespace

std::string write_model_card(const ModelCard& card) {
  const TrainingSettings& settings = card.settings;
  const EpochRecord last = card.history.empty() ? EpochRecord{} : card.history.back();
  OrderedJson json = {
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
      {"near_distance", near_distance_json(card.near_distance)},
      {"latent_min", shortest(card.latent_min)},
      {"latent_max", shortest(card.latent_max)},
      {"relative_error_histogram", histogram_json(card.error_histogram)},
      {"seconds_per_epoch", card.seconds_per_epoch},
      {"date", card.date},
      {"command", card.command},
      {"history", history_json(card.history)},
  };
  if (card.measured_images > 0) json["measured_images"] = card.measured_images;
  if (!card.parent.empty()) json["parent"] = card.parent;
  if (card.background != Background::dark)
    json["background"] = card.background == Background::inverted ? "inverted" : "light";
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
  if (card.class_names.size() > kMostClasses) read.complain("class_names", "a list of at most 256 names");
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
  card.train_images = read.integer("train_images", 0, kMostImages);
  card.test_images = read.integer("test_images", 0, kMostImages);
  card.parameters = static_cast<std::size_t>(read.integer("parameters", 0, 2'000'000'000));
  card.dead_units = read.integer("dead_units", 0, kMaxLayerWidth);
  card.weight_type = read.text("weight_type");
  card.shipped_bce = read.maybe_number("shipped_bce");
  card.shipped_mse = read.maybe_number("shipped_mse");
  card.knn_accuracy = read.maybe_number("knn_accuracy");
  card.knn_accuracy_shipped = read.maybe_number("knn_accuracy_shipped");
  card.has_codes = read.flag("has_codes");
  card.near_distance = read_near_distance(read, "near_distance");
  const int latent = card.settings.architecture.latent;
  if (read.has("latent_min")) card.latent_min = read_unit_values(read, "latent_min", latent);
  card.latent_max = read_unit_values(read, "latent_max", latent);
  const std::size_t units = std::min(card.latent_min.size(), card.latent_max.size());
  for (std::size_t i = 0; i < units; ++i) {
    if (card.latent_min[i] > card.latent_max[i]) read.complain("latent_min", "nowhere above \"latent_max\"");
  }
  card.error_histogram = read_histogram(read, "relative_error_histogram");
  if (read.has("measured_images")) card.measured_images = read.integer("measured_images", 0, kMostImages);
  if (read.has("parent")) card.parent = read.text("parent");
  if (read.has("background")) {
    const std::string background = read.text("background");
    if (background != "inverted" && background != "light")
      read.complain("background", "\"inverted\" or \"light\"");
    card.background = background == "light" ? Background::light : Background::inverted;
  }
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

Result<ModelCard> card_of(const ModelFile& file) {
  if (file.card.empty()) return Error{"the file has no card"};
  auto card = read_model_card(file.card);
  if (card && card->settings.architecture != file.model.architecture)
    return Error{"model card: it tells of another architecture than the weights have"};
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
