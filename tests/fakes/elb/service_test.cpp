// The load balancer as its users see it: health, routing, draining, and its own answers.
#include <catch2/catch.hpp>

#include "tests/fakes/elb/elb_lab.h"

using namespace greenroom;
using namespace greenroom::elb;
using namespace greenroom::test;

namespace {

void use_group(ElbLab& lab, const std::string& group) {
  ModifyListenerInput input;
  input.ListenerArn = lab.listener;
  input.DefaultActions = {forward_to(group)};
  CHECK(lab.elb.ModifyListener(lab.cx, input).ok());
}

}  // namespace

TEST_CASE("without targets the answer is 503; with healthy ones they take turns") {
  ElbLab lab;
  const auto story = [](ElbLab& l) -> Task<void> {
    Asked asked;
    co_await ask(l, "user", asked);
    CHECK(asked.response.status == 503);
    l.add("i-1");
    l.add("i-2");
    co_await l.cx.sleep_for(seconds(30));
    for (int i = 0; i < 4; ++i) {
      co_await ask(l, "user", asked);
      CHECK(asked.response.status == 200);
    }
  };
  CHECK(lab.world.run(story(lab)));
  CHECK(lab.served() == "i-1 i-2 i-1 i-2");
}

TEST_CASE("an unhealthy target gets nothing while another is healthy") {
  ElbLab lab;
  lab.targets.behaviour["i-1"].status = 500;
  const auto story = [](ElbLab& l) -> Task<void> {
    l.add("i-1");
    l.add("i-2");
    co_await l.cx.sleep_for(seconds(60));
    Asked asked;
    for (int i = 0; i < 3; ++i) {
      co_await ask(l, "user", asked);
    }
  };
  CHECK(lab.world.run(story(lab)));
  CHECK(lab.served() == "i-2 i-2 i-2");
  CHECK(lab.health("i-1").Reason == "Target.ResponseCodeMismatch");
}

TEST_CASE("the load balancer's own answers have AWS's reasons, and are logged so") {
  struct Case {
    HttpEnd end;
    int status;
    bool connection_failed;
    Duration took;
  };
  const Timing timing;
  const Case one =
      GENERATE_COPY(values<Case>({{HttpEnd::Refused, 502, true, timing.target_latency},
                                  {HttpEnd::ClosedEarly, 502, false, timing.target_latency},
                                  {HttpEnd::Malformed, 502, false, timing.target_latency},
                                  {HttpEnd::Unreachable, 504, true, timing.connect_timeout}}));
  ElbLab lab;
  lab.targets.behaviour["i-1"].end = one.end;
  Asked asked;
  const auto story = [](ElbLab& l, Asked& seen) -> Task<void> {
    l.add("i-1");
    co_await l.cx.sleep_for(seconds(1));  // initial: nobody is healthy, so it fails open
    co_await ask(l, "user", seen);
  };
  CHECK(lab.world.run(story(lab, asked)));
  CHECK(asked.response.status == one.status);
  CHECK(asked.took == one.took);
  const RequestRecord& record = lab.records.all.at(0);
  CHECK(record.elb_status == one.status);
  CHECK(record.target_status == 0);
  CHECK(record.connection_failed == one.connection_failed);
  CHECK(record.fail_open);
  CHECK_FALSE(record.target_processing);
}

TEST_CASE("a target that does not answer gives 504 after the idle time-out") {
  ElbLab lab;
  lab.targets.behaviour["i-1"].takes = hours(1);
  Asked asked;
  const Attributes changes = {{"idle_timeout.timeout_seconds", "7"}};
  CHECK(lab.elb.ModifyLoadBalancerAttributes(lab.cx, lab.balancer, changes).ok());
  const auto story = [](ElbLab& l, Asked& seen) -> Task<void> {
    l.add("i-1");
    co_await l.cx.sleep_for(seconds(30));
    co_await ask(l, "user", seen);
  };
  CHECK(lab.world.run(story(lab, asked)));
  CHECK(asked.response.status == 504);
  const Timing timing;
  CHECK(asked.took == seconds(7) + timing.target_latency);
  CHECK(lab.records.all.at(0).target_processing == asked.took);
}

TEST_CASE("a draining target finishes what it has, gets nothing new, and is then unused") {
  ElbLab lab;
  lab.targets.behaviour["i-1"].takes = seconds(5);
  Asked slow;
  const auto story = [](ElbLab& l, Asked& seen) -> Task<void> {
    l.add("i-1");
    co_await l.cx.sleep_for(seconds(30));
    l.cx.as("slow").spawn("slow", ask(l, "slow", seen));
    co_await l.cx.sleep_for(seconds(1));
    l.remove("i-1");
    Asked other;
    co_await ask(l, "user", other);
    CHECK(other.response.status == 503);
    co_await l.cx.sleep_for(seconds(18));
    CHECK(l.state("i-1") == TargetHealthState::draining);
    co_await l.cx.sleep_for(seconds(3));
    CHECK(l.state("i-1") == TargetHealthState::unused);
  };
  CHECK(lab.world.run(story(lab, slow)));
  CHECK(slow.response.status == 200);
  CHECK(lab.targets.dropped.front() == "i-1");
}

