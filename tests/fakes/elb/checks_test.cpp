// Each invariant of the load balancer trips when it should, and only then.
#include "fakes/elb/checks.h"

#include <catch2/catch.hpp>

#include "tests/support/invariant_lab.h"

using namespace greenroom;
using namespace greenroom::test;

namespace {

TraceLine target(const std::string& state, const std::string& reason = "") {
  return line("elb.target", {{"instanceId", "i-a"}, {"state", state}, {"reason", reason}});
}

}  // namespace

TEST_CASE("alb.states: a target goes through the documented states only") {
  CHECK(broken_by(elb::invariants(), {target("initial"), target("healthy"), target("draining"),
                                      target("unused"), target("initial")})
            .empty());
  CHECK(broken_by(elb::invariants(), {target("healthy")}) == Ids{"alb.states"});
  CHECK(
      broken_by(elb::invariants(), {target("initial"), target("unused", "Target.NotRegistered")}) ==
      Ids{"alb.states"});
  CHECK(broken_by(elb::invariants(), {target("initial"), target("unused", "Target.InvalidState")})
            .empty());
  CHECK(broken_by(elb::invariants(), {target("initial"), target("healthy"),
                                      target("unused", "Target.NotInUse"), target("healthy")}) ==
        Ids{"alb.states"});
}

TEST_CASE("alb.no_dead_target: only targets answer") {
  const TraceLine answer = line("traffic.version", {{"instance", "i-a"}, {"version", "v1.0"}});
  CHECK(broken_by(elb::invariants(), {target("initial"), answer}).empty());
  CHECK(broken_by(elb::invariants(), {answer}) == Ids{"alb.no_dead_target"});
  CHECK(broken_by(elb::invariants(), {target("initial"), target("draining"), target("unused"),
                                      answer}) == Ids{"alb.no_dead_target"});
  CHECK(broken_by(elb::invariants(seconds(10)),
                  {target("initial"), target("draining"), target("unused"), answer})
            .empty());
  CHECK(broken_by(elb::invariants(seconds(10)), {answer}) == Ids{"alb.no_dead_target"});
}
