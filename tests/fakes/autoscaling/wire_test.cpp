// Auto Scaling through the protocol query, as AWS's clients speak it.
#include "fakes/autoscaling/wire.h"

#include <catch2/catch.hpp>

#include "tests/fakes/autoscaling/lab.h"

using namespace greenroom;
using namespace greenroom::autoscaling;
using namespace greenroom::autoscaling::test;

namespace {

const std::string k_target_groups =
    "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/";

class PaperDirectory final : public Directory {
 public:
  [[nodiscard]] std::string target_group_arn(const std::string& name) const override {
    return name == "tg" || name == "green" ? k_target_groups + name + "/0123456789abcdef" : "";
  }
  [[nodiscard]] std::optional<std::string> zone_of_subnet(const std::string& id) const override {
    return id == "subnet-a" || id == "subnet-b" ? std::optional("us-east-1" + id.substr(7))
                                                : std::nullopt;
  }
};

struct WireLab : Lab {
  WireLab() { endpoint.add(wire); }

  std::string ask(const std::string& form, int status = 200) {
    HttpRequest request;
    request.method = "POST";
    request.headers = {{"Content-Type", "application/x-www-form-urlencoded"}};
    request.body = "Version=2011-01-01&Action=" + form;
    const HttpResponse response = endpoint.answer(world.as("user"), request);
    CAPTURE(form, response.body);
    CHECK(response.status == status);
    return response.body;
  }
  std::string refused(const std::string& form) { return between(ask(form, 400), "Code"); }

  static std::string between(const std::string& xml, const std::string& element) {
    const std::size_t begin = xml.find("<" + element + ">");
    const std::size_t end = xml.find("</" + element + ">", begin);
    return begin == std::string::npos
               ? ""
               : xml.substr(begin + element.size() + 2, end - begin - element.size() - 2);
  }

  PaperDirectory directory;
  Wire wire{autoscaling, directory, {}};
  wire::Endpoint endpoint;
};

bool has(const std::string& body, const std::string& text) {
  return body.find(text) != std::string::npos;
}

const std::string k_create =
    "CreateAutoScalingGroup&AutoScalingGroupName=web&MinSize=1&MaxSize=3"
    "&LaunchTemplate.LaunchTemplateId=lt-1&LaunchTemplate.Version=%24Latest";
const std::string k_placed = k_create + "&VPCZoneIdentifier=subnet-a%2Csubnet-b";
const std::string k_of_web = "&AutoScalingGroupName=web";

// A group "web" of one instance in service.
Task<void> web(WireLab& lab) {
  lab.ask(k_placed + "&TargetGroupARNs.member.1=" + k_target_groups + "tg/0123456789abcdef");
  co_await lab.autoscaling.wait_until_steady(lab.world.as("story"), "web");
}

template <typename Then>
Task<void> with_web(WireLab& lab, Then then) {
  co_await web(lab);
  then();
}

// A part of a story that takes no time, then the end of the world.
template <typename Then>
void in_service(WireLab& lab, Then then) {
  lab.world.run(with_web(lab, then));
}

}  // namespace

