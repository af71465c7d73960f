// What people and settings make of an execution: approvals, transitions, stops, retries, rollbacks,
// variables, modes.
#include <catch2/catch.hpp>

#include "tests/fakes/codepipeline/pipeline_lab.h"

using namespace greenroom;
using namespace greenroom::codepipeline;

namespace {

PipelineDeclaration with_approval() {
  PipelineDeclaration pipeline = lab_pipeline();
  StageDeclaration stage;
  stage.name = "Approve";
  stage.actions = {action("Ask", {"Approval", "AWS", "Manual", "1"},
                          {{"NotificationArn", "arn:topic"}, {"CustomData", "please"}}, {}, {})};
  pipeline.stages.insert(pipeline.stages.begin() + 2, stage);
  return pipeline;
}

Execution& execution_of(Lab& lab, std::int64_t ordinal) {
  return const_cast<Execution&>(lab.codepipeline.state().find("lab-app")->executions.at(
      static_cast<std::size_t>(ordinal - 1)));
}

std::string token_of(Lab& lab, std::int64_t ordinal = 1) {
  return execution_of(lab, ordinal).stages.at("Approve").actions.at("Ask").token;
}

Lines statuses(Lab& lab) {
  Lines all;
  for (const Execution& execution : lab.codepipeline.state().find("lab-app")->executions) {
    all.push_back(to_string(execution.status));
  }
  return all;
}

// A version at once; then whatever the test does; then until all is over.
using Doing = void (*)(Lab&, Context);
Task<void> tell(Lab& lab, Duration when, Doing doing, std::size_t executions) {
  const Context cx = lab.world.as("story");
  lab.store.version = 1;
  co_await cx.sleep_for(when);
  doing(lab, cx);
  co_await lab.codepipeline.wait_until_idle(cx, "lab-app", executions);
}
void nothing(Lab&, Context) {}

}  // namespace

TEST_CASE("an approval holds the stage until somebody approves") {
  Lab lab(with_approval());
  CHECK(lab.world.run(tell(
      lab, hours(5),
      [](Lab& l, Context cx) {
        CHECK(l.deployer.deployed.empty());
        CHECK(l.codepipeline.PutApprovalResult(cx, "lab-app", "Approve", "Ask", "wrong", {})
                  .failure()
                  .code == "InvalidApprovalTokenException");
        CHECK(l.codepipeline.PutApprovalResult(cx, "lab-app", "Approve", "Nobody", "wrong", {})
                  .failure()
                  .code == "ActionNotFoundException");
        CHECK(l.codepipeline.PutApprovalResult(cx, "lab-app", "Nobody", "Ask", "wrong", {})
                  .failure()
                  .code == "StageNotFoundException");
        const std::string token = token_of(l);
        CHECK(l.codepipeline
                  .PutApprovalResult(cx, "lab-app", "Approve", "Ask", token,
                                     {ApprovalStatus::Approved, "looks good"})
                  .ok());
        CHECK(l.codepipeline.PutApprovalResult(cx, "lab-app", "Approve", "Ask", token, {})
                  .failure()
                  .code == "ApprovalAlreadyCompletedException");
      },
      1)));
  CHECK(statuses(lab) == Lines{"Succeeded"});
  CHECK(lab.deployer.deployed.size() == 1);
  CHECK(execution_of(lab, 1).stages.at("Approve").actions.at("Ask").summary == "looks good");
  REQUIRE(lab.notifier.told.size() == 1);
  CHECK_THAT(
      lab.notifier.told[0],
      Catch::StartsWith("arn:topic|APPROVAL NEEDED: AWS CodePipeline lab-app for action Ask"));
}

