// IAM as its clients meet it, in the query protocol.
#include "fakes/iam/wire.h"

#include <catch2/catch.hpp>

#include "tests/support/fake_world.h"

using namespace greenroom;
using namespace greenroom::test;

namespace {

// {"Version":"2012-10-17","Statement":{"Effect":"Allow",
// "Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}}
constexpr const char* k_trust =
    "%7B%22Version%22%3A%222012-10-17%22%2C%22Statement%22%3A%7B%22Effect%22%3A%22Allow%22%2C"
    "%22Principal%22%3A%7B%22Service%22%3A%22ec2.amazonaws.com%22%7D%2C%22Action%22%3A"
    "%22sts%3AAssumeRole%22%7D%7D";
// {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:Get*",
// "Resource":"arn:aws:s3:::lab/*"}}
constexpr const char* k_policy =
    "%7B%22Version%22%3A%222012-10-17%22%2C%22Statement%22%3A%7B%22Effect%22%3A%22Allow%22%2C"
    "%22Action%22%3A%22s3%3AGet%2A%22%2C%22Resource%22%3A%22arn%3Aaws%3As3%3A%3A%3Alab%2F%2A%22"
    "%7D%7D";

struct IamWireLab {
  HttpResponse ask(const std::string& action, const std::string& parameters = "") {
    HttpRequest request;
    request.method = "POST";
    request.target = "/";
    request.headers = {{"Content-Type", "application/x-www-form-urlencoded; charset=utf-8"}};
    request.body = "Action=" + action + "&Version=2010-05-08&" + parameters;
    return endpoint.answer(cx, request);
  }
  HttpResponse make_role(const std::string& name) {
    return ask("CreateRole",
               "RoleName=" + name + "&AssumeRolePolicyDocument=" + std::string(k_trust));
  }
  static Lines elements(const HttpResponse& response, const std::string& name) {
    Lines found;
    const std::string open = "<" + name + ">";
    for (std::size_t at = response.body.find(open); at != std::string::npos;
         at = response.body.find(open, at + 1)) {
      const std::size_t from = at + open.size();
      found.push_back(response.body.substr(from, response.body.find("</" + name, from) - from));
    }
    return found;
  }
  static std::string element(const HttpResponse& response, const std::string& name) {
    const Lines found = elements(response, name);
    return found.empty() ? "(no " + name + ")" : found.front();
  }

  FakeWorld world;
  Context cx = world.as("client");
  iam::Iam iam{world.ids, {}};
  iam::Wire wire{iam};
  wire::Endpoint endpoint = [this] {
    wire::Endpoint made;
    made.add(wire);
    return made;
  }();
};

}  // namespace

TEST_CASE("a role is made and told; its policy is percent-encoded in answers") {
  IamWireLab lab;
  const HttpResponse made = lab.make_role("web");
  CHECK(made.status == 200);
  CHECK(lab.element(made, "Arn") == "arn:aws:iam::123456789012:role/web");
  CHECK(lab.element(made, "AssumeRolePolicyDocument") == k_trust);
  CHECK(lab.element(made, "CreateDate").rfind("2026-01-01T00:00:00", 0) == 0);
  const HttpResponse again = lab.make_role("web");
  CHECK(again.status == 409);
  CHECK(lab.element(again, "Code") == "EntityAlreadyExists");
  const HttpResponse missing = lab.ask("GetRole", "RoleName=nobody");
  CHECK(missing.status == 404);
  CHECK(lab.element(missing, "Message") == "The role with name nobody cannot be found.");
  const HttpResponse malformed =
      lab.ask("CreateRole", "RoleName=app&AssumeRolePolicyDocument=nonsense");
  CHECK(malformed.status == 400);
  CHECK(lab.element(malformed, "Code") == "MalformedPolicyDocument");
}

TEST_CASE("roles come in pages that Marker and MaxItems choose") {
  IamWireLab lab;
  for (const char* name : {"c", "a", "b"}) {
    lab.make_role(name);
  }
  const HttpResponse first = lab.ask("ListRoles", "MaxItems=2");
  CHECK(lab.elements(first, "RoleName") == Lines{"a", "b"});
  CHECK(lab.element(first, "IsTruncated") == "true");
  const HttpResponse rest =
      lab.ask("ListRoles", "MaxItems=2&Marker=" + lab.element(first, "Marker"));
  CHECK(lab.elements(rest, "RoleName") == Lines{"c"});
  CHECK(lab.element(rest, "IsTruncated") == "false");
  CHECK(lab.ask("ListRoles", "Marker=nonsense").status == 400);
}

