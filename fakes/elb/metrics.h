// CloudWatch metrics of the namespace AWS/ApplicationELB (reference alb-ec2-asg 1.16): pure
// accumulation over finished requests, a minute at a time. Integers only.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "fakes/elb/request_record.h"

namespace greenroom::elb {

inline constexpr const char* k_metric_namespace = "AWS/ApplicationELB";
inline constexpr Duration k_metric_period = minutes(1);

// In the order of k_metrics.
enum class Metric {
  HTTPCode_ELB_3XX_Count,
  HTTPCode_ELB_4XX_Count,
  HTTPCode_ELB_500_Count,
  HTTPCode_ELB_502_Count,
  HTTPCode_ELB_503_Count,
  HTTPCode_ELB_504_Count,
  HTTPCode_ELB_5XX_Count,
  HTTPCode_Target_2XX_Count,
  HTTPCode_Target_3XX_Count,
  HTTPCode_Target_4XX_Count,
  HTTPCode_Target_5XX_Count,
  HTTP_Fixed_Response_Count,
  HTTP_Redirect_Count,
  HTTP_Redirect_Url_Limit_Exceeded_Count,
  HealthyHostCount,
  NewConnectionCount,
  NonStickyRequestCount,
  ProcessedBytes,
  RequestCount,
  RuleEvaluations,
  TargetConnectionErrorCount,
  TargetResponseTime,
  UnHealthyHostCount,
  UnhealthyRoutingRequestCount,
};

enum class About {
  LoadBalancer,  // told for the load balancer and its zones
  Target,        // also for the target group and its zones
  Hosts,         // a gauge of a target group
};

struct MetricKind {
  std::string_view name;
  std::string_view unit;
  About about = About::LoadBalancer;
};

// Sorted by name.
inline constexpr std::array k_metrics = {
    MetricKind{"HTTPCode_ELB_3XX_Count", "Count", About::LoadBalancer},
    MetricKind{"HTTPCode_ELB_4XX_Count", "Count", About::LoadBalancer},
    MetricKind{"HTTPCode_ELB_500_Count", "Count", About::LoadBalancer},
    MetricKind{"HTTPCode_ELB_502_Count", "Count", About::LoadBalancer},
    MetricKind{"HTTPCode_ELB_503_Count", "Count", About::LoadBalancer},
    MetricKind{"HTTPCode_ELB_504_Count", "Count", About::LoadBalancer},
    MetricKind{"HTTPCode_ELB_5XX_Count", "Count", About::LoadBalancer},
    MetricKind{"HTTPCode_Target_2XX_Count", "Count", About::Target},
    MetricKind{"HTTPCode_Target_3XX_Count", "Count", About::Target},
    MetricKind{"HTTPCode_Target_4XX_Count", "Count", About::Target},
    MetricKind{"HTTPCode_Target_5XX_Count", "Count", About::Target},
    MetricKind{"HTTP_Fixed_Response_Count", "Count", About::LoadBalancer},
    MetricKind{"HTTP_Redirect_Count", "Count", About::LoadBalancer},
    MetricKind{"HTTP_Redirect_Url_Limit_Exceeded_Count", "Count", About::Target},
    MetricKind{"HealthyHostCount", "Count", About::Hosts},
    MetricKind{"NewConnectionCount", "Count", About::LoadBalancer},
    MetricKind{"NonStickyRequestCount", "Count", About::Target},
    MetricKind{"ProcessedBytes", "Bytes", About::LoadBalancer},
    MetricKind{"RequestCount", "Count", About::Target},
    MetricKind{"RuleEvaluations", "Count", About::LoadBalancer},
    MetricKind{"TargetConnectionErrorCount", "Count", About::Target},
    MetricKind{"TargetResponseTime", "Microseconds", About::Target},
    MetricKind{"UnHealthyHostCount", "Count", About::Hosts},
    MetricKind{"UnhealthyRoutingRequestCount", "Count", About::Target},
};
[[nodiscard]] constexpr const MetricKind& kind_of(Metric metric) {
  return k_metrics.at(static_cast<std::size_t>(metric));
}

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
  Metrics() = default;
  Metrics(const Metrics&) = delete;  // latest_ points into counts_
  Metrics& operator=(const Metrics&) = delete;
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
    std::array<StatisticSet, k_metrics.size()> all;  // in the order of Metric
    bool has_requests = false;

    StatisticSet& of(Metric metric) { return all.at(static_cast<std::size_t>(metric)); }
  };
  Counts& counts_for(std::int64_t minute, const RequestRecord& record);
  static void put(const Key& key, const Counts& counts, std::vector<MetricDatum>& data);
  std::map<Key, Counts> counts_;
  std::pair<const Key, Counts>* latest_ = nullptr;  // where the last request was counted
};

}  // namespace greenroom::elb
