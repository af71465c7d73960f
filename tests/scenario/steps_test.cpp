// Steps: what a scenario may do, and what it says when it is written wrongly.
#include <algorithm>
#include <catch2/catch.hpp>

#include "sim/scenario/actions.h"
#include "sim/scenario/loader.h"

using namespace greenroom;
using namespace greenroom::scenario;

namespace {

const std::string k_file = std::string(GREENROOM_SOURCE_DIR) + "/scenarios/golden/test.yaml";

Loaded load(const std::string& rest) {
  return load_scenario(k_file, "app: ../apps/instant\n" + rest);
}

std::string complaint(const std::string& step) {
  const Loaded loaded = load("steps:\n  - " + step + "\n");
  return loaded.errors.empty() ? "" : loaded.errors.front().message;
}

Step step_of(const std::string& step) {
  const Loaded loaded = load("steps:\n  - " + step + "\n");
  CAPTURE(complaint(step));
  REQUIRE(loaded.scenario.has_value());
  return loaded.scenario->steps.at(0);
}

Environment environment_of(const std::string& settings) {
  const Loaded loaded = load("steps: [push: v1.0]\nenvironment: " + settings + "\n");
  REQUIRE(loaded.scenario.has_value());
  return loaded.scenario->environment;
}

}  // namespace

TEST_CASE("an action is a step with its keys, and its place in the file") {
  const Step step = step_of("run: { instance: 2, script: 'touch /x' }");
  CHECK(step.kind == StepKind::Act);
  CHECK(step.action == "run");
  CHECK(step.value("instance") == "2");
  CHECK(step.value("script") == "touch /x");
  CHECK(step.value("expect_error").empty());
  CHECK(step.place.line == 3);
  CHECK(step.text == "run instance=2");
}

TEST_CASE("every action loads with its required keys, and says which one is missing") {
  for (const ActionKeys& keys : actions()) {
    std::string with;
    for (const std::string& key : keys.required) {
      const auto value = std::find_if(action_values().begin(), action_values().end(),
                                      [&](const ActionValue& one) { return one.key == key; });
      const bool listed = value != action_values().end() && !value->values.empty();
      const std::string any = key == "group" ? "in-place" : "1";
      with += (with.empty() ? "" : ", ") + key + ": " + (listed ? value->values.front() : any);
    }
    CAPTURE(keys.name);
    CHECK(step_of(keys.name + ": { " + with + " }").action == keys.name);
    if (!keys.required.empty()) {
      CHECK_THAT(complaint(keys.name + ": {}"),
                 Catch::Contains("needs the key '" + keys.required.front() + "'"));
    }
  }
}

TEST_CASE("an event is waited for by its name and fields, for an hour unless told otherwise") {
  const Step step = step_of("wait: { event: codedeploy.target, status: Failed }");
  CHECK(step.kind == StepKind::WaitForEvent);
  CHECK(step.duration == hours(1));
  CHECK(step.value("event") == "codedeploy.target");
  CHECK(step.value("status") == "Failed");
  CHECK(step_of("wait: { event: x, within: 5m }").duration == minutes(5));
  CHECK(step_of("wait: { event: x, within: 5m }").with.count("within") == 0);
  CHECK(step_of("wait: deployments").kind == StepKind::WaitForDeployments);
}

TEST_CASE("a push may bring files of its own, with their modes") {
  const Step step = step_of(
      "push: { version: v9.9, files: { VERSION: v9.9, bin/x: { content: hi, mode: '0644' } } }");
  REQUIRE(step.files.size() == 2);
  CHECK(step.files[0].path == "VERSION");
  CHECK(step.files[0].mode == 0755);
  CHECK(step.files[1].content == "hi");
  CHECK(step.files[1].mode == 0644);
}

