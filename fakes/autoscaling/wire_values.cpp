#include "fakes/autoscaling/wire_values.h"

#include <algorithm>
#include <utility>

namespace greenroom::autoscaling {
namespace {

std::string arn_of(const WireCall& call, const GroupRecord& record) {
  return "arn:aws:autoscaling:" + call.account.region + ":" + call.account.id +
         ":autoScalingGroup:" + record.uuid + ":autoScalingGroupName/" +
         record.group.AutoScalingGroupName;
}

std::vector<std::string> target_group_arns(const WireCall& call, const AutoScalingGroup& group) {
  std::vector<std::string> arns;
  for (const std::string& name : group.TargetGroups) {
    arns.push_back(call.directory.target_group_arn(name));
  }
  std::erase(arns, "");  // deleted since
  return arns;
}

aws::Json suspended_of(const AutoScalingGroup& group) {
  aws::Json list{aws::JsonKind::Array, {}, {}, {}};
  for (const std::string& process : group.SuspendedProcesses) {
    // AWS says since when as well.
    list.items.push_back(wire::Object()
                             .add("ProcessName", wire::text(process))
                             .add("SuspensionReason", wire::text("User suspended"))
                             .take());
  }
  return list;
}

std::string in_capitals(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  });
  return text;
}

void add_seconds(wire::Object& object, const char* member, const std::optional<Duration>& value) {
  if (value) {
    object.add(member, wire::number(value->whole_seconds()));
  }
}

}  // namespace

aws::Json json_of(bool flag) {
  return {flag ? aws::JsonKind::True : aws::JsonKind::False, {}, {}, {}};
}

aws::Json json_of(const LaunchTemplateSpecification& launch_template) {
  return wire::Object()
      .add_unless_empty("LaunchTemplateId", launch_template.LaunchTemplateId)
      .add_unless_empty("LaunchTemplateName", launch_template.LaunchTemplateName)
      .add_unless_empty("Version", launch_template.Version)
      .take();
}

aws::Json json_of(const WireCall& call, const GroupRecord& record, bool with_instances) {
  const AutoScalingGroup& group = record.group;
  wire::Object out;
  out.add("AutoScalingGroupName", wire::text(group.AutoScalingGroupName))
      .add("AutoScalingGroupARN", wire::text(arn_of(call, record)))
      .add("LaunchTemplate", json_of(group.LaunchTemplate))
      .add("MinSize", wire::number(group.MinSize))
      .add("MaxSize", wire::number(group.MaxSize))
      .add("DesiredCapacity", wire::number(group.DesiredCapacity))
      .add("DefaultCooldown", wire::number(group.DefaultCooldown.whole_seconds()))
      .add("AvailabilityZones", wire::texts(group.AvailabilityZones))
      .add("LoadBalancerNames", wire::texts({}))
      .add("TargetGroupARNs", wire::texts(target_group_arns(call, group)))
      .add("HealthCheckType", wire::text(group.HealthCheckType))
      .add("HealthCheckGracePeriod", wire::number(group.HealthCheckGracePeriod.whole_seconds()));
  const std::vector<Instance> members =
      with_instances ? call.autoscaling.state().members(group.AutoScalingGroupName)
                     : std::vector<Instance>{};
  out.add("Instances", wire::list_of(members, [](const Instance& each) { return json_of(each); }))
      .add("CreatedTime", wire::timestamp(call.cx.epoch(), record.created))
      .add("SuspendedProcesses", suspended_of(group))
      .add_unless_empty("VPCZoneIdentifier", group.VPCZoneIdentifier)
      .add("EnabledMetrics", wire::texts({}));
  if (record.deleting) {
    out.add("Status", wire::text("Delete in progress"));
  }
  out.add("Tags", wire::list_of(tags_of(group), [](const GroupTag& each) { return json_of(each); }))
      .add("TerminationPolicies", wire::texts(group.TerminationPolicies))
      .add("NewInstancesProtectedFromScaleIn", json_of(group.NewInstancesProtectedFromScaleIn));
  add_seconds(out, "DefaultInstanceWarmup", group.DefaultInstanceWarmup);
  return out.add("TrafficSources", wire::texts({})).take();
}

aws::Json json_of(const Instance& instance) {
  return wire::Object()
      .add("InstanceId", wire::text(instance.InstanceId))
      .add("AvailabilityZone", wire::text(instance.AvailabilityZone))
      .add("LifecycleState", wire::text(to_string(instance.LifecycleState)))
      .add("HealthStatus", wire::text(to_string(instance.HealthStatus)))
      .add("LaunchTemplate", json_of(instance.LaunchTemplate))
      .add("ProtectedFromScaleIn", json_of(instance.ProtectedFromScaleIn))
      .take();
}

aws::Json details_json_of(const Instance& instance) {
  return wire::Object()
      .add("InstanceId", wire::text(instance.InstanceId))
      .add("AutoScalingGroupName", wire::text(instance.AutoScalingGroupName))
      .add("AvailabilityZone", wire::text(instance.AvailabilityZone))
      .add("LifecycleState", wire::text(to_string(instance.LifecycleState)))
      .add("HealthStatus", wire::text(in_capitals(to_string(instance.HealthStatus))))
      .add("LaunchTemplate", json_of(instance.LaunchTemplate))
      .add("ProtectedFromScaleIn", json_of(instance.ProtectedFromScaleIn))
      .take();
}

