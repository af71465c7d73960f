// Carrying out the steps of a scenario that act on the cloud or on a machine
// (sim/scenario/actions.h names them).
#pragma once

#include <map>
#include <string>
#include <vector>

#include "fakes/autoscaling/service.h"
#include "fakes/codedeploy/service.h"
#include "fakes/ec2/service.h"
#include "sim/app/adapters.h"
#include "sim/app/event_watch.h"
#include "sim/scenario/types.h"

namespace greenroom::app {

// CloudWatch's alarms, as far as scenarios set them.
class ScenarioAlarms final : public codedeploy::AlarmState {
 public:
  Result<std::vector<std::string>> in_alarm(const std::vector<std::string>& names) override;
  void set_state(Context cx, const std::string& alarm, const std::string& state);

 private:
  std::map<std::string, std::string> states_;  // by name: OK, ALARM
};

class Actions {
 public:
  struct Names {
    std::string application;
    std::string auto_scaling_group;
  };
  Actions(codedeploy::CodeDeploy& codedeploy, autoscaling::AutoScaling& autoscaling, ec2::Ec2& ec2,
          ScenarioAlarms& alarms, DeployerOnCodeDeploy& deployer, EventWatch& watch, Names names)
      : codedeploy_(codedeploy),
        autoscaling_(autoscaling),
        ec2_(ec2),
        alarms_(alarms),
        deployer_(deployer),
        watch_(watch),
        names_(std::move(names)) {}

  // The failure is AWS's refusal, or that of a script ("ExitCode").
  Task<Status> perform(Context cx, scenario::Step step);

 private:
  Status create_deployment(Context cx, const scenario::Step& step);
  Status stop_deployment(const scenario::Step& step);
  Status continue_deployment(const scenario::Step& step);
  Status act_on_group(Context cx, const scenario::Step& step);
  Status act_on_instance(Context cx, const scenario::Step& step, const std::string& instance_id);
  Task<Status> run_script(Context cx, std::string instance_id, std::string script);
  Task<void> restart_agent_after_reboot(Context cx, std::string instance_id);
  // The id of the instance that was launched as the nth; "" when there is none.
  [[nodiscard]] std::string instance_id(const std::string& number) const;

  codedeploy::CodeDeploy& codedeploy_;
  autoscaling::AutoScaling& autoscaling_;
  ec2::Ec2& ec2_;
  ScenarioAlarms& alarms_;
  DeployerOnCodeDeploy& deployer_;
  EventWatch& watch_;
  Names names_;
};

}  // namespace greenroom::app
