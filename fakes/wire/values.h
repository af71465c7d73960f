// Small helpers for reading inputs that were checked against a table, and for building outputs.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "fakes/aws/json.h"
#include "sim/core/time.h"

namespace greenroom::wire {

// Of an input that was checked: "" / false / `otherwise` when the member is not there.
[[nodiscard]] std::string text_of(const aws::Json& input, std::string_view member);
[[nodiscard]] bool flag_of(const aws::Json& input, std::string_view member);
[[nodiscard]] std::int64_t number_of(const aws::Json& input, std::string_view member,
                                     std::int64_t otherwise);
[[nodiscard]] std::vector<std::string> texts_of(const aws::Json& input, std::string_view member);

[[nodiscard]] aws::Json text(std::string value);
[[nodiscard]] aws::Json number(std::int64_t value);
[[nodiscard]] aws::Json texts(const std::vector<std::string>& values);
// Seconds since 1970 with milliseconds, as JSON 1.1 has its timestamps.
[[nodiscard]] aws::Json timestamp(Epoch epoch, Instant instant);

// Its letters A to Z in lower case, as names of headers are compared.
[[nodiscard]] std::string lower(std::string_view text);

// Bytes as JSON 1.1 has them.
[[nodiscard]] std::string base64(std::string_view bytes);

class Object {
 public:
  Object& add(std::string name, aws::Json value) {
    json_.members.push_back({std::move(name), std::move(value)});
    return *this;
  }
  // Members without a value are left out, as AWS does.
  Object& add_unless_empty(std::string name, std::string value) {
    return value.empty() ? *this : add(std::move(name), text(std::move(value)));
  }
  [[nodiscard]] aws::Json take() { return std::move(json_); }

 private:
  aws::Json json_{aws::JsonKind::Object, {}, {}, {}};
};

}  // namespace greenroom::wire