TEST_CASE("a rejection fails the execution, with the reviewer's words") {
  Lab lab(with_approval());
  CHECK(lab.world.run(tell(
      lab, hours(1),
      [](Lab& l, Context cx) {
        CHECK(l.codepipeline
                  .PutApprovalResult(cx, "lab-app", "Approve", "Ask", token_of(l),
                                     {ApprovalStatus::Rejected, "not on a Friday"})
                  .ok());
      },
      1)));
  CHECK(statuses(lab) == Lines{"Failed"});
  CHECK(lab.deployer.deployed.empty());
  CHECK(lab.world.told("codepipeline.action", {"action", "status", "summary"}).back() ==
        "Ask Failed not on a Friday");
}

TEST_CASE("an approval expires after seven days, or after its own time") {
  for (const std::int64_t own_minutes : {0, 30}) {
    PipelineDeclaration pipeline = with_approval();
    pipeline.stages[2].actions[0].timeoutInMinutes = own_minutes;
    Lab lab(pipeline);
    CHECK(lab.world.run(tell(lab, seconds(1), nothing, 1)));
    CHECK(statuses(lab) == Lines{"Failed"});
    const Duration most = own_minutes == 0 ? hours(24 * 7) : minutes(own_minutes);
    CHECK(lab.world.elapsed() >= most);
    CHECK(lab.world.elapsed() < most + minutes(3));
  }
}

TEST_CASE("executions pile up behind an approval: the newest takes the place in front") {
  Lab lab(with_approval());
  const auto story = [](Lab& l) -> Task<void> {
    const Context cx = l.world.as("story");
    for (int version = 1; version <= 3; ++version) {
      l.store.version = version;
      co_await cx.sleep_for(minutes(2));
    }
    CHECK(
        l.codepipeline.PutApprovalResult(cx, "lab-app", "Approve", "Ask", token_of(l, 1), {}).ok());
    co_await cx.sleep_for(minutes(2));
    CHECK(
        l.codepipeline.PutApprovalResult(cx, "lab-app", "Approve", "Ask", token_of(l, 3), {}).ok());
    co_await l.codepipeline.wait_until_idle(cx, "lab-app", 3);
  };
  CHECK(lab.world.run(story(lab)));
  CHECK(statuses(lab) == Lines{"Succeeded", "Superseded", "Succeeded"});
}

TEST_CASE("a disabled transition keeps executions out until it is enabled") {
  Lab lab;
  const auto story = [](Lab& l) -> Task<void> {
    const Context cx = l.world.as("story");
    CHECK(l.codepipeline.DisableStageTransition(cx, "lab-app", "Production", "freeze").ok());
    CHECK(l.codepipeline.DisableStageTransition(cx, "lab-app", "Nobody", "x").failure().code ==
          "StageNotFoundException");
    l.store.version = 1;
    co_await cx.sleep_for(hours(3));
    CHECK(l.deployer.deployed.empty());
    CHECK(statuses(l) == Lines{"InProgress"});
    CHECK(l.codepipeline.EnableStageTransition(cx, "lab-app", "Production").ok());
    co_await l.codepipeline.wait_until_idle(cx, "lab-app", 1);
  };
  CHECK(lab.world.run(story(lab)));
  CHECK(statuses(lab) == Lines{"Succeeded"});
}

TEST_CASE("stop and wait: the running action ends, the next stage is not entered") {
  Lab lab;
  CHECK(lab.world.run(tell(
      lab, seconds(66),
      [](Lab& l, Context cx) {
        const std::string id = execution_of(l, 1).pipelineExecutionId;
        CHECK(l.codepipeline.StopPipelineExecution(cx, "lab-app", id, false).ok());
        CHECK(statuses(l) == Lines{"Stopping"});
        CHECK(l.codepipeline.StopPipelineExecution(cx, "lab-app", id, false).failure().code ==
              "DuplicatedStopRequestException");
        CHECK(l.codepipeline.StopPipelineExecution(cx, "lab-app", "nobody", false).failure().code ==
              "PipelineExecutionNotStoppableException");
      },
      1)));
  CHECK(statuses(lab) == Lines{"Stopped"});
  CHECK(lab.world.told("codepipeline.action", {"action", "status"}).back() == "Build Succeeded");
  CHECK(lab.deployer.deployed.empty());
}

