// Which instances go when a group shrinks (reference alb-ec2-asg 2.6), as a table.
#include "fakes/autoscaling/termination.h"

#include <catch2/catch.hpp>

#include <set>

using namespace greenroom;
using namespace greenroom::autoscaling;

namespace {

Instance make(const std::string& id, const std::string& zone, Duration launched_at,
              const std::string& version = "1", const std::string& launch_template = "lt-1") {
  Instance instance;
  instance.InstanceId = id;
  instance.AvailabilityZone = zone;
  instance.LifecycleState = LifecycleState::InService;
  instance.launched = k_start + launched_at;
  instance.LaunchTemplate = {launch_template, "", version};
  return instance;
}

Instance with_configuration(Instance instance, Duration created) {
  instance.LaunchConfigurationName = "lc";
  instance.launch_configuration_created = k_start + created;
  return instance;
}

Instance protect(Instance instance) {
  instance.ProtectedFromScaleIn = true;
  return instance;
}

std::vector<std::string> choose(std::vector<Instance> instances, std::vector<std::string> policies,
                                std::int64_t count = 1, std::uint64_t seed = 1) {
  TerminationQuestion question;
  question.instances = std::move(instances);
  question.policies = std::move(policies);
  question.current_template = {"lt-1", "", "3"};
  question.now = k_start + minutes(200);
  question.seed = Seed{seed};
  return choose_terminations(std::move(question), count);
}

using Ids = std::vector<std::string>;

}  // namespace

TEST_CASE("termination policies: each picks what its name says") {
  const std::vector<Instance> fleet = {make("old", "a", minutes(10), "2"),
                                       make("middle", "a", minutes(85), "1"),
                                       make("new", "a", minutes(150), "3")};
  CHECK(choose(fleet, {"OldestInstance"}) == Ids{"old"});
  CHECK(choose(fleet, {"NewestInstance"}) == Ids{"new"});
  CHECK(choose(fleet, {"OldestLaunchTemplate"}) == Ids{"middle"});
  // Minutes into the hour at 200: old 10, middle 55, new 50.
  CHECK(choose(fleet, {"ClosestToNextInstanceHour"}) == Ids{"middle"});
  CHECK(choose(fleet, {"Default"}) == Ids{"middle"});
}

TEST_CASE("termination policies: the default takes configurations, templates, hours, then chance") {
  // "oldest launch template/configuration (config before template), then closest to next billing
  // hour, then random".
  std::vector<Instance> fleet = {make("v1", "a", minutes(10), "1"),
                                 make("other template", "a", minutes(10), "7", "lt-0"),
                                 with_configuration(make("lc new", "a", minutes(10)), hours(2)),
                                 with_configuration(make("lc old", "a", minutes(10)), hours(1))};
  CHECK(choose(fleet, {"Default"}, 4) == Ids{"lc old", "lc new", "other template", "v1"});
  CHECK(choose(fleet, {"OldestLaunchConfiguration"}, 2) == Ids{"lc old", "lc new"});
  // A configuration means nothing to OldestLaunchTemplate, which takes another template first.
  CHECK(choose({fleet[0], fleet[1]}, {"OldestLaunchTemplate"}) == Ids{"other template"});
}

TEST_CASE("termination policies: the zone with the most instances comes before any policy") {
  const std::vector<Instance> fleet = {make("oldest", "a", minutes(1)),
                                       make("b1", "b", minutes(60)), make("b2", "b", minutes(50))};
  CHECK(choose(fleet, {"OldestInstance"}) == Ids{"b2"});
  // With one each, the zones are equal and the policy decides.
  CHECK(choose(fleet, {"OldestInstance"}, 2) == Ids{"b2", "oldest"});
}

TEST_CASE("termination policies: protected instances stay, even when too few are left to go") {
  const std::vector<Instance> fleet = {protect(make("p1", "b", minutes(1))),
                                       protect(make("p2", "b", minutes(2))),
                                       make("free", "a", minutes(3))};
  CHECK(choose(fleet, {"Default"}, 3) == Ids{"free"});
}

TEST_CASE("termination policies: several are asked in turn") {
  const std::vector<Instance> fleet = {make("a", "a", minutes(5), "2"),
                                       make("b", "a", minutes(1), "2"),
                                       make("c", "a", minutes(0), "3")};
  CHECK(choose(fleet, {"OldestLaunchTemplate", "OldestInstance"}) == Ids{"b"});
  CHECK(choose(fleet, {"OldestLaunchTemplate", "NewestInstance"}) == Ids{"a"});
}

TEST_CASE("termination policies: among equals the seed decides, the same way every time") {
  const std::vector<Instance> fleet = {make("a", "a", minutes(5)), make("b", "a", minutes(5)),
                                       make("c", "a", minutes(5))};
  std::set<std::string> seen;
  for (std::uint64_t seed = 0; seed < 40; ++seed) {
    seen.insert(choose(fleet, {"Default"}, 1, seed).at(0));
    CHECK(choose(fleet, {"Default"}, 1, seed) == choose(fleet, {"Default"}, 1, seed));
  }
  CHECK(seen == std::set<std::string>{"a", "b", "c"});
}

TEST_CASE("termination policies: what is unknown or not simulated is refused by name") {
  CHECK(check_termination_policies({"Default", "OldestInstance", "NewestInstance",
                                    "OldestLaunchTemplate", "OldestLaunchConfiguration",
                                    "ClosestToNextInstanceHour"})
            .ok());
  const Status allocation = check_termination_policies({"AllocationStrategy"});
  CHECK(allocation.failure().code == "ValidationError");
  CHECK(allocation.failure().message.find("AllocationStrategy is not simulated") !=
        std::string::npos);
  CHECK(check_termination_policies({"YoungestInstance"}).failure().message ==
        "Unknown termination policy: YoungestInstance");
}
