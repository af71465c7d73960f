#include "sim/scenario/schema.h"

#include <boost/json.hpp>
#include <initializer_list>
#include <vector>

#include "sim/scenario/actions.h"
#include "sim/scenario/expectation.h"
#include "sim/scenario/types.h"

namespace greenroom::scenario {
namespace {

namespace json = boost::json;

json::object type(const char* name, const char* description) {
  return {{"type", name}, {"description", description}};
}

json::object duration(const char* description) {
  return {{"type", "string"},
          {"pattern", "^([0-9]+(ms|s|m|h))+$"},
          {"description", std::string(description) + ": 30s, 5m, 1h30m, 250ms"}};
}

json::object one_of(std::initializer_list<const char*> values, const char* description) {
  json::array all;
  for (const char* value : values) {
    all.emplace_back(value);
  }
  return {{"enum", all}, {"description", description}};
}

json::object list_of_texts(const char* description) {
  return {{"type", "array"}, {"items", {{"type", "string"}}}, {"description", description}};
}

json::object closed(json::object properties, const std::vector<std::string>& required = {}) {
  json::object map{
      {"type", "object"}, {"additionalProperties", false}, {"properties", std::move(properties)}};
  if (!required.empty()) {
    map["required"] = json::value_from(required);
  }
  return map;
}

json::object load_balancer() {
  json::object check = closed({
      {"path", type("string", "what the checks ask for")},
      {"interval", duration("between two checks")},
      {"timeout", duration("of a check, shorter than the interval")},
      {"healthy_threshold", type("integer", "passed checks that make a target healthy")},
      {"unhealthy_threshold", type("integer", "failed checks that make a target unhealthy")},
      {"matcher", type("string", "status codes that pass: 200, 200-299, 200,302")},
  });
  json::object timing = closed({
      {"profile", one_of({"ideal", "aws", "harsh"}, "how long changes spread; ideal: at once")},
      {"registration_to_first_check", duration("from registration")},
      {"deregistration_lag", duration("each node routes on for up to this, seeded")},
      {"rule_change_lag", duration("changes of rules take up to this, seeded")},
      {"connect_timeout", duration("until a host that is silent gets 504")},
      {"target_latency", duration("of every answer")},
      {"nodes", type("integer", "of the load balancer; each checks every target")},
  });
  const json::object names_to_values{
      {"type", "object"},
      {"additionalProperties", {{"type", json::array{"string", "integer", "boolean"}}}}};
  const json::object actions{{"type", "array"}, {"items", {{"type", "object"}}}};
  const json::object rules{{"type", "array"},
                           {"items", closed({{"Priority", type("integer", "1 to 50000")},
                                             {"Conditions", actions},
                                             {"Actions", actions}},
                                            {"Priority", "Conditions", "Actions"})}};
  const json::object listener = closed({{"port", type("integer", "where it listens")},
                                        {"rules", rules},
                                        {"default_actions", actions}},
                                       {"port"});
  return closed({
      {"attributes", names_to_values},
      {"target_group_attributes", names_to_values},
      {"rules", rules},
      {"default_actions", actions},
      {"listeners", {{"type", "array"}, {"items", listener}}},
      {"timing", std::move(timing)},
      {"target_port", type("integer", "the port of the app")},
      {"listener_port", type("integer", "the port of the listener")},
      {"host_port", type("integer", "the port on this computer; 0 is any free one")},
      {"deregistration_delay", duration("how long a target drains")},
      {"health_check", std::move(check)},
  });
}

// Keys that the environment has as defaults, and each deployment group for itself.
json::object group_settings() {
  return {
      {"deployment_config", type("string",
                                 "CodeDeployDefault.OneAtATime, .HalfAtATime, .AllAtOnce, one of "
                                 "deployment_configs, HOST_COUNT:<n> or FLEET_PERCENT:<n>")},
      {"rollback_on_failure", type("boolean", "short for rollback_on: [DEPLOYMENT_FAILURE]")},
      {"rollback_on", list_of_texts("DEPLOYMENT_FAILURE, DEPLOYMENT_STOP_ON_ALARM, "
                                    "DEPLOYMENT_STOP_ON_REQUEST")},
      {"alarms", list_of_texts("names of alarms that stop deployments")},
      {"traffic_control", type("boolean", "false: WITHOUT_TRAFFIC_CONTROL")},
      {"keep_blue", type("boolean", "KEEP_ALIVE of the old fleet; false: TERMINATE")},
      {"ready_wait", duration("STOP_DEPLOYMENT: how long blue/green waits for ContinueDeployment")},
      {"termination_wait", duration("how long the old fleet stays before TERMINATE")},
      {"outdated_instances", one_of({"UPDATE", "IGNORE"}, "outdatedInstancesStrategy")},
      {"termination_hook", type("boolean", "terminationHookEnabled: instances that leave, too")},
  };
}

json::object map_of(json::object values, const char* description) {
  return {{"type", "object"},
          {"additionalProperties", std::move(values)},
          {"description", description}};
}

json::object array_of(json::object items, const char* description) {
  return {{"type", "array"}, {"items", std::move(items)}, {"description", description}};
}

json::object tags() {
  return map_of({{"type", "string"}}, "keys and values of tags");
}

json::object deployment_group() {
  json::object properties = group_settings();
  properties["application"] = type("string", "its application; lab-app unless given");
  properties["type"] = one_of({"IN_PLACE", "BLUE_GREEN"}, "how it deploys");
  properties["auto_scaling"] = type("boolean", "false: not to the Auto Scaling group");
  properties["tags"] = tags();
  properties["green_fleet"] =
      one_of({"COPY_AUTO_SCALING_GROUP", "DISCOVER_EXISTING"}, "greenFleetProvisioningOption");
  properties["triggers"] =
      array_of(closed({{"topic", type("string", "an SNS topic")},
                       {"events", list_of_texts("DeploymentFailure, InstanceSuccess ...")}}),
               "SNS topics that are told");
  return closed(std::move(properties));
}

json::object deployment_config() {
  return closed({
      {"minimum_healthy_hosts", type("string", "HOST_COUNT:<n> or FLEET_PERCENT:<n>")},
      {"minimum_healthy_hosts_per_zone", type("string", "the same, of one Availability Zone")},
      {"monitor", duration("after each zone but the last")},
      {"first_zone_monitor", duration("after the first zone")},
  });
}

json::object build() {
  return closed({
      {"timeout", duration("until a build is TIMED_OUT")},
      {"queued_timeout", duration("until a queued build is TIMED_OUT")},
      {"concurrent_builds", type("integer", "concurrentBuildLimit")},
      {"local_cache", type("boolean", "cache.type LOCAL")},
      {"runtime_policy",
       one_of({"exact", "nearest", "ignore"}, "what runtime-versions mean on this computer")},
      {"variables", map_of({{"type", "string"}}, "environment variables of the project")},
      {"logsConfig",
       closed({{"cloudWatchLogs",
                closed({{"status", one_of({"ENABLED", "DISABLED"}, "of the log in CloudWatch")},
                        {"groupName", type("string", "instead of /aws/codebuild/lab-app")},
                        {"streamName", type("string", "a prefix of the stream's name")}})}})},
  });
}

json::object artifact_names() {
  return array_of(closed({{"name", type("string", "of the artifact")}}), "by name");
}

json::object pipeline_action() {
  return closed({
      {"name", type("string", "unique in its stage")},
      {"actionTypeId",
       closed({{"category", one_of({"Source", "Build", "Test", "Deploy", "Approval"}, "AWS's")},
               {"owner", one_of({"AWS"}, "custom actions are refused")},
               {"provider", one_of({"S3", "CodeBuild", "CodeDeploy", "Manual"}, "AWS's")},
               {"version", type("string", "1")}})},
      {"runOrder", type("integer", "actions of one run together")},
      {"configuration", map_of({{"type", "string"}}, "AWS's keys; what is missing is the lab's")},
      {"inputArtifacts", artifact_names()},
      {"outputArtifacts", artifact_names()},
      {"namespace", type("string", "of its output variables")},
      {"timeoutInMinutes", type("integer", "of a manual approval")},
      {"region", type("string", "not looked at")},
      {"roleArn", type("string", "not looked at")},
  });
}

// Of a stage: beforeEntry, onSuccess, and a part of onFailure.
json::object conditions() {
  const json::object rule = closed({
      {"name", type("string", "unique in its condition")},
      {"ruleTypeId",
       closed(
           {{"category", one_of({"Rule"}, "AWS's")},
            {"owner", one_of({"AWS"}, "AWS's")},
            {"provider", one_of({"CloudWatchAlarm", "DeploymentWindow", "VariableCheck"}, "AWS's")},
            {"version", type("string", "1")}})},
      {"configuration", map_of({{"type", "string"}}, "AlarmName, Cron, Operator ...")},
      {"inputArtifacts", artifact_names()},
      {"timeoutInMinutes", type("integer", "of a deployment window")},
      {"region", type("string", "not looked at")},
      {"roleArn", type("string", "not looked at")},
  });
  return array_of(closed({{"result", one_of({"FAIL", "SKIP", "ROLLBACK"}, "when it is not met")},
                          {"rules", array_of(rule, "met when all succeed")}}),
                  "at most one");
}

json::object pipeline() {
  const json::object gate = closed({{"conditions", conditions()}});
  const json::object on_failure = closed({
      {"conditions", conditions()},
      {"result", one_of({"FAIL", "RETRY", "ROLLBACK"}, "when an action failed")},
      {"retryConfiguration",
       closed({{"retryMode", one_of({"FAILED_ACTIONS", "ALL_ACTIONS"}, "of RETRY")}})},
  });
  return closed({
      {"name", type("string", "not looked at: it is lab-app")},
      {"pipelineType", one_of({"V1", "V2"}, "V2 when left out and anything needs it")},
      {"executionMode", one_of({"SUPERSEDED", "QUEUED", "PARALLEL"}, "AWS's")},
      {"variables", array_of(closed({{"name", type("string", "#{variables.name}")},
                                     {"defaultValue", type("string", "its value")},
                                     {"description", type("string", "not looked at")}}),
                             "of the pipeline")},
      {"stages", array_of(closed({{"name", type("string", "unique")},
                                  {"actions", array_of(pipeline_action(), "in AWS's structure")},
                                  {"beforeEntry", gate},
                                  {"onSuccess", gate},
                                  {"onFailure", on_failure}}),
                          "in AWS's structure; the lab's unless given")},
  });
}

json::object subscription() {
  return closed({
      {"Protocol", one_of({"sqs", "email", "email-json", "http", "https"}, "AWS's")},
      {"Endpoint", type("string", "an address; of sqs a queue's name")},
      {"FilterPolicy", type("string", "JSON, on the message's body")},
      {"RawMessageDelivery", type("boolean", "the message alone, without the document around it")},
  });
}

json::object receiver() {
  return closed({
      {"confirms", type("boolean", "visits the SubscribeURL it was sent")},
      {"answers", array_of({{"type", json::array{"integer", "string"}}},
                           "a status code, refused or silent, one per request; the last stays")},
  });
}

json::object event_rule() {
  return closed({
      {"EventPattern", type("string", "JSON, as PutRule takes it")},
      {"ScheduleExpression", type("string", "rate(5 minutes)")},
      {"targets", list_of_texts("pipeline, or topics")},
  });
}

json::object metric_alarm() {
  return closed({
      {"AlarmName", type("string", "as `alarms` name it")},
      {"MetricName", type("string", "of the load balancer: HTTPCode_Target_5XX_Count ...")},
      {"AlarmDescription", type("string", "told with its state")},
      {"AlarmActions", list_of_texts("topics that hear when it goes to ALARM")},
      {"OKActions", list_of_texts("topics that hear when it goes to OK")},
      {"InsufficientDataActions", list_of_texts("topics that hear when data is missing")},
      {"Statistic", one_of({"SampleCount", "Average", "Sum", "Minimum", "Maximum"}, "AWS's")},
      {"Period", type("integer", "seconds")},
      {"EvaluationPeriods", type("integer", "how many are looked at")},
      {"DatapointsToAlarm", type("integer", "how many of them must breach")},
      {"Threshold", type("number", "5, 0.5; TargetResponseTime is in seconds")},
      {"ComparisonOperator", one_of({"GreaterThanOrEqualToThreshold", "GreaterThanThreshold",
                                     "LessThanThreshold", "LessThanOrEqualToThreshold"},
                                    "AWS's")},
      {"TreatMissingData", one_of({"missing", "ignore", "breaching", "notBreaching"}, "AWS's")},
  });
}

json::object host() {
  return closed({
      {"count", type("integer", "how many")},
      {"tags", tags()},
      {"app", type("string",
                   "a developer's: the app's sources lie there, /home/ec2-user/app, and it reaches "
                   "the npm registry of builds")},
      {"agent", one_of({"greenroom", "external", "external_beta"},
                       "CodeDeploy's; what the environment says unless given")},
  });
}

json::object bucket() {
  return closed({
      {"versioning", one_of({"Enabled", "Suspended", "NeverEnabled"}, "Enabled unless given")},
      {"object_ownership", one_of({"BucketOwnerEnforced", "BucketOwnerPreferred", "ObjectWriter"},
                                  "BucketOwnerEnforced, the default, takes no ACLs")},
  });
}

json::object roles() {
  json::object properties;
  for (const char* name : k_role_names) {
    properties[name] = closed({
        {"attached", array_of({{"type", "string"}}, "managed policies of AWS's")},
        {"inline", map_of({{"type", "object"}}, "policy documents by name")},
    });
  }
  return closed(std::move(properties));
}

json::object environment() {
  json::object properties = group_settings();
  for (auto& [key, value] : json::object{
           {"account", type("string", "the account's number")},
           {"region", type("string", "the region")},
           {"zones", type("integer", "how many Availability Zones")},
           {"instances", type("integer", "DesiredCapacity of the Auto Scaling group")},
           {"min_instances", type("integer", "its MinSize; the instances unless given")},
           {"max_instances", type("integer", "its MaxSize; twice the instances unless given")},
           {"hosts", array_of(host(), "instances outside of the Auto Scaling group")},
           {"deployment_groups", map_of(deployment_group(), "by name; see in-place, blue-green")},
           {"deployment_configs", map_of(deployment_config(), "configurations by name")},
           {"health_check_type", one_of({"EC2", "ELB"}, "of the Auto Scaling group")},
           {"health_check_grace_period", duration("of the Auto Scaling group")},
           {"user_data", type("string", "run at an instance's first boot")},
           {"agent", one_of({"greenroom", "external", "external_beta"},
                            "CodeDeploy's: Greenroom's own, or AWS's, which user_data starts")},
           {"notifications", type("boolean", "what SNS and EventBridge are told is traced")},
           {"logs", type("boolean", "what CloudWatch Logs is told is traced")},
           {"poll_interval", duration("how often the pipeline looks for a new source")},
           {"load_balancer", load_balancer()},
           {"build", build()},
           {"pipeline", pipeline()},
           {"topics", map_of(array_of(subscription(), "who is told"), "SNS topics by name")},
           {"receivers", map_of(receiver(), "who takes http notifications, by host name")},
           {"event_rules", map_of(event_rule(), "EventBridge rules by name")},
           {"metric_alarms", array_of(metric_alarm(), "CloudWatch's, on the load balancer")},
           {"parameters", map_of({{"type", "string"}}, "SecureStrings of Parameter Store")},
           {"secrets", map_of({{"type", "string"}}, "SecretStrings of Secrets Manager")},
           {"roles", roles()},
           {"buckets", map_of(bucket(), "S3 buckets by name, for S3 deploy actions")},
       }) {
    properties[key] = std::move(value);
  }
  return closed(std::move(properties));
}

// Keys of a table: "targets.*" and "from.event" are maps below "targets" and "from".
json::object of_table(const std::vector<std::string>& required,
                      const std::vector<std::string>& optional) {
  std::vector<std::string> all = required;
  all.insert(all.end(), optional.begin(), optional.end());
  json::object properties;
  std::vector<std::string> top;
  bool open = false;
  for (const std::string& key : all) {
    const std::size_t dot = key.find('.');
    open = open || key == "*";
    if (key != "*") {
      properties[key.substr(0, dot)] =
          dot == std::string::npos ? json::object{} : json::object{{"type", "object"}};
    }
  }
  for (const std::string& key : required) {
    top.push_back(key.substr(0, key.find('.')));
  }
  json::object map = closed(std::move(properties), top);
  map["additionalProperties"] = open;
  return map;
}

json::object single(json::object choices) {
  json::object map = closed(std::move(choices));
  map["minProperties"] = 1;
  map["maxProperties"] = 1;
  return map;
}

// YAML's true and false are texts to the loader, and truth values to an editor.
json::object of_values(const ActionValue& value) {
  if (value.values.empty()) {
    return {{"type", "integer"}, {"minimum", value.lowest}};
  }
  if (value.values.front() == "true") {
    return {{"type", "boolean"}};
  }
  return {{"enum", json::value_from(value.values)}};
}

json::object step() {
  const json::object text{{"type", "string"}};
  const json::object push{
      {"description", "the app at a version, v1.1 with the overlay commits/v1_1"},
      {"anyOf",
       {text,
        closed({{"version", text},
                {"message", text},
                {"files",
                 {{"type", "object"}, {"description", "path to content, or { content, mode }"}}}},
               {"version"})}}};
  const json::object wait{
      {"description", "pipeline, deployments, a duration, a line of the trace, or a log event"},
      {"anyOf",
       {text, json::object{{"type", "object"}, {"required", json::array{"event"}}},
        of_table({"log_group"}, {"stream", "stream_prefix", "filter", "contains", "within"})}}};
  json::object choices{{"push", push},
                       {"wait", wait},
                       {"use_deployment_group", type("string", "of the pipeline, from now on")},
                       {"visit", type("string", "a command of this computer, on real time")}};
  for (const ActionKeys& keys : actions()) {
    std::vector<std::string> optional = keys.optional;
    optional.emplace_back("expect_error");
    json::object map = of_table(keys.required, optional);
    json::object& properties = map["properties"].as_object();
    for (const ActionValue& value : action_values()) {
      if (properties.contains(value.key)) {
        properties[value.key] = of_values(value);
      }
    }
    choices[keys.name] = std::move(map);
  }
  return single(std::move(choices));
}

json::object expectation() {
  json::object choices;
  for (const SubjectKeys& keys : subjects()) {
    choices[keys.subject] = of_table(keys.required, keys.optional);
  }
  return single(std::move(choices));
}

json::object traffic() {
  return {{"type", "object"},
          {"additionalProperties",
           closed({{"rate", type("string", "4 per second, 30 per minute")},
                   {"interval", duration("between two requests, instead of a rate")},
                   {"timeout", duration("until a user gives up")},
                   {"cookies", type("boolean", "keeps the cookies that answers set")},
                   {"websocket", type("boolean", "WebSockets instead of requests")},
                   {"connections", type("integer", "how many WebSockets")},
                   {"ping", duration("between two pings of a WebSocket")},
                   {"listener_port",
                    type("integer", "which listener is asked; the first unless given")},
                   {"path", type("string", "what is asked for")},
                   {"version_header", type("string", "the header that tells the version")},
                   {"instance_header", type("string", "the header that tells the instance")}})}};
}

json::object limits() {
  return closed({{"events", type("integer", "of the simulation")},
                 {"virtual_time", duration("how long a run may be")},
                 {"watchdog", duration("real time without progress")},
                 {"instant", duration("real time without waiting")},
                 {"processes_per_machine", type("integer", "threads included")},
                 {"machine_disk", type("integer", "bytes")}});
}

}  // namespace

std::string json_schema() {
  json::object schema = closed(
      {{"name", type("string", "shown in reports")},
       {"app", type("string", "the app's folder, relative to this file")},
       {"seed", type("integer", "of all that is random")},
       {"needs", array_of(one_of({"npm_packages"}, "Node.js, npm and what `make apps` fetches"),
                          "what this computer must have")},
       {"time", {{"description", "real, or a map from build and lifecycle events to real"}}},
       {"environment", environment()},
       {"traffic", traffic()},
       {"steps", {{"type", "array"}, {"items", step()}, {"minItems", 1}}},
       {"expect", {{"type", "array"}, {"items", expectation()}}},
       {"limits", limits()}},
      {"app", "steps"});
  schema["$schema"] = "https://json-schema.org/draft/2020-12/schema";
  schema["title"] = "A scenario of Greenroom";
  return json::serialize(schema);
}

}  // namespace greenroom::scenario
