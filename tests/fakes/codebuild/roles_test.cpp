// What happens when the project's service role may not do what a build needs.
#include <catch2/catch.hpp>

#include "tests/fakes/codebuild/build_lab.h"
#include "tests/support/rights_without.h"

using namespace greenroom;
using namespace greenroom::codebuild;
using greenroom::test::RightsWithout;

TEST_CASE("each right that a build role lacks fails the phase that needs it, in AWS's words") {
  struct Row {
    const char* action;
    const char* phase;
    const char* code;
    const char* part;
  };
  const Row rows[] = {
      {"logs:CreateLogStream", "QUEUED FAILED", "ACCESS_DENIED",
       "does not allow AWS CodeBuild to create Amazon CloudWatch Logs log streams for build "},
      {"s3:GetObject", "DOWNLOAD_SOURCE FAILED", "CLIENT_ERROR",
       "error while downloading key lab/SourceArti/1, error: AccessDenied: AWSCodeBuild-"},
      {"s3:PutObject", "UPLOAD_ARTIFACTS FAILED", "CLIENT_ERROR",
       "Error in uploading artifacts: AccessDenied: AWSCodeBuild-"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.action);
    Lab lab;
    const RightsWithout rights({row.action});
    lab.codebuild.connect(rights);
    lab.more.sourceVersion = "arn:aws:s3:::artifacts/lab/SourceArti/1";
    lab.more.artifact_location = "arn:aws:s3:::artifacts/lab/BuildArtif/1";
    const Build build = lab.build(k_source);
    CHECK(build.buildStatus == StatusType::FAILED);
    const Lines phases = phases_of(build);
    CHECK(std::count(phases.begin(), phases.end(), row.phase) == 1);
    for (const BuildPhase& phase : build.phases) {
      if (phase.phaseStatus == StatusType::FAILED) {
        CHECK(phase.context.statusCode == row.code);
        CHECK(phase.context.message.find(row.part) != std::string::npos);
      }
    }
  }
}

TEST_CASE("a project whose role does not trust CodeBuild is refused, and builds nothing") {
  Lab lab;
  RightsWithout rights;
  rights.trusts = false;
  lab.codebuild.connect(rights);
  Project project = lab_project();
  CHECK(lab.codebuild.UpdateProject(project).failure().code == "InvalidInputException");
  project.name = "another";
  const Status refused = lab.codebuild.CreateProject(project);
  REQUIRE_FALSE(refused.ok());
  CHECK(refused.failure().message.find("CodeBuild is not authorized to perform: sts:AssumeRole") ==
        0);
  StartBuildInput start;
  start.projectName = "lab-app";
  start.sourceTypeOverride = SourceType::NO_SOURCE;
  start.overrides.buildspec = "version: 0.2\nphases: { build: { commands: [ls] } }\n";
  start.artifactsOverride = ProjectArtifacts{};
  start.artifactsOverride->type = ArtifactsType::NO_ARTIFACTS;
  CHECK(lab.codebuild.start_build(lab.world.as("user"), start).failure().code ==
        "InvalidInputException");
}
