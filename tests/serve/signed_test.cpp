// `greenroom serve --auth`: who does not sign with keys that were lent is not admitted, and with
// `strict` nobody whose clock is wrong.
#include <catch2/catch.hpp>

#include "tests/serve/programs.h"
#include "tests/serve/served.h"

using namespace greenroom::test;

namespace {

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

// Of {"AccessKeyId":"AKIA...","SecretAccessKey":"..."}.
std::string member(const std::string& json, const std::string& name) {
  const std::size_t begin = json.find("\"" + name + "\":\"") + name.size() + 4;
  return json.substr(begin, json.find('"', begin) - begin);
}

// What a client of AWS's wants to know, as environment.
std::vector<std::string> settings(const Served& served) {
  const std::string keys = served.get("/_greenroom/keys");
  return {"AWS_ENDPOINT_URL=" + served.url(), "AWS_ACCESS_KEY_ID=" + member(keys, "AccessKeyId"),
          "AWS_SECRET_ACCESS_KEY=" + member(keys, "SecretAccessKey")};
}

// As curl signs a request with the student's keys.
Ended ask_signed(const Served& served, const std::string& path,
                 std::vector<std::string> words = {}) {
  const std::string keys = served.get("/_greenroom/keys");
  words.insert(words.end(), {"--aws-sigv4", "aws:amz:us-east-1:s3", "--user",
                             member(keys, "AccessKeyId") + ":" + member(keys, "SecretAccessKey"),
                             "--header", "x-amz-content-sha256: UNSIGNED-PAYLOAD"});
  return served.ask(path, words);
}

}  // namespace

TEST_CASE("boto3 builds the lab with the student's keys, and what is signed wrongly is refused") {
  for (const std::string& python : pythons_with_boto3()) {
    CAPTURE(python);
    const Served served({"--auth", "signed"});
    for (const char* script : {"tests/serve/signed.py", "scenarios/wire/lab.py"}) {
      const Ended ended = run_command(python, {source_path(script)}, settings(served));
      INFO(ended.out << ended.err);
      CHECK(ended.exit_code == 0);
    }
  }
}

TEST_CASE("the SDK for JavaScript sets its clock by the cloud's, which is another year") {
  const std::string sdk = javascript_sdk();
  if (sdk.empty()) {
    WARN("there is no Node.js, or no AWS SDK for it here: `make apps` fetches it");
    return;
  }
  const Served served({"--auth", "strict"});
  std::vector<std::string> environment = settings(served);
  environment.push_back("SDK=" + sdk);
  const Ended smoke = run_command(*programs("node").rbegin(),
                                  {source_path("tests/serve/javascript/smoke.mjs")}, environment);
  INFO(smoke.out << smoke.err);
  CHECK(smoke.exit_code == 0);
  CHECK_FALSE(has(smoke.out, "FAIL"));
}

TEST_CASE(
    "of a client that keeps its own clock, strict says that it is wrong and what time it is") {
  const Served strict({"--auth", "strict"});
  CHECK(has(ask_signed(strict, "/").out, "<Code>RequestTimeTooSkewed</Code>"));
  const Ended answer = ask_signed(strict, "/", {"--include"});
  CHECK(has(answer.out, "Date: Thu, 01 Jan 2026 00:00:00 GMT"));
  const Served is_signed({"--auth", "signed"});
  CHECK(has(ask_signed(is_signed, "/").out, "<ListAllMyBucketsResult"));
}

TEST_CASE("keys follow from the seed, and what was kept wants the same rules again") {
  const Folder folder;
  std::string keys;
  {
    Served served({"--auth", "signed", "--data", folder / "data"});
    keys = served.get("/_greenroom/keys");
    CHECK(ask_signed(served, "/kept", {"--request", "PUT"}).exit_code == 0);
    served.kill_now();
  }
  {
    Served again({"--auth", "signed", "--data", folder / "data"});
    CHECK(again.get("/_greenroom/keys") == keys);
    CHECK(has(ask_signed(again, "/").out, "<Name>kept</Name>"));
    CHECK(again.status("/kept") == "403");
  }
  const Served other({"--auth", "signed", "--seed", "2"});
  CHECK(other.get("/_greenroom/keys") != keys);
  const Ended open = run_program({"serve", "--port", "0", "--data", folder / "data"});
  CHECK(open.exit_code != 0);
  CHECK(has(open.err, "auth signed"));
}
