// How a buildspec names a secret, and what it gets.
#include "fakes/secretsmanager/buildspec_reference.h"

#include <catch2/catch.hpp>

using namespace greenroom;
using namespace greenroom::secretsmanager;

// Reference codebuild-codepipeline-s3 1.7: "the secret-id may be a full ARN (which itself contains
// colons - parse ARNs as 7 colon fields first)".
TEST_CASE("a reference: name or ARN, then key, stage and id") {
  const std::string arn = "arn:aws:secretsmanager:us-east-1:123456789012:secret:mypassword-AAiEPS";
  struct Row {
    std::string text;
    BuildspecReference expected;
  };
  const Row rows[] = {
      {"db", {"db", "", "", ""}},
      {"db:password", {"db", "password", "", ""}},
      {"db::AWSPREVIOUS", {"db", "", "AWSPREVIOUS", ""}},
      {"db:password::id-1", {"db", "password", "", "id-1"}},
      {"db:::", {"db", "", "", ""}},
      {arn, {arn, "", "", ""}},
      {arn + ":NEXUSPASSWORD", {arn, "NEXUSPASSWORD", "", ""}},
      {arn + ":k:AWSCURRENT", {arn, "k", "AWSCURRENT", ""}},
  };
  for (const Row& row : rows) {
    INFO(row.text);
    CHECK(parse_buildspec_reference(row.text).value() == row.expected);
  }
  for (const std::string& text :
       {std::string(), std::string(":key"), std::string("db:k:s:i:more"),
        std::string("db:k:AWSCURRENT:id"), std::string("arn:aws:x"), arn + ":a:b:c:d"}) {
    INFO(text);
    CHECK(parse_buildspec_reference(text).failure().code == "InvalidParameterException");
  }
}

TEST_CASE("a key takes a member of a JSON secret; without one the whole text comes") {
  const auto value = [&](const std::string& secret, const std::string& key) {
    return extract({"db", key, "", ""}, {secret, std::nullopt});
  };
  const std::string secret = R"({"user":"ann","port":5432,"a.b":"dot","quote\"d":"é"})";
  CHECK(value(secret, "").value() == secret);
  CHECK(value(secret, "user").value() == "ann");
  CHECK(value(secret, "port").value() == "5432");
  CHECK(value(secret, "a.b").value() == "dot");
  CHECK(value(secret, "quote\"d").value() == "é");
  CHECK(value("no json", "").value() == "no json");
  for (const char* document : {"no json", "[1]", "{}", "{\"user\":1} more"}) {
    INFO(document);
    CHECK(value(document, "user").failure().message ==
          "The secret db is no JSON object with the key user.");
  }
  CHECK(extract({"db", "", "", ""}, {std::nullopt, "bytes"}).failure().code ==
        "InvalidParameterException");
}
