// The gates of stages within executions: entry, success, failure, and overriding them.
#include <catch2/catch.hpp>

#include "tests/fakes/codepipeline/pipeline_lab.h"

using namespace greenroom;
using namespace greenroom::codepipeline;

namespace {

RuleDeclaration rule(const std::string& name, const std::string& provider,
                     Configuration configuration) {
  RuleDeclaration made;
  made.name = name;
  made.ruleTypeId.provider = provider;
  made.configuration = std::move(configuration);
  return made;
}

RuleDeclaration alarm(const std::string& wait_time) {
  return rule("Alarm", "CloudWatchAlarm",
              {{"AlarmName", "errors"}, {"AlarmStates", "OK"}, {"WaitTime", wait_time}});
}

RuleDeclaration version_is(const std::string& version) {
  return rule("Version", "VariableCheck",
              {{"Variable", "#{Sources.VersionId}"}, {"Operator", "EQ"}, {"Value", version}});
}

PipelineDeclaration with_sources() {
  PipelineDeclaration pipeline = lab_pipeline();
  pipeline.stages[0].actions[0].variablesNamespace = "Sources";
  return pipeline;
}

std::string id_of(const Lab& lab, std::size_t number) {
  return lab.codepipeline.state().find("lab-app")->executions.at(number - 1).pipelineExecutionId;
}

Lines statuses(const Lab& lab) {
  Lines all;
  for (const Execution& execution : lab.codepipeline.state().find("lab-app")->executions) {
    all.push_back(to_string(execution.status));
  }
  return all;
}

Lines conditions_told(const Lab& lab) {
  return lab.world.told("codepipeline.condition", {"condition", "status"});
}

}  // namespace

TEST_CASE("an entry condition whose rules succeed lets the stage begin") {
  PipelineDeclaration pipeline = with_sources();
  pipeline.stages[2].beforeEntry = {{ConditionResult::FAIL, {version_is("version-1"), alarm("0")}}};
  Lab lab(pipeline);
  lab.alarms.states["errors"] = "OK";
  CHECK(lab.play({seconds(5)}, 1) == Lines{"Succeeded"});
  CHECK(conditions_told(lab) == Lines{"BEFORE_ENTRY InProgress", "BEFORE_ENTRY Succeeded"});
  CHECK(lab.world.told("codepipeline.rule", {"rule", "status"}) ==
        Lines{"Version InProgress", "Alarm InProgress", "Version Succeeded", "Alarm Succeeded"});
}

TEST_CASE("an entry condition that is not met fails the stage before its first action") {
  PipelineDeclaration pipeline = with_sources();
  pipeline.stages[2].beforeEntry = {{ConditionResult::FAIL, {version_is("version-2")}}};
  Lab lab(pipeline);
  CHECK(lab.play({seconds(5)}, 1) == Lines{"Failed"});
  CHECK(lab.deployer.deployed.empty());
  CHECK(lab.world.told("codepipeline.stage", {"stage", "status"}).back() == "Production Failed");
  CHECK(lab.world.told("codepipeline.condition", {"status", "summary"}).back() ==
        "Failed Rule Version failed: The variable does not fit: 'version-1' EQ 'version-2'");
}

// Reference 2.6: "Entry: FAIL or SKIP".
TEST_CASE("a stage that is skipped is passed over, and the execution goes on") {
  PipelineDeclaration pipeline = with_sources();
  StageDeclaration last = pipeline.stages[2];
  last.name = "Last";
  pipeline.stages.push_back(last);
  pipeline.stages[2].beforeEntry = {{ConditionResult::SKIP, {version_is("version-2")}}};
  Lab lab(pipeline);
  CHECK(lab.play({seconds(5)}, 1) == Lines{"Succeeded"});
  CHECK(lab.deployer.deployed.size() == 1);
  CHECK(lab.world.told("codepipeline.stage", {"stage", "status"}) ==
        Lines{"Source InProgress", "Source Succeeded", "Build InProgress", "Build Succeeded",
              "Production Skipped", "Last InProgress", "Last Succeeded"});
  const Context cx = lab.world.as("story");
  CHECK(lab.codepipeline
            .RetryStageExecution(cx, "lab-app", "Production", id_of(lab, 1),
                                 StageRetryMode::ALL_ACTIONS)
            .failure()
            .code == "StageNotRetryableException");
  CHECK(lab.codepipeline
            .OverrideStageCondition(cx, "lab-app", "Production", id_of(lab, 1),
                                    ConditionType::BEFORE_ENTRY)
            .failure()
            .code == "ConditionNotOverridableException");
}

