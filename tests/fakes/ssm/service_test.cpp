// Parameter Store as its users see it.
#include "fakes/ssm/service.h"

#include <catch2/catch.hpp>

#include "tests/support/fake_world.h"

using namespace greenroom;
using namespace greenroom::ssm;
using namespace greenroom::test;

namespace {

struct Lab {
  Result<std::int64_t> put(const std::string& name, const std::string& value,
                           std::optional<ParameterType> type = ParameterType::String,
                           bool overwrite = false) {
    return store.PutParameter(cx(), {name, value, type, overwrite, ""});
  }
  [[nodiscard]] Result<Parameter> get(const std::string& name, bool decrypt = true) {
    return store.GetParameter(cx(), name, decrypt);
  }
  [[nodiscard]] Context cx() { return world.as("ssm"); }

  FakeWorld world;
  ParameterStore store{world.ids, aws::Account{}};
};

Lines names_of(const std::vector<Parameter>& parameters) {
  Lines names;
  for (const Parameter& parameter : parameters) {
    names.push_back(parameter.Name);
  }
  return names;
}

}  // namespace

TEST_CASE("what AWS publishes is got by name and by path, and is in no list of the account's") {
  Lab lab;
  const std::string name = "/aws/service/ami-amazon-linux-latest/al2023";
  lab.store.publish(name, "ami-1", "aws:ec2:image");
  REQUIRE(lab.put("/app/url", "one").ok());
  const Parameter image = lab.get(name).value();
  CHECK(image.Value == "ami-1");
  CHECK(image.DataType == "aws:ec2:image");
  CHECK(image.ARN == "arn:aws:ssm:us-east-1::parameter" + name);
  CHECK(lab.get("/aws/service/other").failure().code == "ParameterNotFound");
  const auto several = lab.store.GetParameters(lab.cx(), {name, "/app/url"}, false);
  CHECK(names_of(several.value().Parameters) == Lines{name, "/app/url"});
  GetParametersByPathInput by_path;
  by_path.Path = "/aws/service/ami-amazon-linux-latest";
  CHECK(names_of(lab.store.GetParametersByPath(lab.cx(), by_path).value().Parameters) ==
        Lines{name});
  by_path.Path = "/";
  by_path.Recursive = true;
  CHECK(names_of(lab.store.GetParametersByPath(lab.cx(), by_path).value().Parameters) ==
        Lines{"/app/url"});
  CHECK(lab.store.DescribeParameters(lab.cx(), {}).value().Parameters.size() == 1);
  CHECK_FALSE(lab.put(name, "ami-2").ok());
}

TEST_CASE("a parameter is written, read, overwritten, and its versions stay") {
  Lab lab;
  CHECK(lab.put("/app/url", "one").value() == 1);
  CHECK(
      lab.put("/app/url", "two").failure() ==
      Failure{"ParameterAlreadyExists",
              "The parameter already exists. To overwrite this value, set the overwrite option in "
              "the request to true."});
  CHECK(lab.put("/app/url", "two", std::nullopt, true).value() == 2);
  const Parameter newest = lab.get("/app/url").value();
  CHECK(newest.Value == "two");
  CHECK(newest.Version == 2);
  CHECK(newest.Selector.empty());
  CHECK(newest.DataType == "text");
  CHECK(newest.ARN == "arn:aws:ssm:us-east-1:123456789012:parameter/app/url");
  const Parameter first = lab.get("/app/url:1").value();
  CHECK(first.Value == "one");
  CHECK(first.Name == "/app/url");
  CHECK(first.Selector == ":1");
  CHECK(lab.get("/app/url:3").failure() ==
        Failure{"ParameterVersionNotFound",
                "Systems Manager could not find version 3 of /app/url. Verify the version and try "
                "again."});
  CHECK(lab.get("/app/other").failure() == Failure{"ParameterNotFound", ""});
  CHECK(lab.world.told("ssm.parameter", {"name", "change"}) ==
        Lines{"/app/url created", "/app/url updated"});
}

TEST_CASE("a parameter is found by its ARN, with or without a slash in front of its name") {
  Lab lab;
  REQUIRE(lab.put("plain", "1").ok());
  REQUIRE(lab.put("/deep/er", "2").ok());
  CHECK(lab.get("arn:aws:ssm:us-east-1:123456789012:parameter/plain").value().Value == "1");
  CHECK(lab.get("arn:aws:ssm:us-east-1:123456789012:parameter/deep/er:1").value().Value == "2");
  CHECK_FALSE(lab.get("arn:aws:ssm:us-east-1:999999999999:parameter/plain").ok());
}

TEST_CASE("a SecureString is in the clear only when it is decrypted, and never in the trace") {
  Lab lab;
  REQUIRE(lab.put("/db/password", "hunter2", ParameterType::SecureString).ok());
  CHECK(lab.get("/db/password").value().Value == "hunter2");
  const std::string ciphertext = lab.get("/db/password", false).value().Value;
  CHECK(ciphertext.size() == 64);
  CHECK(ciphertext.rfind("AQICAH", 0) == 0);
  CHECK(lab.world.kernel.trace().text().find("hunter2") == std::string::npos);
  REQUIRE(lab.put("/plain", "text").ok());
  CHECK(lab.get("/plain", false).value().Value == "text");
}

