// AWS's own agent on a host: what the command service answers it, and that a deployment by it is
// the same as one by our agent.
//
// AWS: reference codedeploy.md 3.1 and 10.
#include "fakes/codedeploy/host_commands.h"

#include <catch2/catch.hpp>

#include "fakes/codedeploy/wire_commands.h"
#include "tests/fakes/codedeploy/wire_lab.h"

using namespace greenroom;
using namespace greenroom::codedeploy;
using Status_ = DeploymentCommandStatus;

namespace {

const aws::Account k_account;

std::string host(const std::string& id) {
  return "arn:aws:ec2:" + k_account.region + ":" + k_account.id + ":instance/" + id;
}

// An agent that polls every second: acknowledges, works for two seconds, and completes.
struct LabAgent {
  std::string instance_id;
  std::set<std::string> noops;  // events without scripts
  std::string fails_at;         // "<event> <key>"
  std::string hangs_at;         // acknowledges this event, and dies
  std::string deaf_at;          // dies when it has this event, before it says so
  test::Lines done;
};

Task<void> work(CodeDeploy* codedeploy, Context cx, LabAgent* agent) {
  for (bool alive = true; alive;) {
    co_await cx.sleep_for(seconds(1));
    const auto polled = codedeploy->PollHostCommand(cx, host(agent->instance_id));
    REQUIRE(polled.ok());
    if (!polled.value()) {
      continue;
    }
    const HostCommandInstance command = *polled.value();
    agent->done.push_back(command.CommandName);
    if (command.CommandName == agent->deaf_at) {
      break;
    }
    const auto specification = codedeploy->GetDeploymentSpecification(
        deployment_execution_id(k_account, command.deployment_id), host(agent->instance_id));
    REQUIRE(specification.ok());
    const bool is_noop = agent->noops.count(command.CommandName) > 0;
    const auto status =
        codedeploy->PutHostCommandAcknowledgement(cx, command.HostCommandIdentifier, is_noop);
    REQUIRE(status.ok());
    CHECK(status.value() == (is_noop ? Status_::Succeeded : Status_::InProgress));
    if (is_noop) {
      continue;
    }
    alive = command.CommandName != agent->hangs_at;
    if (alive) {
      co_await cx.sleep_for(seconds(2));
      const std::string what =
          command.CommandName + " " +
          agent->fails_at.substr(std::min(agent->fails_at.find(' ') + 1, agent->fails_at.size()));
      const bool fails =
          what == agent->fails_at &&
          specification.value().text.find("\"Key\":\"" + what.substr(what.find(' ') + 1) + "\"") !=
              std::string::npos;
      Diagnostics diagnostics;
      diagnostics.errorCode =
          fails ? LifecycleErrorCode::ScriptFailed : LifecycleErrorCode::Success;
      CHECK(codedeploy
                ->PutHostCommandComplete(cx, command.HostCommandIdentifier,
                                         fails ? Status_::Failed : Status_::Succeeded, diagnostics)
                .ok());
    }
  }
}

// The agent is there from the start: the service knows before anything is deployed.
void start(ServiceLab& lab, LabAgent& agent) {
  const Context cx = lab.world.as("agent of " + agent.instance_id);
  CHECK(lab.codedeploy.PollHostCommand(cx, host(agent.instance_id)).ok());
  CHECK(lab.codedeploy.has_external_agent(agent.instance_id));
  cx.spawn("agent", work(&lab.codedeploy, cx, &agent));
}

test::Lines story(const ServiceLab& lab) {
  test::Lines lines =
      lab.world.told("codedeploy.lifecycle_event",
                     {"deploymentId", "instanceId", "lifecycleEventName", "status", "errorCode"});
  for (const std::string event : {"codedeploy.target", "codedeploy.deployment"}) {
    for (const std::string& line : lab.world.told(
             event, {"deploymentId", "instanceId", "status", "errorCode", "creator", "overview"})) {
      lines.push_back(line);
    }
  }
  return lines;
}

HostCommandInstance command_that(Status_ status, std::optional<Instant> delivered = {}) {
  HostCommandInstance command;
  command.status = status;
  command.delivered = delivered;
  return command;
}

}  // namespace

