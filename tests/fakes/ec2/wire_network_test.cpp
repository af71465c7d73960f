// The network through the wire: the default VPC, subnets, zones, security groups; images and types.
#include <catch2/catch.hpp>

#include "fakes/ec2/filters.h"
#include "fakes/ec2/security_groups.h"
#include "tests/fakes/ec2/wire_lab.h"

using namespace greenroom;
using namespace greenroom::ec2;
using namespace greenroom::test;

TEST_CASE("a new account has a default VPC with a subnet in each zone and a default group") {
  Ec2WireLab lab;
  const HttpResponse vpcs =
      lab.ask("DescribeVpcs", "Filter.1.Name=is-default&Filter.1.Value.1=true");
  const std::string vpc = lab.element(vpcs, "vpcId");
  CHECK(vpc == lab.ec2.state().vpc.VpcId);
  CHECK(lab.element(vpcs, "isDefault") == "true");
  const HttpResponse subnets =
      lab.ask("DescribeSubnets", "Filter.1.Name=vpc-id&Filter.1.Value.1=" + vpc);
  CHECK(lab.elements(subnets, "availabilityZone") == Lines{"us-east-1a", "us-east-1b"});
  CHECK(lab.elements(subnets, "cidrBlock") == Lines{"10.0.1.0/24", "10.0.2.0/24"});
  CHECK(lab.elements(lab.ask("DescribeAvailabilityZones"), "zoneName") ==
        Lines{"us-east-1a", "us-east-1b"});
  const HttpResponse groups = lab.ask("DescribeSecurityGroups", "GroupName.1=default");
  CHECK(lab.element(groups, "groupDescription") == "default VPC security group");
  CHECK(lab.element(lab.ask("DescribeVpcs", "VpcId.1=vpc-1"), "Code") == "InvalidVpcID.NotFound");
  CHECK(lab.element(lab.ask("DescribeSubnets", "SubnetId.1=subnet-1"), "Code") ==
        "InvalidSubnetID.NotFound");
}

TEST_CASE("an instance is launched into the subnet and the security group that are asked for") {
  Ec2WireLab lab;
  const HttpResponse made =
      lab.ask("CreateSecurityGroup",
              "GroupName=web&GroupDescription=for%20the%20web&VpcId=" + lab.ec2.state().vpc.VpcId);
  const std::string group = lab.element(made, "groupId");
  const std::string subnet = lab.ec2.state().subnets[1].SubnetId;
  const HttpResponse run =
      lab.ask("RunInstances",
              "ImageId=ami-0123456789abcdef0&MinCount=1&MaxCount=1&SecurityGroupId.1=" + group +
                  "&SubnetId=" + subnet);
  CHECK(lab.element(run, "subnetId") == subnet);
  CHECK(lab.element(run, "availabilityZone") == "us-east-1b");
  CHECK(lab.element(run, "groupId") == group);
  CHECK(lab.element(run, "groupName") == "web");
  CHECK(lab.ec2.state().instances().front().made_of.SecurityGroups == Lines{"web"});
  CHECK(lab.element(lab.ask("DeleteSecurityGroup", "GroupId=" + group), "Code") ==
        "DependencyViolation");
  const HttpResponse plain =
      lab.ask("RunInstances", "ImageId=ami-0123456789abcdef0&MinCount=1&MaxCount=1");
  CHECK(lab.element(plain, "groupName") == "default");
}

TEST_CASE("rules of a security group: authorized once, told by protocol and ports, revoked") {
  Ec2WireLab lab;
  const std::string group =
      lab.element(lab.ask("CreateSecurityGroup", "GroupName=alb&GroupDescription=alb"), "groupId");
  const std::string rules =
      "GroupId=" + group +
      "&IpPermissions.1.IpProtocol=tcp&IpPermissions.1.FromPort=80&IpPermissions.1.ToPort=80"
      "&IpPermissions.1.IpRanges.1.CidrIp=0.0.0.0/0"
      "&IpPermissions.1.IpRanges.1.Description=the%20world"
      "&IpPermissions.1.Groups.1.GroupId=" +
      group;
  const HttpResponse made = lab.ask("AuthorizeSecurityGroupIngress", rules);
  CHECK(lab.element(made, "return") == "true");
  CHECK(lab.elements(made, "securityGroupRuleId").size() == 2);
  const HttpResponse again = lab.ask("AuthorizeSecurityGroupIngress", rules);
  CHECK(lab.element(again, "Code") == "InvalidPermission.Duplicate");
  CHECK(lab.element(again, "Message")
            .find("peer: 0.0.0.0/0, TCP, from port: 80, to port: 80, "
                  "ALLOW") != std::string::npos);
  const HttpResponse told = lab.ask("DescribeSecurityGroups", "GroupId.1=" + group);
  CHECK(lab.elements(told, "fromPort") == Lines{"80"});
  CHECK(lab.element(told, "description") == "the world");
  CHECK(lab.elements(told, "ipProtocol") == Lines{"-1", "tcp"});
  CHECK(lab.ask("RevokeSecurityGroupIngress", "GroupId=" + group + "&SecurityGroupRuleId.1=" +
                                                  lab.element(made, "securityGroupRuleId"))
            .status == 200);
  const HttpResponse revoked = lab.ask("RevokeSecurityGroupIngress", rules);
  CHECK(lab.element(revoked, "Code") == "InvalidPermission.NotFound");
  // The older way to say one rule.
  CHECK(lab.ask("AuthorizeSecurityGroupIngress",
                "GroupName=alb&IpProtocol=tcp&FromPort=443&ToPort=443&CidrIp=10.0.0.0/16")
            .status == 200);
  CHECK(lab.element(lab.ask("AuthorizeSecurityGroupIngress",
                            rules + "&IpPermissions.1.IpRanges.2.CidrIp=0.0.0.0/0"),
                    "Code") == "InvalidParameterValue");
  CHECK(lab.element(lab.ask("CreateSecurityGroup", "GroupName=alb&GroupDescription=alb"), "Code") ==
        "InvalidGroup.Duplicate");
  CHECK(lab.ask("DeleteSecurityGroup", "GroupId=" + group).status == 200);
  CHECK(lab.element(lab.ask("DeleteSecurityGroup", "GroupName=default"), "Code") == "CannotDelete");
}

