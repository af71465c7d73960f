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

TEST_CASE("no pattern of a buildspec takes for ever, however often it could match") {
  std::string stars;
  for (int i = 0; i < 30; ++i) {
    stars += "*a";
  }
  const std::string path(200, 'a');
  CHECK(glob_matches(stars + "*", path));
  CHECK_FALSE(glob_matches(stars + "*b", path));
  CHECK_FALSE(
      glob_matches("**/**/**/**/**/**/**/**/**/**/**/b", "a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a"));
  const OnFailure alternatives = *parse_on_failure("RETRY-(a|aa)+b");
  CHECK(retries(alternatives, 0, path + "b"));
  CHECK_FALSE(retries(alternatives, 0, path + "c"));
  const std::string long_message(20'000, 'a');  // nor stack
  CHECK(retries(*parse_on_failure("RETRY-x$"), 0, long_message + "x"));
  CHECK_FALSE(retries(*parse_on_failure("RETRY-a.*x|^b"), 0, long_message));
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

TEST_CASE("values are quoted so that no shell reads them as code") {
  CHECK(shell_quoted("it's $HOME") == "'it'\\''s $HOME'");
  CHECK_THAT(wrapped_command("false", {false, true}),
             Catch::Contains("CODEBUILD_BUILD_SUCCEEDING=0"));
}

TEST_CASE("in version 0.1 a command leaves nothing behind, and is still line 4 of its script") {
  for (const bool carries : {true, false}) {
    const std::string script = wrapped_command("the command", {true, carries});
    CHECK((script.find("export -p") != std::string::npos) == carries);
    std::size_t line = 1;
    for (const char c : script.substr(0, script.find("the command"))) {
      line += c == '\n' ? 1 : 0;
    }
    CHECK(line == 4);
  }
}

// Reference 1.4: ABORT stops the build, CONTINUE goes to the next phase.
TEST_CASE("on-failure decides what comes after a failed phase") {
  using Kind = OnFailure::Kind;
  struct Row {
    Phase phase;
    Kind kind;
    Phase next;
  };
  const Row rows[] = {
      {Phase::INSTALL, Kind::Default, Phase::FINALIZING},
      {Phase::INSTALL, Kind::CONTINUE, Phase::PRE_BUILD},
      {Phase::PRE_BUILD, Kind::CONTINUE, Phase::BUILD},
      {Phase::PRE_BUILD, Kind::ABORT, Phase::FINALIZING},
      {Phase::BUILD, Kind::ABORT, Phase::FINALIZING},
      {Phase::BUILD, Kind::RETRY, Phase::POST_BUILD},
      {Phase::POST_BUILD, Kind::ABORT, Phase::FINALIZING},
      {Phase::POST_BUILD, Kind::CONTINUE, Phase::UPLOAD_ARTIFACTS},
  };
  for (const Row& row : rows) {
    CAPTURE(to_string(row.phase), static_cast<int>(row.kind));
    CHECK(next_phase(row.phase, StatusType::FAILED, row.kind) == row.next);
  }
  CHECK(next_phase(Phase::BUILD, StatusType::SUCCEEDED, Kind::ABORT) == Phase::POST_BUILD);
  CHECK(next_phase(Phase::BUILD, StatusType::TIMED_OUT, Kind::CONTINUE) == Phase::FINALIZING);
}

// Reference 1.4: RETRY, RETRY-<count>, RETRY-<regex>, RETRY-<count>-<regex>; 3 and ".*" by default.
TEST_CASE("on-failure is parsed in all its forms") {
  struct Row {
    const char* text;
    int retries;
    const char* pattern;
  };
  const Row rows[] = {{"RETRY", 3, ".*"},
                      {"RETRY-2", 2, ".*"},
                      {"RETRY-0", 0, ".*"},
                      {"RETRY-exit status 7", 3, "exit status 7"},
                      {"RETRY-5-a-b", 5, "a-b"}};
  for (const Row& row : rows) {
    CAPTURE(row.text);
    const auto parsed = parse_on_failure(row.text);
    REQUIRE(parsed);
    CHECK(parsed->kind == OnFailure::Kind::RETRY);
    CHECK(parsed->retries_max == row.retries);
    CHECK(parsed->message_pattern == row.pattern);
  }
  for (const char* wrong : {"abort", "RETRY-", "RETRY-(", "NEVER", "RETRY-2-", "RETRY-a)(b",
                            "RETRY-((a{20}){20})", "RETRY-a{101,}"}) {
    CAPTURE(wrong);
    CHECK_FALSE(parse_on_failure(wrong));
  }
  CHECK_FALSE(parse_on_failure("RETRY-(a)\\1"));                    // RE2 has no back references
  CHECK_FALSE(parse_on_failure("RETRY-" + std::string(257, 'a')));  // needs stack for each
  const OnFailure twice = *parse_on_failure("RETRY-2-status 7");
  CHECK(retries(twice, 1, "Reason: exit status 7"));
  CHECK_FALSE(retries(twice, 2, "Reason: exit status 7"));
  CHECK_FALSE(retries(twice, 0, "Reason: exit status 1"));
}
