// What tasks wait for: moments, signals, slots, mailboxes; and that destroying a task ends its
// waits.
#include "sim/core/waiting.h"

#include <catch2/catch.hpp>
#include <memory>
#include <optional>
#include <string>

#include "tests/core/dies.h"
#include "tests/core/world.h"

using namespace greenroom;

namespace {

Task<void> sleep_and_tell(TestWorld* world, Context cx, Duration duration) {
  co_await cx.sleep_for(duration);
  world->note(cx, "awake");
}

Task<void> await_signal(TestWorld* world, Context cx, Signal* signal, Instant deadline) {
  const bool woken = co_await signal->wait_until(cx, deadline);
  world->note(cx, woken ? "woken" : "gave up");
}

Task<void> notify_after(Context cx, Signal* signal, Duration duration) {
  co_await cx.sleep_for(duration);
  signal->notify();
}

Task<void> take(TestWorld* world, Context cx, Slot<std::string>* slot, Instant deadline) {
  const std::optional<std::string> value = co_await slot->take_until(cx, deadline);
  world->note(cx, value.value_or("nothing"));
}

Task<void> set_after(Context cx, Slot<std::string>* slot, Duration duration) {
  co_await cx.sleep_for(duration);
  slot->set("the value");
}

Task<void> read_all(TestWorld* world, Context cx, Mailbox<int>* box, Duration patience) {
  while (true) {
    const std::optional<int> message = co_await box->next_until(cx, cx.now() + patience);
    if (!message.has_value()) {
      world->note(cx, "no more");
      co_return;
    }
    world->note(cx, std::to_string(*message));
  }
}

Task<void> put_after(Context cx, Mailbox<int>* box, Duration duration, int message) {
  co_await cx.sleep_for(duration);
  box->put(message);
}

}  // namespace

TEST_CASE("a sleeper wakes exactly when it said") {
  TestWorld world;
  const Context alice = world.as("alice");
  alice.spawn("sleep", sleep_and_tell(&world, alice, seconds(3)));
  world.run();
  CHECK(world.said == Said{"alice: awake at 3s"});
}

TEST_CASE("sleeping until a moment that has passed, or for no time, goes on at this instant") {
  TestWorld world;
  const Context alice = world.as("alice");
  const Context bob = world.as("bob");
  alice.spawn("sleep", sleep_and_tell(&world, alice, seconds(-5)));
  bob.spawn("sleep", sleep_and_tell(&world, bob, seconds(0)));
  world.run();
  CHECK(world.said == Said{"alice: awake at 0us", "bob: awake at 0us"});
}

TEST_CASE("sleepers of one instant wake in the order in which their actors were declared") {
  TestWorld world;
  const Context first = world.as("first");
  const Context second = world.as("second");
  second.spawn("sleep", sleep_and_tell(&world, second, seconds(1)));
  first.spawn("sleep", sleep_and_tell(&world, first, seconds(1)));
  world.run();
  CHECK(world.said == Said{"first: awake at 1s", "second: awake at 1s"});
}

TEST_CASE("a signal wakes all who wait, and those who come later wait for the next one") {
  Signal signal("news");
  TestWorld world;
  const Context alice = world.as("alice");
  const Context bob = world.as("bob");
  const Context radio = world.as("radio");
  radio.spawn("first", notify_after(radio, &signal, seconds(1)));
  alice.spawn("wait", await_signal(&world, alice, &signal, k_never));
  bob.spawn("wait", await_signal(&world, bob, &signal, k_never));
  world.run();
  CHECK(world.said == Said{"alice: woken at 1s", "bob: woken at 1s"});
  world.said.clear();
  alice.spawn("wait", await_signal(&world, alice, &signal, k_start + seconds(5)));
  const RunEnd end = world.run();
  CHECK(world.said == Said{"alice: gave up at 5s"});
  CHECK(end.kind == RunEndKind::Deadlock);
}

TEST_CASE("at the instant of the deadline the time-out wins over the signal") {
  Signal signal("news");
  TestWorld world;
  const Context alice = world.as("alice");
  const Context radio = world.as("radio");
  radio.spawn("notify", notify_after(radio, &signal, seconds(2)));
  alice.spawn("wait", await_signal(&world, alice, &signal, k_start + seconds(2)));

  world.run();
  // Both are Control events of one instant; the radio was declared second.
  CHECK(world.said == Said{"alice: gave up at 2s"});
}

TEST_CASE("a signal long before the deadline withdraws the deadline") {
  Signal signal("news");
  TestWorld world;
  const Context alice = world.as("alice");
  const Context radio = world.as("radio");
  radio.spawn("notify", notify_after(radio, &signal, seconds(1)));
  alice.spawn("wait", await_signal(&world, alice, &signal, k_start + hours(100)));
  world.run();
  CHECK(world.said == Said{"alice: woken at 1s"});
  CHECK(world.kernel.now() == k_start + seconds(1));
}

