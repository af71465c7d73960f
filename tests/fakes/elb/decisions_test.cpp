// Target health and the choice of a target: the pure decisions (reference alb-ec2-asg 1.5 to 1.8,
// 1.10).
#include <catch2/catch.hpp>

#include "fakes/elb/health.h"
#include "fakes/elb/routing.h"

using namespace greenroom;
using namespace greenroom::elb;

namespace {

using State_ = TargetHealthState;

Target target(TargetHealthState state, const std::string& zone = "") {
  Target made;
  made.zone = zone;
  made.health.State = state;
  made.nodes = {{made.health, 0, 0}};
  return made;
}

Group group_of(std::vector<Target> targets) {
  Group made;
  made.targets = {targets.begin(), targets.end()};
  return made;
}

Eligible eligible(const Group& group) {
  return eligible_targets(group, {});
}

// Which targets get the next `count` requests, as digits.
std::string turns(Group& group, int count, Instant now = k_start) {
  std::string order;
  for (int i = 0; i < count; ++i) {
    const RoutingPoint at{0, now, ""};
    const auto chosen = choose_target(group, eligible_targets(group, at), at, Seed{7});
    order += chosen ? std::to_string(*chosen) : "-";
  }
  return order;
}

constexpr CheckOutcome k_pass{HttpEnd::Answered, 200};
constexpr CheckOutcome k_refused{HttpEnd::Refused, 0};

HealthCheck two_and_two() {
  HealthCheck settings;
  settings.HealthyThresholdCount = 2;
  return settings;
}

}  // namespace

TEST_CASE("a matcher knows single codes, lists and ranges") {
  CHECK(matches("200", 200));
  CHECK_FALSE(matches("200", 302));
  CHECK(matches("200,302", 302));
  CHECK(matches("200-299", 204));
  CHECK_FALSE(matches("200-299", 300));
}

TEST_CASE("health check settings keep to the ranges of the reference") {
  struct Case {
    const char* what;
    void (*change)(HealthCheck& settings);
    bool accepted;
  };
  const Case one = GENERATE(values<Case>({
      {"AWS's defaults", [](HealthCheck&) {}, true},
      {"interval 4 s", [](HealthCheck& s) { s.Interval = seconds(4); }, false},
      {"interval 301 s", [](HealthCheck& s) { s.Interval = seconds(301); }, false},
      {"timeout 1 s", [](HealthCheck& s) { s.Timeout = seconds(1); }, false},
      {"timeout as long as the interval", [](HealthCheck& s) { s.Timeout = s.Interval; }, false},
      {"healthy threshold 1", [](HealthCheck& s) { s.HealthyThresholdCount = 1; }, false},
      {"unhealthy threshold 11", [](HealthCheck& s) { s.UnhealthyThresholdCount = 11; }, false},
      {"path without a slash", [](HealthCheck& s) { s.Path = "health"; }, false},
      {"path with a query", [](HealthCheck& s) { s.Path = "/health?deep=1"; }, true},
      {"a port of its own", [](HealthCheck& s) { s.Port = "9000"; }, true},
      {"port 70000", [](HealthCheck& s) { s.Port = "70000"; }, false},
      {"matcher list", [](HealthCheck& s) { s.Matcher = "200,302"; }, true},
      {"matcher range", [](HealthCheck& s) { s.Matcher = "200-399"; }, true},
      {"matcher 500", [](HealthCheck& s) { s.Matcher = "500"; }, false},
      {"matcher 199", [](HealthCheck& s) { s.Matcher = "199-299"; }, false},
      {"matcher of words", [](HealthCheck& s) { s.Matcher = "ok"; }, false},
  }));
  CAPTURE(one.what);
  HealthCheck settings;
  one.change(settings);
  CHECK(validate(settings).ok() == one.accepted);
}

TEST_CASE("a check is a GET with AWS's user agent, to the traffic port or its own") {
  const HttpRequest check = check_request(HealthCheck{}, "10.0.1.10", 8080);
  CHECK(check.target == "/");
  CHECK(find_header(check.headers, "Host") == "10.0.1.10:8080");
  CHECK(find_header(check.headers, "User-Agent") == "ELB-HealthChecker/2.0");
  CHECK(find_header(check.headers, "Connection") == "close");
  HealthCheck own_port;
  own_port.Port = "9000";
  CHECK(check_port(HealthCheck{}, 8080) == 8080);
  CHECK(check_port(own_port, 8080) == 9000);
}

