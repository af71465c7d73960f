// Groups behind the wire: made, changed, deleted.
#include <algorithm>
#include <utility>

#include "fakes/autoscaling/wire_values.h"

namespace greenroom::autoscaling {
namespace {

Failure invalid(std::string message) {
  return {"ValidationError", std::move(message)};
}

// What both CreateAutoScalingGroup and UpdateAutoScalingGroup have and this does not.
Status refuse_other_kinds(const aws::Json& input) {
  if (wire::flag_of(input, "CapacityRebalance")) {
    return invalid("CapacityRebalance is not supported here");
  }
  const char* const supported[][2] = {{"DesiredCapacityType", "units"},
                                      {"DeletionProtection", "none"}};
  for (const auto& [member, value] : supported) {
    const std::string given = wire::text_of(input, member);
    if (!given.empty() && given != value) {
      return invalid(std::string(member) + " '" + given + "' is not supported here");
    }
  }
  return refuse_members(
      input, {"LaunchConfigurationName", "MixedInstancesPolicy", "InstanceId",
              "AvailabilityZoneIds", "LoadBalancerNames", "PlacementGroup", "MaxInstanceLifetime",
              "TrafficSources", "InstanceMaintenancePolicy", "AvailabilityZoneDistribution",
              "AvailabilityZoneImpairmentPolicy", "CapacityReservationSpecification",
              "InstanceLifecyclePolicy"});
}

struct Placement {
  std::vector<std::string> zones;
  std::map<std::string, std::vector<std::string>> subnets;  // by zone
};

// Of VPCZoneIdentifier and AvailabilityZones, whose zones must be the same where both are given.
Result<Placement> placement_of(const WireCall& call) {
  Placement placement;
  const std::vector<std::string> zones = wire::texts_of(call.input, "AvailabilityZones");
  std::string rest = call.text("VPCZoneIdentifier");
  while (!rest.empty()) {
    const std::size_t comma = std::min(rest.find(','), rest.size());
    std::string subnet = rest.substr(0, comma);
    rest.erase(0, comma + 1);
    std::erase(subnet, ' ');
    const std::optional<std::string> zone = call.directory.zone_of_subnet(subnet);
    if (!zone) {
      return invalid("The subnet ID '" + subnet + "' does not exist");
    }
    if (!zones.empty() && std::find(zones.begin(), zones.end(), *zone) == zones.end()) {
      return invalid(
          "The availability zones of the specified subnets and the AutoScalingGroup do "
          "not match");
    }
    placement.subnets[*zone].push_back(subnet);
  }
  placement.zones = zones;
  if (zones.empty()) {
    for (const auto& [zone, subnets] : placement.subnets) {
      placement.zones.push_back(zone);
    }
  }
  return placement;
}

std::optional<Duration> seconds_of(const aws::Json& input, const char* member) {
  return input.find(member) == nullptr ? std::nullopt
                                       : std::optional(seconds(wire::number_of(input, member, 0)));
}

Result<std::vector<LifecycleHook>> hooks_of(const WireCall& call) {
  std::vector<LifecycleHook> hooks;
  if (const aws::Json* given = call.input.find("LifecycleHookSpecificationList")) {
    for (const aws::Json& one : given->items) {
      LifecycleHook hook;
      hook.LifecycleHookName = wire::text_of(one, "LifecycleHookName");
      hook.AutoScalingGroupName = call.group();
      Result<LifecycleHook> made = hook_of(one, hook);
      const Status valid = made.ok() ? check_hook(made.value()) : made.failure();
      if (!valid.ok()) {
        return valid.failure();
      }
      hooks.push_back(std::move(made.value()));
    }
  }
  return hooks;
}

// All of the group but its placement, tags and target groups.
AutoScalingGroup settings_of(const WireCall& call) {
  const aws::Json& input = call.input;
  AutoScalingGroup group;
  group.AutoScalingGroupName = call.group();
  group.MinSize = wire::number_of(input, "MinSize", 0);
  group.MaxSize = wire::number_of(input, "MaxSize", 0);
  group.DesiredCapacity = wire::number_of(input, "DesiredCapacity", group.MinSize);
  if (input.find("HealthCheckType") != nullptr) {
    group.HealthCheckType = wire::text_of(input, "HealthCheckType");
  }
  group.HealthCheckGracePeriod = seconds_of(input, "HealthCheckGracePeriod").value_or(Duration{});
  group.DefaultInstanceWarmup = seconds_of(input, "DefaultInstanceWarmup");
  group.DefaultCooldown =
      seconds_of(input, "DefaultCooldown").value_or(AutoScalingGroup{}.DefaultCooldown);
  const std::vector<std::string> policies = wire::texts_of(input, "TerminationPolicies");
  if (!policies.empty()) {
    group.TerminationPolicies = policies;
  }
  group.NewInstancesProtectedFromScaleIn = wire::flag_of(input, "NewInstancesProtectedFromScaleIn");
  return group;
}

}  // namespace

Result<aws::Json> create_auto_scaling_group(const WireCall& call) {
  AutoScalingGroup group = settings_of(call);
  if (const aws::Json* tags = call.input.find("Tags")) {
    WireTags given = tags_of(tags->items);
    group.Tags = std::move(given.tags);
    group.KeptTags = std::move(given.kept);
  }
  Result<Placement> placement = placement_of(call);
  Result<std::vector<std::string>> target_groups = target_groups_of(call, "TargetGroupARNs");
  const Result<LaunchTemplateSpecification> launch_template = launch_template_of(call.input);
  const Result<std::vector<LifecycleHook>> hooks = hooks_of(call);
  const Status all[] = {refuse_other_kinds(call.input),
                        check_tag_keys(group.Tags),
                        placement.ok() ? success() : placement.failure(),
                        launch_template.ok() ? success() : launch_template.failure(),
                        target_groups.ok() ? success() : target_groups.failure(),
                        hooks.ok() ? success() : hooks.failure()};
  for (const Status& each : all) {
    if (!each.ok()) {
      return each.failure();
    }
  }
  group.AvailabilityZones = std::move(placement.value().zones);
  group.Subnets = std::move(placement.value().subnets);
  group.VPCZoneIdentifier = call.text("VPCZoneIdentifier");
  group.LaunchTemplate = launch_template.value();
  group.TargetGroups = std::move(target_groups.value());
  const Status created = call.autoscaling.CreateAutoScalingGroup(call.cx, std::move(group));
  if (!created.ok()) {
    return created.failure();
  }
  // Before its first instance, which comes later.
  for (const LifecycleHook& hook : hooks.value()) {
    const Status put = call.autoscaling.PutLifecycleHook(call.cx, hook);
    if (!put.ok()) {
      return put.failure();
    }
  }
  return wire::Object().take();
}

Result<aws::Json> update_auto_scaling_group(const WireCall& call) {
  const aws::Json& input = call.input;
  GroupUpdate update;
  const auto number = [&](const char* member) {
    return input.find(member) == nullptr ? std::nullopt
                                         : std::optional(wire::number_of(input, member, 0));
  };
  update.MinSize = number("MinSize");
  update.MaxSize = number("MaxSize");
  update.DesiredCapacity = number("DesiredCapacity");
  update.HealthCheckGracePeriod = seconds_of(input, "HealthCheckGracePeriod");
  update.DefaultInstanceWarmup = seconds_of(input, "DefaultInstanceWarmup");
  update.DefaultCooldown = seconds_of(input, "DefaultCooldown");
  if (input.find("HealthCheckType") != nullptr) {
    update.HealthCheckType = call.text("HealthCheckType");
  }
  if (input.find("TerminationPolicies") != nullptr) {
    update.TerminationPolicies = wire::texts_of(input, "TerminationPolicies");
  }
  if (input.find("NewInstancesProtectedFromScaleIn") != nullptr) {
    update.NewInstancesProtectedFromScaleIn =
        wire::flag_of(input, "NewInstancesProtectedFromScaleIn");
  }
  const Status other = refuse_other_kinds(input);
  Result<Placement> placement = placement_of(call);
  if (!other.ok() || !placement.ok()) {
    return other.ok() ? placement.failure() : other.failure();
  }
  if (!placement.value().zones.empty()) {
    update.AvailabilityZones = std::move(placement.value().zones);
    update.Subnets = std::move(placement.value().subnets);
    update.VPCZoneIdentifier = call.text("VPCZoneIdentifier");
  }
  if (input.find("LaunchTemplate") != nullptr) {
    const Result<LaunchTemplateSpecification> launch_template = launch_template_of(input);
    if (!launch_template.ok()) {
      return launch_template.failure();
    }
    update.LaunchTemplate = launch_template.value();
  }
  return nothing(call.autoscaling.UpdateAutoScalingGroup(call.cx, call.group(), update));
}

Result<aws::Json> delete_auto_scaling_group(const WireCall& call) {
  return nothing(call.autoscaling.DeleteAutoScalingGroup(call.cx, call.group(),
                                                         wire::flag_of(call.input, "ForceDelete")));
}

// HonorCooldown: there are no cooldowns that could be under way.
Result<aws::Json> set_desired_capacity(const WireCall& call) {
  return nothing(call.autoscaling.SetDesiredCapacity(
      call.cx, call.group(), wire::number_of(call.input, "DesiredCapacity", 0)));
}

Result<aws::Json> suspend_processes(const WireCall& call) {
  return nothing(call.autoscaling.SuspendProcesses(call.cx, call.group(),
                                                   wire::texts_of(call.input, "ScalingProcesses")));
}

Result<aws::Json> resume_processes(const WireCall& call) {
  return nothing(call.autoscaling.ResumeProcesses(call.cx, call.group(),
                                                  wire::texts_of(call.input, "ScalingProcesses")));
}

Result<aws::Json> attach_load_balancer_target_groups(const WireCall& call) {
  const Result<std::vector<std::string>> names = target_groups_of(call, "TargetGroupARNs");
  return names.ok() ? nothing(call.autoscaling.AttachLoadBalancerTargetGroups(call.cx, call.group(),
                                                                              names.value()))
                    : names.failure();
}

Result<aws::Json> detach_load_balancer_target_groups(const WireCall& call) {
  const Result<std::vector<std::string>> names = target_groups_of(call, "TargetGroupARNs");
  return names.ok() ? nothing(call.autoscaling.DetachLoadBalancerTargetGroups(call.cx, call.group(),
                                                                              names.value()))
                    : names.failure();
}

}  // namespace greenroom::autoscaling
