// How executions begin, change course and end before their time: creation, variables, revisions,
// limits, updates, time-outs, retries beside running actions, transitions.
#include <catch2/catch.hpp>

#include "tests/fakes/codepipeline/pipeline_lab.h"

using namespace greenroom;
using namespace greenroom::codepipeline;

namespace {

const Pipeline& pipeline_of(const Lab& lab) {
  return *lab.codepipeline.state().find("lab-app");
}

std::string id_of(const Lab& lab, std::size_t number) {
  return pipeline_of(lab).executions.at(number - 1).pipelineExecutionId;
}

Lines statuses(const Lab& lab) {
  Lines all;
  for (const Execution& execution : pipeline_of(lab).executions) {
    all.push_back(to_string(execution.status));
  }
  return all;
}

Lines triggers(const Lab& lab) {
  Lines all;
  for (const Execution& execution : pipeline_of(lab).executions) {
    all.push_back(to_string(execution.trigger.triggerType));
  }
  return all;
}

// Another pipeline than the lab's, made while the story runs.
PipelineDeclaration other_pipeline() {
  PipelineDeclaration pipeline = lab_pipeline();
  pipeline.name = "other";
  return pipeline;
}

}  // namespace

// Reference 2.1: "CreatePipeline itself starts an execution (trigger CreatePipeline)".
TEST_CASE("a pipeline that is created runs at once, and polling takes what was there as known") {
  for (const int version : {0, 1}) {
    Lab lab;
    const auto story = [](Lab& l, int first) -> Task<void> {
      const Context cx = l.world.as("story");
      l.store.version = first;
      CHECK(l.codepipeline.CreatePipeline(cx, other_pipeline()).ok());
      CHECK(l.codepipeline.CreatePipeline(cx, other_pipeline()).failure().code ==
            "PipelineNameInUseException");
      co_await cx.sleep_for(minutes(10));
      CHECK(l.codepipeline.executions_begun("other") == 1);
      l.store.version = first + 1;
      co_await l.codepipeline.wait_until_idle(cx, "other", 2);
    };
    CHECK(lab.world.run(story(lab, version)));
    const std::vector<Execution>& executions = lab.codepipeline.state().find("other")->executions;
    CHECK(executions[0].trigger.triggerType == TriggerType::CreatePipeline);
    CHECK(executions[0].status ==
          (version == 0 ? PipelineExecutionStatus::Failed : PipelineExecutionStatus::Succeeded));
    CHECK(executions[1].trigger.triggerType == TriggerType::PollForSourceChanges);
  }
}

TEST_CASE("who asks for a pipeline that is not there is told the account") {
  Lab lab;
  CHECK(
      lab.codepipeline.StartPipelineExecution(lab.world.as("story"), "nobody").failure().message ==
      "Account '123456789012' does not have a pipeline with name 'nobody'");
}

// Reference 2.5: "types COMMIT_ID, IMAGE_DIGEST, S3_OBJECT_VERSION_ID, S3_OBJECT_KEY (key override
// only if AllowOverrideForS3ObjectKey)".
TEST_CASE("an execution is started with variables and revisions of its own") {
  PipelineDeclaration pipeline = lab_pipeline();
  pipeline.variables = {{"GROUP", "in-place"}};
  pipeline.stages[2].actions[0].configuration["DeploymentGroupName"] = "#{variables.GROUP}";
  ActionDeclaration docs = pipeline.stages[0].actions[0];
  docs.name = "Docs";
  docs.outputArtifacts = {"Docs"};
  docs.configuration["AllowOverrideForS3ObjectKey"] = "true";
  pipeline.stages[0].actions.push_back(docs);
  Lab lab(pipeline);
  lab.store.version = 5;
  const auto story = [](Lab& l) -> Task<void> {
    const Context cx = l.world.as("story");
    StartPipelineExecutionInput input;
    input.name = "lab-app";
    input.variables = {{"GROUP", "blue-green"}};
    input.sourceRevisions = {{"Source", "S3_OBJECT_VERSION_ID", "version-3"},
                             {"Docs", "S3_OBJECT_KEY", "other.zip"}};
    CHECK(l.codepipeline.StartPipelineExecution(cx, input).ok());
    co_await l.codepipeline.wait_until_idle(cx, "lab-app", 1);
  };
  CHECK(lab.world.run(story(lab)));
  CHECK(lab.builder.sources == Lines{"source of version-3"});
  CHECK(lab.deployer.groups == Lines{"blue-green"});
  CHECK(std::count(lab.store.keys_asked.begin(), lab.store.keys_asked.end(), "other.zip") == 1);
  CHECK(pipeline_of(lab).executions[0].trigger.triggerDetail == "arn:aws:iam::123456789012:root");

  struct Row {
    StartPipelineExecutionInput input;
    const char* part;
  };
  const Row rows[] = {
      {{"lab-app", {{"NOBODY", "1"}}, {}, {}}, "no variable 'NOBODY'"},
      {{"lab-app", {}, {{"Nobody", "S3_OBJECT_KEY", "k"}}, {}}, "no source action 'Nobody'"},
      {{"lab-app", {}, {{"Source", "S3_OBJECT_KEY", "k"}}, {}}, "of the type S3_OBJECT_KEY"},
      {{"lab-app", {}, {{"Source", "COMMIT_ID", "k"}}, {}}, "of the type COMMIT_ID"},
  };
  for (const Row& row : rows) {
    const auto started = lab.codepipeline.StartPipelineExecution(lab.world.as("story"), row.input);
    REQUIRE_FALSE(started.ok());
    CHECK(started.failure().code == "ValidationException");
    CHECK_THAT(started.failure().message, Catch::Contains(row.part));
  }
}

