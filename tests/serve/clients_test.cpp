// AWS's own clients build and run the whole lab from nothing: Debian's, and newer ones where there
// are any.
#include <catch2/catch.hpp>

#include "tests/serve/programs.h"
#include "tests/serve/served.h"

using namespace greenroom::test;

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
  const std::string sdk = javascript_sdk();
  if (sdk.empty()) {
    WARN("there is no Node.js, or no AWS SDK for it here: `make apps` fetches it");
    return;
  }
  const Served served;
  const Ended smoke =
      run_command(*programs("node").rbegin(), {source_path("tests/serve/javascript/smoke.mjs")},
                  {"AWS_ENDPOINT_URL=" + served.url(), "SDK=" + sdk});
  INFO(smoke.out << smoke.err);
  CHECK(smoke.exit_code == 0);
  CHECK(smoke.out.find("ok    s3: ") != std::string::npos);
}
