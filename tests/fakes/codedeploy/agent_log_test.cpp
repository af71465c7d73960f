// The agent's logs, as they stand on the host and as a CloudWatch agent follows them.
//
// AWS: reference codedeploy.md section 4, "Logs".
#include <catch2/catch.hpp>

#include "tests/fakes/codedeploy/agent_lab.h"

using namespace greenroom;
using namespace greenroom::codedeploy;
using namespace greenroom::test;

namespace {

const std::string k_spec =
    "version: 0.0\nos: linux\nhooks:\n  BeforeInstall: [{location: hook.sh}]\n";
const std::string k_agent_log_file = "/var/log/aws/codedeploy-agent/codedeploy-agent.log";
const std::string k_deployments_log_file =
    "/opt/codedeploy-agent/deployment-root/deployment-logs/codedeploy-agent-deployments.log";

class Follower final : public LogFiles {
 public:
  void appended(Context, const std::string& instance_id, const std::string& path,
                const std::vector<std::string>& lines) override {
    instance = instance_id;
    for (const std::string& line : lines) {
      files[path] += line + "\n";
    }
  }
  std::string instance;
  std::map<std::string, std::string> files;
};

EventOutcome failed(const std::string& script, const std::string& message) {
  EventOutcome outcome;
  outcome.succeeded = false;
  outcome.diagnostics.errorCode =
      script.empty() ? LifecycleErrorCode::UnknownError : LifecycleErrorCode::ScriptFailed;
  outcome.diagnostics.scriptName = script;
  outcome.diagnostics.message = message;
  return outcome;
}

}  // namespace

TEST_CASE("codedeploy-agent.log: how each command ended") {
  const Epoch epoch{0};
  CHECK(agent_log_lines(epoch, k_start, EventOutcome{}) ==
        Lines{"1970-01-01T00:00:00 INFO  [codedeploy-agent(1)]: [Aws::CodeDeployCommand::Client "
              "200 0 retries] put_host_command_complete(command_status:\"Succeeded\",diagnostics:"
              "{format:\"JSON\",payload:\"{\\\"error_code\\\":0,\\\"script_name\\\":\\\"\\\","
              "\\\"message\\\":\\\"Succeeded: \\\",\\\"log\\\":\\\"\\\"}\"})"});
  const std::vector<std::string> lines =
      agent_log_lines(epoch, k_start, failed("hook.sh", "failed with exit code 3"));
  REQUIRE(lines.size() == 2);
  CHECK(lines[0] ==
        "1970-01-01T00:00:00 ERROR [codedeploy-agent(1)]: InstanceAgent::Plugins::"
        "CodeDeployPlugin::CommandPoller: Error during perform: InstanceAgent::Plugins::"
        "CodeDeployPlugin::ScriptError - failed with exit code 3");
  CHECK_THAT(lines[1], Catch::Contains("command_status:\"Failed\"") &&
                           Catch::Contains("\\\"error_code\\\":4,\\\"script_name\\\":"
                                           "\\\"hook.sh\\\""));
  CHECK_THAT(agent_log_lines(epoch, k_start, failed("", "no such key"))[0],
             Catch::EndsWith("Error during perform: RuntimeError - no such key"));
}

TEST_CASE("who follows the logs hears the lines that stand in the files") {
  AgentLab lab;
  Follower follower;
  lab.follower = {"i-1", &follower};
  lab.revisions.add("v1", {{"appspec.yml", k_spec}, {"hook.sh", "#!/bin/sh\n"}});
  ScriptedCommand hook;
  hook.out = "hello\n";
  lab.host.on("hook.sh", hook);
  CHECK(lab.execute("v1", {"DownloadBundle", "BeforeInstall"}).succeeded);
  CHECK(follower.instance == "i-1");
  for (const std::string& file : {k_agent_log_file, k_deployments_log_file}) {
    CHECK_FALSE(follower.files[file].empty());
    CHECK(lab.host.files.at(file) == follower.files[file]);
  }
  CHECK_THAT(follower.files[k_deployments_log_file], Catch::Contains("] [d-v1][stdout]hello\n"));
  CHECK_THAT(follower.files[k_deployments_log_file],
             Catch::Contains("] [d-v1]LifecycleEvent - BeforeInstall\n"));
}

TEST_CASE("what differs between two equal runs is a name in what a follower hears") {
  AgentLab lab;
  Follower follower;
  lab.follower = {"i-1", &follower};
  lab.revisions.add("v1", {{"appspec.yml", k_spec}, {"hook.sh", "#!/bin/sh\n"}});
  ScriptedCommand hook;
  hook.err = "curl: (7) Failed to connect to localhost port 8080 after 12 ms\n";
  lab.host.on("hook.sh", hook);
  CHECK(lab.execute("v1", {"DownloadBundle", "BeforeInstall"}).succeeded);
  CHECK_THAT(follower.files[k_deployments_log_file], Catch::Contains("after <ms> ms"));
  CHECK_THAT(lab.host.files.at(k_deployments_log_file), Catch::Contains("after 12 ms"));
}
