// Who asks is known by the access key that was lent.
#include <catch2/catch.hpp>

#include "tests/serve/served.h"

using namespace greenroom::test;

namespace {

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

std::string element(const std::string& xml, const std::string& name) {
  const std::size_t at = xml.find("<" + name + ">");
  const std::size_t from = at + name.size() + 2;
  return at == std::string::npos ? "" : xml.substr(from, xml.find("</" + name, from) - from);
}

// What STS says about whoever signs with that key. Signatures are not verified.
std::string who_is(const Served& served, const std::string& access_key_id) {
  const std::string signature = "Authorization: AWS4-HMAC-SHA256 Credential=" + access_key_id +
                                "/20260101/us-east-1/sts/aws4_request, SignedHeaders=host, "
                                "Signature=00";
  return element(served
                     .ask("/", {"--data", "Action=GetCallerIdentity&Version=2011-06-15", "--header",
                                signature})
                     .out,
                 "Arn");
}

}  // namespace

TEST_CASE("who signs with the key of an assumed role is that role, anybody else the student") {
  const Served served;
  const std::string trust =
      "%7B%22Version%22%3A%222012-10-17%22%2C%22Statement%22%3A%5B%7B%22Effect%22%3A%22Allow%22%2C"
      "%22Principal%22%3A%7B%22AWS%22%3A%22123456789012%22%7D%2C%22Action%22%3A%22sts%3AAssumeRole"
      "%22%7D%5D%7D";
  REQUIRE(has(served.post("/",
                          "Action=CreateRole&Version=2010-05-08&RoleName=web&"
                          "AssumeRolePolicyDocument=" +
                              trust),
              "<RoleName>web</RoleName>"));
  const std::string lent = served.post("/",
                                       "Action=AssumeRole&Version=2011-06-15&RoleSessionName=me&"
                                       "RoleArn=arn%3Aaws%3Aiam%3A%3A123456789012%3Arole%2Fweb");
  const std::string key = element(lent, "AccessKeyId");
  CAPTURE(lent);
  REQUIRE(key.size() == 20);
  CHECK(who_is(served, key) == "arn:aws:sts::123456789012:assumed-role/web/me");
  CHECK(who_is(served, "AKIASOMEBODY") == "arn:aws:iam::123456789012:user/student");
  CHECK(who_is(served, key) == "arn:aws:sts::123456789012:assumed-role/web/me");
  // A session that is over does not turn into the student, who may do more.
  CHECK(has(served.post("/_greenroom/clock", R"({"advance": "70m"})"), "\"now\""));
  CHECK(who_is(served, key) == "arn:aws:sts::123456789012:assumed-role/web/me");
  CHECK(has(served.post("/", "Action=GetCallerIdentity&Version=2011-06-15"), "user/student"));
}
