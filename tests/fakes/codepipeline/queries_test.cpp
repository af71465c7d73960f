// What those who ask are told: states, executions, actions, rules, pages.
#include <catch2/catch.hpp>

#include "fakes/codepipeline/console.h"
#include "fakes/codepipeline/pages.h"
#include "tests/fakes/codepipeline/pipeline_lab.h"

using namespace greenroom;
using namespace greenroom::codepipeline;

namespace {

const StageState& stage_of(const PipelineState& state, std::size_t number) {
  return state.stageStates.at(number - 1);
}

ListPipelineExecutionsInput executions_of(const std::string& pipeline) {
  ListPipelineExecutionsInput input;
  input.pipelineName = pipeline;
  return input;
}

ListExecutionsInput all_of(const std::string& pipeline) {
  ListExecutionsInput input;
  input.pipelineName = pipeline;
  return input;
}

PipelineDeclaration with_namespace() {
  PipelineDeclaration pipeline = lab_pipeline();
  pipeline.stages[0].actions[0].variablesNamespace = "Sources";
  pipeline.stages[2].actions[0].configuration["DeploymentGroupName"] = "#{Sources.VersionId}";
  return pipeline;
}

}  // namespace

// Reference 2.7: "every stage listed; never-run stages have no latestExecution; actions always have
// actionName and usually entityUrl".
TEST_CASE("GetPipelineState lists every stage, also those that nobody has entered") {
  Lab lab;
  lab.builder.succeeds = false;
  CHECK(lab.codepipeline.GetPipelineState("nobody").failure().code == "PipelineNotFoundException");
  CHECK(lab.play({seconds(5)}, 1) == Lines{"Failed"});
  const PipelineState state = lab.codepipeline.GetPipelineState("lab-app").value();
  CHECK(state.pipelineVersion == 1);
  REQUIRE(state.stageStates.size() == 3);
  const StageState& source = stage_of(state, 1);
  CHECK(source.stageName == "Source");
  CHECK(source.latestExecution->status == StageExecutionStatus::Succeeded);
  CHECK(source.actionStates[0].currentRevisionId == "version-1");
  CHECK(source.actionStates[0].entityUrl == "https://console.aws.amazon.com/s3/home?#");
  CHECK(source.actionStates[0].latestExecution->summary == "Amazon S3 version id: version-1");
  const StageState& build = stage_of(state, 2);
  CHECK(build.inboundTransitionState.enabled);
  CHECK(build.latestExecution->status == StageExecutionStatus::Failed);
  CHECK(build.actionStates[0].entityUrl ==
        "https://console.aws.amazon.com/codebuild/home?region=us-east-1#/projects/lab-app/view");
  const ActionExecution& failed = *build.actionStates[0].latestExecution;
  CHECK(failed.status == ActionExecutionStatus::Failed);
  CHECK(failed.errorDetails.code == "JobFailed");
  CHECK(failed.errorDetails.message == "Build terminated with state: FAILED");
  CHECK(failed.externalExecutionId == "lab-app:1");
  CHECK(failed.lastStatusChange == k_start + seconds(60 + 3 + 11));
  const StageState& production = stage_of(state, 3);
  CHECK_FALSE(production.latestExecution);
  CHECK_FALSE(production.actionStates[0].latestExecution);
  CHECK(production.actionStates[0].actionName == "Deploy");
}

TEST_CASE("an action that deployed says so") {
  Lab lab;
  CHECK(lab.play({seconds(5)}, 1) == Lines{"Succeeded"});
  const PipelineState state = lab.codepipeline.GetPipelineState("lab-app").value();
  const ActionExecution& deployed = *stage_of(state, 3).actionStates[0].latestExecution;
  CHECK(deployed.summary == "Deployment Succeeded");
  CHECK(deployed.errorDetails.code.empty());
}

// Reference 2.5: "inboundTransitionState {enabled, lastChangedBy, lastChangedAt, disabledReason}";
// "Newer GetPipelineState returns both inboundExecution and inboundExecutions".
TEST_CASE("GetPipelineState tells who waits in front of a stage, and why") {
  PipelineDeclaration pipeline = lab_pipeline();
  pipeline.executionMode = ExecutionMode::QUEUED;
  Lab lab(pipeline);
  const auto story = [](Lab& l) -> Task<void> {
    const Context cx = l.world.as("story");
    l.store.version = 1;
    co_await cx.sleep_for(seconds(1));
    CHECK(l.codepipeline.DisableStageTransition(cx, "lab-app", "Production", "freeze").ok());
    CHECK(l.codepipeline.StartPipelineExecution(cx, "lab-app").ok());
    co_await cx.sleep_for(minutes(3));
    const PipelineState state = l.codepipeline.GetPipelineState("lab-app").value();
    const StageState& production = stage_of(state, 3);
    CHECK_FALSE(production.inboundTransitionState.enabled);
    CHECK(production.inboundTransitionState.disabledReason == "freeze");
    CHECK(production.inboundTransitionState.lastChangedBy == "arn:aws:iam::123456789012:root");
    CHECK(production.inboundTransitionState.lastChangedAt == k_start + seconds(1));
    REQUIRE(production.inboundExecutions.size() == 2);
    CHECK(production.inboundExecutions[0].status == StageExecutionStatus::InProgress);
    const auto executions =
        l.codepipeline.ListPipelineExecutions(cx, executions_of("lab-app")).value();
    CHECK(production.inboundExecutions[0].pipelineExecutionId ==
          executions.items[1].pipelineExecutionId);
  };
  CHECK(lab.world.run(story(lab)));
}

