// Executions by AWS's protocol: started, watched, approved, stopped, retried, rolled back.
#include "tests/fakes/codepipeline/wire_lab.h"

using namespace greenroom;
using namespace greenroom::codepipeline;

namespace {

const std::string k_name = R"("pipelineName": "release")";

std::string of_execution(const std::string& id) {
  return k_name + R"(, "pipelineExecutionId": ")" + id + "\"";
}

std::string start(WireLab& w, Context cx, const std::string& more = "") {
  return at(w.ask(cx, "StartPipelineExecution", R"({"name": "release")" + more + "}"),
            "pipelineExecutionId");
}

std::string status(WireLab& w, Context cx, const std::string& id) {
  return at(w.ask(cx, "GetPipelineExecution", "{" + of_execution(id) + "}"),
            "pipelineExecution.status");
}

aws::Json state(WireLab& w, Context cx) {
  return w.ask(cx, "GetPipelineState", R"({"name": "release"})");
}

std::string answer_approval(WireLab& w, Context cx, const std::string& result) {
  const std::string token = at(state(w, cx), "stageStates.1.actionStates.0.latestExecution.token");
  return k_name + R"(, "stageName": "Gate", "actionName": "Approve", "token": ")" + token +
         R"(", "result": {"status": ")" + result + R"(", "summary": "seen"})";
}

Task<void> watch_one(WireLab& w, Context cx) {
  w.create(cx);
  co_await cx.sleep_for(minutes(2));
  aws::Json now = state(w, cx);
  CHECK(at(now, "stageStates.0.latestExecution.status") == "Succeeded");
  CHECK(at(now, "stageStates.0.actionStates.0.currentRevision.revisionId") == "version-1");
  CHECK(at(now, "stageStates.0.inboundTransitionState.enabled") == "true");
  CHECK(at(now, "stageStates.1.latestExecution.status") == "InProgress");
  CHECK(at(now, "stageStates.1.beforeEntryConditionState.latestExecution.status") == "Succeeded");
  CHECK(
      at(now, "stageStates.1.beforeEntryConditionState.conditionStates.0.ruleStates.0.ruleName") ==
      "calm");
  CHECK(at(now, "stageStates.2.latestExecution").empty());
  const std::string approval = answer_approval(w, cx, "Approved");
  CHECK(at(w.ask(cx, "PutApprovalResult", "{" + approval + "}"), "approvedAt") == "1767225720.000");
  CHECK(w.refusal(cx, "PutApprovalResult", "{" + approval + "}") ==
        "ApprovalAlreadyCompletedException");
  co_await cx.sleep_for(minutes(2));
  now = state(w, cx);
  CHECK(at(now, "stageStates.1.actionStates.0.latestExecution.summary") == "seen");
  CHECK(at(now, "stageStates.1.actionStates.0.latestExecution.token").empty());
  CHECK(at(now, "stageStates.2.actionStates.0.latestExecution.externalExecutionId") == "d-1");
}

Task<void> ask_for_lists(WireLab& w, Context cx) {
  w.create(cx);
  co_await cx.sleep_for(minutes(2));
  (void)w.ask(cx, "PutApprovalResult", "{" + answer_approval(w, cx, "Approved") + "}");
  co_await cx.sleep_for(minutes(2));
  const aws::Json executions = w.ask(cx, "ListPipelineExecutions", "{" + k_name + "}");
  const std::string first = "pipelineExecutionSummaries.0.";
  CHECK(at(executions, first + "status") == "Succeeded");
  CHECK(at(executions, first + "sourceRevisions.0.actionName") == "Fetch");
  CHECK(at(executions, first + "executionType") == "STANDARD");
  const std::string id = at(executions, first + "pipelineExecutionId");
  const aws::Json one = w.ask(cx, "GetPipelineExecution", "{" + of_execution(id) + "}");
  CHECK(at(one, "pipelineExecution.artifactRevisions.0.name") == "App");
  CHECK(at(one, "pipelineExecution.variables.0.resolvedValue") == "all");
  CHECK(at(w.ask(cx, "ListPipelineExecutions",
                 "{" + k_name + R"(, "filter": {"succeededInStage": {"stageName": "Gate"}}})"),
           "pipelineExecutionSummaries") == "1 items");

  aws::Json actions = w.ask(cx, "ListActionExecutions", "{" + k_name + R"(, "maxResults": 2})");
  CHECK(at(actions, "actionExecutionDetails.0.actionName") == "Deploy");
  CHECK(at(actions, "actionExecutionDetails.0.input.inputArtifacts.0.s3location.bucket") ==
        "artifacts");
  CHECK(at(actions, "actionExecutionDetails.1.input.configuration.CustomData") ==
        "#{variables.what}");
  CHECK(at(actions, "actionExecutionDetails.1.input.resolvedConfiguration.CustomData") == "all");
  actions = w.ask(cx, "ListActionExecutions",
                  "{" + k_name + R"(, "nextToken": ")" + at(actions, "nextToken") + "\"}");
  CHECK(at(actions, "actionExecutionDetails") == "1 items");
  CHECK(at(actions, "actionExecutionDetails.0.output.outputVariables.VersionId") == "version-1");
  const aws::Json rules = w.ask(cx, "ListRuleExecutions", "{" + k_name + "}");
  CHECK(at(rules, "ruleExecutionDetails.0.ruleName") == "calm");
  CHECK(at(rules, "ruleExecutionDetails.0.status") == "Succeeded");
  CHECK(at(rules, "ruleExecutionDetails.0.input.configuration.AlarmName") == "errors");
}

