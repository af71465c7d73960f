// EventBridge's words as plain data. AWS: docs.aws.amazon.com/eventbridge/latest/APIReference,
// reference codebuild-codepipeline-s3 4.3.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "sim/core/time.h"

namespace greenroom::events {

using Tags = std::map<std::string, std::string>;

enum class RuleState { ENABLED, DISABLED };

struct Rule {
  std::string Name;
  std::string Arn;
  std::string EventPattern;        // "" when there is none
  std::string ScheduleExpression;  // "" when there is none
  RuleState State = RuleState::ENABLED;
  std::string Description;
  std::string RoleArn;
  std::string EventBusName = "default";
};

// What PutRule is asked for: a Rule without what EventBridge gives it.
struct PutRuleRequest {
  std::string Name;
  std::string EventPattern;
  std::string ScheduleExpression;
  RuleState State = RuleState::ENABLED;
  std::string Description;
  std::string RoleArn;
  std::string EventBusName = "default";
  events::Tags Tags = {};  // of a new rule; those of one that is there stay
};

struct InputTransformer {
  std::map<std::string, std::string> InputPathsMap;  // a JSON path by variable
  std::string InputTemplate;
};

struct RetryPolicy {
  std::int64_t MaximumRetryAttempts = 185;
  Duration MaximumEventAge = hours(24);  // AWS: MaximumEventAgeInSeconds
};

// At most one of Input, InputPath and InputTransformer; none: the whole event.
struct Target {
  std::string Id;
  std::string Arn;
  std::string RoleArn;
  std::optional<std::string> Input;  // constant JSON
  std::optional<std::string> InputPath;
  std::optional<events::InputTransformer> InputTransformer;
  events::RetryPolicy RetryPolicy;
};

// Of PutTargets and RemoveTargets: a target it was not done for.
struct FailedEntry {
  std::string TargetId;
  std::string ErrorCode;
  std::string ErrorMessage;
};

struct PutEventsRequestEntry {
  std::string Source;
  std::string DetailType;
  std::string Detail;  // a JSON object
  std::vector<std::string> Resources;
  std::optional<Instant> Time;  // now when it is left out
  std::string EventBusName = "default";
};

// EventId, or ErrorCode and ErrorMessage.
struct PutEventsResultEntry {
  std::string EventId;
  std::string ErrorCode;
  std::string ErrorMessage;
};

// What an AWS service tells the default bus.
struct ServiceEvent {
  std::string source;  // "aws.codedeploy"
  std::string detail_type;
  std::vector<std::string> resources;
  std::string detail;  // a JSON object
};

// An event on the bus.
struct Event {
  std::string id;
  std::string json;  // the envelope: version, id, detail-type, source, account, time, region, ...
  Instant ingestion_time;
};

}  // namespace greenroom::events
