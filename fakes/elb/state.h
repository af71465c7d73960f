// The store of the load balancer: targets in order of registration, and what they are doing.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "fakes/elb/health.h"
#include "sim/core/waiting.h"

namespace greenroom::elb {

struct Target {
  TargetEndpoint endpoint;
  HealthRecord record;
  std::uint64_t registration = 0;  // counts up with every (re-)registration of any target
  std::int64_t requests_in_flight = 0;
  std::int64_t requests = 0;  // ever sent to it
};

struct Counters {
  std::int64_t requests = 0;              // for which a target was chosen
  std::int64_t fail_open_requests = 0;    // sent to an unhealthy target because none was healthy
  std::map<int, std::int64_t> elb_codes;  // answers of the load balancer itself
  std::map<int, std::int64_t> target_codes;
};

class State {
 public:
  [[nodiscard]] const Target* find(const std::string& instance_id) const;
  [[nodiscard]] Target* find(const std::string& instance_id);
  // Adds the target at the end, or makes a known one new again in its place.
  Target& add(const TargetEndpoint& endpoint);
  void remove(const std::string& instance_id);
  [[nodiscard]] const std::vector<Target>& targets() const { return targets_; }

  Counters counters;
  std::size_t round_robin_cursor = 0;
  std::uint64_t trace_ids = 0;

 private:
  std::vector<Target> targets_;
  std::uint64_t registrations_ = 0;
};

}  // namespace greenroom::elb
