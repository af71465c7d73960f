// A build's log as CloudWatch Logs gets it, and what EventBridge hears of a build.
//
// AWS: reference codebuild-codepipeline-s3 1.1, 1.10 and 1.12.
#include <boost/json.hpp>
#include <catch2/catch.hpp>
#include <utility>

#include "fakes/codebuild/events.h"
#include "tests/fakes/codebuild/build_lab.h"

using namespace greenroom;
using namespace greenroom::codebuild;

namespace {

namespace json = boost::json;

class Heard final : public BuildLogs, public BuildEvents {
 public:
  void put(Context cx, const std::string& group, const std::string& stream,
           std::vector<std::string> messages) override {
    where = group + " " + stream;
    for (std::string& message : messages) {
      all += message;
      log.emplace_back(cx.now(), std::move(message));
    }
  }
  void put_event(Context, EventBridgeEvent event) override { events.push_back(std::move(event)); }

  [[nodiscard]] Instant when(const std::string& part) const {
    for (const auto& [at, message] : log) {
      if (message.find(part) != std::string::npos) {
        return at;
      }
    }
    return k_never;
  }

  std::string where;
  std::string all;
  std::vector<std::pair<Instant, std::string>> log;
  std::vector<EventBridgeEvent> events;
};

json::object detail_of(const EventBridgeEvent& event) {
  return json::parse(event.detail).as_object();
}

// "PRE_BUILD FAILED [COMMAND_EXECUTION_ERROR: ...] then FINALIZING"
std::string told(const EventBridgeEvent& event) {
  const json::object detail = detail_of(event);
  if (event.detail_type == "CodeBuild Build State Change") {
    return std::string(detail.at("build-status").as_string()) + " in " +
           std::string(detail.at("current-phase").as_string());
  }
  const json::array& phases = detail.at("additional-information").at("phases").as_array();
  return std::string(detail.at("completed-phase").as_string()) + " " +
         std::string(detail.at("completed-phase-status").as_string()) + " then " +
         std::string(phases.back().at("phase-type").as_string());
}

}  // namespace

TEST_CASE("reference 1.1: where a log goes") {
  struct Row {
    const char* group;
    const char* stream;
    const char* expected;
  };
  const Row rows[] = {{"", "", "/aws/codebuild/lab-app uuid"},
                      {"/mine", "", "/mine uuid"},
                      {"", "app", "/aws/codebuild/lab-app app/uuid"}};
  for (const Row& row : rows) {
    Project project = lab_project();
    project.cloudWatchLogs.groupName = row.group;
    project.cloudWatchLogs.streamName = row.stream;
    const LogsLocation logs = logs_location(project, {}, "uuid");
    CHECK(logs.groupName + " " + logs.streamName == row.expected);
    CHECK(logs.cloudWatchLogsArn == "arn:aws:logs:us-east-1:123456789012:log-group:" +
                                        logs.groupName + ":log-stream:" + logs.streamName);
    CHECK(logs.deepLink ==
          "https://console.aws.amazon.com/cloudwatch/home?region=us-east-1#logEvent:group=" +
              logs.groupName + ";stream=" + logs.streamName);
  }
  Project disabled = lab_project();
  disabled.cloudWatchLogs.status = LogsConfigStatusType::DISABLED;
  CHECK(logs_location(disabled, {}, "uuid").groupName.empty());
}

TEST_CASE("a build is logged line by line, each message when it came and with its line end") {
  Lab lab;
  Heard heard;
  lab.codebuild.connect(static_cast<BuildLogs&>(heard));
  ScriptedCommand two_lines;
  two_lines.out = "first\nsecond";
  lab.containers.machine.on("compile", two_lines);
  const Build build = lab.build(k_source);
  CHECK(heard.where == build.logs.groupName + " " + build.logs.streamName);
  CHECK(heard.all == build.log);
  for (const auto& [at, message] : heard.log) {
    CHECK(message.find('\n') == message.size() - 1);
  }
  CHECK(heard.when("first\n") == heard.when("second\n"));
  // Modelled: a command takes a second.
  CHECK(heard.when("second\n") - heard.when("Running command compile") == seconds(1));
  CHECK(heard.log.front().first > build.phases.at(2).startTime);  // not before PROVISIONING
}

TEST_CASE("a project whose log is DISABLED tells nobody") {
  Project project = lab_project();
  project.cloudWatchLogs.status = LogsConfigStatusType::DISABLED;
  Lab lab(project);
  Heard heard;
  lab.codebuild.connect(static_cast<BuildLogs&>(heard));
  CHECK_FALSE(lab.build(k_source).log.empty());
  CHECK(heard.log.empty());
}

