// What a role may do with single things of a request, and what it is told of those it may not
// touch.
#include <catch2/catch.hpp>

#include "tests/serve/roles.h"
#include "tests/serve/served.h"

using namespace greenroom::test;

namespace {

constexpr const char* k_web = "User: arn:aws:sts::123456789012:assumed-role/web/me is not ";

}  // namespace

TEST_CASE("of a batch of keys those that may be deleted are, the others are named with why not") {
  const Served served;
  const Caller student(served, "AKIASTUDENT");
  const Caller web(served, key_of_new_role(served));
  role_may(served, "web", allow("s3:DeleteObject", "arn:aws:s3:::things/mine/*"));
  REQUIRE(has(student.s3("PUT", "/things"), " answered 200"));
  for (const char* path : {"/things/mine/a", "/things/other/b", "/things/mine/c"}) {
    REQUIRE(has(student.s3("PUT", path, path), " answered 200"));
  }
  const std::string batch =
      "<Delete><Object><Key>mine/a</Key></Object><Object><Key>other/b</Key></Object>"
      "<Object><Key>mine/c</Key><VersionId>null</VersionId></Object></Delete>";
  const std::string answer = web.s3("POST", "/things?delete", batch);
  CAPTURE(answer);
  CHECK(has(answer, " answered 200"));
  CHECK(has(answer, "<Deleted><Key>mine/a</Key></Deleted>"));
  CHECK(has(answer, "<Error><Key>other/b</Key><Code>AccessDenied</Code><Message>" +
                        std::string(k_web) + "authorized to perform: s3:DeleteObject on resource"));
  CHECK(has(answer, "because no identity-based policy allows the s3:DeleteObject action"));
  // Of a version another right is needed.
  CHECK(
      has(answer, "<Error><Key>mine/c</Key><VersionId>null</VersionId><Code>AccessDenied</Code>"));
  CHECK(has(answer, "perform: s3:DeleteObjectVersion on resource"));
  CHECK(has(student.s3("GET", "/things/mine/a"), " answered 404"));
  CHECK(has(student.s3("GET", "/things/other/b"), " answered 200"));
  CHECK(has(student.s3("GET", "/things/mine/c"), " answered 200"));
}

TEST_CASE("who may not list a bucket does not learn that it has no such key") {
  const Served served;
  const Caller student(served, "AKIASTUDENT");
  const Caller web(served, key_of_new_role(served));
  const std::string read = allow("s3:GetObject", "arn:aws:s3:::things/*");
  role_may(served, "web", read);
  REQUIRE(has(student.s3("PUT", "/things"), " answered 200"));
  REQUIRE(has(student.s3("PUT", "/things/there", "x"), " answered 200"));
  CHECK(has(web.s3("GET", "/things/there"), " answered 200"));
  const std::string hidden = web.s3("GET", "/things/gone");
  CAPTURE(hidden);
  CHECK(has(hidden, " answered 403"));
  CHECK(has(hidden, "<Code>AccessDenied</Code>"));
  CHECK(has(hidden, "perform: s3:ListBucket on resource: "));
  CHECK(served.status("/things/gone", {"--head", "--header", signature("AKIASTUDENT", "s3")}) ==
        "404");
  CHECK(has(web.ask("s3", "/things/gone", {"--head"}), " answered 403"));
  role_may(served, "web", read + "," + allow("s3:ListBucket", "arn:aws:s3:::things"));
  CHECK(has(web.s3("GET", "/things/gone"), "<Code>NoSuchKey</Code>"));
  CHECK(has(web.ask("s3", "/things/gone", {"--head"}), " answered 404"));
}

TEST_CASE(
    "of a batch of secrets those that may be read are told, the others are among the errors") {
  const Served served;
  const Caller student(served, "AKIASTUDENT");
  const Caller web(served, key_of_new_role(served));
  const std::string secrets = "arn:aws:secretsmanager:us-east-1:123456789012:secret:";
  const std::string create = "secretsmanager.CreateSecret";
  for (const char* name : {"db", "token"}) {
    REQUIRE(has(student.json("secretsmanager", create,
                             R"({"Name":")" + std::string(name) + R"(","SecretString":"one"})"),
                " answered 200"));
  }
  const auto ask = [&](const std::string& input) {
    return web.json("secretsmanager", "secretsmanager.BatchGetSecretValue", input);
  };
  const std::string some = R"({"SecretIdList":["db","token","none"]})";
  const std::string read = allow("secretsmanager:GetSecretValue", secrets + "db-??????");
  role_may(served, "web", read);
  CHECK(has(ask(some), "perform: secretsmanager:BatchGetSecretValue on resource: *"));
  const std::string batch = read + "," + allow("secretsmanager:BatchGetSecretValue", "*");
  role_may(served, "web", batch);
  const std::string answer = ask(some);
  CAPTURE(answer);
  CHECK(has(answer, " answered 200"));
  CHECK(has(answer, R"("Name":"db")"));
  CHECK_FALSE(has(answer, R"("Name":"token")"));
  CHECK(has(answer, R"({"SecretId":"token","ErrorCode":"AccessDeniedException","Message":")" +
                        std::string(k_web) +
                        "authorized to perform: secretsmanager:GetSecretValue on resource: " +
                        secrets + "token-"));
  // Nobody who may not read it learns whether it is there.
  CHECK(has(answer, R"({"SecretId":"none","ErrorCode":"AccessDeniedException")"));
  const std::string all = R"({"Filters":[{"Key":"name","Values":["db","token"]}]})";
  CHECK(has(ask(all), "perform: secretsmanager:ListSecrets on resource: *"));
  role_may(served, "web", batch + "," + allow("secretsmanager:ListSecrets", "*"));
  const std::string filtered = ask(all);
  CAPTURE(filtered);
  CHECK(has(filtered, R"("Name":"db")"));
  CHECK(has(filtered, R"("ErrorCode":"AccessDeniedException")"));
}