aws::Json json_of(const WireCall& call, const Activity& activity) {
  wire::Object out;
  out.add("ActivityId", wire::text(activity.ActivityId))
      .add("AutoScalingGroupName", wire::text(activity.AutoScalingGroupName))
      .add("Description", wire::text(activity.Description))
      .add("Cause", wire::text(activity.Cause))
      .add("StartTime", wire::timestamp(call.cx.epoch(), activity.StartTime));
  if (activity.EndTime) {
    out.add("EndTime", wire::timestamp(call.cx.epoch(), *activity.EndTime));
  }
  out.add("StatusCode", wire::text(to_string(activity.StatusCode)))
      .add_unless_empty("StatusMessage", activity.StatusMessage)
      .add("Progress", wire::number(activity.Progress))
      .add_unless_empty("Details", activity.Details);
  const GroupRecord* record = call.autoscaling.state().find_group(activity.AutoScalingGroupName);
  return out.add_unless_empty("AutoScalingGroupARN", record ? arn_of(call, *record) : "").take();
}

aws::Json json_of(const LifecycleHook& hook) {
  return wire::Object()
      .add("LifecycleHookName", wire::text(hook.LifecycleHookName))
      .add("AutoScalingGroupName", wire::text(hook.AutoScalingGroupName))
      .add("LifecycleTransition", wire::text(to_string(hook.LifecycleTransition)))
      .add_unless_empty("NotificationTargetARN", hook.NotificationTargetARN)
      .add_unless_empty("RoleARN", hook.RoleARN)
      .add_unless_empty("NotificationMetadata", hook.NotificationMetadata)
      .add("HeartbeatTimeout", wire::number(hook.HeartbeatTimeout.whole_seconds()))
      .add("GlobalTimeout", wire::number(hook.GlobalTimeout().whole_seconds()))
      .add("DefaultResult", wire::text(to_string(hook.DefaultResult)))
      .take();
}

aws::Json json_of(const WireCall& call, const InstanceRefresh& refresh) {
  const RefreshPreferences& wanted = refresh.Preferences;
  wire::Object preferences;
  preferences.add("MinHealthyPercentage", wire::number(wanted.MinHealthyPercentage));
  add_seconds(preferences, "InstanceWarmup", wanted.InstanceWarmup);
  if (!wanted.CheckpointPercentages.empty()) {
    preferences.add("CheckpointPercentages",
                    wire::list_of(wanted.CheckpointPercentages,
                                  [](int percentage) { return wire::number(percentage); }));
    add_seconds(preferences, "CheckpointDelay", wanted.CheckpointDelay);
  }
  preferences.add("SkipMatching", json_of(wanted.SkipMatching))
      .add("AutoRollback", json_of(wanted.AutoRollback))
      .add("MaxHealthyPercentage", wire::number(wanted.MaxHealthyPercentage));
  wire::Object out;
  out.add("InstanceRefreshId", wire::text(refresh.InstanceRefreshId))
      .add("AutoScalingGroupName", wire::text(refresh.AutoScalingGroupName))
      .add("Status", wire::text(to_string(refresh.Status)))
      .add_unless_empty("StatusReason", refresh.StatusReason)
      .add("StartTime", wire::timestamp(call.cx.epoch(), refresh.StartTime));
  if (refresh.EndTime) {
    out.add("EndTime", wire::timestamp(call.cx.epoch(), *refresh.EndTime));
  }
  out.add("PercentageComplete", wire::number(refresh.PercentageComplete))
      .add("InstancesToUpdate", wire::number(refresh.InstancesToUpdate))
      .add("Preferences", preferences.take());
  if (refresh.DesiredConfiguration) {
    out.add("DesiredConfiguration",
            wire::Object().add("LaunchTemplate", json_of(*refresh.DesiredConfiguration)).take());
  }
  return out.add("Strategy", wire::text("Rolling")).take();
}

std::vector<GroupTag> tags_of(const AutoScalingGroup& group) {
  std::vector<GroupTag> tags;
  for (const auto& [key, value] : group.Tags) {
    tags.push_back({group.AutoScalingGroupName, key, value, group.KeptTags.count(key) == 0});
  }
  return tags;
}

aws::Json json_of(const GroupTag& tag) {
  return wire::Object()
      .add("ResourceId", wire::text(tag.group))
      .add("ResourceType", wire::text("auto-scaling-group"))
      .add("Key", wire::text(tag.key))
      .add("Value", wire::text(tag.value))
      .add("PropagateAtLaunch", json_of(tag.propagated))
      .take();
}

Result<LaunchTemplateSpecification> launch_template_of(const aws::Json& input) {
  const aws::Json* given = input.find("LaunchTemplate");
  LaunchTemplateSpecification launch_template;
  if (given != nullptr) {
    launch_template = {wire::text_of(*given, "LaunchTemplateId"),
                       wire::text_of(*given, "LaunchTemplateName"),
                       wire::text_of(*given, "Version")};
  }
  // Clients send what they were shown: both, which AWS refuses.
  if (launch_template.LaunchTemplateId.empty() == launch_template.LaunchTemplateName.empty()) {
    return Failure{"ValidationError",
                   "Valid requests must contain either launchTemplateId or LaunchTemplateName"};
  }
  return launch_template;
}

Result<std::vector<std::string>> target_groups_of(const WireCall& call, std::string_view member) {
  constexpr std::string_view k_before_name = ":targetgroup/";
  std::vector<std::string> names;
  for (const std::string& arn : wire::texts_of(call.input, member)) {
    const std::size_t at = arn.find(k_before_name);
    const std::string rest = at == arn.npos ? "" : arn.substr(at + k_before_name.size());
    const std::string name = rest.substr(0, rest.find('/'));
    if (name.empty() || call.directory.target_group_arn(name) != arn) {
      return Failure{"ValidationError",
                     "Provided Target Groups may not be valid. Please ensure they exist and try "
                     "again."};
    }
    names.push_back(name);
  }
  return names;
}

}  // namespace greenroom::autoscaling
