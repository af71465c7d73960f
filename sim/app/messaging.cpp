#include "sim/app/messaging.h"

#include <boost/json.hpp>
#include <utility>

#include "fakes/aws/arn.h"
#include "fakes/cloudwatch/messages.h"
#include "fakes/events/event_pattern.h"
#include "sim/app/accepted.h"

namespace greenroom::app {
namespace {

namespace json = boost::json;

constexpr const char* k_pipeline_target = "pipeline";

// The states of events have words of their own (reference 2.8).
std::string event_state(const std::string& status) {
  static const std::map<std::string, std::string> states = {
      {"InProgress", "STARTED"}, {"Succeeded", "SUCCEEDED"}, {"Failed", "FAILED"},
      {"Stopping", "STOPPING"},  {"Stopped", "STOPPED"},     {"Superseded", "SUPERSEDED"},
      {"Cancelled", "CANCELED"}, {"Abandoned", "ABANDONED"},
  };
  const auto found = states.find(status);
  return found == states.end() ? status : found->second;
}

}  // namespace

bool uses_messaging(const scenario::Environment& environment) {
  return !environment.topics.empty() || !environment.event_rules.empty();
}

Task<HttpResult> DeliveriesOfRehearsal::http(Context, std::string, HttpHeaders, std::string,
                                             Instant) {
  HttpResult result;
  result.end = HttpEnd::Unreachable;
  co_return result;
}

void DeliveriesOfRehearsal::email(Context cx, const std::string& address,
                                  const std::string& subject, const std::string& body) {
  cx.trace("scenario.email", {{"address", address}, {"subject", subject}, {"body", body}});
}

Status PoliciesOfEvents::check(const std::string& policy) const {
  const auto pattern = events::parse_event_pattern(policy);
  return pattern.ok() ? success() : Status(pattern.failure());
}

bool PoliciesOfEvents::accepts(const std::string& policy, const std::string& text) const {
  const auto pattern = events::parse_event_pattern(policy);
  const auto event = aws::parse_json(text);
  return pattern.ok() && event.ok() && event.value().kind == aws::JsonKind::Object &&
         events::matches(pattern.value(), event.value());
}

std::string Messaging::pipeline_arn(const std::string& name) const {
  return "arn:aws:codepipeline:" + account_.region + ":" + account_.id + ":" + name;
}

void Messaging::set_up(Context cx, const scenario::Environment& environment,
                       const std::string& pipeline) {
  listens_ = true;
  const Context as_sns = cx.as("sns");
  for (const auto& [name, settings] : environment.deployment_groups) {
    for (const scenario::TriggerSettings& trigger : settings.triggers) {
      accepted(sns_.CreateTopic(as_sns, trigger.topic), "SNS", "triggers");
    }
  }
  for (const auto& [name, subscriptions] : environment.topics) {
    const std::string arn = accepted(sns_.CreateTopic(as_sns, name), "SNS", "topics");
    for (const scenario::SubscriptionSettings& wanted : subscriptions) {
      sns::SubscribeRequest request;
      request.TopicArn = arn;
      request.Protocol = wanted.protocol;
      request.Endpoint =
          wanted.protocol == "sqs" ? sns_.CreateQueue(wanted.endpoint) : wanted.endpoint;
      if (!wanted.filter_policy.empty()) {
        request.Attributes["FilterPolicy"] = wanted.filter_policy;
        request.Attributes["FilterPolicyScope"] = "MessageBody";
      }
      accepted(sns_.Subscribe(as_sns, std::move(request)), "SNS", "topics");
    }
  }
  const Context as_bus = cx.as("eventbridge");
  for (const auto& [name, wanted] : environment.event_rules) {
    events::PutRuleRequest rule;
    rule.Name = name;
    rule.EventPattern = wanted.event_pattern;
    rule.ScheduleExpression = wanted.schedule;
    accepted(events_.PutRule(as_bus, std::move(rule)), "EventBridge", "event_rules");
    std::vector<events::Target> targets;
    for (const std::string& target : wanted.targets) {
      events::Target one;
      one.Id = target;
      one.Arn =
          target == k_pipeline_target ? pipeline_arn(pipeline) : aws::topic_arn(account_, target);
      one.RoleArn = aws::role_arn(account_, "lab-app-events");
      targets.push_back(std::move(one));
    }
    accepted(events_.PutTargets(as_bus, name, std::move(targets)), "EventBridge", "event_rules");
  }
}

// A topic that nobody has made stays a line of the trace: AWS would tell nobody either.
Status Messaging::send(Context cx, const std::string& topic_arn, std::string subject,
                       std::string message) {
  sns::PublishRequest request;
  request.TopicArn = topic_arn;
  request.Subject = std::move(subject);
  request.Message = std::move(message);
  const Result<std::string> sent = sns_.Publish(cx.as("sns"), std::move(request));
  if (!sent.ok()) {
    cx.as("sns").trace("scenario.note",
                       {{"code", sent.failure().code}, {"message", sent.failure().message}});
    return sent.failure();
  }
  return success();
}

void Messaging::publish(Context cx, codedeploy::SnsMessage message) {
  (void)send(cx, message.TopicArn, std::move(message.Subject), std::move(message.Message));
}

void Messaging::put_event(Context cx, codedeploy::EventBridgeEvent event) {
  events_.put_service_event(cx.as("eventbridge"),
                            {event.source, event.detail_type, event.resources, event.detail});
}

void Messaging::approval_needed(Context cx, const std::string& topic_arn, std::string subject,
                                std::string message) {
  (void)send(cx, topic_arn, std::move(subject), std::move(message));
}

void Messaging::alarm_changed(Context cx, const cloudwatch::MetricAlarm& alarm,
                              const cloudwatch::AlarmState& old_state,
                              const cloudwatch::AlarmState&) {
  const cloudwatch::NoticeContext context{account_, cx.epoch()};
  const cloudwatch::EventBridgeEvent event =
      cloudwatch::state_change_event(context, alarm, old_state);
  events_.put_service_event(cx.as("eventbridge"),
                            {event.source, event.detail_type, event.resources, event.detail});
}

Status Messaging::run_action(Context cx, const std::string& action_arn,
                             const cloudwatch::MetricAlarm& alarm,
                             const cloudwatch::AlarmState& old_state) {
  cloudwatch::SnsMessage message =
      cloudwatch::sns_message({account_, cx.epoch()}, action_arn, alarm, old_state);
  return send(cx, action_arn, std::move(message.Subject), std::move(message.Message));
}

void Messaging::object_created(Context cx, const NewObject& object) {
  if (!listens_) {
    return;
  }
  std::string sequencer = std::to_string(++objects_);
  sequencer.insert(0, 16 - sequencer.size(), '0');
  const json::object detail{
      {"version", "0"},
      {"bucket", {{"name", object.bucket}}},
      {"object",
       {{"key", object.key},
        {"size", object.size},
        {"etag", object.ETag},
        {"version-id", object.VersionId},
        {"sequencer", sequencer}}},
      {"request-id", "0000000000000000"},
      {"requester", account_.id},
      {"source-ip-address", "10.0.0.1"},
      {"reason", "PutObject"},
  };
  events_.put_service_event(
      cx.as("eventbridge"),
      {"aws.s3", "Object Created", {"arn:aws:s3:::" + object.bucket}, json::serialize(detail)});
}

// A rule's target: the lab's pipeline, or a topic, which gets the event without a subject.
Task<Status> Messaging::deliver(Context cx, std::string target_arn, std::string, std::string text) {
  const std::string name = target_arn.substr(target_arn.rfind(':') + 1);
  if (target_arn == pipeline_arn(name)) {
    const Result<std::string> started =
        codepipeline_.StartPipelineExecution(cx, name, codepipeline::TriggerType::CloudWatchEvent);
    co_return started.ok() ? success() : Status(started.failure());
  }
  sns::PublishRequest request;
  request.TopicArn = target_arn;
  request.Message = std::move(text);
  const Result<std::string> sent = sns_.Publish(cx.as("sns"), std::move(request));
  co_return sent.ok() ? success() : Status(sent.failure());
}

// Whoever hears a line must not act before it is written.
void Messaging::tell_later(events::ServiceEvent event) {
  const ActorId bus = kernel_.actor("eventbridge");
  kernel_.schedule_call(kernel_.now(), Phase::Delivery, bus, [this, bus, event] {
    events_.put_service_event(Context(kernel_, bus), event);
  });
}

void Messaging::on_line(const TraceLine& line) {
  if (listens_ && (line.event == "codepipeline.execution" || line.event == "codepipeline.stage" ||
                   line.event == "codepipeline.action")) {
    on_pipeline_line(line);
  }
}

void Messaging::on_pipeline_line(const TraceLine& line) {
  const std::int64_t ordinal = line.number("execution");
  const std::string pipeline = line.text("pipeline");
  const codepipeline::Pipeline* known = codepipeline_.state().find(pipeline);
  const auto index = static_cast<std::size_t>(ordinal - 1);
  if (known == nullptr || index >= known->executions.size()) {
    return;
  }
  const codepipeline::Execution& execution = known->executions[index];
  json::object detail{{"pipeline", pipeline}, {"execution-id", execution.pipelineExecutionId}};
  std::string kind = "Pipeline";
  if (line.event == "codepipeline.stage") {
    kind = "Stage";
    detail["stage"] = line.text("stage");
  } else if (line.event == "codepipeline.action") {
    kind = "Action";
    detail["stage"] = line.text("stage");
    detail["action"] = line.text("action");
    detail["region"] = account_.region;
    if (!line.text("externalExecutionId").empty() || !line.text("errorCode").empty()) {
      detail["execution-result"] = {{"external-execution-summary", line.text("summary")},
                                    {"external-execution-id", line.text("externalExecutionId")},
                                    {"error-code", line.text("errorCode")}};
    }
  }
  detail["state"] = event_state(line.text("status"));
  detail["version"] = execution.declaration.version;
  tell_later({"aws.codepipeline",
              "CodePipeline " + kind + " Execution State Change",
              {pipeline_arn(pipeline)},
              json::serialize(detail)});
}

}  // namespace greenroom::app
