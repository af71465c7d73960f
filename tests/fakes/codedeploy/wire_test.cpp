// CodeDeploy as clients see it: a deployment from its application to its end, and what is refused.
//
// AWS: reference codedeploy.md 2.
#include "fakes/codedeploy/wire.h"

#include <catch2/catch.hpp>

#include "tests/fakes/codedeploy/wire_lab.h"

using namespace greenroom;
using namespace greenroom::codedeploy;

namespace {

const std::string k_role = "'serviceRoleArn': 'arn:aws:iam::123456789012:role/codedeploy'";
const std::string k_revision =
    "'revision': {'revisionType': 'S3', 's3Location': {'bucket': 'b', 'key': 'v1', "
    "'bundleType': 'zip'}}";

// Sends CreateDeployment by the wire, looks while it runs, and waits for its end.
Task<void> deploy(WireLab& lab, std::string body, std::string& id, Answer& early) {
  const Answer created = lab.tell("CreateDeployment", std::move(body));
  CHECK(created.error().empty());
  id = created.at("deploymentId");
  early = lab.tell("GetDeployment", "{'deploymentId': '" + id + "'}");
  co_await lab.codedeploy.wait_until_idle(lab.world.as("story"));
}

}  // namespace

TEST_CASE("an application, a group and a deployment by the wire, to what its waiter reads") {
  WireLab lab;
  const Answer application = lab.tell("CreateApplication", "{'applicationName': 'shop'}");
  CHECK(application.at("applicationId").size() == 36);
  const Answer group = lab.tell(
      "CreateDeploymentGroup",
      "{'applicationName': 'shop', 'deploymentGroupName': 'web', 'autoScalingGroups': ['asg'], " +
          k_role + ", 'deploymentConfigName': 'CodeDeployDefault.AllAtOnce'}");
  CHECK(group.at("deploymentGroupId").size() == 36);
  std::string id;
  Answer early;
  REQUIRE(lab.world.run(deploy(lab,
                               "{'applicationName': 'shop', 'deploymentGroupName': 'web', "
                               "'description': 'the first', " +
                                   k_revision + "}",
                               id, early)));
  CHECK(early.at("deploymentInfo.status") == "Created");
  CHECK(early.at("deploymentInfo.deploymentOverview") == "(none)");  // no instances known yet
  CHECK(early.at("deploymentInfo.completeTime") == "(none)");
  const Answer done = lab.tell("GetDeployment", "{'deploymentId': '" + id + "'}");
  CHECK(done.at("deploymentInfo.status") == "Succeeded");
  CHECK(done.at("deploymentInfo.deploymentOverview") ==
        R"({"Pending":0,"InProgress":0,"Succeeded":2,"Failed":0,"Skipped":0,"Ready":0})");
  CHECK(done.at("deploymentInfo.revision") ==
        R"({"revisionType":"S3","s3Location":{"bucket":"b","key":"v1","bundleType":"zip"}})");
  CHECK(done.at("deploymentInfo.createTime") == "1767225600.000");
  CHECK(done.at("deploymentInfo.startTime") == "1767225601.000");
  CHECK(done.at("deploymentInfo.completeTime") > "1767225601.000");
  CHECK(done.at("deploymentInfo.creator") == "user");
  CHECK(done.at("deploymentInfo.description") == "the first");
  CHECK(done.at("deploymentInfo.deploymentStyle") ==
        R"({"deploymentType":"IN_PLACE","deploymentOption":"WITHOUT_TRAFFIC_CONTROL"})");
  CHECK(done.at("deploymentInfo.fileExistsBehavior") == "DISALLOW");
  CHECK(done.at("deploymentInfo.deploymentStatusMessages") == "[]");
  CHECK(done.at("deploymentInfo.computePlatform") == "Server");
  CHECK(done.at("deploymentInfo.errorInformation") == "(none)");
  CHECK(done.at("deploymentInfo.rollbackInfo") == "(none)");
}

