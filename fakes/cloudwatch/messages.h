// What others hear of an alarm: EventBridge events and SNS messages, as texts. Pure.
//
// AWS: reference codebuild-codepipeline-s3 4.2, [CW-UG cloudwatch-and-eventbridge] for the event, a
// capture for the message.
#pragma once

#include <string>
#include <vector>

#include "fakes/aws/ids.h"
#include "fakes/cloudwatch/types.h"

namespace greenroom::cloudwatch {

struct SnsMessage {
  std::string TopicArn;
  std::string Subject;
  std::string Message;  // JSON
};

struct EventBridgeEvent {
  std::string source = "aws.cloudwatch";
  std::string detail_type;
  std::vector<std::string> resources;
  std::string detail;  // JSON
};

struct NoticeContext {
  aws::Account account;
  Epoch epoch;
};

// The actions of the state that the alarm is in, in their order; none when they are disabled.
[[nodiscard]] std::vector<std::string> actions_for(const MetricAlarm& alarm);

// "CloudWatch Alarm State Change". The new state is the alarm's.
[[nodiscard]] EventBridgeEvent state_change_event(const NoticeContext& context,
                                                  const MetricAlarm& alarm,
                                                  const AlarmState& old_state);
// `Subject` is cut to the 100 characters that SNS takes.
[[nodiscard]] SnsMessage sns_message(const NoticeContext& context, const std::string& topic_arn,
                                     const MetricAlarm& alarm, const AlarmState& old_state);
// "US East (N. Virginia)"; an unknown region is its own name.
[[nodiscard]] std::string region_long_name(const std::string& region);

}  // namespace greenroom::cloudwatch
