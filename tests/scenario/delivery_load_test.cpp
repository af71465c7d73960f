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
      {"  pipeline:\n    pipelineType: V1\n    variables: [{ name: A }]\n    stages:\n" + k_source +
           "      - { name: Next, actions: [{ name: Ask, actionTypeId: { category: Approval, "
           "provider: "
           "Manual } }] }",
       "Pipeline variable can only be used with V2 pipelines"},
      {"  pipeline:\n    stages:\n" + k_source +
           "      - { name: Next, actions: [{ name: D, actionTypeId: { category: Deploy, provider: "
           "S3 }, "
           "inputArtifacts: [{ name: A }] }] }",
       "missing required configuration 'BucketName'"},
      {"  pipeline:\n    stages:\n" + k_source +
           "      - name: Next\n        beforeEntry: { conditions: [{ rules: [{ name: R, "
           "ruleTypeId: { "
           "provider: LambdaInvoke } }] }] }\n"
           "        actions: [{ name: Ask, actionTypeId: { category: Approval, provider: Manual } "
           "}]",
       "'LambdaInvoke', which greenroom does not know"},
      {"  buckets: [a]", "'buckets' must be a map"},
      {"  buckets: { a: { versioning: On } }", "must be one of Enabled, Suspended, NeverEnabled"},
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

TEST_CASE("a stage's conditions and the buckets are read whole") {
  const Loaded loaded = load_scenario(
      std::string(GREENROOM_SOURCE_DIR) + "/scenarios/golden/test.yaml",
      "app: ../apps/instant\nsteps: [push: v1.0]\nenvironment:\n"
      "  buckets: { site: { object_ownership: ObjectWriter }, other: {} }\n"
      "  pipeline:\n    pipelineType: V2\n    stages:\n" +
          k_source +
          "      - name: Next\n"
          "        beforeEntry: { conditions: [{ result: SKIP, rules: [{ name: R, ruleTypeId: { "
          "provider: VariableCheck }, configuration: { Variable: a, Operator: EQ, Value: b } }] }] "
          "}\n"
          "        onSuccess: { conditions: [{ result: ROLLBACK, rules: [{ name: R, ruleTypeId: { "
          "provider: CloudWatchAlarm }, configuration: { AlarmName: a } }] }] }\n"
          "        onFailure: { conditions: [{ result: ROLLBACK, rules: [{ name: R, ruleTypeId: { "
          "provider: DeploymentWindow }, timeoutInMinutes: 30, configuration: { Cron: '* * * * * "
          "?' } "
          "}] }] }\n"
          "        actions: [{ name: Ask, actionTypeId: { category: Approval, provider: Manual } "
          "}]\n");
  REQUIRE(loaded.errors.empty());
  const Environment& environment = loaded.scenario->environment;
  CHECK(environment.buckets.at("site").object_ownership == "ObjectWriter");
  CHECK(environment.buckets.at("other").versioning == "Enabled");
  CHECK(environment.pipeline.pipelineType == greenroom::codepipeline::PipelineType::V2);
  const auto& stage = environment.pipeline.stages.at(1);
  CHECK(stage.beforeEntry.at(0).result == greenroom::codepipeline::ConditionResult::SKIP);
  CHECK(stage.beforeEntry.at(0).rules.at(0).configuration.at("Value") == "b");
  CHECK(stage.onSuccess.at(0).rules.at(0).ruleTypeId.provider == "CloudWatchAlarm");
  CHECK(stage.onFailureConditions.at(0).rules.at(0).timeoutInMinutes == 30);
}
