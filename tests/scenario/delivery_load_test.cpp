// What the loader says of pipelines, builds, alarms, topics and rules that cannot be.
#include <catch2/catch.hpp>

#include "sim/scenario/loader.h"

using namespace greenroom::scenario;

namespace {

std::string first_error(const std::string& environment) {
  const Loaded loaded =
      load_scenario(std::string(GREENROOM_SOURCE_DIR) + "/scenarios/golden/test.yaml",
                    "app: ../apps/instant\nsteps: [push: v1.0]\nenvironment:\n" + environment);
  return loaded.errors.empty() ? "none" : loaded.errors.front().message;
}

const std::string k_source =
    "      - { name: Source, actions: [{ name: Source, actionTypeId: { category: Source, provider: "
    "S3 }, outputArtifacts: [{ name: A }] }] }\n";

}  // namespace

TEST_CASE("what an environment's delivery cannot be is told with the next step") {
  struct Row {
    std::string environment;
    const char* part;
  };
  const Row rows[] = {
      {"  pipeline: { executionMode: SOMETIMES }", "must be one of SUPERSEDED, QUEUED, PARALLEL"},
      {"  pipeline:\n    stages:\n" + k_source, "InvalidStructureException"},
      {"  pipeline:\n    stages:\n" + k_source +
           "      - { name: Next, actions: [{ name: D, actionTypeId: { category: Deploy, provider: "
           "CodeDeploy }, inputArtifacts: [{ name: B }] }] }",
       "which no earlier action puts out"},
      {"  pipeline:\n    stages:\n" + k_source +
           "      - { name: Next, actions: [{ name: D, actionTypeId: { category: Invoke, provider: "
           "Lambda } }] }",
       "which greenroom does not know"},
      {"  build: { timeout: soon }", "must be a duration"},
      {"  roles: { webserver: {} }", "webserver"},
      {"  roles: { codebuild: { policies: [] } }", "policies"},
      {"  roles: { codedeploy: { attached: [AWSCodeDeployRol] } }",
       "'AWSCodeDeployRol' is no managed policy of AWS's that is known here"},
      {"  roles: { codebuild: { inline: [] } }", "must be a map from names to policy documents"},
      {"  roles: { codebuild: { inline: { lab: { Version: '2012-10-17', Statement: [{ Effect: "
       "Maybe, Action: '*', Resource: '*' }] } } } }",
       "IAM refuses the policy 'lab' (MalformedPolicyDocument)"},
      {"  build: { runtime_policy: newest }", "must be one of exact, nearest, ignore"},
      {"  metric_alarms: [{ AlarmName: a, MetricName: HTTPCode_Target_5X_Count, Threshold: 1 }]",
       "did you mean 'HTTPCode_Target_5XX_Count'?"},
      {"  metric_alarms: [{ AlarmName: a, MetricName: RequestCount, Threshold: lots }]",
       "needs 'Threshold'"},
      {"  alarms: [erors]\n  metric_alarms: [{ AlarmName: errors, MetricName: RequestCount, "
       "Threshold: 1 }]",
       "no such alarm: 'erors'"},
      {"  metric_alarms: [{ MetricName: RequestCount, Threshold: 1 }]", "needs 'AlarmName'"},
      {"  topics: { ops: [{ Protocol: fax, Endpoint: x }] }", "must be one of sqs, email"},
      {"  topics: { ops: [{ Protocol: sqs }] }", "needs 'Protocol' and 'Endpoint'"},
      {"  metric_alarms: [{ AlarmName: a, MetricName: RequestCount, Threshold: 1, AlarmActions: "
       "[nobody] }]",
       "'nobody' is none of the environment's topics"},
      {"  receivers: { r: { answers: [maybe] } }", "'maybe' is no answer"},
      {"  receivers: { r: { answers: [20] } }", "'20' is no answer"},
      {"  build: { logsConfig: { cloudWatchLogs: { status: OFF } } }",
       "must be one of ENABLED, DISABLED"},
      {"  build: { logsConfig: { cloudWatchLogs: { groupName: 'a b' } } }",
       "CloudWatch Logs refuses this (InvalidParameterException)"},
      {"  build: { logsConfig: { cloudWatchLogs: { streamName: 'a:b' } } }",
       "CloudWatch Logs refuses this (InvalidParameterException)"},
      {"  event_rules: { r: { targets: [pipeline] } }", "needs either 'EventPattern'"},
      {"  event_rules: { r: { EventPattern: '{\"source\": 1}', targets: [pipeline] } }",
       "Event pattern is not valid"},
      {"  event_rules: { r: { ScheduleExpression: rate(5 minutes), targets: [nobody] } }",
       "'nobody' is neither 'pipeline' nor one of the environment's topics"},
      {"  parameters: [a]", "must be a map from names to texts"},
      {"  secrets: { a: [b] }", "'a' must be a text"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.environment);
    CHECK_THAT(first_error(row.environment), Catch::Contains(row.part));
  }
}