TEST_CASE("stop and abandon: the action is left to itself") {
  Lab lab;
  CHECK(lab.world.run(tell(
      lab, seconds(90),
      [](Lab& l, Context cx) {
        const std::string id = execution_of(l, 1).pipelineExecutionId;
        CHECK(l.codepipeline.StopPipelineExecution(cx, "lab-app", id, true).ok());
      },
      1)));
  CHECK(statuses(lab) == Lines{"Stopped"});
  CHECK(lab.world.told("codepipeline.action", {"action", "status"}).back() == "Deploy Abandoned");
  CHECK(lab.world.told("codepipeline.stage", {"stage", "status"}).back() == "Production Stopped");
}

TEST_CASE("an execution that waits in front of a stage can be stopped and never goes on") {
  Lab lab;
  const auto story = [](Lab& l) -> Task<void> {
    const Context cx = l.world.as("story");
    CHECK(l.codepipeline.DisableStageTransition(cx, "lab-app", "Build", "freeze").ok());
    l.store.version = 1;
    co_await cx.sleep_for(minutes(5));
    CHECK(l.codepipeline
              .StopPipelineExecution(cx, "lab-app", execution_of(l, 1).pipelineExecutionId, false)
              .ok());
    CHECK(l.codepipeline.EnableStageTransition(cx, "lab-app", "Build").ok());
    l.store.version = 2;
    co_await l.codepipeline.wait_until_idle(cx, "lab-app", 2);
  };
  CHECK(lab.world.run(story(lab)));
  CHECK(statuses(lab) == Lines{"Stopped", "Succeeded"});
  CHECK(lab.builder.sources == Lines{"source of version-2"});
}

TEST_CASE("a failed stage is retried within the same execution; actions that succeeded stay done") {
  for (const StageRetryMode mode : {StageRetryMode::FAILED_ACTIONS, StageRetryMode::ALL_ACTIONS}) {
    PipelineDeclaration pipeline = lab_pipeline();
    ActionDeclaration again = pipeline.stages[1].actions[0];
    again.name = "Lint";
    again.outputArtifacts.clear();
    again.runOrder = 1;
    pipeline.stages[2].actions.push_back(again);
    pipeline.stages[2].actions[0].runOrder = 2;
    Lab lab(pipeline);
    lab.deployer.succeeds = false;
    const auto story = [](Lab& l, StageRetryMode how) -> Task<void> {
      const Context cx = l.world.as("story");
      l.store.version = 1;
      co_await l.codepipeline.wait_until_idle(cx, "lab-app", 1);
      CHECK(statuses(l) == Lines{"Failed"});
      l.deployer.succeeds = true;
      const std::string id = execution_of(l, 1).pipelineExecutionId;
      CHECK(l.codepipeline.RetryStageExecution(cx, "lab-app", "Build", id, how).failure().code ==
            "StageNotRetryableException");
      CHECK(l.codepipeline.RetryStageExecution(cx, "lab-app", "Production", id, how).ok());
      co_await l.codepipeline.wait_until_idle(cx, "lab-app", 1);
    };
    CHECK(lab.world.run(story(lab, mode)));
    CHECK(statuses(lab) == Lines{"Succeeded"});
    CHECK(lab.builder.sources.size() == (mode == StageRetryMode::FAILED_ACTIONS ? 2 : 3));
    CHECK(lab.deployer.deployed.size() == 2);
    CHECK(execution_of(lab, 1).stages.at("Production").attempts == 2);
  }
}

TEST_CASE("when another execution has entered the failed stage, the failed one is not retried") {
  Lab lab;
  lab.deployer.succeeds = false;
  const auto story = [](Lab& l) -> Task<void> {
    const Context cx = l.world.as("story");
    l.store.version = 1;
    co_await l.codepipeline.wait_until_idle(cx, "lab-app", 1);
    l.store.version = 2;
    co_await l.codepipeline.wait_until_idle(cx, "lab-app", 2);
    CHECK(l.codepipeline
              .RetryStageExecution(cx, "lab-app", "Production",
                                   execution_of(l, 1).pipelineExecutionId,
                                   StageRetryMode::FAILED_ACTIONS)
              .failure()
              .code == "NotLatestPipelineExecutionException");
  };
  CHECK(lab.world.run(story(lab)));
}

