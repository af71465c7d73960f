// Parameter Store as its clients meet it, in JSON 1.1.
#include "fakes/ssm/wire.h"

#include <catch2/catch.hpp>

#include "tests/support/fake_world.h"
#include "tests/support/json_client.h"

using namespace greenroom;
using namespace greenroom::test;

namespace {

struct WireLab : DeveloperWorld, JsonClient {
  WireLab() : JsonClient(cx, "AmazonSSM") { endpoint.add(wire); }
  // The names that a listing gives, and its token.
  Lines names(const std::string& operation, const std::string& input) {
    const aws::Json body = answer(operation, input);
    Lines all;
    if (const aws::Json* parameters = body.find("Parameters")) {
      for (const aws::Json& each : parameters->items) {
        all.push_back(each.find("Name")->text);
      }
    }
    if (const aws::Json* token = body.find("NextToken")) {
      all.push_back("token " + token->text);
    }
    return all;
  }

  ssm::ParameterStore store{world.ids, {}};
  ssm::Wire wire{store};
};

std::string put(const std::string& name, const std::string& more = "") {
  return R"({"Name": ")" + name + R"(", "Value": "v", "Type": "String")" + more + "}";
}

}  // namespace

TEST_CASE("PutParameter writes what GetParameter reads, and says version and tier") {
  WireLab lab;
  CHECK(lab.ask("PutParameter", put("/app/url")) == R"({"Version":1,"Tier":"Standard"})");
  CHECK(lab.refusal("PutParameter", put("/app/url")) == "ParameterAlreadyExists");
  CHECK(lab.ask("PutParameter", R"({"Name": "/app/url", "Value": "w", "Overwrite": true})") ==
        R"({"Version":2,"Tier":"Standard"})");
  CHECK(lab.ask("GetParameter", R"({"Name": "/app/url"})").find(R"("Value":"w","Version":2,)") !=
        std::string::npos);
  CHECK(lab.ask("DeleteParameter", R"({"Name": "/app/url"})") == "{}");
  CHECK(lab.refusal("GetParameter", R"({"Name": "/app/url"})") == "ParameterNotFound");
  CHECK(lab.ask("DeleteParameters", R"({"Names": ["/app/url"]})") ==
        R"({"DeletedParameters":[],"InvalidParameters":["/app/url"]})");
}

TEST_CASE("PutParameter refuses what would change the meaning and is not here") {
  WireLab lab;
  CHECK(lab.refusal("PutParameter", put("a", R"(, "AllowedPattern": "\\d+")")) ==
        "ValidationException");
  CHECK(lab.refusal("PutParameter", put("a", R"(, "Policies": "[{}]")")) == "ValidationException");
  CHECK(lab.refusal("PutParameter", put("a", R"(, "DataType": "aws:ec2:image")")) ==
        "ValidationException");
  CHECK(lab.refusal("PutParameter",
                    put("a", R"(, "Overwrite": true, "Tags": [{"Key": "k", "Value": "v"}])")) ==
        "ValidationException");
  CHECK(lab.refusal("DescribeParameters", R"({"Shared": true})") == "ValidationException");
}

TEST_CASE("an advanced parameter takes 8 KB and does not become a standard one again") {
  WireLab lab;
  const std::string big(5000, 'x');
  const std::string input = R"({"Name": "big", "Type": "String", "Value": ")" + big + R"(")";
  CHECK(lab.refusal("PutParameter", input + "}") == "ValidationException");
  CHECK(lab.ask("PutParameter", input + R"(, "Tier": "Intelligent-Tiering"})") ==
        R"({"Version":1,"Tier":"Advanced"})");
  CHECK(lab.ask("PutParameter", R"({"Name": "big", "Value": "s", "Overwrite": true})") ==
        R"({"Version":2,"Tier":"Advanced"})");
  CHECK(lab.refusal("PutParameter",
                    R"({"Name": "big", "Value": "s", "Overwrite": true, "Tier": "Standard"})") ==
        "ValidationException");
}

