// Secrets Manager as its clients meet it, in JSON 1.1.
#include "fakes/secretsmanager/wire.h"

#include <catch2/catch.hpp>
#include <set>

#include "tests/support/fake_world.h"
#include "tests/support/json_client.h"

using namespace greenroom;
using namespace greenroom::test;

namespace {

struct WireLab : DeveloperWorld, JsonClient {
  WireLab() : JsonClient(cx, "secretsmanager") { endpoint.add(wire); }
  Lines listed(const std::string& input) {
    const aws::Json body = answer("ListSecrets", input);
    Lines names;
    for (const aws::Json& secret : body.find("SecretList")->items) {
      names.push_back(secret.find("Name")->text);
    }
    if (const aws::Json* token = body.find("NextToken")) {
      names.push_back("token " + token->text);
    }
    return names;
  }

  secretsmanager::SecretsManager manager{world.ids, {}};
  secretsmanager::Wire wire{manager};
};

const std::string k_first(32, '1');
const std::string k_second(32, '2');
constexpr const char* k_id = R"({"SecretId": "db"})";

std::string create(const std::string& name, const std::string& more = "") {
  return R"({"Name": ")" + name + R"(", "SecretString": "one", "ClientRequestToken": ")" + k_first +
         "\"" + more + "}";
}

}  // namespace

TEST_CASE("a secret is created, written again, read, and its versions are listed") {
  WireLab lab;
  const aws::Json created =
      lab.answer("CreateSecret", create("db", R"(, "Tags": [{"Key": "team", "Value": "ops"}])"));
  CHECK(created.find("Name")->text == "db");
  CHECK(created.find("VersionId")->text == k_first);
  const aws::Json put = lab.answer("PutSecretValue", R"({"SecretId": "db", "SecretBinary": "AQI=",
                                  "ClientRequestToken": ")" +
                                                         k_second + R"("})");
  CHECK(aws::to_text(*put.find("VersionStages")) == R"(["AWSCURRENT"])");
  CHECK(lab.told("GetSecretValue", k_id, "SecretBinary") == R"("AQI=")");
  CHECK(lab.told("GetSecretValue", R"({"SecretId": "db", "VersionStage": "AWSPREVIOUS"})",
                 "SecretString") == R"("one")");
  CHECK(lab.told("DescribeSecret", k_id, "Tags") == R"([{"Key":"team","Value":"ops"}])");
  CHECK(lab.told("ListSecretVersionIds", k_id, "Versions") ==
        R"([{"VersionId":")" + k_first +
            R"(","VersionStages":["AWSPREVIOUS"],"CreatedDate":1767225600.000},{"VersionId":")" +
            k_second + R"(","VersionStages":["AWSCURRENT"],"CreatedDate":1767225600.000}])");
  CHECK(lab.told("UpdateSecret", R"({"SecretId": "db", "Description": "a door"})", "VersionId") ==
        "-");
  CHECK(lab.told("DescribeSecret", k_id, "Description") == R"("a door")");
  CHECK(lab.told("GetResourcePolicy", k_id, "ResourcePolicy") == "-");
}

TEST_CASE("what is not here and would change the meaning is refused") {
  WireLab lab;
  CHECK(lab.refusal("CreateSecret", create("db", R"(, "AddReplicaRegions": [{}])")) ==
        "InvalidParameterException");
  CHECK(lab.refusal("CreateSecret", R"({"Name": "db", "SecretBinary": "no base64"})") ==
        "InvalidParameterException");
  CHECK(lab.refusal("ListSecrets", R"({"SortBy": "last-accessed-date"})") ==
        "InvalidParameterException");
  CHECK(lab.refusal("ListSecrets", R"({"NextToken": "x"})") == "InvalidNextTokenException");
  CHECK(lab.refusal("ListSecrets", R"({"Filters": [{"Key": "all", "Values": ["x"]}]})") ==
        "InvalidParameterException");
  CHECK(lab.refusal("ListSecrets", R"({"Filters": [{"Key": "name"}]})") ==
        "InvalidParameterException");
  CHECK(lab.refusal("RotateSecret", k_id) == "NotImplemented");
}

TEST_CASE("a deletion says when it will be, hides the secret from lists, and is taken back") {
  WireLab lab;
  REQUIRE(lab.refusal("CreateSecret", create("db")).empty());
  CHECK(lab.told("DeleteSecret", R"({"SecretId": "db", "RecoveryWindowInDays": 7})",
                 "DeletionDate") == "1767830400.000");
  CHECK(lab.refusal("GetSecretValue", k_id) == "InvalidRequestException");
  CHECK(lab.listed("{}") == Lines{});
  CHECK(lab.listed(R"({"IncludePlannedDeletion": true})") == Lines{"db"});
  CHECK(lab.told("RestoreSecret", k_id, "Name") == R"("db")");
  CHECK(lab.listed("{}") == Lines{"db"});
  CHECK(lab.told("DeleteSecret", R"({"SecretId": "db", "ForceDeleteWithoutRecovery": true})",
                 "Name") == R"("db")");
  CHECK(lab.refusal("DescribeSecret", k_id) == "ResourceNotFoundException");
}

