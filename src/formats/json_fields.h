// The fields of a JSON object from outside, each of the kind that it must be.
#pragma once

#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

namespace bottleneck {

inline constexpr int kMaxLayerWidth = 65536;  // far above what the program trains, far below what overflows

// Reads fields from an object and remembers the first one that does not fit.
class FieldReader {
 public:
  using Json = nlohmann::json;

  // object: must outlive this; where: what the object is, the beginning of every message.
  FieldReader(const Json& object, std::string where) : object_(object), where_(std::move(where)) {}

  // The first field that did not fit, as a sentence; empty while all did.
  const std::string& problem() const { return problem_; }

  // Whether the field is there and not null.
  bool has(const char* key) const {
    const Json* field = find(key);
    return field && !field->is_null();
  }

  std::string text(const char* key) {
    const Json* field = find(key);
    if (!field || !field->is_string()) return complain(key, "a string"), std::string();
    return field->get<std::string>();
  }

  bool flag(const char* key) {
    const Json* field = find(key);
    if (!field || !field->is_boolean()) return complain(key, "true or false"), false;
    return field->get<bool>();
  }

  double number(const char* key) {
    const Json* field = find(key);
    if (!field || !field->is_number()) return complain(key, "a number"), 0.0;
    return field->get<double>();
  }

  // null or absent: nothing was measured.
  std::optional<double> maybe_number(const char* key) {
    if (!has(key)) return std::nullopt;
    return number(key);
  }

  int integer(const char* key, int low, int high) {
    const Json* field = find(key);
    if (!field || !field->is_number_integer() || field->get<double>() < low || field->get<double>() > high) {
      return complain(key, "a whole number from " + std::to_string(low) + " to " + std::to_string(high)), low;
    }
    return field->get<int>();
  }

  std::uint64_t seed(const char* key) {
    const Json* field = find(key);
    if (!field || !field->is_number_unsigned()) return complain(key, "a whole number, not below zero"), 0;
    return field->get<std::uint64_t>();
  }

  std::vector<std::string> texts(const char* key) {
    std::vector<std::string> values;
    for (const Json& item : list(key)) {
      if (!item.is_string()) return complain(key, "a list of strings"), values;
      values.push_back(item.get<std::string>());
    }
    return values;
  }

  std::vector<int> integers(const char* key, int low, int high) {
    std::vector<int> values;
    for (const Json& item : list(key)) {
      if (!item.is_number_integer() || item.get<double>() < low || item.get<double>() > high) {
        return complain(key, "a list of whole numbers from " + std::to_string(low) + " to " +
                                 std::to_string(high)),
               values;
      }
      values.push_back(item.get<int>());
    }
    return values;
  }

  std::vector<int> widths(const char* key) { return integers(key, 1, kMaxLayerWidth); }

  // Each small enough for 32 bits.
  std::vector<float> numbers(const char* key) {
    std::vector<float> values;
    for (const Json& item : list(key)) {
      if (!item.is_number() || !(std::fabs(item.get<double>()) <= std::numeric_limits<float>::max())) {
        return complain(key, "a list of numbers"), values;
      }
      values.push_back(item.get<float>());
    }
    return values;
  }

  // The fields of an object inside this one; none when the field is no object. What does not fit in it is
  // told here with take_problem().
  FieldReader object(const char* key) {
    static const Json kNone = Json::object();
    const Json* field = find(key);
    const bool is_object = field && field->is_object();
    if (!is_object) complain(key, "an object");
    return FieldReader(is_object ? *field : kNone, where_ + ": " + key);
  }

  void take_problem(const FieldReader& inner) {
    if (problem_.empty()) problem_ = inner.problem_;
  }

  // The items of a list; none when the field is no list.
  const Json& list(const char* key) {
    static const Json kNone = Json::array();
    const Json* field = find(key);
    if (!field || !field->is_array()) return complain(key, "a list"), kNone;
    return *field;
  }

  void complain(const char* key, const std::string& wanted) {
    if (problem_.empty()) problem_ = where_ + ": \"" + key + "\" must be " + wanted;
  }

 private:
  const Json* find(const char* key) const {
    const auto found = object_.find(key);
    return found == object_.end() ? nullptr : &*found;
  }

  const Json& object_;
  std::string where_;
  std::string problem_;
};

}  // namespace bottleneck
