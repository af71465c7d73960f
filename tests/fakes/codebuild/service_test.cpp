// CodeBuild as its users see it: whole builds in a scripted container.
#include "fakes/codebuild/service.h"

#include <catch2/catch.hpp>

#include "tests/fakes/codebuild/build_lab.h"

using namespace greenroom;
using namespace greenroom::codebuild;

TEST_CASE("a build passes through every phase and uploads what the buildspec wants") {
  Lab lab;
  const Build build = lab.build(k_source);
  CHECK(build.buildStatus == StatusType::SUCCEEDED);
  CHECK(phases_of(build) == Lines{"SUBMITTED SUCCEEDED", "QUEUED SUCCEEDED",
                                  "PROVISIONING SUCCEEDED", "DOWNLOAD_SOURCE SUCCEEDED",
                                  "INSTALL SUCCEEDED", "PRE_BUILD SUCCEEDED", "BUILD SUCCEEDED",
                                  "POST_BUILD SUCCEEDED", "UPLOAD_ARTIFACTS SUCCEEDED",
                                  "FINALIZING SUCCEEDED", "COMPLETED IN_PROGRESS"});
  std::vector<std::string> packed;
  for (const auto& [path, content] : files_of(build.artifact_zip)) {
    packed.push_back(path);
  }
  CHECK(packed == Lines{"app.txt", "buildspec.yml"});
}

TEST_CASE("a command that fails in pre_build ends the build before the build phase") {
  Lab lab;
  ScriptedCommand failing;
  failing.exit_code = 3;
  failing.out = "1 test failed\n";
  lab.containers.machine.on("run tests", failing);
  const Build build = lab.build(k_source);
  CHECK(build.buildStatus == StatusType::FAILED);
  CHECK(lab.containers.machine.count("compile") == 0);
  CHECK(build.artifact_zip.empty());
  CHECK(build.phases.at(5).context.statusCode == "COMMAND_EXECUTION_ERROR");
  CHECK(build.phases.at(5).context.message ==
        "Error while executing command: run tests. Reason: exit status 3");
  CHECK_THAT(build.log, Catch::Contains("1 test failed"));
}

TEST_CASE("post_build runs after a failed build, and knows that it failed") {
  Lab lab;
  ScriptedCommand failing;
  failing.exit_code = 1;
  lab.containers.machine.on("compile", failing);
  const Build build = lab.build(k_source);
  CHECK(build.buildStatus == StatusType::FAILED);
  CHECK(lab.containers.machine.count("CODEBUILD_BUILD_SUCCEEDING=0") == 1);
  CHECK(lab.containers.machine.count("echo done") == 1);
}

TEST_CASE("a build that hangs times out exactly at the project's timeout, and is killed") {
  Lab lab;
  ScriptedCommand hanging;
  hanging.hangs = true;
  lab.containers.machine.on("compile", hanging);
  const Build build = lab.build(k_source);
  CHECK(build.buildStatus == StatusType::TIMED_OUT);
  CHECK(build.phases.at(6).endTime - build.startTime == minutes(5));
  CHECK(lab.containers.machine.signals == std::vector<int>{9});
  CHECK(lab.containers.machine.count("echo done") == 0);
}

TEST_CASE("a source without buildspec fails in DOWNLOAD_SOURCE with YAML_FILE_ERROR") {
  Lab lab;
  const Build build = lab.build({{"app.txt", "app"}});
  CHECK(build.buildStatus == StatusType::FAILED);
  CHECK(build.phases.at(3).context.statusCode == "YAML_FILE_ERROR");
  CHECK_THAT(build.phases.at(3).context.message, Catch::EndsWith("no such file or directory"));
}

TEST_CASE("an unknown project cannot be built, a known one not be created again") {
  Lab lab;
  Project again;
  again.name = "lab-app";
  CHECK(lab.codebuild.CreateProject(again).failure().code == "ResourceAlreadyExistsException");
  std::string code;
  const auto story = [](Lab& l, std::string& seen) -> Task<void> {
    StartBuild start;
    start.projectName = "nobody";
    const Context cx = l.world.as("story");
    const Result<Build> result = co_await l.codebuild.StartBuild(cx, std::move(start));
    seen = result.failure().code;
  };
  CHECK(lab.world.run(story(lab, code)));
  CHECK(code == "ResourceNotFoundException");
}
