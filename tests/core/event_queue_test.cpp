// The queue orders by identity (time, phase, actor, sequence), whatever the order of pushing.
#include "sim/core/event_queue.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <set>
#include <string>
#include <vector>

#include "sim/core/random.h"
#include "tests/core/dies.h"

using namespace greenroom;

namespace {

EventKey key(std::int64_t at, Phase phase, std::uint32_t actor, std::uint64_t sequence) {
  return {Instant{at}, phase, ActorId{actor}, sequence};
}

// Pops everything and tells the keys in the order in which they came.
std::vector<EventKey> drained(EventQueue& queue) {
  std::vector<EventKey> keys;
  while (!queue.empty()) {
    keys.push_back(queue.front());
    queue.pop();
  }
  return keys;
}

}  // namespace

TEST_CASE("events come by time, then phase, then actor, then the actor's own sequence") {
  const std::vector<EventKey> in_order = {
      key(1, Phase::Delivery, 9, 9), key(2, Phase::Fault, 9, 9),    key(2, Phase::Control, 9, 9),
      key(2, Phase::Delivery, 0, 9), key(2, Phase::Delivery, 1, 0), key(2, Phase::Delivery, 1, 1),
      key(2, Phase::Launch, 0, 0),   key(2, Phase::Join, 0, 0),     key(2, Phase::Probe, 0, 0),
      key(2, Phase::Check, 0, 0),    key(3, Phase::Fault, 0, 0),
  };
  std::vector<EventKey> pushed = in_order;
  std::sort(pushed.begin(), pushed.end());
  REQUIRE(pushed == in_order);
  RandomStream shuffle(Seed{1}, "shuffle");
  for (int round = 0; round < 50; ++round) {
    for (std::size_t i = pushed.size(); i > 1; --i) {
      std::swap(pushed[i - 1], pushed[shuffle.below(i)]);
    }
    EventQueue queue;
    for (const EventKey& each : pushed) {
      queue.push(each, {});
    }
    CHECK(drained(queue) == in_order);
  }
}

TEST_CASE("each event carries its own action and cause") {
  EventQueue queue;
  std::string said;
  queue.push(key(2, Phase::Delivery, 0, 0), {{}, [&] { said += "second"; }, 22});
  queue.push(key(1, Phase::Delivery, 0, 1), {{}, [&] { said += "first "; }, 11});
  EventAction first = queue.pop();
  EventAction second = queue.pop();
  first.call();
  second.call();
  CHECK(said == "first second");
  CHECK(first.cause == 11);
  CHECK(second.cause == 22);
}

TEST_CASE("a cancelled event never comes and no longer counts") {
  EventQueue queue;
  queue.push(key(1, Phase::Delivery, 0, 0), {});
  const EventId cancelled = queue.push(key(0, Phase::Delivery, 0, 1), {});
  CHECK(queue.size() == 2);
  queue.cancel(cancelled);
  CHECK(queue.size() == 1);
  CHECK(queue.front() == key(1, Phase::Delivery, 0, 0));
  queue.pop();
  CHECK(queue.empty());
  CHECK(queue.size() == 0);
}

TEST_CASE("a queue whose events are all cancelled is empty") {
  EventQueue queue;
  const EventId one = queue.push(key(1, Phase::Delivery, 0, 0), {});
  const EventId two = queue.push(key(2, Phase::Delivery, 0, 1), {});
  queue.cancel(two);
  queue.cancel(one);
  CHECK(queue.empty());
}

TEST_CASE("cancelling lets go of what the action holds at once") {
  EventQueue queue;
  bool destroyed = false;
  struct Holder {
    bool* destroyed;
    explicit Holder(bool* flag) : destroyed(flag) {}
    Holder(const Holder& other) : destroyed(other.destroyed) {}
    ~Holder() { *destroyed = true; }
  };
  const EventId id =
      queue.push(key(1, Phase::Delivery, 0, 0), {{}, [h = Holder(&destroyed)] {}, 0});
  destroyed = false;  // copies on the way in were destroyed too
  queue.cancel(id);
  CHECK(destroyed);
}

TEST_CASE(
    "stale ids are harmless: after the event came, twice, and after its place is used again") {
  EventQueue queue;
  const EventId first = queue.push(key(1, Phase::Delivery, 0, 0), {});
  queue.pop();
  queue.cancel(first);
  queue.push(key(2, Phase::Delivery, 0, 1), {});  // takes the free place
  queue.cancel(first);
  CHECK(queue.size() == 1);
  const EventId third = queue.push(key(3, Phase::Delivery, 0, 2), {});
  queue.cancel(third);
  queue.cancel(third);
  CHECK(queue.size() == 1);
  queue.cancel(EventId{});
  CHECK(drained(queue) == std::vector<EventKey>{key(2, Phase::Delivery, 0, 1)});
}

TEST_CASE("withdrawn deadlines are let go of long before their time, and the order stays") {
  EventQueue queue;
  std::vector<EventKey> kept;
  for (std::uint64_t i = 0; i < 10'000; ++i) {
    const EventId deadline = queue.push(key(1'000'000, Phase::Control, 0, i), {});
    queue.cancel(deadline);
    if (i % 100 == 0) {
      kept.push_back(key(static_cast<std::int64_t>(10'000 - i), Phase::Delivery, 1, i));
      queue.push(kept.back(), {});
    }
  }
  // Places are numbered densely, so the next one tells how many are in use.
  CHECK(queue.push(key(2'000'000, Phase::Check, 0, 0), {}).slot < 500);
  kept.push_back(key(2'000'000, Phase::Check, 0, 0));
  std::sort(kept.begin(), kept.end());
  CHECK(drained(queue) == kept);
}

TEST_CASE("a long random mix of push, pop and cancel agrees with a sorted set") {
  struct Pending {
    EventKey key;
    EventId id;
  };
  RandomStream random(Seed{42}, "mix");
  EventQueue queue;
  std::set<EventKey> model;
  std::vector<Pending> pushed;
  for (std::uint64_t step = 0; step < 20'000; ++step) {
    const std::uint64_t choice = random.below(10);
    if (choice < 5) {
      const EventKey next =
          key(static_cast<std::int64_t>(random.below(1'000)), static_cast<Phase>(random.below(7)),
              static_cast<std::uint32_t>(random.below(8)), step);
      pushed.push_back({next, queue.push(next, {})});
      model.insert(next);
    } else if (choice < 8 && !model.empty()) {
      REQUIRE(queue.front() == *model.begin());
      queue.pop();
      model.erase(model.begin());
    } else if (!pushed.empty()) {
      const Pending& any = pushed[random.below(pushed.size())];  // often stale
      queue.cancel(any.id);
      model.erase(any.key);
    }
    REQUIRE(queue.size() == model.size());
  }
  CHECK(drained(queue) == std::vector<EventKey>(model.begin(), model.end()));
}

TEST_CASE("looking into an empty queue is a bug of ours and ends with exit code 70") {
  CHECK(dies_with_internal_error([] { (void)EventQueue().front(); }));
  CHECK(dies_with_internal_error([] { EventQueue().pop(); }));
}
