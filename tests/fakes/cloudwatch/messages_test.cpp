// What EventBridge and SNS hear of an alarm.
#include "fakes/cloudwatch/messages.h"

#include <catch2/catch.hpp>

using namespace greenroom;
using namespace greenroom::cloudwatch;

namespace {

MetricAlarm sample() {
  MetricAlarm alarm;
  alarm.AlarmName = "errors";
  alarm.AlarmArn = "arn:aws:cloudwatch:us-east-1:123456789012:alarm:errors";
  alarm.metric = {"AWS/EC2", "CPUUtilization", {{"InstanceId", "i-1"}}};
  alarm.Threshold = *parse_decimal("50.5");
  alarm.DatapointsToAlarm = 1;
  alarm.AlarmActions = {"arn:aws:sns:us-east-1:123456789012:ops"};
  alarm.OKActions = {"arn:aws:sns:us-east-1:123456789012:good"};
  alarm.state = {StateValue::ALARM, "hot", R"({"version":"1.0"})", k_start + minutes(1)};
  return alarm;
}

const NoticeContext k_context{};
const AlarmState k_old{StateValue::OK, "cool", "", k_start};

}  // namespace

// Reference codebuild-codepipeline-s3 4.2, [CW-UG cloudwatch-and-eventbridge].
TEST_CASE("the event of a change of state") {
  const EventBridgeEvent event = state_change_event(k_context, sample(), k_old);
  CHECK(event.source == "aws.cloudwatch");
  CHECK(event.detail_type == "CloudWatch Alarm State Change");
  CHECK(event.resources == std::vector<std::string>{sample().AlarmArn});
  CHECK(event.detail ==
        R"({"alarmName":"errors","configuration":{"metrics":[{"id":"m1","metricStat":{)"
        R"("metric":{"namespace":"AWS/EC2","name":"CPUUtilization",)"
        R"("dimensions":{"InstanceId":"i-1"}},"period":60,"stat":"Average"},"returnData":true}]},)"
        R"("previousState":{"value":"OK","reason":"cool",)"
        R"("timestamp":"2026-01-01T00:00:00.000+0000"},)"
        R"("state":{"value":"ALARM","reason":"hot","reasonData":"{\"version\":\"1.0\"}",)"
        R"("timestamp":"2026-01-01T00:01:00.000+0000"}})");
}

// Reference 4.2, [CAP 13279577026].
TEST_CASE("the message to a topic") {
  const SnsMessage message = sns_message(k_context, sample().AlarmActions[0], sample(), k_old);
  CHECK(message.TopicArn == "arn:aws:sns:us-east-1:123456789012:ops");
  CHECK(message.Subject == "ALARM: \"errors\" in US East (N. Virginia)");
  CHECK(message.Message ==
        R"({"AlarmName":"errors","AlarmDescription":null,"AWSAccountId":"123456789012",)"
        R"("AlarmConfigurationUpdatedTimestamp":"2026-01-01T00:00:00.000+0000",)"
        R"("NewStateValue":"ALARM","NewStateReason":"hot",)"
        R"("StateChangeTime":"2026-01-01T00:01:00.000+0000",)"
        R"_("Region":"US East (N. Virginia)",)_"
        R"("AlarmArn":"arn:aws:cloudwatch:us-east-1:123456789012:alarm:errors",)"
        R"("OldStateValue":"OK","OKActions":["arn:aws:sns:us-east-1:123456789012:good"],)"
        R"("AlarmActions":["arn:aws:sns:us-east-1:123456789012:ops"],)"
        R"("InsufficientDataActions":[],"Trigger":{"MetricName":"CPUUtilization",)"
        R"("Namespace":"AWS/EC2","StatisticType":"Statistic","Statistic":"AVERAGE","Unit":null,)"
        R"("Dimensions":[{"value":"i-1","name":"InstanceId"}],"Period":60,"EvaluationPeriods":1,)"
        R"("DatapointsToAlarm":1,"ComparisonOperator":"GreaterThanThreshold","Threshold":50.5,)"
        R"("TreatMissingData":"missing","EvaluateLowSampleCountPercentile":""}})");
  MetricAlarm long_name = sample();
  long_name.AlarmName = std::string(255, 'a');
  CHECK(sns_message(k_context, "", long_name, k_old).Subject.size() == 100);
}

TEST_CASE("the actions that run are those of the new state, unless they are disabled") {
  MetricAlarm alarm = sample();
  CHECK(actions_for(alarm) == alarm.AlarmActions);
  alarm.state.value = StateValue::OK;
  CHECK(actions_for(alarm) == alarm.OKActions);
  alarm.state.value = StateValue::INSUFFICIENT_DATA;
  CHECK(actions_for(alarm).empty());
  alarm.state.value = StateValue::ALARM;
  alarm.ActionsEnabled = false;
  CHECK(actions_for(alarm).empty());
}

TEST_CASE("a region that nobody knows is its own name") {
  CHECK(region_long_name("eu-west-1") == "EU (Ireland)");
  CHECK(region_long_name("moon-1") == "moon-1");
}
