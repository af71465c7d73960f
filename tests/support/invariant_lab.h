// Feeds hand-written trace lines to invariants: the shortest way to show one at work.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "sim/core/check.h"

namespace greenroom::test {

// A line of `event` with text fields; a value of digits only is a number.
inline TraceLine line(const std::string& event,
                      const std::vector<std::pair<std::string, std::string>>& fields) {
  TraceLine made;
  made.event = event;
  for (const auto& [name, value] : fields) {
    const bool number = !value.empty() && value.find_first_not_of("0123456789") == value.npos;
    made.fields.emplace_back(
        name, number ? Field::Value(std::int64_t{std::stoll(value)}) : Field::Value(value));
  }
  return made;
}

// The ids of the invariants that these lines break.
template <typename Invariants>
std::vector<std::string> broken_by(Invariants invariants, const std::vector<TraceLine>& lines) {
  std::vector<std::string> ids;
  for (const auto& invariant : invariants) {
    for (const TraceLine& each : lines) {
      invariant->on_line(each);
    }
    if (!invariant->violations().empty()) {
      ids.push_back(invariant->id());
    }
  }
  return ids;
}

using Ids = std::vector<std::string>;

}  // namespace greenroom::test
