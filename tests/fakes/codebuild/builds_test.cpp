// What a buildspec and a project can ask for, in whole builds.
#include <algorithm>
#include <catch2/catch.hpp>

#include "tests/fakes/codebuild/build_lab.h"

using namespace greenroom;
using namespace greenroom::codebuild;

namespace {

std::map<std::string, std::string> source_of(const std::string& rest) {
  return {{"buildspec.yml", "version: 0.2\n" + rest}, {"dist/a.js", "a"}, {"docs/b.md", "b"}};
}

ScriptedCommand failing_with(int code) {
  ScriptedCommand failing;
  failing.exit_code = code;
  return failing;
}

std::vector<std::string> names_in(const std::string& zip) {
  std::vector<std::string> names;
  for (const auto& [path, content] : files_of(zip)) {
    names.push_back(path);
  }
  return names;
}

}  // namespace

TEST_CASE("values of parameters and secrets reach the commands, and no log shows them") {
  Lab lab;
  ScriptedCommand printing;
  printing.out = "token t0ken, password s3cret\n";
  lab.containers.machine.on("print them", printing);
  const Build build = lab.build(source_of(
      "env: {parameter-store: {TOKEN: /lab/token}, secrets-manager: {DB: 'lab/db:password'}}\n"
      "phases: {build: {commands: [print them]}}\n"));
  CHECK(build.buildStatus == StatusType::SUCCEEDED);
  CHECK_THAT(lab.containers.machine.files.at("/codebuild/output/tmp/env.sh"),
             Catch::Contains("export TOKEN='t0ken'") && Catch::Contains("export DB='s3cret'"));
  CHECK_THAT(build.log, Catch::Contains("token ***, password ***"));
  CHECK_THAT(build.log, !Catch::Contains("t0ken") && !Catch::Contains("s3cret"));
}

TEST_CASE("a parameter or secret that cannot be had ends the build in DOWNLOAD_SOURCE") {
  struct Row {
    const char* env;
    const char* code;
    const char* message;
  };
  const Row rows[] = {
      {"parameter-store: {A: /nobody}", "Decrypted Variables Error",
       "parameter does not exist: /nobody"},
      {"secrets-manager: {A: nobody}", "Secrets Manager Error",
       "AccessDeniedException: User: x is not authorized"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.env);
    Lab lab;
    const Build build = lab.build(
        source_of("env: {" + std::string(row.env) + "}\nphases: {build: {commands: [a]}}\n"));
    CHECK(build.buildStatus == StatusType::FAILED);
    CHECK(phases_of(build).at(3) == "DOWNLOAD_SOURCE FAILED");
    CHECK(phases_of(build).at(4) == "FINALIZING SUCCEEDED");
    CHECK(build.phases.at(3).context.statusCode == row.code);
    CHECK(build.phases.at(3).context.message == row.message);
  }
}

TEST_CASE("the override of a build beats the project, which beats the buildspec") {
  Project project = lab_project();
  project.environmentVariables["A"] = {"project", EnvironmentVariableType::PLAINTEXT};
  project.environmentVariables["B"] = {"/lab/token", EnvironmentVariableType::PARAMETER_STORE};
  Lab lab(project);
  lab.more.environmentVariablesOverride["A"] = {"override", EnvironmentVariableType::PLAINTEXT};
  (void)lab.build(
      source_of("env: {variables: {A: spec, B: spec, C: spec}}\n"
                "phases: {build: {commands: [a]}}\n"));
  CHECK_THAT(lab.containers.machine.files.at("/codebuild/output/tmp/env.sh"),
             Catch::Contains("A='override'") && Catch::Contains("B='t0ken'") &&
                 Catch::Contains("C='spec'"));
}