Task<void> retry_and_stop(WireLab& w, Context cx) {
  w.create(cx);
  co_await cx.sleep_for(minutes(2));
  (void)w.ask(cx, "PutApprovalResult", "{" + answer_approval(w, cx, "Rejected") + "}");
  co_await cx.sleep_for(minutes(1));
  const std::string id = at(w.ask(cx, "ListPipelineExecutions", "{" + k_name + "}"),
                            "pipelineExecutionSummaries.0.pipelineExecutionId");
  CHECK(status(w, cx, id) == "Failed");
  const std::string retry =
      of_execution(id) + R"(, "stageName": "Gate", "retryMode": "FAILED_ACTIONS")";
  CHECK(at(w.ask(cx, "RetryStageExecution", "{" + retry + "}"), "pipelineExecutionId") == id);
  co_await cx.sleep_for(minutes(1));
  CHECK(status(w, cx, id) == "InProgress");
  CHECK(at(state(w, cx), "stageStates.1.retryStageMetadata.latestRetryTrigger") ==
        "ManualStageRetry");
  const std::string latest =
      R"(, "filter": {"latestInPipelineExecution": {"pipelineExecutionId": ")" + id +
      R"(", "startTimeRange": ")";
  CHECK(at(w.ask(cx, "ListActionExecutions", "{" + k_name + latest + R"(All"}}})"),
           "actionExecutionDetails") == "3 items");
  CHECK(at(w.ask(cx, "ListActionExecutions", "{" + k_name + latest + R"(Latest"}}})"),
           "actionExecutionDetails") == "2 items");
  CHECK(at(w.ask(cx, "StopPipelineExecution",
                 "{" + of_execution(id) + R"(, "abandon": true, "reason": "enough"})"),
           "pipelineExecutionId") == id);
  co_await cx.sleep_for(seconds(1));
  CHECK(status(w, cx, id) == "Stopped");
  CHECK(at(w.ask(cx, "ListPipelineExecutions", "{" + k_name + "}"),
           "pipelineExecutionSummaries.0.stopTrigger.reason") == "enough");
  CHECK(w.refusal(cx, "StopPipelineExecution", "{" + of_execution(id) + "}") ==
        "PipelineExecutionNotStoppableException");
}

Task<void> hold_and_roll_back(WireLab& w, Context cx) {
  w.create(cx);
  const std::string production = k_name + R"(, "stageName": "Production")";
  (void)w.ask(cx, "DisableStageTransition",
              "{" + production + R"(, "transitionType": "Inbound", "reason": "not now"})");
  co_await cx.sleep_for(minutes(2));
  (void)w.ask(cx, "PutApprovalResult", "{" + answer_approval(w, cx, "Approved") + "}");
  co_await cx.sleep_for(minutes(2));
  const aws::Json held = state(w, cx);
  CHECK(at(held, "stageStates.2.inboundTransitionState.enabled") == "false");
  CHECK(at(held, "stageStates.2.inboundTransitionState.disabledReason") == "not now");
  CHECK(at(held, "stageStates.2.inboundExecutions") == "1 items");
  const std::string id = at(held, "stageStates.2.inboundExecution.pipelineExecutionId");
  (void)w.ask(cx, "EnableStageTransition", "{" + production + R"(, "transitionType": "Inbound"})");
  co_await cx.sleep_for(minutes(2));
  CHECK(status(w, cx, id) == "Succeeded");
  const std::string back =
      at(w.ask(cx, "RollbackStage",
               "{" + production + R"(, "targetPipelineExecutionId": ")" + id + "\"}"),
         "pipelineExecutionId");
  co_await cx.sleep_for(minutes(2));
  const aws::Json rollback = w.ask(cx, "GetPipelineExecution", "{" + of_execution(back) + "}");
  CHECK(at(rollback, "pipelineExecution.executionType") == "ROLLBACK");
  CHECK(at(rollback, "pipelineExecution.rollbackMetadata.rollbackTargetPipelineExecutionId") == id);
  CHECK(at(rollback, "pipelineExecution.trigger.triggerType") == "ManualRollback");
}

