// Rules of stage conditions and deployment windows, moment by moment; and what a stage's conditions
// may be.
#include "fakes/codepipeline/rules.h"

#include <catch2/catch.hpp>

#include "fakes/codepipeline/condition_structure.h"
#include "fakes/codepipeline/deployment_window.h"
#include "fakes/codepipeline/structure.h"
#include "tests/fakes/codepipeline/pipeline_lab.h"

using namespace greenroom;
using namespace greenroom::codepipeline;

namespace {

RuleDeclaration rule(const std::string& provider, Configuration configuration) {
  RuleDeclaration made;
  made.name = "Check";
  made.ruleTypeId.provider = provider;
  made.configuration = std::move(configuration);
  return made;
}

// After so many minutes, before entry or on success.
std::string alarm_look(const std::string& state, const Configuration& more, std::int64_t after,
                       ConditionType type) {
  Configuration configuration = {{"AlarmName", "errors"}};
  configuration.insert(more.begin(), more.end());
  const RuleDeclaration declared = rule("CloudWatchAlarm", configuration);
  RuleFacts facts;
  facts.conditionType = type;
  facts.now = k_start + minutes(after);
  facts.alarm_state = state.empty() ? Result<std::string>(Failure{"ResourceNotFound", "none"})
                                    : Result<std::string>(state);
  facts.alarm_look = seconds(30);
  return to_string(look_at(declared, configuration, facts).status);
}

// Minutes from 2026-01-01T00:00:00Z, a Thursday, until the window opens; -1: not in 60 days.
std::int64_t opens_after(const std::string& cron, const std::string& zone, Duration from) {
  const Result<DeploymentWindow> window = parse_deployment_window(cron, zone);
  REQUIRE(window.ok());
  const auto opening = next_opening(window.value(), Epoch{}, k_start + from, hours(24 * 60));
  return opening ? (*opening - k_start).whole_seconds() / 60 : -1;
}

PipelineDeclaration with_entry(ConditionResult result, RuleDeclaration declared) {
  PipelineDeclaration pipeline = lab_pipeline();
  pipeline.stages[2].beforeEntry = {{result, {std::move(declared)}}};
  return pipeline;
}

struct Row {
  const char* what;
  PipelineDeclaration pipeline;
  const char* code;
  const char* part;
};

void check_rows(const std::vector<Row>& rows) {
  for (const Row& row : rows) {
    CAPTURE(row.what);
    const Status valid = validate(row.pipeline, "us-east-1");
    REQUIRE_FALSE(valid.ok());
    CHECK(valid.failure().code == row.code);
    CHECK_THAT(valid.failure().message, Catch::Contains(row.part));
  }
}

const Configuration k_variable = {{"Variable", "a"}, {"Operator", "EQ"}, {"Value", "a"}};

}  // namespace

// Reference 2.6: "VariableCheck (operators EQ, NE, CONTAINS, MATCHES)".
TEST_CASE("a variable is checked by one of four operators") {
  struct Row {
    const char* variable;
    const char* op;
    const char* value;
    bool fits;
  };
  const Row rows[] = {
      {"main", "EQ", "main", true},
      {"main", "EQ", "Main", false},
      {"main", "NE", "main", false},
      {"main", "NE", "dev", true},
      {"an update", "CONTAINS", "upd", true},
      {"an update", "CONTAINS", "UPD", false},
      {"v1.2", "MATCHES", "v\\d+\\.\\d+", true},
      {"v1.2-rc", "MATCHES", "v\\d+\\.\\d+", false},
  };
  for (const Row& row : rows) {
    CAPTURE(row.variable, row.op, row.value);
    CHECK(variable_fits(row.variable, row.op, row.value).value() == row.fits);
  }
  CHECK_FALSE(variable_fits("a", "MATCHES", "(").ok());
}

