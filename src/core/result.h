// A value or the reason why there is none. Used wherever bytes come from outside; a caller's own mistakes are
// assertions.
#pragma once

#include <cassert>
#include <string>
#include <utility>
#include <variant>

namespace bottleneck {

// What went wrong and where, in one sentence that can be shown to the reader as it stands.
struct Error {
  std::string message;
};

// Holds either a T or an Error. Test with `if (result)`; `*result` and `result->` need a value, `error()`
// needs none.
template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::move(value)) {}
  Result(Error error) : state_(std::move(error)) {}

  explicit operator bool() const { return std::holds_alternative<T>(state_); }
  T& operator*() & { return value(); }
  const T& operator*() const& { return const_cast<Result*>(this)->value(); }
  T&& operator*() && { return std::move(value()); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &const_cast<Result*>(this)->value(); }

  const std::string& error() const {
    assert(!*this);
    return std::get_if<Error>(&state_)->message;
  }

 private:
  T& value() {
    assert(*this);
    return *std::get_if<T>(&state_);
  }

  std::variant<T, Error> state_;
};

// The outcome of something that yields nothing, such as writing a file.
struct Done {};
using Status = Result<Done>;

}  // namespace bottleneck
