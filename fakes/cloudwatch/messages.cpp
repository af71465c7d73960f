#include "fakes/cloudwatch/messages.h"

#include <array>
#include <utility>

#include "fakes/cloudwatch/json_object.h"
#include "fakes/cloudwatch/reasons.h"

namespace greenroom::cloudwatch {
namespace {

constexpr std::size_t k_subject_characters_max = 100;

constexpr std::pair<const char*, const char*> k_regions[] = {
    {"ap-northeast-1", "Asia Pacific (Tokyo)"},
    {"ap-northeast-2", "Asia Pacific (Seoul)"},
    {"ap-south-1", "Asia Pacific (Mumbai)"},
    {"ap-southeast-1", "Asia Pacific (Singapore)"},
    {"ap-southeast-2", "Asia Pacific (Sydney)"},
    {"ca-central-1", "Canada (Central)"},
    {"eu-central-1", "EU (Frankfurt)"},
    {"eu-north-1", "EU (Stockholm)"},
    {"eu-west-1", "EU (Ireland)"},
    {"eu-west-2", "EU (London)"},
    {"eu-west-3", "EU (Paris)"},
    {"sa-east-1", "South America (Sao Paulo)"},
    {"us-east-1", "US East (N. Virginia)"},
    {"us-east-2", "US East (Ohio)"},
    {"us-west-1", "US West (N. California)"},
    {"us-west-2", "US West (Oregon)"},
};

std::string state_json(Epoch epoch, const AlarmState& state) {
  JsonObject json;
  json.text("value", to_string(state.value)).text("reason", state.reason);
  if (!state.reasonData.empty()) {
    json.text("reasonData", state.reasonData);  // JSON as a text
  }
  return json.text("timestamp", alarm_time(epoch, state.timestamp)).take();
}

// UNVERIFIED that the id is minted per event; here it is the same for each alarm.
std::string configuration_json(const MetricAlarm& alarm) {
  JsonObject dimensions;
  for (const auto& [name, value] : alarm.metric.Dimensions) {
    dimensions.text(name, value);
  }
  JsonObject metric;
  metric.text("namespace", alarm.metric.Namespace);
  metric.text("name", alarm.metric.MetricName);
  metric.raw("dimensions", dimensions.take());
  JsonObject stat;
  stat.raw("metric", metric.take());
  stat.number("period", alarm.Period.whole_seconds());
  stat.text("stat", to_string(alarm.Statistic));
  if (!alarm.Unit.empty()) {
    stat.text("unit", alarm.Unit);
  }
  JsonObject query;
  query.text("id", "m1").raw("metricStat", stat.take()).raw("returnData", "true");
  JsonObject json;
  if (!alarm.AlarmDescription.empty()) {
    json.text("description", alarm.AlarmDescription);
  }
  return json.raw("metrics", json_list({query.take()})).take();
}

// SampleCount is SAMPLE_COUNT.
std::string upper_snake(Statistic statistic) {
  static constexpr std::array k_names = {"SAMPLE_COUNT", "AVERAGE", "SUM", "MINIMUM", "MAXIMUM"};
  return k_names.at(static_cast<std::size_t>(statistic));
}

std::string trigger_json(const MetricAlarm& alarm) {
  std::vector<std::string> dimensions;
  for (const auto& [name, value] : alarm.metric.Dimensions) {
    dimensions.push_back(JsonObject().text("value", value).text("name", name).take());
  }
  JsonObject json;
  json.text("MetricName", alarm.metric.MetricName);
  json.text("Namespace", alarm.metric.Namespace);
  json.text("StatisticType", "Statistic");
  json.text("Statistic", upper_snake(alarm.Statistic));
  if (alarm.Unit.empty()) {
    json.raw("Unit", "null");
  } else {
    json.text("Unit", alarm.Unit);
  }
  json.raw("Dimensions", json_list(dimensions));
  json.number("Period", alarm.Period.whole_seconds());
  json.number("EvaluationPeriods", alarm.EvaluationPeriods);
  if (alarm.DatapointsToAlarm) {
    json.number("DatapointsToAlarm", *alarm.DatapointsToAlarm);
  }
  json.text("ComparisonOperator", to_string(alarm.ComparisonOperator));
  json.raw("Threshold", to_text(alarm.Threshold));
  json.text("TreatMissingData", to_string(alarm.TreatMissingData));  // names UNVERIFIED
  json.text("EvaluateLowSampleCountPercentile", "");
  return json.take();
}

}  // namespace

std::vector<std::string> actions_for(const MetricAlarm& alarm) {
  if (!alarm.ActionsEnabled) {
    return {};
  }
  switch (alarm.state.value) {
    case StateValue::OK:
      return alarm.OKActions;
    case StateValue::ALARM:
      return alarm.AlarmActions;
    case StateValue::INSUFFICIENT_DATA:
      return alarm.InsufficientDataActions;
  }
  return {};
}

EventBridgeEvent state_change_event(const NoticeContext& context, const MetricAlarm& alarm,
                                    const AlarmState& old_state) {
  EventBridgeEvent event;
  event.detail_type = "CloudWatch Alarm State Change";
  event.resources = {alarm.AlarmArn};
  JsonObject json;
  json.text("alarmName", alarm.AlarmName);
  json.raw("configuration", configuration_json(alarm));
  json.raw("previousState", state_json(context.epoch, old_state));
  json.raw("state", state_json(context.epoch, alarm.state));
  event.detail = json.take();
  return event;
}

SnsMessage sns_message(const NoticeContext& context, const std::string& topic_arn,
                       const MetricAlarm& alarm, const AlarmState& old_state) {
  const std::string region = region_long_name(context.account.region);
  JsonObject json;
  json.text("AlarmName", alarm.AlarmName);
  if (alarm.AlarmDescription.empty()) {
    json.raw("AlarmDescription", "null");
  } else {
    json.text("AlarmDescription", alarm.AlarmDescription);
  }
  json.text("AWSAccountId", context.account.id);
  json.text("AlarmConfigurationUpdatedTimestamp",
            alarm_time(context.epoch, alarm.AlarmConfigurationUpdatedTimestamp));
  json.text("NewStateValue", to_string(alarm.state.value));
  json.text("NewStateReason", alarm.state.reason);
  json.text("StateChangeTime", alarm_time(context.epoch, alarm.state.timestamp));
  json.text("Region", region);
  json.text("AlarmArn", alarm.AlarmArn);
  json.text("OldStateValue", to_string(old_state.value));
  json.raw("OKActions", aws::json_texts(alarm.OKActions));
  json.raw("AlarmActions", aws::json_texts(alarm.AlarmActions));
  json.raw("InsufficientDataActions", aws::json_texts(alarm.InsufficientDataActions));
  json.raw("Trigger", trigger_json(alarm));
  std::string subject = to_string(alarm.state.value) + ": \"" + alarm.AlarmName + "\" in " + region;
  if (subject.size() > k_subject_characters_max) {
    subject = subject.substr(0, k_subject_characters_max - 3) + "...";  // UNVERIFIED how it is cut
  }
  return {topic_arn, subject, json.take()};
}

std::string region_long_name(const std::string& region) {
  for (const auto& [name, long_name] : k_regions) {
    if (region == name) {
      return long_name;
    }
  }
  return region;
}

}  // namespace greenroom::cloudwatch