TEST_CASE("a target group that is deleted while it drains lets go of those who wait for that") {
  ElbLab lab;
  const auto story = [](ElbLab& l) -> Task<void> {
    l.add("i-1");
    co_await l.cx.sleep_for(seconds(30));
    l.remove("i-1");
    CHECK(l.elb.DeleteLoadBalancer(l.cx, l.balancer).ok());
    l.cx.as("user").spawn("delete", [](ElbLab& lab_of) -> Task<void> {
      co_await lab_of.cx.sleep_for(seconds(1));
      CHECK(lab_of.elb.DeleteTargetGroup(lab_of.cx, lab_of.group).ok());
    }(l));
    TargetDescription target{"i-1", 0};
    const bool drained = co_await l.elb.wait_for_state(l.cx, l.group, std::move(target),
                                                       TargetHealthState::unused, k_never);
    CHECK(drained);
    CHECK(l.cx.now() == k_start + seconds(31));
  };
  CHECK(lab.world.run(story(lab)));
}

TEST_CASE("a request that outlives the deregistration delay is cut at its end, with 502") {
  ElbLab lab;
  lab.targets.behaviour["i-1"].takes = seconds(50);
  Asked slow;
  const auto story = [](ElbLab& l, Asked& seen) -> Task<void> {
    l.add("i-1");
    co_await l.cx.sleep_for(seconds(30));
    l.cx.as("slow").spawn("slow", ask(l, "slow", seen));
    co_await l.cx.sleep_for(seconds(1));
    l.remove("i-1");
    co_await l.cx.sleep_for(seconds(25));
  };
  CHECK(lab.world.run(story(lab, slow)));
  CHECK(slow.response.status == 502);
  const Timing timing;
  CHECK(slow.took == seconds(21) + timing.target_latency);
}

TEST_CASE("a target registered again while it drains is new, and is not forgotten at the end") {
  ElbLab lab;
  const auto story = [](ElbLab& l) -> Task<void> {
    l.add("i-1");
    co_await l.cx.sleep_for(seconds(30));
    l.remove("i-1");
    co_await l.cx.sleep_for(seconds(10));
    l.add("i-1");
    CHECK(l.health("i-1").Reason == "Elb.RegistrationInProgress");
    co_await l.cx.sleep_for(seconds(30));
  };
  CHECK(lab.world.run(story(lab)));
  CHECK(lab.state("i-1") == TargetHealthState::healthy);
}

TEST_CASE("the deregistration reaches a node late: requests go on for those seconds") {
  Timing timing;
  timing.deregistration_lag_max = seconds(10);
  ElbLab lab(timing);
  std::string answers;
  const auto story = [](ElbLab& l, std::string& seen) -> Task<void> {
    l.add("i-1");
    co_await l.cx.sleep_for(seconds(30));
    l.remove("i-1");
    CHECK(l.state("i-1") == TargetHealthState::draining);
    for (int second = 0; second < 12; ++second) {
      Asked asked;
      co_await ask(l, "user", asked);
      seen += asked.response.status == 200 ? "+" : "-";
      co_await l.cx.sleep_for(seconds(1));
    }
  };
  CHECK(lab.world.run(story(lab, answers)));
  CHECK(answers.front() == '+');  // with this seed; another seed draws another delay
  CHECK(answers.back() == '-');
  CHECK(answers.find("-+") == std::string::npos);
}

TEST_CASE("a delay shorter than the lag: unused already, and a node still sends requests") {
  Timing timing;
  timing.deregistration_lag_max = seconds(10);
  ElbLab lab(timing);
  lab.set(lab.group, {{"deregistration_delay.timeout_seconds", "0"}});
  const auto story = [](ElbLab& l) -> Task<void> {
    l.add("i-1");
    co_await l.cx.sleep_for(seconds(30));
    l.remove("i-1");
    co_await l.cx.sleep_for(milliseconds(1));
    CHECK(l.state("i-1") == TargetHealthState::unused);
    CHECK(l.elb.DescribeTargetHealth(l.group, {}).value().empty());
    Asked asked;
    co_await ask(l, "user", asked);
    CHECK(asked.response.status == 200);
    l.add("i-1");  // again, in the middle: a new target, that the old end does not touch
    co_await l.cx.sleep_for(seconds(30));
    CHECK(l.state("i-1") == TargetHealthState::healthy);
    l.remove("i-1");
    co_await l.cx.sleep_for(seconds(11));
    co_await ask(l, "user", asked);
    CHECK(asked.response.status == 503);
  };
  CHECK(lab.world.run(story(lab)));
}