TEST_CASE("DescribeParameters lists by name, filtered and in pages, without any value") {
  WireLab lab;
  for (const char* name : {"/app/b", "/app/a", "/app/deep/c", "other"}) {
    REQUIRE(lab.refusal("PutParameter", put(name)).empty());
  }
  REQUIRE(lab.refusal("PutParameter",
                      R"({"Name": "/app/secret", "Value": "sesame", "Type": "SecureString",
                          "Description": "a door", "Tags": [{"Key": "team", "Value": "ops"}]})")
              .empty());
  CHECK(lab.names("DescribeParameters", R"({"MaxResults": 2})") ==
        Lines{"/app/a", "/app/b", "token /app/b"});
  CHECK(lab.names("DescribeParameters", R"({"MaxResults": 4, "NextToken": "/app/b"})") ==
        Lines{"/app/deep/c", "/app/secret", "other"});
  CHECK(lab.refusal("DescribeParameters", R"({"NextToken": "no name"})") == "InvalidNextToken");
  const std::vector<std::pair<std::string, Lines>> filters = {
      {R"("Key": "Name", "Values": ["/app/a", "/other"])", {"/app/a", "other"}},
      {R"("Key": "Name", "Option": "BeginsWith", "Values": ["/app/deep"])", {"/app/deep/c"}},
      {R"("Key": "Name", "Option": "Contains", "Values": ["cre"])", {"/app/secret"}},
      {R"("Key": "Path", "Values": ["/app/"])", {"/app/a", "/app/b", "/app/secret"}},
      {R"("Key": "Path", "Option": "Recursive", "Values": ["/app/deep"])", {"/app/deep/c"}},
      {R"("Key": "Type", "Values": ["SecureString"])", {"/app/secret"}},
      {R"("Key": "KeyId", "Values": ["alias/aws/ssm"])", {"/app/secret"}},
      {R"("Key": "Tier", "Values": ["Advanced"])", {}},
      {R"("Key": "tag:team", "Values": ["ops"])", {"/app/secret"}},
      {R"("Key": "tag:team", "Values": ["dev"])", {}},
      {R"("Key": "tag:team")", {"/app/secret"}}};
  for (const auto& [filter, expected] : filters) {
    CAPTURE(filter);
    CHECK(lab.names("DescribeParameters", R"({"ParameterFilters": [{)" + filter + "}]}") ==
          expected);
  }
  CHECK(lab.refusal("DescribeParameters",
                    R"({"ParameterFilters": [{"Key": "Label", "Values": ["x"]}]})") ==
        "InvalidFilterKey");
  CHECK(lab.refusal("DescribeParameters",
                    R"({"ParameterFilters": [{"Key": "Type", "Option": "BeginsWith",
                                              "Values": ["x"]}]})") == "InvalidFilterOption");
  CHECK(lab.refusal("DescribeParameters", R"({"ParameterFilters": [{"Key": "Type"}]})") ==
        "InvalidFilterValue");
  const std::string all = lab.ask("DescribeParameters", "{}");
  CHECK(all.find("sesame") == std::string::npos);
  CHECK(all.find(R"("KeyId":"alias/aws/ssm","LastModifiedDate":1767225600.000,)"
                 R"("LastModifiedUser":"arn:aws:iam::123456789012:root","Description":"a door")") !=
        std::string::npos);
}

TEST_CASE("GetParametersByPath takes filters on type, key and label") {
  WireLab lab;
  for (const char* name : {"/app/a", "/app/b"}) {
    REQUIRE(lab.refusal("PutParameter", put(name)).empty());
  }
  CHECK(lab.ask("LabelParameterVersion", R"({"Name": "/app/b", "Labels": ["live", "1st"]})") ==
        R"({"InvalidLabels":["1st"],"ParameterVersion":1})");
  CHECK(lab.names("GetParametersByPath",
                  R"({"Path": "/app", "ParameterFilters": [{"Key": "Label",
                                                            "Values": ["live"]}]})") ==
        Lines{"/app/b"});
  CHECK(lab.refusal("GetParametersByPath",
                    R"({"Path": "/app", "ParameterFilters": [{"Key": "Name",
                                                              "Values": ["x"]}]})") ==
        "InvalidFilterKey");
}

