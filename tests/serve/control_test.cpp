// /_greenroom/...: the clock, the trace, faults, a new beginning; and how a server ends.
#include <catch2/catch.hpp>

#include "tests/serve/served.h"

using namespace greenroom::test;

namespace {

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("the clock is read, advanced and paused") {
  const Served served;
  CHECK(has(served.get("/_greenroom/clock"), "\"now\":\"2026-01-01T00:00:00.000Z\""));
  const std::string later = served.post("/_greenroom/clock", R"({"advance": "20m"})");
  CHECK(has(later, "\"now\":\"2026-01-01T00:20:00.000Z\""));
  CHECK(has(later, "\"atRest\":true"));
  CHECK(has(served.post("/_greenroom/clock", R"({"pause": true})"), "\"paused\":true"));
  CHECK(has(served.post("/_greenroom/clock", R"({"advance": "1s"})"), "00:20:01.000Z"));
  CHECK(has(served.post("/_greenroom/clock", R"({"pause": false})"), "\"paused\":false"));
  CHECK(has(served.post("/_greenroom/clock", R"({"speed": "60x"})"), "\"speed\":\"60x\""));
}

TEST_CASE("time runs to an event and stands still there") {
  const Served served;
  REQUIRE(has(served.post("/_greenroom/clock", R"({"pause": true})"), "\"paused\":true"));
  const std::string launched =
      served.post("/",
                  "Action=RunInstances&Version=2016-11-15&ImageId=ami-0123456789abcdef0&"
                  "InstanceType=t3.micro&MinCount=1&MaxCount=1");
  CHECK(has(launched, "<name>pending</name>"));
  CHECK(has(served.get("/_greenroom/clock"), "\"microseconds\":0,"));
  const std::string found = served.post(
      "/_greenroom/clock", R"({"run_to": {"event": "ec2.instance", "state": "running"}})");
  CHECK(has(found, "\"found\":true"));
  CHECK(has(found, "\"paused\":true"));
  const std::string never =
      served.post("/_greenroom/clock", R"({"run_to": {"event": "no.such"}, "within": "1h"})");
  CHECK(has(never, "\"found\":false"));
}

TEST_CASE("an environment is furnished before the first client sees it, and its listener told") {
  int port = 0;
  {
    const Served other;  // its port is free when it has ended
    port = std::stoi(other.url().substr(other.url().rfind(':') + 1));
  }
  const std::string wanted = "http://127.0.0.1:" + std::to_string(port);
  const Served served({"--environment", source_path("scenarios/golden/v1_0_in_place.yaml"),
                       "--load-balancer-port", std::to_string(port)});
  CHECK(has(served.told_until("listener app/lab-app-alb/"), ", port 80: " + wanted + "\n"));
  const std::string groups =
      served.post("/", "Action=DescribeAutoScalingGroups&Version=2011-01-01");
  CHECK(has(groups, "<AutoScalingGroupName>lab-app-prod-asg</AutoScalingGroupName>"));
  CHECK(has(groups, "<LifecycleState>InService</LifecycleState>"));
  // By its name: no app is deployed yet, so it answers by itself.
  const std::string balancers = served.post("/", "Action=DescribeLoadBalancers&Version=2015-12-01");
  const std::size_t begin = balancers.find("<DNSName>") + 9;
  const std::string name = balancers.substr(begin, balancers.find('<', begin) - begin);
  CHECK(run_command("/usr/bin/curl", {"--silent", "--proxy", served.url(), "--output", "/dev/null",
                                      "--write-out", "%{http_code}", "http://" + name + "/"})
            .out == "502");
  CHECK(has(served.ask("/", {"--header", "Host: " + name + ":81"}).out, "has no listener"));
  const std::string health = served.get("/_greenroom/health");
  CHECK(has(health, "\"loadBalancer\":\"lab-app-alb\""));
  CHECK(has(health, "\"url\":\"" + wanted + "\""));
}

TEST_CASE("a user's request brings time along when the app needs some for its answer") {
  const Folder folder;
  write_text(folder / "slow.yaml", R"(
name: an app that takes three seconds
app: )" + source_path("scenarios/apps/instant") +
                                       R"(
environment:
  instances: 1
  min_instances: 1
  user_data: |
    #!/bin/sh
    perl -MIO::Socket::INET -e '
      my $door = IO::Socket::INET->new(LocalPort => 8080, Listen => 9, ReuseAddr => 1);
      while (my $client = $door->accept) {
        while (defined(my $line = <$client>) && $line =~ /\S/) {}
        sleep 3;
        print $client "HTTP/1.0 200 OK\r\n\r\nat last\n";
        close $client;
      }' >/dev/null 2>&1 &
steps: [{ wait: 1s }]
)");
  const Served served({"--environment", folder / "slow.yaml"});
  REQUIRE(
      has(served.post("/", "Action=DescribeAutoScalingGroups&Version=2011-01-01"), "InService"));
  const std::string health = served.get("/_greenroom/health");
  const std::size_t begin = health.find("\"url\":\"") + 7;
  const std::string url = health.substr(begin, health.find('"', begin) - begin);
  CHECK(run_command("/usr/bin/curl", {"--silent", "--max-time", "60", url}).out == "at last\n");
}

