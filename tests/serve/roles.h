// Roles at `greenroom serve`, and requests that are signed with their keys.
#pragma once

#include <catch2/catch.hpp>
#include <string>
#include <utility>
#include <vector>

#include "fakes/s3/checksums.h"
#include "sim/real/digests.h"
#include "tests/serve/served.h"

namespace greenroom::test {

inline bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

inline std::string element(const std::string& xml, const std::string& name) {
  const std::size_t at = xml.find("<" + name + ">");
  const std::size_t from = at + name.size() + 2;
  return at == std::string::npos ? "" : xml.substr(from, xml.find("</" + name, from) - from);
}

// Signed with that key. Signatures are not verified.
inline std::string signature(const std::string& access_key_id, const std::string& service) {
  return "Authorization: AWS4-HMAC-SHA256 Credential=" + access_key_id + "/20260101/us-east-1/" +
         service + "/aws4_request, SignedHeaders=host, Signature=00";
}

// Lets everybody in the account in, if their own policies do.
inline constexpr const char* k_trusts_account =
    R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow",)"
    R"("Principal":{"AWS":"123456789012"},"Action":"sts:AssumeRole"}]})";

inline void create_role(const Served& served, const std::string& name,
                        const std::string& trust = k_trusts_account) {
  const std::string made =
      served
          .ask("/", {"--data", "Action=CreateRole&Version=2010-05-08&RoleName=" + name,
                     "--data-urlencode", "AssumeRolePolicyDocument=" + trust})
          .out;
  CAPTURE(made);
  REQUIRE(has(made, "<RoleName>" + name + "</RoleName>"));
}

// What STS lends for a session "me" of the role, to the student.
inline std::string key_of_role(const Served& served, const std::string& name) {
  const std::string lent = served.post("/",
                                       "Action=AssumeRole&Version=2011-06-15&RoleSessionName=me&"
                                       "RoleArn=arn%3Aaws%3Aiam%3A%3A123456789012%3Arole%2F" +
                                           name);
  CAPTURE(lent);
  REQUIRE(element(lent, "AccessKeyId").size() == 20);
  return element(lent, "AccessKeyId");
}

// The key of a session "me" of a new role "web", which has no policies.
inline std::string key_of_new_role(const Served& served) {
  create_role(served, "web");
  return key_of_role(served, "web");
}

// Instead of what it might do before: `{"Effect":"Allow",...}` and so on.
inline void role_may(const Served& served, const std::string& name, const std::string& statements) {
  const std::string put =
      served
          .ask("/",
               {"--data", "Action=PutRolePolicy&Version=2010-05-08&PolicyName=may&RoleName=" + name,
                "--data-urlencode",
                R"(PolicyDocument={"Version":"2012-10-17","Statement":[)" + statements + "]}"})
          .out;
  CAPTURE(put);
  REQUIRE(has(put, "<PutRolePolicyResponse"));
}

inline std::string allow(const std::string& action, const std::string& resource) {
  return R"({"Effect":"Allow","Action":")" + action + R"(","Resource":")" + resource + "\"}";
}

// What is asked with one key, answered " answered <status>" at the end.
class Caller {
 public:
  Caller(const Served& served, std::string key) : served_(served), key_(std::move(key)) {}

  [[nodiscard]] std::string ask(const std::string& service, const std::string& path,
                                std::vector<std::string> words = {}) const {
    words.insert(words.end(),
                 {"--header", signature(key_, service), "--write-out", " answered %{http_code}"});
    return served_.ask(path, std::move(words)).out;
  }
  // "s3" without a body; or with one, and how it is asked.
  [[nodiscard]] std::string s3(const std::string& method, const std::string& path,
                               const std::string& body = "") const {
    std::vector<std::string> words{"--request", method, "--header", "Content-Type: text/xml"};
    if (!body.empty()) {
      const std::string checksum =
          s3::checksum_value(s3::ChecksumAlgorithm::CRC32, body, real::Digests());
      words.insert(words.end(),
                   {"--data-binary", body, "--header", "x-amz-checksum-crc32: " + checksum});
    }
    return ask("s3", path, std::move(words));
  }
  [[nodiscard]] std::string json(const std::string& service, const std::string& target,
                                 const std::string& input) const {
    return ask(service, "/", {"--data", input, "--header", "X-Amz-Target: " + target});
  }
  [[nodiscard]] std::string form(const std::string& service, const std::string& fields,
                                 const std::string& encoded = "a=b") const {
    return ask(service, "/", {"--data", fields, "--data-urlencode", encoded});
  }

 private:
  const Served& served_;
  std::string key_;
};

}  // namespace greenroom::test
