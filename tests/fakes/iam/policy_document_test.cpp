// What a policy document must look like, and what is said of one that does not.
#include "fakes/iam/policy_document.h"

#include <catch2/catch.hpp>

using namespace greenroom;
using namespace greenroom::iam;

namespace {

std::string identity(const std::string& statement) {
  return R"({"Version":"2012-10-17","Statement":)" + statement + "}";
}

std::string refusal(const std::string& text, PolicyKind kind = PolicyKind::Identity) {
  const Result<PolicyDocument> parsed = parse_policy(text, kind);
  if (parsed) {
    return "";
  }
  CHECK(parsed.failure().code == "MalformedPolicyDocument");
  return parsed.failure().message;
}

}  // namespace

TEST_CASE("a statement alone is as good as a list, a text as good as a list of texts") {
  const PolicyDocument alone =
      parse_policy(identity(R"({"Effect":"Allow","Action":"s3:Get*","Resource":"*"})"),
                   PolicyKind::Identity)
          .value();
  REQUIRE(alone.statements.size() == 1);
  CHECK(alone.statements[0].effect == Effect::Allow);
  CHECK(alone.statements[0].Action == std::vector<std::string>{"s3:Get*"});
  const PolicyDocument listed =
      parse_policy(
          identity(
              R"([{"Sid":"a","Effect":"Deny","NotAction":["s3:*","ec2:*"],"NotResource":["*"],)"
              R"("Condition":{"ForAnyValue:StringLikeIfExists":{"aws:TagKeys":["a","b"]},)"
              R"("Bool":{"aws:SecureTransport":false}}}])"),
          PolicyKind::Identity)
          .value();
  const Statement& statement = listed.statements.at(0);
  CHECK(statement.NotAction.size() == 2);
  REQUIRE(statement.conditions.size() == 2);
  CHECK(statement.conditions[0].Operator == "StringLike");
  CHECK(statement.conditions[0].if_exists);
  CHECK(statement.conditions[0].key == "aws:tagkeys");
  CHECK(statement.conditions[1].values == std::vector<std::string>{"false"});
}

TEST_CASE("a malformed identity policy is refused with AWS's text") {
  CHECK(refusal("no json") == "Syntax errors in policy.");
  CHECK(refusal(R"({"Statement":[]})") == "Policy document must be version 2012-10-17 or greater.");
  CHECK(refusal(R"({"Version":"2012-10-17"})") == "Syntax errors in policy.");
  CHECK(refusal(identity(R"({"Effect":"allow","Action":"s3:*","Resource":"*"})")) ==
        "Syntax errors in policy.");
  CHECK(refusal(identity(R"({"Effect":"Allow","Resource":"*"})")) ==
        "Policy statement must contain actions.");
  CHECK(refusal(identity(R"({"Effect":"Allow","Action":"s3:*"})")) ==
        "Policy statement must contain resources.");
  CHECK(refusal(identity(R"({"Effect":"Allow","Action":"GetObject","Resource":"*"})")) ==
        "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.");
  CHECK(refusal(identity(R"({"Effect":"Allow","Action":"s3:*","Resource":"my-bucket"})")) ==
        "Resource my-bucket must be in ARN format or \"*\".");
  CHECK(refusal(identity(R"({"Effect":"Allow","Action":"s3:*","Resource":"*","Principal":"*"})")) ==
        "Policy document should not specify a principal.");
  CHECK(refusal(identity(R"({"Effect":"Allow","Action":"s3:*","Resource":"*","Colour":"red"})")) ==
        "Syntax errors in policy.");
}

