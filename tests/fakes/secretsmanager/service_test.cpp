// Secrets Manager as its users see it.
#include "fakes/secretsmanager/service.h"

#include <catch2/catch.hpp>

#include "tests/support/fake_world.h"

using namespace greenroom;
using namespace greenroom::secretsmanager;
using namespace greenroom::test;

namespace {

const std::string k_token(32, 't');

struct Lab {
  Result<SecretWritten> create(const std::string& name, const std::string& text) {
    return manager.CreateSecret(cx(), {name, {text, {}}, "", ""});
  }
  Result<SecretWritten> put(const std::string& id, const std::string& text,
                            const std::string& token = "",
                            const std::set<std::string>& stages = {k_current}) {
    return manager.PutSecretValue(cx(), {id, {text, {}}, token, stages});
  }
  // The text, or the failure's code.
  std::string get(const std::string& id, const std::string& version = "",
                  const std::string& stage = "") {
    const Result<GetSecretValueOutput> output = manager.GetSecretValue(cx(), {id, version, stage});
    return output ? output.value().value.SecretString.value_or("binary") : output.failure().code;
  }
  [[nodiscard]] Context cx() { return world.as("secretsmanager"); }

  FakeWorld world;
  SecretsManager manager{world.ids, aws::Account{}};
};

}  // namespace

TEST_CASE("a secret is found by name, by ARN and by ARN without its six random characters") {
  Lab lab;
  const SecretWritten made = lab.create("prod/db", "hunter2").value();
  const std::string partial = "arn:aws:secretsmanager:us-east-1:123456789012:secret:prod/db";
  CHECK(made.ARN.rfind(partial + "-", 0) == 0);
  CHECK(made.ARN.size() == partial.size() + 7);
  CHECK(made.VersionId.size() == 36);
  CHECK(lab.get("prod/db") == "hunter2");
  CHECK(lab.get(made.ARN) == "hunter2");
  CHECK(lab.get(partial) == "hunter2");
  CHECK(lab.get(made.ARN.substr(0, made.ARN.size() - 1)) == "ResourceNotFoundException");
  CHECK(lab.get("prod") == "ResourceNotFoundException");
  CHECK(lab.world.kernel.trace().text().find("hunter2") == std::string::npos);
}

// Reference codebuild-codepipeline-s3 4.6.
TEST_CASE("a new value is AWSCURRENT, the old one AWSPREVIOUS, the one before has no label") {
  Lab lab;
  const std::string first = lab.create("db", "one").value().VersionId;
  CHECK(lab.get("db", "", k_previous) == "ResourceNotFoundException");
  const std::string second = lab.put("db", "two").value().VersionId;
  CHECK(lab.get("db") == "two");
  CHECK(lab.get("db", "", k_previous) == "one");
  const std::string third =
      lab.manager.UpdateSecret(lab.cx(), {"db", "all about it", {"three", {}}, ""})
          .value()
          .VersionId;
  CHECK(lab.get("db") == "three");
  CHECK(lab.get("db", "", k_previous) == "two");
  CHECK(lab.get("db", first) == "one");
  const DescribeSecretOutput described = lab.manager.DescribeSecret(lab.cx(), "db").value();
  CHECK(described.Description == "all about it");
  CHECK(described.VersionIdsToStages ==
        std::map<std::string, Lines>{{second, {k_previous}}, {third, {k_current}}});
}

TEST_CASE("id and stage must agree") {
  Lab lab;
  const std::string first = lab.create("db", "one").value().VersionId;
  REQUIRE(lab.put("db", "two").ok());
  CHECK(lab.get("db", first, k_previous) == "one");
  CHECK(lab.manager.GetSecretValue(lab.cx(), {"db", first, k_current}).failure() ==
        Failure{"InvalidRequestException",
                "You provided a VersionStage that is not associated to the provided VersionId."});
  CHECK(lab.manager.GetSecretValue(lab.cx(), {"db", "x", ""}).failure().message ==
        "Secrets Manager can't find the specified secret value for VersionId: x");
  CHECK(lab.manager.GetSecretValue(lab.cx(), {"db", "", "mine"}).failure().message ==
        "Secrets Manager can't find the specified secret value for staging label: mine");
}

TEST_CASE("a label of one's own moves from version to version and leaves AWSCURRENT alone") {
  Lab lab;
  REQUIRE(lab.create("db", "one").ok());
  REQUIRE(lab.put("db", "two", "", {"next"}).ok());
  CHECK(lab.get("db") == "one");
  CHECK(lab.get("db", "", "next") == "two");
  REQUIRE(lab.put("db", "three", "", {"next"}).ok());
  CHECK(lab.get("db", "", "next") == "three");
  CHECK(lab.get("db", "", k_previous) == "ResourceNotFoundException");
}