// Reference 2.2: "A user-set object metadata key codepipeline-artifact-revision-summary replaces
// the summary"; "Bucket must have versioning enabled".
TEST_CASE("a source's summary is its own words, and its bucket keeps versions") {
  Lab lab;
  lab.store.revision_summary = "fixes the lunch time bug";
  CHECK(lab.play({seconds(5)}, 1) == Lines{"Succeeded"});
  CHECK(lab.world.told("codepipeline.action", {"action", "status", "summary"})[1] ==
        "Source Succeeded fixes the lunch time bug");
  Lab forgetful;
  forgetful.store.is_versioned = false;
  CHECK(forgetful.play({seconds(5)}, 1) == Lines{"Failed"});
  CHECK(forgetful.world.told("codepipeline.action", {"errorCode"}).back() == "ConfigurationError");
}

// Reference 2.5: "at most 50 active, then ConcurrentPipelineExecutionsLimitExceededException".
TEST_CASE("51 executions are not active at once, whoever begins them") {
  PipelineDeclaration pipeline = lab_pipeline();
  pipeline.executionMode = ExecutionMode::QUEUED;
  Lab lab(pipeline);
  lab.deployer.takes = hours(20);
  const auto story = [](Lab& l) -> Task<void> {
    const Context cx = l.world.as("story");
    l.store.version = 1;
    for (int i = 0; i < 50; ++i) {
      CHECK(l.codepipeline.StartPipelineExecution(cx, "lab-app").ok());
    }
    CHECK(l.codepipeline.StartPipelineExecution(cx, "lab-app").failure().code ==
          "ConcurrentPipelineExecutionsLimitExceededException");
    co_await cx.sleep_for(hours(19));
    CHECK(l.codepipeline.executions_begun("lab-app") == 50);  // polling waits, too
    co_await cx.sleep_for(hours(2));
    CHECK(l.codepipeline.executions_begun("lab-app") == 51);
  };
  CHECK(lab.world.run(story(lab)));
}

// Reference 2.1: "Updating stops running executions: they end as Cancelled".
TEST_CASE("an update cancels the stage that is played, and leaves its actions to themselves") {
  Lab lab;
  const auto story = [](Lab& l) -> Task<void> {
    const Context cx = l.world.as("story");
    l.store.version = 1;
    co_await cx.sleep_for(seconds(90));
    CHECK(l.codepipeline.UpdatePipeline(cx, lab_pipeline()).ok());
    CHECK(l.codepipeline.UpdatePipeline(cx, other_pipeline()).failure().code ==
          "PipelineNotFoundException");
    co_await cx.sleep_for(minutes(5));
  };
  CHECK(lab.world.run(story(lab)));
  CHECK(statuses(lab) == Lines{"Cancelled"});
  CHECK(lab.world.told("codepipeline.stage", {"stage", "status"}).back() == "Production Cancelled");
  CHECK(lab.world.told("codepipeline.action", {"action", "status"}).back() == "Deploy Abandoned");
  CHECK(lab.deployer.deployed.size() == 1);  // the job itself went on
}

// Reference 7: "CodeBuild action 8 h, CodeDeploy action 5 d, other actions 1 h".
TEST_CASE("an action fails when its job takes too long; the job goes on") {
  Lab lab;
  lab.builder.takes = hours(9);
  CHECK(lab.play({seconds(5)}, 1) == Lines{"Failed"});
  CHECK(lab.world.elapsed() >= hours(8));
  CHECK(lab.world.elapsed() < hours(8) + minutes(2));
  CHECK(lab.world.told("codepipeline.action", {"action", "status", "errorMessage"}).back() ==
        "Build Failed The action timed out");
  Lab slow;
  slow.deployer.takes = hours(24 * 5) + seconds(1);
  CHECK(slow.play({seconds(5)}, 1) == Lines{"Failed"});
  Lab in_time;
  in_time.deployer.takes = hours(24 * 5) - minutes(1);
  CHECK(in_time.play({seconds(5)}, 1) == Lines{"Succeeded"});
}

