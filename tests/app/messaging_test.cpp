// What leaves a rehearsal: receivers, mails, files; and the events made of lines of the trace.
#include <boost/json.hpp>
#include <catch2/catch.hpp>

#include "sim/app/deliveries.h"
#include "sim/app/log_text.h"
#include "sim/app/output.h"
#include "sim/app/service_events.h"
#include "sim/core/harness_error.h"
#include "tests/app/program.h"
#include "tests/support/fake_world.h"
#include "tests/support/invariant_lab.h"

using namespace greenroom;
using namespace greenroom::app;
using greenroom::test::FakeWorld;
using greenroom::test::Folder;
using greenroom::test::line;

namespace {

const std::string k_confirmation = R"({"Type" : "SubscriptionConfirmation", "SubscribeURL" : "u"})";

struct Posted {
  HttpEnd end;
  int status;
  Duration took;
};

// Posts a confirmation to `url` so many times.
struct ReceiverLab {
  std::vector<Posted> post(const std::string& url, int times) {
    std::vector<Posted> posted;
    CHECK(world.run(tell(*this, url, times, posted)));
    return posted;
  }
  static Task<void> tell(ReceiverLab& lab, std::string url, int times, std::vector<Posted>& all) {
    const Context cx = lab.world.as("sns");
    for (int i = 0; i < times; ++i) {
      const Instant begun = cx.now();
      const HttpHeaders headers = {{"x-amz-sns-message-type", "SubscriptionConfirmation"}};
      const Instant deadline = begun + seconds(15);
      const HttpResult result =
          co_await lab.deliveries.http(cx, url, headers, k_confirmation, deadline);
      all.push_back({result.end, result.response.status, cx.now() - begun});
    }
  }
  void declare(scenario::ReceiverSettings settings) {
    deliveries.declare({{"Chat.example.com", std::move(settings)}},
                       [this](Context, const std::string& address) { visits += address; });
  }

  FakeWorld world;
  DeliveriesOfRehearsal deliveries;
  std::string visits;
};

const std::string k_chat = "http://chat.example.com:8080/hook?a=b";

logs::Logs logs_with(FakeWorld& world, const std::string& group, const std::string& stream,
                     const std::string& message) {
  logs::Logs logs{aws::Account{}};
  const Context cx = world.as("logs");
  CHECK(logs.CreateLogGroup(cx, group).ok());
  CHECK(logs.CreateLogStream(cx, group, stream).ok());
  CHECK(logs.PutLogEvents(cx, {group, stream, {{k_start + milliseconds(1500), message}}, ""}).ok());
  return logs;
}

// An execution of two stages: what its lines are told as.
codepipeline::Pipeline pipeline_with_execution() {
  codepipeline::ActionDeclaration build;
  build.name = "Build";
  build.actionTypeId = {"Build", "AWS", "CodeBuild", "1"};
  build.inputArtifacts = {"In"};
  build.outputArtifacts = {"Out"};
  codepipeline::StageDeclaration stage;
  stage.name = "Build";
  stage.actions = {build};
  codepipeline::Execution execution;
  execution.pipelineExecutionId = "execution-id";
  execution.declaration.stages = {stage};
  execution.declaration.version = 3;
  execution.artifacts["In"].bucket = "store";
  execution.artifacts["In"].key = "lab/In/abc";
  codepipeline::Pipeline pipeline;
  pipeline.executions = {execution};
  return pipeline;
}

TraceLine pipeline_line(const std::string& event,
                        std::vector<std::pair<std::string, std::string>> fields) {
  fields.insert(fields.begin(), {{"pipeline", "lab-app"}, {"execution", "1"}});
  return line("codepipeline." + event, fields);
}

}  // namespace

TEST_CASE("an endpoint is taken apart") {
  struct Row {
    const char* url;
    const char* host;
    int port;
    const char* target;
  };
  const Row rows[] = {{"http://a.example.com", "a.example.com", 80, "/"},
                      {"https://A.example.com/x", "a.example.com", 443, "/x"},
                      {"http://a:8080/x?y=/z#part", "a", 8080, "/x?y=/z"},
                      {"http://user:secret@a/x", "a", 80, "/x"},
                      {"http://a?y=1", "a", 80, "/?y=1"}};
  for (const Row& row : rows) {
    const Endpoint endpoint = endpoint_of(row.url);
    CHECK(endpoint.host == row.host);
    CHECK(endpoint.port == row.port);
    CHECK(endpoint.target == row.target);
  }
}

