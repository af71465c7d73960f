// EC2 as its clients meet it: launch templates, instances, their filters and pages.
#include "fakes/ec2/wire.h"

#include <catch2/catch.hpp>

#include "tests/fakes/ec2/wire_lab.h"

using namespace greenroom;
using namespace greenroom::test;

namespace {

constexpr const char* k_template =
    "LaunchTemplateName=web&LaunchTemplateData.ImageId=ami-0123456789abcdef0"
    "&LaunchTemplateData.InstanceType=t3.micro"
    "&LaunchTemplateData.IamInstanceProfile.Name=web-profile"
    "&LaunchTemplateData.UserData=IyEvYmluL3NoCg%3D%3D"
    "&LaunchTemplateData.TagSpecification.1.ResourceType=instance"
    "&LaunchTemplateData.TagSpecification.1.Tag.1.Key=Name"
    "&LaunchTemplateData.TagSpecification.1.Tag.1.Value=web-server";

std::string run_of(const std::string& more, int count = 1) {
  return "ImageId=ami-0123456789abcdef0&InstanceType=t3.micro&MinCount=1&MaxCount=" +
         std::to_string(count) + more;
}

}  // namespace

TEST_CASE("a launch template is made, told as it was given, and launches what it says") {
  Ec2WireLab lab;
  const HttpResponse made = lab.ask("CreateLaunchTemplate", k_template);
  CHECK(made.status == 200);
  CHECK(lab.element(made, "launchTemplateName") == "web");
  CHECK(lab.element(made, "createdBy") == "arn:aws:iam::123456789012:root");
  CHECK(lab.element(made, "latestVersionNumber") == "1");
  const HttpResponse again = lab.ask("CreateLaunchTemplate", k_template);
  CHECK(again.status == 400);
  CHECK(lab.element(again, "Code") == "InvalidLaunchTemplateName.AlreadyExistsException");

  const HttpResponse versions = lab.ask("DescribeLaunchTemplateVersions",
                                        "LaunchTemplateName=web&LaunchTemplateVersion.1=$Latest");
  CHECK(lab.element(versions, "userData") == "IyEvYmluL3NoCg==");
  CHECK(versions.body.find("<iamInstanceProfile><name>web-profile</name>") != std::string::npos);
  CHECK(lab.element(versions, "defaultVersion") == "true");

  const HttpResponse run =
      lab.ask("RunInstances", "MinCount=1&MaxCount=1&LaunchTemplate.LaunchTemplateName=web");
  CHECK(run.status == 200);
  CHECK(lab.element(run, "instanceType") == "t3.micro");
  CHECK(run.body.find(":instance-profile/web-profile</arn>") != std::string::npos);
  CHECK(run.body.find("<key>Name</key><value>web-server</value>") != std::string::npos);
  CHECK(run.body.find("<code>0</code><name>pending</name>") != std::string::npos);
  CHECK(lab.ec2.state().instances().front().made_of.UserData == "#!/bin/sh\n");
}

TEST_CASE("template versions: a source, a new default, deletion that tells which it did not do") {
  Ec2WireLab lab;
  lab.ask("CreateLaunchTemplate", k_template);
  const HttpResponse second =
      lab.ask("CreateLaunchTemplateVersion",
              "LaunchTemplateName=web&SourceVersion=1&VersionDescription=bigger"
              "&LaunchTemplateData.InstanceType=t3.large");
  CHECK(lab.element(second, "versionNumber") == "2");
  CHECK(lab.element(second, "versionDescription") == "bigger");
  CHECK(lab.element(second, "imageId") == "ami-0123456789abcdef0");
  const HttpResponse modified =
      lab.ask("ModifyLaunchTemplate", "LaunchTemplateName=web&SetDefaultVersion=2");
  CHECK(lab.element(modified, "defaultVersionNumber") == "2");
  const HttpResponse all = lab.ask("DescribeLaunchTemplateVersions", "LaunchTemplateName=web");
  CHECK(lab.elements(all, "versionNumber") == Lines{"2", "1"});
  const HttpResponse first_page =
      lab.ask("DescribeLaunchTemplateVersions", "LaunchTemplateName=web&MaxResults=1");
  CHECK(lab.elements(first_page, "versionNumber") == Lines{"2"});
  const HttpResponse next_page =
      lab.ask("DescribeLaunchTemplateVersions", "LaunchTemplateName=web&MaxResults=1&NextToken=" +
                                                    lab.element(first_page, "nextToken"));
  CHECK(lab.elements(next_page, "versionNumber") == Lines{"1"});
  CHECK(lab.elements(next_page, "nextToken").empty());
  const HttpResponse deleted =
      lab.ask("DeleteLaunchTemplateVersions",
              "LaunchTemplateName=web&LaunchTemplateVersion.1=1&LaunchTemplateVersion.2=2"
              "&LaunchTemplateVersion.3=9");
  CHECK(lab.elements(deleted, "versionNumber") == Lines{"1", "2", "0"});
  CHECK(lab.elements(deleted, "code") ==
        Lines{"unexpectedError", "launchTemplateVersionDoesNotExist"});
  CHECK(lab.ask("DeleteLaunchTemplate", "LaunchTemplateName=web").status == 200);
  CHECK(lab.element(lab.ask("DescribeLaunchTemplates", "LaunchTemplateName.1=web"), "Code") ==
        "InvalidLaunchTemplateName.NotFoundException");
}

