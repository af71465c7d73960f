#include "sim/app/messaging.h"

#include <boost/json.hpp>
#include <utility>

#include "fakes/autoscaling/events.h"
#include "fakes/aws/arn.h"
#include "fakes/cloudwatch/messages.h"
#include "fakes/events/event_pattern.h"
#include "sim/app/accepted.h"

namespace greenroom::app {
namespace {

namespace json = boost::json;

constexpr const char* k_pipeline_target = "pipeline";

// The policy, "" for none, and one more statement, which lets a service in.
std::string with_statement(const std::string& policy, json::object statement) {
  json::object whole = policy.empty()
                           ? json::object{{"Version", "2012-10-17"}, {"Statement", json::array()}}
                           : json::parse(policy).as_object();
  statement["Effect"] = "Allow";
  whole["Statement"].as_array().push_back(std::move(statement));
  return json::serialize(whole);
}

void note_refusal(Context cx, const Failure& refusal) {
  cx.as("sns").trace("scenario.note", {{"code", refusal.code}, {"message", refusal.message}});
}

}  // namespace

bool uses_messaging(const scenario::Environment& environment) {
  return !environment.topics.empty() || !environment.event_rules.empty();
}

void name_topics(cloudwatch::PutMetricAlarmInput& alarm, const aws::Account& account) {
  for (auto* actions : {&alarm.AlarmActions, &alarm.OKActions, &alarm.InsufficientDataActions}) {
    for (std::string& topic : *actions) {
      topic = aws::topic_arn(account, topic);
    }
  }
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

void Messaging::set_up(Context cx, const scenario::Environment& environment,
                       const std::string& pipeline) {
  listens_ = true;
  const Context as_sns = cx.as("sns");
  deliveries_.declare(environment.receivers, [this](Context receiver, const std::string& url) {
    // A token that is worth nothing any more confirms nothing: that is no trouble of the run.
    (void)sns_.visit_subscribe_url(receiver, url);
  });
  for (const auto& [name, settings] : environment.deployment_groups) {
    for (const scenario::TriggerSettings& trigger : settings.triggers) {
      accepted(sns_.CreateTopic(as_sns, trigger.topic), "SNS", "triggers");
    }
  }
  for (const auto& [name, subscriptions] : environment.topics) {
    const std::string arn = accepted(sns_.CreateTopic(as_sns, name), "SNS", "topics");
    for (const scenario::SubscriptionSettings& wanted : subscriptions) {
      subscribe(as_sns, arn, wanted);
    }
  }
  for (const auto& [name, wanted] : environment.event_rules) {
    make_rule(cx.as("eventbridge"), name, wanted, pipeline);
  }
}

void Messaging::connect(sqs::Sqs& sqs, sns::Queues& queues) {
  sqs_ = &sqs;
  sns_.connect(queues);
}

std::string Messaging::make_queue(Context cx, const std::string& name,
                                  const std::string& topic_arn) {
  const Context as_sqs = cx.as("sqs");
  const std::string url = accepted(sqs_->CreateQueue(as_sqs, name), "SQS", "topics");
  const std::string arn = sqs_->queue_arn(name);
  sqs::Attributes attributes = accepted(sqs_->GetQueueAttributes(as_sqs, url), "SQS", "topics");
  const std::string policy = with_statement(
      attributes["Policy"], {{"Principal", {{"Service", "sns.amazonaws.com"}}},
                             {"Action", "sqs:SendMessage"},
                             {"Resource", arn},
                             {"Condition", {{"ArnEquals", {{"aws:SourceArn", topic_arn}}}}}});
  accepted(sqs_->SetQueueAttributes(as_sqs, url, {{"Policy", policy}}), "SQS", "topics");
  return arn;
}

void Messaging::let_rules_in(const std::string& topic_arn, const std::string& rule) {
  const Result<sns::Attributes> topic = sns_.GetTopicAttributes(topic_arn);
  if (topic.ok()) {  // else nobody will be told, and the trace will say so
    const std::string policy = with_statement(topic.value().at("Policy"),
                                              {{"Sid", "AWSEvents_" + rule},
                                               {"Principal", {{"Service", "events.amazonaws.com"}}},
                                               {"Action", "sns:Publish"},
                                               {"Resource", topic_arn}});
    accepted(sns_.SetTopicAttributes(topic_arn, "Policy", policy), "SNS", "event_rules");
  }
}

void Messaging::subscribe(Context cx, const std::string& topic_arn,
                          const scenario::SubscriptionSettings& wanted) {
  sns::SubscribeRequest request;
  request.TopicArn = topic_arn;
  request.Protocol = wanted.protocol;
  request.Endpoint = wanted.endpoint;
  if (wanted.protocol == "sqs") {
    request.Endpoint = sqs_ != nullptr ? make_queue(cx, wanted.endpoint, topic_arn)
                                       : sns_.CreateQueue(wanted.endpoint);
  }
  if (!wanted.filter_policy.empty()) {
    request.Attributes["FilterPolicy"] = wanted.filter_policy;
    request.Attributes["FilterPolicyScope"] = "MessageBody";
  }
  if (wanted.raw) {
    request.Attributes["RawMessageDelivery"] = "true";
  }
  accepted(sns_.Subscribe(cx, std::move(request)), "SNS", "topics");
}

void Messaging::make_rule(Context cx, const std::string& name,
                          const scenario::EventRuleSettings& wanted, const std::string& pipeline) {
  events::PutRuleRequest rule;
  rule.Name = name;
  rule.EventPattern = wanted.event_pattern;
  rule.ScheduleExpression = wanted.schedule;
  accepted(events_.PutRule(cx, std::move(rule)), "EventBridge", "event_rules");
  std::vector<events::Target> targets;
  for (const std::string& target : wanted.targets) {
    events::Target one;
    one.Id = target;
    if (target == k_pipeline_target) {
      one.Arn = pipeline_arn(account_, pipeline);
      one.RoleArn = aws::role_arn(account_, "lab-app-events");
    } else {
      one.Arn = aws::topic_arn(account_, target);
      let_rules_in(one.Arn, name);
    }
    targets.push_back(std::move(one));
  }
  accepted(events_.PutTargets(cx, name, std::move(targets)), "EventBridge", "event_rules");
}

Status Messaging::confirm_subscription(Context cx, const std::string& topic,
                                       const std::string& endpoint) {
  const std::string arn = aws::topic_arn(account_, topic);
  for (const sns::Subscription& subscription : sns_.state().subscriptions_of(arn)) {
    if (subscription.Endpoint == endpoint) {
      const auto confirmed = sns_.ConfirmSubscription(cx.as("sns"), arn, subscription.Token);
      return confirmed.ok() ? success() : Status(confirmed.failure());
    }
  }
  return Failure{"NotFound", "Subscription does not exist"};
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
    note_refusal(cx, sent.failure());
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

void Messaging::put_event(Context cx, codebuild::EventBridgeEvent event) {
  events_.put_service_event(cx.as("eventbridge"),
                            {event.source, event.detail_type, event.resources, event.detail});
}

void Messaging::group_event(Context cx, const autoscaling::GroupEvent& told) {
  const auto event = autoscaling::event_of({account_, cx.epoch()}, told);
  events_.put_service_event(cx.as("eventbridge"),
                            {event.source, event.detail_type, event.resources, event.detail});
}

// A test notification goes to the hook's own target alone, and EventBridge never hears of it.
void Messaging::lifecycle_action(Context cx, const autoscaling::LifecycleNotification& told) {
  if (told.Event.empty()) {
    const auto event = autoscaling::event_of({account_, cx.epoch()}, told);
    events_.put_service_event(cx.as("eventbridge"),
                              {event.source, event.detail_type, event.resources, event.detail});
  }
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
  if (Status may = resource_policies_->service_may(cx, alarm.AlarmArn, "sns:Publish", action_arn);
      !may.ok()) {
    note_refusal(cx, may.failure());
    return may;
  }
  cloudwatch::SnsMessage message =
      cloudwatch::sns_message({account_, cx.epoch()}, action_arn, alarm, old_state);
  return send(cx, action_arn, std::move(message.Subject), std::move(message.Message));
}

void Messaging::object_created(Context cx, const ObjectOfEvent& object) {
  tell_of_object(cx, object, "Object Created");
}

void Messaging::object_deleted(Context cx, const ObjectOfEvent& object) {
  tell_of_object(cx, object, "Object Deleted");
}

void Messaging::object_changed(Context cx, const ObjectOfEvent& object) {
  tell_of_object(cx, object, object.why);
}

// Simplified: who asked, and from where, is always the same.
void Messaging::tell_of_object(Context cx, const ObjectOfEvent& object,
                               const std::string& detail_type) {
  if (!listens_) {
    return;
  }
  const bool created = detail_type == "Object Created";
  const bool deleted = detail_type == "Object Deleted";
  json::object known{{"key", object.key}};
  if (created) {
    known["size"] = object.size;
  }
  if (!deleted) {
    known["etag"] = object.ETag;
  }
  if (object.VersionId != "null") {
    known["version-id"] = object.VersionId;
  }
  if (created || deleted) {
    std::string sequencer = std::to_string(++objects_);
    sequencer.insert(0, 16 - sequencer.size(), '0');
    known["sequencer"] = sequencer;
  }
  json::object detail{
      {"version", "0"},
      {"bucket", {{"name", object.bucket}}},
      {"object", std::move(known)},
      {"request-id", "0000000000000000"},
      {"requester", account_.id},
      {"source-ip-address", "10.0.0.1"},
  };
  if (created || deleted) {
    detail["reason"] = created ? object.why : "DeleteObject";
  }
  if (deleted) {
    detail["deletion-type"] = object.why;
  }
  events_.put_service_event(
      cx.as("eventbridge"),
      {"aws.s3", detail_type, {"arn:aws:s3:::" + object.bucket}, json::serialize(detail)});
}

// AWS: EventBridge's user guide, "Using resource-based policies": "For ... Amazon SNS, and Amazon
// SQS resources, EventBridge can use either an IAM execution role or a resource-based policy." The
// session's name is UNVERIFIED. What is not there says so itself.
Status Messaging::may_send(Context cx, const events::Sender& sender,
                           const std::string& target_arn) const {
  const std::string name = target_arn.substr(target_arn.rfind(':') + 1);
  const bool is_queue = target_arn.starts_with("arn:aws:sqs:");
  const bool is_there = is_queue ? sqs_ != nullptr && sqs_->state().queues().count(name) > 0
                                 : sns_.state().has_topic(target_arn);
  if (!is_there) {
    return success();
  }
  const std::string action = is_queue ? "sqs:SendMessage" : "sns:Publish";
  return sender.role_arn.empty()
             ? resource_policies_->service_may(cx, sender.rule_arn, action, target_arn)
             : resource_policies_->service_may_as(cx, "events.amazonaws.com",
                                                  {sender.role_arn, "EventBridge"}, action,
                                                  target_arn);
}

// A rule's target: the lab's pipeline, or a topic, which gets the event without a subject.
Task<Status> Messaging::deliver(Context cx, events::Sender sender, std::string target_arn,
                                std::string text) {
  const std::string name = target_arn.substr(target_arn.rfind(':') + 1);
  if (target_arn == pipeline_arn(account_, name)) {
    const Result<std::string> started =
        codepipeline_.StartPipelineExecution(cx, name, codepipeline::TriggerType::CloudWatchEvent);
    co_return started.ok() ? success() : Status(started.failure());
  }
  const Status may = may_send(cx, sender, target_arn);
  if (!may.ok()) {
    co_return may;
  }
  if (sqs_ != nullptr && target_arn.starts_with("arn:aws:sqs:")) {
    const Result<sqs::SendMessageResult> put = sqs_->put(cx.as("sqs"), target_arn, std::move(text));
    co_return put.ok() ? success() : Status(put.failure());
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
  if (!listens_) {
    return;
  }
  if (line.event == "ec2.instance") {
    tell_later(instance_event(account_, line));
  } else if (line.event.starts_with("codepipeline.")) {
    const codepipeline::Pipeline* pipeline = codepipeline_.state().find(line.text("pipeline"));
    std::optional<events::ServiceEvent> event =
        pipeline == nullptr ? std::nullopt
                            : pipeline_events_.event_of(*pipeline, kernel_.epoch(), line);
    if (event) {
      tell_later(std::move(*event));
    }
  }
}

}  // namespace greenroom::app