TEST_CASE("masked values are masked in CloudWatch Logs, too") {
  BuildLog log;
  std::string heard;
  log.tell([&](std::vector<std::string> messages) {
    for (const std::string& message : messages) {
      heard += message;
    }
  });
  log.mask("s3cret");
  log.output("the password is s3cret");
  CHECK(heard == "the password is ***\n\n");
}

TEST_CASE("reference 1.12: times inside an event are texts of their own kind") {
  CHECK(event_time(Epoch{1'526'789'543}, k_start) == "May 20, 2018 4:12:23 AM");
  CHECK(event_time(Epoch{0}, k_start) == "Jan 1, 1970 12:00:00 AM");
  CHECK(event_time(Epoch{0}, k_start + hours(12) + minutes(5)) == "Jan 1, 1970 12:05:00 PM");
  CHECK(event_time(Epoch{0}, k_start + hours(23)) == "Jan 1, 1970 11:00:00 PM");
}

TEST_CASE("reference 1.12: a build that fails in pre_build, event by event") {
  Lab lab;
  Heard heard;
  lab.codebuild.connect(static_cast<BuildEvents&>(heard));
  ScriptedCommand failing;
  failing.exit_code = 3;
  lab.containers.machine.on("run tests", failing);
  lab.more.initiator = "codepipeline/lab-app";
  lab.more.artifact_location = "arn:aws:s3:::store/lab-app/BuildArtif/abc";
  const Build build = lab.build(k_source);
  test::Lines all;
  for (const EventBridgeEvent& event : heard.events) {
    CHECK(event.source == "aws.codebuild");
    CHECK(event.resources == test::Lines{build.arn});
    all.push_back(told(event));
  }
  CHECK(all == test::Lines{"IN_PROGRESS in SUBMITTED", "SUBMITTED SUCCEEDED then QUEUED",
                           "QUEUED SUCCEEDED then PROVISIONING",
                           "PROVISIONING SUCCEEDED then DOWNLOAD_SOURCE",
                           "DOWNLOAD_SOURCE SUCCEEDED then INSTALL",
                           "INSTALL SUCCEEDED then PRE_BUILD", "PRE_BUILD FAILED then FINALIZING",
                           "FINALIZING SUCCEEDED then COMPLETED", "FAILED in COMPLETED"});
  // "`logs`/`phases` missing in the first event"
  const json::object first = detail_of(heard.events.front());
  const json::object& before = first.at("additional-information").as_object();
  CHECK_FALSE(before.contains("logs"));
  CHECK_FALSE(before.contains("phases"));
  CHECK_FALSE(before.at("build-complete").as_bool());
  CHECK(before.at("initiator").as_string() == "codepipeline/lab-app");
  CHECK(before.at("artifact").at("location").as_string() ==
        "arn:aws:s3:::store/lab-app/BuildArtif/abc");
  CHECK(first.at("version").as_string() == "1");
  CHECK(first.at("build-id").as_string() == build.arn);
  CHECK(first.at("current-phase-context").as_string() == "[]");
  // "phases[].phase-context ... a clean phase shows ": " ..., while SUBMITTED shows []"
  const json::object last = detail_of(heard.events.back());
  const json::object& after = last.at("additional-information").as_object();
  CHECK(after.at("build-complete").as_bool());
  CHECK(after.at("logs").at("group-name").as_string() == "/aws/codebuild/lab-app");
  const json::array& phases = after.at("phases").as_array();
  CHECK(phases.at(0).at("phase-context").as_array().empty());
  CHECK(phases.at(2).at("phase-context").at(0).as_string() == ": ");
  CHECK(phases.at(5).at("phase-context").at(0).as_string() ==
        "COMMAND_EXECUTION_ERROR: Error while executing command: run tests. Reason: exit status "
        "3");
  CHECK_FALSE(phases.back().as_object().contains("end-time"));
  // The phase's own event.
  const json::object phase = detail_of(heard.events.at(6));
  CHECK(phase.at("completed-phase-context").as_string() ==
        "[COMMAND_EXECUTION_ERROR: Error while executing command: run tests. Reason: exit status "
        "3]");
  CHECK(phase.at("completed-phase-duration-seconds").as_int64() == 1);
  CHECK(detail_of(heard.events.at(1)).at("completed-phase-context").as_string() == "[]");
  CHECK(detail_of(heard.events.at(3)).at("completed-phase-context").as_string() == "[: ]");
}