TEST_CASE("filters are joined, their values are alternatives, and * and ? stand for others") {
  Ec2WireLab lab;
  const HttpResponse run =
      lab.ask("RunInstances", run_of("&TagSpecification.1.ResourceType=instance"
                                     "&TagSpecification.1.Tag.1.Key=Name"
                                     "&TagSpecification.1.Tag.1.Value=web-1"));
  lab.ask("RunInstances", run_of("&Placement.AvailabilityZone=us-east-1b"));
  const std::string id = lab.element(run, "instanceId");
  const auto found = [&](const std::string& filters) {
    return lab.elements(lab.ask("DescribeInstances", filters), "instanceId").size();
  };
  CHECK(found("") == 2);
  CHECK(found("Filter.1.Name=tag:Name&Filter.1.Value.1=web-%2A") == 1);
  CHECK(found("Filter.1.Name=tag:Name&Filter.1.Value.1=web-%3F") == 1);
  CHECK(found("Filter.1.Name=tag:Name&Filter.1.Value.1=web") == 0);
  CHECK(found("Filter.1.Name=tag-key&Filter.1.Value.1=Name") == 1);
  CHECK(found("Filter.1.Name=availability-zone&Filter.1.Value.1=us-east-1a"
              "&Filter.1.Value.2=us-east-1b") == 2);
  CHECK(found("Filter.1.Name=instance-state-name&Filter.1.Value.1=pending"
              "&Filter.2.Name=instance-id&Filter.2.Value.1=" +
              id) == 1);
  const HttpResponse wrong =
      lab.ask("DescribeInstances", "Filter.1.Name=colour&Filter.1.Value.1=red");
  CHECK(lab.element(wrong, "Message") == "The filter 'colour' is invalid");
  CHECK(lab.element(lab.ask("DescribeInstances", "InstanceId.1=i-00000000000000000"), "Code") ==
        "InvalidInstanceID.NotFound");
}

TEST_CASE("instances come in pages of at least five, grouped by their reservations") {
  Ec2WireLab lab;
  lab.ask("RunInstances", run_of("", 4));
  lab.ask("RunInstances", run_of("", 3));
  const HttpResponse first = lab.ask("DescribeInstances", "MaxResults=5");
  CHECK(lab.elements(first, "instanceId").size() == 5);
  CHECK(lab.elements(first, "reservationId").size() == 2);
  const HttpResponse rest =
      lab.ask("DescribeInstances", "MaxResults=5&NextToken=" + lab.element(first, "nextToken"));
  CHECK(lab.elements(rest, "instanceId").size() == 2);
  CHECK(lab.elements(rest, "nextToken").empty());
  CHECK(lab.ask("DescribeInstances", "MaxResults=4").status == 400);
  CHECK(lab.element(lab.ask("DescribeInstances", "MaxResults=5&NextToken=nonsense"), "Code") ==
        "InvalidParameterValue");
}

TEST_CASE("the same ClientToken launches once") {
  Ec2WireLab lab;
  const HttpResponse once = lab.ask("RunInstances", run_of("&ClientToken=again"));
  const HttpResponse twice = lab.ask("RunInstances", run_of("&ClientToken=again"));
  CHECK(lab.element(once, "instanceId") == lab.element(twice, "instanceId"));
  CHECK(lab.ec2.state().instances().size() == 1);
}

TEST_CASE("what a launch asks and is not here is refused, not ignored") {
  Ec2WireLab lab;
  const auto code = [&](const std::string& more) {
    return lab.element(lab.ask("RunInstances", run_of(more)), "Code");
  };
  CHECK(code("&InstanceMarketOptions.MarketType=spot") == "UnsupportedOperation");
  CHECK(code("&Placement.Tenancy=dedicated") == "UnsupportedOperation");
  CHECK(code("&DryRun=true") == "UnsupportedOperation");
  CHECK(code("&SubnetId=subnet-1") == "InvalidSubnetID.NotFound");
  CHECK(code("&SecurityGroupId.1=sg-1") == "InvalidGroup.NotFound");
  CHECK(code("&SecurityGroup.1=nobody") == "InvalidGroup.NotFound");
  CHECK(code("&UserData=%21") == "InvalidParameterValue");
  CHECK(lab.ec2.state().instances().empty());
  const HttpResponse dry = lab.ask("DescribeInstances", "DryRun=true");
  CHECK(dry.status == 412);
  CHECK(lab.element(dry, "Code") == "DryRunOperation");
}

