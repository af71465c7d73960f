// Writes one JSON object, member by member in the order given.
#pragma once

#include <string>
#include <vector>

#include "fakes/aws/json.h"

namespace greenroom::cloudwatch {

class JsonObject {
 public:
  JsonObject& text(const std::string& name, const std::string& value) {
    begin(name);
    aws::append_json_text(json_, value);
    return *this;
  }
  // `value` is JSON: a number, an object, null.
  JsonObject& raw(const std::string& name, const std::string& value) {
    begin(name);
    json_ += value;
    return *this;
  }
  JsonObject& number(const std::string& name, std::int64_t value) {
    return raw(name, std::to_string(value));
  }
  [[nodiscard]] std::string take() const { return "{" + json_ + "}"; }

 private:
  void begin(const std::string& name) {
    json_ += json_.empty() ? "" : ",";
    aws::append_json_text(json_, name);
    json_ += ":";
  }
  std::string json_;
};

// [a,b] of values that are JSON.
[[nodiscard]] inline std::string json_list(const std::vector<std::string>& values) {
  std::string list;
  for (const std::string& value : values) {
    list += (list.empty() ? "" : ",") + value;
  }
  return "[" + list + "]";
}

}  // namespace greenroom::cloudwatch