TEST_CASE("nothing is resumed inline: whoever notifies goes on first") {
  Signal signal("news");
  TestWorld world;
  const Context alice = world.as("alice");
  alice.spawn("wait", await_signal(&world, alice, &signal, k_never));
  const Context radio = world.as("radio");
  world.kernel.schedule_call(k_start + seconds(1), Phase::Delivery, radio.actor(), [&] {
    signal.notify();
    world.note(radio, "said it");
  });
  world.run();
  CHECK(world.said == Said{"radio: said it at 1s", "alice: woken at 1s"});
}

TEST_CASE("a slot gives its value to who waits, and at once when it is there already") {
  Slot<std::string> slot("the answer");
  TestWorld world;
  const Context alice = world.as("alice");
  SECTION("waiting") {
    alice.spawn("take", take(&world, alice, &slot, k_never));
    alice.spawn("set", set_after(alice, &slot, seconds(4)));
    world.run();
    CHECK(world.said == Said{"alice: the value at 4s"});
  }
  SECTION("there already") {
    slot.set("early");
    CHECK(slot.has_value());
    alice.spawn("take", take(&world, alice, &slot, k_never));
    world.run();
    CHECK(world.said == Said{"alice: early at 0us"});
  }
  CHECK_FALSE(slot.has_value());
}

TEST_CASE("a slot's deadline gives nothing, and the value that comes later can still be taken") {
  Slot<std::string> slot("the answer");
  TestWorld world;
  const Context alice = world.as("alice");
  alice.spawn("take", take(&world, alice, &slot, k_start + seconds(1)));
  alice.spawn("set", set_after(alice, &slot, seconds(4)));
  world.run();
  CHECK(world.said == Said{"alice: nothing at 1s"});
  alice.spawn("take", take(&world, alice, &slot, k_never));
  world.run();
  CHECK(world.said == Said{"alice: nothing at 1s", "alice: the value at 4s"});
}

TEST_CASE("setting a slot twice is a bug of ours") {
  CHECK(dies_with_internal_error([] {
    Slot<int> slot("once");
    slot.set(1);
    slot.set(2);
  }));
}

TEST_CASE("a mailbox gives messages in order, several of one instant too, then nothing") {
  Mailbox<int> box("mail");
  TestWorld world;
  const Context alice = world.as("alice");
  const Context post = world.as("post");
  alice.spawn("read", read_all(&world, alice, &box, seconds(10)));
  post.spawn("put", put_after(post, &box, seconds(1), 1));
  post.spawn("put", put_after(post, &box, seconds(1), 2));
  post.spawn("put", put_after(post, &box, seconds(5), 3));
  world.run();
  CHECK(world.said ==
        Said{"alice: 1 at 1s", "alice: 2 at 1s", "alice: 3 at 5s", "alice: no more at 15s"});
  CHECK(box.empty());
}

TEST_CASE("cancelling an actor's tasks withdraws its timers: time does not move for them") {
  TestWorld world;
  const Context alice = world.as("alice");
  const Context bob = world.as("bob");
  alice.spawn("sleep", sleep_and_tell(&world, alice, hours(10)));
  world.kernel.schedule_call(k_start + seconds(1), Phase::Control, bob.actor(),
                             [&] { world.kernel.cancel_tasks(alice.actor()); });
  const RunEnd end = world.run();
  CHECK(world.said.empty());
  CHECK(end.kind == RunEndKind::Deadlock);
  CHECK(world.kernel.now() == k_start + seconds(1));
}

TEST_CASE("a task cancelled while it waits for a signal, slot or message is forgotten there") {
  Signal signal("news");
  Slot<std::string> slot("the answer");
  Mailbox<int> box("mail");
  TestWorld world;
  const Context alice = world.as("alice");
  const Context bob = world.as("bob");
  alice.spawn("signal", await_signal(&world, alice, &signal, k_never));
  alice.spawn("slot", take(&world, alice, &slot, k_never));
  alice.spawn("mail", read_all(&world, alice, &box, hours(1)));
  world.kernel.schedule_call(k_start + seconds(1), Phase::Control, bob.actor(), [&] {
    world.kernel.cancel_tasks(alice.actor());
    signal.notify();
    slot.set("unheard");
    box.put(1);
  });
  world.run();
  CHECK(world.said.empty());
  CHECK(slot.has_value());
  CHECK_FALSE(box.empty());
}

TEST_CASE("a task that was woken and is cancelled before it runs never runs") {
  Signal signal("news");
  TestWorld world;
  const Context alice = world.as("alice");
  const Context bob = world.as("bob");
  alice.spawn("wait", await_signal(&world, alice, &signal, k_never));
  world.kernel.schedule_call(k_start + seconds(1), Phase::Control, bob.actor(), [&] {
    signal.notify();
    world.kernel.cancel_tasks(alice.actor());
  });
  world.run();
  CHECK(world.said.empty());
}

TEST_CASE("a task that is cancelled before its first step never takes it") {
  TestWorld world;
  const Context alice = world.as("alice");
  alice.spawn("sleep", sleep_and_tell(&world, alice, seconds(1)));
  world.kernel.cancel_tasks(alice.actor());
  world.run();
  CHECK(world.said.empty());
}
