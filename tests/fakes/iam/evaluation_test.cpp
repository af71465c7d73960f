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

PolicyDocument resource_policy(const std::string& members) {
  return parse_policy(
             R"({"Statement":{"Action":"s3:*","Resource":"arn:aws:s3:::b/*",)" + members + "}}",
             PolicyKind::Resource)
      .value();
}

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
  ConditionContext context = {{"aws:principalarn", {"arn:aws:iam::123456789012:role/web"}},
                              {"iam:passedtoservice", {"codedeploy.amazonaws.com"}},
                              {"aws:sourceip", {"10.0.1.10"}},
                              {"aws:multifactorauthage", {"300"}},
                              {"aws:tagkeys", {"team", "Name"}}};
  tell_now(context, Epoch{}, k_start + milliseconds(500));
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
      {R"({"DateLessThan":{"aws:CurrentTime":"2026-01-01T00:00:01Z"}})", true},
      {R"({"DateLessThan":{"aws:CurrentTime":"2026-01-01T00:00:00Z"}})", false},
      {R"({"DateLessThanEquals":{"aws:CurrentTime":"2026-01-01T00:00:00.500Z"}})", true},
      {R"({"DateGreaterThan":{"aws:CurrentTime":"2025-12-31"}})", true},
      {R"({"DateGreaterThanEquals":{"aws:CurrentTime":"1767225601"}})", false},
      {R"({"DateEquals":{"aws:CurrentTime":"2026-01-01T01:00:00.5+01:00"}})", true},
      {R"({"DateNotEquals":{"aws:CurrentTime":"2026-01-01"}})", true},
      {R"({"NumericLessThan":{"aws:EpochTime":1767225601}})", true},
      {R"({"BinaryEquals":{"nobody:knows":"QUJD"}})", false},
      {R"({"IpAddress":{"aws:SourceIp":"2001:db8::/32"}})", false},
      {R"({"NotIpAddress":{"aws:SourceIp":"2001:db8::/32"}})", true},
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
    return resource_policy(R"("Effect":")" + effect + R"(","Principal":)" + principal + more);
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

TEST_CASE("NotPrincipal denies all whose account and whose own name are not excepted") {
  const auto denies = [](const std::string& excepted, const Principal& who) {
    const PolicyDocument denial = resource_policy(R"("Effect":"Deny","NotPrincipal":)" + excepted);
    const Decision decision =
        evaluate({policy(R"({"Effect":"Allow","Action":"*","Resource":"*"})")}, denial, who,
                 {"s3:GetObject", "arn:aws:s3:::b/a", {}});
    CHECK((decision == Decision::Allowed || decision == Decision::DeniedByResource));
    return decision == Decision::DeniedByResource;
  };
  const std::string account = R"("arn:aws:iam::123456789012:root")";
  const std::string role = R"("arn:aws:iam::123456789012:role/web")";
  const Principal student{"arn:aws:iam::123456789012:user/student", ""};
  const Principal web{"arn:aws:sts::123456789012:assumed-role/web/i-1", "",
                      "arn:aws:iam::123456789012:role/web"};
  CHECK_FALSE(denies(R"({"AWS":[)" + account + "," + role + "]}", web));
  CHECK_FALSE(denies(R"({"AWS":["123456789012",")" + web.Arn + R"("]})", web));
  CHECK(denies(R"({"AWS":[)" + account + "," + role + "]}", student));
  CHECK(denies(R"({"AWS":)" + role + "}", web));     // its account is not excepted
  CHECK(denies(R"({"AWS":)" + account + "}", web));  // it is not, itself
  CHECK(denies(R"({"CanonicalUser":"1"})", student));
  CHECK_FALSE(denies(R"({"Service":"sns.amazonaws.com"})", {"", "sns.amazonaws.com"}));
  CHECK(denies(R"({"Service":"sns.amazonaws.com"})", {"", "s3.amazonaws.com"}));
  CHECK(denies(R"({"Service":"sns.amazonaws.com"})", web));
}

TEST_CASE("a policy is public when everybody is allowed, and no fixed value narrows whom") {
  const auto allows = [](const std::string& more) {
    return is_public(resource_policy(R"("Effect":"Allow",)" + more));
  };
  const std::string all = R"("Principal":"*")";
  const auto with = [&](const std::string& condition) {
    return allows(all + R"(,"Condition":)" + condition);
  };
  CHECK(allows(all));
  CHECK(allows(R"("Principal":{"AWS":["123456789012","*"]})"));
  CHECK_FALSE(allows(R"("Principal":{"AWS":"123456789012"})"));
  CHECK_FALSE(allows(R"("Principal":{"Service":"s3.amazonaws.com"})"));
  CHECK_FALSE(is_public(resource_policy(R"("Effect":"Deny",)" + all)));
  CHECK_FALSE(with(R"({"StringEquals":{"aws:SourceAccount":"123456789012"}})"));
  CHECK_FALSE(with(R"({"IpAddress":{"aws:SourceIp":"10.0.0.0/8"}})"));
  CHECK(with(R"({"IpAddress":{"aws:SourceIp":"0.0.0.0/1"}})"));
  CHECK(with(R"({"StringLike":{"aws:SourceAccount":"1234*"}})"));
  CHECK(with(R"({"StringNotEquals":{"aws:SourceAccount":"123456789012"}})"));
  CHECK(with(R"({"StringEqualsIfExists":{"aws:SourceAccount":"123456789012"}})"));
  CHECK(with(R"({"Bool":{"aws:SecureTransport":"true"}})"));
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
