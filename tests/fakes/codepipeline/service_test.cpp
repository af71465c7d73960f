// CodePipeline as its users see it: executions through their stages, with recording ports.
#include "fakes/codepipeline/service.h"

#include <catch2/catch.hpp>

#include "tests/fakes/codepipeline/pipeline_lab.h"

using namespace greenroom;
using namespace greenroom::codepipeline;

TEST_CASE("a new source version is found by the next poll and goes through every stage") {
  Lab lab;
  CHECK(lab.play({seconds(5)}, 1) == Lines{"Succeeded"});
  CHECK(lab.builder.sources == Lines{"source of version-1"});
  REQUIRE(lab.deployer.deployed.size() == 1);
  CHECK(lab.store.objects.at(lab.deployer.deployed[0]) == "built from source of version-1");
  CHECK(lab.world.told("codepipeline.stage", {"stage", "status"}) ==
        Lines{"Source InProgress", "Source Succeeded", "Build InProgress", "Build Succeeded",
              "Production InProgress", "Production Succeeded"});
}

TEST_CASE("a failed build stops the execution before Production, with the build's own words") {
  Lab lab;
  lab.builder.succeeds = false;
  CHECK(lab.play({seconds(5)}, 1) == Lines{"Failed"});
  CHECK(lab.deployer.deployed.empty());
  CHECK(lab.world.told("codepipeline.action", {"action", "status", "errorMessage"}).back() ==
        "Build Failed Build terminated with state: FAILED");
}

TEST_CASE("a failed deployment fails the execution") {
  Lab lab;
  lab.deployer.succeeds = false;
  CHECK(lab.play({seconds(5)}, 1) == Lines{"Failed"});
}

TEST_CASE("one execution in a stage at a time: a second waits in front of Production") {
  Lab lab;
  lab.deployer.takes = seconds(200);
  CHECK(lab.play({seconds(5), seconds(65)}, 2) == Lines{"Succeeded", "Succeeded"});
  CHECK(lab.deployer.deployed.size() == 2);
  CHECK(lab.world.elapsed() >= seconds(60 + 2 * 200));
}

TEST_CASE("a newer execution takes the place of one that waits") {
  Lab lab;
  lab.deployer.takes = seconds(300);
  CHECK(lab.play({seconds(5), seconds(65), seconds(125)}, 3) ==
        Lines{"Succeeded", "Superseded", "Succeeded"});
}

TEST_CASE("an update cancels what is in progress") {
  Lab lab;
  const auto story = [](Lab& l) -> Task<void> {
    const Context cx = l.world.as("story");
    l.store.version = 1;
    co_await cx.sleep_for(seconds(65));
    const Status updated = l.codepipeline.UpdatePipeline(cx, lab_pipeline());
    CHECK(updated.ok());
    co_await cx.sleep_for(seconds(30));
  };
  CHECK(lab.world.run(story(lab)));
  const Pipeline& pipeline = *lab.codepipeline.state().find("lab-app");
  CHECK(pipeline.declaration.version == 2);
  CHECK(pipeline.executions.at(0).status == PipelineExecutionStatus::Cancelled);
  CHECK(lab.deployer.deployed.empty());
}
