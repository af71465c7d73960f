#include "fakes/elb/metrics.h"

#include <algorithm>
#include <string_view>

#include "fakes/elb/access_log.h"

namespace greenroom::elb {
namespace {

using Dimensions = std::vector<std::pair<std::string, std::string>>;

constexpr const char* k_by_class[] = {"", "", "2XX", "3XX", "4XX", "5XX"};

const char* class_of(int status) {
  return status >= 200 && status < 600 ? k_by_class[status / 100] : "";
}

std::string_view unit_of(std::string_view name) {
  return name == "TargetResponseTime" ? "Microseconds"
         : name == "ProcessedBytes"   ? "Bytes"
                                      : "Count";
}

// Metrics that are about a target are told for its group and its zone too.
bool is_about_target(std::string_view name) {
  constexpr std::string_view k_of_load_balancer[] = {
      "HTTP_Fixed_Response_Count", "HTTP_Redirect_Count",    "RuleEvaluations",
      "HTTPCode_ELB_3XX_Count",    "HTTPCode_ELB_4XX_Count", "HTTPCode_ELB_5XX_Count",
      "HTTPCode_ELB_500_Count",    "HTTPCode_ELB_502_Count", "HTTPCode_ELB_503_Count",
      "HTTPCode_ELB_504_Count",    "ProcessedBytes",         "NewConnectionCount"};
  return std::find(std::begin(k_of_load_balancer), std::end(k_of_load_balancer), name) ==
         std::end(k_of_load_balancer);
}

bool is_gauge(std::string_view name) {
  return name == "HealthyHostCount" || name == "UnHealthyHostCount";
}

std::vector<Dimensions> dimensions_of(std::string_view name, const std::string& balancer,
                                      const std::string& group, const std::string& zone) {
  const std::pair<std::string, std::string> of_balancer{"LoadBalancer", short_id_of(balancer)};
  const std::pair<std::string, std::string> of_zone{"AvailabilityZone", zone};
  std::vector<Dimensions> all;
  if (!is_gauge(name)) {
    all.push_back({of_balancer});
    if (!zone.empty()) {
      all.push_back({of_balancer, of_zone});
    }
  }
  if (!group.empty() && is_about_target(name)) {
    const std::pair<std::string, std::string> of_group{"TargetGroup", short_id_of(group)};
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
  Minimum = SampleCount == 0 ? other.Minimum : std::min(Minimum, other.Minimum);
  Maximum = SampleCount == 0 ? other.Maximum : std::max(Maximum, other.Maximum);
  SampleCount += other.SampleCount;
  Sum += other.Sum;
}

void Metrics::count(const RequestRecord& record) {
  const std::int64_t minute = record.ended.microseconds / k_metric_period.microseconds;
  std::map<std::string, StatisticSet, std::less<>>& by_name =
      counts_[{minute, record.LoadBalancerArn, record.TargetGroupArn, record.zone}].by_name;
  const auto counts_of = [&](std::string_view name) -> StatisticSet& {
    const auto found = by_name.find(name);
    return found != by_name.end() ? found->second : by_name[std::string(name)];
  };
  const auto add = [&](std::string_view name, std::int64_t value) { counts_of(name).add(value); };
  StatisticSet& requests = counts_of("RequestCount");  // always reported, even as 0
  if (record.target_chosen) {
    requests.add(1);
  }
  if (record.target_status != 0 && record.target_status < 200) {
    // A WebSocket: no metric counts 1XX.
  } else if (record.target_status != 0) {
    add(std::string("HTTPCode_Target_") + class_of(record.target_status) + "_Count", 1);
  } else if (record.elb_status >= 300) {
    add(std::string("HTTPCode_ELB_") + class_of(record.elb_status) + "_Count", 1);
    const int own = record.elb_status;
    if (own == 500 || (own >= 502 && own <= 504)) {
      add("HTTPCode_ELB_" + std::to_string(own) + "_Count", 1);
    }
  }
  if (record.target_processing && record.target_status != 0) {
    add("TargetResponseTime", record.target_processing->microseconds);
  }
  if (record.connection_failed) {
    add("TargetConnectionErrorCount", 1);
  }
  if (record.fail_open) {
    add("UnhealthyRoutingRequestCount", 1);
  }
  if (record.sticky_broken) {
    add("NonStickyRequestCount", 1);
  }
  if (record.action == "fixed-response") {
    add("HTTP_Fixed_Response_Count", 1);
  }
  if (record.action == "redirect") {
    add(record.elb_status == 500 ? "HTTP_Redirect_Url_Limit_Exceeded_Count" : "HTTP_Redirect_Count",
        1);
  }
  if (record.new_connections > 0) {
    add("NewConnectionCount", record.new_connections);
  }
  if (record.rules_evaluated > 0) {
    add("RuleEvaluations", record.rules_evaluated);
  }
  add("ProcessedBytes", record.received_bytes + record.sent_bytes);
}

void Metrics::sample(Instant at, const HostCounts& hosts) {
  const std::int64_t minute = at.microseconds / k_metric_period.microseconds;
  std::map<std::string, StatisticSet, std::less<>>& by_name =
      counts_[{minute, hosts.LoadBalancerArn, hosts.TargetGroupArn, ""}].by_name;
  by_name["HealthyHostCount"].add(hosts.healthy);
  by_name["UnHealthyHostCount"].add(hosts.unhealthy);
}

void Metrics::put(const Key& key, const Counts& counts, std::vector<MetricDatum>& data) {
  const Instant minute{key.minute * k_metric_period.microseconds};
  for (const auto& entry : counts.by_name) {
    const std::string& name = entry.first;
    const StatisticSet& statistics = entry.second;
    for (Dimensions& dimensions :
         dimensions_of(name, key.LoadBalancerArn, key.TargetGroupArn, key.zone)) {
      const auto same = std::find_if(data.begin(), data.end(), [&](const MetricDatum& datum) {
        return datum.Timestamp == minute && datum.MetricName == name &&
               datum.Dimensions == dimensions;
      });
      if (same != data.end()) {
        same->Statistics.merge(statistics);
      } else {
        data.push_back(
            {name, std::move(dimensions), minute, std::string(unit_of(name)), statistics});
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
