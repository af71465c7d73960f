// Hook scripts, row by row of reference codedeploy.md section 4.
#include "fakes/codedeploy/script_run.h"

#include <catch2/catch.hpp>

#include "tests/fakes/codedeploy/agent_lab.h"

using namespace greenroom;
using namespace greenroom::codedeploy;
using namespace greenroom::test;

namespace {

const std::string k_at = "Script at specified location: s.sh ";

// A host that runs the script of ApplicationStart, described by `what`.
AgentLab lab_with(const ScriptedCommand& what, const std::string& script = "{location: s.sh}",
                  const std::string& location = "s.sh") {
  AgentLab lab;
  lab.revisions.add(
      "v1",
      {{"appspec.yml", "version: 0.0\nos: linux\nhooks:\n  ApplicationStart: [" + script + "]\n"},
       {location, "the-script"}});
  lab.host.on("the-script", what);
  lab.host.on("su ec2-user", what);
  return lab;
}

Diagnostics run(AgentLab& lab) {
  return lab.execute("v1", {"DownloadBundle", "ApplicationStart"}).diagnostics;
}

}  // namespace

TEST_CASE("reference 4: how a script ends, as public code and message") {
  struct Row {
    const char* outcome;
    ScriptedCommand what;
    const char* script;
    LifecycleErrorCode code;
    std::string message;
  };
  const auto exits = [](int code) {
    ScriptedCommand what;
    what.exit_code = code;
    return what;
  };
  ScriptedCommand hangs;
  hangs.hangs = true;
  ScriptedCommand killed;
  killed.killed_by = 11;
  ScriptedCommand crlf;
  crlf.start_error = "No such file or directory";
  ScriptedCommand keeps;
  keeps.keeps_stdout = true;
  ScriptedCommand keeps_and_fails = keeps;
  keeps_and_fails.exit_code = 3;
  const std::string path = k_root_directory + "group-id/d-v1/deployment-archive/s.sh";
  using Code = LifecycleErrorCode;
  const char* const plain = "{location: s.sh, timeout: 60}";
  const char* const as_user = "{location: s.sh, timeout: 60, runas: ec2-user}";
  const Row row = GENERATE_COPY(values<Row>({
      {"exit 0, pipes closed", {}, plain, Code::Success, ""},
      {"still running at the deadline", hangs, plain, Code::ScriptTimedOut,
       k_at + "failed to complete in 60 seconds"},
      {"exit code != 0", exits(7), plain, Code::ScriptFailed, k_at + "failed with exit code 7"},
      {"with runas", exits(7), as_user, Code::ScriptFailed,
       k_at + "run as user ec2-user failed with exit code 7"},
      {"killed by a signal", killed, plain, Code::ScriptFailed, k_at + "failed with exit code "},
      {"exec error, e.g. CRLF after #!/bin/bash", crlf, plain, Code::ScriptFailed,
       k_at + "failed with error Errno::ENOENT with message No such file or directory - " + path},
      {"a child keeps stdout open", keeps, plain, Code::UnknownError,
       k_at + "failed to close STDOUT"},
      {"the pipes are looked at before the exit code", keeps_and_fails, plain, Code::UnknownError,
       k_at + "failed to close STDOUT"},
  }));
  CAPTURE(row.outcome);
  AgentLab lab = lab_with(row.what, row.script);
  const Diagnostics seen = run(lab);
  CHECK(seen.errorCode == row.code);
  CHECK(seen.message == row.message);
  CHECK(seen.scriptName == (row.code == Code::Success ? "" : "s.sh"));
}

TEST_CASE("a missing script is named by its absolute path") {
  AgentLab lab = lab_with({}, "{location: /scripts/none.sh}");
  const Diagnostics seen = run(lab);
  CHECK(seen.errorCode == LifecycleErrorCode::ScriptMissing);
  CHECK(seen.message == "Script does not exist at specified location: " + k_root_directory +
                            "group-id/d-v1/deployment-archive/scripts/none.sh");
  CHECK(lab.host.started.empty());
}

TEST_CASE("a script without the executable bit fails only when the bit cannot be set") {
  AgentLab lab = lab_with({});
  lab.host.read_only.insert(k_root_directory + "group-id/d-v1/deployment-archive/s.sh");
  lab.host.files[k_root_directory + "group-id/d-v1/deployment-archive/s.sh"] = "the-script";
  lab.host.files[k_root_directory + "group-id/d-v1/deployment-archive/appspec.yml"] =
      "version: 0.0\nos: linux\nhooks:\n  ApplicationStart: [{location: s.sh}]\n";
  const Diagnostics seen = lab.execute("v1", {"ApplicationStart"}).diagnostics;
  CHECK(seen.errorCode == LifecycleErrorCode::ScriptNotExecutable);
  CHECK(seen.message == "Unable to set script at specified location: s.sh as executable");
}

TEST_CASE("a script that traps TERM is timed out, and reported only when it has really ended") {
  ScriptedCommand stubborn;
  stubborn.takes = seconds(6);
  stubborn.ignores_sigterm = true;
  AgentLab lab = lab_with(stubborn, "{location: s.sh, timeout: 2}");
  CHECK(run(lab).errorCode == LifecycleErrorCode::ScriptTimedOut);
  CHECK(lab.host.signals == std::vector<int>{15});  // and never SIGKILL
  CHECK(lab.elapsed == Timing{}.download_bundle + seconds(6) + Timing{}.script);
}

