#include "fakes/autoscaling/scaling.h"

#include <algorithm>

namespace greenroom::autoscaling {
namespace {

using Sizes = std::vector<std::pair<std::string, std::int64_t>>;  // in the group's order of zones

Sizes sizes_of(const std::vector<std::string>& zones, const std::vector<Instance>& capacity) {
  Sizes sizes;
  for (const std::string& zone : zones) {
    const auto count = std::count_if(capacity.begin(), capacity.end(), [&](const Instance& each) {
      return each.AvailabilityZone == zone;
    });
    sizes.emplace_back(zone, count);
  }
  return sizes;
}

bool is_smaller(const Sizes::value_type& a, const Sizes::value_type& b) {
  return a.second < b.second;
}

}  // namespace

Status check_sizes(std::int64_t min_size, std::int64_t max_size, std::int64_t desired) {
  if (min_size < 0 || max_size < 0) {
    return Failure{"ValidationError", "Min and max size must not be negative"};
  }
  if (min_size > max_size) {
    return Failure{"ValidationError", "Max bound, " + std::to_string(max_size) +
                                          ", must be greater than or equal to min bound, " +
                                          std::to_string(min_size)};
  }
  if (desired < min_size || desired > max_size) {
    return Failure{"ValidationError",
                   "Desired capacity:" + std::to_string(desired) +
                       " must be between the specified min size:" + std::to_string(min_size) +
                       " and max size:" + std::to_string(max_size)};
  }
  return success();
}

std::vector<std::string> zones_for(std::int64_t count, const std::vector<std::string>& zones,
                                   const std::vector<Instance>& capacity) {
  Sizes sizes = sizes_of(zones, capacity);
  std::vector<std::string> chosen;
  for (std::int64_t i = 0; i < count && !sizes.empty(); ++i) {
    const auto smallest = std::min_element(sizes.begin(), sizes.end(), is_smaller);
    ++smallest->second;
    chosen.push_back(smallest->first);
  }
  return chosen;
}

std::optional<Imbalance> imbalance_of(const std::vector<std::string>& zones,
                                      const std::vector<Instance>& capacity) {
  const Sizes sizes = sizes_of(zones, capacity);
  if (sizes.empty()) {
    return std::nullopt;
  }
  const auto smallest = std::min_element(sizes.begin(), sizes.end(), is_smaller);
  const auto largest = std::max_element(sizes.begin(), sizes.end(), is_smaller);
  if (largest->second - smallest->second < 2) {
    return std::nullopt;
  }
  return Imbalance{largest->first, smallest->first};
}

std::int64_t rebalance_margin(std::int64_t max_size) {
  return std::max<std::int64_t>(1, max_size / 10);
}

}  // namespace greenroom::autoscaling