// Reference 2.6: "CloudWatchAlarm (AlarmName, AlarmStates desired states, WaitTime in minutes)".
// AWS: "For the Entry condition, this is the amount of time CodePipeline will wait if the alarm is
// in ALARM state when it is first evaluated. If the alarm is in OK state when the rule is first
// checked, the rule will immediately succeed."
TEST_CASE("an alarm is waited for before entry, and watched on success") {
  struct Row {
    ConditionType type;
    const char* state;
    Configuration more;
    std::int64_t after;
    const char* status;
  };
  const ConditionType entry = ConditionType::BEFORE_ENTRY;
  const ConditionType success = ConditionType::ON_SUCCESS;
  const Configuration wait = {{"WaitTime", "20"}, {"AlarmStates", "OK"}};
  const Row rows[] = {
      {entry, "OK", wait, 0, "Succeeded"},
      {entry, "ALARM", wait, 0, "InProgress"},
      {entry, "ALARM", wait, 19, "InProgress"},
      {entry, "OK", wait, 19, "Succeeded"},
      {entry, "ALARM", wait, 20, "Failed"},
      {entry, "INSUFFICIENT_DATA", wait, 20, "Failed"},
      {entry, "ALARM", {}, 0, "Failed"},
      {entry, "INSUFFICIENT_DATA", {}, 0, "Succeeded"},
      {entry, "ALARM", {{"AlarmStates", "ALARM, OK"}}, 0, "Succeeded"},
      {entry, "", {}, 0, "Failed"},
      {success, "OK", wait, 0, "InProgress"},
      {success, "OK", wait, 20, "Succeeded"},
      {success, "ALARM", wait, 1, "Failed"},
      {success, "INSUFFICIENT_DATA", wait, 1, "InProgress"},
      {success, "OK", {}, 0, "Succeeded"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.state, row.after, to_string(row.type));
    CHECK(alarm_look(row.state, row.more, row.after, row.type) == row.status);
  }
}

// AWS: "The expression that defines the days and times when the deployment will be allowed."
TEST_CASE("a deployment window opens when its cron expression says") {
  struct Row {
    const char* cron;
    const char* zone;
    Duration from;
    std::int64_t minutes;
  };
  const Row rows[] = {
      {"* * * * * *", "", Duration{}, 0},
      {"* * 9-17 ? * MON-FRI", "", Duration{}, 9 * 60},
      {"* * 9-17 ? * MON-FRI", "", hours(12), 12 * 60},
      {"* * 9-17 ? * MON-FRI *", "", hours(18), 24 * 60 + 9 * 60},
      {"* * 9-17 ? * MON-FRI", "", hours(42), 4 * 24 * 60 + 9 * 60},  // after Friday, Monday
      {"* * 9-17 ? * MON-FRI", "UTC+02:00", Duration{}, 7 * 60},
      {"* * 9-17 ? * MON-FRI", "UTC-05:30", Duration{}, 14 * 60 + 30},
      {"* 0/15 * * * ?", "", minutes(1), 15},
      {"* 5,35 * * * ?", "", minutes(6) + seconds(30), 35},
      {"* */20 3 * * ?", "UTC", Duration{}, 3 * 60},
      {"* * * 15 * ?", "", Duration{}, 14 * 24 * 60},
      {"* * * ? FEB 1", "", Duration{}, 31 * 24 * 60},  // the first of February is a Sunday
      {"* * * * * ? 2027", "", Duration{}, -1},
  };
  for (const Row& row : rows) {
    CAPTURE(row.cron, row.zone, row.from.whole_seconds());
    CHECK(opens_after(row.cron, row.zone, row.from) == row.minutes);
  }
}

TEST_CASE("what no cron expression is") {
  for (const char* cron : {"", "* * * * *", "0 * * * * ?", "* 60 * * * ?", "* * 24 * * ?",
                           "* * * 0 * ?", "* * * * 13 ?", "* * * * * 8", "* * 5-1 * * ?",
                           "* * a * * ?", "* 1/0 * * * ?", "* * * L * ?"}) {
    CAPTURE(cron);
    CHECK_FALSE(parse_deployment_window(cron, "").ok());
  }
  CHECK_FALSE(parse_deployment_window("* * * * * ?", "Europe/Berlin").ok());
}

TEST_CASE("a rule waits for its window, and not for ever") {
  const RuleDeclaration declared = rule("DeploymentWindow", {{"Cron", "* * 9-17 ? * MON-FRI"}});
  RuleFacts facts;
  RuleLook look = look_at(declared, declared.configuration, facts);
  CHECK(look.status == RuleExecutionStatus::InProgress);
  CHECK(look.look_again == k_start + hours(9));
  facts.now = look.look_again;
  CHECK(look_at(declared, declared.configuration, facts).status == RuleExecutionStatus::Succeeded);
  RuleDeclaration impatient = declared;
  impatient.timeoutInMinutes = 60;
  facts.now = k_start;
  look = look_at(impatient, impatient.configuration, facts);
  CHECK(look.look_again > k_start + hours(1));
  facts.now = look.look_again;
  CHECK(look_at(impatient, impatient.configuration, facts).status == RuleExecutionStatus::Failed);
}

