// Wrong scenarios: file, line, column, what was expected, and what was probably meant.
#include "sim/scenario/loader.h"

#include <catch2/catch.hpp>

using namespace greenroom;
using namespace greenroom::scenario;

namespace {

const std::string k_file = std::string(GREENROOM_SOURCE_DIR) + "/scenarios/golden/test.yaml";
const std::string k_head = "app: ../apps/instant\nsteps:\n  - push: v1.0\n";

const std::string k_alb = k_head + "environment: {load_balancer: {";

std::string complaint(const std::string& text) {
  const Loaded loaded = load_scenario(k_file, text);
  return loaded.errors.empty() ? "" : describe("f.yaml", loaded.errors.front());
}

}  // namespace

TEST_CASE("a scenario that is right has no complaints") {
  CHECK(complaint(k_head).empty());
}

TEST_CASE("a wrong scenario says where, what was expected and what was meant") {
  struct Row {
    std::string text;
    std::string says;
  };
  const Row row = GENERATE(values<Row>({
      {k_head + "tarffic: {}\n",
       "f.yaml:4:1: unknown key 'tarffic' in a scenario; did you mean "
       "'traffic'?"},
      {k_head + "environment: {instances: many}\n", "f.yaml:4:26: 'instances' must be a whole"},
      {k_head + "environment: {rollback_on_failure: yes}\n", "must be true or false"},
      {k_head + "environment: {deployment_config: CodeDeployDefault.OneAtTime}\n",
       "did you mean 'CodeDeployDefault.OneAtATime'?"},
      {k_head + "expect:\n  - deployment: {number: 1, statsu: Failed}\n", "did you mean 'status'?"},
      {k_head + "expect:\n  - deployment: {status: Failed}\n", "needs the key 'number'"},
      {k_head + "expect:\n  - traffic: {users: users, since: frist healthy}\n",
       "'since' is 'first healthy' or 'step <number>'"},
      {k_head + "expect:\n  - traffic: {users: users, at_least: ten}\n",
       "'at_least' must be a whole number, not 'ten'"},
      {k_head + "expect:\n  - targets: {always_healthy_at_least: [two]}\n",
       "'always_healthy_at_least' must be a whole number"},
      {k_head + "environment: {agent: extern, user_data: x}\n", "agent"},
      {k_head + "environment: {agent: external}\n", "nothing starts the external agent"},
      {k_head + "environment: {hosts: [{agent: external}]}\n", "nothing starts the external agent"},
      {k_head + "environment: {hosts: [{agent: extern}]}\n", "agent"},
      {"app: ../apps/nowhere\nsteps:\n  - push: v1.0\n", "does not exist"},
      {"app: ../apps/instant\nsteps:\n  - push: v9.9\n", "has no overlay"},
      {"app: ../apps/instant\nsteps:\n  - wait: soon\n", "must be a duration"},
      {"app: ../apps/instant\n", "needs `steps:`"},
      {k_head + "time: slow\n", "'time' must be one of real, virtual"},
      {k_head + "time: {ValidateServic: real}\n", "did you mean 'ValidateService'?"},
      {"app: [\n", "not valid YAML"},
      {k_head + "traffic: {users: {interval: 0s}}\n", "must be at least 1ms"},
      {k_head + "traffic: {users: {ping: 5s}}\n", "are for `websocket: true`"},
      {k_alb + "attributes: {idle_timeout.timeout_second: 5}}}\n",
       "did you mean 'idle_timeout.timeout_seconds'?"},
      {k_alb + "attributes: {idle_timeout.timeout_seconds: 4001}}}\n", "is not valid"},
      {k_alb + "target_group_attributes: {slow_start.duration_seconds: 30, "
               "load_balancing.algorithm.type: least_outstanding_requests}}}\n",
       "Slow start cannot be used"},
      {k_alb + "rules: [{Priority: 1, Actions: [{Type: forward}]}]}}\n", "condition"},
      {k_alb + "rules: [{Conditions: [{Field: path-pattern, Values: [/a]}], Actions: [{}]}]}}\n",
       "a rule needs Priority, Conditions and Actions"},
      {k_alb + "rules: [{Priority: 1, Conditions: [{Field: path, Values: [/a]}], Actions: "
               "[{}]}]}}\n",
       "path"},
      {k_alb + "timing: {profile: swift}}}\n", "must be one of ideal, aws, harsh"},
  }));
  CAPTURE(row.text);
  CHECK_THAT(complaint(row.text), Catch::Contains(row.says));
}

