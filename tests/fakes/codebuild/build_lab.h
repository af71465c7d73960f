// A project in a scripted container, for tests of whole builds.
#pragma once

#include <catch2/catch.hpp>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "fakes/codebuild/service.h"
#include "tests/support/fake_world.h"
#include "tests/support/scripted_machine.h"

namespace greenroom::codebuild {

using test::FakeWorld;
using test::files_of;
using test::Lines;
using test::scripted_archive;
using test::ScriptedCommand;
using test::ScriptedMachine;
using test::StartedCommand;

inline const char* const k_buildspec = R"(version: 0.2
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
    Task<Result<std::string>> pack(Context cx, PackRequest request) override {
      return machine_.pack(cx, std::move(request));
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

// One parameter and one secret.
class OneOfEach final : public ProtectedVariables {
 public:
  Result<std::string> parameter(Context, const aws::RoleSession&,
                                const std::string& name) override {
    return name == "/lab/token" ? Result<std::string>("t0ken")
                                : Failure{"ParameterNotFound", "whatever"};
  }
  Result<std::string> secret(Context, const aws::RoleSession&,
                             const std::string& reference) override {
    return reference == "lab/db:password"
               ? Result<std::string>("s3cret")
               : Failure{"AccessDeniedException", "User: x is not authorized"};
  }
};

inline Project lab_project() {
  Project project;
  project.name = "lab-app";
  project.timeout = minutes(5);
  return project;
}

struct Lab {
  explicit Lab(Project project = lab_project())
      : codebuild(world.ids, {}, containers, variables, digest) {
    CHECK(codebuild.CreateProject(std::move(project)).ok());
  }

  Build build(std::map<std::string, std::string> source) {
    Build built;
    CHECK(world.run(tell(*this, scripted_archive(source), built)));
    return built;
  }

  OneContainer containers;
  OneOfEach variables;
  PlainDigest digest;
  StartBuild more;  // what builds are started with, beside their source
  FakeWorld world;
  CodeBuild codebuild;

 private:
  static Task<void> tell(Lab& lab, std::string zip, Build& built) {
    StartBuild start = lab.more;
    start.projectName = "lab-app";
    start.source_zip = std::move(zip);
    const Context cx = lab.world.as("codebuild/lab-app");
    const Result<Build> result = co_await lab.codebuild.StartBuild(cx, std::move(start));
    REQUIRE(result.ok());
    built = result.value();
  }
};

inline Lines phases_of(const Build& build) {
  Lines phases;
  for (const BuildPhase& phase : build.phases) {
    phases.push_back(std::string(to_string(phase.phaseType)) + " " + to_string(phase.phaseStatus));
  }
  return phases;
}

inline const std::map<std::string, std::string> k_source = {
    {"buildspec.yml", k_buildspec}, {"app.txt", "app"}, {"secret/key", "k"}};

}  // namespace greenroom::codebuild
