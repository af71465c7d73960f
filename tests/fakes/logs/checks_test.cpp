// Each invariant of CloudWatch Logs trips when it should, and only then; its fault site at work.
#include "fakes/logs/checks.h"

#include <catch2/catch.hpp>

#include "fakes/logs/sites.h"
#include "tests/fakes/logs/logs_lab.h"
#include "tests/support/invariant_lab.h"

using namespace greenroom;
using namespace greenroom::test;

namespace {

TraceLine events(const std::string& accepted, const std::string& stored) {
  return line(
      "logs.events",
      {{"logGroupName", "g"}, {"logStreamName", "s"}, {"accepted", accepted}, {"stored", stored}});
}

}  // namespace

TEST_CASE("logs.accepted_is_stored: what was accepted is there") {
  const TraceLine deleted =
      line("logs.stream", {{"logGroupName", "g"}, {"logStreamName", "s"}, {"change", "deleted"}});
  CHECK(broken_by(logs::invariants(), {events("2", "2"), events("0", "2"), events("1", "3")})
            .empty());
  CHECK(broken_by(logs::invariants(), {events("2", "2"), deleted, events("1", "1")}).empty());
  CHECK(broken_by(logs::invariants(), {events("2", "2"), events("1", "2")}) ==
        Ids{"logs.accepted_is_stored"});
}

TEST_CASE("the fault events_lost breaks logs.accepted_is_stored") {
  LogsLab lab;
  struct Watch final : TraceObserver {
    void on_line(const TraceLine& seen) override { invariant.on_line(seen); }
    logs::AcceptedIsStored invariant;
  } watch;
  lab.world.kernel.trace().observe(watch);
  lab.count("a", 0, 2);
  CHECK(watch.invariant.violations().empty());
  lab.world.kernel.faults().enable(std::string(logs::site::events_lost.name));
  lab.count("a", 2, 3);
  CHECK(watch.invariant.violations().size() == 1);
}
