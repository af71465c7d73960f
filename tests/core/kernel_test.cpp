// The kernel: the advance rule, ties, limits, deadlock, actors, causes, and two runs that are one.
#include "sim/core/kernel.h"

#include <catch2/catch.hpp>
#include <string>
#include <utility>
#include <vector>

#include "sim/core/harness_error.h"
#include "tests/core/dies.h"
#include "tests/core/world.h"

using namespace greenroom;

namespace {

// An outside that is settled a given number of times with results, and may want to wake.
class FakeOutside : public Outside {
 public:
  explicit FakeOutside(TestWorld& world) : world_(world) {}
  std::vector<std::function<void()>> results;  // one per call of settle(), from the front
  std::vector<Instant> deadlines;              // ascending
  std::vector<std::string> log;

  bool settle() override {
    log.push_back("settle at " + human(world_.kernel.now() - k_start));
    if (results.empty()) {
      return false;
    }
    const std::function<void()> result = std::move(results.front());
    results.erase(results.begin());
    result();
    return true;
  }
  [[nodiscard]] Instant next_deadline() const override {
    return deadlines.empty() ? k_never : deadlines.front();
  }
  void time_moved(Instant now) override {
    log.push_back("time is " + human(now - k_start));
    while (!deadlines.empty() && deadlines.front() <= now) {
      deadlines.erase(deadlines.begin());
    }
  }

 private:
  TestWorld& world_;
};

void call_at(TestWorld& world, const std::string& actor, Instant at, Phase phase,
             const std::string& what) {
  const Context cx = world.as(actor);
  world.kernel.schedule_call(at, phase, cx.actor(), [&world, cx, what] { world.note(cx, what); });
}

Task<void> loop_without_time(Context cx) {
  while (true) {
    co_await cx.sleep_for(seconds(0));
  }
}

Task<void> tick(Context cx, Duration period) {
  while (true) {
    co_await cx.sleep_for(period);
    cx.trace("tick", {{"second", cx.now().microseconds / 1'000'000}});
  }
}

Task<void> wait_for_ever(Context cx, Signal* signal) {
  (void)co_await signal->wait(cx);
}

// A random walk of several actors who wake each other, drawn from their own streams.
Task<void> wander(Context cx, Mailbox<std::int64_t>* from, Mailbox<std::int64_t>* to) {
  RandomStream random = cx.random("steps");
  for (std::int64_t step = 0; step < 200; ++step) {
    co_await cx.sleep_for(milliseconds(static_cast<std::int64_t>(random.below(3))));
    to->put(step);
    const std::optional<std::int64_t> got = co_await from->next_until(cx, cx.now() + seconds(1));
    cx.trace("step", {{"step", step}, {"got", got.value_or(-1)}});
  }
}

std::string wandering_trace(std::uint64_t seed) {
  Mailbox<std::int64_t> left("left");
  Mailbox<std::int64_t> right("right");
  Kernel kernel({Seed{seed}, Epoch{}, Limits{}});
  kernel.trace().begin({"wander", "", seed});
  const Context alice(kernel, kernel.actor("alice"));
  const Context bob = alice.as("bob");
  alice.spawn("wander", wander(alice, &left, &right));
  bob.spawn("wander", wander(bob, &right, &left));
  (void)kernel.run(nullptr);
  kernel.trace().end(kernel.now(), kernel.events());
  kernel.shutdown();
  return kernel.trace().text();
}

}  // namespace

TEST_CASE("time jumps from event to event and never moves otherwise") {
  TestWorld world;
  call_at(world, "a", k_start + hours(3), Phase::Delivery, "later");
  call_at(world, "a", k_start + seconds(1), Phase::Delivery, "soon");
  world.run();
  CHECK(world.said == Said{"a: soon at 1s", "a: later at 3h"});
  CHECK(world.kernel.events() == 2);
}

