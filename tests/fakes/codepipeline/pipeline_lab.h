// A pipeline with recording ports, for tests of whole executions.
#pragma once

#include <catch2/catch.hpp>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "fakes/codepipeline/service.h"
#include "tests/support/fake_world.h"

namespace greenroom::codepipeline {

using test::FakeWorld;
using test::Lines;

class Store final : public ArtifactStore {
 public:
  Result<SourceRevision> head_source(Context, std::string, std::string key,
                                     std::string version_id) override {
    if (version == 0) {
      return Failure{"NoSuchKey", "The specified key does not exist."};
    }
    keys_asked.push_back(key);
    const std::string newest = is_versioned ? "version-" + std::to_string(version) : "null";
    return SourceRevision{version_id.empty() ? newest : version_id, "etag", revision_summary};
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
  Status put_object(Context, std::string bucket, std::string key, std::string body,
                    DeployedObjectSettings settings) override {
    if (bucket == "nowhere") {
      return Failure{"NoSuchBucket", "The specified bucket does not exist"};
    }
    deployed.push_back(bucket + "/" + key + "=" + body);
    deployed_settings = std::move(settings);
    return success();
  }
  Result<std::vector<ArtifactFile>> extract(const std::string& zip) override {
    if (zip.find("built from") != std::string::npos) {
      return std::vector<ArtifactFile>{{"css/a.css", "red"}, {"index.html", zip}};
    }
    return Failure{"ArchiveBroken", "not an archive"};
  }
  int version = 0;
  bool is_versioned = true;
  std::string revision_summary;
  Lines keys_asked;
  std::map<std::string, std::string> objects;
  Lines deployed;
  DeployedObjectSettings deployed_settings;
};

class AlarmStates final : public Alarms {
 public:
  Result<std::string> state_of(const std::string& alarm) override {
    return states.count(alarm) > 0 ? Result<std::string>(states.at(alarm))
                                   : Result<std::string>(Failure{"ResourceNotFound", "no alarm"});
  }
  std::map<std::string, std::string> states;
};

class Build final : public Builder {
 public:
  Task<BuildOutcome> run(Context cx, BuildRequest request) override {
    sources.push_back(request.source_zip);
    requests.push_back(request);
    co_await cx.sleep_for(takes);
    BuildOutcome outcome;
    outcome.id = "lab-app:1";
    outcome.exported_variables = exports;
    for (const std::string& name : request.secondary_artifacts) {
      outcome.secondary_artifact_zips[name] = name + " built";
    }
    outcome.succeeded = succeeds;
    outcome.artifact_zip = "built from " + request.source_zip;
    outcome.failure_message = succeeds ? "" : "Build terminated with state: FAILED";
    co_return outcome;
  }
  Duration takes = seconds(10);
  bool succeeds = true;
  std::map<std::string, std::string> exports;  // exported variables
  Lines sources;
  std::vector<BuildRequest> requests;
};

class Deploy final : public Deployer {
 public:
  Task<DeployOutcome> run(Context cx, DeployRequest request) override {
    co_await cx.sleep_for(takes);
    deployed.push_back(request.revision.key);
    groups.push_back(request.deployment_group);
    DeployOutcome outcome;
    outcome.succeeded = succeeds;
    outcome.deployment_id = "d-1";
    outcome.failure_message = succeeds ? "" : "Deployment d-1 failed";
    co_return outcome;
  }
  Duration takes = seconds(30);
  bool succeeds = true;
  Lines deployed;
  Lines groups;
};

inline ActionDeclaration action(const std::string& name, ActionTypeId type,
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

inline PipelineDeclaration lab_pipeline() {
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

class Notifier final : public ApprovalNotifier {
 public:
  void approval_needed(Context, const std::string& topic_arn, std::string subject,
                       std::string message) override {
    told.push_back(topic_arn + "|" + subject + "|" + message);
  }
  Lines told;
};

// Some stories take longer than a year.
inline Limits long_limits() {
  Limits limits;
  limits.virtual_time_max = hours(24 * 400);
  return limits;
}

struct Lab {
  explicit Lab(PipelineDeclaration pipeline = lab_pipeline())
      : codepipeline(world.ids, {}, store, builder, deployer, notifier, {}) {
    codepipeline.connect(alarms);
    CHECK(codepipeline.furnish(world.as("codepipeline"), std::move(pipeline)).ok());
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
  Notifier notifier;
  AlarmStates alarms;
  FakeWorld world{long_limits()};
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

}  // namespace greenroom::codepipeline