TEST_CASE("what a failed deployment and its rollback say of each other, and of each event") {
  WireLab lab;
  lab.hosts.machines["i-1"].on("start v2", failing(3));
  lab.deploy({"v1", "v2"});
  const auto ids = lab.tell("ListDeployments",
                            "{'applicationName': 'lab-app', 'deploymentGroupName': 'in-place'}");
  REQUIRE(ids.find("deployments")->items.size() == 3);
  const std::string rollback = ids.at("deployments.0");  // the newest first
  const std::string failed = ids.at("deployments.1");
  const Answer info =
      lab.tell("BatchGetDeployments", "{'deploymentIds': ['" + failed + "', '" + rollback + "']}");
  CHECK(info.at("deploymentsInfo.0.status") == "Failed");
  CHECK(info.at("deploymentsInfo.0.errorInformation.code") == "HEALTH_CONSTRAINTS");
  CHECK(info.at("deploymentsInfo.0.rollbackInfo.rollbackDeploymentId") == rollback);
  CHECK(info.at("deploymentsInfo.0.rollbackInfo.rollbackTriggeringDeploymentId") == "(none)");
  CHECK(info.at("deploymentsInfo.0.previousRevision.s3Location.key") == "v1");
  CHECK(info.at("deploymentsInfo.0.deploymentOverview.Skipped") == "1");
  CHECK(info.at("deploymentsInfo.0.autoRollbackConfiguration.enabled") == "true");
  CHECK(info.at("deploymentsInfo.1.creator") == "codeDeployRollback");
  CHECK(info.at("deploymentsInfo.1.rollbackInfo.rollbackTriggeringDeploymentId") == failed);

  const std::string asked = "{'deploymentId': '" + failed + "', 'targetId': 'i-1'}";
  const Answer target = lab.tell("GetDeploymentTarget", asked);
  const std::string instance = "deploymentTarget.instanceTarget.";
  CHECK(target.at("deploymentTarget.deploymentTargetType") == "InstanceTarget");
  CHECK(target.at(instance + "targetArn") == "arn:aws:ec2:us-east-1:123456789012:instance/i-1");
  CHECK(target.at(instance + "status") == "Failed");
  CHECK(target.at(instance + "instanceLabel") == "(none)");
  const std::string first = instance + "lifecycleEvents.0.";
  CHECK(target.at(first + "lifecycleEventName") == "BeforeBlockTraffic");
  CHECK(target.at(first + "diagnostics") ==
        R"({"errorCode":"Success","scriptName":"","message":"Succeeded","logTail":""})");
  const std::string start = instance + "lifecycleEvents.8.";
  CHECK(target.at(start + "lifecycleEventName") == "ApplicationStart");
  CHECK(target.at(start + "diagnostics.errorCode") == "ScriptFailed");
  CHECK(target.at(start + "diagnostics.logTail").find("no answer") != std::string::npos);
  const std::string skipped = instance + "lifecycleEvents.9.";
  CHECK(target.at(skipped + "status") == "Skipped");
  CHECK(target.at(skipped + "startTime") == "(none)");  // an end and no start
  CHECK(target.at(skipped + "endTime") != "(none)");
  CHECK(target.at(skipped + "diagnostics") == "(none)");
}

TEST_CASE("targets by status, and the older names of the same things") {
  WireLab lab;
  lab.hosts.machines["i-1"].on("start v1", failing(1));
  const std::string id = lab.deploy({"v1"}).front().deploymentId;
  const std::string deployment = "'deploymentId': '" + id + "'";
  const auto listed = [&](const std::string& operation, const std::string& filter) {
    const Answer answer = lab.tell(operation, "{" + deployment + filter + "}");
    return answer.error() + answer.at(answer.find("targetIds") ? "targetIds" : "instancesList");
  };
  CHECK(listed("ListDeploymentTargets", "") == R"(["i-1","i-2"])");
  CHECK(listed("ListDeploymentTargets", ", 'targetFilters': {'TargetStatus': ['Skipped']}") ==
        R"(["i-2"])");
  CHECK(listed("ListDeploymentInstances", ", 'instanceStatusFilter': ['Failed']") == R"(["i-1"])");
  CHECK(lab.tell("ListDeploymentTargets",
                 "{" + deployment + ", 'targetFilters': {'ServerInstanceLabel': ['Blue']}}")
            .error() == "InvalidDeploymentInstanceTypeException");
  CHECK(lab.tell("ListDeploymentTargets",
                 "{" + deployment + ", 'targetFilters': {'ServerInstanceLabel': ['']}}")
            .error() == "InvalidInstanceTypeException");
  CHECK(lab.tell("ListDeploymentTargets",
                 "{" + deployment + ", 'targetFilters': {'TargetStatus': ['Lost']}}")
            .error() == "InvalidInstanceStatusException");

  CHECK(lab.tell("ListDeploymentTargets",
                 "{" + deployment + ", 'targetFilters': {'InstanceStatus': ['Failed']}}")
            .error() == "InvalidTargetFilterNameException");
  const Answer instance =
      lab.tell("GetDeploymentInstance", "{" + deployment + ", 'instanceId': 'i-1'}");
  const std::string arn = "arn:aws:ec2:us-east-1:123456789012:instance/i-1";
  CHECK(instance.at("instanceSummary.instanceId") == arn);
  CHECK(instance.at("instanceSummary.status") == "Failed");
  CHECK(lab.tell("GetDeploymentInstance", "{" + deployment + ", 'instanceId': 'i-9'}").error() ==
        "InstanceDoesNotExistException");
  const Answer several = lab.tell("BatchGetDeploymentInstances",
                                  "{" + deployment + ", 'instanceIds': ['" + arn + "', 'i-9']}");
  CHECK(several.find("instancesSummary")->items.size() == 1);
  CHECK(several.at("errorMessage").find("i-9") != std::string::npos);
  const Answer targets =
      lab.tell("BatchGetDeploymentTargets", "{" + deployment + ", 'targetIds': ['i-2', 'i-1']}");
  CHECK(targets.at("deploymentTargets.0.instanceTarget.targetId") == "i-2");
  CHECK(
      lab.tell("BatchGetDeploymentTargets", "{" + deployment + ", 'targetIds': ['i-9']}").error() ==
      "DeploymentTargetDoesNotExistException");
}

