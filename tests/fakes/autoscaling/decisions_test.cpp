// The pure decisions of Auto Scaling, each as a table that quotes its section of alb-ec2-asg.
#include <catch2/catch.hpp>

#include "fakes/autoscaling/activity_text.h"
#include "fakes/autoscaling/health.h"
#include "fakes/autoscaling/instance_refresh.h"
#include "fakes/autoscaling/lifecycle_hook.h"
#include "fakes/autoscaling/scaling.h"

using namespace greenroom;
using namespace greenroom::autoscaling;

namespace {

using Zones = std::vector<std::string>;

std::vector<Instance> in_zones(const Zones& zones) {
  std::vector<Instance> instances;
  for (const std::string& zone : zones) {
    Instance instance;
    instance.AvailabilityZone = zone;
    instances.push_back(instance);
  }
  return instances;
}

}  // namespace

TEST_CASE("2.1 min <= desired <= max, told in AWS's words") {
  CHECK(check_sizes(0, 4, 2).ok());
  CHECK(check_sizes(2, 2, 2).ok());
  CHECK(check_sizes(3, 2, 2).failure() ==
        Failure{"ValidationError", "Max bound, 2, must be greater than or equal to min bound, 3"});
  CHECK(check_sizes(1, 4, 5).failure() ==
        Failure{"ValidationError",
                "Desired capacity:5 must be between the specified min size:1 and max size:4"});
  CHECK_FALSE(check_sizes(1, 4, 0).ok());
  CHECK_FALSE(check_sizes(-1, 4, 0).ok());
}

TEST_CASE("2.1 an instance goes to the zone with the fewest") {
  CHECK(zones_for(2, {"a", "b"}, {}) == Zones{"a", "b"});
  CHECK(zones_for(3, {"a", "b"}, in_zones({"a"})) == Zones{"b", "a", "b"});
  CHECK(zones_for(2, {"a", "b", "c"}, in_zones({"a", "a", "b"})) == Zones{"c", "b"});
  CHECK(zones_for(0, {"a"}, {}).empty());
}

TEST_CASE(
    "2.6 zones are out of balance when they differ by two, and the group may exceed MaxSize") {
  CHECK_FALSE(imbalance_of({"a", "b"}, in_zones({"a", "a", "b"})).has_value());
  const auto imbalance = imbalance_of({"a", "b"}, in_zones({"a", "a"}));
  REQUIRE(imbalance.has_value());
  CHECK(imbalance->from == "a");
  CHECK(imbalance->to == "b");
  CHECK(rebalance_margin(4) == 1);
  CHECK(rebalance_margin(50) == 5);
}

TEST_CASE("2.2 what makes an instance unhealthy") {
  struct Row {
    const char* what;
    bool running, impaired, in_grace, elb_counts, elb_unhealthy;
    bool unhealthy, at_once;
    const char* because;
  };
  const Row rows[] = {
      {"all is well", true, false, false, true, false, false, false, ""},
      {"the grace period does not protect from leaving the running state", false, false, true,
       false, false, true, true,
       "a EC2 health check indicating it has been terminated or stopped."},
      {"it protects from the load balancer", true, false, true, true, true, false, false, ""},
      {"and from status checks", true, true, true, false, false, false, false, ""},
      {"ELB counts for groups of that type", true, false, false, true, true, true, false,
       "an ELB system health check failure."},
      {"and for no others", true, false, false, false, true, false, false, ""},
      {"status checks count after a while", true, true, false, false, false, true, false,
       "EC2 instance status checks failure."},
  };
  for (const Row& row : rows) {
    CAPTURE(row.what);
    HealthFacts facts;
    facts.condition.running = row.running;
    if (row.impaired) {
      facts.condition.impaired_since = k_start;
      facts.impaired_for = minutes(5);
    }
    facts.in_grace_period = row.in_grace;
    facts.elb_counts = row.elb_counts;
    facts.elb_unhealthy = row.elb_unhealthy;
    const HealthVerdict verdict = judge_health(facts, Timing{});
    CHECK(verdict.unhealthy == row.unhealthy);
    CHECK(verdict.at_once == row.at_once);
    CHECK(verdict.because == row.because);
  }
  HealthFacts tolerated;
  tolerated.condition = {true, k_start};
  tolerated.impaired_for = minutes(5) - seconds(1);
  CHECK_FALSE(judge_health(tolerated, Timing{}).unhealthy);
}