TEST_CASE("a poll is answered with the first command that waits, and again after a minute") {
  const HostCommandInstance ended = command_that(Status_::Succeeded);
  const HostCommandInstance running = command_that(Status_::InProgress, k_start);
  const HostCommandInstance fresh = command_that(Status_::Pending);
  const HostCommandInstance sent = command_that(Status_::Pending, k_start + seconds(1));
  CHECK(next_command({}, k_start) == nullptr);
  CHECK(next_command({&ended, &running}, k_start) == nullptr);
  CHECK(next_command({&ended, &running, &fresh, &sent}, k_start) == &fresh);
  CHECK(next_command({&sent, &fresh}, k_start + seconds(60)) == &fresh);
  CHECK(next_command({&sent, &fresh}, k_start + seconds(61)) == &sent);
}

TEST_CASE("what an acknowledgement makes of a command, and which commands a completion ends") {
  CHECK(after_acknowledgement(Status_::Pending, false) == Status_::InProgress);
  CHECK(after_acknowledgement(Status_::Pending, true) == Status_::Succeeded);
  CHECK(after_acknowledgement(Status_::InProgress, false) == Status_::InProgress);
  CHECK(after_acknowledgement(Status_::Failed, false) == Status_::Failed);  // it was given up
  CHECK(after_acknowledgement(Status_::Failed, true) == Status_::Failed);
  CHECK(after_acknowledgement(Status_::Succeeded, false) == Status_::Succeeded);
  CHECK(is_ended_by_completion(Status_::Pending));
  CHECK(is_ended_by_completion(Status_::InProgress));
  CHECK_FALSE(is_ended_by_completion(Status_::Succeeded));
  CHECK_FALSE(is_ended_by_completion(Status_::Failed));
}

TEST_CASE("an agent's diagnostics become the API's") {
  const auto read = [](const std::string& code, bool succeeded = false) {
    return read_diagnostics("{\"error_code\":" + code +
                                ",\"script_name\":\"a.sh\",\"message\":\"no\",\"log\":\"l\\n\"}",
                            succeeded)
        .value();
  };
  CHECK(read("1").errorCode == LifecycleErrorCode::ScriptMissing);
  CHECK(read("2").errorCode == LifecycleErrorCode::ScriptNotExecutable);
  CHECK(read("3").errorCode == LifecycleErrorCode::ScriptTimedOut);
  CHECK(read("4").errorCode == LifecycleErrorCode::ScriptFailed);
  for (const std::string code : {"0", "5", "6", "7", "\"Unknown\""}) {
    CHECK(read(code).errorCode == LifecycleErrorCode::UnknownError);
  }
  CHECK(read("4").scriptName == "a.sh");
  CHECK(read("4").message == "no");
  CHECK(read("4").logTail == "l\n");
  CHECK(read("0", true).errorCode == LifecycleErrorCode::Success);
  CHECK(read("0", true).message.empty());
  CHECK(read_diagnostics("", false).value().errorCode == LifecycleErrorCode::UnknownError);
  CHECK(read_diagnostics("[]", false).failure().code == "ClientException");
  CHECK(read_is_noop("{\"IsCommandNoop\":true}").value());
  CHECK_FALSE(read_is_noop("{\"IsCommandNoop\":false}").value());
  CHECK_FALSE(read_is_noop("").value());
  CHECK(read_is_noop("yes").failure().code == "ClientException");
}

TEST_CASE("hosts are instances of this account, and their agents are named by a tag") {
  CHECK(instance_of_host(k_account, host("i-1")).value() == "i-1");
  for (const std::string other : {"i-1", "arn:aws:ec2:eu-west-1:1:instance/i-1",
                                  "arn:aws:iam::123456789012:user/on-premises"}) {
    CHECK(instance_of_host(k_account, other).failure().code == "ClientException");
  }
  CHECK(instance_of_host(k_account, host("")).failure().code == "ClientException");
  CHECK(host_agent_of("external") == HostAgent::External);
  CHECK(host_agent_of("external_beta") == HostAgent::ExternalBeta);
  CHECK(host_agent_of("greenroom") == HostAgent::Greenroom);
  CHECK(host_agent_of("yes") == HostAgent::Unsaid);
  const std::string execution = deployment_execution_id(k_account, "d-123456789");
  CHECK(execution ==
        "CodeDeploy/us-east-1/Prod/arn:aws:sds:us-east-1:123456789012:deployment/d-123456789");
  CHECK(deployment_of_execution(k_account, execution) == "d-123456789");
  CHECK(deployment_of_execution(k_account, "a/b/c/d").empty());
}