// CreatePipeline's own execution stands before the gate, for the alarm rings.
Task<void> override_a_condition(WireLab& w, Context cx) {
  w.lab.alarms.states["errors"] = "ALARM";
  w.create(cx);
  co_await cx.sleep_for(minutes(30));
  const std::string id = at(w.ask(cx, "ListPipelineExecutions", "{" + k_name + "}"),
                            "pipelineExecutionSummaries.0.pipelineExecutionId");
  CHECK(status(w, cx, id) == "Failed");
  const std::string gate = of_execution(id) + R"(, "stageName": "Gate", "conditionType": ")";
  CHECK(w.refusal(cx, "OverrideStageCondition", "{" + gate + R"(ON_SUCCESS"})") ==
        "ConditionNotOverridableException");
  CHECK(w.refusal(cx, "OverrideStageCondition", "{" + gate + R"(ON_FAILURE"})") ==
        "ValidationException");
  (void)w.ask(cx, "OverrideStageCondition", "{" + gate + R"(BEFORE_ENTRY"})");
  co_await cx.sleep_for(minutes(1));
  CHECK(status(w, cx, id) == "InProgress");
}

}  // namespace

TEST_CASE("a client sees an execution wait for an approval, answers, and sees it go on") {
  WireLab w;
  CHECK(w.lab.world.run(watch_one(w, w.lab.world.as("client"))));
}

TEST_CASE("executions, actions and rules are listed with what went in and came out") {
  WireLab w;
  CHECK(w.lab.world.run(ask_for_lists(w, w.lab.world.as("client"))));
}

TEST_CASE("a failed stage is retried and a running execution stopped by a client") {
  WireLab w;
  CHECK(w.lab.world.run(retry_and_stop(w, w.lab.world.as("client"))));
}

TEST_CASE("a client holds a stage, lets it go on, and rolls it back") {
  WireLab w;
  CHECK(w.lab.world.run(hold_and_roll_back(w, w.lab.world.as("client"))));
}

TEST_CASE("a client overrides a condition that was not met") {
  WireLab w;
  CHECK(w.lab.world.run(override_a_condition(w, w.lab.world.as("client"))));
}

TEST_CASE("a client that asks twice with one token has started one execution") {
  WireLab w;
  const Context cx = w.lab.world.as("client");
  w.create(cx);
  const std::string first = start(w, cx, R"(, "clientRequestToken": "once")");
  CHECK(start(w, cx, R"(, "clientRequestToken": "once")") == first);
  CHECK(start(w, cx, R"(, "clientRequestToken": "again")") != first);
  CHECK(w.lab.codepipeline.executions_begun("release") == 3);
}

TEST_CASE("a start takes variables and revisions, and refuses those that cannot be") {
  WireLab w;
  const Context cx = w.lab.world.as("client");
  w.create(cx);
  const std::string id = start(w, cx, R"(, "variables": [{"name": "what", "value": "one"}],
      "sourceRevisions": [{"actionName": "Fetch", "revisionType": "S3_OBJECT_VERSION_ID",
                           "revisionValue": "version-9"}])");
  CHECK(at(w.ask(cx, "GetPipelineExecution", "{" + of_execution(id) + "}"),
           "pipelineExecution.variables.0.resolvedValue") == "one");
  CHECK(w.refusal(cx, "StartPipelineExecution",
                  R"({"name": "release", "variables": [{"name": "who", "value": "x"}]})") ==
        "ValidationException");
  CHECK(w.refusal(cx, "StartPipelineExecution", R"({"name": "other"})") ==
        "PipelineNotFoundException");
}
