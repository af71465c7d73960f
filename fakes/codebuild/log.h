// The build log in AWS's format (reference 1.10).
#pragma once

#include <string>
#include <vector>

#include "sim/core/context.h"

namespace greenroom::codebuild {

inline constexpr const char* k_mask = "***";  // UNVERIFIED

class BuildLog {
 public:
  // "[Container] 2026/01/01 00:01:02.345678 <message>"
  void container(Context cx, const std::string& message);
  // What a command printed, unprefixed, then an empty line.
  void output(const std::string& text);
  // From now on these characters are written as k_mask (reference 1.7).
  void mask(const std::string& secret);
  // A line without a prefix: greenroom's own remarks.
  void remark(const std::string& text) { text_ += masked(text) + "\n"; }

  [[nodiscard]] const std::string& text() const { return text_; }
  [[nodiscard]] std::vector<std::string> last_lines(std::size_t count) const;

 private:
  [[nodiscard]] std::string masked(std::string text) const;
  std::vector<std::string> secrets_;  // the longest first
  std::string text_;
};

}  // namespace greenroom::codebuild
