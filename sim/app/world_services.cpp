// What a world has besides the fleet and the pipeline: alarms, parameters, secrets.
#include <utility>

#include "fakes/elb/access_log.h"
#include "sim/app/accepted.h"
#include "sim/app/world.h"

namespace greenroom::app {

void World::create_alarms(Context cx) {
  if (scenario_.environment.metric_alarms.empty()) {
    return;
  }
  const std::string balancer(
      elb::short_id_of(cloud_.elb.state().balancers.front().description.LoadBalancerArn));
  const std::string group(
      elb::short_id_of(cloud_.elb.state().groups.front().description.TargetGroupArn));
  const Context as_cloudwatch = cx.as("cloudwatch");
  for (cloudwatch::PutMetricAlarmInput alarm : scenario_.environment.metric_alarms) {
    name_topics(alarm, cloud_.account);
    alarm.metric.Dimensions = {{"LoadBalancer", balancer}};
    if (alarm.metric.MetricName.find("HostCount") != std::string::npos) {
      alarm.metric.Dimensions["TargetGroup"] = group;
    }
    accepted(cloud_.cloudwatch.PutMetricAlarm(as_cloudwatch, std::move(alarm)), "CloudWatch",
             "metric_alarms");
  }
  cloud_.elb.publish_metrics(cx, cloud_.alarms);
  cloud_.cloudwatch.start(as_cloudwatch);
}

void World::fill_stores(Context cx) {
  for (const auto& [name, value] : scenario_.environment.parameters) {
    ssm::PutParameterInput input;
    input.Name = name;
    input.Value = value;
    input.Type = ssm::ParameterType::SecureString;
    accepted(cloud_.parameter_store.PutParameter(cx.as("ssm"), std::move(input)), "Parameter Store",
             "parameters");
  }
  for (const auto& [name, value] : scenario_.environment.secrets) {
    secretsmanager::CreateSecretInput input;
    input.Name = name;
    input.value.SecretString = value;
    accepted(cloud_.secrets_manager.CreateSecret(cx.as("secretsmanager"), std::move(input)),
             "Secrets Manager", "secrets");
  }
}

}  // namespace greenroom::app