TEST_CASE("one passing check makes a new target healthy, whatever the threshold") {
  CHECK(after_check(registered(), k_pass, HealthCheck{}).health.State == State_::healthy);
}

TEST_CASE("failures and recoveries need their thresholds, with AWS's reasons") {
  const HealthCheck settings = two_and_two();
  HealthRecord record = after_check(registered(), k_pass, settings);
  record = after_check(record, k_refused, settings);
  CHECK(record.health.State == State_::healthy);
  record = after_check(record, {HttpEnd::Answered, 500}, settings);
  CHECK(record.health.State == State_::unhealthy);
  record = after_check(record, k_pass, settings);
  CHECK(record.health.State == State_::unhealthy);
  record = after_check(record, k_pass, settings);
  CHECK(record.health.State == State_::healthy);
}

TEST_CASE("every state tells its reason and description as the table of states has them") {
  const auto failed = [](CheckOutcome outcome) {
    HealthCheck settings;
    return after_check(after_check(registered(), outcome, settings), outcome, settings).health;
  };
  struct Row {
    TargetHealth health;
    const char* state;
    const char* reason;
    const char* description;
  };
  const std::vector<Row> rows = {
      {registered().health, "initial", "Elb.RegistrationInProgress",
       "Target registration is in progress"},
      {first_check_begins().health, "initial", "Elb.InitialHealthChecking",
       "Initial health checks in progress"},
      {after_check(registered(), k_pass, {}).health, "healthy", "", ""},
      {failed({HttpEnd::Answered, 502}), "unhealthy", "Target.ResponseCodeMismatch",
       "Health checks failed with these codes: [502]"},
      {failed({HttpEnd::DeadlineReached, 0}), "unhealthy", "Target.Timeout", "Request timed out"},
      {failed(k_refused), "unhealthy", "Target.FailedHealthChecks", "Health checks failed"},
      {failed({HttpEnd::Malformed, 0}), "unhealthy", "Target.FailedHealthChecks",
       "Health checks failed"},
      {not_registered(), "unused", "Target.NotRegistered",
       "Target is not registered to the target group"},
      {not_in_use(), "unused", "Target.NotInUse",
       "Target group is not configured to receive traffic from the load balancer"},
      {invalid_state("stopped"), "unused", "Target.InvalidState", "Target is in the stopped state"},
      {draining(), "draining", "Target.DeregistrationInProgress",
       "Target deregistration is in progress"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.reason);
    CHECK(std::string(to_string(row.health.State)) == row.state);
    CHECK(row.health.Reason == row.reason);
    CHECK(row.health.Description == row.description);
  }
}

TEST_CASE("a target is shown healthy when every node sees it so") {
  const HealthRecord good{{State_::healthy, "", ""}, 1, 0};
  const HealthRecord bad{{State_::unhealthy, "Target.Timeout", "Request timed out"}, 0, 2};
  CHECK(shown_health({good, good}).State == State_::healthy);
  CHECK(shown_health({good, bad}).Reason == "Target.Timeout");
  CHECK(shown_health({registered(), good}).State == State_::initial);
  CHECK(shown_health({registered(), bad}).State == State_::unhealthy);
}

TEST_CASE("healthy targets get requests in turn; draining and unused ones never") {
  Group group = group_of({target(State_::healthy), target(State_::draining),
                          target(State_::healthy), target(State_::unused)});
  CHECK_FALSE(eligible(group).fail_open);
  CHECK(turns(group, 5) == "02020");
}

TEST_CASE(
    "without enough healthy targets the load balancer fails open; without any it has nobody") {
  Group group = group_of({target(State_::unhealthy), target(State_::initial)});
  CHECK(eligible(group).fail_open);
  CHECK(turns(group, 4) == "0101");
  Group nobody = group_of({target(State_::draining)});
  CHECK(turns(nobody, 1) == "-");
  Group some =
      group_of({target(State_::healthy), target(State_::unhealthy), target(State_::unhealthy)});
  CHECK(eligible(some).targets == std::vector<std::size_t>{0});
  some.settings.healthy_targets_min = 2;
  CHECK(eligible(some).fail_open);
  some.settings.healthy_targets_min = 1;
  some.settings.healthy_percentage_min = 34;  // one of three is 33 %
  CHECK(eligible(some).fail_open);
  some.settings.healthy_percentage_min = 33;
  CHECK_FALSE(eligible(some).fail_open);
}

