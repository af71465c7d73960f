// CloudWatch metrics of the namespace AWS/ApplicationELB (reference alb-ec2-asg 1.16): pure
// accumulation over finished requests, a minute at a time. Integers only.
#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "fakes/elb/request_record.h"

namespace greenroom::elb {

inline constexpr const char* k_metric_namespace = "AWS/ApplicationELB";
inline constexpr Duration k_metric_period = minutes(1);

struct StatisticSet {
  std::int64_t SampleCount = 0;
  std::int64_t Sum = 0;
  std::int64_t Minimum = 0;
  std::int64_t Maximum = 0;

  void add(std::int64_t value);
  void merge(const StatisticSet& other);
  friend bool operator==(const StatisticSet&, const StatisticSet&) = default;
};

struct MetricDatum {
  std::string MetricName;
  std::vector<std::pair<std::string, std::string>> Dimensions;  // name, value
  Instant Timestamp;                                            // the beginning of the minute
  std::string Unit;  // "Count", "Bytes", "Microseconds" (AWS: seconds, as a decimal fraction)
  StatisticSet Statistics;
};

// The healthy and unhealthy targets of one group as one node sees them.
struct HostCounts {
  std::string LoadBalancerArn;
  std::string TargetGroupArn;
  std::int64_t healthy = 0;
  std::int64_t unhealthy = 0;
};

// Counters that nothing moved have no datum at all: an alarm on them sees missing data.
// RequestCount is there with every other; RejectedConnectionCount never, for none is rejected.
// Simplified: a WebSocket counts in the minute of its close; NewConnectionCount has the connections
// opened for requests, not those of health checks; no ActiveConnectionCount, no
// RequestCountPerTarget, no HealthyStateRouting and UnhealthyStateRouting.
class Metrics {
 public:
  void count(const RequestRecord& record);
  // A gauge, sampled once a minute for each node.
  void sample(Instant at, const HostCounts& hosts);

  // What was counted in minutes that ended by `until` and was not taken yet, in order of minute,
  // dimensions and name. What is counted later for such a minute is given by a later call.
  [[nodiscard]] std::vector<MetricDatum> take(Instant until);
  // The same of one minute, left where it is. Only before take() has given it away.
  [[nodiscard]] std::vector<MetricDatum> look(Instant minute) const;

 private:
  struct Key {
    std::int64_t minute = 0;
    std::string LoadBalancerArn;
    std::string TargetGroupArn;
    std::string zone;
    friend auto operator<=>(const Key&, const Key&) = default;
  };
  struct Counts {
    std::map<std::string, StatisticSet, std::less<>> by_name;
  };
  static void put(const Key& key, const Counts& counts, std::vector<MetricDatum>& data);
  std::map<Key, Counts> counts_;
};

}  // namespace greenroom::elb
