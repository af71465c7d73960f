// runtime-versions (reference codebuild-codepipeline-s3.md 1.6, 1.9).
#include "fakes/codebuild/runtimes.h"

#include <catch2/catch.hpp>

using namespace greenroom;
using namespace greenroom::codebuild;

namespace {

Project project_with(RuntimePolicy policy) {
  Project project;
  project.runtimePolicy = policy;
  project.toolchains["nodejs"] = {{"16", "/opt/16"}, {"20", "/opt/20"}, {"22", "/opt/22"}};
  return project;
}

std::string path_of(RuntimePolicy policy, const std::string& version) {
  const auto chosen = choose_runtimes({{"nodejs", version}}, project_with(policy), {});
  REQUIRE(chosen.ok());
  return chosen.value().front().path;
}

}  // namespace

TEST_CASE("a version is one of the image's: 18, 18.x, latest, $VAR") {
  struct Row {
    const char* requested;
    const char* version;
  };
  const Row rows[] = {
      {"18", "18"}, {"18.x", "18"}, {"latest", "24"}, {"$NODE", "20"}, {"${NODE}", "20"}};
  for (const Row& row : rows) {
    CAPTURE(row.requested);
    const auto chosen = choose_runtimes({{"nodejs", row.requested}}, {}, {{"NODE", "20"}});
    REQUIRE(chosen.ok());
    CHECK(chosen.value().front().version == row.version);
  }
}

// Reference 1.10: Running command echo "Installing Node.js version 18 ..."
TEST_CASE("a runtime is installed with the words that AWS's log has") {
  CHECK(installation_words({"nodejs", "18.x", "18", ""}) == "Installing Node.js version 18 ...");
  CHECK(installation_words({"python", "3.12", "3.12", ""}).empty());
}

TEST_CASE("an unknown runtime or version fails with AWS's words") {
  const auto runtime = choose_runtimes({{"cobol", "1"}}, {}, {});
  REQUIRE_FALSE(runtime.ok());
  CHECK(runtime.failure().code == "YAML_FILE_ERROR");
  CHECK_THAT(runtime.failure().message,
             Catch::StartsWith("Unknown runtime named 'cobol'. This build image has the following "
                               "runtimes: dotnet, golang, java, nodejs"));
  const auto version = choose_runtimes({{"nodejs", "12"}}, {}, {});
  REQUIRE_FALSE(version.ok());
  CHECK(version.failure().message ==
        "Unknown runtime version named '12' of nodejs. This build image has the following "
        "versions: 18, 20, 22, 24");
}

TEST_CASE("the policy says which installed version stands for the wanted one") {
  CHECK(path_of(RuntimePolicy::nearest, "18") == "/opt/20");  // the next newer
  CHECK(path_of(RuntimePolicy::nearest, "20") == "/opt/20");
  CHECK(path_of(RuntimePolicy::nearest, "24") == "/opt/22");  // nothing newer: the newest
  CHECK(path_of(RuntimePolicy::exact, "20") == "/opt/20");
  CHECK(path_of(RuntimePolicy::exact, "18").empty());
  CHECK(path_of(RuntimePolicy::ignore, "20").empty());
}

TEST_CASE("what a program prints is a version of 18 when its first number is 18") {
  CHECK(is_version("v18.19.1\n", "18"));
  CHECK(is_version("Python 3.11.2", "3.11"));
  CHECK_FALSE(is_version("v180.1.0\n", "18"));
  CHECK_FALSE(is_version("v20.1.0\n", "18"));
  CHECK_FALSE(is_version("not found", "18"));
}