TEST_CASE("a group is made in subnets and told as AWS tells it") {
  WireLab lab;
  lab.ask(k_placed +
          "&HealthCheckType=ELB&HealthCheckGracePeriod=90&DefaultInstanceWarmup=30"
          "&TargetGroupARNs.member.1=" +
          k_target_groups +
          "tg/0123456789abcdef&Tags.member.1.Key=Name&Tags.member.1.Value=web-server"
          "&Tags.member.1.PropagateAtLaunch=true&Tags.member.2.Key=cost&Tags.member.2.Value=x"
          "&Tags.member.2.PropagateAtLaunch=false&TerminationPolicies.member.1=OldestInstance"
          "&LifecycleHookSpecificationList.member.1.LifecycleHookName=boot"
          "&LifecycleHookSpecificationList.member.1.LifecycleTransition="
          "autoscaling:EC2_INSTANCE_LAUNCHING");
  const std::string told = lab.ask("DescribeAutoScalingGroups&AutoScalingGroupNames.member.1=web");
  CHECK(has(told,
            "<AutoScalingGroupARN>arn:aws:autoscaling:us-east-1:123456789012:"
            "autoScalingGroup:"));
  CHECK(has(told, ":autoScalingGroupName/web</AutoScalingGroupARN>"));
  CHECK(has(told, "<LaunchTemplateId>lt-1</LaunchTemplateId><Version>$Latest</Version>"));
  CHECK(has(told,
            "<MinSize>1</MinSize><MaxSize>3</MaxSize><DesiredCapacity>1</DesiredCapacity>"
            "<DefaultCooldown>300</DefaultCooldown><AvailabilityZones>"
            "<member>us-east-1a</member><member>us-east-1b</member></AvailabilityZones>"));
  CHECK(has(told, "<TargetGroupARNs><member>" + k_target_groups + "tg/0123456789abcdef</member>"));
  CHECK(has(told,
            "<HealthCheckType>ELB</HealthCheckType>"
            "<HealthCheckGracePeriod>90</HealthCheckGracePeriod><Instances></Instances>"
            "<CreatedTime>2026-01-01T00:00:00.000Z</CreatedTime>"));
  CHECK(has(told, "<VPCZoneIdentifier>subnet-a,subnet-b</VPCZoneIdentifier>"));
  CHECK(has(told,
            "<member><ResourceId>web</ResourceId><ResourceType>auto-scaling-group"
            "</ResourceType><Key>cost</Key><Value>x</Value>"
            "<PropagateAtLaunch>false</PropagateAtLaunch></member>"));
  CHECK(has(told, "<TerminationPolicies><member>OldestInstance</member></TerminationPolicies>"));
  CHECK(lab.autoscaling.group("web").value().TargetGroups == Lines{"tg"});
  CHECK(has(lab.ask("DescribeLifecycleHooks" + k_of_web),
            "<LifecycleHookName>boot</LifecycleHookName>"));
  CHECK(has(lab.ask("DescribeAutoScalingGroups&AutoScalingGroupNames.member.1=none"),
            "<AutoScalingGroups></AutoScalingGroups>"));
  CHECK(lab.refused(k_placed) == "AlreadyExists");
}

TEST_CASE("groups that AWS would not make, or that are not supported, are refused") {
  WireLab lab;
  CHECK(lab.refused(k_create) == "ValidationError");
  CHECK(lab.refused(k_create + "&VPCZoneIdentifier=subnet-x") == "ValidationError");
  for (const char* other :
       {"&LaunchTemplate.LaunchTemplateName=both", "&AvailabilityZones.member.1=us-east-1c",
        "&TargetGroupARNs.member.1=tg", "&LaunchConfigurationName=old", "&Tags.member.1.Key=aws:x",
        "&MixedInstancesPolicy.InstancesDistribution.OnDemandBaseCapacity=1",
        "&CapacityRebalance=true", "&DesiredCapacityType=vcpu", "&DesiredCapacity=4",
        "&LifecycleHookSpecificationList.member.1.LifecycleHookName=boot",
        "&InstanceMaintenancePolicy.MinHealthyPercentage=90"}) {
    CAPTURE(other);
    CHECK(lab.refused(k_placed + other) == "ValidationError");
  }
  CHECK(lab.autoscaling.state().groups().empty());
}