// Reference 2.5: "allowed as soon as an action failed (FAILED_ACTIONS keeps running siblings going;
// ALL_ACTIONS needs nothing in progress)".
TEST_CASE("an action that failed is retried while its sibling still runs") {
  PipelineDeclaration pipeline = lab_pipeline();
  ActionDeclaration test = pipeline.stages[1].actions[0];
  test.name = "Test";
  test.outputArtifacts.clear();
  pipeline.stages[2].actions.push_back(test);
  Lab lab(pipeline);
  lab.deployer.takes = minutes(10);
  const auto story = [](Lab& l) -> Task<void> {
    const Context cx = l.world.as("story");
    l.store.version = 1;
    co_await cx.sleep_for(seconds(76));
    l.builder.succeeds = false;
    co_await cx.sleep_for(seconds(60));
    l.builder.succeeds = true;
    const auto retry = [&](StageRetryMode mode) {
      return l.codepipeline.RetryStageExecution(cx, "lab-app", "Production", id_of(l, 1), mode);
    };
    CHECK(retry(StageRetryMode::ALL_ACTIONS).failure().code == "ConflictException");
    CHECK(retry(StageRetryMode::FAILED_ACTIONS).ok());
    CHECK(retry(StageRetryMode::FAILED_ACTIONS).failure().code == "StageNotRetryableException");
    co_await l.codepipeline.wait_until_idle(cx, "lab-app", 1);
  };
  CHECK(lab.world.run(story(lab)));
  CHECK(statuses(lab) == Lines{"Succeeded"});
  CHECK(lab.deployer.deployed.size() == 1);
  const StageExecution& stage = pipeline_of(lab).executions[0].stages.at("Production");
  CHECK(stage.attempts == 2);
  CHECK(stage.retry.manualStageRetryAttempt == 1);
  CHECK(stage.retry.latestRetryTrigger == "ManualStageRetry");
}

// Reference 2.5: "transitionType Inbound|Outbound"; "reason pattern [a-zA-Z0-9!@ \(\)\.\*\?\-]+
// <=300".
TEST_CASE("a transition is that into a stage or out of it, with a reason") {
  Lab lab;
  const Context cx = lab.world.as("story");
  const auto disable = [&](const std::string& stage, const std::string& reason,
                           StageTransitionType type) {
    const Status done = lab.codepipeline.DisableStageTransition(cx, "lab-app", stage, reason, type);
    return done.ok() ? "" : done.failure().code;
  };
  const StageTransitionType in = StageTransitionType::Inbound;
  const StageTransitionType out = StageTransitionType::Outbound;
  CHECK(disable("Build", "freeze", out).empty());
  CHECK_FALSE(pipeline_of(lab).locks.at("Production").enabled);
  CHECK(lab.codepipeline.EnableStageTransition(cx, "lab-app", "Production").ok());
  CHECK(pipeline_of(lab).locks.at("Production").enabled);
  CHECK(disable("Production", "freeze", out) == "ValidationException");
  CHECK(disable("Production", "", in) == "ValidationException");
  CHECK(disable("Production", "no; never", in) == "ValidationException");
  CHECK(disable("Production", std::string(301, 'a'), in) == "ValidationException");
  CHECK(disable("Production", "Is (it) lunch-time? @noon *!.", in).empty());
}

// Reference 2.5: "held longer than 30 days it does not resume".
TEST_CASE("an execution that was held for more than thirty days does not go on") {
  for (const int days : {29, 31}) {
    Lab lab;
    const auto story = [](Lab& l, int held) -> Task<void> {
      const Context cx = l.world.as("story");
      CHECK(l.codepipeline.DisableStageTransition(cx, "lab-app", "Production", "freeze").ok());
      l.store.version = 1;
      co_await cx.sleep_for(hours(24 * held));
      CHECK(l.codepipeline.EnableStageTransition(cx, "lab-app", "Production").ok());
      co_await cx.sleep_for(minutes(5));
    };
    CHECK(lab.world.run(story(lab, days)));
    CHECK(statuses(lab) == Lines{days == 29 ? "Succeeded" : "Cancelled"});
    CHECK(triggers(lab) == Lines{"PollForSourceChanges"});
  }
}