TEST_CASE("what the clock is told wrongly is explained") {
  const Served served;
  for (const char* wrong : {"", "7", "{}", R"({"advance": "soon"})", R"({"pause": "yes"})",
                            R"({"speed": "fast"})", R"({"run_to": {}})"}) {
    CAPTURE(wrong);
    const Ended answer = served.ask("/_greenroom/clock", {"--request", "POST", "--data", wrong,
                                                          "--write-out", " %{http_code}"});
    CHECK(has(answer.out, "\"error\":\""));
    CHECK(has(answer.out, " 400"));
  }
  CHECK(served.status("/_greenroom/time") == "404");
}

TEST_CASE("an instance whose agent is AWS's own asks what to do, and gets whom to believe") {
  const Served served;
  CHECK(has(served.get("/_greenroom/codedeploy-signer-ca.pem"), "-----BEGIN CERTIFICATE-----"));
  const std::string answer =
      served.call("CodeDeployCommandService_v20141006.PollHostCommand",
                  R"({"HostIdentifier": "arn:aws:ec2:us-east-1:123456789012:instance/i-1"})");
  CHECK(has(answer, "\"__type\":\"ClientException\""));
  CHECK(has(answer, "The host does not run"));
}

TEST_CASE("a fault makes the product misbehave, and reset forgets it with all the rest") {
  const Served served;
  CHECK(has(served.get("/_greenroom/faults"), "\"s3.put_lost\":{\"what\":"));
  CHECK(has(served.post("/_greenroom/faults", R"({"enable": "s3.no_such"})"), "\"error\""));
  REQUIRE(served.status("/bucket-a", {"--request", "PUT"}) == "200");
  CHECK(served.status("/bucket-a/kept", {"--request", "PUT", "--data", "x"}) == "200");
  CHECK(has(served.post("/_greenroom/faults", R"({"enable": "s3.put_lost"})"), "\"enabled\":true"));
  CHECK(served.status("/bucket-a/lost", {"--request", "PUT", "--data", "x"}) == "200");
  CHECK(served.status("/bucket-a/kept") == "200");
  CHECK(served.status("/bucket-a/lost") == "404");
  CHECK(has(served.get("/_greenroom/trace"), "s3.object_created"));
  CHECK(has(served.post("/_greenroom/reset", ""), "\"microseconds\":0,"));
  CHECK(served.status("/bucket-a/kept") == "404");
  CHECK_FALSE(has(served.get("/_greenroom/faults"), "\"enabled\":true"));
  CHECK_FALSE(has(served.get("/_greenroom/trace"), "s3.object_created"));
}

TEST_CASE("a server that is interrupted ends well and says what it was asked for in vain") {
  Served served;
  CHECK(has(served.call("AmazonSSM.SendCommand", "{}"), "NotImplemented"));
  const Ended ended = served.end();
  CHECK(ended.exit_code == 0);
  CHECK(ended.err.empty());
  CHECK(ended.out == "1 request\nnot implemented, asked for 1 time: AmazonSSM.SendCommand\n");
}

TEST_CASE("a server whose product misbehaves says so at the end, and not with exit code 0") {
  Served served;
  REQUIRE(has(served.post("/_greenroom/faults", R"({"enable": "ssm.version_given_twice"})"),
              "\"enabled\":true"));
  for (int i = 0; i < 2; ++i) {
    CHECK(has(served.call("AmazonSSM.PutParameter",
                          R"({"Name": "/a", "Value": "v", "Type": "String", "Overwrite": true})"),
              "\"Version\":1"));
  }
  const Ended ended = served.end();
  INFO(ended.out << ended.err);
  CHECK(ended.exit_code == 3);
  CHECK(has(ended.err, "greenroom: invariant ssm."));
}