TEST_CASE("a token makes a write repeatable, with the same value only") {
  Lab lab;
  const std::string arn = lab.create("db", "one").value().ARN;
  CHECK(lab.put("db", "two", k_token).value().VersionId == k_token);
  CHECK(lab.put("db", "two", k_token).value().VersionId == k_token);
  CHECK(lab.get("db", "", k_previous) == "one");
  CHECK(lab.put("db", "three", k_token).failure() ==
        Failure{"ResourceExistsException", "You can't use ClientRequestToken " + k_token +
                                               " because that value is already in use for a "
                                               "version of secret " +
                                               arn + "."});
  CHECK(lab.put("db", "three", "short").failure().code == "InvalidParameterException");
}

TEST_CASE("a secret without a value has no AWSCURRENT") {
  Lab lab;
  REQUIRE(lab.manager.CreateSecret(lab.cx(), {"db", {}, "", ""}).value().VersionId.empty());
  CHECK(lab.manager.GetSecretValue(lab.cx(), {"db", "", ""}).failure() ==
        Failure{"ResourceNotFoundException",
                "Secrets Manager can't find the specified secret value for staging label: "
                "AWSCURRENT"});
  REQUIRE(lab.manager.PutSecretValue(lab.cx(), {"db", {{}, "bytes"}, "", {k_current}}).ok());
  CHECK(lab.get("db") == "binary");
}

TEST_CASE("a deleted secret cannot be read, can be restored, and is gone after its window") {
  Lab lab;
  REQUIRE(lab.create("db", "one").ok());
  const Instant gone = lab.manager.DeleteSecret(lab.cx(), {"db", 7, false}).value();
  CHECK(gone == k_start + hours(24 * 7));
  CHECK(lab.get("db") == "InvalidRequestException");
  CHECK(lab.put("db", "two").failure() ==
        Failure{"InvalidRequestException",
                "You can't perform this operation on the secret because "
                "it was marked for deletion."});
  CHECK(lab.create("db", "two").failure().message ==
        "You can't create this secret because a secret with this name is already scheduled for "
        "deletion.");
  CHECK(lab.manager.DescribeSecret(lab.cx(), "db").value().DeletedDate == k_start);
  REQUIRE(lab.manager.RestoreSecret(lab.cx(), "db").ok());
  CHECK(lab.get("db") == "one");
  CHECK(lab.world.told("secretsmanager.secret", {"change"}) ==
        Lines{"created", "marked for deletion", "restored"});
}

TEST_CASE("when its time has come a deleted secret is gone, and its name is free") {
  State state;
  Secret secret;
  secret.Name = "db";
  secret.DeletionDate = k_start + hours(24);
  state.add(secret);
  CHECK(state.find("db", k_start + (hours(24) - microseconds(1))) != nullptr);
  CHECK(state.find("db", k_start + hours(24)) == nullptr);
}

TEST_CASE("a secret that is deleted by force is gone at once; one of its name is another one") {
  Lab lab;
  const std::string arn = lab.create("db", "one").value().ARN;
  REQUIRE(lab.manager.DeleteSecret(lab.cx(), {"db", {}, true}).ok());
  CHECK(lab.get("db") == "ResourceNotFoundException");
  CHECK(lab.create("db", "two").value().ARN != arn);
  CHECK(lab.get(arn) == "ResourceNotFoundException");
}

TEST_CASE("what AWS refuses") {
  Lab lab;
  REQUIRE(lab.create("db", "one").ok());
  CHECK(lab.create("db", "two").failure() ==
        Failure{"ResourceExistsException",
                "The operation failed because the secret db already exists."});
  CHECK(lab.create("a b", "x").failure().code == "ValidationException");
  CHECK(lab.create("big", std::string(65'537, 'x')).failure().code == "ValidationException");
  CHECK(lab.manager.CreateSecret(lab.cx(), {"two", {"a", "b"}, "", ""}).failure().code ==
        "InvalidParameterException");
  CHECK(lab.manager.DeleteSecret(lab.cx(), {"db", 7, true}).failure().code ==
        "InvalidParameterException");
  CHECK(lab.manager.DeleteSecret(lab.cx(), {"db", 6, false}).failure().code ==
        "InvalidParameterException");
  CHECK(lab.manager.PutSecretValue(lab.cx(), {"db", {}, "", {k_current}}).failure().code ==
        "InvalidRequestException");
  CHECK(lab.manager.DescribeSecret(lab.cx(), "no").failure() ==
        Failure{"ResourceNotFoundException", "Secrets Manager can't find the specified secret."});
}

TEST_CASE("what a buildspec asks for is resolved: key, stage, id") {
  Lab lab;
  const SecretWritten made = lab.create("db", R"({"password":"old"})").value();
  REQUIRE(lab.put("db", R"({"password":"new"})").ok());
  const auto resolved = [&](const std::string& reference) {
    const Result<std::string> value = lab.manager.resolve(lab.cx(), reference);
    return value ? value.value() : value.failure().code;
  };
  CHECK(resolved("db:password") == "new");
  CHECK(resolved("db:password:AWSPREVIOUS") == "old");
  CHECK(resolved(made.ARN + ":password::" + made.VersionId) == "old");
  CHECK(resolved("db") == R"({"password":"new"})");
  CHECK(resolved("db:user") == "InvalidParameterException");
  CHECK(resolved("no:password") == "ResourceNotFoundException");
}
