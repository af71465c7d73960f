// Who asks is known by the access key that was lent.
#include <catch2/catch.hpp>

#include "tests/serve/roles.h"
#include "tests/serve/served.h"

using namespace greenroom::test;

namespace {

// What STS says about whoever signs with that key.
std::string who_is(const Served& served, const std::string& access_key_id) {
  return element(served
                     .ask("/", {"--data", "Action=GetCallerIdentity&Version=2011-06-15", "--header",
                                signature(access_key_id, "sts")})
                     .out,
                 "Arn");
}

// An operation in each protocol: how it is asked for, refused and answered.
struct Row {
  const char* service;
  std::vector<std::string> words;
  const char* path;
  const char* action;
  const char* status;  // of the refusal
  const char* code;
  const char* answer;
};

std::vector<Row> one_of_each_protocol() {
  return {{"s3",
           {},
           "/",
           "s3:ListAllMyBuckets",
           "403",
           "<Code>AccessDenied</Code>",
           "<ListAllMyBucketsResult"},
          {"ssm",
           {"--data", "{}", "--header", "X-Amz-Target: AmazonSSM.DescribeParameters"},
           "/",
           "ssm:DescribeParameters",
           "400",
           "\"AccessDeniedException\"",
           "\"Parameters\":[]"},
          {"iam",
           {"--data", "Action=ListRoles&Version=2010-05-08"},
           "/",
           "iam:ListRoles",
           "403",
           "<Code>AccessDenied</Code>",
           "<ListRolesResult>"},
          {"ec2",
           {"--data", "Action=DescribeVpcs&Version=2016-11-15"},
           "/",
           "ec2:DescribeVpcs",
           "403",
           "<Code>UnauthorizedOperation</Code>",
           "<DescribeVpcsResponse"},
          {"monitoring",
           {"--data-binary", "\xa0", "--header", "smithy-protocol: rpc-v2-cbor"},
           "/service/GraniteServiceVersion20100801/operation/ListMetrics",
           "cloudwatch:ListMetrics",
           "400",
           "AccessDeniedException",
           "Metrics"}};
}

}  // namespace

TEST_CASE("who signs with the key of an assumed role is that role, anybody else the student") {
  const Served served;
  const std::string key = key_of_new_role(served);
  CHECK(who_is(served, key) == "arn:aws:sts::123456789012:assumed-role/web/me");
  CHECK(who_is(served, "AKIASOMEBODY") == "arn:aws:iam::123456789012:user/student");
  CHECK(who_is(served, key) == "arn:aws:sts::123456789012:assumed-role/web/me");
  // A session that is over does not turn into the student, who may do more.
  CHECK(has(served.post("/_greenroom/clock", R"({"advance": "70m"})"), "\"now\""));
  CHECK(who_is(served, key) == "arn:aws:sts::123456789012:assumed-role/web/me");
  CHECK(has(served.post("/", "Action=GetCallerIdentity&Version=2011-06-15"), "user/student"));
}

TEST_CASE("a role may do at the wire what its policies allow, in the words of each protocol") {
  const std::vector<Row> rows = one_of_each_protocol();
  const Served served;
  const std::string key = key_of_new_role(served);
  const auto ask = [&](const Row& row) {
    std::vector<std::string> words = row.words;
    words.insert(words.end(), {"--header", signature(key, row.service), "--write-out",
                               " answered %{http_code}"});
    return served.ask(row.path, words).out;
  };
  const std::string caller =
      "User: arn:aws:sts::123456789012:assumed-role/web/me is not "
      "authorized to perform: ";
  std::string actions;
  for (const Row& row : rows) {
    const std::string refused = ask(row);
    CAPTURE(row.action, refused);
    CHECK(has(refused, std::string(" answered ") + row.status));
    CHECK(has(refused, row.code));
    const bool is_ec2 = std::string(row.service) == "ec2";
    CHECK(has(refused, (is_ec2 ? "You are not authorized to perform this operation. " : "") +
                           caller + row.action + (is_ec2 ? "" : " on resource: ")));
    CHECK(has(refused, std::string("because no identity-based policy allows the ") + row.action));
    actions += (actions.empty() ? "\"" : ",\"") + std::string(row.action) + "\"";
  }
  (void)served.ask(
      "/", {"--data", "Action=PutRolePolicy&Version=2010-05-08&RoleName=web&PolicyName=reads",
            "--data-urlencode",
            R"(PolicyDocument={"Version":"2012-10-17","Statement":[{"Effect":"Allow",)"
            R"("Resource":"*","Action":[)" +
                actions + "]}]}"});
  for (const Row& row : rows) {
    const std::string allowed = ask(row);
    CAPTURE(row.action, allowed);
    CHECK(has(allowed, " answered 200"));
    CHECK(has(allowed, row.answer));
  }
  // Only that; and the student may do everything.
  const std::string security_groups = "Action=DescribeSecurityGroups&Version=2016-11-15";
  CHECK(has(served.ask("/", {"--data", security_groups, "--header", signature(key, "ec2")}).out,
            "UnauthorizedOperation"));
  CHECK(has(served.post("/", security_groups), "<DescribeSecurityGroupsResponse"));
}