TEST_CASE("on-failure ABORT keeps post_build from running; CONTINUE lets a failed phase pass") {
  Lab aborting;
  aborting.containers.machine.on("compile", failing_with(1));
  const Build aborted = aborting.build(source_of(
      "phases: {build: {commands: [compile], on-failure: ABORT}, post_build: {commands: [b]}}\n"));
  CHECK(phases_of(aborted).at(7) == "FINALIZING SUCCEEDED");

  Lab going_on;
  going_on.containers.machine.on("run tests", failing_with(1));
  const Build went_on =
      going_on.build(source_of("phases: {pre_build: {commands: [run tests], on-failure: CONTINUE}, "
                               "build: {commands: [compile]}}\n"));
  CHECK(phases_of(went_on).at(5) == "PRE_BUILD FAILED");
  CHECK(phases_of(went_on).at(6) == "BUILD SUCCEEDED");
  CHECK(went_on.buildStatus == StatusType::FAILED);
  CHECK(going_on.containers.machine.count("CODEBUILD_BUILD_SUCCEEDING=0") == 1);
}

TEST_CASE("on-failure RETRY runs the phase again until it succeeds") {
  Lab lab;
  lab.containers.machine.once("flaky", failing_with(7));
  const Build build = lab.build(
      source_of("phases: {build: {commands: [first, flaky], on-failure: RETRY-1-status 7}}\n"));
  CHECK(build.buildStatus == StatusType::SUCCEEDED);
  CHECK(lab.containers.machine.count("first") == 2);
  CHECK(lab.containers.machine.count("CODEBUILD_BUILD_SUCCEEDING=0") == 0);

  Lab other;
  other.containers.machine.once("flaky", failing_with(8));
  const Build failed = other.build(
      source_of("phases: {build: {commands: [flaky], on-failure: RETRY-1-status 7}}\n"));
  CHECK(failed.buildStatus == StatusType::FAILED);
}

TEST_CASE("commands run as the user of the phase, else of the buildspec") {
  Lab lab;
  (void)lab.build(
      source_of("run-as: builder\nphases: {pre_build: {run-as: root, commands: [one]}, "
                "build: {commands: [two]}}\n"));
  for (const StartedCommand& started : lab.containers.machine.started) {
    const bool is_two = started.text.find("\ntwo\n") != std::string::npos;
    CHECK(started.command.user == (is_two ? "builder" : "root"));
    CHECK(started.command.environment.at("HOME") == (is_two ? "/home/builder" : "/root"));
  }
}

TEST_CASE("exported variables have the values that post_build leaves") {
  Lab lab;
  ScriptedCommand printing;
  printing.out = std::string("1.2\0", 4) + std::string("\0", 1);
  lab.containers.machine.on("${RELEASE-}", printing);
  const Build build =
      lab.build(source_of("env: {exported-variables: [RELEASE, NOBODY]}\n"
                          "phases: {build: {commands: [a]}}\n"));
  CHECK(build.exportedEnvironmentVariables ==
        std::vector<std::pair<std::string, std::string>>{{"RELEASE", "1.2"}, {"NOBODY", ""}});
}

TEST_CASE("artifacts: without their paths, from a base directory, and secondary ones") {
  Lab lab;
  lab.more.secondaryArtifacts = {"documents"};
  const Build build = lab.build(
      source_of("phases: {build: {commands: [a]}}\n"
                "artifacts: {files: ['**/*'], base-directory: 'di*', secondary-artifacts: "
                "{documents: {files: ['docs/*'], discard-paths: yes}}}\n"));
  CHECK(names_in(build.artifact_zip) == Lines{"a.js"});
  CHECK(names_in(build.secondary_artifact_zips.at("documents")) == Lines{"b.md"});
}

TEST_CASE("a secondary artifact that the buildspec does not have fails the upload") {
  Lab lab;
  lab.more.secondaryArtifacts = {"nobody"};
  const Build build =
      lab.build(source_of("phases: {build: {commands: [a]}}\nartifacts: {files: ['**/*']}\n"));
  CHECK(phases_of(build).at(8) == "UPLOAD_ARTIFACTS FAILED");
  CHECK(build.artifact_zip.empty());
}

