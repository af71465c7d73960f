// Deployment groups, configurations, applications and revisions as clients see them.
//
// AWS: reference codedeploy.md 2.5 to 2.7, 7.1.
#include <catch2/catch.hpp>

#include "tests/fakes/codedeploy/wire_lab.h"

using namespace greenroom;
using namespace greenroom::codedeploy;

namespace {

const std::string k_group =
    "'applicationName': 'lab-app', 'deploymentGroupName': 'web', "
    "'serviceRoleArn': 'arn:aws:iam::123456789012:role/codedeploy'";
const std::string k_named = "{'applicationName': 'lab-app', 'deploymentGroupName': 'web'}";
const std::string k_update = "{'applicationName': 'lab-app', 'currentDeploymentGroupName': 'web'";

}  // namespace

TEST_CASE("a group keeps what it was given, and says it as AWS does") {
  WireLab lab;
  CHECK(lab.tell("CreateDeploymentGroup",
                 "{" + k_group +
                     R"(, 'autoScalingGroups': ['asg-2'], 'terminationHookEnabled': true,
    'ec2TagFilters': [{'Key': 'Name', 'Value': 'web', 'Type': 'KEY_AND_VALUE'}, {'Key': 'x'}],
    'deploymentStyle': {'deploymentType': 'BLUE_GREEN', 'deploymentOption': 'WITH_TRAFFIC_CONTROL'},
    'loadBalancerInfo': {'targetGroupInfoList': [{'name': 'tg'}]},
    'blueGreenDeploymentConfiguration': {
      'terminateBlueInstancesOnDeploymentSuccess':
        {'action': 'TERMINATE', 'terminationWaitTimeInMinutes': 5},
      'deploymentReadyOption': {'actionOnTimeout': 'CONTINUE_DEPLOYMENT'},
      'greenFleetProvisioningOption': {'action': 'COPY_AUTO_SCALING_GROUP'}},
    'alarmConfiguration': {'enabled': true, 'alarms': [{'name': 'errors'}]},
    'autoRollbackConfiguration': {'enabled': true, 'events': ['DEPLOYMENT_FAILURE']},
    'triggerConfigurations': [{'triggerName': 't', 'triggerEvents': ['DeploymentFailure'],
      'triggerTargetArn': 'arn:aws:sns:us-east-1:123456789012:topic'}],
    'outdatedInstancesStrategy': 'IGNORE'})")
            .error()
            .empty());
  const Answer group = lab.tell("GetDeploymentGroup", k_named);
  const std::string info = "deploymentGroupInfo.";
  CHECK(group.at(info + "ec2TagFilters") ==
        R"([{"Key":"Name","Value":"web","Type":"KEY_AND_VALUE"},{"Key":"x","Type":"KEY_ONLY"}])");
  CHECK(group.at(info + "ec2TagSet") == "(none)");
  CHECK(group.at(info + "autoScalingGroups") ==
        R"([{"name":"asg-2","hook":"launch-of-asg-2","terminationHook":"termination-of-asg-2"}])");
  CHECK(group.at(info + "deploymentStyle") ==
        R"({"deploymentType":"BLUE_GREEN","deploymentOption":"WITH_TRAFFIC_CONTROL"})");
  CHECK(group.at(info + "loadBalancerInfo") == R"({"targetGroupInfoList":[{"name":"tg"}]})");
  CHECK(group.at(info + "blueGreenDeploymentConfiguration") ==
        R"({"terminateBlueInstancesOnDeploymentSuccess":{"action":"TERMINATE",)"
        R"("terminationWaitTimeInMinutes":5},"deploymentReadyOption":{"actionOnTimeout":)"
        R"("CONTINUE_DEPLOYMENT"},"greenFleetProvisioningOption":{"action":)"
        R"("COPY_AUTO_SCALING_GROUP"}})");
  CHECK(group.at(info + "alarmConfiguration") ==
        R"({"enabled":true,"ignorePollAlarmFailure":false,"alarms":[{"name":"errors"}]})");
  CHECK(group.at(info + "autoRollbackConfiguration") ==
        R"({"enabled":true,"events":["DEPLOYMENT_FAILURE"]})");
  CHECK(group.at(info + "triggerConfigurations.0.triggerEvents") == R"(["DeploymentFailure"])");
  CHECK(group.at(info + "outdatedInstancesStrategy") == "IGNORE");
  CHECK(group.at(info + "deploymentConfigName") == "CodeDeployDefault.OneAtATime");
  CHECK(group.at(info + "lastSuccessfulDeployment") == "(none)");
}

