// What is read of metrics and alarms beside the plain lists; tags.
#include <algorithm>
#include <utility>

#include "fakes/cloudwatch/service.h"
#include "fakes/cloudwatch/validation.h"

namespace greenroom::cloudwatch {

Result<std::vector<MetricDataResult>> CloudWatch::GetMetricData(
    const std::vector<MetricDataQuery>& queries) const {
  std::vector<MetricDataResult> results;
  for (const MetricDataQuery& query : queries) {
    if (const Status checked = validate_statistics(query.MetricStat); !checked) {
      return checked.failure();
    }
    std::map<Instant, StatisticSet> periods;
    for (const Datapoint& datapoint : state_.datapoints(query.MetricStat)) {
      periods[datapoint.Timestamp].merge(datapoint.Statistics);
    }
    MetricDataResult result;
    result.Id = query.Id;
    result.Label = query.Label.empty() ? query.MetricStat.metric.MetricName : query.Label;
    for (const auto& [at, statistics] : periods) {
      result.Timestamps.push_back(at);
      result.Values.push_back(value_of(statistics, query.Stat));
    }
    results.push_back(std::move(result));
  }
  return results;
}

std::vector<MetricAlarm> CloudWatch::DescribeAlarmsForMetric(const Metric& metric) const {
  std::vector<MetricAlarm> alarms;
  for (const auto& [name, alarm] : state_.alarms()) {
    if (alarm.metric == metric) {
      alarms.push_back(alarm);
    }
  }
  return alarms;
}

Status CloudWatch::TagResource(const std::string& alarm_arn, const Tags& tags) {
  const Result<std::string> name = name_of(alarm_arn);
  if (!name) {
    return name.failure();
  }
  for (const auto& [key, value] : tags) {
    state_.find(name.value())->Tags[key] = value;
  }
  return success();
}

Status CloudWatch::UntagResource(const std::string& alarm_arn,
                                 const std::vector<std::string>& keys) {
  const Result<std::string> name = name_of(alarm_arn);
  if (!name) {
    return name.failure();
  }
  for (const std::string& key : keys) {
    state_.find(name.value())->Tags.erase(key);
  }
  return success();
}

Result<Tags> CloudWatch::ListTagsForResource(const std::string& alarm_arn) const {
  const Result<std::string> name = name_of(alarm_arn);
  return name ? Result<Tags>(state_.find(name.value())->Tags) : Result<Tags>(name.failure());
}

Result<std::string> CloudWatch::name_of(const std::string& alarm_arn) const {
  for (const auto& [name, alarm] : state_.alarms()) {
    if (alarm.AlarmArn == alarm_arn) {
      return name;
    }
  }
  return Failure{"ResourceNotFoundException", "Unknown resource: " + alarm_arn};  // UNVERIFIED text
}

}  // namespace greenroom::cloudwatch
