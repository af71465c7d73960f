#include "sim/scenario/actions.h"

namespace greenroom::scenario {

const std::vector<ActionKeys>& actions() {
  static const std::vector<ActionKeys> k_actions = {
      // CodeDeploy, by the calls of its API
      {"create_deployment",
       {"group"},
       {"build", "ignore_application_stop_failures", "file_exists_behavior"}},
      {"stop_deployment", {}, {"roll_back"}},
      {"continue_deployment", {}, {"wait_type"}},
      // Auto Scaling and EC2
      {"set_desired_capacity", {"capacity"}, {}},
      {"suspend_processes", {"processes"}, {}},
      {"resume_processes", {"processes"}, {}},
      {"terminate_instance", {"instance"}, {}},
      {"reboot_instance", {"instance"}, {}},
      // CloudWatch
      {"set_alarm_state", {"alarm", "state"}, {}},
      // What happens to computers
      {"break_hardware", {"instance"}, {}},
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
      {"group", {"in-place", "blue-green"}},
      {"roll_back", {"true", "false"}},
      {"ignore_application_stop_failures", {"true", "false"}},
      {"file_exists_behavior", {"DISALLOW", "OVERWRITE", "RETAIN"}},
      {"wait_type", {"READY_WAIT", "TERMINATION_WAIT"}},
      {"state", {"OK", "ALARM", "INSUFFICIENT_DATA"}},
  };
  return k_values;
}

}  // namespace greenroom::scenario