TEST_CASE("a receiver takes a confirmation and visits its SubscribeURL") {
  ReceiverLab lab;
  lab.declare({});
  const std::vector<Posted> posted = lab.post(k_chat, 1);
  CHECK(posted.at(0).status == 200);
  CHECK(lab.visits == "u");
  CHECK(lab.world.told("scenario.http_request", {"receiver", "target", "Type", "answer"}) ==
        test::Lines{"chat.example.com /hook?a=b SubscriptionConfirmation 200"});
}

TEST_CASE("a receiver that does not confirm takes the confirmation, and that is all") {
  ReceiverLab lab;
  lab.declare({false, {}});
  CHECK(lab.post(k_chat, 1).at(0).status == 200);
  CHECK(lab.visits.empty());
}

TEST_CASE("a receiver's answers come in turn, and the last one stays") {
  ReceiverLab lab;
  lab.declare({true, {"503", "refused", "silent", "204"}});
  const std::vector<Posted> posted = lab.post(k_chat, 5);
  CHECK(posted.at(0).status == 503);
  CHECK(posted.at(1).end == HttpEnd::Refused);
  CHECK(posted.at(2).end == HttpEnd::DeadlineReached);
  CHECK(posted.at(2).took == seconds(15));
  CHECK(posted.at(3).status == 204);
  CHECK(posted.at(4).status == 204);
  CHECK(lab.visits == "uu");  // it confirms what it has taken
}

TEST_CASE("a host that nobody declared is out of reach, a port without a listener refuses") {
  ReceiverLab lab;
  lab.deliveries.connect({"Lab-app-alb"}, [](int) -> UserAgent* { return nullptr; });
  CHECK(lab.post("http://elsewhere.example.com/", 1).at(0).end == HttpEnd::Unreachable);
}

TEST_CASE("the load balancer is reached by its name, and refuses where nothing listens") {
  ReceiverLab lab;
  int asked = 0;
  lab.deliveries.connect({"Lab-app-alb"}, [&](int port) -> UserAgent* {
    asked = port;
    return nullptr;
  });
  CHECK(lab.post("http://lab-app-alb:8081/x", 1).at(0).end == HttpEnd::Refused);
  CHECK(asked == 8081);
}

TEST_CASE("log events as `aws logs tail` shows them") {
  FakeWorld world;
  const logs::Logs logs = logs_with(world, "/aws/codebuild/lab-app", "uuid", "hello\n");
  LogRequest request;
  CHECK(log_text(logs, Epoch{0}, request).value() == "/aws/codebuild/lab-app uuid 1\n");
  request.query.group = "/aws/codebuild/lab-app";
  CHECK(log_text(logs, Epoch{0}, request).value() ==
        "1970-01-01T00:00:01.500000+00:00 uuid hello\n");
  request.format = LogFormat::short_form;
  CHECK(log_text(logs, Epoch{0}, request).value() == "1970-01-01T00:00:01 hello\n");
  request.tail = 0;
  CHECK(log_text(logs, Epoch{0}, request).value().empty());
  request.query.group = "nothing";
  CHECK(log_text(logs, Epoch{0}, request).failure().code == "ResourceNotFoundException");
}

TEST_CASE("log streams and mails become files whose names lead nowhere else") {
  struct Row {
    const char* group;
    const char* stream;
    const char* path;
  };
  const Row rows[] = {
      {"/aws/codebuild/lab-app", "uuid", "logs/aws/codebuild/lab-app/uuid.log"},
      {"/lab/builds", "app/uuid", "logs/lab/builds/app%2Fuuid.log"},
      {"/../../x", "..", "logs/%2E./%2E./x/%2E..log"},
      {"/", "a b", "logs/%2F/a%20b.log"},
  };
  for (const Row& row : rows) {
    Folder folder;
    FakeWorld world;
    write_logs(folder.path(), logs_with(world, row.group, row.stream, "hello"), Epoch{0});
    CAPTURE(row.path);
    CHECK(test::read_text(folder / row.path) == "1970-01-01T00:00:01.500000+00:00 hello\n");
  }
  Folder folder;
  write_mails(folder.path(), {{"a@b.c", "Hi", "text", "1970-01-01T00:00:00.000Z", false},
                              {"x/y@b.c", "Hi", "{}", "1970-01-01T00:00:00.000Z", true}});
  CHECK(test::read_text(folder / "mail/0001-a@b.c.txt") ==
        "To: a@b.c\nSubject: Hi\nDate: 1970-01-01T00:00:00.000Z\n\ntext\n");
  CHECK(test::read_text(folder / "mail/0002-x%2Fy@b.c.json") == "{}\n");
}

