// Each invariant of EC2 trips when it should, and only then.
#include "fakes/ec2/checks.h"

#include <catch2/catch.hpp>

#include "tests/support/invariant_lab.h"

using namespace greenroom;
using namespace greenroom::test;

namespace {

TraceLine instance(const std::string& id, const std::string& ip, const std::string& state) {
  return line("ec2.instance", {{"instanceId", id},
                               {"privateIpAddress", ip},
                               {"state", state},
                               {"autoScalingGroupName", "g"}});
}

}  // namespace

TEST_CASE("ec2.one_address: an address belongs to one instance") {
  CHECK(broken_by(ec2::invariants(), {instance("a", "x", "running"), instance("b", "y", "running")})
            .empty());
  CHECK(broken_by(ec2::invariants(), {instance("a", "x", "running"),
                                      instance("b", "x", "running")}) == Ids{"ec2.one_address"});
}

TEST_CASE("ec2.terminated_for_good: nothing comes after terminated") {
  CHECK(broken_by(ec2::invariants(), {instance("a", "x", "stopped"), instance("a", "x", "pending"),
                                      instance("a", "x", "terminated")})
            .empty());
  CHECK(broken_by(ec2::invariants(),
                  {instance("a", "x", "terminated"), instance("a", "x", "pending")}) ==
        Ids{"ec2.terminated_for_good"});
}
