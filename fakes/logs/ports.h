// What CloudWatch Logs needs from others.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace greenroom::logs {

// JSON comes from a library, which fakes do not link.
class Json {
 public:
  virtual ~Json() = default;
  // The text, number or truth value at `path` ("a", "b" for $.a.b) as text, without quotes. Nothing
  // when the document is no JSON or has no such member.
  [[nodiscard]] virtual std::optional<std::string> value_at(
      const std::string& document, const std::vector<std::string>& path) const = 0;
};

}  // namespace greenroom::logs
