#include "fakes/autoscaling/wire.h"

#include <map>

#include "fakes/autoscaling/wire_parts.h"
#include "sim/core/assert.h"

namespace greenroom::autoscaling {

Result<aws::Json> nothing(const Status& status) {
  return status.ok() ? Result<aws::Json>(wire::Object().take()) : status.failure();
}

Status refuse_members(const aws::Json& input, std::initializer_list<std::string_view> members) {
  for (const std::string_view member : members) {
    if (input.find(member) != nullptr) {
      return Failure{"ValidationError", std::string(member) + " is not supported here"};
    }
  }
  return success();
}

Result<aws::Json> Wire::call(Context cx, const std::string& operation, const aws::Json& input) {
  static const std::map<std::string_view, WireOperation> all = {
      {"AttachInstances", attach_instances},
      {"AttachLoadBalancerTargetGroups", attach_load_balancer_target_groups},
      {"CancelInstanceRefresh", cancel_instance_refresh},
      {"CompleteLifecycleAction", complete_lifecycle_action},
      {"CreateAutoScalingGroup", create_auto_scaling_group},
      {"CreateOrUpdateTags", create_or_update_tags},
      {"DeleteAutoScalingGroup", delete_auto_scaling_group},
      {"DeleteLifecycleHook", delete_lifecycle_hook},
      {"DeleteTags", delete_tags},
      {"DescribeAutoScalingGroups", describe_auto_scaling_groups},
      {"DescribeAutoScalingInstances", describe_auto_scaling_instances},
      {"DescribeInstanceRefreshes", describe_instance_refreshes},
      {"DescribeLifecycleHookTypes", describe_lifecycle_hook_types},
      {"DescribeLifecycleHooks", describe_lifecycle_hooks},
      {"DescribeLoadBalancerTargetGroups", describe_load_balancer_target_groups},
      {"DescribeScalingActivities", describe_scaling_activities},
      {"DescribeScalingProcessTypes", describe_scaling_process_types},
      {"DescribeTags", describe_tags},
      {"DescribeTerminationPolicyTypes", describe_termination_policy_types},
      {"DetachInstances", detach_instances},
      {"DetachLoadBalancerTargetGroups", detach_load_balancer_target_groups},
      {"EnterStandby", enter_standby},
      {"ExitStandby", exit_standby},
      {"PutLifecycleHook", put_lifecycle_hook},
      {"RecordLifecycleActionHeartbeat", record_lifecycle_action_heartbeat},
      {"ResumeProcesses", resume_processes},
      {"RollbackInstanceRefresh", rollback_instance_refresh},
      {"SetDesiredCapacity", set_desired_capacity},
      {"SetInstanceHealth", set_instance_health},
      {"SetInstanceProtection", set_instance_protection},
      {"StartInstanceRefresh", start_instance_refresh},
      {"SuspendProcesses", suspend_processes},
      {"TerminateInstanceInAutoScalingGroup", terminate_instance},
      {"UpdateAutoScalingGroup", update_auto_scaling_group},
  };
  const auto found = all.find(operation);
  SIM_ASSERT(found != all.end(), "the table has no other operation than " + operation);
  return found->second({autoscaling_, directory_, account_, cx, input});
}

}  // namespace greenroom::autoscaling
