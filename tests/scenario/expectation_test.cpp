// Each subject of an expectation: holds when the run was so, and says what differs when not.
#include "sim/scenario/expectation.h"

#include <catch2/catch.hpp>

#include "tests/support/invariant_lab.h"

using namespace greenroom;
using namespace greenroom::scenario;
using greenroom::test::line;

namespace {

// "held", or what does not match.
std::string verdict(const std::string& subject, const Wants& wants, const Evidence& evidence) {
  Expectation expectation;
  expectation.subject = subject;
  expectation.wants = wants;
  const Outcome outcome = evaluate({expectation}, evidence).at(0);
  CHECK(outcome.held == outcome.mismatches.empty());
  return outcome.held ? "held" : outcome.mismatches.front();
}

Evidence evidence_of(std::vector<TraceLine> lines) {
  Evidence evidence;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    lines[i].n = static_cast<std::int64_t>(i) + 1;
    lines[i].t = k_start + seconds(static_cast<std::int64_t>(i));
  }
  evidence.lines = std::move(lines);
  return evidence;
}

RequestRecord answered(std::int64_t number, const std::string& outcome, const std::string& version,
                       const std::string& instance) {
  RequestRecord record;
  record.users = "users";
  record.number = number;
  record.sent = k_start + seconds(number);
  record.outcome = outcome;
  record.version = version;
  record.instance = instance;
  return record;
}

Evidence one_deployment() {
  return evidence_of(
      {line("codedeploy.deployment", {{"deployment", "1"},
                                      {"deploymentId", "d-1"},
                                      {"status", "Succeeded"},
                                      {"creator", "user"},
                                      {"revision", "r1"}}),
       line("codedeploy.deployment", {{"deployment", "2"},
                                      {"deploymentId", "d-2"},
                                      {"status", "Created"},
                                      {"creator", "user"}}),
       line("codedeploy.target",
            {{"deploymentId", "d-2"}, {"instanceId", "i-1"}, {"status", "InProgress"}}),
       line("codedeploy.lifecycle_event", {{"deploymentId", "d-2"},
                                           {"instanceId", "i-1"},
                                           {"lifecycleEventName", "ValidateService"},
                                           {"status", "InProgress"}}),
       line("codedeploy.lifecycle_event", {{"deploymentId", "d-2"},
                                           {"instanceId", "i-1"},
                                           {"lifecycleEventName", "ValidateService"},
                                           {"status", "Failed"},
                                           {"errorCode", "ScriptFailed"},
                                           {"message", "x failed with exit code 7"},
                                           {"logTail", "no answer"}}),
       line("codedeploy.target",
            {{"deploymentId", "d-2"}, {"instanceId", "i-1"}, {"status", "Failed"}}),
       line("codedeploy.target",
            {{"deploymentId", "d-2"}, {"instanceId", "i-2"}, {"status", "Skipped"}}),
       line("codedeploy.deployment", {{"deployment", "2"},
                                      {"deploymentId", "d-2"},
                                      {"status", "Failed"},
                                      {"creator", "user"},
                                      {"errorCode", "HEALTH_CONSTRAINTS"}}),
       line("codedeploy.deployment", {{"deployment", "3"},
                                      {"deploymentId", "d-3"},
                                      {"status", "Succeeded"},
                                      {"creator", "codeDeployRollback"},
                                      {"rollbackTriggeringDeploymentId", "d-2"},
                                      {"revision", "r1"}})});
}

}  // namespace

TEST_CASE("a pipeline's execution: its status, its stages, and that there is one") {
  const Evidence seen = evidence_of(
      {line("codepipeline.execution", {{"execution", "1"}, {"status", "Failed"}}),
       line("codepipeline.stage", {{"execution", "1"}, {"stage", "Build"}, {"status", "Failed"}})});
  CHECK(verdict("pipeline", {{"execution", {"1"}}, {"status", {"Failed"}}}, seen) == "held");
  CHECK(verdict("pipeline", {{"execution", {"1"}}, {"Build", {"Succeeded"}}}, seen) ==
        "Build: expected Succeeded, saw Failed");
  CHECK(verdict("pipeline", {{"execution", {"1"}}, {"Production", {"Succeeded"}}}, seen) ==
        "Production: expected Succeeded, saw not entered");
  CHECK(verdict("pipeline", {{"execution", {"2"}}}, seen) ==
        "execution 2: expected to have begun, saw no such execution");
}

