// Each invariant of Parameter Store trips when it should, and only then; its fault site at work.
#include "fakes/ssm/checks.h"

#include <catch2/catch.hpp>

#include "fakes/ssm/service.h"
#include "fakes/ssm/sites.h"
#include "tests/support/fake_world.h"
#include "tests/support/invariant_lab.h"

using namespace greenroom;
using namespace greenroom::test;

namespace {

TraceLine put(const std::string& version) {
  return line("ssm.parameter", {{"name", "/a"}, {"change", "updated"}, {"version", version}});
}

}  // namespace

TEST_CASE("ssm.versions_count_up: versions are 1, 2, 3, and 1 again after a deletion") {
  const TraceLine deleted = line("ssm.parameter", {{"name", "/a"}, {"change", "deleted"}});
  CHECK(broken_by(ssm::invariants(), {put("1"), put("2"), deleted, put("1")}).empty());
  CHECK(broken_by(ssm::invariants(), {put("1"), put("1")}) == Ids{"ssm.versions_count_up"});
  CHECK(broken_by(ssm::invariants(), {put("1"), deleted, put("2")}) ==
        Ids{"ssm.versions_count_up"});
}

TEST_CASE("the fault version_given_twice breaks ssm.versions_count_up") {
  FakeWorld world;
  ssm::ParameterStore store(world.ids, {});
  world.kernel.faults().enable(std::string(ssm::site::version_given_twice.name));
  const Context cx = world.as("ssm");
  REQUIRE(store.PutParameter(cx, {"/a", "1", ssm::ParameterType::String, false, ""}).ok());
  REQUIRE(store.PutParameter(cx, {"/a", "2", {}, true, ""}).value() == 1);
  CHECK(broken_by(ssm::invariants(), {put("1"), put("1")}) == Ids{"ssm.versions_count_up"});
}
