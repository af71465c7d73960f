// `metric_alarms:` of the environment: CloudWatch's PutMetricAlarm, by AWS's names.
#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <utility>

#include "fakes/elb/metrics.h"
#include "sim/scenario/load_parts.h"

namespace greenroom::scenario {
namespace {

// The words of an enumeration of CloudWatch, in its order.
template <typename Enum, std::size_t size>
void read_word(YamlReader& reader, const YAML::Node& node, const char* key,
               const std::array<Enum, size>& all, Enum& value) {
  std::vector<std::string> words;
  for (const Enum each : all) {
    words.push_back(to_string(each));
  }
  std::string word = to_string(value);
  reader.read_one_of(node, key, word, words);
  const auto found = std::find(words.begin(), words.end(), word);
  if (found != words.end()) {
    value = all.at(static_cast<std::size_t>(found - words.begin()));
  }
}

void read_threshold(YamlReader& reader, const YAML::Node& node, cloudwatch::Decimal& threshold) {
  std::string text;
  reader.read(node, "Threshold", text);
  const std::optional<cloudwatch::Decimal> parsed = cloudwatch::parse_decimal(text);
  if (!parsed) {
    reader.error(node, "an alarm needs 'Threshold', a number such as 5 or 0.5");
    return;
  }
  threshold = *parsed;
}

void read_metric(YamlReader& reader, const YAML::Node& node, std::string& name) {
  std::vector<std::string> names;
  for (const elb::MetricKind& kind : elb::k_metrics) {
    names.emplace_back(kind.name);
  }
  reader.read_one_of(node, "MetricName", name, names);
  if (name.empty() && !node["MetricName"].IsDefined()) {
    reader.error(node, "an alarm needs 'MetricName', a metric of the load balancer");
  }
}

// Topics of the environment by name; the world makes ARNs of them.
std::vector<std::string> read_actions(YamlReader& reader, const YAML::Node& node, const char* key,
                                      const Environment& environment) {
  std::vector<std::string> topics = read_list(reader, node, key);
  for (const std::string& topic : topics) {
    if (environment.topics.count(topic) == 0) {
      reader.error(node[key], "'" + topic +
                                  "' is none of the environment's topics. Next step: add "
                                  "it to `topics:`");
    }
  }
  return topics;
}

void read_alarm(YamlReader& reader, const YAML::Node& node, const Environment& environment,
                cloudwatch::PutMetricAlarmInput& alarm) {
  using cloudwatch::ComparisonOperator;
  using cloudwatch::Statistic;
  using cloudwatch::TreatMissingData;
  reader.read(node, "AlarmName", alarm.AlarmName);
  if (alarm.AlarmName.empty()) {
    reader.error(node, "an alarm needs 'AlarmName'");
  }
  reader.read(node, "AlarmDescription", alarm.AlarmDescription);
  alarm.AlarmActions = read_actions(reader, node, "AlarmActions", environment);
  alarm.OKActions = read_actions(reader, node, "OKActions", environment);
  alarm.InsufficientDataActions =
      read_actions(reader, node, "InsufficientDataActions", environment);
  alarm.metric.Namespace = elb::k_metric_namespace;
  read_metric(reader, node, alarm.metric.MetricName);
  read_threshold(reader, node, alarm.Threshold);
  int period = 60;
  reader.read(node, "Period", period, 10, 86400);
  alarm.Period = seconds(period);
  int periods = 1;
  reader.read(node, "EvaluationPeriods", periods, 1, 1440);
  alarm.EvaluationPeriods = periods;
  if (node["DatapointsToAlarm"].IsDefined()) {
    int datapoints = periods;
    reader.read(node, "DatapointsToAlarm", datapoints, 1, periods);
    alarm.DatapointsToAlarm = datapoints;
  }
  read_word(reader, node, "Statistic",
            std::array{Statistic::SampleCount, Statistic::Average, Statistic::Sum,
                       Statistic::Minimum, Statistic::Maximum},
            alarm.Statistic);
  read_word(
      reader, node, "ComparisonOperator",
      std::array{ComparisonOperator::GreaterThanOrEqualToThreshold,
                 ComparisonOperator::GreaterThanThreshold, ComparisonOperator::LessThanThreshold,
                 ComparisonOperator::LessThanOrEqualToThreshold},
      alarm.ComparisonOperator);
  read_word(reader, node, "TreatMissingData",
            std::array{TreatMissingData::missing, TreatMissingData::ignore,
                       TreatMissingData::breaching, TreatMissingData::notBreaching},
            alarm.TreatMissingData);
}

}  // namespace

void read_metric_alarms(YamlReader& reader, const YAML::Node& node, Environment& environment) {
  if (!node.IsDefined()) {
    return;
  }
  if (!node.IsSequence()) {
    reader.error(node,
                 "'metric_alarms' must be a list such as `- { AlarmName: errors, MetricName: "
                 "HTTPCode_Target_5XX_Count, Statistic: Sum, Threshold: 5 }`");
    return;
  }
  for (const YAML::Node& each : node) {
    cloudwatch::PutMetricAlarmInput alarm;
    if (reader.check_map(
            each, "an alarm",
            {"AlarmName", "MetricName", "Statistic", "Period", "EvaluationPeriods",
             "DatapointsToAlarm", "Threshold", "ComparisonOperator", "TreatMissingData",
             "AlarmDescription", "AlarmActions", "OKActions", "InsufficientDataActions"})) {
      read_alarm(reader, each, environment, alarm);
      environment.metric_alarms.push_back(std::move(alarm));
    }
  }
}

void check_alarms(YamlReader& reader, const YAML::Node& node, const Environment& environment,
                  const std::vector<Step>& steps) {
  std::vector<std::string> known;
  for (const cloudwatch::PutMetricAlarmInput& alarm : environment.metric_alarms) {
    known.push_back(alarm.AlarmName);
  }
  if (known.empty()) {
    return;
  }
  for (const Step& step : steps) {
    if (step.action == "set_alarm_state") {
      known.push_back(step.value("alarm"));
    }
  }
  std::set<std::string> wanted;
  for (const auto& [name, group] : environment.deployment_groups) {
    wanted.insert(group.alarms.begin(), group.alarms.end());
  }
  for (const std::string& alarm : wanted) {
    if (std::count(known.begin(), known.end(), alarm) == 0) {
      reader.error(node, "no such alarm: '" + alarm + "'. Next step: name one of " +
                             list_of(known) + ", or add yours to `metric_alarms`");
    }
  }
}

}  // namespace greenroom::scenario
