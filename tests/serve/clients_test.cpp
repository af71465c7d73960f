// AWS's own clients build and run the whole lab from nothing: Debian's, and newer ones where there
// are any.
#include <catch2/catch.hpp>
#include <set>

#include "tests/serve/served.h"

using namespace greenroom::test;

namespace {

// Programs of that name in /usr/bin and on PATH, each once.
std::set<std::string> programs(const std::string& name) {
  std::set<std::string> found;
  if (access(("/usr/bin/" + name).c_str(), X_OK) == 0) {
    found.insert("/usr/bin/" + name);
  }
  const Ended on_path = run_command("/bin/sh", {"-c", "command -v " + name});
  if (on_path.exit_code == 0) {
    found.insert(on_path.out.substr(0, on_path.out.find('\n')));
  }
  return found;
}

bool has_boto3(const std::string& python) {
  return run_command(python, {"-c", "import boto3"}).exit_code == 0;
}

}  // namespace

TEST_CASE("the AWS CLI builds the lab from nothing and sees v1.1 roll back and v1.2 cut over") {
  const std::set<std::string> clients = programs("aws");
  if (clients.empty()) {
    WARN("there is no AWS CLI here: `tools/setup` installs Debian's");
  }
  for (const std::string& cli : clients) {
    CAPTURE(cli);
    const Served served;
    const Ended lab = run_command(source_path("scenarios/wire/lab.sh"), {},
                                  {"AWS_ENDPOINT_URL=" + served.url(), "AWS_CLI=" + cli});
    INFO(lab.out << lab.err);
    CHECK(lab.exit_code == 0);
    CHECK(lab.out.find("what users see: v1.2") != std::string::npos);
    CHECK(served.get("/_greenroom/health").find("\"notImplemented\":{}") != std::string::npos);
  }
}

TEST_CASE("boto3 runs the same lab, with the same trace every time") {
  int pythons = 0;
  for (const std::string& python : programs("python3")) {
    if (!has_boto3(python)) {
      continue;
    }
    CAPTURE(python);
    ++pythons;
    const Served served;
    std::string traces[2];
    for (std::string& trace : traces) {
      const Ended lab = run_command(python, {source_path("scenarios/wire/lab.py")},
                                    {"AWS_ENDPOINT_URL=" + served.url()});
      INFO(lab.out << lab.err);
      REQUIRE(lab.exit_code == 0);
      trace = served.get("/_greenroom/trace");
      REQUIRE(served.post("/_greenroom/reset", "").find("\"microseconds\":0,") !=
              std::string::npos);
    }
    CHECK(traces[0].find("codedeploy.deployment") != std::string::npos);
    CHECK(traces[0] == traces[1]);
  }
  if (pythons == 0) {
    WARN("no python3 here has boto3: `tools/setup` installs Debian's");
  }
}

TEST_CASE("the AWS SDK for JavaScript speaks to every service") {
  const std::string sdk = std::string(GREENROOM_BINARY_DIR) + "/apps/javascript-sdk";
  const std::set<std::string> nodes = programs("node");
  if (nodes.empty() || access((sdk + "/fetched.json").c_str(), R_OK) != 0) {
    WARN("there is no Node.js, or no AWS SDK for it here: `make apps` fetches it");
    return;
  }
  const Served served;
  const Ended smoke =
      run_command(*nodes.rbegin(), {source_path("tests/serve/javascript/smoke.mjs")},
                  {"AWS_ENDPOINT_URL=" + served.url(), "SDK=" + sdk});
  INFO(smoke.out << smoke.err);
  CHECK(smoke.exit_code == 0);
  CHECK(smoke.out.find("ok    s3: ") != std::string::npos);
}
