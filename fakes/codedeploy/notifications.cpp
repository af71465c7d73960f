#include "fakes/codedeploy/notifications.h"

#include <array>
#include <map>
#include <utility>
#include <vector>

#include "fakes/aws/arn.h"
#include "fakes/aws/json.h"

namespace greenroom::codedeploy {
namespace {

constexpr std::int64_t k_day_seconds = 86'400;

// An object of JSON, member by member in the order given.
class JsonObject {
 public:
  JsonObject& text(const char* name, const std::string& value) {
    begin(name);
    aws::append_json_text(json_, value);
    return *this;
  }
  JsonObject& raw(const char* name, const std::string& value) {
    begin(name);
    json_ += value;
    return *this;
  }
  JsonObject& time(const char* name, Epoch epoch, const std::optional<Instant>& instant) {
    return instant ? text(name, sns_time(epoch, *instant)) : raw(name, "null");
  }
  [[nodiscard]] std::string take() { return "{" + json_ + "}"; }

 private:
  void begin(const char* name) {
    json_ += json_.empty() ? "" : ",";
    aws::append_json_text(json_, name);
    json_ += ":";
  }
  std::string json_;
};

std::string padded(int value) {
  return (value < 10 ? "0" : "") + std::to_string(value);
}

std::string error_json(const DeploymentInfo& deployment) {
  JsonObject json;
  if (deployment.errorInformation) {
    json.text("ErrorCode", deployment.errorInformation->code);
    json.text("ErrorMessage", deployment.errorInformation->message);
  }
  return json.take();
}

// Only the rollback itself says what it rolls back; the failed one is still silent
// (reference 12.1).
std::string rollback_json(const DeploymentInfo& deployment) {
  const RollbackInfo& info = deployment.rollbackInfo;
  JsonObject json;
  if (!info.rollbackTriggeringDeploymentId.empty()) {
    json.text("RollbackMessage", info.rollbackMessage);
    json.text("RollbackTriggeringDeploymentId", info.rollbackTriggeringDeploymentId);
  }
  return json.take();
}

std::string events_json(Epoch epoch, const InstanceTarget& target) {
  std::string list;
  for (const LifecycleEvent& event : target.lifecycleEvents) {
    JsonObject json;
    json.text("LifecycleEvent", event.lifecycleEventName);
    json.text("LifecycleEventStatus", to_string(event.status));
    json.time("StartTime", epoch, event.startTime);
    json.time("EndTime", epoch, event.endTime);
    list += (list.empty() ? "" : ",") + json.take();
  }
  return "[" + list + "]";
}

std::string subject(const NoticeContext& context, const std::string& status,
                    const DeploymentInfo& deployment) {
  return status + ": AWS CodeDeploy " + deployment.deploymentId + " in " + context.account.region +
         " to " + deployment.applicationName;
}

std::string arn(const NoticeContext& context, const std::string& rest) {
  return "arn:aws:codedeploy:" + context.account.region + ":" + context.account.id + ":" + rest;
}

std::string application_arn(const NoticeContext& context, const DeploymentInfo& deployment) {
  return arn(context, "application:" + deployment.applicationName);
}

std::string group_arn(const NoticeContext& context, const DeploymentInfo& deployment) {
  return arn(context, "deploymentgroup:" + deployment.applicationName + "/" +
                          deployment.deploymentGroupName);
}

}  // namespace

std::string sns_status(DeploymentStatus status) {
  static constexpr std::array k_names = {"CREATED",   "QUEUED", "IN_PROGRESS", "BAKING",
                                         "SUCCEEDED", "FAILED", "ABORTED",     "READY"};
  return k_names[static_cast<std::size_t>(status)];
}

std::string sns_status(TargetStatus status) {
  static constexpr std::array k_names = {"PENDING", "IN_PROGRESS", "SUCCEEDED", "FAILED",
                                         "SKIPPED", "UNKNOWN",     "READY"};
  return k_names[static_cast<std::size_t>(status)];
}

std::string event_state(DeploymentStatus status) {
  switch (status) {
    case DeploymentStatus::Created:
      return "START";
    case DeploymentStatus::Succeeded:
      return "SUCCESS";
    case DeploymentStatus::Failed:
      return "FAILURE";
    case DeploymentStatus::Stopped:
      return "STOP";
    case DeploymentStatus::Ready:
      return "READY";
    default:
      return "";
  }
}

std::string event_state(TargetStatus status) {
  switch (status) {
    case TargetStatus::InProgress:
      return "START";
    case TargetStatus::Succeeded:
      return "SUCCESS";
    case TargetStatus::Failed:
      return "FAILURE";
    case TargetStatus::Ready:
      return "READY";
    default:
      return "";
  }
}

std::optional<TriggerEventType> trigger_event(const DeploymentInfo& deployment) {
  switch (deployment.status) {
    case DeploymentStatus::Created:
      return TriggerEventType::DeploymentStart;
    case DeploymentStatus::InProgress:
      if (deployment.creator == DeploymentCreator::codeDeployRollback) {
        return TriggerEventType::DeploymentRollback;
      }
      return std::nullopt;
    case DeploymentStatus::Succeeded:
      return TriggerEventType::DeploymentSuccess;
    case DeploymentStatus::Failed:
      return TriggerEventType::DeploymentFailure;
    case DeploymentStatus::Stopped:
      return TriggerEventType::DeploymentStop;
    case DeploymentStatus::Ready:
      return TriggerEventType::DeploymentReady;
    default:
      return std::nullopt;
  }
}

std::optional<TriggerEventType> trigger_event(TargetStatus status) {
  switch (status) {
    case TargetStatus::InProgress:
      return TriggerEventType::InstanceStart;
    case TargetStatus::Succeeded:
      return TriggerEventType::InstanceSuccess;
    case TargetStatus::Failed:
      return TriggerEventType::InstanceFailure;
    case TargetStatus::Ready:
      return TriggerEventType::InstanceReady;
    default:
      return std::nullopt;
  }
}

std::string sns_time(Epoch epoch, Instant instant) {
  static constexpr std::array k_days = {"Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"};
  static constexpr std::array k_months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                          "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const CivilTime time = civil_time(epoch, instant);
  const auto day = static_cast<std::size_t>(unix_seconds(epoch, instant) / k_day_seconds % 7);
  return std::string(k_days[day]) + " " + k_months[static_cast<std::size_t>(time.month - 1)] + " " +
         padded(time.day) + " " + padded(time.hour) + ":" + padded(time.minute) + ":" +
         padded(time.second) + " UTC " + std::to_string(time.year);
}

std::string overview_json(const DeploymentInfo& deployment) {
  std::map<TargetStatus, std::int64_t> counts;
  for (const InstanceTarget& target : deployment.targets) {
    ++counts[target.status];
  }
  std::vector<std::pair<std::string, std::int64_t>> named;
  for (const TargetStatus status :
       {TargetStatus::Pending, TargetStatus::InProgress, TargetStatus::Succeeded,
        TargetStatus::Failed, TargetStatus::Skipped, TargetStatus::Ready}) {
    named.emplace_back(to_string(status), counts[status]);
  }
  return json_counts(named).text;
}

SnsMessage deployment_message(const NoticeContext& context, const TriggerConfig& trigger,
                              const DeploymentInfo& deployment) {
  const std::string status = sns_status(deployment.status);
  JsonObject json;
  json.text("region", context.account.region);
  json.text("accountId", context.account.id);
  json.text("eventTriggerName", trigger.triggerName);
  json.text("applicationName", deployment.applicationName);
  json.text("deploymentId", deployment.deploymentId);
  json.text("deploymentGroupName", deployment.deploymentGroupName);
  json.time("createTime", context.epoch, deployment.createTime);
  json.time("completeTime", context.epoch, deployment.completeTime);
  // Objects travel as text inside the message.
  json.text("deploymentOverview", overview_json(deployment));
  json.text("status", status);
  json.text("errorInformation", error_json(deployment));
  json.text("rollbackInformation", rollback_json(deployment));
  return {trigger.triggerTargetArn, subject(context, status, deployment), json.take()};
}

SnsMessage instance_message(const NoticeContext& context, const TriggerConfig& trigger,
                            const DeploymentInfo& deployment, const InstanceTarget& target) {
  const std::string status = sns_status(target.status);
  JsonObject json;
  json.text("region", context.account.region);
  json.text("accountId", context.account.id);
  json.text("eventTriggerName", trigger.triggerName);
  json.text("deploymentId", deployment.deploymentId);
  json.text("instanceId", aws::instance_arn(context.account, target.instanceId));
  json.time("lastUpdatedAt", context.epoch, target.lastUpdatedAt);
  json.text("instanceStatus", status);
  json.text("lifecycleEvents", events_json(context.epoch, target));
  return {trigger.triggerTargetArn, subject(context, status, deployment), json.take()};
}

EventBridgeEvent deployment_event(const NoticeContext& context, const DeploymentGroup& group,
                                  const DeploymentInfo& deployment, const std::string& state) {
  EventBridgeEvent event;
  event.detail_type = "CodeDeploy Deployment State-change Notification";
  event.resources = {application_arn(context, deployment), group_arn(context, deployment)};
  JsonObject json;
  json.text("region", context.account.region);
  json.text("deploymentId", deployment.deploymentId);
  json.text("instanceGroupId", group.deploymentGroupId);  // UNVERIFIED that it is this id
  json.text("deploymentGroup", deployment.deploymentGroupName);
  json.text("state", state);
  json.text("application", deployment.applicationName);
  event.detail = json.take();
  return event;
}

EventBridgeEvent instance_event(const NoticeContext& context, const DeploymentGroup& group,
                                const DeploymentInfo& deployment, const std::string& instance_id,
                                const std::string& state) {
  EventBridgeEvent event;
  event.detail_type = "CodeDeploy Instance State-change Notification";
  event.resources = {aws::instance_arn(context.account, instance_id),
                     group_arn(context, deployment), application_arn(context, deployment)};
  JsonObject json;
  json.text("instanceId", instance_id);
  json.text("region", context.account.region);
  json.text("state", state);
  json.text("application", deployment.applicationName);
  json.text("deploymentId", deployment.deploymentId);
  json.text("instanceGroupId", group.deploymentGroupId);
  json.text("deploymentGroup", deployment.deploymentGroupName);
  event.detail = json.take();
  return event;
}

}  // namespace greenroom::codedeploy