TEST_CASE("GetPipelineState tells an approval's token, and of conditions and retries") {
  PipelineDeclaration pipeline = lab_pipeline();
  pipeline.stages[2].actions = {action("Ask", {"Approval", "AWS", "Manual", "1"}, {}, {}, {})};
  RuleDeclaration rule;
  rule.name = "Same";
  rule.ruleTypeId.provider = "VariableCheck";
  rule.configuration = {
      {"Variable", "#{codepipeline.PipelineExecutionId}"}, {"Operator", "NE"}, {"Value", "nobody"}};
  pipeline.stages[2].beforeEntry = {{ConditionResult::FAIL, {rule}}};
  Lab lab(pipeline);
  const auto story = [](Lab& l) -> Task<void> {
    const Context cx = l.world.as("story");
    l.store.version = 1;
    co_await cx.sleep_for(minutes(3));
    const PipelineState state = l.codepipeline.GetPipelineState("lab-app").value();
    const StageState& stage = stage_of(state, 3);
    const ActionExecution& waits = *stage.actionStates[0].latestExecution;
    CHECK(waits.status == ActionExecutionStatus::InProgress);
    const StageConditionState& entry = stage.conditionStates.at(ConditionType::BEFORE_ENTRY);
    CHECK(entry.latestExecution.status == ConditionExecutionStatus::Succeeded);
    REQUIRE(entry.ruleStates.size() == 1);
    CHECK(entry.ruleStates[0].latestExecution->status == RuleExecutionStatus::Succeeded);
    CHECK(stage.retryStageMetadata.latestRetryTrigger.empty());
    const Result<Instant> approved =
        l.codepipeline.PutApprovalResult(cx, "lab-app", "Production", "Ask", waits.token, {});
    CHECK(approved.value() == cx.now());
    co_await l.codepipeline.wait_until_idle(cx, "lab-app", 1);
    const PipelineState after = l.codepipeline.GetPipelineState("lab-app").value();
    CHECK(stage_of(after, 3).actionStates[0].latestExecution->lastUpdatedBy ==
          "arn:aws:iam::123456789012:root");
    const auto rules = l.codepipeline.ListRuleExecutions(cx, all_of("lab-app")).value();
    REQUIRE(rules.items.size() == 1);
    CHECK(rules.items[0].resolvedConfiguration.at("Variable") ==
          rules.items[0].pipelineExecutionId);
  };
  CHECK(lab.world.run(story(lab)));
}

// Reference 2.3: "ListActionExecutions shows both configuration (raw) and resolvedConfiguration,
// and outputVariables".
TEST_CASE("ListActionExecutions has the newest first, with what went in and came out") {
  Lab lab(with_namespace());
  CHECK(lab.play({seconds(5), seconds(65)}, 2) == Lines{"Succeeded", "Succeeded"});
  const Context cx = lab.world.as("story");
  const auto all = lab.codepipeline.ListActionExecutions(cx, all_of("lab-app")).value();
  REQUIRE(all.items.size() == 6);
  CHECK(all.nextToken.empty());
  const ActionExecutionDetail& deploy = all.items[0];
  CHECK(deploy.actionName == "Deploy");
  CHECK(deploy.stageName == "Production");
  CHECK(deploy.declaration.configuration.at("DeploymentGroupName") == "#{Sources.VersionId}");
  CHECK(deploy.resolvedConfiguration.at("DeploymentGroupName") == "version-2");
  REQUIRE(deploy.inputArtifacts.size() == 1);
  CHECK(deploy.inputArtifacts[0].name == "BuildArtifact");
  CHECK(deploy.inputArtifacts[0].s3location.bucket == "artifacts");
  CHECK(deploy.execution.status == ActionExecutionStatus::Succeeded);
  CHECK(deploy.execution.externalExecutionUrl ==
        "https://console.aws.amazon.com/codedeploy/home?region=us-east-1#/deployments/d-1");
  CHECK(deploy.execution.lastStatusChange - deploy.startTime == seconds(31));
  const ActionExecutionDetail& source = all.items[5];
  CHECK(source.outputVariables.at("VersionId") == "version-1");
  REQUIRE(source.outputArtifacts.size() == 1);
  CHECK(source.outputArtifacts[0].name == "SourceArtifact");
  ListExecutionsInput first;
  first.pipelineName = "lab-app";
  first.pipelineExecutionId = source.pipelineExecutionId;
  CHECK(lab.codepipeline.ListActionExecutions(cx, first).value().items.size() == 3);
  CHECK(lab.codepipeline.ListActionExecutions(cx, all_of("nobody")).failure().code ==
        "PipelineNotFoundException");
}