TEST_CASE("an instance and its activity are told; its tags are those that propagate") {
  WireLab lab;
  in_service(lab, [&] {
    const std::string told = lab.ask("DescribeAutoScalingInstances");
    CHECK(has(told,
              "<InstanceId>i-1</InstanceId><AutoScalingGroupName>web</AutoScalingGroupName>"
              "<AvailabilityZone>us-east-1a</AvailabilityZone>"
              "<LifecycleState>InService</LifecycleState><HealthStatus>HEALTHY"
              "</HealthStatus>"));
    CHECK(has(lab.ask("DescribeAutoScalingGroups"), "<HealthStatus>Healthy</HealthStatus>"));
    CHECK_FALSE(has(lab.ask("DescribeAutoScalingGroups&IncludeInstances=false"), "<InstanceId>"));
    const std::string activities = lab.ask("DescribeScalingActivities" + k_of_web);
    CHECK(has(activities, "<Description>Launching a new EC2 instance: i-1</Description>"));
    CHECK(has(activities, "<StatusCode>Successful</StatusCode>"));
    CHECK(has(activities, "<Progress>100</Progress>"));
    CHECK(has(lab.ask("DescribeLoadBalancerTargetGroups" + k_of_web),
              "tg/0123456789abcdef</LoadBalancerTargetGroupARN><State>Add"));
    CHECK(lab.refused("DescribeScalingActivities&AutoScalingGroupName=none") == "ValidationError");
  });
}

TEST_CASE("a group is updated, its capacity set, its processes suspended, and it is deleted") {
  WireLab lab;
  in_service(lab, [&] {
    lab.ask("UpdateAutoScalingGroup&MaxSize=5&DesiredCapacity=2&VPCZoneIdentifier=subnet-b" +
            k_of_web);
    const AutoScalingGroup updated = lab.autoscaling.group("web").value();
    CHECK(updated.MaxSize == 5);
    CHECK(updated.MinSize == 1);
    CHECK(updated.DesiredCapacity == 2);
    CHECK(updated.AvailabilityZones == Lines{"us-east-1b"});
    CHECK(updated.Subnets.at("us-east-1b") == Lines{"subnet-b"});
    lab.ask("SetDesiredCapacity&HonorCooldown=false&DesiredCapacity=1" + k_of_web);
    CHECK(lab.autoscaling.group("web").value().DesiredCapacity == 1);
    CHECK(lab.refused("SetDesiredCapacity&DesiredCapacity=9" + k_of_web) == "ValidationError");
    lab.ask("SuspendProcesses&ScalingProcesses.member.1=AZRebalance" + k_of_web);
    CHECK(has(lab.ask("DescribeAutoScalingGroups"), "<ProcessName>AZRebalance</ProcessName>"));
    lab.ask("ResumeProcesses" + k_of_web);
    CHECK_FALSE(has(lab.ask("DescribeAutoScalingGroups"), "AZRebalance"));
    CHECK(lab.refused("DeleteAutoScalingGroup" + k_of_web) == "ResourceInUse");
    lab.ask("DeleteAutoScalingGroup&ForceDelete=true" + k_of_web);
    CHECK(has(lab.ask("DescribeAutoScalingGroups"), "<Status>Delete in progress</Status>"));
  });
}

TEST_CASE("target groups are attached and detached by their ARNs") {
  WireLab lab;
  in_service(lab, [&] {
    const std::string green =
        "&TargetGroupARNs.member.1=" + k_target_groups + "green/0123456789abcdef" + k_of_web;
    lab.ask("AttachLoadBalancerTargetGroups" + green);
    CHECK(lab.autoscaling.group("web").value().TargetGroups == Lines{"tg", "green"});
    CHECK(lab.targets.calls.back() == "25 register i-1 in green");
    lab.ask("DetachLoadBalancerTargetGroups" + green);
    CHECK(lab.targets.calls.back() == "25 deregister i-1 from green");
    CHECK(lab.refused("DetachLoadBalancerTargetGroups" + green) == "ValidationError");
  });
}