TEST_CASE("a blue/green deployment is continued by the wire, and its instances have labels") {
  WireLab lab;
  DeploymentGroup group = lab.settings("blue-green");
  group.blueGreen.deploymentReadyOption = DeploymentReadyAction::STOP_DEPLOYMENT;
  group.blueGreen.readyWaitTime = minutes(60);
  group.loadBalancerInfo.targetGroupInfoList = {"tg"};
  lab.update(group);
  std::string id;
  Answer ready;
  Task<void> story = [](WireLab& l, std::string& deployment_id, Answer& seen) -> Task<void> {
    const Context cx = l.world.as("story");
    deployment_id = l.create("v1", "blue-green").value();
    const std::string body = "{'deploymentId': '" + deployment_id + "'}";
    CHECK(l.tell("ListDeploymentTargets", body).error() == "DeploymentNotStartedException");
    CHECK(l.tell("ContinueDeployment", body).error() == "DeploymentIsNotInReadyStateException");
    while (l.tell("GetDeployment", body).at("deploymentInfo.status") != "Ready") {
      co_await cx.sleep_for(seconds(1));
    }
    seen = l.tell("GetDeployment", body);
    CHECK(l.tell("ContinueDeployment", body).json.members.empty());
    co_await l.codedeploy.wait_until_idle(cx);
  }(lab, id, ready);
  REQUIRE(lab.world.run(std::move(story)));
  CHECK(ready.at("deploymentInfo.deploymentOverview.Ready") == "2");
  CHECK(ready.at("deploymentInfo.deploymentOverview.Pending") == "2");
  CHECK(ready.at("deploymentInfo.loadBalancerInfo") ==
        R"({"targetGroupInfoList":[{"name":"tg"}]})");
  CHECK(ready.at("deploymentInfo.blueGreenDeploymentConfiguration.deploymentReadyOption") ==
        R"({"actionOnTimeout":"STOP_DEPLOYMENT","waitTimeInMinutes":60})");
  const std::string body = "{'deploymentId': '" + id + "'";
  CHECK(lab.tell("GetDeployment", body + "}").at("deploymentInfo.status") == "Succeeded");
  CHECK(lab.tell("ListDeploymentTargets",
                 body + ", 'targetFilters': {'ServerInstanceLabel': ['Blue']}}")
            .at("targetIds") == R"(["i-1","i-2"])");
  CHECK(lab.tell("ListDeploymentInstances", body + ", 'instanceTypeFilter': ['Green']}")
            .at("instancesList") == R"(["i-3","i-4"])");
  CHECK(lab.tell("ContinueDeployment", body + "}").error() ==
        "DeploymentAlreadyCompletedException");
  CHECK(lab.tell("SkipWaitTimeForInstanceTermination", body + "}").error() ==
        "DeploymentAlreadyCompletedException");
}