TEST_CASE("two streams never share a file") {
  Folder folder;
  FakeWorld world;
  logs::Logs logs = logs_with(world, "/a", "s", "one");
  const Context cx = world.as("logs");
  CHECK(logs.CreateLogGroup(cx, "a").ok());
  CHECK(logs.CreateLogStream(cx, "a", "s").ok());
  CHECK_THROWS_AS(write_logs(folder.path(), logs, Epoch{0}), HarnessError);
}

TEST_CASE("an instance's state is an event of EC2") {
  const events::ServiceEvent event =
      instance_event({}, line("ec2.instance", {{"instanceId", "i-1"}, {"state", "stopped"}}));
  CHECK(event.source == "aws.ec2");
  CHECK(event.detail_type == "EC2 Instance State-change Notification");
  CHECK(event.resources == test::Lines{"arn:aws:ec2:us-east-1:123456789012:instance/i-1"});
  CHECK(event.detail == R"({"instance-id":"i-1","state":"stopped"})");
}

TEST_CASE("reference 2.8: the events of a pipeline") {
  codepipeline::Pipeline pipeline = pipeline_with_execution();
  PipelineEvents told{aws::Account{}};
  const auto event = [&](const TraceLine& each) {
    const auto made = told.event_of(pipeline, Epoch{0}, each);
    return made ? made->detail_type + " " + made->detail : "none";
  };
  CHECK(event(pipeline_line("execution", {{"status", "InProgress"}})) ==
        "CodePipeline Pipeline Execution State Change "
        R"({"pipeline":"lab-app","execution-id":"execution-id",)"
        R"("start-time":"1970-01-01T00:00:00.000Z",)"
        R"("execution-trigger":{"trigger-type":"PollForSourceChanges","trigger-detail":""},)"
        R"("state":"STARTED","version":3,"pipeline-execution-attempt":1})");
  CHECK(event(pipeline_line("action", {{"stage", "Build"},
                                       {"action", "Build"},
                                       {"provider", "CodeBuild"},
                                       {"status", "InProgress"}})) ==
        "CodePipeline Action Execution State Change "
        R"({"pipeline":"lab-app","execution-id":"execution-id",)"
        R"("start-time":"1970-01-01T00:00:00.000Z","stage":"Build","action":"Build",)"
        R"("region":"us-east-1","type":{"owner":"AWS","provider":"CodeBuild",)"
        R"("category":"Build","version":"1"},"input-artifacts":[{"name":"In",)"
        R"("s3location":{"bucket":"store","key":"lab/In/abc"}}],)"
        R"("state":"STARTED","version":3,"pipeline-execution-attempt":1})");
  CHECK_THAT(event(pipeline_line("action", {{"stage", "Build"},
                                            {"action", "Build"},
                                            {"provider", "CodeBuild"},
                                            {"status", "Failed"},
                                            {"externalExecutionId", "lab-app:uuid"},
                                            {"errorCode", "JobFailed"},
                                            {"errorMessage", "it broke"}})),
             Catch::Contains(
                 R"("execution-result":{"external-execution-url":"https://console.aws.amazon.com/)"
                 R"(codebuild/home?region=us-east-1#/builds/lab-app:uuid/view/new",)"
                 R"("external-execution-summary":"it broke",)"
                 R"("external-execution-id":"lab-app:uuid","error-code":"JobFailed"})"));
  CHECK_THAT(event(pipeline_line("stage", {{"stage", "Build"}, {"status", "Failed"}})),
             Catch::Contains(R"("stage":"Build","state":"FAILED")"));
  CHECK(event(pipeline_line("approval", {})) == "none");
  CHECK(event(line("codepipeline.execution", {{"execution", "2"}})) == "none");
  // "Retried events carry a rising pipeline-execution-attempt, pipeline event RESUMED".
  pipeline.executions[0].stages["Build"].attempts = 2;
  CHECK_THAT(event(pipeline_line("execution", {{"status", "InProgress"}})),
             Catch::Contains(R"("state":"RESUMED")") &&
                 Catch::Contains(R"("pipeline-execution-attempt":2)"));
  CHECK_THAT(event(pipeline_line("stage",
                                 {{"stage", "Build"}, {"status", "InProgress"}, {"attempt", "2"}})),
             Catch::Contains(R"("state":"RESUMED")"));
}