TEST_CASE("2.3 at most a tenth of the desired capacity is replaced at a time, at least one") {
  CHECK(replacements_now(2, 2, 0) == 1);  // "With 2 instances: one at a time"
  CHECK(replacements_now(2, 2, 1) == 0);
  CHECK(replacements_now(30, 5, 0) == 3);
  CHECK(replacements_now(30, 5, 2) == 1);
  CHECK(replacements_now(30, 1, 0) == 1);
  CHECK(replacements_now(30, 0, 0) == 0);
}

TEST_CASE("2.4 a hook's heartbeat is 30 to 7200 s, and its global time-out at most 48 h") {
  LifecycleHook hook;
  hook.LifecycleHookName = "h";
  CHECK(check_hook(hook).ok());
  CHECK(hook.HeartbeatTimeout == seconds(3600));
  CHECK(hook.DefaultResult == LifecycleActionResult::ABANDON);
  CHECK(hook.GlobalTimeout() == seconds(172800));
  hook.HeartbeatTimeout = seconds(600);
  CHECK(hook.GlobalTimeout() == seconds(60000));
  for (const std::int64_t bad : {29, 7201}) {
    hook.HeartbeatTimeout = seconds(bad);
    CHECK(check_hook(hook).failure().code == "ValidationError");
  }
}

TEST_CASE(
    "2.4 all hooks must say CONTINUE; the first ABANDON decides; time-outs take the default") {
  LifecycleHook lenient;
  lenient.LifecycleHookName = "lenient";
  lenient.DefaultResult = LifecycleActionResult::CONTINUE;
  lenient.HeartbeatTimeout = seconds(60);
  LifecycleHook strict;
  strict.LifecycleHookName = "strict";
  strict.HeartbeatTimeout = seconds(100);
  std::vector<LifecycleAction> actions = {begin_action(lenient, "t1", "i-1", k_start),
                                          begin_action(strict, "t2", "i-1", k_start)};
  CHECK_FALSE(judge_actions(actions).over);
  CHECK(judge_actions(actions).next_deadline == k_start + seconds(60));
  heartbeat(actions[0], k_start + seconds(30));
  CHECK(judge_actions(actions).next_deadline == k_start + seconds(90));
  expire(actions, k_start + seconds(90));
  CHECK(actions[0].result == LifecycleActionResult::CONTINUE);
  CHECK_FALSE(judge_actions(actions).over);
  expire(actions, k_start + seconds(100));
  const HookVerdict verdict = judge_actions(actions);
  CHECK(verdict.over);
  CHECK(verdict.abandoned);
  CHECK(verdict.timed_out);
  CHECK(verdict.token == "t2");
  actions[1].result = LifecycleActionResult::CONTINUE;
  CHECK(judge_actions(actions).over);
  CHECK_FALSE(judge_actions(actions).abandoned);
}

TEST_CASE("2.4 heartbeats do not help beyond the global time-out") {
  LifecycleHook hook;
  hook.HeartbeatTimeout = seconds(30);
  LifecycleAction action = begin_action(hook, "t", "i-1", k_start);
  heartbeat(action, k_start + seconds(2990));
  CHECK(action.deadline == k_start + seconds(3000));
}