TEST_CASE("an entry condition waits for an alarm to be over") {
  PipelineDeclaration pipeline = lab_pipeline();
  pipeline.stages[2].beforeEntry = {{ConditionResult::FAIL, {alarm("20")}}};
  Lab lab(pipeline);
  lab.alarms.states["errors"] = "ALARM";
  const auto story = [](Lab& l) -> Task<void> {
    const Context cx = l.world.as("story");
    l.store.version = 1;
    co_await cx.sleep_for(minutes(10));
    CHECK(l.deployer.deployed.empty());
    l.alarms.states["errors"] = "OK";
    co_await l.codepipeline.wait_until_idle(cx, "lab-app", 1);
  };
  CHECK(lab.world.run(story(lab)));
  CHECK(statuses(lab) == Lines{"Succeeded"});
}

TEST_CASE("a stage waits for its deployment window, and holds the lock meanwhile") {
  PipelineDeclaration pipeline = lab_pipeline();
  pipeline.stages[2].beforeEntry = {
      {ConditionResult::FAIL,
       {rule("Window", "DeploymentWindow", {{"Cron", "* * 9-17 ? * MON-FRI"}})}}};
  Lab lab(pipeline);
  const auto story = [](Lab& l) -> Task<void> {
    const Context cx = l.world.as("story");
    l.store.version = 1;
    co_await cx.sleep_for(hours(1));
    l.store.version = 2;
    co_await cx.sleep_for(hours(1));
    CHECK(statuses(l) == Lines{"InProgress", "InProgress"});
    co_await l.codepipeline.wait_until_idle(cx, "lab-app", 2);
  };
  CHECK(lab.world.run(story(lab)));
  CHECK(statuses(lab) == Lines{"Succeeded", "Succeeded"});
  CHECK(lab.world.elapsed() >= hours(9));
  CHECK(lab.world.elapsed() < hours(9) + minutes(2));
}

// AWS: "On Success ... evaluated after all actions in a stage have completed successfully, and then
// roll back the changes if the alarm goes into ALARM state within" the wait time.
TEST_CASE("an alarm that goes off after success rolls the stage back") {
  PipelineDeclaration pipeline = lab_pipeline();
  pipeline.stages[2].onSuccess = {{ConditionResult::ROLLBACK, {alarm("60")}}};
  Lab lab(pipeline);
  lab.alarms.states["errors"] = "OK";
  const auto story = [](Lab& l) -> Task<void> {
    const Context cx = l.world.as("story");
    l.store.version = 1;
    co_await l.codepipeline.wait_until_idle(cx, "lab-app", 1);
    l.store.version = 2;
    co_await cx.sleep_for(minutes(30));
    l.alarms.states["errors"] = "ALARM";
    co_await l.codepipeline.wait_until_idle(cx, "lab-app", 3);
  };
  CHECK(lab.world.run(story(lab)));
  CHECK(statuses(lab) == Lines{"Succeeded", "Failed", "Succeeded"});
  REQUIRE(lab.deployer.deployed.size() == 3);
  CHECK(lab.deployer.deployed[2] == lab.deployer.deployed[0]);
  CHECK(lab.codepipeline.state().find("lab-app")->executions[2].trigger.triggerType ==
        TriggerType::AutomatedRollback);
}

TEST_CASE("a failure rolls back only when its condition is not met") {
  for (const char* version : {"version-2", "version-9"}) {
    PipelineDeclaration pipeline = with_sources();
    pipeline.stages[2].onFailureConditions = {{ConditionResult::ROLLBACK, {version_is(version)}}};
    Lab lab(pipeline);
    const auto story = [](Lab& l) -> Task<void> {
      const Context cx = l.world.as("story");
      l.store.version = 1;
      co_await l.codepipeline.wait_until_idle(cx, "lab-app", 1);
      l.deployer.succeeds = false;
      l.store.version = 2;
      co_await l.codepipeline.wait_until_idle(cx, "lab-app", 2);
      co_await cx.sleep_for(minutes(5));
    };
    CHECK(lab.world.run(story(lab)));
    CHECK(statuses(lab).size() == (version == std::string("version-2") ? 2 : 3));
  }
}

