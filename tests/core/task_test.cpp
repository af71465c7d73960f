// Tasks are stories: children run as part of them, values and exceptions come back, and destroying
// one runs its clean-up.
#include "sim/core/task.h"

#include <catch2/catch.hpp>
#include <memory>
#include <stdexcept>
#include <string>

#include "sim/core/harness_error.h"
#include "tests/core/world.h"

using namespace greenroom;

namespace {

struct TellsItsEnd {
  TestWorld* world;
  std::string name;
  TellsItsEnd(TestWorld* where, std::string who) : world(where), name(std::move(who)) {}
  TellsItsEnd(const TellsItsEnd&) = delete;
  TellsItsEnd& operator=(const TellsItsEnd&) = delete;
  ~TellsItsEnd() { world->said.push_back(name + " cleaned up"); }
};

Task<std::unique_ptr<int>> child(TestWorld* world, Context cx, int value) {
  const TellsItsEnd end(world, "child");
  co_await cx.sleep_for(seconds(1));
  co_return std::make_unique<int>(value);
}

Task<void> parent(TestWorld* world, Context cx) {
  const TellsItsEnd end(world, "parent");
  const std::unique_ptr<int> first = co_await child(world, cx, 1);
  const std::unique_ptr<int> second = co_await child(world, cx, 2);
  world->note(cx, std::to_string(*first + *second));
}

Task<int> failing(Context cx) {
  co_await cx.sleep_for(seconds(1));
  throw HarnessError("disk full: free some space");
}

Task<void> catching(TestWorld* world, Context cx) {
  std::string caught;
  try {
    (void)co_await failing(cx);
  } catch (const HarnessError& error) {
    caught = error.what();
  }
  world->note(cx, caught);
}

Task<void> not_catching(TestWorld* world, Context cx) {
  const TellsItsEnd end(world, "parent");
  const int value = co_await failing(cx);
  world->note(cx, std::to_string(value));
}

Task<int> down(int depth) {
  if (depth == 0) {
    co_return 0;
  }
  const int below = co_await down(depth - 1);
  co_return below + 1;
}

Task<void> dive(TestWorld* world, Context cx, int depth) {
  const int reached = co_await down(depth);
  world->note(cx, "reached " + std::to_string(reached));
}

Task<void> at_once(TestWorld* world, Context cx) {
  world->note(cx, "done");
  co_return;
}

}  // namespace

TEST_CASE("a parent waits for its children in turn and gets their values") {
  TestWorld world;
  const Context alice = world.as("alice");
  alice.spawn("parent", parent(&world, alice));
  world.run();
  CHECK(world.said ==
        Said{"child cleaned up", "child cleaned up", "alice: 3 at 2s", "parent cleaned up"});
}

TEST_CASE("a task does nothing before it is started, and nothing when it is dropped unstarted") {
  TestWorld world;
  const Context alice = world.as("alice");
  {
    Task<void> dropped = at_once(&world, alice);
    Task<void> moved = std::move(dropped);
    dropped = std::move(moved);
  }
  world.run();
  CHECK(world.said.empty());
}

TEST_CASE("a spawned task starts in an event of its own, not inline") {
  TestWorld world;
  const Context alice = world.as("alice");
  alice.spawn("at once", at_once(&world, alice));
  CHECK(world.said.empty());
  world.run();
  CHECK(world.said == Said{"alice: done at 0us"});
}

TEST_CASE("an exception of a child is caught by its parent") {
  TestWorld world;
  const Context alice = world.as("alice");
  alice.spawn("catching", catching(&world, alice));
  world.run();
  CHECK(world.said == Said{"alice: disk full: free some space at 1s"});
}

TEST_CASE("trouble with the machine passes through all tasks and out of the run") {
  TestWorld world;
  const Context alice = world.as("alice");
  alice.spawn("not catching", not_catching(&world, alice));
  CHECK_THROWS_AS(world.run(), HarnessError);
  CHECK(world.said == Said{"parent cleaned up"});
}

TEST_CASE("destroying a waiting parent cleans up the child first, then the parent, once each") {
  TestWorld world;
  const Context alice = world.as("alice");
  alice.spawn("parent", parent(&world, alice));
  world.kernel.schedule_call(k_start + milliseconds(1), Phase::Control, world.kernel.actor("bob"),
                             [&] { world.kernel.cancel_tasks(alice.actor()); });
  world.run();
  CHECK(world.said == Said{"child cleaned up", "parent cleaned up"});
}

TEST_CASE("shutting the kernel down ends every task") {
  TestWorld world;
  const Context alice = world.as("alice");
  alice.spawn("parent", parent(&world, alice));
  world.kernel.schedule_call(k_start + milliseconds(1), Phase::Control, world.kernel.actor("bob"),
                             [&] { world.kernel.stop(); });
  CHECK(world.run().kind == RunEndKind::Stopped);
  CHECK(world.said.empty());
  world.kernel.shutdown();
  CHECK(world.said == Said{"child cleaned up", "parent cleaned up"});
}

TEST_CASE("children nested a thousand deep come back with their value") {
  TestWorld world;
  const Context alice = world.as("alice");
  alice.spawn("dive", dive(&world, alice, 1'000));
  world.run();
  CHECK(world.said == Said{"alice: reached 1000 at 0us"});
}