TEST_CASE("power, attributes and status checks through the wire") {
  Ec2WireLab lab;
  const auto story = [](Ec2WireLab& l) -> Task<void> {
    const std::string id = l.element(l.ask("RunInstances", run_of("")), "instanceId");
    const std::string one = "InstanceId.1=" + id;
    CHECK(l.elements(l.ask("DescribeInstanceStatus", one), "instanceId").empty());
    co_await l.cx.sleep_for(seconds(21));
    const HttpResponse status = l.ask("DescribeInstanceStatus", one);
    CHECK(l.elements(status, "status") ==
          Lines{"initializing", "initializing", "initializing", "initializing"});
    const HttpResponse stopping = l.ask("StopInstances", one);
    CHECK(stopping.body.find("<name>stopping</name></currentState>") != std::string::npos);
    CHECK(l.element(
              l.ask("ModifyInstanceAttribute", "InstanceId=" + id + "&InstanceType.Value=t3.large"),
              "Code") == "IncorrectInstanceState");
    co_await l.cx.sleep_for(seconds(11));
    CHECK(l.ask("ModifyInstanceAttribute", "InstanceId=" + id + "&InstanceType.Value=t3.large")
              .status == 200);
    CHECK(l.element(l.ask("ModifyInstanceAttribute",
                          "InstanceId=" + id +
                              "&InstanceType.Value=t3.small&DisableApiTermination.Value=true"),
                    "Code") == "InvalidParameterCombination");
    CHECK(l.element(
              l.ask("DescribeInstanceAttribute", "InstanceId=" + id + "&Attribute=instanceType"),
              "value") == "t3.large");
    CHECK(l.ask("ModifyInstanceAttribute", "InstanceId=" + id + "&DisableApiTermination.Value=true")
              .status == 200);
    CHECK(l.element(l.ask("TerminateInstances", one), "Code") == "OperationNotPermitted");
    const HttpResponse options =
        l.ask("ModifyInstanceMetadataOptions", "InstanceId=" + id + "&HttpTokens=required");
    CHECK(l.element(options, "httpTokens") == "required");
    CHECK(l.element(options, "httpEndpoint") == "enabled");
    l.ask("ModifyInstanceAttribute",
          "InstanceId=" + id + "&Attribute=disableApiTermination&Value=false");
    CHECK(l.ask("TerminateInstances", one).status == 200);
    co_await l.cx.sleep_for(seconds(11));
    const HttpResponse gone = l.ask("DescribeInstances", one);
    CHECK(gone.body.find("<name>terminated</name>") != std::string::npos);
    CHECK(l.elements(gone, "privateIpAddress").empty());
  };
  CHECK(lab.world.run(story(lab)));
}

TEST_CASE("as many instances are launched as the subnet has addresses, and not one more") {
  Ec2WireLab lab;
  const std::string none = "InsufficientFreeAddressesInSubnet";
  CHECK(lab.element(lab.ask("RunInstances", run_of("", 2'000'000'000)), "Code") == none);
  CHECK(lab.ec2.state().instances().empty());
  CHECK(lab.ask("RunInstances", run_of("", 251)).status == 200);
  CHECK(lab.element(lab.ask("DescribeSubnets"), "availableIpAddressCount") == "0");
  CHECK(lab.element(lab.ask("RunInstances", run_of("")), "Code") == none);
}

TEST_CASE("tags of anything: made, described, taken away by key or by key and value") {
  Ec2WireLab lab;
  const std::string id = lab.element(lab.ask("RunInstances", run_of("")), "instanceId");
  const std::string vpc = lab.ec2.state().vpc.VpcId;
  CHECK(lab.ask("CreateTags",
                "ResourceId.1=" + id + "&ResourceId.2=" + vpc + "&Tag.1.Key=team&Tag.1.Value=blue")
            .status == 200);
  const HttpResponse all = lab.ask("DescribeTags", "Filter.1.Name=key&Filter.1.Value.1=team");
  CHECK(lab.elements(all, "resourceType") == Lines{"instance", "vpc"});
  lab.ask("DeleteTags", "ResourceId.1=" + id + "&Tag.1.Key=team&Tag.1.Value=red");
  CHECK(lab.elements(lab.ask("DescribeTags"), "value").size() == 2);
  lab.ask("DeleteTags", "ResourceId.1=" + id + "&Tag.1.Key=team");
  CHECK(lab.elements(lab.ask("DescribeTags"), "resourceId") == Lines{vpc});
  CHECK(lab.element(lab.ask("CreateTags", "ResourceId.1=vpc-1&Tag.1.Key=a"), "Code") ==
        "InvalidID");
}