TEST_CASE("rules, attributes and timing of the load balancer are written as the API has them") {
  const Loaded loaded = load_scenario(
      k_file, k_head +
                  "environment:\n  load_balancer:\n"
                  "    attributes: {idle_timeout.timeout_seconds: 30}\n"
                  "    timing: {profile: aws, target_latency: 5ms}\n"
                  "    rules:\n"
                  "      - Priority: 7\n"
                  "        Conditions:\n"
                  "          - {Field: query-string, QueryStringConfig: {Values: [{Key: a, Value: "
                  "b}]}}\n"
                  "          - {Field: path-pattern, Values: [/old/*]}\n"
                  "        Actions:\n"
                  "          - {Type: redirect, RedirectConfig: {Path: /new, StatusCode: "
                  "HTTP_302}}\n"
                  "    default_actions:\n"
                  "      - Type: forward\n"
                  "        ForwardConfig: {TargetGroups: [{TargetGroupArn: lab-app-tg, Weight: "
                  "3}]}\n");
  REQUIRE(loaded.errors.empty());
  const LoadBalancerSettings& alb = loaded.scenario->environment.load_balancer;
  CHECK(alb.attributes.at("idle_timeout.timeout_seconds") == "30");
  CHECK(alb.timing.nodes == 2);
  CHECK(alb.timing.target_latency == milliseconds(5));
  REQUIRE(alb.listener.rules.size() == 1);
  CHECK(alb.listener.rules[0].Priority == 7);
  CHECK(alb.listener.rules[0].Conditions.at(0).Values == std::vector<std::string>{"a=b"});
  CHECK(alb.listener.rules[0].Conditions.at(1).Field == "path-pattern");
  CHECK(alb.listener.rules[0].Actions.at(0).redirect.Path == "/new");
  CHECK(alb.listener.default_actions.at(0).forward.TargetGroups.at(0).Weight == 3);
}

TEST_CASE("a load balancer may have more listeners, and traffic asks one of them") {
  const Loaded loaded = load_scenario(
      k_file,
      "app: ../apps/instant\nsteps: [push: v1.0]\n"
      "traffic: { a: { rate: 1 per second }, b: { rate: 1 per second, listener_port: 81 } }\n"
      "environment: { load_balancer: { listener_port: 8000, listeners: [{ port: 81 }] } }\n");
  REQUIRE(loaded.errors.empty());
  CHECK(loaded.scenario->environment.load_balancer.more_listeners.at(0).port == 81);
  CHECK(loaded.scenario->traffic.at(0).listener_port == 8000);
  CHECK(loaded.scenario->traffic.at(1).listener_port == 81);
  const Loaded wrong =
      load_scenario(k_file,
                    "app: ../apps/instant\nsteps: [push: v1.0]\n"
                    "traffic: { a: { rate: 1 per second, listener_port: 82 } }\n"
                    "environment: { load_balancer: { listeners: [{ rules: [] }] } }\n");
  REQUIRE(wrong.errors.size() == 2);
  CHECK_THAT(wrong.errors.at(0).message, Catch::Contains("a listener needs a port"));
  CHECK_THAT(wrong.errors.at(1).message, Catch::Contains("no listener at port 82"));
}

TEST_CASE("real time is asked for as a whole or by part") {
  const auto asked = [](const std::string& time) {
    return load_scenario(k_file, k_head + "time: " + time + "\n").scenario->real_time;
  };
  CHECK(asked("virtual").empty());
  CHECK(asked("real").count("build") == 1);
  CHECK(asked("real").size() == 10);
  CHECK(asked("{build: virtual, ApplicationStart: real}") ==
        std::set<std::string>{"ApplicationStart"});
}

TEST_CASE("whatever a file holds, it is judged, and each complaint has its place") {
  CHECK_THAT(complaint(""), Catch::StartsWith("f.yaml:1:1: a scenario must be a map"));
  CHECK_THAT(complaint("app: " + std::string(5000, 'a') + "\nsteps: [push: v1.0]\n"),
             Catch::Contains("does not exist"));
  CHECK_THAT(complaint("app: ../apps/instant\nsteps: [push: " + std::string(5000, 'a') + "]\n"),
             Catch::Contains("has no overlay"));
  CHECK_THAT(complaint("app: ../apps/instant\nsteps: [wait: &a {event: x, more: *a}]\n"),
             Catch::Contains("too deep or too large"));
  std::string bomb = k_head + "a: &a {x: 1, y: 2, z: 3}\n";
  for (char name = 'b'; name < 'n'; ++name) {
    const std::string before = "*" + std::string(1, static_cast<char>(name - 1));
    bomb += std::string(1, name) + ": &" + std::string(1, name) + " {x: " + before +
            ", y: " + before + ", z: " + before + "}\n";
  }
  CHECK_THAT(complaint(bomb), Catch::Contains("too deep or too large"));
}

TEST_CASE("all errors of a file are collected") {
  CHECK(load_scenario(k_file, k_head + "x: 1\ny: 2\n").errors.size() == 2);
}

TEST_CASE("durations are written as people write them") {
  CHECK(parse_duration("1h30m") == minutes(90));
  CHECK(parse_duration("250ms") == milliseconds(250));
  CHECK_FALSE(parse_duration("5"));
  CHECK_FALSE(parse_duration("soon"));
  CHECK(parse_duration("800000h") == hours(800'000));
  CHECK_FALSE(parse_duration("900000h"));  // a hundred years and more
  CHECK_FALSE(parse_duration("999999999h999999999h999999999h"));
}