// Reference 2.6: "conditions can be overridden with OverrideStageCondition".
TEST_CASE("somebody overrides an entry condition while it is looked at, or after it has failed") {
  for (const bool after : {false, true}) {
    PipelineDeclaration pipeline = lab_pipeline();
    pipeline.stages[2].beforeEntry = {{ConditionResult::FAIL, {alarm(after ? "0" : "60")}}};
    Lab lab(pipeline);
    lab.alarms.states["errors"] = "ALARM";
    const auto story = [](Lab& l, const char* before) -> Task<void> {
      const Context cx = l.world.as("story");
      l.store.version = 1;
      co_await cx.sleep_for(minutes(5));
      CHECK(statuses(l) == Lines{before});
      const auto override_as = [&](const std::string& id, ConditionType type) {
        return l.codepipeline.OverrideStageCondition(cx, "lab-app", "Production", id, type);
      };
      CHECK(override_as(id_of(l, 1), ConditionType::ON_SUCCESS).failure().code ==
            "ConditionNotOverridableException");
      CHECK(override_as("nobody", ConditionType::BEFORE_ENTRY).failure().code ==
            "PipelineExecutionNotFoundException");
      CHECK(override_as(id_of(l, 1), ConditionType::BEFORE_ENTRY).ok());
      co_await l.codepipeline.wait_until_idle(cx, "lab-app", 1);
    };
    CHECK(lab.world.run(story(lab, after ? "Failed" : "InProgress")));
    CHECK(statuses(lab) == Lines{"Succeeded"});
    CHECK(lab.deployer.deployed.size() == 1);
    CHECK(conditions_told(lab).back() == "BEFORE_ENTRY Overridden");
    CHECK(lab.world.told("codepipeline.rule", {"status"}).back() ==
          (after ? "Failed" : "Abandoned"));
  }
}

TEST_CASE("a success condition that failed is overridden: no action runs again") {
  PipelineDeclaration pipeline = lab_pipeline();
  StageDeclaration last = pipeline.stages[2];
  last.name = "Last";
  pipeline.stages.push_back(last);
  pipeline.stages[2].onSuccess = {{ConditionResult::FAIL, {alarm("0")}}};
  Lab lab(pipeline);
  lab.alarms.states["errors"] = "ALARM";
  const auto story = [](Lab& l) -> Task<void> {
    const Context cx = l.world.as("story");
    l.store.version = 1;
    co_await l.codepipeline.wait_until_idle(cx, "lab-app", 1);
    CHECK(statuses(l) == Lines{"Failed"});
    CHECK(l.codepipeline
              .OverrideStageCondition(cx, "lab-app", "Production", id_of(l, 1),
                                      ConditionType::ON_SUCCESS)
              .ok());
    co_await l.codepipeline.wait_until_idle(cx, "lab-app", 1);
  };
  CHECK(lab.world.run(story(lab)));
  CHECK(statuses(lab) == Lines{"Succeeded"});
  CHECK(lab.deployer.deployed.size() == 2);  // one of each stage
}

TEST_CASE("a stop and an update end a condition that is looked at") {
  for (const bool stops : {true, false}) {
    PipelineDeclaration pipeline = lab_pipeline();
    pipeline.stages[2].beforeEntry = {{ConditionResult::FAIL, {alarm("60")}}};
    Lab lab(pipeline);
    lab.alarms.states["errors"] = "ALARM";
    const auto story = [](Lab& l, bool stop) -> Task<void> {
      const Context cx = l.world.as("story");
      l.store.version = 1;
      co_await cx.sleep_for(minutes(5));
      if (stop) {
        CHECK(
            l.codepipeline.StopPipelineExecution(cx, "lab-app", id_of(l, 1), false, "enough").ok());
      } else {
        CHECK(l.codepipeline.UpdatePipeline(cx, lab_pipeline()).ok());
      }
      co_await cx.sleep_for(minutes(5));
    };
    CHECK(lab.world.run(story(lab, stops)));
    CHECK(statuses(lab) == Lines{stops ? "Stopped" : "Cancelled"});
    CHECK(conditions_told(lab).back() ==
          (stops ? "BEFORE_ENTRY Abandoned" : "BEFORE_ENTRY Cancelled"));
    CHECK(lab.deployer.deployed.empty());
    CHECK_FALSE(lab.codepipeline.state().find("lab-app")->locks.at("Production").inside);
  }
}
