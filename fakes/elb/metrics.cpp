#include "fakes/elb/metrics.h"

#include <algorithm>
#include <optional>

#include "fakes/elb/access_log.h"

namespace greenroom::elb {
namespace {

using Dimensions = std::vector<std::pair<std::string, std::string>>;

static_assert(std::is_sorted(k_metrics.begin(), k_metrics.end(),
                             [](const MetricKind& a, const MetricKind& b) {
                               return a.name < b.name;
                             }));
static_assert(kind_of(Metric::UnhealthyRoutingRequestCount).name == "UnhealthyRoutingRequestCount");
static_assert(kind_of(Metric::RequestCount).name == "RequestCount");

constexpr Metric k_of_targets[] = {
    Metric::HTTPCode_Target_2XX_Count, Metric::HTTPCode_Target_3XX_Count,
    Metric::HTTPCode_Target_4XX_Count, Metric::HTTPCode_Target_5XX_Count};
constexpr Metric k_of_load_balancer[] = {
    Metric::HTTPCode_ELB_3XX_Count, Metric::HTTPCode_ELB_4XX_Count, Metric::HTTPCode_ELB_5XX_Count};

// Of the load balancer's own 5xx, those that have a metric of their own.
std::optional<Metric> own_metric(int status) {
  switch (status) {
    case 500:
      return Metric::HTTPCode_ELB_500_Count;
    case 502:
      return Metric::HTTPCode_ELB_502_Count;
    case 503:
      return Metric::HTTPCode_ELB_503_Count;
    case 504:
      return Metric::HTTPCode_ELB_504_Count;
    default:
      return std::nullopt;
  }
}

std::vector<Dimensions> dimensions_of(About about, const std::string& balancer,
                                      const std::string& group, const std::string& zone) {
  const std::pair<std::string, std::string> of_balancer{"LoadBalancer",
                                                        std::string(short_id_of(balancer))};
  const std::pair<std::string, std::string> of_zone{"AvailabilityZone", zone};
  std::vector<Dimensions> all;
  if (about != About::Hosts) {
    all.push_back({of_balancer});
    if (!zone.empty()) {
      all.push_back({of_balancer, of_zone});
    }
  }
  if (!group.empty() && about != About::LoadBalancer) {
    const std::pair<std::string, std::string> of_group{"TargetGroup",
                                                       std::string(short_id_of(group))};
    all.push_back({of_group, of_balancer});
    if (!zone.empty()) {
      all.push_back({of_group, of_balancer, of_zone});
    }
  }
  return all;
}

}  // namespace

void StatisticSet::add(std::int64_t value) {
  merge({1, value, value, value});
}

void StatisticSet::merge(const StatisticSet& other) {
  if (other.SampleCount == 0) {
    return;
  }
  Minimum = SampleCount == 0 ? other.Minimum : std::min(Minimum, other.Minimum);
  Maximum = SampleCount == 0 ? other.Maximum : std::max(Maximum, other.Maximum);
  SampleCount += other.SampleCount;
  Sum += other.Sum;
}

// Requests come by the thousand for the same minute, load balancer, group and zone.
Metrics::Counts& Metrics::counts_for(std::int64_t minute, const RequestRecord& record) {
  const bool same = latest_ != nullptr && latest_->first.minute == minute &&
                    latest_->first.LoadBalancerArn == record.LoadBalancerArn &&
                    latest_->first.TargetGroupArn == record.TargetGroupArn &&
                    latest_->first.zone == record.zone;
  if (!same) {
    Key key{minute, record.LoadBalancerArn, record.TargetGroupArn, record.zone};
    latest_ = &*counts_.try_emplace(std::move(key)).first;
  }
  return latest_->second;
}

void Metrics::count(const RequestRecord& record) {
  Counts& counts = counts_for(record.ended.microseconds / k_metric_period.microseconds, record);
  counts.has_requests = true;
  const auto add = [&](Metric metric, std::int64_t value) { counts.of(metric).add(value); };
  if (record.target_chosen) {
    add(Metric::RequestCount, 1);
  }
  const int target_class = record.target_status / 100;
  const int own_class = record.elb_status / 100;
  if (target_class >= 2 && target_class <= 5) {  // no metric counts 1XX, a WebSocket
    add(k_of_targets[target_class - 2], 1);
  } else if (record.target_status == 0 && own_class >= 3 && own_class <= 5) {
    add(k_of_load_balancer[own_class - 3], 1);
    if (const std::optional<Metric> own = own_metric(record.elb_status)) {
      add(*own, 1);
    }
  }
  if (record.target_processing && record.target_status != 0) {
    add(Metric::TargetResponseTime, record.target_processing->microseconds);
  }
  if (record.connection_failed) {
    add(Metric::TargetConnectionErrorCount, 1);
  }
  if (record.fail_open) {
    add(Metric::UnhealthyRoutingRequestCount, 1);
  }
  if (record.sticky_broken) {
    add(Metric::NonStickyRequestCount, 1);
  }
  if (record.action == "fixed-response") {
    add(Metric::HTTP_Fixed_Response_Count, 1);
  }
  if (record.action == "redirect") {
    add(record.elb_status == 500 ? Metric::HTTP_Redirect_Url_Limit_Exceeded_Count
                                 : Metric::HTTP_Redirect_Count,
        1);
  }
  if (record.new_connections > 0) {
    add(Metric::NewConnectionCount, record.new_connections);
  }
  if (record.rules_evaluated > 0) {
    add(Metric::RuleEvaluations, record.rules_evaluated);
  }
  add(Metric::ProcessedBytes, record.received_bytes + record.sent_bytes);
}

void Metrics::sample(Instant at, const HostCounts& hosts) {
  const std::int64_t minute = at.microseconds / k_metric_period.microseconds;
  Counts& counts = counts_[{minute, hosts.LoadBalancerArn, hosts.TargetGroupArn, ""}];
  counts.of(Metric::HealthyHostCount).add(hosts.healthy);
  counts.of(Metric::UnHealthyHostCount).add(hosts.unhealthy);
}

void Metrics::put(const Key& key, const Counts& counts, std::vector<MetricDatum>& data) {
  const Instant minute{key.minute * k_metric_period.microseconds};
  for (std::size_t i = 0; i < k_metrics.size(); ++i) {
    const MetricKind& kind = k_metrics.at(i);
    const StatisticSet& statistics = counts.all.at(i);
    const bool always = counts.has_requests && kind.name == kind_of(Metric::RequestCount).name;
    if (statistics.SampleCount == 0 && !always) {
      continue;
    }
    for (Dimensions& dimensions :
         dimensions_of(kind.about, key.LoadBalancerArn, key.TargetGroupArn, key.zone)) {
      const auto same = std::find_if(data.begin(), data.end(), [&](const MetricDatum& datum) {
        return datum.Timestamp == minute && datum.MetricName == kind.name &&
               datum.Dimensions == dimensions;
      });
      if (same != data.end()) {
        same->Statistics.merge(statistics);
      } else {
        data.push_back({std::string(kind.name), std::move(dimensions), minute,
                        std::string(kind.unit), statistics});
      }
    }
  }
}

std::vector<MetricDatum> Metrics::take(Instant until) {
  std::vector<MetricDatum> data;
  auto entry = counts_.begin();
  for (; entry != counts_.end(); ++entry) {
    if ((entry->first.minute + 1) * k_metric_period.microseconds > until.microseconds) {
      break;
    }
    put(entry->first, entry->second, data);
  }
  counts_.erase(counts_.begin(), entry);
  latest_ = nullptr;
  return data;
}

std::vector<MetricDatum> Metrics::look(Instant minute) const {
  const std::int64_t wanted = minute.microseconds / k_metric_period.microseconds;
  std::vector<MetricDatum> data;
  for (const auto& [key, counts] : counts_) {
    if (key.minute == wanted) {
      put(key, counts, data);
    }
  }
  return data;
}

}  // namespace greenroom::elb
