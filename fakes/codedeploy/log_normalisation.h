// Makes a script's log fit for the trace: what differs between two equal runs is replaced by a
// name. Each rule is small, named and tested; a rule that never matches is to be deleted.
#pragma once

#include <string>

namespace greenroom::codedeploy {

// curl's "after 12 ms" becomes "after <ms> ms".
[[nodiscard]] std::string normalise_curl_duration(const std::string& text);
// All rules, in order.
[[nodiscard]] std::string normalised_log(const std::string& text);

}  // namespace greenroom::codedeploy
