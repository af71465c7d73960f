#include "fakes/events/wire_values.h"

#include <utility>

#include "fakes/wire/convert.h"
#include "fakes/wire/refuse.h"

namespace greenroom::events {
namespace {

constexpr const char* k_unsupported = "ValidationException";

Result<Target> read_target(const aws::Json& input) {
  if (const Status supported = wire::refuse(
          input, k_unsupported,
          {"KinesisParameters", "RunCommandParameters", "EcsParameters", "BatchParameters",
           "SqsParameters", "HttpParameters", "RedshiftDataParameters",
           "SageMakerPipelineParameters", "DeadLetterConfig", "AppSyncParameters"});
      !supported) {
    return supported.failure();
  }
  Target target;
  target.Id = wire::text_of(input, "Id");
  target.Arn = wire::text_of(input, "Arn");
  target.RoleArn = wire::text_of(input, "RoleArn");
  if (input.find("Input") != nullptr) {
    target.Input = wire::text_of(input, "Input");
  }
  if (input.find("InputPath") != nullptr) {
    target.InputPath = wire::text_of(input, "InputPath");
  }
  if (const aws::Json* transformer = input.find("InputTransformer")) {
    target.InputTransformer = InputTransformer{wire::map_of_texts(*transformer, "InputPathsMap"),
                                               wire::text_of(*transformer, "InputTemplate")};
  }
  if (const aws::Json* retry = input.find("RetryPolicy")) {
    RetryPolicy& policy = target.RetryPolicy;
    policy.MaximumRetryAttempts =
        wire::number_of(*retry, "MaximumRetryAttempts", policy.MaximumRetryAttempts);
    policy.MaximumEventAge = seconds(wire::number_of(*retry, "MaximumEventAgeInSeconds",
                                                     policy.MaximumEventAge.whole_seconds()));
  }
  return target;
}

}  // namespace

aws::Json rule_of(const Rule& rule) {
  return wire::Object()
      .add("Name", wire::text(rule.Name))
      .add("Arn", wire::text(rule.Arn))
      .add_unless_empty("EventPattern", rule.EventPattern)
      .add_unless_empty("ScheduleExpression", rule.ScheduleExpression)
      .add("State", wire::text(rule.State == RuleState::ENABLED ? "ENABLED" : "DISABLED"))
      .add_unless_empty("Description", rule.Description)
      .add_unless_empty("RoleArn", rule.RoleArn)
      .add("EventBusName", wire::text(rule.EventBusName))
      .take();
}

aws::Json target_of(const Target& target) {
  wire::Object object;
  object.add("Id", wire::text(target.Id))
      .add("Arn", wire::text(target.Arn))
      .add_unless_empty("RoleArn", target.RoleArn);
  if (target.Input) {
    object.add("Input", wire::text(*target.Input));
  }
  if (target.InputPath) {
    object.add("InputPath", wire::text(*target.InputPath));
  }
  if (target.InputTransformer) {
    wire::Object transformer;
    if (!target.InputTransformer->InputPathsMap.empty()) {
      transformer.add("InputPathsMap", wire::map_of(target.InputTransformer->InputPathsMap));
    }
    transformer.add("InputTemplate", wire::text(target.InputTransformer->InputTemplate));
    object.add("InputTransformer", transformer.take());
  }
  const RetryPolicy& retry = target.RetryPolicy;
  const RetryPolicy usual;
  if (retry.MaximumRetryAttempts != usual.MaximumRetryAttempts ||
      retry.MaximumEventAge != usual.MaximumEventAge) {
    object.add(
        "RetryPolicy",
        wire::Object()
            .add("MaximumRetryAttempts", wire::number(retry.MaximumRetryAttempts))
            .add("MaximumEventAgeInSeconds", wire::number(retry.MaximumEventAge.whole_seconds()))
            .take());
  }
  return object.take();
}

aws::Json failed_entry_of(const FailedEntry& entry) {
  return wire::Object()
      .add("TargetId", wire::text(entry.TargetId))
      .add("ErrorCode", wire::text(entry.ErrorCode))
      .add("ErrorMessage", wire::text(entry.ErrorMessage))
      .take();
}

aws::Json result_entry_of(const PutEventsResultEntry& entry) {
  return wire::Object()
      .add_unless_empty("EventId", entry.EventId)
      .add_unless_empty("ErrorCode", entry.ErrorCode)
      .add_unless_empty("ErrorMessage", entry.ErrorMessage)
      .take();
}

Result<PutRuleRequest> read_rule(const aws::Json& input) {
  const std::string state = wire::text_of(input, "State");
  if (state == "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS") {
    return Failure{k_unsupported, "State " + state + " is not supported here"};
  }
  PutRuleRequest request;
  request.Name = wire::text_of(input, "Name");
  request.EventPattern = wire::text_of(input, "EventPattern");
  request.ScheduleExpression = wire::text_of(input, "ScheduleExpression");
  request.State = state == "DISABLED" ? RuleState::DISABLED : RuleState::ENABLED;
  request.Description = wire::text_of(input, "Description");
  request.RoleArn = wire::text_of(input, "RoleArn");
  request.Tags = wire::read_tags(input, "Tags");
  return request;
}

Result<std::vector<Target>> read_targets(const aws::Json& input) {
  std::vector<Target> targets;
  for (const aws::Json& each : input.find("Targets")->items) {
    Result<Target> target = read_target(each);
    if (!target) {
      return target.failure();
    }
    targets.push_back(std::move(target.value()));
  }
  return targets;
}

Result<std::vector<PutEventsRequestEntry>> read_entries(Context cx, const aws::Json& input,
                                                        const std::string& bus_arn) {
  if (const Status supported = wire::refuse(input, k_unsupported, {"EndpointId"}); !supported) {
    return supported.failure();
  }
  std::vector<PutEventsRequestEntry> entries;
  for (const aws::Json& each : input.find("Entries")->items) {
    PutEventsRequestEntry entry;
    entry.Source = wire::text_of(each, "Source");
    entry.DetailType = wire::text_of(each, "DetailType");
    entry.Detail = wire::text_of(each, "Detail");
    entry.Resources = wire::texts_of(each, "Resources");
    entry.Time = wire::instant_of(cx.epoch(), each, "Time");
    if (each.find("Time") != nullptr && !entry.Time) {
      return Failure{"ValidationException", "Time is no time: " + each.find("Time")->text};
    }
    entry.EventBusName = read_bus(each, bus_arn);
    entries.push_back(std::move(entry));
  }
  return entries;
}

std::string read_bus(const aws::Json& input, const std::string& bus_arn) {
  const std::string bus = wire::text_of(input, "EventBusName");
  return bus.empty() || bus == bus_arn ? "default" : bus;
}

}  // namespace greenroom::events