// Reference 2.6: "conditions[<=1]", "rules[1..5]", "Entry: FAIL or SKIP (SKIP only with
// LambdaInvoke/VariableCheck). On success: ROLLBACK or FAIL. On failure: ROLLBACK".
TEST_CASE("conditions that may not be") {
  PipelineDeclaration v1 = with_entry(ConditionResult::FAIL, rule("VariableCheck", k_variable));
  v1.pipelineType = PipelineType::V1;
  PipelineDeclaration two = with_entry(ConditionResult::FAIL, rule("VariableCheck", k_variable));
  two.stages[2].beforeEntry.push_back(two.stages[2].beforeEntry.front());
  PipelineDeclaration six = with_entry(ConditionResult::FAIL, rule("VariableCheck", k_variable));
  six.stages[2].beforeEntry[0].rules.resize(6, rule("VariableCheck", k_variable));
  PipelineDeclaration both = lab_pipeline();
  both.stages[2].onFailure = StageFailureResult::ROLLBACK;
  both.stages[2].onFailureConditions = {
      {ConditionResult::ROLLBACK, {rule("VariableCheck", k_variable)}}};
  PipelineDeclaration parallel = lab_pipeline();
  parallel.executionMode = ExecutionMode::PARALLEL;
  parallel.stages[2].onSuccess = {{ConditionResult::ROLLBACK, {rule("VariableCheck", k_variable)}}};
  PipelineDeclaration skipped = lab_pipeline();
  skipped.stages[2].onSuccess = {{ConditionResult::SKIP, {rule("VariableCheck", k_variable)}}};
  check_rows({
      {"V1", v1, "InvalidStageDeclarationException",
       "Stage level conditions can only be used with V2 pipelines."},
      {"two conditions", two, "ValidationException", "less than or equal to 1"},
      {"six rules", six, "ValidationException", "less than or equal to 5"},
      {"a result and conditions", both, "InvalidStageDeclarationException",
       "The following stage cannot have a failure exit gate configured with both top level result "
       "and conditions: 'Production"},
      {"a rollback in PARALLEL mode", parallel, "InvalidStageDeclarationException",
       "rollback result type cannot be added to a PARALLEL pipeline."},
      {"skipping on success", skipped, "InvalidStageDeclarationException",
       "a condition ON_SUCCESS with the result SKIP"},
      {"skipping by an alarm",
       with_entry(ConditionResult::SKIP, rule("CloudWatchAlarm", {{"AlarmName", "a"}})),
       "InvalidStageDeclarationException", "neither LambdaInvoke nor VariableCheck"},
      {"rolling back before entry",
       with_entry(ConditionResult::ROLLBACK, rule("VariableCheck", k_variable)),
       "InvalidStageDeclarationException", "BEFORE_ENTRY with the result ROLLBACK"},
  });
  const PipelineDeclaration good =
      with_entry(ConditionResult::SKIP, rule("VariableCheck", k_variable));
  CHECK(has_conditions(good.stages[2]));
  CHECK(validate_conditions(good.stages[2], ExecutionMode::SUPERSEDED).ok());
  CHECK(validate(good, "us-east-1").ok());
  CHECK(pipeline_type(good) == PipelineType::V2);
}

TEST_CASE("rules that may not be") {
  check_rows({
      {"an unknown provider", with_entry(ConditionResult::FAIL, rule("LambdaInvoke", {})),
       "InvalidActionDeclarationException", "'LambdaInvoke', which greenroom does not know"},
      {"no alarm", with_entry(ConditionResult::FAIL, rule("CloudWatchAlarm", {})),
       "InvalidActionDeclarationException",
       "Rule configuration for rule 'Check' is missing required configuration 'AlarmName'"},
      {"half an hour",
       with_entry(ConditionResult::FAIL,
                  rule("CloudWatchAlarm", {{"AlarmName", "a"}, {"WaitTime", "0.5"}})),
       "InvalidActionDeclarationException", "no number of minutes"},
      {"a state of mind",
       with_entry(ConditionResult::FAIL,
                  rule("CloudWatchAlarm", {{"AlarmName", "a"}, {"AlarmStates", "OK,GOOD"}})),
       "InvalidActionDeclarationException", "AlarmStates 'OK,GOOD'"},
      {"no window", with_entry(ConditionResult::FAIL, rule("DeploymentWindow", {})),
       "InvalidActionDeclarationException", "'Cron'"},
      {"a window that never was",
       with_entry(ConditionResult::FAIL, rule("DeploymentWindow", {{"Cron", "at noon"}})),
       "InvalidActionDeclarationException", "needs six or seven fields"},
      {"an unknown operator",
       with_entry(ConditionResult::FAIL,
                  rule("VariableCheck", {{"Variable", "a"}, {"Operator", "LIKE"}, {"Value", "a"}})),
       "InvalidActionDeclarationException", "has Operator 'LIKE'"},
  });
}
