// Roles and what hangs on them.
#include "fakes/iam/service.h"

#include <catch2/catch.hpp>

#include "fakes/iam/managed_policies.h"
#include "tests/support/fake_world.h"

using namespace greenroom;
using namespace greenroom::iam;
using namespace greenroom::test;

namespace {

constexpr const char* k_read =
    R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject",)"
    R"("Resource":"arn:aws:s3:::lab/*"}]})";
constexpr const char* k_managed = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess";

struct IamLab {
  void make_role(const std::string& name, const std::string& service = "ec2.amazonaws.com") {
    CreateRoleInput input;
    input.RoleName = name;
    input.AssumeRolePolicyDocument = trust_of_service(service);
    REQUIRE(iam.CreateRole(cx, std::move(input)).ok());
  }
  template <typename T>
  static std::string code(const Result<T>& result) {
    return result ? "" : result.failure().code;
  }

  FakeWorld world;
  Context cx = world.as("iam");
  Iam iam{world.ids, {}};
};

}  // namespace

TEST_CASE("a role has an id, an ARN with its path, and a name that nobody else has") {
  IamLab lab;
  CreateRoleInput input;
  input.RoleName = "Web";
  input.Path = "/lab/";
  input.AssumeRolePolicyDocument = trust_of_service("ec2.amazonaws.com");
  const Role role = lab.iam.CreateRole(lab.cx, input).value();
  CHECK(role.Arn == "arn:aws:iam::123456789012:role/lab/Web");
  CHECK(role.RoleId.size() == 21);
  CHECK(role.RoleId.rfind("AROA", 0) == 0);
  CHECK(role.RoleId.find_first_of("abcdefghijklmnopqrstuvwxyz") == std::string::npos);
  input.RoleName = "web";
  const Result<Role> again = lab.iam.CreateRole(lab.cx, input);
  CHECK(again.failure() == Failure{"EntityAlreadyExists", "Role with name web already exists."});
  input.RoleName = "other";
  input.AssumeRolePolicyDocument = "{}";
  CHECK(lab.code(lab.iam.CreateRole(lab.cx, input)) == "MalformedPolicyDocument");
  CHECK(lab.iam.GetRole("other").failure().message == "The role with name other cannot be found.");
}

TEST_CASE("what a role may do follows from its inline and its attached policies") {
  IamLab lab;
  lab.make_role("web");
  const AccessRequest read{"s3:GetObject", "arn:aws:s3:::lab/a", {}};
  CHECK(lab.iam.authorize("web", "i-1", read).failure().message ==
        "User: arn:aws:sts::123456789012:assumed-role/web/i-1 is not authorized to perform: "
        "s3:GetObject on resource: \"arn:aws:s3:::lab/a\" because no identity-based policy allows "
        "the "
        "s3:GetObject action");
  REQUIRE(lab.iam.PutRolePolicy(lab.cx, "web", "read", k_read).ok());
  CHECK(lab.iam.authorize("web", "i-1", read).ok());
  REQUIRE(lab.iam.DeleteRolePolicy(lab.cx, "web", "read").ok());
  CHECK_FALSE(lab.iam.authorize("web", "i-1", read).ok());
  REQUIRE(lab.iam.AttachRolePolicy(lab.cx, "web", k_managed).ok());
  CHECK(lab.iam.authorize("web", "i-1", read).ok());
  CHECK_FALSE(lab.iam.authorize("nobody", "i-1", read).ok());
  CHECK(lab.code(lab.iam.AttachRolePolicy(lab.cx, "web", "arn:aws:iam::aws:policy/No")) ==
        "NoSuchEntity");
  CHECK(lab.code(lab.iam.PutRolePolicy(lab.cx, "web", "read", "{")) == "MalformedPolicyDocument");
}

TEST_CASE("the default version of a managed policy counts; five versions are the most") {
  IamLab lab;
  lab.make_role("web");
  CreatePolicyInput input;
  input.PolicyName = "lab";
  input.PolicyDocument = k_read;
  const std::string arn = lab.iam.CreatePolicy(lab.cx, input).value().Arn;
  CHECK(arn == "arn:aws:iam::123456789012:policy/lab");
  REQUIRE(lab.iam.AttachRolePolicy(lab.cx, "web", arn).ok());
  const std::string deny =
      R"({"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"*","Resource":"*"}]})";
  const AccessRequest read{"s3:GetObject", "arn:aws:s3:::lab/a", {}};
  CHECK(lab.iam.CreatePolicyVersion(lab.cx, arn, deny, false).value().VersionId == "v2");
  CHECK(lab.iam.authorize("web", "s", read).ok());
  REQUIRE(lab.iam.SetDefaultPolicyVersion(arn, "v2").ok());
  CHECK(lab.iam.authorize("web", "s", read).failure().message.find("with an explicit deny") !=
        std::string::npos);
  CHECK(lab.code(lab.iam.DeletePolicyVersion(arn, "v2")) == "DeleteConflict");
  CHECK(lab.iam.DeletePolicyVersion(arn, "v1").ok());
  CHECK(lab.iam.CreatePolicyVersion(lab.cx, arn, deny, true).value().VersionId == "v3");
  CHECK(lab.iam.GetPolicy(arn).value().DefaultVersionId == "v3");
  for (int i = 0; i < 3; ++i) {
    CHECK(lab.iam.CreatePolicyVersion(lab.cx, arn, deny, true).ok());
  }
  CHECK(lab.code(lab.iam.CreatePolicyVersion(lab.cx, arn, deny, true)) == "LimitExceeded");
  CHECK(lab.code(lab.iam.DeletePolicy(arn)) == "DeleteConflict");
  CHECK(lab.code(lab.iam.CreatePolicy(lab.cx, input)) == "EntityAlreadyExists");
  CHECK(lab.code(lab.iam.CreatePolicyVersion(lab.cx, k_managed, deny, true)) == "AccessDenied");
}

TEST_CASE("a role is deleted when nothing hangs on it any more") {
  IamLab lab;
  lab.make_role("web");
  REQUIRE(lab.iam.AttachRolePolicy(lab.cx, "web", k_managed).ok());
  REQUIRE(lab.iam.CreateInstanceProfile(lab.cx, "web", "", {}).ok());
  REQUIRE(lab.iam.AddRoleToInstanceProfile(lab.cx, "web", "web").ok());
  CHECK(lab.iam.DeleteRole(lab.cx, "web").failure().message ==
        "Cannot delete entity, must remove roles from instance profile first.");
  REQUIRE(lab.iam.RemoveRoleFromInstanceProfile(lab.cx, "web", "web").ok());
  CHECK(lab.iam.DeleteRole(lab.cx, "web").failure().message ==
        "Cannot delete entity, must detach all policies first.");
  REQUIRE(lab.iam.DetachRolePolicy(lab.cx, "web", k_managed).ok());
  REQUIRE(lab.iam.PutRolePolicy(lab.cx, "web", "read", k_read).ok());
  CHECK(lab.iam.DeleteRole(lab.cx, "web").failure().message ==
        "Cannot delete entity, must delete policies first.");
  REQUIRE(lab.iam.DeleteRolePolicy(lab.cx, "web", "read").ok());
  CHECK(lab.iam.DeleteRole(lab.cx, "web").ok());
  CHECK(lab.world.told("iam.role", {"name", "change"}) == Lines{"web created", "web deleted"});
  CHECK(lab.code(lab.iam.DetachRolePolicy(lab.cx, "web", k_managed)) == "NoSuchEntity");
}

TEST_CASE("an instance profile has one role at most") {
  IamLab lab;
  lab.make_role("web");
  lab.make_role("app");
  const InstanceProfile profile =
      lab.iam.CreateInstanceProfile(lab.cx, "web-profile", "", {}).value();
  CHECK(profile.Arn == "arn:aws:iam::123456789012:instance-profile/web-profile");
  CHECK(profile.InstanceProfileId.rfind("AIPA", 0) == 0);
  REQUIRE(lab.iam.AddRoleToInstanceProfile(lab.cx, "web-profile", "web").ok());
  CHECK(lab.code(lab.iam.AddRoleToInstanceProfile(lab.cx, "web-profile", "app")) ==
        "LimitExceeded");
  CHECK(lab.code(lab.iam.RemoveRoleFromInstanceProfile(lab.cx, "web-profile", "app")) ==
        "NoSuchEntity");
  CHECK(lab.code(lab.iam.DeleteInstanceProfile(lab.cx, "web-profile")) == "DeleteConflict");
}

TEST_CASE("a service-linked role is AWS's own: made once, changed by nobody") {
  IamLab lab;
  const Role role =
      lab.iam.CreateServiceLinkedRole(lab.cx, "autoscaling.amazonaws.com", "").value();
  CHECK(role.Arn ==
        "arn:aws:iam::123456789012:role/aws-service-role/autoscaling.amazonaws.com/"
        "AWSServiceRoleForAutoScaling");
  CHECK(lab.iam.authorize(role.RoleName, "AutoScaling", {"ec2:RunInstances", "*", {}}).ok());
  CHECK(lab.code(lab.iam.CreateServiceLinkedRole(lab.cx, "autoscaling.amazonaws.com", "")) ==
        "InvalidInput");
  CHECK(lab.code(lab.iam.DeleteRole(lab.cx, role.RoleName)) == "UnmodifiableEntity");
}

TEST_CASE("policies mean a session by its role's ARN, which has the role's path") {
  IamLab lab;
  CreateRoleInput input;
  input.RoleName = "web";
  input.Path = "/team/";
  input.AssumeRolePolicyDocument = trust_of_service("ec2.amazonaws.com");
  REQUIRE(lab.iam.CreateRole(lab.cx, input).ok());
  const auto trusting = [&](const std::string& name, const std::string& rest) {
    CreateRoleInput made;
    made.RoleName = name;
    made.AssumeRolePolicyDocument =
        R"({"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"sts:AssumeRole",)" +
        rest + "}}";
    return lab.iam.CreateRole(lab.cx, made).value().Arn;
  };
  const std::string session = "arn:aws:sts::123456789012:assumed-role/web/i-1";
  const std::string role = R"("arn:aws:iam::123456789012:role/team/web")";
  const std::string by_name = trusting("a", R"("Principal":{"AWS":)" + role + "}");
  const std::string without_path =
      trusting("b", R"("Principal":{"AWS":"arn:aws:iam::123456789012:role/web"})");
  const std::string by_condition = trusting(
      "c", R"("Principal":"*","Condition":{"ArnEquals":{"aws:PrincipalArn":)" + role + "}}");
  CHECK(lab.iam.may_assume(by_name, {session, ""}, {}).ok());
  CHECK_FALSE(lab.iam.may_assume(without_path, {session, ""}, {}).ok());
  CHECK(lab.iam.may_assume(by_condition, {session, ""}, {}).ok());
  CHECK_FALSE(lab.iam.may_assume(by_condition, {lab.iam.student().Arn, ""}, {}).ok());
  const PolicyDocument of_bucket =
      parse_policy(
          R"({"Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*","Principal":{"AWS":)" +
              role + "}}}",
          PolicyKind::Resource)
          .value();
  CHECK(lab.iam.authorize("web", "i-1", {"s3:GetObject", "arn:aws:s3:::b/a", {}}, of_bucket).ok());
  CHECK_FALSE(lab.iam.authorize("web", "i-1", {"s3:GetObject", "arn:aws:s3:::b/a", {}}).ok());
}

TEST_CASE("who may assume a role is for its trust policy to say") {
  IamLab lab;
  lab.make_role("deploy", "codedeploy.amazonaws.com");
  const std::string arn = "arn:aws:iam::123456789012:role/deploy";
  CHECK(lab.iam.may_assume(arn, {"", "codedeploy.amazonaws.com"}, {}).ok());
  const Result<Role> student = lab.iam.may_assume(arn, {lab.iam.student().Arn, ""}, {});
  CHECK(student.failure() ==
        Failure{"AccessDenied",
                "User: arn:aws:iam::123456789012:user/student is not authorized to perform: "
                "sts:AssumeRole on resource: arn:aws:iam::123456789012:role/deploy"});
  CHECK_FALSE(lab.iam.may_assume(arn + "-not", {"", "codedeploy.amazonaws.com"}, {}).ok());
}
