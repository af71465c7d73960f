// The load balancer as its users see it: health, routing, draining, and its own answers.
#include "fakes/elb/service.h"

#include <catch2/catch.hpp>

#include "tests/support/fake_world.h"

using namespace greenroom;
using namespace greenroom::elb;
using namespace greenroom::test;

namespace {

// Targets that answer as the test says.
class Targets final : public TargetPort {
 public:
  struct Behaviour {
    HttpEnd end = HttpEnd::Answered;
    int status = 200;
    Duration takes;
  };
  Task<HttpResult> send(Context cx, TargetEndpoint target, HttpRequest request, ConnectionUse,
                        Instant deadline) override {
    const Behaviour how = behaviour[target.InstanceId];
    const bool check = find_header(request.headers, "User-Agent") == "ELB-HealthChecker/2.0";
    if (!check) {
      served.push_back(target.InstanceId);
    }
    const Duration takes = check ? Duration{} : how.takes;
    HttpResult result;
    result.end = how.end;
    result.response.status = how.status;
    const Instant until = std::min(cx.now() + takes, deadline);
    while (cx.now() < until && !cut) {
      const bool woken = co_await cutting.wait_until(cx, until);
      (void)woken;
    }
    if (cut) {
      result.end = HttpEnd::ClosedEarly;
    } else if (until == deadline) {
      result.end = HttpEnd::DeadlineReached;
    }
    co_return result;
  }
  void drop_connections(const TargetEndpoint& target) override {
    dropped.push_back(target.InstanceId);
  }
  void cut_exchanges(const TargetEndpoint&) override {
    cut = true;
    cutting.notify();
  }
  std::map<std::string, Behaviour> behaviour;
  Lines served;
  Lines dropped;
  bool cut = false;
  Signal cutting{"the exchange to be cut"};
};

TargetGroup group() {
  TargetGroup made;
  made.TargetGroupName = "tg";
  return made;
}

struct Lab {
  Lab() : elb(world.ids, targets, {}, group()) {}

  void add(const std::string& id) {
    elb.RegisterTarget(world.as("story"), {id, "10.0.1.10", 8080});
  }

  Targets targets;
  FakeWorld world;
  Elb elb;
};

Task<void> ask(Lab& lab, std::string user, int& status, Duration* took = nullptr) {
  const Context cx = lab.world.as(user);
  const Instant before = cx.now();
  HttpRequest request;
  Client client{"198.51.100.7"};
  const HttpResponse response = co_await lab.elb.handle(cx, std::move(request), std::move(client));
  status = response.status;
  if (took != nullptr) {
    *took = cx.now() - before;
  }
}

}  // namespace

TEST_CASE("without targets the answer is 503; with healthy ones they take turns") {
  Lab lab;
  const auto story = [](Lab& l) -> Task<void> {
    int status = 0;
    co_await ask(l, "user", status);
    CHECK(status == 503);
    l.add("i-1");
    l.add("i-2");
    const Context cx = l.world.as("story");
    co_await cx.sleep_for(seconds(30));
    for (int i = 0; i < 4; ++i) {
      co_await ask(l, "user", status);
      CHECK(status == 200);
    }
  };
  CHECK(lab.world.run(story(lab)));
  CHECK(lab.targets.served == Lines{"i-1", "i-2", "i-1", "i-2"});
}

TEST_CASE("an unhealthy target gets nothing while another is healthy") {
  Lab lab;
  lab.targets.behaviour["i-1"].status = 500;
  const auto story = [](Lab& l) -> Task<void> {
    l.add("i-1");
    l.add("i-2");
    const Context cx = l.world.as("story");
    co_await cx.sleep_for(seconds(60));
    int status = 0;
    for (int i = 0; i < 3; ++i) {
      co_await ask(l, "user", status);
    }
  };
  CHECK(lab.world.run(story(lab)));
  CHECK(lab.targets.served == Lines{"i-2", "i-2", "i-2"});
  CHECK(lab.elb.DescribeTargetHealth("i-1").Reason == "Target.ResponseCodeMismatch");
}

