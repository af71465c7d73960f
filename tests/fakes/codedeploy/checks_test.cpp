// Each invariant of CodeDeploy trips when it should, and only then.
#include "fakes/codedeploy/checks.h"

#include <catch2/catch.hpp>

#include "tests/support/invariant_lab.h"

using namespace greenroom;
using namespace greenroom::test;

namespace {

TraceLine event(const std::string& name) {
  return line("codedeploy.lifecycle_event", {{"deploymentId", "d-a"},
                                             {"instanceId", "i-a"},
                                             {"lifecycleEventName", name},
                                             {"status", "InProgress"}});
}

TraceLine target(const std::string& instance, const std::string& status) {
  return line("codedeploy.target",
              {{"deploymentId", "d-a"}, {"instanceId", instance}, {"status", status}});
}

TraceLine deployment(const std::string& id, const std::string& status,
                     const std::string& rolls_back = "") {
  return line("codedeploy.deployment",
              {{"deploymentId", id},
               {"status", status},
               {"creator", rolls_back.empty() ? "user" : "codeDeployRollback"},
               {"deploymentConfigName", "CodeDeployDefault.OneAtATime"},
               {"rollbackTriggeringDeploymentId", rolls_back}});
}

}  // namespace

TEST_CASE("deploy.order: lifecycle events begin in the documented order") {
  CHECK(broken_by(codedeploy::invariants(), {event("ApplicationStop"), event("DownloadBundle")})
            .empty());
  CHECK(broken_by(codedeploy::invariants(), {event("DownloadBundle"), event("ApplicationStop")}) ==
        Ids{"deploy.order"});
}

TEST_CASE("deploy.batch: OneAtATime means one at a time") {
  CHECK(broken_by(codedeploy::invariants(),
                  {deployment("d-a", "InProgress"), target("i-a", "InProgress"),
                   target("i-b", "InProgress")}) == Ids{"deploy.batch"});
}

TEST_CASE("deploy.terminal: an end is an end, and skipped instances stay untouched") {
  CHECK(broken_by(codedeploy::invariants(),
                  {deployment("d-a", "Failed"), deployment("d-a", "Succeeded")}) ==
        Ids{"deploy.terminal"});
  CHECK(broken_by(codedeploy::invariants(),
                  {target("i-a", "Skipped"), target("i-a", "InProgress")}) ==
        Ids{"deploy.terminal"});
}

TEST_CASE("rollback.iff: only a failed deployment is rolled back, a rollback never") {
  CHECK(broken_by(codedeploy::invariants(),
                  {deployment("d-a", "Failed"), deployment("d-b", "Created", "d-a")})
            .empty());
  CHECK(broken_by(codedeploy::invariants(),
                  {deployment("d-a", "Succeeded"), deployment("d-b", "Created", "d-a")}) ==
        Ids{"rollback.iff"});
}
