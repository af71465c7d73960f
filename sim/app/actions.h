// Carrying out the steps of a scenario that act on the cloud or on a machine
// (sim/scenario/actions.h names them).
#pragma once

#include <map>
#include <string>
#include <vector>

#include "fakes/autoscaling/service.h"
#include "fakes/cloudwatch/service.h"
#include "fakes/codedeploy/service.h"
#include "fakes/ec2/service.h"
#include "fakes/elb/service.h"
#include "fakes/s3/service.h"
#include "sim/app/adapters.h"
#include "sim/app/delivery.h"
#include "sim/app/event_watch.h"
#include "sim/app/messaging.h"
#include "sim/scenario/types.h"

namespace greenroom::app {

// CloudWatch's alarms: those on metrics of the load balancer, and those that only a scenario sets.
class ScenarioAlarms final : public codedeploy::AlarmState,
                             public codepipeline::Alarms,
                             public elb::MetricSink {
 public:
  explicit ScenarioAlarms(cloudwatch::CloudWatch& cloudwatch) : cloudwatch_(cloudwatch) {}
  Result<std::vector<std::string>> in_alarm(const std::vector<std::string>& names) override;
  [[nodiscard]] Result<std::string> state_of(const std::string& alarm) override;
  void put_metric_data(Context cx, const std::string& name_space,
                       const std::vector<elb::MetricDatum>& data) override;
  Status set_state(Context cx, const std::string& alarm, const std::string& state);

 private:
  cloudwatch::CloudWatch& cloudwatch_;
  std::map<std::string, std::string> states_;  // by name: OK, ALARM
};

class Actions {
 public:
  // What the steps act on.
  struct Services {
    codedeploy::CodeDeploy& codedeploy;
    autoscaling::AutoScaling& autoscaling;
    ec2::Ec2& ec2;
    s3::S3& s3;
    ScenarioAlarms& alarms;
    DeployerOnCodeDeploy& deployer;
    FleetOnAutoScaling& fleet;
    EventWatch& watch;
    PipelineActions& pipeline;
    ssm::ParameterStore& parameters;
    Messaging& messaging;
    iam::Iam& iam;
  };
  struct Lab {
    const scenario::Scenario& scenario;
    aws::Account account;
    std::string auto_scaling_group;
    std::string artifact_bucket;
  };
  Actions(Services services, Lab lab) : services_(services), lab_(std::move(lab)) {}

  // The failure is AWS's refusal, or that of a script ("ExitCode").
  Task<Status> perform(Context cx, scenario::Step step);

 private:
  Status put_parameter(Context cx, const scenario::Step& step);
  Status act_on_role(Context cx, const scenario::Step& step);
  Status act_on_deployments(Context cx, const scenario::Step& step);
  Status create_deployment(Context cx, const scenario::Step& step);
  Result<codedeploy::S3Location> revision_for(const scenario::Step& step) const;
  Status delete_deployment_group(Context cx, const scenario::Step& step);
  Status act_on_group(Context cx, const scenario::Step& step);
  Status act_on_member(Context cx, const scenario::Step& step, const std::string& instance_id);
  Status act_on_instance(Context cx, const scenario::Step& step, const std::string& instance_id);
  Status break_something(Context cx, const scenario::Step& step, const std::string& instance_id);
  Task<Status> run_script(Context cx, std::string instance_id, std::string script);
  Task<void> start_agent_when_up(Context cx, std::string instance_id, scenario::Wants up);
  // The id of the instance that was launched as the nth; "" when there is none.
  [[nodiscard]] std::string instance_id(const std::string& number) const;
  // The group of that name, or the newest that begins as "CodeDeploy_*" says; the lab's without.
  [[nodiscard]] std::string group_named(const std::string& name) const;

  Services services_;
  Lab lab_;
};

}  // namespace greenroom::app