TEST_CASE("onFailure RETRY plays the stage once more by itself") {
  PipelineDeclaration pipeline = lab_pipeline();
  pipeline.stages[2].onFailure = StageFailureResult::RETRY;
  Lab lab(pipeline);
  lab.deployer.succeeds = false;
  CHECK(lab.world.run(tell(lab, seconds(1), nothing, 1)));
  CHECK(statuses(lab) == Lines{"Failed"});
  CHECK(lab.deployer.deployed.size() == 2);
}

TEST_CASE("onFailure ROLLBACK brings back what last succeeded in the stage, as a new execution") {
  PipelineDeclaration pipeline = lab_pipeline();
  pipeline.stages[2].onFailure = StageFailureResult::ROLLBACK;
  Lab lab(pipeline);
  const auto story = [](Lab& l) -> Task<void> {
    const Context cx = l.world.as("story");
    l.store.version = 1;
    co_await l.codepipeline.wait_until_idle(cx, "lab-app", 1);
    l.deployer.succeeds = false;
    l.store.version = 2;
    co_await l.codepipeline.wait_until_idle(cx, "lab-app", 3);
  };
  CHECK(lab.world.run(story(lab)));
  CHECK(statuses(lab) == Lines{"Succeeded", "Failed", "Failed"});  // no rollback of a rollback
  REQUIRE(lab.deployer.deployed.size() == 3);
  CHECK(lab.deployer.deployed[2] == lab.deployer.deployed[0]);
  const Execution& rollback = execution_of(lab, 3);
  CHECK(rollback.trigger.triggerType == TriggerType::AutomatedRollback);
  CHECK(rollback.rollbackTargetPipelineExecutionId == execution_of(lab, 1).pipelineExecutionId);
  CHECK(rollback.stages.count("Source") == 0);
}

TEST_CASE("a stage is rolled back by hand only to what succeeded there under this version") {
  PipelineDeclaration pipeline = lab_pipeline();
  pipeline.pipelineType = PipelineType::V2;
  Lab lab(pipeline);
  const auto story = [](Lab& l) -> Task<void> {
    const Context cx = l.world.as("story");
    l.store.version = 1;
    co_await l.codepipeline.wait_until_idle(cx, "lab-app", 1);
    const std::string id = execution_of(l, 1).pipelineExecutionId;
    CHECK(l.codepipeline.RollbackStage(cx, "lab-app", "Source", id).failure().code ==
          "UnableToRollbackStageException");
    CHECK(l.codepipeline.RollbackStage(cx, "lab-app", "Production", "nobody").failure().code ==
          "PipelineExecutionNotFoundException");
    CHECK(l.codepipeline.RollbackStage(cx, "lab-app", "Production", id).ok());
    co_await l.codepipeline.wait_until_idle(cx, "lab-app", 2);
    CHECK(l.codepipeline.UpdatePipeline(cx, lab_pipeline()).ok());
    CHECK(l.codepipeline.RollbackStage(cx, "lab-app", "Production", id).failure().code ==
          "PipelineExecutionOutdatedException");
  };
  CHECK(lab.world.run(story(lab)));
  CHECK(statuses(lab) == Lines{"Succeeded", "Succeeded"});
  CHECK(lab.deployer.deployed.size() == 2);
}

TEST_CASE("a V1 pipeline rolls nothing back") {
  Lab lab;
  CHECK(lab.play({seconds(5)}, 1) == Lines{"Succeeded"});
  CHECK(lab.codepipeline
            .RollbackStage(lab.world.as("story"), "lab-app", "Production",
                           execution_of(lab, 1).pipelineExecutionId)
            .failure()
            .code == "UnableToRollbackStageException");
}

