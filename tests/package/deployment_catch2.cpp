// A deployment that succeeds, one that is rolled back, and what users saw of both; with Catch2.
#define CATCH_CONFIG_MAIN
#include <greenroom/world.h>

#include <catch2/catch.hpp>
#include <string>

namespace {

greenroom::WorldOptions my_app() {
  greenroom::WorldOptions options;
  options.app_folder = MY_APP;
  options.environment = "instances: 2";
  return options;
}

// The newest deployment of the in-place group, as CodeDeploy tells of it.
greenroom::Answer newest_deployment(greenroom::World& world) {
  const greenroom::Answer all =
      world.call("codedeploy", "ListDeployments",
                 R"({"applicationName": "lab-app", "deploymentGroupName": "in-place"})");
  return world.call("codedeploy", "GetDeployment",
                    R"({"deploymentId": ")" + all.text("deployments.0") + "\"}");
}

}  // namespace

TEST_CASE("a version that validates is deployed, and users get it") {
  greenroom::World world(my_app());
  REQUIRE(world.push({"v1.0", "the first version", {}}));
  world.run_until_rest();
  const greenroom::Answer deployment = newest_deployment(world);
  INFO(deployment);
  CHECK(deployment.text("deploymentInfo.status") == "Succeeded");
  CHECK(deployment.text("deploymentInfo.deploymentOverview.Succeeded") == "2");
  const greenroom::UserAnswer answer = world.request();
  INFO(answer);
  CHECK(answer.status == 200);
  CHECK(answer.body == "version 1\n");
  CHECK(world.problems().empty());
}

TEST_CASE("a version that does not validate is rolled back, and no user ever gets it") {
  greenroom::World world(my_app());
  REQUIRE(world.push({"v1.0", "the first version", {}}));
  world.run_until_rest();
  world.start_users({});
  REQUIRE(world.push({"v2", "a broken page", {{"page.html", "broken\n"}}}));
  REQUIRE(world.run_until("codedeploy.deployment", {{"status", "Failed"}}));
  REQUIRE(world.run_until("codedeploy.deployment", {{"status", "Succeeded"}}));
  const greenroom::Answer rollback = newest_deployment(world);
  INFO(rollback);
  CHECK(rollback.text("deploymentInfo.creator") == "codeDeployRollback");
  CHECK(rollback.has("deploymentInfo.rollbackInfo.rollbackTriggeringDeploymentId"));
  CHECK(world.request().body == "version 1\n");
  for (const greenroom::UserRecord& one : world.requests_of("users")) {
    INFO(one);
    CHECK_FALSE(one.failed());
  }
}