// Reference codebuild-codepipeline-s3 4.5: "missing names go to InvalidParameters, HTTP 200".
TEST_CASE("GetParameters gives what is there and names what is not") {
  Lab lab;
  REQUIRE(lab.put("a", "1").ok());
  REQUIRE(lab.put("b", "2").ok());
  const GetParametersOutput output =
      lab.store.GetParameters(lab.cx(), {"b", "nope", "a:1", "a:2"}, true).value();
  CHECK(names_of(output.Parameters) == Lines{"b", "a"});
  CHECK(output.InvalidParameters == Lines{"nope", "a:2"});
  CHECK(lab.store.GetParameters(lab.cx(), Lines(11, "a"), true).failure().message ==
        "1 validation error detected: Value '[a, a, a, a, a, a, a, a, a, a, a]' at 'names' failed "
        "to satisfy constraint: Member must have length less than or equal to 10");
}

TEST_CASE("GetParametersByPath: children, or all below, page by page") {
  Lab lab;
  for (const char* name : {"/app/b", "/app/a", "/app/db/user", "/application", "app"}) {
    REQUIRE(lab.put(name, "x").ok());
  }
  const auto at = [&](const GetParametersByPathInput& input) {
    return lab.store.GetParametersByPath(lab.cx(), input).value();
  };
  CHECK(names_of(at({"/app", false, false, 10, ""}).Parameters) == Lines{"/app/a", "/app/b"});
  CHECK(names_of(at({"/app/", true, false, 10, ""}).Parameters) ==
        Lines{"/app/a", "/app/b", "/app/db/user"});
  CHECK(names_of(at({"/", false, false, 10, ""}).Parameters) == Lines{"/application"});
  const GetParametersByPathOutput first = at({"/app", true, false, 2, ""});
  CHECK(names_of(first.Parameters) == Lines{"/app/a", "/app/b"});
  const GetParametersByPathOutput second = at({"/app", true, false, 2, first.NextToken});
  CHECK(names_of(second.Parameters) == Lines{"/app/db/user"});
  CHECK(second.NextToken.empty());
  const auto code = [&](const GetParametersByPathInput& input) {
    return lab.store.GetParametersByPath(lab.cx(), input).failure().code;
  };
  CHECK(code({"app", false, false, 10, ""}) == "ValidationException");
  CHECK(code({"/app", false, false, 11, ""}) == "ValidationException");
  CHECK(code({"/app", false, false, 10, "/other"}) == "InvalidNextToken");
}

TEST_CASE("DeleteParameter: gone with all versions; the next one is version 1") {
  Lab lab;
  REQUIRE(lab.put("a", "1").ok());
  REQUIRE(lab.put("a", "2", {}, true).ok());
  CHECK(lab.store.DeleteParameter(lab.cx(), "a").ok());
  CHECK(lab.store.DeleteParameter(lab.cx(), "a").failure().code == "ParameterNotFound");
  CHECK(lab.put("a", "3").value() == 1);
  const DeleteParametersOutput output = lab.store.DeleteParameters(lab.cx(), {"b", "a"}).value();
  CHECK(output.DeletedParameters == Lines{"a"});
  CHECK(output.InvalidParameters == Lines{"b"});
}

TEST_CASE("a hundred versions are kept") {
  Lab lab;
  REQUIRE(lab.put("a", "1").ok());
  for (int i = 0; i < 100; ++i) {
    REQUIRE(lab.put("a", "x", {}, true).ok());
  }
  CHECK(lab.get("a:1").failure().code == "ParameterVersionNotFound");
  CHECK(lab.get("a:2").ok());
  CHECK(lab.get("a").value().Version == 101);
}

TEST_CASE("PutParameter refuses what AWS refuses") {
  struct Row {
    std::string name, value;
    std::optional<ParameterType> type;
    std::string code, beginning;
  };
  const auto text = ParameterType::String;
  std::string deep;
  for (int i = 0; i < 16; ++i) {
    deep += "/x";
  }
  const Row rows[] = {
      {"a/b", "x", text, "ValidationException", "Parameter name must be a fully qualified name"},
      {"", "x", text, "ValidationException", "1 validation error detected: Value '' at 'name'"},
      {"a b", "x", text, "ValidationException", "Parameter name: can't be prefixed with"},
      {"/SSM-x", "x", text, "ValidationException", "Parameter name: can't be prefixed with"},
      {"/aws/x", "x", text, "AccessDeniedException",
       "No access to reserved parameter name: /aws/x"},
      {"/a//b", "x", text, "ValidationException", "Parameter name: can't be prefixed with"},
      {deep, "x", text, "HierarchyLevelLimitExceededException", "A hierarchy can have a maximum"},
      {"a", "", text, "ValidationException", "1 validation error detected: Value '' at 'value'"},
      {"a", std::string(4'097, 'x'), text, "ValidationException",
       "Standard tier parameters support a maximum parameter value of 4096 characters."},
      {"a", "x", std::nullopt, "ValidationException",
       "A parameter type is required when you create a parameter."},
  };
  Lab lab;
  for (const Row& row : rows) {
    const Result<std::int64_t> put = lab.put(row.name, row.value, row.type);
    INFO(row.name << " " << row.beginning);
    REQUIRE_FALSE(put.ok());
    CHECK(put.failure().code == row.code);
    CHECK(put.failure().message.rfind(row.beginning, 0) == 0);
  }
  CHECK(lab.store.state().parameters().empty());
  CHECK(lab.put("a", std::string(4'096, 'x')).ok());
  CHECK(lab.put("a", "x", ParameterType::SecureString, true).failure().code ==
        "HierarchyTypeMismatchException");
}