TEST_CASE("secrets are listed by what they begin with, in pages") {
  WireLab lab;
  REQUIRE(lab.refusal("CreateSecret", create("app/one", R"(, "Description": "Door one")")).empty());
  REQUIRE(lab.refusal("CreateSecret", create("app/two")).empty());
  REQUIRE(
      lab.refusal("CreateSecret", create("other", R"(, "Tags": [{"Key": "team", "Value": "ops"}])"))
          .empty());
  const std::string by_name = R"("SortBy": "name", "SortOrder": "asc")";
  CHECK(lab.listed("{" + by_name + R"(, "MaxResults": 2})") ==
        Lines{"app/one", "app/two", "token 2"});
  CHECK(lab.listed("{" + by_name + R"(, "NextToken": "2"})") == Lines{"other"});
  CHECK(lab.listed(R"({"SortBy": "name"})") == Lines{"other", "app/two", "app/one"});
  const std::vector<std::pair<std::string, Lines>> filters = {
      {R"("Key": "name", "Values": ["app/"])", {"app/one", "app/two"}},
      {R"("Key": "name", "Values": ["!app/"])", {"other"}},
      {R"("Key": "description", "Values": ["door"])", {"app/one"}},
      {R"("Key": "tag-key", "Values": ["team"])", {"other"}},
      {R"("Key": "tag-value", "Values": ["dev"])", {}}};
  for (const auto& [filter, expected] : filters) {
    CAPTURE(filter);
    CHECK(lab.listed("{" + by_name + R"(, "Filters": [{)" + filter + "}]}") == expected);
  }
}

TEST_CASE("a batch gives the values there are and an error for each that is not") {
  WireLab lab;
  REQUIRE(lab.refusal("CreateSecret", create("db")).empty());
  const aws::Json batch = lab.answer("BatchGetSecretValue", R"({"SecretIdList": ["none", "db"]})");
  CHECK(batch.find("SecretValues")->items.at(0).find("SecretString")->text == "one");
  CHECK(batch.find("Errors")->items.at(0).find("ErrorCode")->text == "ResourceNotFoundException");
  CHECK(lab.answer("BatchGetSecretValue", R"({"Filters": [{"Key": "name", "Values": ["d"]}]})")
            .find("SecretValues")
            ->items.size() == 1);
  CHECK(lab.refusal("BatchGetSecretValue", "{}") == "InvalidParameterException");
}

TEST_CASE("a label moves when the version that has it is named") {
  WireLab lab;
  REQUIRE(lab.refusal("CreateSecret", create("db")).empty());
  REQUIRE(lab.refusal("PutSecretValue", R"({"SecretId": "db", "SecretString": "two",
                        "ClientRequestToken": ")" +
                                            k_second + R"("})")
              .empty());
  const std::string move = R"({"SecretId": "db", "VersionStage": "AWSCURRENT")";
  CHECK(lab.refusal("UpdateSecretVersionStage", move + R"(, "MoveToVersionId": ")" + k_first +
                                                    "\"}") == "InvalidParameterException");
  CHECK(lab.refusal("UpdateSecretVersionStage", R"({"SecretId": "db", "VersionStage": "own"})") ==
        "InvalidParameterException");
  CHECK(lab.refusal("UpdateSecretVersionStage", move + R"(, "RemoveFromVersionId": ")" + k_second +
                                                    "\"}") == "InvalidParameterException");
  CHECK(lab.refusal("UpdateSecretVersionStage", move + R"(, "MoveToVersionId": ")" + k_first +
                                                    R"(", "RemoveFromVersionId": ")" + k_second +
                                                    "\"}") == "");
  CHECK(lab.told("GetSecretValue", k_id, "SecretString") == R"("one")");
  CHECK(lab.told("GetSecretValue", R"({"SecretId": "db", "VersionStage": "AWSPREVIOUS"})",
                 "SecretString") == R"("two")");
  CHECK(lab.told("DescribeSecret", k_id, "VersionIdsToStages") ==
        R"({")" + k_first + R"(":["AWSCURRENT"],")" + k_second + R"(":["AWSPREVIOUS"]})");
}

TEST_CASE("tags of a secret are added and removed") {
  WireLab lab;
  REQUIRE(lab.refusal("CreateSecret", create("db")).empty());
  CHECK(lab.refusal("TagResource", R"({"SecretId": "db", "Tags": [{"Key": "a", "Value": "1"},
                                      {"Key": "b", "Value": "2"}]})") == "");
  CHECK(lab.refusal("UntagResource", R"({"SecretId": "db", "TagKeys": ["a"]})") == "");
  CHECK(lab.told("DescribeSecret", k_id, "Tags") == R"([{"Key":"b","Value":"2"}])");
  std::string many;
  for (int tag = 1; tag <= 51; ++tag) {
    many +=
        (many.empty() ? "" : ",") + (R"({"Key": "k)" + std::to_string(tag)) + R"(", "Value": ""})";
  }
  CHECK(lab.refusal("CreateSecret", create("tagged", R"(, "Tags": [)" + many + "]")) ==
        "InvalidParameterException");
}

TEST_CASE("random passwords differ, are the same in every run, and have what is asked for") {
  WireLab lab;
  WireLab again;
  const std::string digits =
      R"({"PasswordLength": 12, "ExcludePunctuation": true, "ExcludeUppercase": true,
          "ExcludeLowercase": true, "ExcludeCharacters": "0123"})";
  const std::string first = lab.told("GetRandomPassword", digits, "RandomPassword");
  CHECK(first.size() == 14);
  CHECK(first.find_first_not_of("\"456789") == std::string::npos);
  CHECK(lab.told("GetRandomPassword", digits, "RandomPassword") != first);
  CHECK(again.told("GetRandomPassword", digits, "RandomPassword") == first);
  const std::string four =
      lab.answer("GetRandomPassword", R"({"PasswordLength": 4})").find("RandomPassword")->text;
  const auto has = [&](const char* characters) {
    return four.find_first_of(characters) != std::string::npos;
  };
  CHECK(four.size() == 4);
  CHECK((has("0123456789") && has("abcdefghijklmnopqrstuvwxyz") &&
         has("ABCDEFGHIJKLMNOPQRSTUVWXYZ")));
  CHECK(lab.refusal("GetRandomPassword", R"({"PasswordLength": 3})") ==
        "InvalidParameterException");
}