TEST_CASE("a group that no listener uses gets no checks; its targets begin when one does") {
  ElbLab lab;
  const auto story = [](ElbLab& l) -> Task<void> {
    const std::string spare = l.make_group("spare");
    l.add_to(spare, "i-9");
    const TargetDescription who{"i-9", 0};
    co_await l.cx.sleep_for(minutes(1));
    CHECK(l.elb.health(spare, who).Reason == "Target.NotInUse");
    CHECK(l.targets.checked.empty());
    use_group(l, spare);
    CHECK(l.elb.health(spare, who).Reason == "Elb.RegistrationInProgress");
    co_await l.cx.sleep_for(seconds(3));
    CHECK(l.elb.health(spare, who).State == TargetHealthState::healthy);
    use_group(l, l.group);
    CHECK(l.elb.health(spare, who).Reason == "Target.NotInUse");
    const std::size_t checks = l.targets.checked.size();
    co_await l.cx.sleep_for(minutes(1));
    CHECK(l.targets.checked.size() == checks);
  };
  CHECK(lab.world.run(story(lab)));
}

TEST_CASE("every node checks every target, at moments of its own") {
  Timing timing;
  timing.nodes = 2;
  ElbLab lab(timing);
  const auto story = [](ElbLab& l) -> Task<void> {
    l.add("i-1");
    co_await l.cx.sleep_for(seconds(3));
    CHECK(l.targets.checked.size() == 1);
    CHECK(l.health("i-1").Reason == "Elb.InitialHealthChecking");  // the other node has not yet
    co_await l.cx.sleep_for(seconds(5));
    CHECK(l.targets.checked.size() == 2);
    CHECK(l.state("i-1") == TargetHealthState::healthy);
    co_await l.cx.sleep_for(seconds(100));
    CHECK(l.targets.checked.size() == 22);
  };
  CHECK(lab.world.run(story(lab)));
}

TEST_CASE("a stopped instance is unused; started again it is new; a terminated one is forgotten") {
  ElbLab lab;
  const auto story = [](ElbLab& l) -> Task<void> {
    l.add("i-1");
    co_await l.cx.sleep_for(seconds(30));
    l.instances.set_state("i-1", "stopped");
    co_await l.cx.sleep_for(seconds(10));
    CHECK(l.health("i-1").Description == "Target is in the stopped state");
    Asked asked;
    co_await ask(l, "user", asked);
    CHECK(asked.response.status == 503);
    l.instances.set_state("i-1", "running");
    co_await l.cx.sleep_for(seconds(10));
    CHECK(l.state("i-1") == TargetHealthState::healthy);
    l.instances.set_state("i-1", "terminated");
    co_await l.cx.sleep_for(seconds(10));
    CHECK(l.health("i-1").Reason == "Target.InvalidState");
    co_await l.cx.sleep_for(seconds(10));
    CHECK(l.health("i-1").Reason == "Target.NotRegistered");
    CHECK(l.elb.DescribeTargetHealth(l.group, {}).value().empty());
  };
  CHECK(lab.world.run(story(lab)));
}

TEST_CASE("a target in a zone that is not enabled is unused") {
  ElbLab lab;
  const std::string other =
      lab.elb.CreateLoadBalancer(lab.cx, {"other", "internal", {"us-east-1a"}})
          .value()
          .LoadBalancerArn;
  const std::string group = lab.make_group("other");
  CreateListenerInput input;
  input.LoadBalancerArn = other;
  input.DefaultActions = {forward_to(group)};
  CHECK(lab.elb.CreateListener(lab.cx, input).ok());
  lab.instances.known["i-b"] = InstanceFacts{"10.0.1.11", "running", "us-east-1b"};
  lab.add_to(group, "i-b");
  CHECK(lab.elb.health(group, {"i-b", 0}).Description ==
        "Target is in an Availability Zone that is not enabled for the load balancer");
}

TEST_CASE("the same instance may be a target on several ports") {
  ElbLab lab;
  CHECK(
      lab.elb.RegisterTargets(lab.cx, lab.group, {{"i-1", 8080}, {"i-1", 8081}, {"i-1", 0}}).ok());
  const auto all = lab.elb.DescribeTargetHealth(lab.group, {}).value();
  REQUIRE(all.size() == 2);
  CHECK(all[0].Target.Port == 8080);
  CHECK(all[1].Target.Port == 8081);
  CHECK(all[1].HealthCheckPort == "8081");
  const auto asked = lab.elb.DescribeTargetHealth(lab.group, {{"i-2", 0}}).value();
  CHECK(asked.at(0).health.Reason == "Target.NotRegistered");
}

TEST_CASE("a client that leaves before the answer is logged as 460 at that instant") {
  ElbLab lab;
  ClientSide client;
  lab.targets.behaviour["i-1"].takes = seconds(5);
  const auto story = [](ElbLab& l, ClientSide& connection) -> Task<void> {
    l.add("i-1");
    co_await l.cx.sleep_for(seconds(30));
    Asked asked;
    l.cx.as("user").spawn("user", ask(l, "user", asked, "/", {}, &connection));
    co_await l.cx.sleep_for(seconds(3));
    connection.left = l.cx.now();
    co_await l.cx.sleep_for(seconds(3));
  };
  CHECK(lab.world.run(story(lab, client)));
  const RequestRecord& record = lab.records.all.at(0);
  CHECK(record.elb_status == 460);
  CHECK(record.target_status == 0);
  CHECK(record.target == "10.0.1.10:8080");
  CHECK(record.ended == k_start + seconds(33));
}
