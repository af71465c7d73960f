// CodeBuild as its users see it: whole builds in a scripted container.
#include "fakes/codebuild/service.h"

#include <catch2/catch.hpp>

#include "tests/support/fake_world.h"
#include "tests/support/scripted_machine.h"

using namespace greenroom;
using namespace greenroom::codebuild;
using namespace greenroom::test;

namespace {

const char* const k_buildspec = R"(version: 0.2
phases:
  pre_build: { commands: [run tests] }
  build: { commands: [compile] }
  post_build: { commands: [echo done] }
artifacts: { files: ['**/*'], exclude-paths: ['secret/**/*'] }
)";

// Hands out one container, prepared by the test, and keeps it to look at afterwards.
class OneContainer final : public BuildContainers {
 public:
  Task<std::unique_ptr<Machine>> provision(Context, std::string) override {
    auto container = std::make_unique<Borrowed>(machine);
    co_return container;
  }
  ScriptedMachine machine;

 private:
  // The build owns its container; this one only passes everything on.
  class Borrowed final : public Machine {
   public:
    explicit Borrowed(Machine& machine) : machine_(machine) {}
    ProcessId start(Context cx, Command command) override {
      return machine_.start(cx, std::move(command));
    }
    Task<ProcessStatus> wait(Context cx, ProcessId process, Instant deadline) override {
      return machine_.wait(cx, process, deadline);
    }
    void signal_group(ProcessId process, int number) override {
      machine_.signal_group(process, number);
    }
    Task<Status> unpack(Context cx, std::string archive, ArchiveFormat format,
                        std::string directory) override {
      return machine_.unpack(cx, std::move(archive), format, std::move(directory));
    }
    Task<Result<std::vector<FileEntry>>> list(Context cx, std::string directory) override {
      return machine_.list(cx, std::move(directory));
    }
    Task<std::vector<FileKind>> probe(Context cx, std::vector<std::string> paths) override {
      return machine_.probe(cx, std::move(paths));
    }
    Task<Result<std::string>> read_file(Context cx, std::string path) override {
      return machine_.read_file(cx, std::move(path));
    }
    Task<Status> apply(Context cx, std::vector<FileChange> changes) override {
      return machine_.apply(cx, std::move(changes));
    }
    Task<Result<std::string>> pack(Context cx, std::string directory,
                                   std::vector<std::string> files, Instant at) override {
      return machine_.pack(cx, std::move(directory), std::move(files), at);
    }

   private:
    Machine& machine_;
  };
};

class PlainDigest final : public LogDigest {
 public:
  [[nodiscard]] std::string sha256_hex(std::string_view bytes) const override {
    return std::to_string(bytes.size());
  }
};

struct Lab {
  Lab() : codebuild(world.ids, {}, containers, digest) {
    Project project;
    project.name = "lab-app";
    project.timeout = minutes(5);
    CHECK(codebuild.CreateProject(project).ok());
  }

  Build build(std::map<std::string, std::string> source) {
    Build built;
    CHECK(world.run(tell(*this, scripted_archive(source), built)));
    return built;
  }

  OneContainer containers;
  PlainDigest digest;
  FakeWorld world;
  CodeBuild codebuild;

 private:
  static Task<void> tell(Lab& lab, std::string zip, Build& built) {
    StartBuild start;
    start.projectName = "lab-app";
    start.source_zip = std::move(zip);
    const Context cx = lab.world.as("codebuild/lab-app");
    const Result<Build> result = co_await lab.codebuild.StartBuild(cx, std::move(start));
    REQUIRE(result.ok());
    built = result.value();
  }
};

Lines phases_of(const Build& build) {
  Lines phases;
  for (const BuildPhase& phase : build.phases) {
    phases.push_back(std::string(to_string(phase.phaseType)) + " " + to_string(phase.phaseStatus));
  }
  return phases;
}

const std::map<std::string, std::string> k_source = {
    {"buildspec.yml", k_buildspec}, {"app.txt", "app"}, {"secret/key", "k"}};

}  // namespace

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