TEST_CASE("a group knows its last deployments and its target revision") {
  WireLab lab;
  lab.hosts.machines["i-1"].on("start v2", failing(1));
  DeploymentGroup settings = lab.settings("in-place");
  settings.autoRollbackConfiguration = {};
  lab.update(settings);
  const std::vector<DeploymentInfo> made = lab.deploy({"v1", "v2"});
  const Answer groups =
      lab.tell("BatchGetDeploymentGroups",
               "{'applicationName': 'lab-app', 'deploymentGroupNames': ['in-place', 'nobody']}");
  const std::string info = "deploymentGroupsInfo.0.";
  CHECK(groups.at(info + "lastSuccessfulDeployment.deploymentId") == made.at(0).deploymentId);
  CHECK(groups.at(info + "lastAttemptedDeployment.deploymentId") == made.at(1).deploymentId);
  CHECK(groups.at(info + "lastAttemptedDeployment.status") == "Failed");
  CHECK(groups.at(info + "lastAttemptedDeployment.endTime") != "(none)");
  CHECK(groups.at(info + "targetRevision.s3Location.key") == "v1");
  CHECK(groups.at("errorMessage") == "No Deployment Group found for name: nobody");
  CHECK(lab.tell("ListDeploymentGroups", "{'applicationName': 'lab-app'}").at("deploymentGroups") ==
        R"(["blue-green","in-place"])");
}

TEST_CASE("an update changes what it names, and an empty list empties") {
  WireLab lab;
  REQUIRE(lab.tell("CreateDeploymentGroup",
                   "{" + k_group +
                       ", 'autoScalingGroups': ['asg-2'], 'terminationHookEnabled': true, "
                       "'tags': [{'Key': 'team', 'Value': 'shop'}]}")
              .error()
              .empty());
  using Hooks = std::set<std::pair<std::string, HookKind>>;
  CHECK(lab.fleet.hooks == Hooks{{"asg-2", HookKind::Launch}, {"asg-2", HookKind::Termination}});
  CHECK(lab.tell("UpdateDeploymentGroup", k_update + ", 'terminationHookEnabled': false}")
            .at("hooksNotCleanedUp") == "[]");
  CHECK(lab.fleet.hooks == Hooks{{"asg-2", HookKind::Launch}});
  lab.fleet.hooks_that_stay = {"launch-of-asg-2"};
  CHECK(lab.tell("UpdateDeploymentGroup", k_update + ", 'autoScalingGroups': ['asg-3'], "
                                                     "'newDeploymentGroupName': 'shop'}")
            .at("hooksNotCleanedUp") == R"([{"hook":"launch-of-asg-2"}])");
  CHECK(lab.fleet.hooks == Hooks{{"asg-3", HookKind::Launch}});
  CHECK(lab.tell("GetDeploymentGroup", k_named).error() == "DeploymentGroupDoesNotExistException");
  const std::string arn = "arn:aws:codedeploy:us-east-1:123456789012:deploymentgroup:lab-app/shop";
  CHECK(lab.tell("ListTagsForResource", "{'ResourceArn': '" + arn + "'}").at("Tags") ==
        R"([{"Key":"team","Value":"shop"}])");
  const std::string update =
      "{'applicationName': 'lab-app', 'currentDeploymentGroupName': 'shop', ";
  CHECK(
      lab.tell("UpdateDeploymentGroup", update + "'newDeploymentGroupName': 'in-place'}").error() ==
      "DeploymentGroupAlreadyExistsException");
  CHECK(lab.tell("UpdateDeploymentGroup", update + "'autoScalingGroups': ['no-such-group']}")
            .error() == "InvalidAutoScalingGroupException");
  CHECK(lab.settings("shop").autoScalingGroups == test::Lines{"asg-3"});  // as it was
  CHECK(lab.fleet.hooks == Hooks{{"asg-3", HookKind::Launch}});
  CHECK(lab.tell("UpdateDeploymentGroup", update + "'autoScalingGroups': []}").error().empty());
  CHECK(lab.settings("shop").autoScalingGroups.empty());
  CHECK(lab.fleet.hooks.empty());
  CHECK(lab.settings("shop").serviceRoleArn == "arn:aws:iam::123456789012:role/codedeploy");
}

