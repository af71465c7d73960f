#include "sim/scenario/actions.h"

#include "sim/scenario/types.h"

namespace greenroom::scenario {

const std::vector<ActionKeys>& actions() {
  static const std::vector<ActionKeys> k_actions = {
      // CodeDeploy, by the calls of its API
      {"create_deployment",
       {"group"},
       {"build", "key", "bundle_type", "deployment_config", "ignore_application_stop_failures",
        "file_exists_behavior", "override_alarms", "target_tags.*"}},
      {"stop_deployment", {}, {"roll_back"}},
      {"continue_deployment", {}, {"wait_type"}},
      {"create_deployment_group", {"group"}, {}},
      {"delete_deployment_group", {"group"}, {"leaves_hooks"}},
      // CodePipeline
      {"approve", {}, {"stage", "action", "summary"}},
      {"reject", {}, {"stage", "action", "summary"}},
      {"create_pipeline", {}, {}},
      {"update_pipeline", {}, {"execution_mode"}},
      {"start_pipeline", {}, {"variables.*"}},
      {"stop_pipeline", {}, {"execution", "abandon", "reason"}},
      {"retry_stage", {"stage"}, {"execution", "mode"}},
      {"rollback_stage", {"stage", "execution"}, {}},
      {"disable_transition", {"stage"}, {"reason"}},
      {"enable_transition", {"stage"}, {}},
      {"override_stage_condition", {"stage", "condition"}, {"execution"}},
      // Parameter Store
      {"put_parameter", {"name", "value"}, {}},
      // IAM: of the lab's roles, by the names that `roles` of the environment has
      {"attach_role_policy", {"role", "policy"}, {}},
      {"detach_role_policy", {"role", "policy"}, {}},
      {"put_role_policy", {"role", "actions"}, {"resource", "name"}},
      // S3: an object beside the builds' artifacts
      {"put_object", {"key", "content"}, {"bucket"}},
      // Auto Scaling and EC2
      {"set_desired_capacity", {"capacity"}, {"auto_scaling_group"}},
      {"suspend_processes", {"processes"}, {"auto_scaling_group"}},
      {"resume_processes", {"processes"}, {"auto_scaling_group"}},
      {"start_instance_refresh", {}, {"auto_scaling_group"}},
      {"terminate_instance", {"instance"}, {"decrement"}},
      {"enter_standby", {"instance"}, {"decrement"}},
      {"exit_standby", {"instance"}, {}},
      {"detach_instance", {"instance"}, {"decrement"}},
      {"stop_instance", {"instance"}, {}},
      {"start_instance", {"instance"}, {}},
      {"reboot_instance", {"instance"}, {}},
      // SNS, as its owner with the token that the endpoint was sent
      {"confirm_subscription", {"topic", "endpoint"}, {}},
      // CloudWatch
      {"set_alarm_state", {"alarm", "state"}, {}},
      // What happens to computers
      {"break_hardware", {"instance"}, {}},
      {"cut_network", {"instance"}, {}},
      {"mend_network", {"instance"}, {}},
      {"stop_agent", {"instance"}, {}},
      {"kill_agent", {"instance"}, {}},
      {"start_agent", {"instance"}, {}},
      {"run", {"instance", "script"}, {}},
  };
  return k_actions;
}

const std::vector<ActionValue>& action_values() {
  static const std::vector<ActionValue> k_values = {
      {"instance", {}, 1},
      {"build", {}, 1},
      {"capacity", {}, 0},
      {"execution", {}, 1},
      {"abandon", {"true", "false"}},
      {"mode", {"FAILED_ACTIONS", "ALL_ACTIONS"}},
      {"execution_mode", {"SUPERSEDED", "QUEUED", "PARALLEL"}},
      {"condition", {"BEFORE_ENTRY", "ON_SUCCESS"}},
      {"bundle_type", {"zip", "tar", "tgz"}},
      {"leaves_hooks", {"true", "false"}},
      {"override_alarms", {"true", "false"}},
      {"decrement", {"true", "false"}},
      {"roll_back", {"true", "false"}},
      {"ignore_application_stop_failures", {"true", "false"}},
      {"file_exists_behavior", {"DISALLOW", "OVERWRITE", "RETAIN"}},
      {"wait_type", {"READY_WAIT", "TERMINATION_WAIT"}},
      {"role", {k_role_names.begin(), k_role_names.end()}},
      {"state", {"OK", "ALARM", "INSUFFICIENT_DATA"}},
  };
  return k_values;
}

}  // namespace greenroom::scenario
