// Result<T>: a value, or the failure AWS (or the operating system inside an instance) would report.
// Domain outcomes are data; they are never thrown.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <variant>

#include "sim/core/assert.h"

namespace greenroom {

// An error as AWS words it: `code` is AWS's error code ("NoSuchKey"), `message` its text.
struct Failure {
  std::string code;
  std::string message;

  friend bool operator==(const Failure&, const Failure&) = default;
};

template <typename T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
  Result(Failure failure) : state_(std::in_place_index<1>, std::move(failure)) {}

  [[nodiscard]] bool ok() const { return state_.index() == 0; }
  explicit operator bool() const { return ok(); }

  [[nodiscard]] const T& value() const& {
    SIM_ASSERT(ok(), "value() of a failed Result: " + failure_text());
    return std::get<0>(state_);
  }
  [[nodiscard]] T& value() & {
    SIM_ASSERT(ok(), "value() of a failed Result: " + failure_text());
    return std::get<0>(state_);
  }
  [[nodiscard]] T&& value() && {
    SIM_ASSERT(ok(), "value() of a failed Result: " + failure_text());
    return std::get<0>(std::move(state_));
  }
  [[nodiscard]] const Failure& failure() const {
    SIM_ASSERT(!ok(), "failure() of a successful Result");
    return std::get<1>(state_);
  }

 private:
  [[nodiscard]] std::string failure_text() const {
    return ok() ? std::string() : std::get<1>(state_).code + ": " + std::get<1>(state_).message;
  }
  std::variant<T, Failure> state_;
};

// A Result without a value.
struct Nothing {
  friend bool operator==(Nothing, Nothing) = default;
};
using Status = Result<Nothing>;
inline Status success() {
  return Status(Nothing{});
}

}  // namespace greenroom
