// CodeBuild's pure decisions: the buildspec, phase transitions, globs, the command wrapper.
#include <catch2/catch.hpp>

#include "fakes/codebuild/buildspec.h"
#include "fakes/codebuild/command_script.h"
#include "fakes/codebuild/globs.h"
#include "fakes/codebuild/phases.h"

using namespace greenroom;
using namespace greenroom::codebuild;
using Phase = BuildPhaseType;

TEST_CASE("a failed pre_build ends the build; a failed build still runs post_build and upload") {
  CHECK(next_phase(Phase::INSTALL, StatusType::FAILED) == Phase::FINALIZING);
  CHECK(next_phase(Phase::PRE_BUILD, StatusType::FAILED) == Phase::FINALIZING);
  CHECK(next_phase(Phase::BUILD, StatusType::FAILED) == Phase::POST_BUILD);
  CHECK(next_phase(Phase::POST_BUILD, StatusType::FAILED) == Phase::UPLOAD_ARTIFACTS);
  CHECK(next_phase(Phase::BUILD, StatusType::TIMED_OUT) == Phase::FINALIZING);
  CHECK(next_phase(Phase::FINALIZING, StatusType::SUCCEEDED) == Phase::COMPLETED);
}

TEST_CASE("globs: * stays in its directory, ** does not") {
  CHECK(glob_matches("**/*", "a"));
  CHECK(glob_matches("**/*", "a/b/c"));
  CHECK(glob_matches("dist/*", "dist/x"));
  CHECK_FALSE(glob_matches("dist/*", "dist/x/y"));
  CHECK(glob_matches("dist/**/*", "dist/x/y"));
  CHECK_FALSE(glob_matches("dist/*", "other/x"));
  const GlobOutcome chosen = select_files({"a", "b.log"}, {"**/*", "none"}, {"*.log"});
  CHECK(chosen.files == std::vector<std::string>{"a"});
  CHECK(chosen.useless_patterns == std::vector<std::string>{"none"});
}

TEST_CASE("a wrong buildspec fails with AWS's status code") {
  const auto unknown = parse_buildspec("version: 0.2\nphases:\n  prebuild:\n    commands: [a]\n");
  REQUIRE_FALSE(unknown.ok());
  CHECK(unknown.failure().code == "YAML_FILE_ERROR");
  CHECK(unknown.failure().message ==
        "Invalid buildspec phase name: prebuild. Expecting: build,install,post_build,pre_build");
  CHECK_FALSE(parse_buildspec("").ok());
  CHECK_FALSE(parse_buildspec("version: 0.2\n").ok());
}

TEST_CASE("secrets that cannot be had fail the build, and unknown keys are told") {
  const auto secret = parse_buildspec(
      "version: 0.2\nenv:\n  parameter-store: {A: /a}\nphases:\n  build:\n    commands: [a]\n");
  REQUIRE_FALSE(secret.ok());
  CHECK(secret.failure().code == "Decrypted Variables Error");
  const auto reports =
      parse_buildspec("version: 0.2\nphases:\n  build:\n    commands: [a]\nreports: {r: {}}\n");
  REQUIRE(reports.ok());
  CHECK(reports.value().ignored_keys == std::vector<std::string>{"reports"});
}

TEST_CASE("values are quoted so that no shell reads them as code") {
  CHECK(shell_quoted("it's $HOME") == "'it'\\''s $HOME'");
  CHECK(wrapped_command("false", false).find("CODEBUILD_BUILD_SUCCEEDING=0") != std::string::npos);
}
