// Each invariant of Auto Scaling trips when it should, and only then.
#include "fakes/autoscaling/checks.h"

#include <catch2/catch.hpp>

#include "tests/support/invariant_lab.h"

using namespace greenroom;
using namespace greenroom::test;

namespace {

TraceLine in_state(const std::string& id, const std::string& state) {
  return line("autoscaling.instance",
              {{"instanceId", id}, {"group", "g"}, {"lifecycleState", state}});
}

TraceLine group(const std::string& max, const std::string& change = "updated") {
  return line("autoscaling.group", {{"group", "g"}, {"change", change}, {"max", max}});
}

TraceLine action(const std::string& status) {
  return line("autoscaling.lifecycle_action",
              {{"instanceId", "a"}, {"lifecycleActionToken", "t"}, {"status", status}});
}

}  // namespace

TEST_CASE("asg.capacity: no instance comes into service above MaxSize") {
  CHECK(broken_by(autoscaling::invariants(),
                  {group("1"), in_state("a", "InService"), in_state("a", "Terminating"),
                   in_state("b", "InService")})
            .empty());
  CHECK(broken_by(autoscaling::invariants(), {group("1"), in_state("a", "InService"),
                                              in_state("b", "InService")}) == Ids{"asg.capacity"});
  // A lower MaxSize is met by instances that leave, not by magic.
  CHECK(broken_by(autoscaling::invariants(),
                  {group("3"), in_state("a", "InService"), in_state("b", "InService"),
                   in_state("c", "InService"), group("1"), in_state("c", "Terminating")})
            .empty());
}

TEST_CASE("asg.capacity: a group that is rebalanced or refreshed may exceed MaxSize meanwhile") {
  CHECK(broken_by(autoscaling::invariants(), {group("1", "rebalancing"), in_state("a", "InService"),
                                              in_state("b", "InService")})
            .empty());
  CHECK(broken_by(autoscaling::invariants(),
                  {group("1", "refreshing"), group("1", "refreshed"), in_state("a", "InService"),
                   in_state("b", "InService")}) == Ids{"asg.capacity"});
}

TEST_CASE("asg.hooks_first: nobody serves before its launch hooks said CONTINUE") {
  CHECK(broken_by(autoscaling::invariants(),
                  {group("1"), action("started"), action("CONTINUE"), in_state("a", "InService")})
            .empty());
  CHECK(broken_by(autoscaling::invariants(),
                  {group("1"), action("started"), in_state("a", "InService")}) ==
        Ids{"asg.hooks_first"});
  CHECK(broken_by(autoscaling::invariants(),
                  {group("1"), action("started"), action("ABANDON"), in_state("a", "InService")}) ==
        Ids{"asg.hooks_first"});
}
