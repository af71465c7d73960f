// Each invariant of IAM trips when it should, and only then; its fault site at work.
#include "fakes/iam/checks.h"

#include <catch2/catch.hpp>

#include "fakes/iam/managed_policies.h"
#include "fakes/iam/service.h"
#include "fakes/iam/sites.h"
#include "tests/support/fake_world.h"
#include "tests/support/invariant_lab.h"

using namespace greenroom;
using namespace greenroom::test;

namespace {

TraceLine policy(const char* change) {
  return line("iam.role_policy", {{"role", "web"}, {"policy", "read"}, {"change", change}});
}

struct Heard final : TraceObserver {
  void on_line(const TraceLine& told) override { lines.push_back(told); }
  std::vector<TraceLine> lines;
};

const TraceLine k_deleted = line("iam.role", {{"name", "web"}, {"change", "deleted"}});

}  // namespace

TEST_CASE("iam.deleted_bare: a role that is deleted has no policies any more") {
  CHECK(broken_by(iam::invariants(), {policy("put"), policy("deleted"), k_deleted}).empty());
  CHECK(broken_by(iam::invariants(), {policy("attached"), policy("detached"), k_deleted}).empty());
  CHECK(broken_by(iam::invariants(), {policy("attached"), k_deleted}) == Ids{"iam.deleted_bare"});
}

TEST_CASE("the fault conflict_ignored breaks iam.deleted_bare") {
  Heard heard;
  FakeWorld world;
  world.kernel.trace().observe(heard);
  iam::Iam iam(world.ids, {});
  const Context cx = world.as("iam");
  iam::CreateRoleInput role;
  role.RoleName = "web";
  role.AssumeRolePolicyDocument = iam::trust_of_service("ec2.amazonaws.com");
  REQUIRE(iam.CreateRole(cx, role).ok());
  const std::string arn = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess";
  REQUIRE(iam.AttachRolePolicy(cx, "web", arn).ok());
  REQUIRE_FALSE(iam.DeleteRole(cx, "web").ok());
  world.kernel.faults().enable(std::string(iam::site::conflict_ignored.name));
  REQUIRE(iam.DeleteRole(cx, "web").ok());
  CHECK(broken_by(iam::invariants(), heard.lines) == Ids{"iam.deleted_bare"});
}