TEST_CASE("a build: its status and its phases") {
  const Evidence seen =
      evidence_of({line("codebuild.phase",
                        {{"buildNumber", "1"}, {"phaseType", "BUILD"}, {"phaseStatus", "FAILED"}}),
                   line("codebuild.build", {{"buildNumber", "1"}, {"buildStatus", "FAILED"}})});
  CHECK(verdict("build", {{"number", {"1"}}, {"phases.BUILD", {"FAILED"}}}, seen) == "held");
  CHECK(verdict("build", {{"number", {"1"}}, {"status", {"SUCCEEDED"}}}, seen) ==
        "status: expected SUCCEEDED, saw FAILED");
  CHECK(verdict("build", {{"number", {"1"}}, {"phases.POST_BUILD", {"SUCCEEDED"}}}, seen) ==
        "phases.POST_BUILD: expected SUCCEEDED, saw not run");
}

TEST_CASE("a deployment: its end, what failed where and how, and its targets") {
  const Evidence seen = one_deployment();
  CHECK(verdict("deployment",
                {{"number", {"2"}},
                 {"status", {"Failed"}},
                 {"error", {"HEALTH_CONSTRAINTS"}},
                 {"failed_event", {"ValidateService"}},
                 {"failed_on", {"first instance"}},
                 {"error_code", {"ScriptFailed"}},
                 {"exit_code", {"7"}},
                 {"log_contains", {"no answer"}},
                 {"targets.Failed", {"1"}},
                 {"targets.Skipped", {"1"}}},
                seen) == "held");
  CHECK(verdict("deployment", {{"number", {"2"}}, {"exit_code", {"1"}}}, seen) ==
        "exit_code: expected 1, saw 7");
  CHECK(verdict("deployment", {{"number", {"2"}}, {"targets.Skipped", {"0"}}}, seen) ==
        "targets.Skipped: expected 0, saw 1");
  CHECK(verdict("deployment", {{"number", {"2"}}, {"log_contains", {"refused"}}}, seen) ==
        "log_contains: expected refused, saw no answer");
  CHECK(verdict("deployment", {{"number", {"9"}}}, seen) ==
        "deployment 9: expected to have been created, saw no such deployment");
}

TEST_CASE("a rollback: it answers the named deployment, with the last good revision") {
  Evidence seen = one_deployment();
  const Wants wants = {{"number", {"3"}}, {"rolls_back", {"2"}}};
  CHECK(verdict("deployment", wants, seen) == "held");
  CHECK(verdict("deployment", {{"number", {"3"}}, {"rolls_back", {"1"}}}, seen) ==
        "rolls_back: expected deployment 1 (d-1), saw d-2");
  seen.lines.front().fields.back().second = std::string("r0");
  CHECK(verdict("deployment", wants, seen) ==
        "rolls_back: revision of codeDeployRollback: expected r0, saw r1");
}

TEST_CASE("lifecycle events: their order on every instance") {
  const Evidence seen = one_deployment();
  CHECK(verdict("events", {{"deployment", {"2"}}, {"order", {"ValidateService"}}}, seen) == "held");
  CHECK(verdict("events", {{"deployment", {"2"}}, {"order", {"Install"}}}, seen) ==
        "order on i-1: expected [Install], saw [ValidateService]");
  CHECK(verdict("events", {{"deployment", {"9"}}, {"order", {"Install"}}}, seen) ==
        "order: expected [Install], saw no lifecycle event");
}

