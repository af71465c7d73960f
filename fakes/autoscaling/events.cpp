#include "fakes/autoscaling/events.h"

#include <boost/json.hpp>

#include "fakes/aws/arn.h"
#include "fakes/aws/http_date.h"

namespace greenroom::autoscaling {
namespace {

namespace json = boost::json;

constexpr const char* k_place = "EC2";
constexpr const char* k_group_place = "AutoScalingGroup";

std::string group_arn(const aws::Account& account, const std::string& group) {
  return "arn:aws:autoscaling:" + account.region + ":" + account.id +
         ":autoScalingGroup::autoScalingGroupName/" + group;
}

// Where an instance comes from, and goes to.
void add_way(json::object& detail, bool launch) {
  detail["Origin"] = launch ? k_place : k_group_place;
  detail["Destination"] = launch ? k_group_place : k_place;
}

}  // namespace

EventBridgeEvent event_of(const EventContext& context, const GroupEvent& told) {
  const Activity& activity = told.activity;
  const bool good = activity.StatusCode == ActivityStatus::Successful;
  json::error_code bad;
  json::value details = json::parse(activity.Details, bad);
  json::object detail{
      {"StatusCode", good ? "InProgress" : to_string(activity.StatusCode)},
      {"Description", activity.Description},
      {"AutoScalingGroupName", activity.AutoScalingGroupName},
      {"ActivityId", activity.ActivityId},
      {"Details", bad ? json::value(json::object{}) : std::move(details)},
      {"RequestId", activity.ActivityId},
      {"StatusMessage", activity.StatusMessage},
      {"EndTime", activity.EndTime ? aws::whole_seconds(context.epoch, *activity.EndTime) : ""},
      {"EC2InstanceId", activity.InstanceId},
      {"StartTime", aws::whole_seconds(context.epoch, activity.StartTime)},
      {"Cause", activity.Cause},
  };
  add_way(detail, told.detail_type.find("Launch") != std::string::npos);
  EventBridgeEvent event;
  event.detail_type = told.detail_type;
  event.resources = {group_arn(context.account, activity.AutoScalingGroupName)};
  if (!activity.InstanceId.empty()) {
    event.resources.push_back(aws::instance_arn(context.account, activity.InstanceId));
  }
  event.detail = json::serialize(detail);
  return event;
}

EventBridgeEvent event_of(const EventContext& context, const LifecycleNotification& told) {
  const bool launch = told.LifecycleTransition == LifecycleTransition::EC2_INSTANCE_LAUNCHING;
  json::object detail{
      {"LifecycleActionToken", told.LifecycleActionToken},
      {"AutoScalingGroupName", told.AutoScalingGroupName},
      {"LifecycleHookName", told.LifecycleHookName},
      {"EC2InstanceId", told.EC2InstanceId},
      {"LifecycleTransition", to_string(told.LifecycleTransition)},
  };
  if (!told.NotificationMetadata.empty()) {
    detail["NotificationMetadata"] = told.NotificationMetadata;
  }
  add_way(detail, launch);
  EventBridgeEvent event;
  event.detail_type =
      launch ? "EC2 Instance-launch Lifecycle Action" : "EC2 Instance-terminate Lifecycle Action";
  event.resources = {group_arn(context.account, told.AutoScalingGroupName)};
  event.detail = json::serialize(detail);
  return event;
}

}  // namespace greenroom::autoscaling