TEST_CASE("single instances: standby, detached, unhealthy, protected, ended") {
  WireLab lab;
  in_service(lab, [&] {
    const std::string of_one = k_of_web + "&InstanceIds.member.1=i-1";
    CHECK(lab.refused("EnterStandby" + of_one) == "ValidationError");  // decrement or not?
    lab.ask("SetInstanceProtection&ProtectedFromScaleIn=true" + of_one);
    CHECK(lab.autoscaling.state().find_instance("i-1")->ProtectedFromScaleIn);
    lab.ask("SetInstanceHealth&InstanceId=i-1&HealthStatus=Healthy");
    CHECK(lab.refused("SetInstanceHealth&InstanceId=i-1&HealthStatus=Ill") == "ValidationError");
    const std::string entered =
        lab.ask("EnterStandby&ShouldDecrementDesiredCapacity=false" + of_one);
    CHECK(has(entered, "<Description>Moving EC2 instance to Standby: i-1</Description>"));
    CHECK(lab.autoscaling.state().find_instance("i-1")->LifecycleState ==
          LifecycleState::EnteringStandby);
    CHECK(lab.refused("ExitStandby" + of_one) == "ValidationError");
    CHECK(lab.refused("DetachInstances&ShouldDecrementDesiredCapacity=false" + of_one) ==
          "ValidationError");
    CHECK(lab.refused("AttachInstances" + of_one) == "ValidationError");
  });
}

TEST_CASE("an instance is ended through its group, with the activity that does it") {
  WireLab lab;
  in_service(lab, [&] {
    const std::string ended = lab.ask(
        "TerminateInstanceInAutoScalingGroup&InstanceId=i-1&ShouldDecrementDesiredCapacity=false");
    CHECK(has(ended, "<Activity><ActivityId>"));
    CHECK(has(ended, "<Description>Terminating EC2 instance: i-1"));
    CHECK(lab.refused("TerminateInstanceInAutoScalingGroup&InstanceId=i-9"
                      "&ShouldDecrementDesiredCapacity=false") == "ValidationError");
  });
}

TEST_CASE("a lifecycle hook keeps what is not said anew, and its actions are completed by token") {
  WireLab lab;
  lab.ask(k_placed + "&DesiredCapacity=1");
  const std::string put = "PutLifecycleHook&LifecycleHookName=boot" + k_of_web;
  CHECK(lab.refused(put) == "ValidationError");  // at which transition?
  lab.ask(put +
          "&LifecycleTransition=autoscaling:EC2_INSTANCE_LAUNCHING&HeartbeatTimeout=60"
          "&NotificationMetadata=hello");
  lab.ask(put + "&DefaultResult=CONTINUE");
  CHECK(has(lab.ask("DescribeLifecycleHooks" + k_of_web),
            "<LifecycleTransition>autoscaling:EC2_INSTANCE_LAUNCHING</LifecycleTransition>"
            "<NotificationMetadata>hello</NotificationMetadata>"
            "<HeartbeatTimeout>60</HeartbeatTimeout><GlobalTimeout>6000</GlobalTimeout>"
            "<DefaultResult>CONTINUE</DefaultResult>"));
  CHECK(lab.refused(put + "&HeartbeatTimeout=10") == "ValidationError");
  const auto story = [](WireLab& in) -> Task<void> {
    const Context cx = in.world.as("story");
    co_await cx.sleep_until(k_start + seconds(40));
    REQUIRE(in.notifications.actions.size() == 1);
    const std::string token = in.notifications.actions.front().LifecycleActionToken;
    const std::string of_action = "&LifecycleHookName=boot" + k_of_web + "&LifecycleActionToken=";
    in.ask("RecordLifecycleActionHeartbeat" + of_action + token);
    CHECK(in.refused("CompleteLifecycleAction&LifecycleActionResult=MAYBE" + of_action + token) ==
          "ValidationError");
    in.ask("CompleteLifecycleAction&LifecycleActionResult=CONTINUE" + of_action + token);
    co_await in.autoscaling.wait_until_steady(cx, "web");
    CHECK(cx.now() == k_start + seconds(40));
    in.ask("DeleteLifecycleHook&LifecycleHookName=boot" + k_of_web);
    CHECK(has(in.ask("DescribeLifecycleHooks" + k_of_web), "<LifecycleHooks></LifecycleHooks>"));
  };
  lab.world.run(story(lab));
}

