// CodePipeline as its users see it: executions through their stages, with recording ports.
#include "fakes/codepipeline/service.h"

#include <catch2/catch.hpp>

#include "tests/support/fake_world.h"

using namespace greenroom;
using namespace greenroom::codepipeline;
using namespace greenroom::test;

namespace {

class Store final : public ArtifactStore {
 public:
  Result<SourceRevision> head_source(Context, std::string, std::string) override {
    if (version == 0) {
      return Failure{"NoSuchKey", "The specified key does not exist."};
    }
    return SourceRevision{"version-" + std::to_string(version), "etag"};
  }
  Result<std::string> get_source(Context, std::string, std::string, std::string id) override {
    return "source of " + id;
  }
  Result<std::string> get(Context, const StoredArtifact& artifact) override {
    return objects.at(artifact.key);
  }
  Result<StoredArtifact> put(Context, std::string bucket, std::string key,
                             std::string body) override {
    objects[key] = std::move(body);
    return StoredArtifact{std::move(bucket), std::move(key), "1", "etag"};
  }
  int version = 0;
  std::map<std::string, std::string> objects;
};

class Build final : public Builder {
 public:
  Task<BuildOutcome> run(Context cx, BuildRequest request) override {
    sources.push_back(request.source_zip);
    co_await cx.sleep_for(takes);
    BuildOutcome outcome;
    outcome.id = "lab-app:1";
    outcome.succeeded = succeeds;
    outcome.artifact_zip = "built from " + request.source_zip;
    outcome.failure_message = succeeds ? "" : "Build terminated with state: FAILED";
    co_return outcome;
  }
  Duration takes = seconds(10);
  bool succeeds = true;
  Lines sources;
};

class Deploy final : public Deployer {
 public:
  Task<DeployOutcome> run(Context cx, DeployRequest request) override {
    co_await cx.sleep_for(takes);
    deployed.push_back(request.revision.key);
    DeployOutcome outcome;
    outcome.succeeded = succeeds;
    outcome.deployment_id = "d-1";
    outcome.failure_message = succeeds ? "" : "Deployment d-1 failed";
    co_return outcome;
  }
  Duration takes = seconds(30);
  bool succeeds = true;
  Lines deployed;
};

ActionDeclaration action(const std::string& name, ActionTypeId type,
                         std::map<std::string, std::string> configuration, Lines inputs,
                         Lines outputs) {
  ActionDeclaration made;
  made.name = name;
  made.actionTypeId = std::move(type);
  made.configuration = std::move(configuration);
  made.inputArtifacts = std::move(inputs);
  made.outputArtifacts = std::move(outputs);
  return made;
}

PipelineDeclaration lab_pipeline() {
  PipelineDeclaration pipeline;
  pipeline.name = "lab-app";
  pipeline.artifactStore = "artifacts";
  pipeline.stages = {
      {"Source",
       {action("Source", {"Source", "AWS", "S3", "1"},
               {{"S3Bucket", "source"}, {"S3ObjectKey", "source.zip"}}, {}, {"SourceArtifact"})}},
      {"Build",
       {action("Build", {"Build", "AWS", "CodeBuild", "1"}, {{"ProjectName", "lab-app"}},
               {"SourceArtifact"}, {"BuildArtifact"})}},
      {"Production",
       {action("Deploy", {"Deploy", "AWS", "CodeDeploy", "1"},
               {{"ApplicationName", "lab-app"}, {"DeploymentGroupName", "in-place"}},
               {"BuildArtifact"}, {})}}};
  return pipeline;
}

struct Lab {
  Lab() : codepipeline(world.ids, store, builder, deployer, {}) {
    CHECK(codepipeline.CreatePipeline(world.as("codepipeline"), lab_pipeline()).ok());
  }

  // Pushes a version at each of `pushes` and waits until as many executions as wanted are over.
  Lines play(const std::vector<Duration>& pushes, std::size_t executions) {
    CHECK(world.run(tell(*this, pushes, executions)));
    Lines ends;
    for (const Execution& execution : codepipeline.state().find("lab-app")->executions) {
      ends.push_back(to_string(execution.status));
    }
    return ends;
  }

  Store store;
  Build builder;
  Deploy deployer;
  FakeWorld world;
  CodePipeline codepipeline;

 private:
  static Task<void> tell(Lab& lab, std::vector<Duration> pushes, std::size_t executions) {
    const Context cx = lab.world.as("story");
    for (const Duration at : pushes) {
      co_await cx.sleep_until(k_start + at);
      ++lab.store.version;
    }
    co_await lab.codepipeline.wait_until_idle(cx, "lab-app", executions);
  }
};

}  // namespace

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