TEST_CASE("variables: of earlier actions, of the pipeline, and of the execution") {
  PipelineDeclaration pipeline = lab_pipeline();
  pipeline.variables = {{"GROUP", "blue-green"}};
  pipeline.stages[0].actions[0].variablesNamespace = "SourceVariables";
  pipeline.stages[1].actions[0].variablesNamespace = "Built";
  pipeline.stages[1].actions[0].configuration["EnvironmentVariables"] =
      "[{\"name\":\"REVISION\",\"value\":\"#{SourceVariables.VersionId}\"}]";
  pipeline.stages[2].actions[0].configuration["DeploymentGroupName"] =
      "#{variables.GROUP}-#{Built.TAG}";
  Lab lab(pipeline);
  lab.builder.exports = {{"TAG", "v9"}};
  CHECK(lab.world.run(tell(lab, seconds(1), nothing, 1)));
  CHECK(lab.builder.requests.at(0).environment_variables ==
        "[{\"name\":\"REVISION\",\"value\":\"version-1\"}]");
  CHECK(lab.deployer.groups == Lines{"blue-green-v9"});
}

TEST_CASE("a variable that nobody put out fails the action") {
  PipelineDeclaration pipeline = lab_pipeline();
  pipeline.stages[2].actions[0].configuration["DeploymentGroupName"] = "#{Built.TAG}";
  Lab lab(pipeline);
  CHECK(lab.world.run(tell(lab, seconds(1), nothing, 1)));
  CHECK(statuses(lab) == Lines{"Failed"});
  CHECK(lab.deployer.deployed.empty());
}

TEST_CASE("a build has several inputs and outputs") {
  PipelineDeclaration pipeline = lab_pipeline();
  ActionDeclaration other = pipeline.stages[0].actions[0];
  other.name = "Docs";
  other.outputArtifacts = {"DocsArtifact"};
  pipeline.stages[0].actions.push_back(other);
  pipeline.stages[1].actions[0].inputArtifacts = {"DocsArtifact", "SourceArtifact"};
  pipeline.stages[1].actions[0].configuration["PrimarySource"] = "SourceArtifact";
  pipeline.stages[1].actions[0].outputArtifacts = {"BuildArtifact", "Site"};
  pipeline.stages[2].actions[0].inputArtifacts = {"Site"};
  Lab lab(pipeline);
  CHECK(lab.world.run(tell(lab, seconds(1), nothing, 1)));
  const BuildRequest& request = lab.builder.requests.at(0);
  CHECK(request.secondary_source_zips.count("DocsArtifact") == 1);
  CHECK(request.secondary_artifacts == std::vector<std::string>{"Site"});
  CHECK(lab.store.objects.at(lab.deployer.deployed.at(0)) == "Site built");
}

TEST_CASE("QUEUED executions all go through, one after the other; PARALLEL ones side by side") {
  for (const ExecutionMode mode : {ExecutionMode::QUEUED, ExecutionMode::PARALLEL}) {
    PipelineDeclaration pipeline = lab_pipeline();
    pipeline.executionMode = mode;
    Lab lab(pipeline);
    lab.deployer.takes = minutes(10);
    CHECK(lab.play({seconds(5), seconds(65), seconds(125)}, 3) ==
          Lines{"Succeeded", "Succeeded", "Succeeded"});
    CHECK((lab.world.elapsed() >= minutes(30)) == (mode == ExecutionMode::QUEUED));
  }
}

TEST_CASE("polling and an event rule both start the pipeline: one version, two executions") {
  Lab lab;
  CHECK(lab.world.run(tell(
      lab, seconds(1),
      [](Lab& l, Context cx) {
        CHECK(l.codepipeline.StartPipelineExecution(cx, "lab-app", TriggerType::CloudWatchEvent)
                  .ok());
      },
      2)));
  CHECK(statuses(lab) == Lines{"Succeeded", "Succeeded"});
  CHECK(lab.world.told("codepipeline.execution", {"trigger", "status"}).front() ==
        "CloudWatchEvent InProgress");
}