TEST_CASE("a pipeline in AWS's structure is read whole") {
  const Loaded loaded = load_scenario(
      std::string(GREENROOM_SOURCE_DIR) + "/scenarios/golden/test.yaml",
      "app: ../apps/instant\nsteps: [push: v1.0]\nenvironment:\n  pipeline:\n"
      "    executionMode: QUEUED\n    variables: [{ name: KIND, defaultValue: blue }]\n"
      "    stages:\n" +
          k_source +
          "      - name: Approve\n        onFailure: { result: RETRY, retryConfiguration: { "
          "retryMode: ALL_ACTIONS } }\n        actions: [{ name: Ask, runOrder: 2, namespace: "
          "Asked, "
          "timeoutInMinutes: 30, actionTypeId: { category: Approval, provider: Manual }, "
          "configuration: { CustomData: please } }]\n");
  REQUIRE(loaded.errors.empty());
  const auto& pipeline = loaded.scenario->environment.pipeline;
  CHECK(pipeline.executionMode == greenroom::codepipeline::ExecutionMode::QUEUED);
  CHECK(pipeline.variables.at(0).defaultValue == "blue");
  const auto& stage = pipeline.stages.at(1);
  CHECK(stage.onFailure == greenroom::codepipeline::StageFailureResult::RETRY);
  CHECK(stage.retryMode == greenroom::codepipeline::StageRetryMode::ALL_ACTIONS);
  const auto& action = stage.actions.at(0);
  CHECK(action.runOrder == 2);
  CHECK(action.variablesNamespace == "Asked");
  CHECK(action.timeoutInMinutes == 30);
  CHECK(action.configuration.at("CustomData") == "please");
}

TEST_CASE("what a query of logs cannot be is told") {
  struct Row {
    const char* text;
    const char* part;
  };
  const Row rows[] = {
      {"expect: [{ log_group: { name: a, filter: '{ $.a' } }]",
       "CloudWatch Logs refuses this (InvalidParameterException)"},
      {"expect: [{ log_group: { name: a, stream: b, build: 1 } }]", "exclude each other"},
      {"expect: [{ log_group: { filter: a } }]", "'name'"},
      {"expect: [{ log_group: { name: a, filter: ERROR, stream_prefix: b } }]", "none"},
  };
  for (const Row& row : rows) {
    const Loaded loaded =
        load_scenario(std::string(GREENROOM_SOURCE_DIR) + "/scenarios/golden/test.yaml",
                      std::string("app: ../apps/instant\nsteps: [push: v1.0]\n") + row.text);
    CAPTURE(row.text);
    CHECK_THAT(loaded.errors.empty() ? "none" : loaded.errors.front().message,
               Catch::Contains(row.part));
  }
  const Loaded wait =
      load_scenario(std::string(GREENROOM_SOURCE_DIR) + "/scenarios/golden/test.yaml",
                    "app: ../apps/instant\nsteps: [wait: { log_group: a, fliter: b }]");
  REQUIRE(wait.errors.size() == 1);
  CHECK_THAT(wait.errors.front().message, Catch::Contains("fliter"));
}
