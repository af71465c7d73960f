// Whether policies allow something: a table, as AWS's evaluation logic has it.
#include "fakes/iam/evaluation.h"

#include <catch2/catch.hpp>

#include "fakes/iam/managed_policies.h"

using namespace greenroom;
using namespace greenroom::iam;

namespace {

PolicyDocument policy(const std::string& statements) {
  return parse_policy(R"({"Version":"2012-10-17","Statement":[)" + statements + "]}",
                      PolicyKind::Identity)
      .value();
}

Decision decide(const std::string& statements, const std::string& action,
                const std::string& resource, const ConditionContext& context = {}) {
  return evaluate({policy(statements)}, {action, resource, context});
}

constexpr const char* k_read = R"({"Effect":"Allow","Action":["s3:Get*","s3:ListBucket"],)"
                               R"("Resource":["arn:aws:s3:::lab","arn:aws:s3:::lab/*"]})";
constexpr const char* k_no_secrets =
    R"({"Effect":"Deny","Action":"s3:*","Resource":"arn:aws:s3:::lab/secret/*"})";

std::string with_condition(const std::string& condition) {
  return R"({"Effect":"Allow","Action":"*","Resource":"*","Condition":)" + condition + "}";
}

}  // namespace

TEST_CASE("actions have no case, resources do, and both have wildcards") {
  struct Row {
    const char* action;
    const char* resource;
    Decision decision;
  };
  const Row rows[] = {{"s3:GetObject", "arn:aws:s3:::lab/source.zip", Decision::Allowed},
                      {"S3:getobject", "arn:aws:s3:::lab/source.zip", Decision::Allowed},
                      {"s3:GetObject", "arn:aws:s3:::LAB/source.zip", Decision::ImplicitDeny},
                      {"s3:ListBucket", "arn:aws:s3:::lab", Decision::Allowed},
                      {"s3:PutObject", "arn:aws:s3:::lab/source.zip", Decision::ImplicitDeny},
                      {"s3:GetObject", "arn:aws:s3:::other/source.zip", Decision::ImplicitDeny},
                      {"s3:GetObject", "arn:aws:s3:::lab/secret/key", Decision::ExplicitDeny},
                      {"s3:PutObject", "arn:aws:s3:::lab/secret/key", Decision::ExplicitDeny}};
  for (const Row& row : rows) {
    CAPTURE(row.action, row.resource);
    CHECK(decide(std::string(k_read) + "," + k_no_secrets, row.action, row.resource) ==
          row.decision);
    CHECK(evaluate({policy(k_no_secrets), policy(k_read)}, {row.action, row.resource, {}}) ==
          row.decision);
  }
  CHECK(evaluate({}, {"s3:GetObject", "*", {}}) == Decision::ImplicitDeny);
}

TEST_CASE("NotAction and NotResource mean all others") {
  const std::string all_but_iam = R"({"Effect":"Allow","NotAction":"iam:*","Resource":"*"})";
  CHECK(decide(all_but_iam, "ec2:RunInstances", "*") == Decision::Allowed);
  CHECK(decide(all_but_iam, "iam:PassRole", "*") == Decision::ImplicitDeny);
  const std::string all_but_lab =
      R"({"Effect":"Allow","Action":"s3:*","NotResource":"arn:aws:s3:::lab*"})";
  CHECK(decide(all_but_lab, "s3:GetObject", "arn:aws:s3:::other/a") == Decision::Allowed);
  CHECK(decide(all_but_lab, "s3:GetObject", "arn:aws:s3:::lab/a") == Decision::ImplicitDeny);
}

TEST_CASE("conditions: every operator and every key must hold, one value of each is enough") {
  struct Row {
    const char* condition;
    bool allowed;
  };
  const ConditionContext context = {{"aws:principalarn", {"arn:aws:iam::123456789012:role/web"}},
                                    {"iam:passedtoservice", {"codedeploy.amazonaws.com"}},
                                    {"aws:securetransport", {"true"}},
                                    {"aws:sourceip", {"10.0.1.10"}},
                                    {"aws:multifactorauthage", {"300"}},
                                    {"aws:tagkeys", {"team", "Name"}}};
  const Row rows[] = {
      {R"({"StringEquals":{"iam:PassedToService":["ec2.amazonaws.com",)"
       R"("codedeploy.amazonaws.com"]}})",
       true},
      {R"({"StringEquals":{"iam:PassedToService":"CodeDeploy.amazonaws.com"}})", false},
      {R"({"StringEqualsIgnoreCase":{"iam:PassedToService":"CodeDeploy.amazonaws.com"}})", true},
      {R"({"StringNotEquals":{"iam:PassedToService":"ec2.amazonaws.com"}})", true},
      {R"({"StringNotEquals":{"nobody:knows":"it"}})", true},
      {R"({"StringEquals":{"nobody:knows":"it"}})", false},
      {R"({"StringEqualsIfExists":{"nobody:knows":"it"}})", true},
      {R"({"Null":{"nobody:knows":"true"}})", true},
      {R"({"Null":{"aws:SourceIp":"true"}})", false},
      {R"({"StringLike":{"iam:PassedToService":"*.amazonaws.com"}})", true},
      {R"({"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/w?b"}})", true},
      {R"({"ArnLike":{"aws:PrincipalArn":"arn:*:role/web"}})", false},
      {R"({"ArnNotLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/web"}})", false},
      {R"({"Bool":{"aws:SecureTransport":true}})", true},
      {R"({"Bool":{"aws:SecureTransport":"false"}})", false},
      {R"({"IpAddress":{"aws:SourceIp":"10.0.0.0/16"}})", true},
      {R"({"IpAddress":{"aws:SourceIp":["10.1.0.0/16","10.0.1.11"]}})", false},
      {R"({"NotIpAddress":{"aws:SourceIp":"10.1.0.0/16"}})", true},
      {R"({"NumericLessThan":{"aws:MultiFactorAuthAge":"3600"}})", true},
      {R"({"NumericGreaterThanEquals":{"aws:MultiFactorAuthAge":"301"}})", false},
      {R"({"ForAnyValue:StringEquals":{"aws:TagKeys":"team"}})", true},
      {R"({"ForAnyValue:StringNotEquals":{"aws:TagKeys":"team"}})", true},
      {R"({"ForAnyValue:StringNotEquals":{"aws:TagKeys":["team","Name"]}})", false},
      {R"({"ForAnyValue:StringNotEquals":{"nobody:knows":"team"}})", false},
      {R"({"StringNotEquals":{"aws:TagKeys":"team"}})", false},
      {R"({"ForAllValues:StringEquals":{"aws:TagKeys":"team"}})", false},
      {R"({"ForAllValues:StringEquals":{"aws:TagKeys":["team","Name","cost"]}})", true},
      {R"({"Bool":{"aws:SecureTransport":true},"IpAddress":{"aws:SourceIp":"1.2.3.4"}})", false}};
  for (const Row& row : rows) {
    CAPTURE(row.condition);
    CHECK((decide(with_condition(row.condition), "a:b", "*", context) == Decision::Allowed) ==
          row.allowed);
  }
}

TEST_CASE("variables stand for the request's values; without one nothing matches") {
  const std::string own =
      R"({"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::home/${aws:username}/*"})";
  CHECK(decide(own, "s3:GetObject", "arn:aws:s3:::home/ann/a", {{"aws:username", {"ann"}}}) ==
        Decision::Allowed);
  CHECK(decide(own, "s3:GetObject", "arn:aws:s3:::home/bob/a", {{"aws:username", {"ann"}}}) ==
        Decision::ImplicitDeny);
  CHECK(decide(own, "s3:GetObject", "arn:aws:s3:::home/bob/a") == Decision::ImplicitDeny);
}

TEST_CASE("a trust policy lets services, accounts, roles and everybody in") {
  const auto decision = [](const std::string& principal, const Principal& who) {
    const std::string text =
        R"({"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":)" + principal +
        R"(,"Action":"sts:AssumeRole"}})";
    return evaluate_trust(parse_policy(text, PolicyKind::Trust).value(), who, "sts:AssumeRole",
                          {}) == Decision::Allowed;
  };
  const Principal student{"arn:aws:iam::123456789012:user/student", ""};
  const Principal session{"arn:aws:sts::123456789012:assumed-role/web/i-1", "",
                          "arn:aws:iam::123456789012:role/web"};
  const Principal ec2{"", "ec2.amazonaws.com"};
  CHECK(decision(R"({"Service":"ec2.amazonaws.com"})", ec2));
  CHECK_FALSE(decision(R"({"Service":"codedeploy.amazonaws.com"})", ec2));
  CHECK_FALSE(decision(R"({"Service":"ec2.amazonaws.com"})", student));
  CHECK(decision(R"({"AWS":"arn:aws:iam::123456789012:root"})", student));
  CHECK(decision(R"({"AWS":"123456789012"})", session));
  CHECK(decision(R"({"AWS":"arn:aws:iam::123456789012:role/web"})", session));
  CHECK_FALSE(decision(R"({"AWS":"arn:aws:iam::123456789012:role/app"})", session));
  CHECK_FALSE(decision(R"({"AWS":"arn:aws:iam::999999999999:root"})", student));
  CHECK(decision(R"("*")", student));
}

TEST_CASE(
    "a policy of the resource and one's own: one that allows is enough, one that denies wins") {
  const auto of_resource = [](const std::string& effect, const std::string& principal,
                              const std::string& more = "") {
    return readable_resource_policy(
        R"({"Statement":{"Effect":")" + effect + R"(","Principal":)" + principal +
        R"(,"Action":"s3:*","Resource":"arn:aws:s3:::b/*")" + more + "}}");
  };
  const std::string own_allow = R"({"Effect":"Allow","Action":"*","Resource":"*"})";
  const std::string own_deny = R"({"Effect":"Deny","Action":"*","Resource":"*"})";
  const std::string by_name = R"({"AWS":"arn:aws:iam::123456789012:role/web"})";
  const std::string account = R"({"AWS":"123456789012"})";
  const std::string other = R"({"AWS":"arn:aws:iam::123456789012:role/app"})";
  struct Row {
    std::string own;
    PolicyDocument resource;
    Decision decision;
  };
  const Row rows[] = {
      {"", of_resource("Allow", by_name), Decision::Allowed},
      {"", of_resource("Allow", R"("*")"), Decision::Allowed},
      {"", of_resource("Allow", R"({"AWS":"*"})"), Decision::Allowed},
      {"", of_resource("Allow", account), Decision::ImplicitDeny},
      {"", of_resource("Allow", other), Decision::ImplicitDeny},
      {"", of_resource("Allow", R"({"CanonicalUser":"1"})"), Decision::ImplicitDeny},
      {own_allow, of_resource("Allow", account), Decision::Allowed},
      {own_allow, of_resource("Deny", account), Decision::DeniedByResource},
      {own_allow, of_resource("Deny", by_name), Decision::DeniedByResource},
      {own_allow, of_resource("Deny", other), Decision::Allowed},
      {own_allow,
       of_resource("Deny", by_name, R"(,"Condition":{"Bool":{"aws:SecureTransport":"false"}})"),
       Decision::Allowed},
      // What cannot be understood says nothing.
      {own_allow,
       of_resource("Deny", by_name, R"(,"Condition":{"DateLessThan":{"aws:CurrentTime":"2030"}})"),
       Decision::Allowed},
      {own_deny, of_resource("Allow", by_name), Decision::ExplicitDeny}};
  const Principal web{"arn:aws:sts::123456789012:assumed-role/web/i-1", "",
                      "arn:aws:iam::123456789012:role/web"};
  for (const Row& row : rows) {
    CAPTURE(row.own, &row - rows);
    CHECK(evaluate({policy(row.own)}, row.resource, web,
                   {"s3:GetObject", "arn:aws:s3:::b/a", {}}) == row.decision);
  }
  CHECK(evaluate({}, of_resource("Allow", by_name), web,
                 {"s3:GetObject", "arn:aws:s3:::other/a", {}}) == Decision::ImplicitDeny);
  CHECK(access_denied("me", {"s3:GetObject", "r", {}}, Decision::DeniedByResource).message ==
        "User: me is not authorized to perform: s3:GetObject on resource: \"r\" with an explicit "
        "deny in a resource-based policy");
}

TEST_CASE("a refusal says who may not do what on what, and why") {
  const std::string caller = assumed_role_arn("123456789012", "web", "i-1");
  const AccessRequest request{"s3:GetObject", "arn:aws:s3:::lab/a", {}};
  CHECK(access_denied(caller, request, Decision::ImplicitDeny).message ==
        "User: arn:aws:sts::123456789012:assumed-role/web/i-1 is not authorized to perform: "
        "s3:GetObject on resource: \"arn:aws:s3:::lab/a\" because no identity-based policy allows "
        "the "
        "s3:GetObject action");
  CHECK(
      access_denied(caller, request, Decision::ExplicitDeny).message ==
      "User: arn:aws:sts::123456789012:assumed-role/web/i-1 is not authorized to perform: "
      "s3:GetObject on resource: \"arn:aws:s3:::lab/a\" with an explicit deny in an identity-based "
      "policy");
}

TEST_CASE("a refusal by EC2 names no resource where the action has none") {
  CHECK(access_denied("me", {"ec2:DescribeVpcs", "*", {}}, Decision::ImplicitDeny).message ==
        "User: me is not authorized to perform: ec2:DescribeVpcs because no identity-based policy "
        "allows the ec2:DescribeVpcs action");
  CHECK(access_denied("me", {"ec2:StopInstances", "arn:i", {}}, Decision::ImplicitDeny).message ==
        "User: me is not authorized to perform: ec2:StopInstances on resource: arn:i because no "
        "identity-based policy allows the ec2:StopInstances action");
}

TEST_CASE("AWS's own policies can be read, and say what they are known for") {
  const auto allows = [](const std::string& arn, const std::string& action) {
    for (const Policy& each : aws_managed_policies()) {
      if (each.Arn == arn) {
        return evaluate({parse_policy(each.versions.at(0).Document, PolicyKind::Identity).value()},
                        {action, "arn:aws:s3:::lab/a", {}}) == Decision::Allowed;
      }
    }
    FAIL("no policy " + arn);
    return false;
  };
  for (const Policy& each : aws_managed_policies()) {
    CAPTURE(each.Arn);
    CHECK(parse_policy(each.versions.at(0).Document, PolicyKind::Identity).ok());
    CHECK(each.PolicyId.size() == 21);
  }
  const std::string codedeploy = "arn:aws:iam::aws:policy/service-role/AWSCodeDeployRole";
  CHECK(allows(codedeploy, "elasticloadbalancing:DeregisterTargets"));
  CHECK(allows(codedeploy, "autoscaling:CreateAutoScalingGroup"));
  CHECK_FALSE(allows(codedeploy, "ec2:RunInstances"));  // what blue/green from a template lacks
  CHECK_FALSE(allows(codedeploy, "iam:PassRole"));
  CHECK(allows("arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess", "s3:GetObject"));
  CHECK_FALSE(allows("arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess", "s3:PutObject"));
  CHECK(allows("arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore", "ssm:GetParameters"));
  CHECK_FALSE(allows("arn:aws:iam::aws:policy/PowerUserAccess", "iam:CreateRole"));
}