TEST_CASE("launching an instance needs a right on each thing that it is made of") {
  const Served served;
  const Caller student(served, "AKIASTUDENT");
  const Caller web(served, key_of_new_role(served));
  const std::string version = "&Version=2016-11-15";
  REQUIRE(has(student.form("iam",
                           "Action=CreateInstanceProfile&Version=2010-05-08&"
                           "InstanceProfileName=app"),
              " answered 200"));
  create_role(served, "app");
  REQUIRE(has(student.form("iam",
                           "Action=AddRoleToInstanceProfile&Version=2010-05-08&"
                           "InstanceProfileName=app&RoleName=app"),
              " answered 200"));
  const std::string subnets = student.form("ec2", "Action=DescribeSubnets" + version);
  const std::string subnet = element(subnets, "subnetId");
  const std::string groups = student.form("ec2", "Action=DescribeSecurityGroups" + version);
  const std::string group = element(groups, "groupId");
  const std::string made =
      student.form("ec2", "Action=CreateLaunchTemplate&LaunchTemplateName=tmpl" + version +
                              "&LaunchTemplateData.ImageId=ami-0123456789abcdef0"
                              "&LaunchTemplateData.IamInstanceProfile.Name=app"
                              "&LaunchTemplateData.KeyName=mine"
                              "&LaunchTemplateData.TagSpecification.1.ResourceType=instance"
                              "&LaunchTemplateData.TagSpecification.1.Tag.1.Key=a"
                              "&LaunchTemplateData.TagSpecification.1.Tag.1.Value=b");
  CAPTURE(made);
  const std::string launch_template = element(made, "launchTemplateId");
  const std::string ours = "arn:aws:ec2:us-east-1:123456789012:";
  const auto run = [&] {
    return web.form("ec2",
                    "Action=RunInstances&MinCount=1&MaxCount=1&LaunchTemplate.LaunchTemplateName="
                    "tmpl" +
                        version);
  };
  struct Right {
    std::string action;
    std::string resource;
  };
  const std::vector<Right> needed = {
      {"ec2:RunInstances", ours + "instance/*"},
      {"ec2:RunInstances", "arn:aws:ec2:us-east-1::image/ami-0123456789abcdef0"},
      {"ec2:RunInstances", ours + "subnet/" + subnet},
      {"ec2:RunInstances", ours + "security-group/" + group},
      {"ec2:RunInstances", ours + "network-interface/*"},
      {"ec2:RunInstances", ours + "volume/*"},
      {"ec2:RunInstances", ours + "key-pair/mine"},
      {"ec2:RunInstances", ours + "launch-template/" + launch_template},
      {"ec2:CreateTags", ours + "instance/*"},
      {"iam:PassRole", "arn:aws:iam::123456789012:role/app"}};
  std::string statements = allow("ec2:DescribeInstances", "*");
  for (const Right& right : needed) {
    role_may(served, "web", statements);
    const std::string refused = run();
    CAPTURE(right.action, right.resource, refused);
    CHECK(has(refused, " answered 403"));
    CHECK(has(refused, "<Code>UnauthorizedOperation</Code>"));
    CHECK(has(refused, "You are not authorized to perform this operation. " + std::string(k_web) +
                           "authorized to perform: " + right.action +
                           " on resource: " + right.resource + " because no"));
    statements += "," + allow(right.action, right.resource);
  }
  CHECK_FALSE(has(web.form("ec2", "Action=DescribeInstances" + version), "<instanceId>"));
  role_may(served, "web", statements);
  const std::string launched = run();
  CAPTURE(launched);
  CHECK(has(launched, "<imageId>ami-0123456789abcdef0</imageId>"));
  CHECK(has(launched, "<subnetId>" + subnet + "</subnetId>"));
}