TEST_CASE("within an instant the phases come in order, then the actors as they were declared") {
  TestWorld world;
  world.as("first");
  world.as("second");
  const Instant at = k_start + seconds(1);
  call_at(world, "second", at, Phase::Delivery, "delivery");
  call_at(world, "first", at, Phase::Delivery, "delivery");
  call_at(world, "first", at, Phase::Check, "check");
  call_at(world, "second", at, Phase::Fault, "fault");
  call_at(world, "first", at, Phase::Control, "one");
  call_at(world, "first", at, Phase::Control, "two");
  world.run();
  CHECK(world.said == Said{"second: fault at 1s", "first: one at 1s", "first: two at 1s",
                           "first: delivery at 1s", "second: delivery at 1s",
                           "first: check at 1s"});
}

TEST_CASE("the outside is asked only when no event is due, and time waits until it is settled") {
  TestWorld world;
  FakeOutside outside(world);
  call_at(world, "a", k_start, Phase::Delivery, "start");
  call_at(world, "a", k_start + seconds(9), Phase::Delivery, "later");
  outside.results.push_back([&] { call_at(world, "a", k_start, Phase::Delivery, "result"); });
  world.run(&outside);
  CHECK(world.said == Said{"a: start at 0us", "a: result at 0us", "a: later at 9s"});
  CHECK(outside.log == Said{"settle at 0us", "settle at 0us", "time is 9s", "settle at 9s"});
}

TEST_CASE("time goes to the outside's deadline when that is earlier than every event") {
  TestWorld world;
  FakeOutside outside(world);
  call_at(world, "a", k_start + seconds(9), Phase::Delivery, "later");
  outside.deadlines = {k_start + seconds(4), k_start + seconds(20)};
  world.run(&outside);
  CHECK(outside.log == Said{"settle at 0us", "time is 4s", "settle at 4s", "time is 9s",
                            "settle at 9s", "time is 20s", "settle at 20s"});
}

TEST_CASE("trouble in the outside passes out of the run") {
  TestWorld world;
  FakeOutside outside(world);
  outside.results.push_back([] { throw HarnessError("no process can be started"); });
  CHECK_THROWS_AS(world.run(&outside), HarnessError);
}

TEST_CASE(
    "when nothing can happen any more the run ends and tells who waits for what, since when") {
  Signal signal("ValidateService to end");
  TestWorld world;
  const Context codedeploy = world.as("codedeploy/d-1");
  world.as("idle");
  codedeploy.spawn("wait", wait_for_ever(codedeploy, &signal));
  const RunEnd end = world.run();
  CHECK(end.kind == RunEndKind::Deadlock);
  CHECK(end.what == "nothing can happen any more");
  CHECK(end.waiting == "codedeploy/d-1 waits for ValidateService to end since 0us\n");
}

TEST_CASE("stop ends the run after the event that asked for it, and a run may go on later") {
  TestWorld world;
  call_at(world, "a", k_start + seconds(2), Phase::Delivery, "after");
  world.kernel.schedule_call(k_start + seconds(1), Phase::Delivery, world.kernel.actor("a"),
                             [&] { world.kernel.stop(); });
  CHECK(world.run().kind == RunEndKind::Stopped);
  CHECK(world.said.empty());
  CHECK(world.run().kind == RunEndKind::Deadlock);
  CHECK(world.said == Said{"a: after at 2s"});
}

TEST_CASE("each limit ends the run and is named") {
  Limits limits;
  std::string named;
  std::uint64_t most = 0;
  SECTION("events in one instant") {
    most = limits.events_per_instant_max = 50;
    named = "limit events_per_instant_max: more than 50 events without any virtual time passing";
  }
  SECTION("events") {
    most = limits.events_max = 40;
    named = "limit events_max: more than 40 events";
  }
  TestWorld world(limits);
  const Context loop = world.as("loop");
  loop.spawn("loop", loop_without_time(loop));
  const RunEnd end = world.run();
  CHECK(end.kind == RunEndKind::Limit);
  CHECK(end.what == named);
  CHECK(world.kernel.events() == most + 1);
  CHECK(end.waiting == "loop waits for time to pass since 0us\n");
}

