// The buildspec as data (reference codebuild-codepipeline-s3.md 1.5).
#include <catch2/catch.hpp>

#include "fakes/codebuild/buildspec.h"

using namespace greenroom;
using namespace greenroom::codebuild;
using Texts = std::vector<std::string>;

namespace {

std::string message_of(const std::string& text) {
  const Result<Buildspec> parsed = parse_buildspec(text);
  CHECK((parsed.ok() || parsed.failure().code == "YAML_FILE_ERROR"));
  return parsed.ok() ? "none" : parsed.failure().message;
}

const char* const k_whole = R"(version: 0.2
run-as: builder
env:
  shell: bash
  variables: { COLOUR: green }
  parameter-store: { TOKEN: /lab/token }
  secrets-manager: { PASSWORD: 'lab/db:password' }
  exported-variables: [RELEASE, COLOUR]
phases:
  install:
    runtime-versions: { nodejs: 18 }
  pre_build:
    run-as: root
    commands: [npm ci]
  build:
    on-failure: ABORT
    commands: [npm run build]
    finally: [echo over]
  post_build:
    commands: [echo done]
reports:
  unit-tests: { files: ['**/*.xml'], base-directory: reports, file-format: CucumberJson }
artifacts:
  name: lab-$(date +%Y)
  files: ['**/*']
  base-directory: dist*
  discard-paths: yes
  exclude-paths: ['*.map']
  enable-symlinks: yes
  s3-prefix: releases
  secondary-artifacts:
    docs: { files: ['docs/**/*'], discard-paths: no }
cache: { paths: ['node_modules/**/*', /root/.npm/**/*] }
)";

}  // namespace

TEST_CASE("every key of a buildspec has its place") {
  const Result<Buildspec> parsed = parse_buildspec(k_whole);
  REQUIRE(parsed.ok());
  const Buildspec& spec = parsed.value();
  CHECK(spec.run_as == "builder");
  CHECK(spec.shell == "bash");
  CHECK(spec.parameter_store.at("TOKEN") == "/lab/token");
  CHECK(spec.secrets_manager.at("PASSWORD") == "lab/db:password");
  CHECK(spec.exported_variables == Texts{"RELEASE", "COLOUR"});
  CHECK(spec.runtime_versions.at("nodejs") == "18");
  CHECK(spec.phases.at(BuildPhaseType::PRE_BUILD).run_as == "root");
  CHECK(spec.phases.at(BuildPhaseType::BUILD).on_failure.kind == OnFailure::Kind::ABORT);
  CHECK(spec.phases.at(BuildPhaseType::BUILD).finally == Texts{"echo over"});
  CHECK(spec.reports.at("unit-tests").file_format == "CucumberJson");
  CHECK(spec.artifacts.name == "lab-$(date +%Y)");
  CHECK(spec.artifacts.discard_paths);
  CHECK(spec.artifacts.enable_symlinks);
  CHECK(spec.artifacts.s3_prefix == "releases");
  CHECK(spec.secondary_artifacts.at("docs").files == Texts{"docs/**/*"});
  CHECK_FALSE(spec.secondary_artifacts.at("docs").discard_paths);
  CHECK(spec.cache_paths == Texts{"node_modules/**/*", "/root/.npm/**/*"});
  CHECK(spec.ignored_keys.empty());
}

TEST_CASE("without a shell it is sh, without run-as it is root") {
  const auto spec = parse_buildspec("version: 0.2\nphases: {build: {commands: [a]}}\n");
  REQUIRE(spec.ok());
  CHECK(spec.value().shell == "sh");
  CHECK(spec.value().run_as == "root");
  CHECK(spec.value().carries_state());
}

TEST_CASE("version 0.1 has its variables in another place") {
  const auto spec = parse_buildspec(
      "version: 0.1\nenvironment_variables: {plaintext: {A: b}}\n"
      "phases: {build: {commands: [a]}}\n");
  REQUIRE(spec.ok());
  CHECK(spec.value().variables.at("A") == "b");
  CHECK_FALSE(spec.value().carries_state());
}

TEST_CASE("what a buildspec may not have is told by its YAML_FILE_ERROR") {
  const std::string phases = "phases: {build: {commands: [a]}}\n";
  struct Row {
    std::string text;
    const char* part;
  };
  const Row rows[] = {
      {"version: 0.3\n" + phases, "0.1 and 0.2"},
      {"version: 0.2\nphases: {prebuild: {commands: [a]}}\n",
       "Invalid buildspec phase name: prebuild. Expecting: build,install,post_build,pre_build"},
      {"version: 0.2\nphases: {build: {}}\n", "Commands are missing from phase build"},
      {"version: 0.2\nphases: {build: {commands: [{a: b}]}}\n", "Cannot unmarshal map to string"},
      {"version: 0.2\nphases: {install: {runtime-versions: {}}}\n",
       "requires selecting at least one runtime version"},
      {"version: 0.2\nphases: {build: {commands: [a], on-failure: STOP}}\n",
       "Invalid on-failure: STOP"},
      {"version: 0.2\nenv: {shell: zsh}\n" + phases, "Invalid shell: zsh"},
      {"version: 0.2\nenv: {exported-variables: [AWS_REGION]}\n" + phases, "cannot be exported"},
      {"version: 0.2\nenv: {parameter-store: {A: /a}, exported-variables: [A]}\n" + phases,
       "cannot be exported: A"},
      {"version: 0.2\nenv: {exported-variables: ['A;id']}\n" + phases, "Invalid name"},
      {"version: 0.2\nreports: {unit: {}}\n" + phases, "Files are missing from report group unit"},
      {"version: 0.2\nartifacts: {secondary-artifacts: {a: {files: [x]}}}\n" + phases,
       "Files are missing from the artifacts"},
      {"version: 0.2\nartifacts: {files: [a], secondary-artifacts: [{a: {files: [x]}}]}\n" + phases,
       "Expected artifacts.secondary-artifacts to be a map"},
      {"version: 0.2\nartifacts: {files: [a], secondary-artifacts: a}\n" + phases,
       "Expected artifacts.secondary-artifacts to be a map"},
      {"version: 0.1\nenvironment_variables: [a]\n" + phases,
       "Expected environment_variables to be a map"},
      {"version: 0.2\nartifacts: {files: [a], discard-paths: maybe}\n" + phases, "yes or no"},
      {"version: 0.2\nphases:\n\tbuild: x\n", "at line"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK_THAT(message_of(row.text), Catch::Contains(row.part));
  }
}

TEST_CASE("keys that mean nothing here are told, not swallowed") {
  const auto spec = parse_buildspec(
      "version: 0.2\nbatch: {fast-fail: true}\nproxy: {logs: yes}\n"
      "phases: {build: {commands: [a], runtime-versions: {nodejs: 18}}}\n");
  REQUIRE(spec.ok());
  CHECK(spec.value().ignored_keys == Texts{"phases.build.runtime-versions", "batch", "proxy"});
}