TEST_CASE("a deployment by external agents has the story of one by ours") {
  ServiceLab ours;
  ours.deploy({"v1"});
  ServiceLab theirs;
  LabAgent first{"i-1", {"ApplicationStop"}, "", "", "", {}};
  LabAgent second{"i-2", {}, "", "", "", {}};
  start(theirs, first);
  start(theirs, second);
  theirs.deploy({"v1"});
  CHECK(story(theirs) == story(ours));
  CHECK(first.done == test::Lines{"BeforeBlockTraffic", "AfterBlockTraffic", "ApplicationStop",
                                  "DownloadBundle", "BeforeInstall", "Install", "AfterInstall",
                                  "ApplicationStart", "ValidateService", "BeforeAllowTraffic",
                                  "AfterAllowTraffic"});
  CHECK(second.done == first.done);
}

TEST_CASE("a deployment that an external agent fails is rolled back as one of ours") {
  ServiceLab ours;
  ours.hosts.machines["i-1"].on("start v2", failing(3));
  ours.deploy({"v1", "v2"});
  ServiceLab theirs;
  LabAgent first{"i-1", {}, "ApplicationStart v2", "", "", {}};
  LabAgent second{"i-2", {}, "", "", "", {}};
  start(theirs, first);
  start(theirs, second);
  theirs.deploy({"v1", "v2"});
  CHECK(story(theirs) == story(ours));
}

TEST_CASE("a host without a poll, or without an acknowledgement, fails after five minutes") {
  ServiceLab lab;
  LabAgent agent{"i-1", {}, "", "", "DownloadBundle", {}};
  start(lab, agent);
  const auto deployments = lab.deploy({"v1"});
  CHECK(deployments.at(0).status == DeploymentStatus::Failed);
  const LifecycleEvent& event = deployments.at(0).targets.at(0).lifecycleEvents.at(4);
  CHECK(event.lifecycleEventName == "DownloadBundle");
  CHECK(*event.endTime - *event.startTime == minutes(5));
  CHECK(event.diagnostics.errorCode == LifecycleErrorCode::UnknownError);
  CHECK(event.diagnostics.message.rfind("CodeDeploy agent was not able to receive", 0) == 0);
}

TEST_CASE("an event that is acknowledged and never completed fails after an hour and a minute") {
  ServiceLab lab;
  LabAgent agent{"i-1", {}, "", "Install", "", {}};
  start(lab, agent);
  const auto deployments = lab.deploy({"v1"});
  const LifecycleEvent& event = deployments.at(0).targets.at(0).lifecycleEvents.at(6);
  CHECK(event.lifecycleEventName == "Install");
  CHECK(event.status == LifecycleEventStatus::Failed);
  CHECK(*event.endTime - *event.startTime == hours(1) + minutes(1) + seconds(1));  // and one poll
  // Who comes too late hears that it has failed, and changes nothing.
  const Context cx = lab.world.as("late");
  HostCommandInstance command;
  command.deployment_id = deployments.at(0).deploymentId;
  command.instance_id = "i-1";
  command.CommandName = "Install";
  const std::string identifier = host_command_identifier(k_account, command, 7);
  CHECK(lab.codedeploy.PostHostCommandUpdate(identifier).value() == Status_::Failed);
  CHECK(lab.codedeploy.PutHostCommandAcknowledgement(cx, identifier, false).value() ==
        Status_::Failed);
  CHECK(lab.codedeploy.PutHostCommandComplete(cx, identifier, Status_::Succeeded, {}).ok());
  CHECK(lab.codedeploy.PostHostCommandUpdate(identifier).value() == Status_::Failed);
}

TEST_CASE("a stop lets the external agent's event end, and skips what follows") {
  ServiceLab lab;
  LabAgent agent{"i-1", {}, "", "", "", {}};
  start(lab, agent);
  const auto deployments = lab.deploy_and(seconds(3), [&] {
    const std::string id = lab.codedeploy.state().deployments.back().deploymentId;
    CHECK(lab.codedeploy.StopDeployment(id, false).ok());
  });
  CHECK(deployments.back().status == DeploymentStatus::Stopped);
  CHECK(deployments.back().targets.at(0).status == TargetStatus::Skipped);
  CHECK(agent.done.back() == "BeforeBlockTraffic");
}

namespace {

struct PlainSigner final : SpecificationSigner {
  [[nodiscard]] std::string sign(const std::string& text,
                                 const std::string& common_name) const override {
    return common_name + ": " + text;
  }
  [[nodiscard]] std::string authority() const override { return ""; }
};

}  // namespace