TEST_CASE("a wrong step says what was expected") {
  struct Row {
    std::string step;
    std::string says;
  };
  const Row row = GENERATE(values<Row>({
      {"stop_deploymnt: {}", "did you mean 'stop_deployment'?"},
      {"run: { instance: 1, scrpt: x }", "did you mean 'script'?"},
      {"run: soon", "run must be a map"},
      {"run: { instance: one, script: x }", "'instance' must be a whole number from 1"},
      {"run: { instance: 0, script: x }", "'instance' must be a whole number from 1"},
      {"set_desired_capacity: { capacity: many }", "'capacity' must be a whole number from 0"},
      {"stop_deployment: { roll_back: yes }", "'roll_back' must be one of true, false"},
      {"create_deployment: { group: in-palce }", "did you mean 'in-place'?"},
      {"use_deployment_group: green", "no deployment group 'green'"},
      {"terminate_instance: { instance: 1, decrement: some }", "must be one of true, false"},
      {"create_deployment: { group: in-place, file_exists_behavior: OVERRITE }",
       "did you mean 'OVERWRITE'?"},
      {"set_alarm_state: { alarm: a, state: ALARMS }", "did you mean 'ALARM'?"},
      {"wait: { status: Failed }", "needs the key 'event'"},
      {"push: { version: v9, files: { ../x: y } }", "must be a path inside the app folder"},
      {"push: { version: v9, files: { /x: y } }", "must be a path inside the app folder"},
      {"push: { version: v9, files: { x: { content: y, mode: rw } } }", "must be octal"},
      {"{ push: v1.0, wait: 3s }", "a step does one thing"},
  }));
  CAPTURE(row.step);
  CHECK_THAT(complaint(row.step), Catch::Contains(row.says));
}

TEST_CASE("an environment names configurations, alarms and rollback events as AWS does") {
  const auto group_of = [](const std::string& settings) {
    return environment_of(settings).deployment_groups.at("in-place");
  };
  CHECK(group_of("{ deployment_config: 'HOST_COUNT:1' }").deployment_config == "HOST_COUNT:1");
  CHECK(environment_of("{ instances: 3 }").max_instances == 6);
  CHECK(environment_of("{ instances: 3 }").min_instances == 3);
  CHECK(group_of("{ rollback_on_failure: false }").rollback_on.empty());
  CHECK(group_of("{ rollback_on: [DEPLOYMENT_STOP_ON_ALARM] }").rollback_on ==
        std::vector<std::string>{"DEPLOYMENT_STOP_ON_ALARM"});
  CHECK(group_of("{ alarms: [a, b] }").alarms == std::vector<std::string>{"a", "b"});
}

TEST_CASE("the environment's keys are the defaults of every deployment group") {
  const Environment environment = environment_of(
      "{ keep_blue: false, alarms: [a], deployment_groups: {"
      " in-place: { alarms: [], termination_hook: true },"
      " mine: { type: BLUE_GREEN, tags: { Fleet: blue, Stage: prod }, green_fleet: "
      "DISCOVER_EXISTING,"
      "         triggers: [{ topic: ops, events: [InstanceFailure] }] } } }");
  REQUIRE(environment.deployment_groups.size() == 3);
  const DeploymentGroupSettings& in_place = environment.deployment_groups.at("in-place");
  CHECK(in_place.type == "IN_PLACE");
  CHECK(in_place.alarms.empty());
  CHECK(in_place.termination_hook);
  CHECK_FALSE(in_place.keep_blue);
  const DeploymentGroupSettings& blue_green = environment.deployment_groups.at("blue-green");
  CHECK(blue_green.type == "BLUE_GREEN");
  CHECK(blue_green.alarms == std::vector<std::string>{"a"});
  CHECK_FALSE(blue_green.termination_hook);
  const DeploymentGroupSettings& mine = environment.deployment_groups.at("mine");
  CHECK(mine.type == "BLUE_GREEN");
  CHECK(mine.tags.size() == 2);
  CHECK(mine.green_fleet == "DISCOVER_EXISTING");
  CHECK(mine.triggers.at(0).topic == "ops");
  CHECK(mine.triggers.at(0).events == std::vector<std::string>{"InstanceFailure"});
  CHECK(environment_of("{ traffic_control: false }").deployment_groups.count("blue-green") == 0);
}