TEST_CASE("a label moves from version to version, and names one when a parameter is read") {
  WireLab lab;
  REQUIRE(lab.refusal("PutParameter", put("p")).empty());
  REQUIRE(lab.refusal("PutParameter", R"({"Name": "p", "Value": "w", "Overwrite": true})").empty());
  REQUIRE(lab.refusal("LabelParameterVersion",
                      R"({"Name": "p", "ParameterVersion": 1, "Labels": ["live"]})")
              .empty());
  CHECK(lab.store.GetParameter(lab.cx, "p:live", true).value().Value == "v");
  REQUIRE(lab.refusal("LabelParameterVersion", R"({"Name": "p", "Labels": ["live"]})").empty());
  CHECK(lab.store.GetParameter(lab.cx, "p:live", true).value().Value == "w");
  CHECK(lab.refusal("LabelParameterVersion",
                    R"({"Name": "p", "ParameterVersion": 3, "Labels": ["live"]})") ==
        "ParameterVersionNotFound");
  CHECK(lab.refusal("LabelParameterVersion",
                    R"({"Name": "p", "Labels": ["b","c","d","e","f","g","h","i","j","k"]})") ==
        "ParameterVersionLabelLimitExceeded");
  const std::string history = lab.ask("GetParameterHistory", R"({"Name": "p", "MaxResults": 1})");
  CHECK(history.find(R"("Value":"v","Labels":[]}],"NextToken":"1"})") != std::string::npos);
  CHECK(lab.ask("GetParameterHistory", R"({"Name": "p", "NextToken": "1"})")
            .find(R"("Value":"w","Labels":["live"]}]})") != std::string::npos);
  CHECK(lab.refusal("GetParameterHistory", R"({"Name": "p", "NextToken": "9"})") ==
        "InvalidNextToken");
}

TEST_CASE("a parameter's tags are added, listed and removed") {
  WireLab lab;
  REQUIRE(
      lab.refusal("PutParameter", put("p", R"(, "Tags": [{"Key": "a", "Value": "1"}])")).empty());
  const std::string p = R"({"ResourceType": "Parameter", "ResourceId": "p")";
  CHECK(lab.ask("AddTagsToResource", p + R"(, "Tags": [{"Key": "a", "Value": "2"},
                                                      {"Key": "b", "Value": "3"}]})") == "{}");
  CHECK(lab.ask("ListTagsForResource", p + "}") ==
        R"({"TagList":[{"Key":"a","Value":"2"},{"Key":"b","Value":"3"}]})");
  CHECK(lab.ask("RemoveTagsFromResource", p + R"(, "TagKeys": ["a", "none"]})") == "{}");
  CHECK(lab.ask("ListTagsForResource", p + "}") == R"({"TagList":[{"Key":"b","Value":"3"}]})");
  CHECK(lab.refusal("ListTagsForResource",
                    R"({"ResourceType": "Parameter", "ResourceId": "none"})") ==
        "InvalidResourceId");
  CHECK(lab.refusal("ListTagsForResource", R"({"ResourceType": "Document", "ResourceId": "p"})") ==
        "InvalidResourceType");
}

TEST_CASE("of 100 versions the oldest makes room for another one, unless it has a label") {
  WireLab lab;
  const auto write = [&] {
    return lab.refusal("PutParameter", R"({"Name": "p", "Value": "w", "Type": "String",
                                           "Overwrite": true})");
  };
  for (int version = 1; version <= 101; ++version) {
    REQUIRE(write().empty());
  }
  CHECK(lab.refusal("GetParameter", R"({"Name": "p:1"})") == "ParameterVersionNotFound");
  REQUIRE(lab.refusal("LabelParameterVersion",
                      R"({"Name": "p", "ParameterVersion": 2, "Labels": ["live"]})")
              .empty());
  CHECK(write() == "ParameterMaxVersionLimitExceeded");
  CHECK(lab.refusal("GetParameter", R"({"Name": "p:live"})").empty());
  REQUIRE(lab.refusal("LabelParameterVersion", R"({"Name": "p", "Labels": ["live"]})").empty());
  CHECK(write().empty());
}