TEST_CASE("a secondary artifact is asked for where the buildspec has no artifacts: no success") {
  Lab lab;
  lab.more.secondaryArtifacts = {"site"};
  const Build build = lab.build(source_of("phases: {build: {commands: [a]}}\n"));
  CHECK(build.buildStatus == StatusType::FAILED);
  CHECK(phases_of(build).at(8) == "UPLOAD_ARTIFACTS FAILED");
}

TEST_CASE("exported variables that cannot be read are no success") {
  Lab lab;
  lab.containers.machine.on("${RELEASE-}", failing_with(2));
  const Build build = lab.build(
      source_of("env: {exported-variables: [RELEASE]}\nphases: {build: {commands: [a]}}\n"));
  CHECK(phases_of(build).at(7) == "POST_BUILD FAULT");
  CHECK(build.buildStatus == StatusType::FAULT);
}

TEST_CASE("a command that cannot be started fails its phase, with a code that is none of success") {
  Lab lab;
  ScriptedCommand missing;
  missing.start_error = "unknown user nobody-here";
  lab.containers.machine.on("two", missing);
  const Build build =
      lab.build(source_of("run-as: nobody-here\nphases: {build: {commands: [two]}}\n"));
  CHECK(build.phases.at(6).context.message ==
        "Error while executing command: two. Reason: exit status 126");
  CHECK_THAT(build.log, Catch::Contains("unknown user nobody-here"));
}

TEST_CASE("a local cache brings the files of the last good build") {
  const std::string rest = "phases: {build: {commands: [make it]}}\ncache: {paths: ['dist/*']}\n";
  for (const bool local : {true, false}) {
    CAPTURE(local);
    Project project = lab_project();
    project.localCache = local;
    Lab lab(project);
    (void)lab.build(source_of(rest));
    lab.containers.machine.files.clear();
    const Build second = lab.build({{"buildspec.yml", "version: 0.2\n" + rest}});
    CHECK(second.buildStatus == StatusType::SUCCEEDED);
    int found = 0;
    for (const auto& [path, content] : lab.containers.machine.files) {
      found += path.find("/dist/a.js") != std::string::npos ? 1 : 0;
    }
    CHECK(found == (local ? 1 : 0));
  }
}

TEST_CASE("a build that is stopped is killed, and ends as STOPPED") {
  Lab lab;
  ScriptedCommand hanging;
  hanging.hangs = true;
  lab.containers.machine.on("compile", hanging);
  const auto stopper = [](Lab& l) -> Task<void> {
    const Context cx = l.world.as("stopper");
    co_await cx.sleep_for(minutes(1));
    CHECK(l.codebuild.StopBuild("nobody").failure().code == "ResourceNotFoundException");
    REQUIRE(l.codebuild.state().running.size() == 1);
    const std::string id = l.codebuild.state().running.begin()->first;
    CHECK(l.codebuild.StopBuild(id).value().buildStatus == StatusType::STOPPED);
  };
  lab.world.as("stopper").spawn("stopper", stopper(lab));
  const Build build = lab.build(k_source);
  CHECK(build.buildStatus == StatusType::STOPPED);
  CHECK(phases_of(build).at(6) == "BUILD STOPPED");
  CHECK(phases_of(build).at(7) == "FINALIZING SUCCEEDED");
  CHECK(build.phases.at(6).endTime == k_start + minutes(1));
  CHECK(lab.containers.machine.signals == std::vector<int>{9});
  CHECK(lab.codebuild.StopBuild(build.id).value().buildStatus == StatusType::STOPPED);
}