TEST_CASE("policies: inline, of the account, and AWS's own") {
  IamWireLab lab;
  lab.make_role("web");
  CHECK(lab.ask("PutRolePolicy",
                "RoleName=web&PolicyName=read&PolicyDocument=" + std::string(k_policy))
            .status == 200);
  CHECK(lab.element(lab.ask("GetRolePolicy", "RoleName=web&PolicyName=read"), "PolicyDocument") ==
        k_policy);
  CHECK(lab.elements(lab.ask("ListRolePolicies", "RoleName=web"), "member") == Lines{"read"});
  const HttpResponse made =
      lab.ask("CreatePolicy", "PolicyName=lab&PolicyDocument=" + std::string(k_policy));
  CHECK(lab.element(made, "DefaultVersionId") == "v1");
  const std::string arn = lab.element(made, "Arn");
  lab.ask("AttachRolePolicy", "RoleName=web&PolicyArn=" + arn);
  lab.ask("AttachRolePolicy",
          "RoleName=web&PolicyArn=arn:aws:iam::aws:policy/service-role/AWSCodeDeployRole");
  CHECK(lab.elements(lab.ask("ListAttachedRolePolicies", "RoleName=web"), "PolicyName") ==
        Lines{"lab", "AWSCodeDeployRole"});
  CHECK(lab.element(lab.ask("GetPolicy", "PolicyArn=" + arn), "AttachmentCount") == "1");
  CHECK(lab.element(lab.ask("GetPolicyVersion", "VersionId=v1&PolicyArn=" + arn), "Document") ==
        k_policy);
  CHECK(lab.elements(lab.ask("ListPolicies", "Scope=Local"), "PolicyName") == Lines{"lab"});
  CHECK(lab.elements(lab.ask("ListEntitiesForPolicy", "PolicyArn=" + arn), "RoleName") ==
        Lines{"web"});
  CHECK(lab.ask("DeletePolicy", "PolicyArn=" + arn).status == 409);
  CHECK(lab.element(lab.ask("ListPolicies", "Scope=AWS&MaxItems=3"), "IsTruncated") == "true");
}

TEST_CASE("an instance profile shows its role; the student is who asks") {
  IamWireLab lab;
  lab.make_role("web");
  CHECK(lab.ask("CreateInstanceProfile", "InstanceProfileName=web-profile").status == 200);
  CHECK(
      lab.ask("AddRoleToInstanceProfile", "InstanceProfileName=web-profile&RoleName=web").status ==
      200);
  const HttpResponse got = lab.ask("GetInstanceProfile", "InstanceProfileName=web-profile");
  CHECK(lab.element(got, "RoleName") == "web");
  CHECK(lab.elements(lab.ask("ListInstanceProfilesForRole", "RoleName=web"),
                     "InstanceProfileName") == Lines{"web-profile"});
  CHECK(lab.ask("DeleteRole", "RoleName=web").status == 409);
  const HttpResponse user = lab.ask("GetUser");
  CHECK(lab.element(user, "Arn") == "arn:aws:iam::123456789012:user/student");
  CHECK(lab.ask("GetUser", "UserName=somebody").status == 404);
}

TEST_CASE("tags of roles, and what a role cannot have here") {
  IamWireLab lab;
  lab.make_role("web");
  CHECK(lab.ask("TagRole", "RoleName=web&Tags.member.1.Key=team&Tags.member.1.Value=blue").status ==
        200);
  CHECK(lab.element(lab.ask("ListRoleTags", "RoleName=web"), "Value") == "blue");
  CHECK(lab.ask("UntagRole", "RoleName=web&TagKeys.member.1=team").status == 200);
  CHECK(lab.elements(lab.ask("ListRoleTags", "RoleName=web"), "Value").empty());
  const HttpResponse bounded =
      lab.ask("CreateRole",
              "RoleName=b&PermissionsBoundary=arn:aws:iam::aws:policy/AdministratorAccess"
              "&AssumeRolePolicyDocument=" +
                  std::string(k_trust));
  CHECK(lab.element(bounded, "Code") == "InvalidInput");
  CHECK(lab.element(lab.ask("CreateServiceLinkedRole", "AWSServiceName=autoscaling.amazonaws.com"),
                    "RoleName") == "AWSServiceRoleForAutoScaling");
}