TEST_CASE("an instance refresh is started, told, cancelled") {
  WireLab lab;
  in_service(lab, [&] {
    const std::string start = "StartInstanceRefresh" + k_of_web;
    CHECK(lab.refused(start + "&Preferences.BakeTime=60") == "ValidationError");
    const std::string started =
        lab.ask(start +
                "&Preferences.MinHealthyPercentage=50&Preferences.InstanceWarmup=10"
                "&Preferences.CheckpointPercentages.member.1=20");
    const std::string id = WireLab::between(started, "InstanceRefreshId");
    const std::string told = lab.ask("DescribeInstanceRefreshes" + k_of_web);
    CHECK(has(told, "<InstanceRefreshId>" + id + "</InstanceRefreshId>"));
    CHECK(has(told,
              "<MinHealthyPercentage>50</MinHealthyPercentage>"
              "<InstanceWarmup>10</InstanceWarmup><CheckpointPercentages><member>20</member>"
              "</CheckpointPercentages><CheckpointDelay>3600</CheckpointDelay>"));
    CHECK(lab.refused(start) == "InstanceRefreshInProgress");
    CHECK(lab.refused("RollbackInstanceRefresh" + k_of_web) == "IrreversibleInstanceRefresh");
    CHECK(has(lab.ask("CancelInstanceRefresh" + k_of_web), id));
    CHECK_FALSE(
        has(lab.ask("DescribeInstanceRefreshes&InstanceRefreshIds.member.1=none" + k_of_web), id));
  });
}

TEST_CASE("tags of several groups are set, listed by filters and in pages, and taken away") {
  WireLab lab;
  lab.ask(k_placed);
  const std::string tag =
      "&Tags.member.1.ResourceId=web&Tags.member.1.ResourceType="
      "auto-scaling-group&Tags.member.1.Key=team";
  lab.ask("CreateOrUpdateTags" + tag +
          "&Tags.member.1.Value=red&Tags.member.2.ResourceId=web"
          "&Tags.member.2.Key=cost&Tags.member.2.PropagateAtLaunch=false");
  CHECK(lab.autoscaling.group("web").value().KeptTags.count("cost") == 1);
  CHECK(lab.refused("CreateOrUpdateTags&Tags.member.1.Key=k&Tags.member.1.ResourceId=none") ==
        "ValidationError");
  const std::string filtered =
      lab.ask("DescribeTags&Filters.member.1.Name=key&Filters.member.1.Values.member.1=team");
  CHECK(has(filtered, "<Key>team</Key><Value>red</Value><PropagateAtLaunch>true"));
  CHECK_FALSE(has(filtered, "cost"));
  const std::string first = lab.ask("DescribeTags&MaxRecords=1");
  CHECK(has(first, "<Key>cost</Key>"));
  CHECK_FALSE(has(first, "team"));
  CHECK(has(lab.ask("DescribeTags&MaxRecords=1&NextToken=" + WireLab::between(first, "NextToken")),
            "<Key>team</Key>"));
  CHECK(lab.refused("DescribeTags&NextToken=elsewhere") == "InvalidNextToken");
  CHECK(has(lab.ask("DescribeAutoScalingGroups&Filters.member.1.Name=tag:team"
                    "&Filters.member.1.Values.member.1=red"),
            "<AutoScalingGroupName>web<"));
  CHECK_FALSE(has(lab.ask("DescribeAutoScalingGroups&Filters.member.1.Name=tag:team"
                          "&Filters.member.1.Values.member.1=blue"),
                  "<AutoScalingGroupName>"));
  lab.ask("DeleteTags" + tag);
  CHECK(lab.autoscaling.group("web").value().Tags.count("team") == 0);
}

TEST_CASE("types of processes, policies and hooks are listed") {
  WireLab lab;
  CHECK(has(lab.ask("DescribeScalingProcessTypes"), "<ProcessName>AZRebalance</ProcessName>"));
  CHECK(has(lab.ask("DescribeTerminationPolicyTypes"), "<member>NewestInstance</member>"));
  CHECK(has(lab.ask("DescribeLifecycleHookTypes"),
            "<member>autoscaling:EC2_INSTANCE_TERMINATING</member>"));
}