TEST_CASE("a server left behind with stdout open costs the whole timeout and is not killed") {
  ScriptedCommand keeps;
  keeps.keeps_stdout = true;
  AgentLab lab = lab_with(keeps, "{location: s.sh, timeout: 300}");
  CHECK(run(lab).errorCode == LifecycleErrorCode::UnknownError);
  CHECK(lab.host.signals.empty());
  CHECK(lab.elapsed == Timing{}.download_bundle + seconds(300) + Timing{}.script);
}

TEST_CASE("scripts run in the AppSpec's order, and the first failure aborts the rest") {
  AgentLab lab = lab_with({}, "{location: s.sh}, {location: b.sh}, {location: c.sh}");
  lab.revisions.add(
      "v1", {{"appspec.yml",
              "version: 0.0\nos: linux\nhooks:\n  ApplicationStart: [{location: s.sh}, {location: "
              "b.sh}, {location: c.sh}]\n"},
             {"s.sh", "first"},
             {"b.sh", "second"},
             {"c.sh", "third"}});
  ScriptedCommand failing;
  failing.exit_code = 1;
  lab.host.on("second", failing);
  CHECK(run(lab).scriptName == "b.sh");
  CHECK(lab.host.count("first") == 1);
  CHECK(lab.host.count("third") == 0);
}

TEST_CASE("the command line: plain, su, sudo, both; spaces break the path") {
  const auto command = [](const char* runas, bool sudo, const std::string& path) {
    return script_command({"s.sh", seconds(1), runas, sudo}, path);
  };
  using Words = std::vector<std::string>;
  CHECK(command("", false, "/a/s.sh") == Words{"/a/s.sh"});
  CHECK(command("bob", false, "/a/s.sh") == Words{"su", "bob", "-c", "/a/s.sh"});
  CHECK(command("", true, "/a/s.sh") == Words{"sudo", "/a/s.sh"});
  CHECK(command("bob", true, "/a/s.sh") == Words{"sudo", "su", "bob", "-c", "/a/s.sh"});
  CHECK(command("", false, "/a/my s.sh") == Words{"/a/my", "s.sh"});
  CHECK(command("", false, "/a/s$x.sh") == Words{"sh", "-c", "/a/s$x.sh"});
}

TEST_CASE("a script without #! is run by sh") {
  ScriptedCommand no_shebang;
  no_shebang.start_error = "Exec format error";
  AgentLab lab = lab_with({});
  lab.host.once("the-script", no_shebang);
  CHECK(run(lab).errorCode == LifecycleErrorCode::Success);
  CHECK(lab.host.started.back().command.argv.front() == "sh");
}

TEST_CASE("the environment describes the deployment, and has no version that nobody gave") {
  AgentLab lab = lab_with({});
  run(lab);
  const auto& seen = lab.host.started.back().command.environment;
  CHECK(seen.at("LIFECYCLE_EVENT") == "ApplicationStart");
  CHECK(seen.at("DEPLOYMENT_ID") == "d-v1");
  CHECK(seen.at("APPLICATION_NAME") == "app");
  CHECK(seen.at("DEPLOYMENT_GROUP_NAME") == "group");
  CHECK(seen.at("DEPLOYMENT_GROUP_ID") == "group-id");
  CHECK(seen.at("BUNDLE_BUCKET") == "bucket");
  CHECK(seen.at("BUNDLE_KEY") == "v1");
  CHECK(seen.count("BUNDLE_VERSION") == 0);
  CHECK(seen.count("BUNDLE_ETAG") == 0);
  CHECK(lab.host.started.back().command.working_directory == "/");  // not the archive
}

TEST_CASE("scripts.log and the agent's log of deployments have the same lines, stamped apart") {
  ScriptedCommand talks;
  talks.out = "hello\n";
  talks.err = "oops\n";
  talks.takes = seconds(3);
  AgentLab lab = lab_with(talks);
  run(lab);
  CHECK(lab.host.files.at(k_root_directory + "group-id/d-v1/logs/scripts.log") ==
        "2026-01-01 00:00:02 LifecycleEvent - ApplicationStart\n"
        "2026-01-01 00:00:02 Script - s.sh\n"
        "2026-01-01 00:00:06 [stdout]hello\n"
        "2026-01-01 00:00:06 [stderr]oops\n");
  CHECK_THAT(
      lab.host.files.at(k_root_directory + "deployment-logs/codedeploy-agent-deployments.log"),
      Catch::StartsWith("[2026-01-01 00:00:02.000] [d-v1]LifecycleEvent - "
                        "ApplicationStart\n"));
}

TEST_CASE("an event without scripts is a no-op and writes no log") {
  AgentLab lab = lab_with({});
  CHECK(lab.execute("v1", {"DownloadBundle", "ValidateService"}).succeeded);
  CHECK(lab.host.files.count(k_root_directory + "group-id/d-v1/logs/scripts.log") == 0);
}

TEST_CASE("the log tail is the newest whole lines of less than 2 KB; success has none") {
  std::vector<std::string> lines(200, std::string(49, 'x'));
  CHECK(log_tail(lines).size() == 2000);
  CHECK(log_tail({std::string(3000, 'x')}).empty());
  ScriptedCommand talks;
  talks.out = "hello\n";
  AgentLab lab = lab_with(talks);
  CHECK(run(lab).logTail.empty());
}
