// How many instances, and where: pure functions.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "fakes/autoscaling/types.h"
#include "sim/core/result.h"

namespace greenroom::autoscaling {

// ValidationError unless min <= desired <= max.
[[nodiscard]] Status check_sizes(std::int64_t min_size, std::int64_t max_size,
                                 std::int64_t desired);

// The zones of the next `count` instances: each goes where the fewest are, and among equals to the
// zone the group names first (reference 2.1; the order among equals is UNVERIFIED).
[[nodiscard]] std::vector<std::string> zones_for(std::int64_t count,
                                                 const std::vector<std::string>& zones,
                                                 const std::vector<Instance>& capacity);

// AZRebalance: the zone that has too many instances and the one that should have one more, when
// they differ by two or more.
struct Imbalance {
  std::string from;
  std::string to;
};
[[nodiscard]] std::optional<Imbalance> imbalance_of(const std::vector<std::string>& zones,
                                                    const std::vector<Instance>& capacity);
// By how much AZRebalance may exceed MaxSize: 10 %, at least 1 (reference 2.6).
[[nodiscard]] std::int64_t rebalance_margin(std::int64_t max_size);

}  // namespace greenroom::autoscaling
