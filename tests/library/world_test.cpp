// A world in a test: what it answers, how its time goes on, and what it leaves of the test program.
#include <dirent.h>

#include <catch2/catch.hpp>
#include <cstdlib>
#include <sstream>
#include <string>

#include "sim/library/greenroom/world.h"
#include "tests/app/program.h"

using namespace std::chrono_literals;
using greenroom::Answer;
using greenroom::World;
using greenroom::WorldMisuse;
using greenroom::WorldOptions;
using greenroom::WorldTrouble;
using greenroom::test::Folder;
using greenroom::test::read_text;
using greenroom::test::source_path;
using greenroom::test::write_text;

namespace {

WorldOptions lab() {
  WorldOptions options;
  options.app_folder = source_path("scenarios/apps/instant");
  return options;
}

template <typename T>
std::string printed(const T& value) {
  std::ostringstream out;
  out << value;
  return out.str();
}

// The story of v1.1, as a trace.
std::string story(std::uint64_t seed) {
  WorldOptions options = lab();
  options.seed = seed;
  World world(options);
  REQUIRE(world.push({"v1.0"}));
  world.run_until_rest();
  world.start_users({});
  REQUIRE(world.push({"v1.1"}));
  REQUIRE(world.run_until("codedeploy.deployment",
                          {{"creator", "codeDeployRollback"}, {"status", "Created"}}, 1h));
  world.advance(5min);
  CHECK(world.request().body.find("v1.0") != std::string::npos);
  CHECK(world.problems().empty());
  return world.trace_text();
}

}  // namespace

TEST_CASE("operations are called by name, and AWS's refusals are answers") {
  World world;
  const Answer put =
      world.call("ssm", "PutParameter", R"({"Name": "/a", "Value": "1", "Type": "String"})");
  INFO(put);
  REQUIRE(put);
  CHECK(put.text("Version") == "1");
  CHECK(world.call("ssm", "GetParameter", R"({"Name": "/a"})").text("Parameter.Value") == "1");
  CHECK(world.call("ssm", "GetParameter", R"({"Name": "/b"})").code == "ParameterNotFound");
  CHECK(world.call("ssm", "GetParameter", "{}").code == "ValidationException");
  CHECK(world.call("ssm", "NoSuchOperation").code == "NotImplemented");
  CHECK(world.call("nosuchservice", "List").code == "NotImplemented");
  CHECK(world.call("elasticloadbalancing", "DescribeLoadBalancers"));
  CHECK(world.call("elbv2", "DescribeLoadBalancers"));
  CHECK_THROWS_AS(world.call("ssm", "GetParameter", "{"), WorldMisuse);
}

TEST_CASE("bodies keep every byte") {
  World world;
  const std::string bytes("\0\xff\r\n\xc3", 5);
  REQUIRE(world.call("s3", "CreateBucket", R"({"Bucket": "my-bucket"})"));
  REQUIRE(world.call("s3", "PutObject", R"({"Bucket": "my-bucket", "Key": "k"})", bytes));
  CHECK(world.call("s3", "GetObject", R"({"Bucket": "my-bucket", "Key": "k"})").payload == bytes);
  CHECK(world.call("ssm", "GetParameter", R"({"Name": "/a"})", "body").code ==
        "SerializationException");
}

TEST_CASE("time goes on as far as it is told") {
  World world;
  CHECK(world.now() == 0s);
  world.advance(90s);
  CHECK(world.now() == 90s);
  CHECK_FALSE(world.run_until("no.such", {}, 10min));
  CHECK(world.now() == 690s);
  world.run_until_rest();
  CHECK(world.now() == 690s);
  CHECK_THROWS_AS(world.advance(-1s), WorldMisuse);
}

TEST_CASE("time stands still at the line it ran to") {
  World world;
  const Answer launched =
      world.call("ec2", "RunInstances",
                 R"({"ImageId": "ami-0123456789abcdef0", "InstanceType": "t3.micro", "MinCount": 1,
          "MaxCount": 1})");
  INFO(launched);
  REQUIRE(launched);
  REQUIRE(world.run_until("ec2.instance", {{"state", "running"}}));
  CHECK(world.trace("ec2.instance").back().time == world.now());
  CHECK(world.trace("ec2.instance").back().field("state") == "running");
}

TEST_CASE("the same calls and seed give the same trace, with real processes and users") {
  const std::string first = story(7);
  CHECK(first.find("HEALTH_CONSTRAINTS") != std::string::npos);
  CHECK(first == story(7));
  CHECK(first != story(8));
}

TEST_CASE("a fault that is switched on is felt") {
  World world;
  world.inject("s3.put_lost");
  REQUIRE(world.call("s3", "CreateBucket", R"({"Bucket": "my-bucket"})"));
  (void)world.call("s3", "PutObject", R"({"Bucket": "my-bucket", "Key": "k"})", "x");
  CHECK(world.call("s3", "GetObject", R"({"Bucket": "my-bucket", "Key": "k"})").code ==
        "NoSuchKey");
  CHECK(world.fault_sites().count("s3.put_lost") == 1);
  CHECK_THROWS_AS(world.inject("s3.putlost"), WorldMisuse);
}

TEST_CASE("logs of builds and hooks are read") {
  World world(lab());
  REQUIRE(world.push({"v1.0"}));
  world.run_until_rest();
  const std::vector<std::string> lines = world.logs("/aws/codebuild/lab-app");
  REQUIRE_FALSE(lines.empty());
  CHECK(world.logs("no-such-group").empty());
}