TEST_CASE("a configuration of one's own is zonal when it says anything about zones") {
  const Environment environment = environment_of(
      "{ deployment_config: two, deployment_configs: { one: { minimum_healthy_hosts: "
      "'HOST_COUNT:2' },"
      " two: { monitor: 5m } } }");
  CHECK_FALSE(environment.deployment_configs.at("one").zonal);
  CHECK(environment.deployment_configs.at("one").minimum_healthy_hosts == "HOST_COUNT:2");
  CHECK(environment.deployment_configs.at("two").zonal);
  CHECK(environment.deployment_configs.at("two").monitor == minutes(5));
  CHECK(environment.deployment_groups.at("in-place").deployment_config == "two");
}

TEST_CASE("hosts have tags, and those of developers the app's sources") {
  const Environment environment = environment_of(
      "{ hosts: [{ count: 2, tags: { Fleet: blue } }, { app: /home/ec2-user/app }] }");
  REQUIRE(environment.hosts.size() == 2);
  CHECK(environment.hosts[0].count == 2);
  CHECK(environment.hosts[0].tags.at(0) == std::pair<std::string, std::string>{"Fleet", "blue"});
  CHECK(environment.hosts[0].app.empty());
  CHECK(environment.hosts[1].count == 1);
  CHECK(environment.hosts[1].app == "/home/ec2-user/app");
}

TEST_CASE("a wrong environment says what was expected") {
  struct Row {
    std::string settings;
    std::string says;
  };
  const Row row = GENERATE(values<Row>({
      {"{ rollback_on: [ON_MONDAYS] }", "DEPLOYMENT_FAILURE"},
      {"{ deployment_config: 'HOST_COUNT:many' }", "HOST_COUNT:<n>"},
      {"{ alarms: one }", "must be a list"},
      {"{ hosts: 3 }", "'hosts' must be a list"},
      {"{ hosts: [{ count: 0 }] }", "from 1"},
      {"{ hosts: [{ tags: [a] }] }", "'tags' must be a map"},
      {"{ hosts: [{ ap: /srv/app }] }", "did you mean 'app'?"},
      {"{ hosts: [{ app: app }] }",
       "'app' must be an absolute path on the host, without `..` and "
       "without a slash at its end, not 'app'. Next step: say where"},
      {"{ hosts: [{ app: ~/app }] }", "not '~/app'"},
      {"{ hosts: [{ app: /srv/../app }] }", "not '/srv/../app'"},
      {"{ hosts: [{ app: /srv/app/ }] }", "not '/srv/app/'"},
      {"{ hosts: [{ app: / }] }", "not '/'"},
      {"{ hosts: [{ app: '' }] }", "not ''"},
      {"{ hosts: [{ app: [a] }] }", "`app: /home/ec2-user/app`"},
      {"{ deployment_groups: [a] }", "must be a map from a name"},
      {"{ deployment_groups: { a: { typ: IN_PLACE } } }", "did you mean 'type'?"},
      {"{ deployment_groups: { a: { type: GREEN } } }", "IN_PLACE, BLUE_GREEN"},
      {"{ deployment_groups: { a: { triggers: [{ events: [Deploymentfailure] }] } } }",
       "DeploymentFailure"},
      {"{ deployment_configs: { a: { minimum_healthy_hosts: 3 } } }", "HOST_COUNT:<n>"},
      {"{ min_instances: 3 }", "'min_instances'"},
  }));
  CAPTURE(row.settings);
  const Loaded loaded = load("steps: [push: v1.0]\nenvironment: " + row.settings + "\n");
  REQUIRE_FALSE(loaded.errors.empty());
  CHECK_THAT(loaded.errors.front().message, Catch::Contains(row.says));
  CHECK(loaded.errors.front().place.line == 3);
}
