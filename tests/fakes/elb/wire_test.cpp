// Elastic Load Balancing through the protocol query, as AWS's clients speak it.
#include "fakes/elb/wire.h"

#include <catch2/catch.hpp>

#include "tests/fakes/elb/elb_lab.h"

using namespace greenroom;
using namespace greenroom::test;

namespace {

class Subnets final : public elb::SubnetDirectory {
 public:
  [[nodiscard]] std::optional<elb::SubnetFacts> find_subnet(const std::string& id) const override {
    const bool known = id == "subnet-a" || id == "subnet-a2" || id == "subnet-b";
    return known ? std::optional(elb::SubnetFacts{std::string("us-east-1") + id[7], "vpc-1"})
                 : std::nullopt;
  }
};

struct WireLab : ElbLab {
  WireLab() { endpoint.add(wire); }

  // The body of the answer, which must have that status.
  std::string ask(const std::string& form, int status = 200) {
    HttpRequest request;
    request.method = "POST";
    request.headers = {{"Content-Type", "application/x-www-form-urlencoded"}};
    request.body = "Version=2015-12-01&Action=" + form;
    const HttpResponse response = endpoint.answer(cx, request);
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

  Subnets subnets;
  elb::Wire wire{elb, subnets};
  wire::Endpoint endpoint;
};

bool has(const std::string& body, const std::string& text) {
  return body.find(text) != std::string::npos;
}

const std::string k_create =
    "CreateLoadBalancer&Subnets.member.1=subnet-a&Subnets.member.2=subnet-b";

}  // namespace

TEST_CASE("a load balancer is made in subnets, told with their zones, and deleted") {
  WireLab lab;
  const std::string made = lab.ask(k_create +
                                   "&Name=web&SecurityGroups.member.1=sg-1"
                                   "&Tags.member.1.Key=team&Tags.member.1.Value=red");
  CHECK(has(made, "<State><Code>active</Code></State><Type>application</Type>"));
  CHECK(has(made, "<VpcId>vpc-1</VpcId>"));
  CHECK(has(made, "<member><ZoneName>us-east-1b</ZoneName><SubnetId>subnet-b</SubnetId>"));
  CHECK(has(made, "<SecurityGroups><member>sg-1</member></SecurityGroups>"));
  CHECK(has(made, "<CreatedTime>2026-01-01T00:00:00.000Z</CreatedTime>"));
  const std::string arn = WireLab::between(made, "LoadBalancerArn");
  CHECK(arn.find(":loadbalancer/app/web/") != std::string::npos);
  CHECK(has(lab.ask("DescribeTags&ResourceArns.member.1=" + arn),
            "<member><Key>team</Key><Value>red</Value></member>"));
  CHECK(has(lab.ask("DescribeLoadBalancers&Names.member.1=web"), arn));
  lab.ask("DeleteLoadBalancer&LoadBalancerArn=" + arn);
  CHECK(lab.refused("DescribeLoadBalancers&Names.member.1=web") == "LoadBalancerNotFound");
}

TEST_CASE("a load balancer that AWS would not make, or that is not supported, is refused") {
  WireLab lab;
  CHECK(lab.refused("CreateLoadBalancer&Name=web") == "ValidationError");
  CHECK(lab.refused("CreateLoadBalancer&Name=web&Subnets.member.1=subnet-a"
                    "&Subnets.member.2=subnet-a2") == "InvalidConfigurationRequest");
  CHECK(lab.refused("CreateLoadBalancer&Name=web&Subnets.member.1=subnet-x") == "SubnetNotFound");
  CHECK(lab.refused(k_create + "&Name=web&Type=network") == "ValidationError");
  CHECK(lab.refused(k_create + "&Name=web&IpAddressType=dualstack") == "ValidationError");
  CHECK(lab.refused(k_create + "&Name=web&Tags.member.1.Key=a&Tags.member.2.Key=a") ==
        "DuplicateTagKeys");
  std::string tags;
  for (int at = 1; at <= 51; ++at) {
    const std::string number = std::to_string(at);
    tags += "&Tags.member." + number + ".Key=k" + number;
  }
  CHECK(lab.refused(k_create + "&Name=web" + tags) == "TooManyTags");
  CHECK(lab.elb.state().balancers.size() == 1);
}

TEST_CASE("security groups and subnets are set; a zone that goes puts its targets out of use") {
  WireLab lab;
  lab.instances.known["i-1"] = elb::InstanceFacts{"10.0.1.10", "running", "us-east-1c"};
  lab.add("i-1");
  CHECK(lab.state("i-1") == elb::TargetHealthState::initial);
  const std::string set = lab.ask("SetSubnets&LoadBalancerArn=" + lab.balancer +
                                  "&Subnets.member.1=subnet-a&Subnets.member.2=subnet-b");
  CHECK(has(set, "<ZoneName>us-east-1a</ZoneName><SubnetId>subnet-a</SubnetId>"));
  CHECK(lab.state("i-1") == elb::TargetHealthState::unused);
  CHECK(has(lab.ask("SetSecurityGroups&LoadBalancerArn=" + lab.balancer +
                    "&SecurityGroups.member.1=sg-9"),
            "<SecurityGroupIds><member>sg-9</member></SecurityGroupIds>"));
  CHECK(has(lab.ask("DescribeLoadBalancers&LoadBalancerArns.member.1=" + lab.balancer), "sg-9"));
}

TEST_CASE("a target group takes targets, and tells their health until they are gone") {
  WireLab lab;
  const std::string made = lab.ask(
      "CreateTargetGroup&Name=blue&Protocol=HTTP&Port=8080&VpcId=vpc-1&HealthCheckPath=/health"
      "&HealthCheckIntervalSeconds=15&HealthyThresholdCount=3&Matcher.HttpCode=200-299");
  CHECK(has(made,
            "<HealthCheckIntervalSeconds>15</HealthCheckIntervalSeconds>"
            "<HealthCheckTimeoutSeconds>5</HealthCheckTimeoutSeconds>"
            "<HealthyThresholdCount>3</HealthyThresholdCount>"
            "<UnhealthyThresholdCount>2</UnhealthyThresholdCount>"
            "<HealthCheckPath>/health</HealthCheckPath>"
            "<Matcher><HttpCode>200-299</HttpCode></Matcher>"
            "<LoadBalancerArns></LoadBalancerArns>"));
  const std::string arn = WireLab::between(made, "TargetGroupArn");
  lab.ask("RegisterTargets&TargetGroupArn=" + arn + "&Targets.member.1.Id=i-1");
  CHECK(has(lab.ask("DescribeTargetHealth&TargetGroupArn=" + arn),
            "<Target><Id>i-1</Id><Port>8080</Port></Target>"
            "<HealthCheckPort>8080</HealthCheckPort><TargetHealth><State>unused</State>"
            "<Reason>Target.NotInUse</Reason>"));
  CHECK(has(lab.ask("ModifyTargetGroup&HealthCheckPort=81&TargetGroupArn=" + arn),
            "<HealthCheckPort>81</HealthCheckPort>"));
  CHECK(has(lab.ask("ModifyTargetGroupAttributes&TargetGroupArn=" + arn +
                    "&Attributes.member.1.Key=deregistration_delay.timeout_seconds"
                    "&Attributes.member.1.Value=0"),
            "<Key>deregistration_delay.timeout_seconds</Key><Value>0</Value>"));
  lab.ask("DeregisterTargets&TargetGroupArn=" + arn + "&Targets.member.1.Id=i-1");
  (void)lab.world.kernel.run(nullptr);
  CHECK(has(lab.ask("DescribeTargetHealth&Targets.member.1.Id=i-1&TargetGroupArn=" + arn),
            "<State>unused</State><Reason>Target.NotRegistered</Reason>"));
  CHECK(has(lab.ask("DescribeTargetGroups&LoadBalancerArn=" + lab.balancer), lab.group));
  CHECK_FALSE(has(lab.ask("DescribeTargetGroups&LoadBalancerArn=" + lab.balancer), arn));
  lab.ask("DeleteTargetGroup&TargetGroupArn=" + arn);
  CHECK(lab.refused("DescribeTargetGroups&Names.member.1=blue") == "TargetGroupNotFound");
}

TEST_CASE("target groups of kinds that are not here are refused") {
  WireLab lab;
  const std::string create = "CreateTargetGroup&Name=blue&Protocol=HTTP&Port=8080&VpcId=vpc-1";
  for (const char* other :
       {"&TargetType=ip", "&ProtocolVersion=HTTP2", "&IpAddressType=ipv6",
        "&HealthCheckProtocol=HTTPS", "&HealthCheckEnabled=false", "&Matcher.GrpcCode=0",
        "&TargetControlPort=90", "&HealthCheckIntervalSeconds=4", "&Port=0"}) {
    CAPTURE(other);
    CHECK(lab.refused(create + other) == "ValidationError");
  }
  CHECK(lab.refused("CreateTargetGroup&Name=blue&Protocol=HTTP&Port=1") == "ValidationError");
  CHECK(lab.refused("ModifyTargetGroup&TargetGroupArn=none") == "TargetGroupNotFound");
}

TEST_CASE(
    "a listener forwards by weights, redirects or answers itself, and is told as it was made") {
  WireLab lab;
  const std::string second = lab.make_group("green");
  const std::string make =
      "CreateListener&Protocol=HTTP&Port=81&LoadBalancerArn=" + lab.balancer +
      "&DefaultActions.member.1.Type=forward&DefaultActions.member.1.ForwardConfig";
  const std::string made =
      lab.ask(make + ".TargetGroups.member.1.TargetGroupArn=" + lab.group +
              "&DefaultActions.member.1.ForwardConfig.TargetGroups.member.1.Weight=3"
              "&DefaultActions.member.1.ForwardConfig.TargetGroups.member.2.TargetGroupArn=" +
              second);
  CHECK(has(made, "</TargetGroupArn><Weight>3</Weight></member><member><TargetGroupArn>" + second +
                      "</TargetGroupArn><Weight>1</Weight>"));
  const std::string arn = WireLab::between(made, "ListenerArn");
  const std::string redirect = "ModifyListener&ListenerArn=" + arn +
                               "&DefaultActions.member.1.Type=redirect"
                               "&DefaultActions.member.1.RedirectConfig.StatusCode=HTTP_301"
                               "&DefaultActions.member.1.RedirectConfig.Port=8080";
  CHECK(has(lab.ask(redirect),
            "<Protocol>#{protocol}</Protocol><Port>8080</Port>"
            "<Host>#{host}</Host><Path>/#{path}</Path><Query>#{query}</Query>"
            "<StatusCode>HTTP_301</StatusCode>"));
  CHECK(has(lab.ask("DescribeListeners&ListenerArns.member.1=" + arn), "HTTP_301"));
  lab.ask("DeleteListener&ListenerArn=" + arn);
  CHECK(lab.refused("DescribeListeners&ListenerArns.member.1=" + arn) == "ListenerNotFound");
  CHECK(lab.refused("CreateListener&Protocol=HTTPS&Port=443&LoadBalancerArn=" + lab.balancer +
                    "&DefaultActions.member.1.Type=forward") == "UnsupportedProtocol");
  CHECK(lab.refused("CreateListener&Protocol=HTTP&Port=82&LoadBalancerArn=" + lab.balancer +
                    "&DefaultActions.member.1.Type=authenticate-oidc") ==
        "InvalidLoadBalancerAction");
}

TEST_CASE("rules take their conditions in both spellings and are told in the newer one") {
  WireLab lab;
  const std::string make =
      "CreateRule&ListenerArn=" + lab.listener + "&Actions.member.1.Type=fixed-response" +
      "&Actions.member.1.FixedResponseConfig.StatusCode=404&Conditions.member.1.Field=";
  const std::string plain =
      lab.ask(make + "path-pattern&Priority=10&Conditions.member.1.Values.member.1=/api/*");
  CHECK(has(plain,
            "<Priority>10</Priority><Conditions><member><Field>path-pattern</Field>"
            "<Values><member>/api/*</member></Values><PathPatternConfig><Values>"
            "<member>/api/*</member></Values></PathPatternConfig></member></Conditions>"));
  CHECK(has(plain, "<FixedResponseConfig><StatusCode>404</StatusCode></FixedResponseConfig>"));
  const std::string by_query =
      lab.ask(make +
              "query-string&Priority=20"
              "&Conditions.member.1.QueryStringConfig.Values.member.1.Key=v"
              "&Conditions.member.1.QueryStringConfig.Values.member.1.Value=2");
  CHECK(has(by_query, "<QueryStringConfig><Values><member><Key>v</Key><Value>2</Value></member>"));
  const std::string arn = WireLab::between(by_query, "RuleArn");
  const std::string rules = lab.ask("DescribeRules&ListenerArn=" + lab.listener);
  CHECK(rules.find("<Priority>10<") < rules.find("<Priority>20<"));
  CHECK(has(rules, "<Priority>default</Priority><Conditions></Conditions>"));
  CHECK(has(lab.ask("SetRulePriorities&RulePriorities.member.1.Priority=5"
                    "&RulePriorities.member.1.RuleArn=" +
                    arn),
            "<Priority>5</Priority>"));
  CHECK(has(lab.ask("DescribeRules&RuleArns.member.1=" + arn), "<Priority>5</Priority>"));
  lab.ask("DeleteRule&RuleArn=" + arn);
  CHECK(lab.refused("DescribeRules&RuleArns.member.1=" + arn) == "RuleNotFound");
  CHECK(lab.refused(make + "path-pattern&Priority=7"
                           "&Conditions.member.1.PathPatternConfig.RegexValues.member.1=a") ==
        "ValidationError");
  CHECK(lab.refused(make + "path-pattern&Priority=7&Conditions.member.1.HostHeaderConfig.Values"
                           ".member.1=a.example") == "ValidationError");
}

TEST_CASE("lists come in pages") {
  WireLab lab;
  lab.make_group("two");
  lab.make_group("three");
  const std::string first = lab.ask("DescribeTargetGroups&PageSize=2");
  CHECK(has(first, "targetgroup/two/"));
  CHECK_FALSE(has(first, "targetgroup/three/"));
  const std::string marker = WireLab::between(first, "NextMarker");
  REQUIRE_FALSE(marker.empty());
  const std::string second = lab.ask("DescribeTargetGroups&PageSize=2&Marker=" + marker);
  CHECK(has(second, "targetgroup/three/"));
  CHECK_FALSE(has(second, "targetgroup/two/"));
  CHECK_FALSE(has(second, "NextMarker"));
  CHECK(lab.refused("DescribeTargetGroups&Marker=elsewhere") == "ValidationError");
}

TEST_CASE("attributes and tags of what is there; limits of the account") {
  WireLab lab;
  CHECK(has(lab.ask("DescribeLoadBalancerAttributes&LoadBalancerArn=" + lab.balancer),
            "<Key>idle_timeout.timeout_seconds</Key><Value>60</Value>"));
  CHECK(has(lab.ask("ModifyLoadBalancerAttributes&LoadBalancerArn=" + lab.balancer +
                    "&Attributes.member.1.Key=idle_timeout.timeout_seconds"
                    "&Attributes.member.1.Value=30"),
            "<Value>30</Value>"));
  CHECK(lab.refused("AddTags&Tags.member.1.Key=k&ResourceArns.member.1=" + lab.balancer +
                    "&ResourceArns.member.2=arn:aws:x:targetgroup/none") == "TargetGroupNotFound");
  CHECK_FALSE(has(lab.ask("DescribeTags&ResourceArns.member.1=" + lab.balancer), "<Key>"));
  lab.ask("AddTags&Tags.member.1.Key=k&ResourceArns.member.1=" + lab.listener);
  CHECK(has(lab.ask("DescribeTags&ResourceArns.member.1=" + lab.listener), "<Key>k</Key>"));
  lab.ask("RemoveTags&TagKeys.member.1=k&ResourceArns.member.1=" + lab.listener);
  CHECK_FALSE(has(lab.ask("DescribeTags&ResourceArns.member.1=" + lab.listener), "<Key>"));
  CHECK(has(lab.ask("DescribeAccountLimits"),
            "<Name>rules-per-application-load-balancer</Name><Max>100</Max>"));
}