TEST_CASE("a test asks as the student, whoever asked before it") {
  World world(lab());
  // A hook signs with the keys of its instance's role.
  const std::string hook = R"(#!/bin/sh
roles=http://169.254.169.254/latest/meta-data/iam/security-credentials
key=$(curl --silent $roles/$(curl --silent $roles/) | grep -o 'ASIA[A-Z0-9]*')
scope=20260101/us-east-1/sts/aws4_request
signed="Authorization: AWS4-HMAC-SHA256 Credential=$key/$scope, SignedHeaders=host, Signature=00"
curl --silent --data 'Action=GetCallerIdentity&Version=2011-06-15' --header "$signed" \
  "$AWS_ENDPOINT_URL/" | grep -o '<Arn>.*</Arn>'
)";
  REQUIRE(world.push({"v1.0", "a hook asks who it is", {{"scripts/validate_service.sh", hook}}}));
  world.run_until_rest();
  std::string told;
  for (const std::string& line : world.logs("codedeploy-agent-deployment-log")) {
    told += line + "\n";
  }
  CAPTURE(told);
  REQUIRE(told.find("assumed-role/lab-app-instance/i-") != std::string::npos);
  CHECK(world.call("sts", "GetCallerIdentity", "{}").text("Arn") ==
        "arn:aws:iam::123456789012:user/student");
}

TEST_CASE("several worlds live at once, and a test program stays as it is") {
  const auto open_files = [] {
    int count = 0;
    DIR* all = opendir("/proc/self/fd");
    while (readdir(all) != nullptr) {
      ++count;
    }
    closedir(all);
    return count;
  };
  const int files = open_files();
  const std::string mounts = read_text("/proc/self/mountinfo");
  setenv("TZ", "Asia/Tokyo", 1);
  {
    World one;
    World other(lab());
    one.advance(1s);
    CHECK(one.now() == 1s);
    CHECK(other.request().status == 502);
    World moved = std::move(one);
    CHECK(moved.now() == 1s);
  }
  CHECK(std::string(getenv("TZ")) == "Asia/Tokyo");
  CHECK(read_text("/proc/self/mountinfo") == mounts);
  CHECK(open_files() == files);
}

TEST_CASE("what a test asks for wrongly is explained") {
  WorldOptions options = lab();
  options.environment = "instnaces: 3";
  CHECK_THROWS_WITH(World(options), Catch::Contains("did you mean 'instances'"));
  options = lab();
  options.scenario_file = "a.yaml";
  CHECK_THROWS_AS(World(options), WorldMisuse);
  options = {};
  options.scenario_file = "no-such.yaml";
  CHECK_THROWS_WITH(World(options), Catch::Contains("cannot read no-such.yaml"));
  options = {};
  options.environment = "instances: 3";
  CHECK_THROWS_WITH(World(options), Catch::Contains("app_folder"));
  World furnished(lab());
  CHECK_THROWS_WITH(furnished.push({"v7"}), Catch::Contains("commits/v7 is missing"));
  CHECK_THROWS_WITH(furnished.push({"v7", "a push", {{"../x", ""}}}),
                    Catch::Contains("inside the app's folder"));
  World empty;
  CHECK_THROWS_WITH(empty.push({"v1.0"}), Catch::Contains("app_folder"));
  CHECK_THROWS_WITH(empty.request(), Catch::Contains("no load balancer listens at port 80"));
  CHECK_THROWS_AS(empty.requests_of("nobody"), WorldMisuse);
}

TEST_CASE("a scenario file furnishes a world") {
  WorldOptions options;
  options.scenario_file = source_path("scenarios/golden/v1_0_in_place.yaml");
  World world(options);
  const Answer groups = world.call("autoscaling", "DescribeAutoScalingGroups");
  CHECK(groups.size("AutoScalingGroups.0.Instances") == 2);
}

TEST_CASE("values print what an assertion needs to show") {
  Answer answer;
  answer.json = R"({"a":[{"b":true},7]})";
  CHECK(printed(answer) == R"({"a":[{"b":true},7]})");
  CHECK(answer.text("a.0.b") == "true");
  CHECK(answer.text("a.1") == "7");
  CHECK(answer.text("a.0") == R"({"b":true})");
  CHECK(answer.text("a.2").empty());
  CHECK(answer.text("a.x").empty());
  CHECK(answer.has("a.1"));
  CHECK_FALSE(answer.has("c"));
  CHECK(answer.size("a") == 2);
  CHECK(printed(Answer{"NoSuchKey", "it is not there", "", ""}) ==
        "refused: NoSuchKey: it is not there");
  CHECK(printed(greenroom::UserAnswer{200, "", {}, "hi"}) == "HTTP 200 hi");
  CHECK(printed(greenroom::UserAnswer{0, "refused", {}, ""}) == "no answer: refused");
  CHECK(printed(greenroom::UserRecord{3, 1500ms, 1600ms, "200", "v1.0", "i-1"}) ==
        "request 3 at 1.500s: 200 (v1.0 from i-1)");
  CHECK(printed(greenroom::Line{4, 2s, "s3", "s3.put", {{"key", "k"}}}) ==
        "line 4 at 2.000s s3 s3.put key=k");
}