TEST_CASE("executions are told one by one and as a list, by the stage that they succeeded in") {
  PipelineDeclaration pipeline = lab_pipeline();
  pipeline.variables = {{"KIND", "blue"}};
  Lab lab(pipeline);
  const auto story = [](Lab& l) -> Task<void> {
    const Context cx = l.world.as("story");
    l.store.version = 1;
    co_await l.codepipeline.wait_until_idle(cx, "lab-app", 1);
    l.builder.succeeds = false;
    CHECK(l.codepipeline.StartPipelineExecution(cx, "lab-app").ok());
    co_await l.codepipeline.wait_until_idle(cx, "lab-app", 2);
    ListPipelineExecutionsInput input;
    input.pipelineName = "lab-app";
    const auto all = l.codepipeline.ListPipelineExecutions(cx, input).value();
    REQUIRE(all.items.size() == 2);
    CHECK(all.items[0].trigger.triggerType == TriggerType::StartPipelineExecution);
    CHECK(all.items[0].status == PipelineExecutionStatus::Failed);
    CHECK(all.items[1].artifactRevisions.at(0).revisionSummary ==
          "Amazon S3 version id: version-1");
    CHECK(all.items[1].lastUpdateTime > all.items[1].startTime);
    input.succeededInStage = "Production";
    CHECK(l.codepipeline.ListPipelineExecutions(cx, input).value().items.size() == 1);
    const PipelineExecution one =
        l.codepipeline.GetPipelineExecution("lab-app", all.items[1].pipelineExecutionId).value();
    CHECK(one.artifactRevisions.at(0).name == "SourceArtifact");
    CHECK(one.artifactRevisions.at(0).revisionId == "version-1");
    CHECK(one.variables.at(0).defaultValue == "blue");
    CHECK(one.executionType == ExecutionType::STANDARD);
    CHECK(l.codepipeline.GetPipelineExecution("lab-app", "nobody").failure().code ==
          "PipelineExecutionNotFoundException");
    CHECK(l.codepipeline.pipeline_metadata("lab-app").value().pipelineArn ==
          "arn:aws:codepipeline:us-east-1:123456789012:lab-app");
    // Reference 7: "history 12 months (pipeline)".
    co_await cx.sleep_for(hours(24 * 366));
    CHECK(
        l.codepipeline.ListPipelineExecutions(cx, executions_of("lab-app")).value().items.empty());
    CHECK(l.codepipeline.ListActionExecutions(cx, all_of("lab-app")).value().items.empty());
  };
  CHECK(lab.world.run(story(lab)));
}

// Reference 2.7: "Pagination tokens -> InvalidNextTokenException".
TEST_CASE("a list comes in pages that new entries do not move") {
  std::vector<int> all = {1, 2, 3, 4, 5};
  const auto odd = [](int number) { return number % 2 == 1; };
  const Page<int> first = page_of(all, 2, "", odd).value();
  CHECK(first.items == std::vector<int>{5, 3});
  REQUIRE_FALSE(first.nextToken.empty());
  all.push_back(7);
  const Page<int> second = page_of(all, 2, first.nextToken, odd).value();
  CHECK(second.items == std::vector<int>{1});
  CHECK(second.nextToken.empty());
  for (const char* token : {"x", "-1", "0", "7", "1x"}) {
    CAPTURE(token);
    CHECK(first_on_page(6, 100, token).failure().code == "InvalidNextTokenException");
  }
  for (const std::int64_t count : {0, 101}) {
    CHECK(first_on_page(6, count, "").failure().code == "ValidationException");
  }
}

// Reference 2.2, 2.7.
TEST_CASE("links into the console") {
  CHECK(
      build_url("eu-west-1", "lab-app:1") ==
      "https://console.aws.amazon.com/codebuild/home?region=eu-west-1#/builds/lab-app:1/view/new");
  CHECK(deployment_url("eu-west-1", "d-1") ==
        "https://console.aws.amazon.com/codedeploy/home?region=eu-west-1#/deployments/d-1");
  CHECK(entity_url("us-east-1", action("Ask", {"Approval", "AWS", "Manual", "1"}, {}, {}, {}))
            .empty());
  CHECK(entity_url("us-east-1",
                   action("Put", {"Deploy", "AWS", "S3", "1"}, {{"BucketName", "site"}}, {}, {})) ==
        "https://console.aws.amazon.com/s3/buckets/site");
}
