// Each invariant of EC2 and Auto Scaling trips when it should, and only then.
#include "fakes/ec2/checks.h"

#include <catch2/catch.hpp>

#include "tests/support/invariant_lab.h"

using namespace greenroom;
using namespace greenroom::test;

namespace {

TraceLine instance(const std::string& id, const std::string& ip) {
  return line("ec2.instance", {{"instanceId", id},
                               {"privateIpAddress", ip},
                               {"state", "running"},
                               {"autoScalingGroupName", "g"}});
}

TraceLine group(const std::string& max) {
  return line("autoscaling.group", {{"group", "g"}, {"max", max}});
}

}  // namespace

TEST_CASE("ec2.one_address: an address belongs to one instance") {
  CHECK(broken_by(ec2::invariants(), {group("2"), instance("a", "x"), instance("b", "y")}).empty());
  CHECK(broken_by(ec2::invariants(), {group("2"), instance("a", "x"), instance("b", "x")}) ==
        Ids{"ec2.one_address"});
}

TEST_CASE("asg.capacity: a group never exceeds its MaxSize") {
  CHECK(broken_by(ec2::invariants(), {group("1"), instance("a", "x"), instance("b", "y")}) ==
        Ids{"asg.capacity"});
}