TEST_CASE("builds over the project's limit wait, and time out in the queue") {
  Project project = lab_project();
  project.concurrentBuildLimit = 1;
  project.queuedTimeout = minutes(2);
  Lab lab(project);
  ScriptedCommand slow;
  slow.takes = minutes(1);
  lab.containers.machine.on("compile", slow);
  const auto story = [](Lab& l, std::vector<Build>& ended, Duration after) -> Task<void> {
    const Context cx = l.world.as("codebuild/lab-app");
    co_await cx.sleep_for(after);
    StartBuild start;
    start.projectName = "lab-app";
    start.source_zip = scripted_archive(k_source);
    const Result<Build> result = co_await l.codebuild.StartBuild(cx, std::move(start));
    ended.push_back(result.value());
  };
  std::vector<Build> ended;
  for (const int second : {0, 1, 2}) {
    lab.world.as("codebuild/lab-app").spawn("build", story(lab, ended, seconds(second)));
  }
  CHECK(lab.world.run(
      [](Lab& l) -> Task<void> { co_await l.world.as("waiter").sleep_for(minutes(10)); }(lab)));
  REQUIRE(ended.size() == 3);
  std::sort(ended.begin(), ended.end(),
            [](const Build& a, const Build& b) { return a.buildNumber < b.buildNumber; });
  CHECK(ended.at(0).buildStatus == StatusType::SUCCEEDED);
  CHECK(ended.at(1).buildStatus == StatusType::SUCCEEDED);
  CHECK(ended.at(2).buildStatus == StatusType::TIMED_OUT);
  CHECK(phases_of(ended.at(2)) == Lines{"SUBMITTED SUCCEEDED", "QUEUED TIMED_OUT",
                                        "FINALIZING SUCCEEDED", "COMPLETED IN_PROGRESS"});
  CHECK(ended.at(1).phases.at(1).endTime == ended.at(0).endTime);
}

TEST_CASE("a retry is a new build of the same source") {
  Lab lab;
  lab.containers.machine.once("compile", failing_with(1));
  const Build first = lab.build(k_source);
  Build second;
  const auto story = [](Lab& l, std::string id, Build& again) -> Task<void> {
    const Context cx = l.world.as("codebuild/lab-app");
    const Result<Build> result = co_await l.codebuild.RetryBuild(cx, std::move(id));
    again = result.value();
  };
  CHECK(lab.world.run(story(lab, first.id, second)));
  CHECK(first.buildStatus == StatusType::FAILED);
  CHECK(second.buildStatus == StatusType::SUCCEEDED);
  CHECK(second.id != first.id);
  CHECK(second.buildNumber == first.buildNumber + 1);
  CHECK(lab.codebuild.BatchGetBuilds({second.id, "nobody", first.id}).size() == 2);
}

TEST_CASE("with the policy exact a build fails where the wanted version is not") {
  Project project = lab_project();
  project.runtimePolicy = RuntimePolicy::exact;
  ScriptedCommand node;
  node.out = "v20.1.0\n";
  for (const char* version : {"20", "18"}) {
    CAPTURE(version);
    Lab lab(project);
    lab.containers.machine.on("node --version", node);
    const Build build = lab.build(
        source_of("phases: {install: {runtime-versions: {nodejs: " + std::string(version) +
                  "}}, build: {commands: [a]}}\n"));
    CHECK(phases_of(build).at(3) ==
          (std::string(version) == "20" ? "DOWNLOAD_SOURCE SUCCEEDED" : "DOWNLOAD_SOURCE FAILED"));
    const std::string words = "Installing Node.js version 20 ...";
    CHECK((build.log.find("Running command echo \"" + words + "\"\n" + words + "\n\n") !=
           std::string::npos) == (std::string(version) == "20"));
  }
}

TEST_CASE("a buildspec may be given as text, or lie elsewhere in the source") {
  Project inlined = lab_project();
  inlined.buildspec = "version: 0.2\nphases: {build: {commands: [from text]}}\n";
  Lab lab(inlined);
  CHECK(lab.build({{"app.txt", "app"}}).buildStatus == StatusType::SUCCEEDED);
  CHECK(lab.containers.machine.count("from text") == 1);

  Project elsewhere = lab_project();
  elsewhere.buildspec = "ci/spec.yml";
  Lab other(elsewhere);
  const Build build = other.build({{"ci/spec.yml", inlined.buildspec}});
  CHECK(build.buildStatus == StatusType::SUCCEEDED);
  CHECK_THAT(build.log, Catch::Contains("/src/ci/spec.yml"));
}