TEST_CASE("a rule has a protocol, ports that are some, and a peer") {
  const auto code = [](const char* protocol, std::int64_t from, std::int64_t to,
                       const char* range) -> std::string {
    SecurityGroupRule rule;
    rule.IpProtocol = protocol;
    rule.FromPort = from;
    rule.ToPort = to;
    rule.CidrIpv4 = range;
    const Status checked = check_rule(rule);
    return checked ? "" : checked.failure().code;
  };
  CHECK(code("tcp", 80, 90, "10.0.0.0/8").empty());
  CHECK(code("-1", -1, -1, "0.0.0.0/0").empty());
  CHECK(code("50", -1, -1, "0.0.0.0/0").empty());
  CHECK(code("tcp", 90, 80, "10.0.0.0/8") == "InvalidParameterValue");
  CHECK(code("tcp", 0, 65536, "10.0.0.0/8") == "InvalidParameterValue");
  CHECK(code("http", 80, 80, "10.0.0.0/8") == "InvalidParameterValue");
  CHECK(code("tcp", 80, 80, "10.0.0.256/8") == "InvalidParameterValue");
  CHECK(code("tcp", 80, 80, "10.0.0.0/33") == "InvalidParameterValue");
  CHECK(code("tcp", 80, 80, "10.0.0.0") == "InvalidParameterValue");
  CHECK(code("tcp", 80, 80, "") == "InvalidPermission.Malformed");
}

TEST_CASE("wildcards of filters: * is any text, ? one character, a backslash their end") {
  CHECK(matches_wildcards("web-*", "web-"));
  CHECK(matches_wildcards("*-1", "web-1"));
  CHECK(matches_wildcards("w?b", "web"));
  CHECK_FALSE(matches_wildcards("w?b", "wb"));
  CHECK_FALSE(matches_wildcards("web", "web-1"));
  CHECK(matches_wildcards("*ab*ac*", "xabyaczac"));
  CHECK_FALSE(matches_wildcards("*ab*ac", "xacyab"));
  CHECK(matches_wildcards("", ""));
  CHECK(matches_wildcards("**", ""));
  CHECK_FALSE(matches_wildcards(std::string(30, '*') + "b", std::string(60, 'a')));  // at once
  CHECK(matches_wildcards("a\\*", "a*"));
  CHECK_FALSE(matches_wildcards("a\\*", "ab"));
}

TEST_CASE("images and types of instances, to choose from") {
  Ec2WireLab lab;
  const HttpResponse images = lab.ask(
      "DescribeImages", "Owner.1=amazon&Filter.1.Name=name&Filter.1.Value.1=al2023-ami-%2A-x86_64");
  CHECK(lab.elements(images, "imageId") == Lines{"ami-0123456789abcdef0"});
  CHECK(lab.element(lab.ask("DescribeImages", "ImageId.1=ami-00000000000000000"), "Code") ==
        "InvalidAMIID.NotFound");
  const HttpResponse types = lab.ask("DescribeInstanceTypes", "InstanceType.1=t3.micro");
  CHECK(lab.element(types, "defaultVCpus") == "2");
  CHECK(lab.element(lab.ask("DescribeKeyPairs", "KeyName.1=mine"), "Code") ==
        "InvalidKeyPair.NotFound");
  CHECK(lab.element(lab.ask("DescribeRegions"), "regionName") == "us-east-1");
  CHECK(lab.element(lab.ask("DescribeAccountAttributes", "AttributeName.1=default-vpc"),
                    "attributeValue") == lab.ec2.state().vpc.VpcId);
}