TEST_CASE("a node routes to a draining target until the deregistration has reached it") {
  Group group = group_of({target(State_::healthy), target(State_::healthy)});
  group.targets[0].health = draining();
  group.targets[0].routed_until = {k_start + seconds(3)};
  CHECK(turns(group, 2, k_start + seconds(2)) == "01");
  CHECK(turns(group, 2, k_start + seconds(3)) == "11");
}

TEST_CASE("each node routes by what it sees itself") {
  Group group = group_of({target(State_::healthy), target(State_::healthy)});
  group.targets[0].nodes.push_back({{State_::unhealthy, "Target.Timeout", ""}, 0, 2});
  group.targets[1].nodes.push_back({{State_::healthy, "", ""}, 1, 0});
  CHECK(eligible_targets(group, {0, k_start, ""}).targets.size() == 2);
  CHECK(eligible_targets(group, {1, k_start, ""}).targets == std::vector<std::size_t>{1});
}

TEST_CASE("with cross-zone off only targets of the node's zone get requests") {
  Group group = group_of({target(State_::healthy, "a"), target(State_::healthy, "b")});
  CHECK(eligible_targets(group, {0, k_start, "a"}).targets.size() == 2);
  group.settings.cross_zone = false;
  CHECK(eligible_targets(group, {0, k_start, "a"}).targets == std::vector<std::size_t>{0});
  CHECK(eligible_targets(group, {0, k_start, "c"}).targets.empty());
}

TEST_CASE("least outstanding requests: the fewest in flight; equals take turns") {
  Group group =
      group_of({target(State_::healthy), target(State_::healthy), target(State_::healthy)});
  group.settings.algorithm = Algorithm::least_outstanding_requests;
  group.targets[0].requests_in_flight = 5;
  CHECK(turns(group, 4) == "1212");
  group.targets[2].requests_in_flight = 1;
  CHECK(turns(group, 2) == "11");
}

TEST_CASE("weighted random: every target, in an order that the seed decides") {
  Group group = group_of({target(State_::healthy), target(State_::healthy)});
  group.settings.algorithm = Algorithm::weighted_random;
  Group again = group;
  const std::string order = turns(group, 200);
  CHECK(order == turns(again, 200));
  CHECK(order.find("00") != std::string::npos);  // not in turn
  const auto first = std::count(order.begin(), order.end(), '0');
  CHECK(first > 70);
  CHECK(first < 130);
}

TEST_CASE("unequal weights: exact shares, spread out; all zero: nobody") {
  std::vector<Share> shares = {{90, 0}, {10, 0}, {0, 0}};
  std::string order;
  for (int i = 0; i < 20; ++i) {
    order += std::to_string(next_by_weight(shares).value());
  }
  CHECK(std::count(order.begin(), order.end(), '1') == 2);
  CHECK(order.find('2') == std::string::npos);
  CHECK(order.substr(0, 10) != "0000000001");
  std::vector<Share> none = {{0, 0}, {0, 0}};
  CHECK_FALSE(next_by_weight(none));
}

TEST_CASE("in slow start the share grows linearly to the full one") {
  const Instant since = k_start + seconds(100);
  CHECK(slow_start_weight(since, since, seconds(30)) == 1);
  CHECK(slow_start_weight(since, since + seconds(3), seconds(30)) == 100);
  CHECK(slow_start_weight(since, since + seconds(15), seconds(30)) == 500);
  CHECK(slow_start_weight(since, since + seconds(30), seconds(30)) == 1000);
  CHECK(slow_start_weight(std::nullopt, since, seconds(30)) == 1000);
}

TEST_CASE("a target in slow start gets its smaller share") {
  Group group = group_of({target(State_::healthy), target(State_::healthy)});
  group.settings.slow_start = seconds(30);
  group.targets[1].slow_start_since = k_start;
  const std::string tenth = turns(group, 110, k_start + seconds(3));  // weights 1000 and 100
  CHECK(std::count(tenth.begin(), tenth.end(), '1') == 10);
  CHECK(turns(group, 4, k_start + seconds(30)).find("11") == std::string::npos);
}

TEST_CASE("a target enters slow start only beside a healthy one that is not in it") {
  Group group = group_of({target(State_::unhealthy), target(State_::healthy)});
  CHECK_FALSE(enters_slow_start(group, group.targets[0], k_start));
  group.settings.slow_start = seconds(30);
  CHECK(enters_slow_start(group, group.targets[0], k_start));
  group.targets[1].slow_start_since = k_start;  // a batch registered into an empty group
  CHECK_FALSE(enters_slow_start(group, group.targets[0], k_start + seconds(1)));
}