TEST_CASE("a condition whose operator nobody here understands is refused, not ignored") {
  const auto with = [](const std::string& name, const std::string& value) {
    return refusal(identity(R"({"Effect":"Allow","Action":"s3:*","Resource":"*","Condition":{")" +
                            name + R"(":{"a:b":")" + value + R"("}}})"));
  };
  CHECK(with("StringEquals", "x").empty());
  CHECK(with("ArnNotLikeIfExists", "x").empty());
  CHECK(with("SoundsLike", "x") == "Greenroom knows no condition operator SoundsLike.");
  CHECK_FALSE(with("stringequals", "x").empty());
  CHECK(with("DateGreaterThan", "2026-01-01T00:00:00Z").empty());
  CHECK(with("DateGreaterThan", "soon") ==
        "Greenroom cannot compare with soon by DateGreaterThan.");
  CHECK(with("NumericEquals", "7").empty());
  CHECK(with("NumericEquals", "${aws:EpochTime}").empty());
  CHECK_FALSE(with("NumericEquals", "7.5").empty());
  CHECK(with("IpAddress", "2001:db8::/32").empty());
  CHECK_FALSE(with("IpAddress", "10.0.0.0/33").empty());
  CHECK_FALSE(with("Bool", "maybe").empty());
}

TEST_CASE("a trust policy names who may assume, and nothing but sts actions") {
  const auto trust = [](const std::string& statement) {
    return refusal(identity(statement), PolicyKind::Trust);
  };
  CHECK(trust(R"({"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},)"
              R"("Action":"sts:AssumeRole"})")
            .empty());
  CHECK(trust(R"({"Effect":"Allow","Action":"sts:AssumeRole"})") ==
        "Missing required field Principal");
  CHECK(trust(R"({"Effect":"Allow","Principal":"*","Action":"sts:AssumeRole","Resource":"*"})") ==
        "Has prohibited field Resource");
  CHECK(trust(R"({"Effect":"Allow","Principal":"*","Action":"s3:GetObject"})") ==
        "AssumeRole policy may only specify STS AssumeRole actions.");
  CHECK(refusal("{", PolicyKind::Trust) == "This policy contains invalid Json");
}

TEST_CASE("a policy of a resource names principals that can be found, whom it excepts too") {
  const auto resource = [](const std::string& statement) {
    return refusal(R"({"Statement":{"Action":"s3:*",)" + statement + "}}", PolicyKind::Resource);
  };
  for (const char* good :
       {R"("*")", R"({"AWS":"123456789012"})", R"({"AWS":"arn:aws:iam::123456789012:role/a"})",
        R"({"AWS":["*","arn:aws:sts::123456789012:assumed-role/a/b"]})",
        R"({"Service":"sns.amazonaws.com"})",
        R"({"Federated":"cognito-identity.amazonaws.com"})"}) {
    CAPTURE(good);
    CHECK(resource(R"("Effect":"Deny","Principal":)" + std::string(good)).empty());
  }
  for (const char* bad :
       {R"({"AWS":"arn:aws:iam::123456789012:role/*"})", R"({"AWS":"web"})", R"({"AWS":"12345"})",
        R"({"AWS":"arn:aws:s3:::b"})", R"({"Robot":"1"})", R"({})", R"("web")"}) {
    CAPTURE(bad);
    CHECK_FALSE(resource(R"("Effect":"Deny","Principal":)" + std::string(bad)).empty());
  }
  // A denial must not pass by whom it means.
  CHECK(resource(R"("Effect":"Allow","Principal":{"CanonicalUser":"1"})").empty());
  CHECK_FALSE(resource(R"("Effect":"Deny","Principal":{"CanonicalUser":"1"})").empty());
  CHECK(resource(R"("Effect":"Deny","NotPrincipal":{"AWS":"123456789012"})").empty());
  CHECK(resource(R"("Effect":"Allow","NotPrincipal":{"AWS":"123456789012"})") ==
        "Allow with NotPrincipal is not allowed.");
  CHECK_FALSE(resource(R"("Effect":"Deny","NotPrincipal":"*","Principal":"*")").empty());
  CHECK(resource(R"("Effect":"Deny")") == "Missing required field Principal");
  CHECK_FALSE(refusal(identity(R"({"Effect":"Deny","NotPrincipal":"*","Action":"sts:AssumeRole"})"),
                      PolicyKind::Trust)
                  .empty());
}
