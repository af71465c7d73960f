// CodePipeline's pure decisions: stage locks, variables, structure, approvals.
#include <catch2/catch.hpp>

#include "fakes/codepipeline/approvals.h"
#include "fakes/codepipeline/state.h"
#include "fakes/codepipeline/structure.h"
#include "fakes/codepipeline/variables.h"
#include "tests/fakes/codepipeline/pipeline_lab.h"

using namespace greenroom;
using namespace greenroom::codepipeline;

// Reference 2.5: one execution inside, one in front; a newer arrival supersedes the one that waits.
TEST_CASE("SUPERSEDED: a newer execution takes the place of the one in front of the stage") {
  StageLock lock;
  const ExecutionMode mode = ExecutionMode::SUPERSEDED;
  CHECK(come_to_stage(lock, mode, 1).enters);
  CHECK_FALSE(come_to_stage(lock, mode, 2).enters);
  const EntryDecision third = come_to_stage(lock, mode, 3);
  CHECK(third.supersedes == 2);
  CHECK(come_to_stage(lock, mode, 2).superseded_itself);
  leave_stage(lock, mode);
  CHECK(may_go_in(lock, mode, 3));
  CHECK(lock.waiting.empty());
}

TEST_CASE("QUEUED: executions go in in the order in which they came") {
  StageLock lock;
  const ExecutionMode mode = ExecutionMode::QUEUED;
  CHECK(come_to_stage(lock, mode, 1).enters);
  for (const int ordinal : {2, 3, 4}) {
    const EntryDecision decision = come_to_stage(lock, mode, ordinal);
    CHECK_FALSE((decision.enters || decision.supersedes || decision.superseded_itself));
  }
  give_up_waiting(lock, mode, 3);
  leave_stage(lock, mode);
  CHECK(lock.inside == 2);
  leave_stage(lock, mode);
  CHECK(lock.inside == 4);
}

TEST_CASE("PARALLEL: nobody waits for another, only for the transition") {
  StageLock lock;
  const ExecutionMode mode = ExecutionMode::PARALLEL;
  CHECK(come_to_stage(lock, mode, 1).enters);
  CHECK(come_to_stage(lock, mode, 2).enters);
  disable_transition(lock, "lunch");
  CHECK_FALSE(come_to_stage(lock, mode, 3).enters);
  CHECK_FALSE(come_to_stage(lock, mode, 4).enters);
  CHECK_FALSE(may_go_in(lock, mode, 3));
  enable_transition(lock, mode);
  CHECK(may_go_in(lock, mode, 3));
  CHECK(may_go_in(lock, mode, 4));
}

TEST_CASE("a disabled transition keeps even an empty stage empty, and the latest goes in after") {
  StageLock lock;
  const ExecutionMode mode = ExecutionMode::SUPERSEDED;
  disable_transition(lock, "freeze");
  CHECK_FALSE(come_to_stage(lock, mode, 1).enters);
  CHECK(come_to_stage(lock, mode, 2).supersedes == 1);
  enable_transition(lock, mode);
  CHECK(lock.inside == 2);
}

TEST_CASE("who leaves while the transition is disabled lets nobody in") {
  StageLock lock;
  const ExecutionMode mode = ExecutionMode::QUEUED;
  CHECK(come_to_stage(lock, mode, 1).enters);
  (void)come_to_stage(lock, mode, 2);
  disable_transition(lock, "freeze");
  leave_stage(lock, mode);
  CHECK_FALSE(lock.inside);
  CHECK(lock.waiting == std::vector<std::int64_t>{2});
}

// Reference 2.3.
TEST_CASE("variables are replaced wherever they stand; an unknown one is a failure") {
  const VariableSets sets = {{"codepipeline", {{"PipelineExecutionId", "e-1"}}},
                             {"Build", {{"TAG", "v9"}, {"HOST", ""}}}};
  struct Row {
    const char* text;
    const char* resolved;
  };
  const Row rows[] = {{"plain", "plain"},
                      {"#{Build.TAG}", "v9"},
                      {"a #{Build.TAG}-#{codepipeline.PipelineExecutionId} b", "a v9-e-1 b"},
                      {"[#{Build.HOST}]", "[]"},
                      {"#{open", "#{open"}};
  for (const Row& row : rows) {
    CHECK(resolve_variables(row.text, sets).value() == row.resolved);
  }
  for (const char* unknown : {"#{Build.NAME}", "#{Deploy.TAG}", "#{TAG}"}) {
    CAPTURE(unknown);
    const Result<std::string> resolved = resolve_variables(unknown, sets);
    REQUIRE_FALSE(resolved.ok());
    CHECK_THAT(resolved.failure().message, Catch::Contains(unknown));
  }
}

// Reference 2.6: the newest that succeeded in that stage under the current version, no rollback.
TEST_CASE("a rollback goes to the newest execution that may be its target") {
  Pipeline pipeline;
  pipeline.declaration.version = 2;
  const auto add = [&](std::int64_t version, StageExecutionStatus status, ExecutionType type) {
    Execution execution;
    execution.ordinal = static_cast<std::int64_t>(pipeline.executions.size()) + 1;
    execution.declaration.version = version;
    execution.executionType = type;
    execution.stages["Production"].status = status;
    pipeline.executions.push_back(execution);
  };
  add(1, StageExecutionStatus::Succeeded, ExecutionType::STANDARD);
  CHECK(rollback_target(pipeline, "Production") == nullptr);
  add(2, StageExecutionStatus::Succeeded, ExecutionType::STANDARD);
  add(2, StageExecutionStatus::Succeeded, ExecutionType::ROLLBACK);
  add(2, StageExecutionStatus::Failed, ExecutionType::STANDARD);
  REQUIRE(rollback_target(pipeline, "Production") != nullptr);
  CHECK(rollback_target(pipeline, "Production")->ordinal == 2);
  CHECK(rollback_target(pipeline, "Build") == nullptr);
}

// Reference 2.2: names over 24 characters are cut; JSON compact and in this order.
TEST_CASE("an approval's notification has AWS's words") {
  ApprovalFacts facts;
  facts.region = "us-west-2";
  facts.pipelineName = "lab-app";
  facts.stageName = "Approve";
  facts.actionName = "an-approval-of-a-very-long-name";
  facts.token = "t-1";
  facts.expires = k_start + hours(24 * 7);
  facts.customData = "look \"twice\"";
  CHECK(approval_subject(facts) ==
        "APPROVAL NEEDED: AWS CodePipeline lab-app for action an-approval-of-a-very-lo...");
  CHECK(approval_message(facts, Epoch{}) ==
        "{\"region\":\"us-west-2\",\"consoleLink\":\"https://console.aws.amazon.com/codesuite/"
        "codepipeline/pipelines/lab-app/view?region=us-west-2\",\"approval\":{\"pipelineName\":"
        "\"lab-app\",\"stageName\":\"Approve\",\"actionName\":\"an-approval-of-a-very-long-name\","
        "\"token\":\"t-1\",\"expires\":\"" +
            iso8601(Epoch{}, facts.expires).substr(0, 16) +
            "Z\",\"externalEntityLink\":null,\"approvalReviewLink\":\"https://"
            "console.aws.amazon.com/codesuite/codepipeline/pipelines/lab-app/view?region=us-west-2"
            "#/Approve/an-approval-of-a-very-long-name/approve/t-1\",\"customData\":\"look "
            "\\\"twice\\\"\"}}");
}