TEST_CASE("the load balancer's own answers have AWS's reasons") {
  struct Case {
    HttpEnd end;
    int status;
  };
  const Case one = GENERATE(values<Case>({{HttpEnd::Refused, 502},
                                          {HttpEnd::ClosedEarly, 502},
                                          {HttpEnd::Malformed, 502},
                                          {HttpEnd::Unreachable, 504}}));
  Lab lab;
  lab.targets.behaviour["i-1"].end = one.end;
  int status = 0;
  const auto story = [](Lab& l, int& seen) -> Task<void> {
    l.add("i-1");
    const Context cx = l.world.as("story");
    co_await cx.sleep_for(seconds(1));  // initial: nobody is healthy, so it fails open
    co_await ask(l, "user", seen);
  };
  CHECK(lab.world.run(story(lab, status)));
  CHECK(status == one.status);
}

TEST_CASE("a target that does not answer gives 504 after the idle time-out") {
  Lab lab;
  lab.targets.behaviour["i-1"].takes = hours(1);
  int status = 0;
  Duration took;
  const auto story = [](Lab& l, int& seen, Duration& time) -> Task<void> {
    l.add("i-1");
    const Context cx = l.world.as("story");
    co_await cx.sleep_for(seconds(30));
    co_await ask(l, "user", seen, &time);
  };
  CHECK(lab.world.run(story(lab, status, took)));
  CHECK(status == 504);
  const Timing timing;
  CHECK(took == timing.idle_timeout + timing.target_latency);
}

TEST_CASE("a draining target finishes what it has, gets nothing new, and is then unused") {
  Lab lab;
  lab.targets.behaviour["i-1"].takes = seconds(5);
  int status = 0;
  const auto story = [](Lab& l, int& seen) -> Task<void> {
    l.add("i-1");
    const Context cx = l.world.as("story");
    co_await cx.sleep_for(seconds(30));
    cx.as("slow").spawn("slow", ask(l, "slow", seen));
    co_await cx.sleep_for(seconds(1));
    l.elb.DeregisterTarget(cx, "i-1");
    int other = 0;
    co_await ask(l, "user", other);
    CHECK(other == 503);
    co_await cx.sleep_for(seconds(18));
    CHECK(l.elb.DescribeTargetHealth("i-1").State == TargetHealthState::draining);
    co_await cx.sleep_for(seconds(3));
    CHECK(l.elb.DescribeTargetHealth("i-1").State == TargetHealthState::unused);
  };
  CHECK(lab.world.run(story(lab, status)));
  CHECK(status == 200);
  CHECK(lab.targets.dropped == Lines{"i-1"});
}

TEST_CASE("a request that outlives the deregistration delay is cut at its end, with 502") {
  Lab lab;
  lab.targets.behaviour["i-1"].takes = seconds(50);
  int status = 0;
  Duration took;
  const auto story = [](Lab& l, int& seen, Duration& time) -> Task<void> {
    l.add("i-1");
    const Context cx = l.world.as("story");
    co_await cx.sleep_for(seconds(30));
    cx.as("slow").spawn("slow", ask(l, "slow", seen, &time));
    co_await cx.sleep_for(seconds(1));
    l.elb.DeregisterTarget(cx, "i-1");
    co_await cx.sleep_for(seconds(25));
  };
  CHECK(lab.world.run(story(lab, status, took)));
  CHECK(status == 502);
  const Timing timing;
  CHECK(took == seconds(21) + timing.target_latency);
}

TEST_CASE("a target registered again while it drains is new, and is not forgotten at the end") {
  Lab lab;
  const auto story = [](Lab& l) -> Task<void> {
    l.add("i-1");
    const Context cx = l.world.as("story");
    co_await cx.sleep_for(seconds(30));
    l.elb.DeregisterTarget(cx, "i-1");
    co_await cx.sleep_for(seconds(10));
    l.add("i-1");
    CHECK(l.elb.DescribeTargetHealth("i-1").State == TargetHealthState::initial);
    co_await cx.sleep_for(seconds(30));
  };
  CHECK(lab.world.run(story(lab)));
  CHECK(lab.elb.DescribeTargetHealth("i-1").State == TargetHealthState::healthy);
}
