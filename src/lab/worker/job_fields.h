// The two ends of describe() in lab/worker/job_messages.h, with the same functions: one writes a message's
// fields one after the other, the other reads them. Numbers are little-endian; a text or a list is its length
// (4 bytes) and what is in it. What is said of a field's range is checked where it is read.
#pragma once

#include <algorithm>
#include <bit>
#include <concepts>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "formats/bytes.h"
#include "lab/worker/job_messages.h"

namespace bottleneck::job_messages {

// The bits of a float or a double.
template <std::floating_point Real>
using BitsOf = std::conditional_t<sizeof(Real) == 4, std::uint32_t, std::uint64_t>;

struct Writer {
  Bytes bytes{};
  SharedBytes array{};

  // As many bytes as its type has.
  template <std::integral Number>
  void number(Number value) {
    append_little_endian(bytes, static_cast<std::uint64_t>(value), sizeof(Number));
  }
  // A whole number of 4 bytes.
  void integer(int value, int /*least*/, int /*most*/, const char* /*what*/) { number(value); }
  // A whole number of 4 bytes that counts something in memory.
  void place(std::size_t value) { number(static_cast<std::uint32_t>(value)); }
  // A number from 0 to `most`, which a NaN is not.
  void real(double value, double /*most*/, const char* /*what*/) { any_real(value); }
  // Any number, also one that is none.
  template <std::floating_point Real>
  void any_real(Real value) {
    number(std::bit_cast<BitsOf<Real>>(value));
  }
  void flag(bool value) { number(value ? 1 : 0); }
  // One of an enumeration's values, which begin with 0.
  template <class Choice>
  void choice(Choice value, Choice /*last*/, const char* /*what*/) {
    number(static_cast<int>(value));
  }
  void text(const std::string& value) {
    number(static_cast<std::uint32_t>(value.size()));
    bytes.insert(bytes.end(), value.begin(), value.end());
  }
  // each: a function that describes one item.
  template <class Item, class Each>
  void list(const std::vector<Item>& items, Each each, int /*most*/ = kLargestInt,
            const char* /*what*/ = nullptr) {
    number(static_cast<std::uint32_t>(items.size()));
    for (const Item& item : items) each(item);
  }
  template <class Value>
  void optional(const std::optional<Value>& value) {
    flag(value.has_value());
    if (value) describe(*value, *this);
  }
  // The body: any bytes, images, or numbers of 4 bytes each.
  void bytes_of_body(const SharedBytes& value) { array = value; }
  void images(const SharedBytes& value) { array = value; }
  template <class Floats>
  void body(const Floats& values) {
    auto copy = std::make_shared<Bytes>(values.size() * sizeof(float));
    if (!values.empty()) std::memcpy(copy->data(), values.data(), copy->size());
    array = std::move(copy);
  }
  // What holds between fields.
  template <class Condition>
  void require(const Condition& /*condition*/, const char* /*what*/) {}
};

// The first thing that is wrong is kept in `problem`, and everything read from then on is zero or empty.
struct Reader {
  ByteView left;
  SharedBytes array;  // the body, until it is read
  const char* problem = nullptr;

  void complain(const char* what) {
    if (!problem) problem = what;
    left = {};
  }
  ByteView take(std::size_t size) {
    if (size > left.size()) {
      complain("it is cut off");
      return {};
    }
    const ByteView taken = left.first(size);
    left = left.subspan(size);
    return taken;
  }

  template <std::integral Number>
  void number(Number& value) {
    const ByteView taken = take(sizeof(Number));
    value = static_cast<Number>(taken.empty() ? 0 : read_little_endian(taken, sizeof(Number)));
  }
  void integer(int& value, int least, int most, const char* what) {
    number(value);
    if (value >= least && value <= most) return;
    complain(what);
    value = least;
  }
  void place(std::size_t& value) {
    std::uint32_t number_read = 0;
    number(number_read);
    value = number_read;
  }
  void real(double& value, double most, const char* what) {
    any_real(value);
    if (value >= 0 && value <= most) return;
    complain(what);
    value = 0;
  }
  template <std::floating_point Real>
  void any_real(Real& value) {
    BitsOf<Real> bits = 0;
    number(bits);
    value = std::bit_cast<Real>(bits);
  }
  void flag(bool& value) {
    int number_read = 0;
    integer(number_read, 0, 1, "a switch is neither on nor off");
    value = number_read == 1;
  }
  template <class Choice>
  void choice(Choice& value, Choice last, const char* what) {
    int number_read = 0;
    integer(number_read, 0, static_cast<int>(last), what);
    value = static_cast<Choice>(number_read);
  }
  void text(std::string& value) {
    std::uint32_t size = 0;
    number(size);
    value = as_text(take(size));
  }
  template <class Item, class Each>
  void list(std::vector<Item>& items, Each each, int most = kLargestInt, const char* what = "it is cut off") {
    int count = 0;
    integer(count, 0, most, what);
    items.clear();
    for (int i = 0; i < count && !problem; ++i) each(items.emplace_back());
  }
  template <class Value>
  void optional(std::optional<Value>& value) {
    bool is_there = false;
    flag(is_there);
    if (is_there) describe(value.emplace(), *this);
  }
  void bytes_of_body(SharedBytes& value) {
    value = array ? std::exchange(array, nullptr) : std::make_shared<const Bytes>();
  }
  void images(SharedBytes& value) {
    bytes_of_body(value);
    if (value->size() % kPixels != 0) complain("its array does not hold whole images");
  }
  template <class Floats>
  void body(Floats& values) {
    const SharedBytes bytes = std::exchange(array, nullptr);
    const std::size_t size = bytes ? bytes->size() : 0;
    if (size % sizeof(float) != 0) complain("its array ends within a number");
    values.resize(problem ? 0 : size / sizeof(float));
    if (!values.empty()) std::memcpy(values.data(), bytes->data(), size);
  }
  template <class Condition>
  void require(const Condition& condition, const char* what) {
    if (!problem && !condition()) complain(what);
  }
};

}  // namespace bottleneck::job_messages