TEST_CASE("the command service by the wire, of both stacks, as an agent reads it") {
  for (const CommandStack stack : {CommandStack::Plain, CommandStack::Secure}) {
    ServiceLab lab;
    const PlainSigner signer;
    CommandWire service(lab.codedeploy, signer, stack);
    wire::Endpoint endpoint;
    endpoint.add(service);
    const auto ask = [&](const std::string& operation, const std::string& body) {
      HttpRequest request;
      request.method = "POST";
      const std::string version = stack == CommandStack::Plain ? "_v20141006" : "";
      request.headers = {{"X-Amz-Target", "CodeDeployCommandService" + version + "." + operation}};
      request.body = body;
      const HttpResponse response = endpoint.answer(lab.world.as("agent"), request);
      return Answer{response.status, aws::parse_json(response.body).value()};
    };
    const std::string me = "\"HostIdentifier\":\"" + host("i-1") + "\"";
    const std::string poll = "{" + me + "}";
    CHECK(aws::to_text(ask("PollHostCommand", poll).json) == "{}");
    CHECK(ask("PollHostCommand", "{}").error() == "ValidationException");
    CHECK(ask("PollHostCommand", R"({"HostIdentifier":"i-1"})").error() == "ClientException");
    CHECK(ask("GetDeploymentSpecification", "{" + me + R"(,"DeploymentExecutionId":"a/b/c/d"})")
              .error() == "ClientException");
    CHECK(ask("PutHostCommandComplete",
              R"({"HostCommandIdentifier":"x","CommandStatus":"Succeeded"})")
              .error() == "ClientException");
    CHECK(ask("PutHostCommandAcknowledgement",
              R"({"HostCommandIdentifier":"x","Diagnostics":{"Format":"XML","Payload":"y"}})")
              .error() == "ClientException");
    lab.deploy_and(minutes(2), [&] {
      const Answer polled = ask("PollHostCommand", poll);
      CHECK(polled.at("HostCommand.HostIdentifier") == host("i-1"));
      CHECK(polled.at("HostCommand.CommandName") == "BeforeBlockTraffic");
      CHECK(aws::to_text(ask("PollHostCommand", poll).json) == "{}");  // it has it
      const Answer specification = ask("GetDeploymentSpecification",
                                       "{" + me + ",\"DeploymentExecutionId\":\"" +
                                           polled.at("HostCommand.DeploymentExecutionId") + "\"}");
      CHECK(specification.at("DeploymentSystem") == "CodeDeploy");
      const std::string envelope = "DeploymentSpecification.GenericEnvelope.";
      CHECK(specification.at(envelope + "Format") == "PKCS7/JSON");
      const std::string text = specification.at(envelope + "Payload");
      CHECK(text.rfind("codedeploy-signer-us-east-1.amazonaws.com: {\"DeploymentId\":\"arn:", 0) ==
            0);
      CHECK(text.find(R"("Revision":{"RevisionType":"S3","S3Revision":{"Bucket":)") !=
            std::string::npos);
      const std::string command =
          "{\"HostCommandIdentifier\":\"" + polled.at("HostCommand.HostCommandIdentifier") + "\"";
      CHECK(ask("PostHostCommandUpdate", command + "}").at("CommandStatus") == "Pending");
      CHECK(ask("PutHostCommandAcknowledgement",
                command +
                    R"(,"Diagnostics":{"Format":"JSON","Payload":"{\"IsCommandNoop\":false}"}})")
                .at("CommandStatus") == "InProgress");
      CHECK(ask("PutHostCommandComplete", command + R"(,"CommandStatus":"Pending"})").error() ==
            "ClientException");
      CHECK(ask("PutHostCommandComplete", command +
                                              R"(,"CommandStatus":"Failed","Diagnostics":)"
                                              R"({"Format":"JSON","Payload":"{\"error_code\":4,)"
                                              R"(\"script_name\":\"a.sh\",\"message\":\"no\",)"
                                              R"(\"log\":\"\"}"}})")
                .status == 200);
      CHECK(ask("PostHostCommandUpdate", command + "}").at("CommandStatus") == "Failed");
    });
    const DeploymentInfo& done = lab.codedeploy.state().deployments.back();
    CHECK(done.targets.at(0).lifecycleEvents.at(0).diagnostics.scriptName == "a.sh");
  }
}