TEST_CASE("2.8 how many instances a refresh takes out at a time") {
  struct Row {
    std::int64_t desired, healthy, left;
    int least;
    std::int64_t batch;
  };
  const Row rows[] = {
      {2, 2, 2, 90, 1},     // ceil(1.8) = 2 must stay, yet AWS goes on one at a time
      {10, 10, 10, 90, 1},  //
      {10, 10, 10, 50, 5},  //
      {10, 10, 3, 50, 3},   // no more than are left
      {10, 8, 8, 90, 0},    // not while others are missing
      {4, 4, 4, 100, 1},    // "Min 100 = one by one"
      {4, 4, 4, 0, 4},      //
      {1, 1, 1, 90, 1},     // a group of one has an outage
  };
  for (const Row& row : rows) {
    RefreshPreferences preferences;
    preferences.MinHealthyPercentage = row.least;
    CAPTURE(row.desired, row.healthy, row.left, row.least);
    CHECK(refresh_batch(row.desired, row.healthy, row.left, preferences) == row.batch);
    CHECK(refresh_surplus(row.desired, row.left, preferences) == 0);
  }
  RefreshPreferences more;
  more.MaxHealthyPercentage = 150;
  CHECK(refresh_surplus(4, 4, more) == 2);
  CHECK(refresh_surplus(1, 1, more) == 1);
  CHECK(refresh_surplus(4, 1, more) == 1);
}

TEST_CASE("2.8 the preferences of a refresh are checked, checkpoints are met once") {
  RefreshPreferences preferences;
  CHECK(check_preferences(preferences).ok());
  preferences.MaxHealthyPercentage = 200;
  CHECK_FALSE(check_preferences(preferences).ok());  // 200 - 90 > 100
  preferences.MinHealthyPercentage = 100;
  preferences.CheckpointPercentages = {25, 75, 100};
  CHECK(check_preferences(preferences).ok());
  CHECK_FALSE(passes_checkpoint(preferences, 0, 20));
  CHECK(passes_checkpoint(preferences, 20, 30));
  CHECK_FALSE(passes_checkpoint(preferences, 30, 60));
  CHECK(passes_checkpoint(preferences, 60, 90));
  CHECK_FALSE(passes_checkpoint(preferences, 90, 100));  // that is the end
  preferences.CheckpointPercentages = {75, 25};
  CHECK_FALSE(check_preferences(preferences).ok());
  CHECK(percentage_complete(1, 3) == 33);
  CHECK(percentage_complete(0, 0) == 100);
}

TEST_CASE("2.9 the words of activities, with two blanks between the sentences") {
  const Epoch epoch;
  const Instant t = k_start + seconds(65);
  CHECK(both(at(epoch, t, created_text(2)), at(epoch, t, started_text(0, 2))) ==
        "At 2026-01-01T00:01:05Z a user request created an AutoScalingGroup changing the desired "
        "capacity from 0 to 2.  At 2026-01-01T00:01:05Z an instance was started in response to a "
        "difference between desired and actual capacity, increasing the capacity from 0 to 2.");
  CHECK(at(epoch, t, updated_text(1, 4, 3, 2)) ==
        "At 2026-01-01T00:01:05Z a user request update of AutoScalingGroup constraints to min: 1, "
        "max: 4, desired: 3 changing the desired capacity from 2 to 3.");
  CHECK(both(at(epoch, t, shrunk_text(3, 2)), at(epoch, t, selected_text("i-1"))) ==
        "At 2026-01-01T00:01:05Z an instance was taken out of service in response to a difference "
        "between desired and actual capacity, shrinking the capacity from 3 to 2.  At "
        "2026-01-01T00:01:05Z instance i-1 was selected for termination.");
  CHECK(at(epoch, t, taken_out_text("an ELB system health check failure.")) ==
        "At 2026-01-01T00:01:05Z an instance was taken out of service in response to an ELB "
        "system health check failure.");
  CHECK(at(epoch, t, user_request_text("i-1", "was moved to standby", 2, 1)) ==
        "At 2026-01-01T00:01:05Z instance i-1 was moved to standby in response to a user "
        "request, shrinking the capacity from 2 to 1.");
  CHECK(at(epoch, t, user_request_text("i-1", "was moved out of standby", 1, 2)) ==
        "At 2026-01-01T00:01:05Z instance i-1 was moved out of standby in response to a user "
        "request, increasing the capacity from 1 to 2.");
  CHECK(at(epoch, t, user_request_text("i-1", "was detached", 2, 2)) ==
        "At 2026-01-01T00:01:05Z instance i-1 was detached in response to a user request.");
  CHECK(details_of("subnet-1", "us-west-2b") ==
        R"({"Subnet ID":"subnet-1","Availability Zone":"us-west-2b"})");
}
