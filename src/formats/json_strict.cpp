#include "formats/json_strict.h"

#include "formats/bytes.h"

namespace bottleneck {
namespace {

using Json = nlohmann::json;

// Receives the parser's events and builds the value; false from any of them ends the parsing. The library's
// own builder keeps the last of two equal keys and has no limits.
class Builder final : public nlohmann::json_sax<Json> {
 public:
  explicit Builder(const JsonLimits& limits) : limits_(limits) {}

  bool null() override { return add(Json()) != nullptr; }
  bool boolean(bool value) override { return add(value) != nullptr; }
  bool number_integer(number_integer_t value) override { return add(value) != nullptr; }
  bool number_unsigned(number_unsigned_t value) override { return add(value) != nullptr; }
  bool number_float(number_float_t value, const string_t&) override { return add(value) != nullptr; }
  bool string(string_t& value) override { return add(std::move(value)) != nullptr; }
  bool binary(binary_t&) override { return fail("binary data"); }
  bool start_object(std::size_t) override { return open(Json::object()); }
  bool start_array(std::size_t) override { return open(Json::array()); }
  bool end_object() override { return close(); }
  bool end_array() override { return close(); }

  bool key(string_t& name) override {
    if (open_.back()->contains(name)) return fail("the key " + in_quotes(name) + " comes twice");
    key_ = std::move(name);
    return true;
  }

  bool parse_error(std::size_t position, const std::string& last_token,
                   const nlohmann::detail::exception&) override {
    return fail("not valid JSON at byte " + std::to_string(position) + ", near " + in_quotes(last_token));
  }

  Json& root() { return root_; }
  const std::string& problem() const { return problem_; }

 private:
  bool fail(std::string problem) {
    problem_ = std::move(problem);
    return false;
  }

  Json* add(Json value) {
    if (++values_ > limits_.max_values) {
      fail("more than " + std::to_string(limits_.max_values) + " values");
      return nullptr;
    }
    Json* place = &root_;
    if (!open_.empty() && open_.back()->is_array()) {
      open_.back()->push_back(Json());
      place = &open_.back()->back();
    } else if (!open_.empty()) {
      place = &(*open_.back())[key_];
    }
    *place = std::move(value);
    return place;
  }

  bool open(Json empty) {
    if (open_.size() >= static_cast<std::size_t>(limits_.max_depth)) {
      return fail("nested more than " + std::to_string(limits_.max_depth) + " deep");
    }
    Json* place = add(std::move(empty));
    if (place == nullptr) return false;
    open_.push_back(place);
    return true;
  }

  bool close() {
    open_.pop_back();
    return true;
  }

  JsonLimits limits_;
  Json root_;
  std::vector<Json*>
      open_;  // from the outermost to the innermost; only the innermost grows, so the pointers stay valid
  std::string key_;
  std::size_t values_ = 0;
  std::string problem_;
};

}  // namespace

Result<Json> parse_json(std::string_view text, const JsonLimits& limits) {
  // The library takes a zero byte for the end and would not look at what follows.
  const std::size_t zero = text.find('\0');
  if (zero != std::string_view::npos)
    return Error{"not valid JSON at byte " + std::to_string(zero + 1) + ": a zero byte"};
  Builder builder(limits);
  if (!Json::sax_parse(text.begin(), text.end(), &builder)) return Error{builder.problem()};
  return std::move(builder.root());
}

}  // namespace bottleneck