TEST_CASE("Auto Scaling groups that are gone keep nobody from leaving them") {
  WireLab lab;
  const std::string role = "'serviceRoleArn': 'arn:aws:iam::123456789012:role/codedeploy'";
  REQUIRE(lab.tell("CreateDeploymentGroup",
                   "{" + k_group +
                       ", 'autoScalingGroups': ['asg-2', 'asg-3'], 'terminationHookEnabled': true}")
              .error()
              .empty());
  REQUIRE(lab.tell("CreateDeploymentGroup",
                   "{'applicationName': 'lab-app', 'deploymentGroupName': 'other', " + role +
                       ", 'autoScalingGroups': ['asg-3']}")
              .error()
              .empty());
  lab.fleet.gone = {"asg-2", "asg-3", "no-such-group"};
  CHECK(lab.tell("UpdateDeploymentGroup", k_update +
                                              ", 'terminationHookEnabled': false, "
                                              "'autoScalingGroups': ['asg-2', 'no-such-group']}")
            .error() == "InvalidAutoScalingGroupException");
  CHECK(lab.settings("web").terminationHookEnabled);  // as it was
  CHECK(lab.settings("web").autoScalingGroups == test::Lines{"asg-2", "asg-3"});
  CHECK(lab.tell("UpdateDeploymentGroup", k_update + ", 'autoScalingGroups': []}").error().empty());
  CHECK(lab.settings("web").autoScalingGroups.empty());
}

TEST_CASE("a group that is renamed while it deploys is the same group") {
  WireLab lab;
  const auto deployments = lab.deploy_and(seconds(5), [&] {
    CHECK(lab.tell("UpdateDeploymentGroup",
                   "{'applicationName': 'lab-app', 'currentDeploymentGroupName': 'in-place', "
                   "'newDeploymentGroupName': 'renamed'}")
              .error()
              .empty());
    CHECK(lab.tell("UpdateApplication",
                   "{'applicationName': 'lab-app', 'newApplicationName': 'shop'}")
              .error()
              .empty());
  });
  CHECK(deployments.back().status == DeploymentStatus::Succeeded);
  const Answer group = lab.tell("GetDeploymentGroup",
                                "{'applicationName': 'shop', 'deploymentGroupName': 'renamed'}");
  CHECK(group.at("deploymentGroupInfo.lastSuccessfulDeployment.deploymentId") ==
        deployments.back().deploymentId);
  CHECK(lab.tell("ListDeployments", "{'applicationName': 'shop', 'deploymentGroupName': 'renamed'}")
            .find("deployments")
            ->items.size() == 2);
}

TEST_CASE("reference 2.6: groups that are refused, by AWS's names") {
  WireLab lab;
  struct Row {
    std::string settings;
    std::string code;
  };
  const Row row = GENERATE(values<Row>({
      {"'deploymentStyle': {'deploymentType': 'IN_PLACE'}", "InvalidDeploymentStyleException"},
      {"'deploymentStyle': {'deploymentType': 'IN_PLACE', 'deploymentOption': "
       "'WITH_TRAFFIC_CONTROL'}",
       "InvalidLoadBalancerInfoException"},
      {"'loadBalancerInfo': {'elbInfoList': [{'name': 'classic'}]}",
       "InvalidLoadBalancerInfoException"},
      {"'ec2TagFilters': [{'Key': 'a'}], 'ec2TagSet': {'ec2TagSetList': [[{'Key': 'a'}]]}",
       "InvalidEC2TagCombinationException"},
      {"'ec2TagFilters': [{'Key': 'a', 'Type': 'KEY_AND_VALUE'}]", "InvalidEC2TagException"},
      {"'serviceRoleArn': 'codedeploy'", "InvalidRoleException"},
      {"'onPremisesInstanceTagFilters': [{'Key': 'a'}]", "InvalidTagException"},
      {"'ecsServices': [{'serviceName': 's'}]", "InvalidECSServiceException"},
      {"'triggerConfigurations': [{'triggerName': 't'}]", "InvalidTriggerConfigException"},
      {"'deploymentConfigName': 'nobodys'", "DeploymentConfigDoesNotExistException"},
      {"'autoScalingGroups': ['asg-2', 'no-such-group']", "InvalidAutoScalingGroupException"},
      {"'tags': [{'Key': 'aws:x', 'Value': 'y'}]", "InvalidTagsToAddException"},
      {"'applicationName': 'nobody'", "ApplicationDoesNotExistException"},
      {"'outdatedInstancesStrategy': 'MAYBE'", "ValidationException"},
      {"'blueGreenDeploymentConfiguration': {'deploymentReadyOption': "
       "{'actionOnTimeout': 'STOP_DEPLOYMENT', 'waitTimeInMinutes': 4294967301}}",
       "SerializationException"},
  }));
  CAPTURE(row.settings);
  CHECK(lab.tell("CreateDeploymentGroup", "{" + k_group + ", " + row.settings + "}").error() ==
        row.code);
  CHECK(lab.tell("GetDeploymentGroup", k_named).error() == "DeploymentGroupDoesNotExistException");
  CHECK(lab.fleet.hooks.empty());
}