TEST_CASE("traffic: failures, versions, who answers at the end") {
  Evidence seen = evidence_of({line("elb.target", {{"instanceId", "i-1"}, {"state", "healthy"}})});
  seen.lines[0].t = k_start + seconds(2);
  seen.requests = {answered(1, "502", "", ""), answered(2, "200", "v1.0", "i-1"),
                   answered(3, "404", "v1.0", "i-2"), answered(20, "200", "v1.1", "i-2")};
  const Wants users = {{"users", {"users"}}};
  const auto with = [&](const std::string& key, std::vector<std::string> value) {
    Wants wants = users;
    wants[key] = std::move(value);
    return wants;
  };
  CHECK(verdict("traffic", with("failed", {"1"}), seen) == "held");
  CHECK(verdict("traffic", with("failed", {"0"}), seen) == "failed: expected 0, saw 1");
  Wants since = with("failed", {"0"});
  since["since"] = {"first healthy"};
  CHECK(verdict("traffic", since, seen) == "held");
  CHECK(verdict("traffic", with("versions", {"v1.0"}), seen) ==
        "versions: expected [v1.0], saw [v1.0, v1.1]");
  CHECK(verdict("traffic", with("never_versions", {"v1.1"}), seen) ==
        "never_versions: expected no answer of v1.1, saw answers of v1.1");
  CHECK(verdict("traffic", with("at_end.versions", {"v1.1"}), seen) == "held");
  CHECK(verdict("traffic", with("at_end.instances", {"2"}), seen) ==
        "at_end.instances: expected 2, saw 1");
  CHECK(verdict("traffic", with("at_least", {"5"}), seen) ==
        "at_least: expected 5 requests, saw 4");
  CHECK(verdict("traffic", {{"users", {"robots"}}}, seen) ==
        "users robots: expected requests, saw none");
}

TEST_CASE("only new instances answer after blue/green, or the old one is named") {
  Evidence seen =
      evidence_of({line("ec2.instance", {{"instanceId", "i-1"}, {"state", "running"}}),
                   line("codedeploy.deployment", {{"deployment", "1"}, {"status", "Created"}}),
                   line("ec2.instance", {{"instanceId", "i-2"}, {"state", "running"}})});
  seen.requests = {answered(1, "200", "v1.2", "i-2")};
  const Wants wants = {{"users", {"users"}}, {"at_end.new_instances_only", {"true"}}};
  CHECK(verdict("traffic", wants, seen) == "held");
  seen.requests.push_back(answered(2, "200", "v1.2", "i-1"));
  CHECK(verdict("traffic", wants, seen) ==
        "at_end.new_instances_only: expected only new instances to answer, saw i-1");
}

TEST_CASE("instances, targets and objects are counted") {
  const Evidence seen =
      evidence_of({line("ec2.instance", {{"instanceId", "i-1"}, {"state", "running"}}),
                   line("ec2.instance", {{"instanceId", "i-2"}, {"state", "terminated"}}),
                   line("elb.target", {{"instanceId", "i-1"}, {"state", "healthy"}}),
                   line("elb.target", {{"instanceId", "i-1"}, {"state", "draining"}}),
                   line("s3.object_created", {{"key", "source.zip"}})});
  CHECK(verdict("instances", {{"running", {"1"}}, {"launched", {"2"}}}, seen) == "held");
  CHECK(verdict("instances", {{"terminated", {"2"}}}, seen) == "terminated: expected 2, saw 1");
  CHECK(verdict("targets", {{"healthy_at_end", {"0"}}}, seen) == "held");
  CHECK(verdict("targets", {{"always_healthy_at_least", {"1"}}, {"since", {"first healthy"}}},
                seen) == "always_healthy_at_least: expected 1, saw 0 at 3s");
  CHECK(verdict("s3", {{"key", {"source.zip"}}, {"versions", {"1"}}}, seen) == "held");
  CHECK(verdict("s3", {{"key", {"source.zip"}}, {"versions", {"2"}}}, seen) ==
        "versions: expected 2, saw 1");
}
