// The build log in AWS's format (reference 1.10).
#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "fakes/aws/ids.h"
#include "fakes/codebuild/types.h"
#include "sim/core/context.h"

namespace greenroom::codebuild {

inline constexpr const char* k_mask = "***";  // UNVERIFIED

// Where the log of the build with that uuid goes (reference 1.1; UNVERIFIED: with a prefix it is
// "<streamName>/<uuid>"). Empty when the project's log is DISABLED.
[[nodiscard]] LogsLocation logs_location(const Project& project, const aws::Account& account,
                                         const std::string& uuid);

class BuildLog {
 public:
  // "[Container] 2026/01/01 00:01:02.345678 <message>"
  void container(Context cx, const std::string& message);
  // What a command printed, unprefixed, then an empty line.
  void output(const std::string& text);
  // From now on these characters are written as k_mask (reference 1.7).
  void mask(const std::string& secret);
  // A line without a prefix: greenroom's own remarks.
  void remark(const std::string& text) { add(masked(text) + "\n"); }

  // Whoever wants to hear of each message as it is written gets lines with their ends.
  using Listener = std::function<void(std::vector<std::string> messages)>;
  void tell(Listener listener) { listener_ = std::move(listener); }

  [[nodiscard]] const std::string& text() const { return text_; }
  [[nodiscard]] std::vector<std::string> last_lines(std::size_t count) const;

 private:
  [[nodiscard]] std::string masked(std::string text) const;
  void add(const std::string& lines);
  std::vector<std::string> secrets_;  // the longest first
  std::string text_;
  Listener listener_;
};

}  // namespace greenroom::codebuild
