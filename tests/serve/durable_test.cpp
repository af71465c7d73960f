// `greenroom serve --data DIR`: everything survives a restart and SIGKILL.
#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>

#include "tests/serve/client.h"
#include "tests/serve/served.h"

using namespace greenroom::test;

namespace {

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

// Small ones are rows of the journal, large ones files beside it.
std::string body_of(int number) {
  const std::size_t size = number % 3 == 0 ? 200'000 : 200;
  return std::to_string(number) + ":" + std::string(size, static_cast<char>('a' + number % 26));
}

std::string key_of(int number) {
  return "/kept/object-" + std::to_string(number);
}

// Puts objects from `next` on, until so many are acknowledged; then one more is on its way when the
// server dies. The first number that was not acknowledged.
int put_until_killed(Served& served, int next, int acknowledged, bool all_of_the_last) {
  Client client(served.url());
  for (int i = 0; i < acknowledged; ++i) {
    REQUIRE(client.send("PUT", key_of(next), body_of(next)));
    REQUIRE(client.status() == 200);
    ++next;
  }
  const std::string body = body_of(next);
  if (all_of_the_last) {
    client.send("PUT", key_of(next), body);
  } else {
    client.send("PUT", key_of(next), "", "Expect: 100-continue\r\nX-Not-Sent: body\r\n");
  }
  served.kill_now();
  return next;
}

void put_a_large_one(const Served& served) {
  CHECK(served.status("/one", {"--request", "PUT"}) == "200");
  CHECK(served.status("/one/large",
                      {"--request", "PUT", "--data-binary", std::string(100'000, 'x')}) == "200");
}

}  // namespace

TEST_CASE("nothing that was acknowledged is lost in a hundred rounds of SIGKILL during PUTs") {
  const Folder folder;
  const std::string data = folder / "data";
  int next = 0;
  {
    Served served({"--data", data});
    REQUIRE(served.status("/kept", {"--request", "PUT"}) == "200");
    next = put_until_killed(served, next, 1, true);
  }
  int checked = 0;
  for (int round = 1; round <= 100; ++round) {
    INFO("round " << round);
    Served served({"--data", data});
    Client client(served.url());
    // What the last round had, and one of each older round.
    for (int number = round == 100 ? 0 : checked; number < next; ++number) {
      INFO("object " << number);
      REQUIRE(client.send("GET", key_of(number), ""));
      REQUIRE(client.status() == 200);
      REQUIRE(client.body() == body_of(number));
    }
    checked = next;
    // What was on its way is there whole, or not at all.
    REQUIRE(client.send("GET", key_of(next), ""));
    const int status = client.status();
    REQUIRE((status == 404 || (status == 200 && client.body() == body_of(next)) ||
             (status == 200 && client.body().empty())));
    next = put_until_killed(served, next, round % 4, round % 2 == 0);
  }
}

TEST_CASE("a world comes back with its ids, versions, running processes and its clock") {
  const Folder folder;
  const std::vector<std::string> with{"--data", folder / "data", "--environment",
                                      source_path("scenarios/golden/v1_0_in_place.yaml")};
  const auto describe = [](const Served& served) {
    return served.post("/", "Action=DescribeInstances&Version=2016-11-15") +
           served.get("/versioned?versions") + served.get("/_greenroom/clock") +
           served.call("AmazonSSM.GetParameterHistory", R"({"Name": "/lab/level"})");
  };
  // The app of an instance, through a load balancer of its own making.
  std::string before;
  {
    Served served(with);
    CHECK(served.status("/versioned", {"--request", "PUT"}) == "200");
    CHECK(
        served.status("/versioned?versioning", {"--request", "PUT", "--data",
                                                "<VersioningConfiguration><Status>Enabled</Status>"
                                                "</VersioningConfiguration>"}) == "200");
    for (const char* body : {"one", "two"}) {
      CHECK(served.status("/versioned/key", {"--request", "PUT", "--data", body}) == "200");
      CHECK(has(served.call("AmazonSSM.PutParameter",
                            std::string(R"({"Name": "/lab/level", "Type": "String", )") +
                                R"("Overwrite": true, "Value": ")" + body + "\"}"),
                "Version"));
    }
    CHECK(has(served.post("/",
                          "Action=RunInstances&Version=2016-11-15&ImageId=ami-0123456789abcdef0&"
                          "InstanceType=t3.micro&MinCount=1&MaxCount=1"),
              "pending"));
    CHECK(has(served.post("/_greenroom/clock", R"({"advance": "3h"})"), "\"now\""));
    before = describe(served);
    served.kill_now();
  }
  Served again(with);
  CHECK(describe(again) == before);
  const Ended ended = again.end();
  CHECK(ended.exit_code == 0);
  CHECK(has(ended.out, "restored 7 requests"));
  CHECK_FALSE(has(ended.out, "differ"));
}

TEST_CASE("a world that is restored is not changed by reads, and a reset forgets it") {
  const Folder folder;
  {
    Served served({"--data", folder / "data"});
    put_a_large_one(served);
    for (int i = 0; i < 3; ++i) {
      CHECK(has(served.get("/"), "<Name>one</Name>"));
    }
    CHECK(served.end().exit_code == 0);
  }
  {
    Served served({"--data", folder / "data"});
    CHECK(has(served.get("/"), "<Name>one</Name>"));
    CHECK(has(served.post("/_greenroom/reset", ""), "\"microseconds\":0"));
    CHECK_FALSE(has(served.get("/"), "<Name>one</Name>"));
    CHECK(has(served.end().out, "restored 2 requests"));
  }
  CHECK(std::filesystem::is_empty(folder / "data/bodies"));
  Served served({"--data", folder / "data"});
  CHECK_FALSE(has(served.get("/"), "<Name>one</Name>"));
  CHECK(has(served.end().out, "restored 0 requests"));
}

TEST_CASE("one folder has one server, which begins as the first one did") {
  const Folder folder;
  const Served first({"--data", folder / "data"});
  const Ended second = run_program({"serve", "--port", "0", "--data", folder / "data"});
  CHECK(second.exit_code == 6);
  CHECK(has(second.err, "belongs to another greenroom serve that is running"));
  const Folder other;
  {
    Served served({"--data", other / "data", "--seed", "7"});
    CHECK(served.end().exit_code == 0);
  }
  const Ended different = run_program({"serve", "--port", "0", "--data", other / "data"});
  CHECK(different.exit_code == 6);
  CHECK(has(different.err, "seed 7"));
  CHECK(has(different.err, "Next step: start it as it was started then"));
}

TEST_CASE("a body that is damaged is told, and nothing is served") {
  const Folder folder;
  {
    Served served({"--data", folder / "data"});
    put_a_large_one(served);
    served.kill_now();
  }
  for (const auto& entry : std::filesystem::directory_iterator(folder / "data/bodies")) {
    std::filesystem::resize_file(entry.path(), 99'999);
  }
  const Ended ended = run_program({"serve", "--port", "0", "--data", folder / "data"});
  CHECK(ended.exit_code == 6);
  CHECK(has(ended.err, "is not what was kept there: it is damaged or gone"));
}

TEST_CASE("what was never acknowledged leaves nothing behind") {
  const Folder folder;
  const std::filesystem::path bodies = folder / "data/bodies";
  {
    Served served({"--data", folder / "data"});
    put_a_large_one(served);
    served.kill_now();
  }
  const auto kept = *std::filesystem::directory_iterator(bodies);
  write_text((bodies / "0123456789abcdef").string(), "whole, but its request was not kept");
  write_text((bodies / "fedcba9876543210.part").string(), "half");
  Served served({"--data", folder / "data"});
  CHECK(served.get("/one/large") == std::string(100'000, 'x'));
  std::vector<std::filesystem::path> left;
  for (const auto& entry : std::filesystem::directory_iterator(bodies)) {
    left.push_back(entry.path());
  }
  CHECK(left == std::vector<std::filesystem::path>{kept.path()});
}

namespace {

// The account's first build: no sources, a word on its log, a sleep.
void start_build(const Served& served) {
  const std::string role =
      served.post("/",
                  "Action=CreateRole&Version=2010-05-08&RoleName=builder&AssumeRolePolicyDocument={"
                  "\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":"
                  "\"sts:AssumeRole\","
                  "\"Principal\":{\"Service\":\"codebuild.amazonaws.com\"}}]}");
  CHECK(has(role, "<RoleName>builder</RoleName>"));
  const std::string may_log = served.post(
      "/",
      "Action=PutRolePolicy&Version=2010-05-08&RoleName=builder&PolicyName=logs&PolicyDocument={"
      "\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"logs:*\","
      "\"Resource\":\"*\"}]}");
  CHECK(has(may_log, "PutRolePolicyResponse"));
  CHECK(has(served.call("CodeBuild_20161006.CreateProject", R"({"name": "kept",
      "source": {"type": "NO_SOURCE", "buildspec":
      "version: 0.2\nphases:\n  build:\n    commands:\n      - sleep 60\n      - echo made it\n"},
      "artifacts": {"type": "NO_ARTIFACTS"},
      "serviceRole": "arn:aws:iam::123456789012:role/builder",
      "environment": {"type": "LINUX_CONTAINER", "image": "aws/codebuild/standard:7.0",
                      "computeType": "BUILD_GENERAL1_SMALL"}})"),
            "\"name\":\"kept\""));
  CHECK(has(served.call("CodeBuild_20161006.StartBuild", R"({"projectName": "kept"})"),
            "IN_PROGRESS"));
}

// All that is known of it, its log too.
std::string first_build(const Served& served) {
  const std::string ids =
      served.call("CodeBuild_20161006.ListBuildsForProject", R"({"projectName": "kept"})");
  const std::size_t colon = ids.find("kept:");
  REQUIRE(colon != std::string::npos);
  const std::string number = ids.substr(colon + 5, ids.find('"', colon) - colon - 5);
  const std::string build =
      served.call("CodeBuild_20161006.BatchGetBuilds", R"({"ids": ["kept:)" + number + "\"]}");
  const std::string log =
      served.call("Logs_20140328.GetLogEvents",
                  R"({"logGroupName": "/aws/codebuild/kept", "logStreamName": ")" + number + "\"}");
  CHECK(has(build, "SUCCEEDED"));
  CHECK(has(log, "made it"));
  return build + log;
}

}  // namespace

TEST_CASE("builds that had ended are not run again when their world comes back") {
  const Folder folder;
  const std::vector<std::string> with{"--data", folder / "data"};
  std::string before;
  {
    Served served(with);
    start_build(served);
    before = first_build(served);
    served.kill_now();
  }
  {
    Served again(with);
    CHECK(first_build(again) == before);
    const Ended ended = again.end();
    CHECK(has(ended.out, "restored 4 requests"));
    CHECK(has(ended.out, "; 1 build was replayed\n"));
  }
  // Without its end it cannot be replayed: it runs.
  std::vector<std::filesystem::path> answers;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder / "data/builds")) {
    if (entry.is_regular_file()) {
      answers.push_back(entry.path());
    }
  }
  REQUIRE(answers.size() > 1);
  std::sort(answers.begin(), answers.end(), [](const auto& a, const auto& b) {
    return std::filesystem::last_write_time(a) < std::filesystem::last_write_time(b);
  });
  std::filesystem::remove(answers.back());
  Served third(with);
  const std::string told = third.told_until("restored 4 requests");
  CHECK(has(told, "does not fit"));
  CHECK_FALSE(has(told, "replayed"));
  CHECK(first_build(third) == before);
  CHECK(third.end().exit_code == 0);
}
