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
  for (const std::string& python : pythons_with_boto3()) {
    CAPTURE(python);
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
}

namespace {

// Runs tests/serve/queues.py, which asks with the student's keys when signatures are looked at.
void check_queues(bool is_signed, const std::string& python, const std::string& cli = "",
                  const std::vector<std::string>& only = {}) {
  const Served served(is_signed ? std::vector<std::string>{"--auth", "signed"}
                                : std::vector<std::string>{});
  const std::string keys = served.get("/_greenroom/keys");
  const auto key = [&](const std::string& name) {
    const std::size_t at = keys.find("\"" + name + "\":\"") + name.size() + 4;
    return is_signed ? keys.substr(at, keys.find('"', at) - at) : "test";
  };
  std::vector<std::string> words{source_path("tests/serve/queues.py")};
  words.insert(words.end(), only.begin(), only.end());
  const Ended ended = run_command(python, words,
                                  {"AWS_ENDPOINT_URL=" + served.url(), "AWS_CLI=" + cli,
                                   "AWS_ACCESS_KEY_ID=" + key("AccessKeyId"),
                                   "AWS_SECRET_ACCESS_KEY=" + key("SecretAccessKey")});
  INFO(ended.out << ended.err);
  CHECK(ended.exit_code == 0);
  CHECK(served.get("/_greenroom/health").find("\"notImplemented\":{}") != std::string::npos);
}

}  // namespace

TEST_CASE("boto3 of query and boto3 of JSON use a queue and what delivers to it") {
  for (const std::string& python : pythons_with_boto3()) {
    CAPTURE(python);
    check_queues(false, python);
    check_queues(true, python);
  }
}

// Each call starts a program, so that they are few.
TEST_CASE("the AWS CLI uses a queue and what delivers to it") {
  const std::set<std::string> clients = programs("aws");
  if (clients.empty()) {
    WARN("there is no AWS CLI here: `tools/setup` installs Debian's");
  }
  for (const std::string& cli : clients) {
    CAPTURE(cli);
    check_queues(true, *programs("python3").begin(), cli,
                 {"Queues.test_a_message_with_attributes_goes_through",
                  "Queues.test_of_a_batch_each_entry_fails_by_itself",
                  "Queues.test_a_topic_delivers_to_it", "Queues.test_a_rule_delivers_to_it"});
  }
}

TEST_CASE("the AWS CLI works in a hook, with the keys of the instance's role") {
  if (programs("aws").count("/usr/bin/aws") == 0) {
    WARN("there is no AWS CLI here that machines see: `tools/setup` installs Debian's");
    return;
  }
  const Ended story =
      run_program({"run", source_path("tests/serve/hook_copies.yaml"), "--repeat", "2"});
  INFO(story.out << story.err);
  CHECK(story.exit_code == 0);
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