TEST_CASE("a port in use and a wrong speed are told with the next step") {
  const Served served;
  const std::string port = served.url().substr(served.url().rfind(':') + 1);
  const Ended second = run_program({"serve", "--port", port});
  CHECK(second.exit_code == 6);
  CHECK(has(second.err, "cannot listen on 127.0.0.1:" + port));
  CHECK(has(second.err, "Next step: stop the program that uses that port"));
  const Ended fast = run_program({"serve", "--speed", "fast"});
  CHECK(fast.exit_code == 2);
  CHECK(has(fast.err, "--speed is max, or a factor such as 1x or 60x, not 'fast'"));
}

TEST_CASE("whoever is still connected to a listener that is deleted gets 503, and nothing breaks") {
  const Served served;
  const auto element = [](const std::string& text, const std::string& name) {
    const std::size_t begin = text.find("<" + name + ">") + name.size() + 2;
    return text.substr(begin, text.find("</" + name + ">") - begin);
  };
  const std::string subnets = served.post("/", "Action=DescribeSubnets&Version=2016-11-15");
  const std::size_t second = subnets.find("<subnetId>", subnets.find("<subnetId>") + 1);
  const std::string balancer =
      served.post("/", "Action=CreateLoadBalancer&Version=2015-12-01&Name=b&Subnets.member.1=" +
                           element(subnets, "subnetId") +
                           "&Subnets.member.2=" + element(subnets.substr(second), "subnetId"));
  const std::string listener = served.post(
      "/", "Action=CreateListener&Version=2015-12-01&Port=80&Protocol=HTTP&LoadBalancerArn=" +
               element(balancer, "LoadBalancerArn") +
               "&DefaultActions.member.1.Type=fixed-response&DefaultActions.member.1."
               "FixedResponseConfig.StatusCode=200");
  const std::string arn = element(listener, "ListenerArn");
  const std::string health = served.get("/_greenroom/health");
  const std::size_t begin = health.find("127.0.0.1:", health.find("\"url\"")) + 10;
  const std::string port = health.substr(begin, health.find('"', begin) - begin);
  const Ended asked = run_command(
      "/bin/bash",
      {"-c", "exec 3<>/dev/tcp/127.0.0.1/" + port +
                 "; ask() { printf 'GET / HTTP/1.1\r\nHost: b\r\n\r\n' >&3; "
                 "while read -r line <&3; do line=${line%$'\r'}; case $line in HTTP*) echo $line;; "
                 "'') break;; esac; done; }; ask; curl --silent --output /dev/null --data "
                 "'Action=DeleteListener&Version=2015-12-01&ListenerArn=" +
                 arn + "' " + served.url() + "/; ask"});
  CHECK(asked.out == "HTTP/1.1 200 OK\nHTTP/1.1 503 Service Unavailable\n");
  CHECK(served.runs());
}

TEST_CASE("what is no request, or too large a one, is refused and does not end the server") {
  const Served served;
  const std::string port = served.url().substr(served.url().rfind(':') + 1);
  const std::string say =
      "exec 3<>/dev/tcp/127.0.0.1/" + port + "; printf '%b' \"$0\" >&3; head -1 <&3";
  const auto answer = [&](const std::string& bytes) {
    return run_command("/bin/bash", {"-c", say, bytes}).out;
  };
  CHECK(has(answer("\\x16\\x03\\x01\\x02\\x00\\r\\n\\r\\n"), "HTTP/1.1 400 "));
  CHECK(has(answer("GET / HTTP/1.1\\r\\nContent-Length: x\\r\\n\\r\\n"), "HTTP/1.1 400 "));
  CHECK(has(answer("PUT /a/b HTTP/1.1\\r\\nContent-Length: 99999999999\\r\\n\\r\\n"),
            "HTTP/1.1 413 "));
  CHECK(has(answer("GET / HTTP/1.1\\r\\nA: " + std::string(70'000, 'a') + "\\r\\n\\r\\n"),
            "HTTP/1.1 431 "));
  CHECK(served.status("/../../etc/passwd", {"--path-as-is"}) != "200");
  CHECK(served.call("AmazonSSM.GetParameter", "{\"Name\": ").find("SerializationException") !=
        std::string::npos);
  CHECK(served.runs());
}