TEST_CASE("a set of tags is told as a set") {
  WireLab lab;
  REQUIRE(lab.tell("CreateDeploymentGroup",
                   "{" + k_group +
                       ", 'ec2TagSet': {'ec2TagSetList': [[{'Key': 'a', 'Type': 'KEY_ONLY'}], "
                       "[{'Value': 'b'}]]}}")
              .error()
              .empty());
  const Answer group = lab.tell("GetDeploymentGroup", k_named);
  CHECK(group.at("deploymentGroupInfo.ec2TagSet.ec2TagSetList") ==
        R"([[{"Key":"a","Type":"KEY_ONLY"}],[{"Value":"b","Type":"VALUE_ONLY"}]])");
  CHECK(group.at("deploymentGroupInfo.ec2TagFilters") == "(none)");
  CHECK(lab.tell("UpdateDeploymentGroup", k_update + ", 'ec2TagFilters': []}").error().empty());
  CHECK(lab.tell("GetDeploymentGroup", k_named).at("deploymentGroupInfo.ec2TagFilters") == "[]");
}

TEST_CASE("deployment configurations: AWS's own, and zonal ones") {
  WireLab lab;
  const Answer one =
      lab.tell("GetDeploymentConfig", "{'deploymentConfigName': 'CodeDeployDefault.OneAtATime'}");
  CHECK(one.at("deploymentConfigInfo.minimumHealthyHosts") ==
        R"({"type":"MOST_CONCURRENCY","value":1})");
  CHECK(one.at("deploymentConfigInfo.deploymentConfigId") ==
        "00000000-0000-0000-0000-000000000001");
  const std::string zones =
      "{'deploymentConfigName': 'zones', 'minimumHealthyHosts': {'type': 'FLEET_PERCENT', 'value': "
      "50}, 'zonalConfig': {'monitorDurationInSeconds': 60, 'minimumHealthyHostsPerZone': "
      "{'type': 'HOST_COUNT', 'value': 1}}}";
  CHECK(lab.tell("CreateDeploymentConfig", zones).at("deploymentConfigId").size() == 36);
  const Answer zonal = lab.tell("GetDeploymentConfig", "{'deploymentConfigName': 'zones'}");
  CHECK(zonal.at("deploymentConfigInfo.zonalConfig") ==
        R"({"monitorDurationInSeconds":60,"minimumHealthyHostsPerZone":)"
        R"({"type":"HOST_COUNT","value":1}})");
  CHECK(zonal.at("deploymentConfigInfo.createTime") == "1767225600.000");
  CHECK(lab.tell("ListDeploymentConfigs", "{}").find("deploymentConfigsList")->items.size() == 4);
  CHECK(lab.tell("DeleteDeploymentConfig", "{'deploymentConfigName': 'zones'}").error().empty());
  CHECK(lab.tell("GetDeploymentConfig", "{'deploymentConfigName': 'zones'}").error() ==
        "DeploymentConfigDoesNotExistException");
  CHECK(lab.tell("CreateDeploymentConfig",
                 "{'deploymentConfigName': 'x', 'minimumHealthyHosts': {'type': 'HOST_COUNT', "
                 "'value': 1}, 'zonalConfig': {'monitorDurationInSeconds': 9223372036854775807, "
                 "'minimumHealthyHostsPerZone': {'type': 'HOST_COUNT', 'value': 1}}}")
            .error() == "InvalidZonalDeploymentConfigurationException");
  CHECK(lab.tell("CreateDeploymentConfig", "{'deploymentConfigName': 'x'}").error() ==
        "InvalidMinimumHealthyHostValueException");
  CHECK(
      lab.tell("CreateDeploymentConfig", "{'deploymentConfigName': 'x', 'computePlatform': 'ECS'}")
          .error() == "InvalidComputePlatformException");
}