TEST_CASE("a stop by the wire, with and without a word on rolling back") {
  WireLab lab;
  const bool roll_back = GENERATE(true, false);
  Answer stopped;
  const auto deployments = lab.deploy_and(seconds(3), [&] {
    const std::string id = lab.codedeploy.state().deployments.back().deploymentId;
    stopped = lab.tell("StopDeployment", "{'deploymentId': '" + id + "', 'autoRollbackEnabled': " +
                                             (roll_back ? "true" : "false") + "}");
  });
  CHECK(stopped.at("status") == "Pending");
  CHECK(stopped.at("statusMessage") != "(none)");
  CHECK(deployments.size() == (roll_back ? 3 : 2));
}

TEST_CASE("deployments are listed by status and by time") {
  WireLab lab;
  lab.hosts.machines["i-1"].on("start v2", failing(1));
  DeploymentGroup group = lab.settings("in-place");
  group.autoRollbackConfiguration = {};
  lab.update(group);
  const std::vector<DeploymentInfo> made = lab.deploy({"v1", "v2"});
  const auto listed = [&](const std::string& body) {
    const Answer answer = lab.tell("ListDeployments", body);
    return answer.error() + answer.at("deployments");
  };
  const std::string first = "[\"" + made.at(0).deploymentId + "\"]";
  const std::string second = "[\"" + made.at(1).deploymentId + "\"]";
  CHECK(listed("{'includeOnlyStatuses': ['Failed', 'Stopped']}") == second);
  CHECK(listed("{'includeOnlyStatuses': ['Created']}") == "[]");
  CHECK(listed("{'createTimeRange': {'end': 1767225600}}") == first);
  CHECK(listed("{'createTimeRange': {'start': 1767225600.5}}") == second);
  CHECK(listed("{'externalId': 'stack'}") == "[]");
  CHECK(lab.tell("ListDeployments", "{'createTimeRange': {'start': 2, 'end': 1}}").error() ==
        "InvalidTimeRangeException");
  CHECK(
      lab.tell("ListDeployments", "{'createTimeRange': {'start': -1.25, 'end': -1.75}}").error() ==
      "InvalidTimeRangeException");
  CHECK(lab.tell("ListDeployments", "{'createTimeRange': {'start': 1e9}}").error() ==
        "SerializationException");
  CHECK(lab.tell("ListDeployments", "{'applicationName': 'lab-app'}").error() ==
        "DeploymentGroupNameRequiredException");
  CHECK(lab.tell("ListDeployments", "{'deploymentGroupName': 'in-place'}").error() ==
        "ApplicationNameRequiredException");
  CHECK(lab.tell("ListDeployments", "{'nextToken': 'x'}").error() == "InvalidNextTokenException");
}

TEST_CASE("a revision that is no object in S3 is refused, and so is an id that is none") {
  WireLab lab;
  const auto refused = [&](const std::string& revision) {
    return lab
        .tell("CreateDeployment",
              "{'applicationName': 'lab-app', 'deploymentGroupName': 'in-place'" + revision + "}")
        .error();
  };
  CHECK(refused("") == "RevisionRequiredException");
  CHECK(refused(", 'revision': {'revisionType': 'GitHub', 'gitHubLocation': {'repository': 'a/b', "
                "'commitId': 'c'}}") == "InvalidRevisionException");
  CHECK(refused(", 'revision': {'revisionType': 'S3'}") == "InvalidRevisionException");
  CHECK(refused(", 'revision': {'revisionType': 'S3', 's3Location': {'bucket': 'b', 'key': 'k', "
                "'bundleType': 'YAML'}}") == "InvalidRevisionException");
  CHECK(lab.tell("GetDeployment", "{'deploymentId': 'd-1'}").error() ==
        "InvalidDeploymentIdException");
  CHECK(lab.tell("GetDeployment", "{'deploymentId': 'd-ABCDEFGH1'}").error() ==
        "DeploymentDoesNotExistException");
  CHECK(lab.tell("ContinueDeployment", "{}").error() == "DeploymentIdRequiredException");
  const std::string id = lab.deploy({"v1"}).front().deploymentId;
  CHECK(
      lab.tell("PutLifecycleEventHookExecutionStatus", "{'deploymentId': '" + id + "'}").error() ==
      "UnsupportedActionForDeploymentTypeException");
  CHECK(lab.tell("StopDeployment", "{'deploymentId': '" + id + "'}").error() ==
        "DeploymentAlreadyCompletedException");
}