TEST_CASE("virtual time, trace size and actors have limits too") {
  Limits limits;
  std::string named;
  SECTION("virtual time") {
    limits.virtual_time_max = hours(2);
    named = "limit virtual_time_max: the run would pass 2h of virtual time";
  }
  SECTION("trace") {
    limits.trace_bytes_max = 1'000;
    named = "limit trace_bytes_max: the trace is larger than 1000 bytes";
  }
  SECTION("actors") {
    limits.actors_max = 1;
    named = "limit actors_max: more than 1 actors";
  }
  TestWorld world(limits);
  const Context clock = world.as("clock");
  (void)clock.as("another");
  clock.spawn("tick", tick(clock, minutes(1)));
  const RunEnd end = world.run();
  CHECK(end.kind == RunEndKind::Limit);
  CHECK(end.what == named);
}

TEST_CASE("the events of one instant are counted afresh at the next") {
  Limits limits;
  limits.events_per_instant_max = 3;
  limits.virtual_time_max = seconds(100);
  TestWorld world(limits);
  const Context clock = world.as("clock");
  clock.spawn("tick", tick(clock, seconds(1)));
  CHECK(world.run().what == "limit virtual_time_max: the run would pass 1m40s of virtual time");
}

TEST_CASE("an actor is one however often it is named, and numbers its own steps") {
  TestWorld world;
  const ActorId alice = world.kernel.actor("alice");
  const ActorId bob = world.kernel.actor("bob");
  CHECK(world.kernel.actor("alice") == alice);
  CHECK(alice < bob);
  CHECK(world.kernel.actor_name(bob) == "bob");
  CHECK(world.kernel.next_sequence(alice) == 0);
  CHECK(world.kernel.next_sequence(alice) == 1);
  CHECK(world.kernel.next_sequence(bob) == 0);
}

TEST_CASE("the past cannot be scheduled, nor an actor invented") {
  CHECK(dies_with_internal_error([] {
    TestWorld world;
    world.kernel.schedule_call(Instant{-1}, Phase::Delivery, world.kernel.actor("a"), [] {});
  }));
  CHECK(dies_with_internal_error([] { (void)TestWorld().kernel.actor_name(ActorId{5}); }));
}

TEST_CASE("a trace line names the line that led to it, across waits and wake-ups") {
  Signal signal("news");
  TestWorld world;
  const Context alice = world.as("alice");
  const Context bob = world.as("bob");
  world.kernel.trace().begin({"cause", "", 7});
  world.kernel.schedule_call(k_start + seconds(1), Phase::Delivery, alice.actor(), [&] {
    alice.trace("unrelated", {});
    const std::int64_t led = alice.trace("led", {});
    CHECK(led == 2);
    world.kernel.schedule_call(k_start + seconds(5), Phase::Delivery, bob.actor(),
                               [&] { bob.trace("followed", {}); });
  });
  world.kernel.schedule_call(k_start + seconds(3), Phase::Delivery, bob.actor(),
                             [&] { bob.trace("between", {}); });
  world.run();
  const std::string& text = world.kernel.trace().text();
  CHECK(text.find(R"("ev":"unrelated","cause":0})") != std::string::npos);
  CHECK(text.find(R"("ev":"led","cause":1})") != std::string::npos);
  CHECK(text.find(R"("ev":"between","cause":0})") != std::string::npos);
  CHECK(text.find(R"("ev":"followed","cause":2})") != std::string::npos);
}

TEST_CASE("the same seed gives the same bytes, another seed others") {
  const std::string first = wandering_trace(1);
  CHECK(first.size() > 20'000);
  CHECK(wandering_trace(1) == first);
  CHECK(wandering_trace(2) != first);
}

TEST_CASE("a fault site fires only when it was switched on") {
  constexpr FaultSite k_site{"test.site", "something goes wrong"};
  TestWorld world;
  const Context alice = world.as("alice");
  CHECK_FALSE(alice.fault(k_site));
  world.kernel.faults().enable("test.other");
  CHECK_FALSE(alice.fault(k_site));
  world.kernel.faults().enable("test.site");
  CHECK(alice.fault(k_site));
}

TEST_CASE("tasks come and go by the thousand, and none is left") {
  Signal never("never");
  TestWorld world;
  const Context alice = world.as("alice");
  for (int round = 0; round < 20'000; ++round) {
    alice.spawn("wait", wait_for_ever(alice, &never));
    if (round % 100 == 99) {
      world.run();
      world.kernel.cancel_tasks(alice.actor());
    }
  }
  CHECK(world.run().waiting.empty());
}