TEST_CASE("applications by the wire: read, tagged, renamed, deleted") {
  WireLab lab;
  CHECK(lab.tell("CreateApplication", "{'applicationName': 'a', 'computePlatform': 'Lambda'}")
            .error() == "InvalidComputePlatformException");
  REQUIRE(lab.tell("CreateApplication",
                   "{'applicationName': 'a', 'tags': [{'Key': 'k', 'Value': 'v'}]}")
              .error()
              .empty());
  CHECK(lab.tell("CreateApplication", "{'applicationName': 'a'}").error() ==
        "ApplicationAlreadyExistsException");
  const Answer read = lab.tell("GetApplication", "{'applicationName': 'a'}");
  CHECK(read.at("application.createTime") == "1767225600.000");
  CHECK(read.at("application.linkedToGitHub") == "false");
  CHECK(read.at("application.computePlatform") == "Server");
  CHECK(lab.tell("UpdateApplication", "{'applicationName': 'a', 'newApplicationName': 'b'}")
            .json.members.empty());
  CHECK(lab.tell("ListApplications", "{}").at("applications") == R"(["b","lab-app"])");
  const Answer both = lab.tell("BatchGetApplications", "{'applicationNames': ['lab-app', 'b']}");
  CHECK(both.at("applicationsInfo.1.applicationId") == read.at("application.applicationId"));
  const std::string arn =
      "'ResourceArn': 'arn:aws:codedeploy:us-east-1:123456789012:application:b'";
  CHECK(lab.tell("TagResource", "{" + arn + ", 'Tags': [{'Key': 'l', 'Value': 'w'}]}").status ==
        200);
  CHECK(lab.tell("UntagResource", "{" + arn + ", 'TagKeys': ['k']}").status == 200);
  CHECK(lab.tell("ListTagsForResource", "{" + arn + "}").at("Tags") ==
        R"([{"Key":"l","Value":"w"}])");
  CHECK(lab.tell("DeleteApplication", "{'applicationName': 'b'}").json.members.empty());
  CHECK(lab.tell("BatchGetApplications", "{'applicationNames': ['b']}").error() ==
        "ApplicationDoesNotExistException");
  CHECK(lab.tell("BatchGetApplications", "{'applicationNames': []}").error() ==
        "ApplicationNameRequiredException");
}

TEST_CASE("revisions by the wire: registered by hand and by deployments") {
  WireLab lab;
  const auto revision = [](const std::string& key) {
    return "{'revisionType': 'S3', 's3Location': {'bucket': 'b', 'key': '" + key +
           "', 'bundleType': 'zip'}}";
  };
  const std::string application = "{'applicationName': 'lab-app'";
  CHECK(lab.tell("RegisterApplicationRevision",
                 application + ", 'description': 'by hand', 'revision': " + revision("v1") + "}")
            .json.members.empty());
  CHECK(lab.tell("GetApplicationRevision", application + ", 'revision': " + revision("v2") + "}")
            .error() == "RevisionDoesNotExistException");
  const Answer both =
      lab.tell("BatchGetApplicationRevisions",
               application + ", 'revisions': [" + revision("v2") + ", " + revision("v1") + "]}");
  CHECK(both.at("revisions.0.genericRevisionInfo.description") == "by hand");
  CHECK(both.at("revisions.0.genericRevisionInfo.lastUsedTime") == "(none)");
  CHECK(both.at("errorMessage").find("b/v2") != std::string::npos);
  CHECK(lab.tell("ListApplicationRevisions", application + ", 's3KeyPrefix': 'v'}").error() ==
        "BucketNameFilterRequiredException");
  const Answer listed =
      lab.tell("ListApplicationRevisions",
               application + ", 's3Bucket': 'b', 's3KeyPrefix': 'v', 'deployed': 'exclude'}");
  CHECK(listed.at("revisions.0.s3Location.key") == "v1");
}
