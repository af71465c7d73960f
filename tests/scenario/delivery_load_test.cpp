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
