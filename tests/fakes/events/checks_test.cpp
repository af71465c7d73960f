// Each invariant of EventBridge trips when it should, and only then.
#include "fakes/events/checks.h"

#include <catch2/catch.hpp>

#include "tests/support/invariant_lab.h"

using namespace greenroom;
using namespace greenroom::test;

namespace {

TraceLine delivery(const std::string& event, const std::string& target, const std::string& attempt,
                   const std::string& status) {
  return line("eventbridge.delivery", {{"rule", "r"},
                                       {"target", target},
                                       {"eventId", event},
                                       {"attempt", attempt},
                                       {"status", status}});
}

}  // namespace

TEST_CASE("events.delivered_once: an event reaches a target once") {
  const TraceLine a = delivery("e-1", "a", "1", "Delivered");
  const TraceLine b = delivery("e-1", "b", "1", "Delivered");
  const TraceLine c = delivery("e-2", "a", "1", "Delivered");
  CHECK(broken_by(events::invariants(), {a, b, c}).empty());
  CHECK(broken_by(events::invariants(), {a, b, a}) ==
        Ids{"events.delivered_once", "events.attempts_counted"});
}

TEST_CASE("events.attempts_counted: attempts are counted, and end") {
  const TraceLine first = delivery("e-1", "a", "1", "Failed");
  const TraceLine second = delivery("e-1", "a", "2", "Delivered");
  const TraceLine third = delivery("e-1", "a", "3", "Failed");
  const TraceLine given_up = delivery("e-1", "a", "2", "GivenUp");
  CHECK(broken_by(events::invariants(), {first, second}).empty());
  CHECK(broken_by(events::invariants(), {first, given_up}).empty());
  CHECK(broken_by(events::invariants(), {first, third}) == Ids{"events.attempts_counted"});
  CHECK(broken_by(events::invariants(), {first, given_up, third}) ==
        Ids{"events.attempts_counted"});
}
