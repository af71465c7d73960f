// Whoever asks passes a gate: in every protocol, before anything is read and before it is done.
#include "fakes/wire/gate.h"

#include <catch2/catch.hpp>

#include "fakes/wire/endpoint.h"
#include "fakes/wire/signature.h"
#include "fakes/wire/values.h"
#include "tests/support/fake_world.h"

using namespace greenroom;
using namespace greenroom::test;
using namespace greenroom::wire;

namespace {

constexpr const char* k_shapes = R"(
structure GiveInput Name:Name!
structure GiveOutput Name:Name
string Name 1..8
)";
constexpr const char* k_given = "\noperation Give GiveInput GiveOutput";
constexpr const char* k_given_rest =
    "\noperation Give GiveInput GiveOutput GET /{Name}\n"
    "structure GiveInput Name:Name!@uri\n"
    "structure GiveOutput Name:Name\nstring Name 1..8\n";

// Gives back what it was given, and counts.
class Giver final : public Service {
 public:
  explicit Giver(const std::string& table) : table_(table) {}
  [[nodiscard]] const Table& table() const override { return table_; }
  Result<aws::Json> call(Context, const std::string&, const aws::Json& input) override {
    ++calls;
    return input;
  }
  int calls = 0;

 private:
  Table table_;
};

class Watchman final : public Gate {
 public:
  Status admit(Context, const Model& model, const HttpRequest& request) override {
    asked.push_back("admit " + model.service + " " + access_key_id(request));
    return admits ? success() : Status(Failure{"AccessDenied", "not you"});
  }
  Status authorize(Context, const Model& model, const std::string& operation,
                   const aws::Json& input) override {
    asked.push_back("authorize " + model.service + ":" + operation + " " + aws::to_text(input));
    return authorizes ? success() : Status(Failure{"AccessDenied", "not that"});
  }
  std::vector<std::string> asked;
  bool admits = true;
  bool authorizes = true;
};

HttpRequest with(const std::string& method, const std::string& target,
                 const HttpHeaders& headers = {}, const std::string& body = "") {
  HttpRequest request;
  request.method = method;
  request.target = target;
  request.headers = headers;
  request.body = body;
  return request;
}

HttpRequest json_request() {
  return with("POST", "/", {{"X-Amz-Target", "Plain.Give"}}, R"({"Name":"it"})");
}

HttpRequest cbor_request() {
  return with("POST", "/service/Plain/operation/Give", {{"smithy-protocol", "rpc-v2-cbor"}},
              std::string("\xa1\x64Name\x62it"));
}

HttpRequest form_request(const std::string& version) {
  return with("POST", "/", {{"Content-Type", "application/x-www-form-urlencoded"}},
              "Action=Give&Name=it&Version=" + version);
}

struct GateLab {
  GateLab() {
    for (Giver* service : {&plain, &query, &ec2, &rest}) {
      endpoint.add(*service);
    }
    endpoint.guard(watchman);
  }
  HttpResponse ask(const HttpRequest& request) { return endpoint.answer(cx, request); }
  [[nodiscard]] int calls() const { return plain.calls + query.calls + ec2.calls + rest.calls; }

  FakeWorld world;
  Context cx = world.as("client");
  Giver plain{std::string("service plain json-1.1 Plain") + k_given + k_shapes};
  Giver query{std::string("service asked query 2001-01-01") + k_given + k_shapes};
  Giver ec2{std::string("service ec2 ec2 2002-02-02") + k_given + k_shapes};
  Giver rest{std::string("service s3 rest-xml S3") + k_given_rest};
  Endpoint endpoint;
  Watchman watchman;
};

// Each in another protocol: JSON, CBOR, query, ec2, rest-xml.
std::vector<HttpRequest> one_of_each() {
  return {json_request(), cbor_request(), form_request("2001-01-01"), form_request("2002-02-02"),
          with("GET", "/it")};
}

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("in every protocol the gate hears who asks, and then for what") {
  GateLab lab;
  for (const HttpRequest& request : one_of_each()) {
    CHECK(lab.ask(request).status == 200);
  }
  CHECK(lab.calls() == 5);
  const std::string input = R"({"Name":"it"})";
  CHECK(lab.watchman.asked ==
        std::vector<std::string>{"admit plain ", "authorize plain:Give " + input, "admit plain ",
                                 "authorize plain:Give " + input, "admit asked ",
                                 "authorize asked:Give " + input, "admit ec2 ",
                                 "authorize ec2:Give " + input, "admit s3 ",
                                 "authorize s3:Give " + input});
}

TEST_CASE("who may not do it hears so in the words of the protocol, and nothing is done") {
  struct Row {
    int status;
    std::string code;
  };
  const std::vector<Row> rows = {{400, "AccessDeniedException"},
                                 {400, "AccessDeniedException"},
                                 {403, "<Code>AccessDenied</Code>"},
                                 {403, "<Code>UnauthorizedOperation</Code>"},
                                 {403, "<Code>AccessDenied</Code>"}};
  for (const bool at_the_door : {true, false}) {
    GateLab lab;
    lab.watchman.admits = !at_the_door;
    lab.watchman.authorizes = at_the_door;
    for (std::size_t at = 0; at < rows.size(); ++at) {
      CAPTURE(at_the_door, at);
      const HttpResponse answer = lab.ask(one_of_each()[at]);
      CHECK(answer.status == rows[at].status);
      CHECK(has(answer.body, rows[at].code));
      CHECK(has(answer.body, at_the_door ? "not you" : "not that"));
    }
    CHECK(lab.calls() == 0);
    CHECK(lab.watchman.asked.size() == (at_the_door ? 5 : 10));
  }
}

TEST_CASE("who is refused at the door is not told what is wrong with the request") {
  GateLab lab;
  lab.watchman.admits = false;
  HttpRequest request = json_request();
  request.body = "{";
  CHECK(has(lab.ask(request).body, "AccessDeniedException"));
  request.headers = {{"X-Amz-Target", "Plain.NoSuch"}};
  CHECK(has(lab.ask(request).body, "AccessDeniedException"));
}

TEST_CASE("an input that is wrong is told before anybody asks whether it is allowed") {
  GateLab lab;
  lab.watchman.authorizes = false;
  HttpRequest request = json_request();
  request.body = "{}";
  CHECK(has(lab.ask(request).body, "ValidationException"));
  CHECK(lab.watchman.asked.size() == 1);
}

TEST_CASE("the access key id of a signature is found wherever it stands") {
  const std::string scope = "/20260101/us-east-1/s3/aws4_request";
  HttpRequest header;
  header.headers = {{"Authorization", "AWS4-HMAC-SHA256 Credential=ASIAONE" + scope +
                                          ", SignedHeaders=host, Signature=00"}};
  CHECK(access_key_id(header) == "ASIAONE");
  HttpRequest presigned;
  presigned.target = "/bucket/key?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=ASIATWO%2F" +
                     std::string("20260101%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Signature=00");
  CHECK(access_key_id(presigned) == "ASIATWO");
  HttpRequest form =
      with("POST", "/bucket", {{"Content-Type", "multipart/form-data; boundary=cut"}}, "");
  form.body =
      "--cut\r\nContent-Disposition: form-data; name=\"X-Amz-Credential\"\r\n\r\nASIATHREE" +
      scope +
      "\r\n--cut\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\nbytes\r\n--cut--\r\n";
  CHECK(access_key_id(form) == "ASIATHREE");
}

TEST_CASE("a request without a signature has no access key id, nor has one that cannot be read") {
  CHECK(access_key_id(HttpRequest{}).empty());
  CHECK(access_key_id(with("GET", "/?X-Amz-Credential=%zz")).empty());
  CHECK(access_key_id(with("GET", "/?x=X-Amz-Credential=A")).empty());
  CHECK(access_key_id(with("GET", "/", {{"Authorization", "Basic c3R1ZGVudA=="}})).empty());
  CHECK(
      access_key_id(with("GET", "/", {{"Authorization", "AWS4-HMAC-SHA256 Credential="}})).empty());
  CHECK(access_key_id(with("POST", "/b", {{"Content-Type", "multipart/form-data"}}, "--")).empty());
}

TEST_CASE("what is wrong with a signature is said as each protocol says it") {
  struct Row {
    const char* code;
    const char* rest;
    const char* json;
    const char* query;
    const char* ec2;
  };
  const Row rows[] = {
      {"NotSigned", "403 AccessDenied", "400 MissingAuthenticationTokenException",
       "403 MissingAuthenticationToken", "401 AuthFailure"},
      {"UnknownKey", "403 InvalidAccessKeyId", "400 UnrecognizedClientException",
       "403 InvalidClientTokenId", "401 AuthFailure"},
      {"InvalidToken", "400 InvalidToken", "400 UnrecognizedClientException",
       "403 InvalidClientTokenId", "401 AuthFailure"},
      {"ExpiredToken", "400 ExpiredToken", "400 ExpiredTokenException", "403 ExpiredToken",
       "400 RequestExpired"},
      {"IncompleteSignature", "400 AuthorizationHeaderMalformed",
       "400 IncompleteSignatureException", "400 IncompleteSignature", "400 IncompleteSignature"},
      {"RequestTimeTooSkewed", "403 RequestTimeTooSkewed", "400 InvalidSignatureException",
       "403 SignatureDoesNotMatch", "400 RequestExpired"},
      {"SignatureDoesNotMatch", "403 SignatureDoesNotMatch", "400 InvalidSignatureException",
       "403 SignatureDoesNotMatch", "401 AuthFailure"},
      {"NoSuchThing", "403 NoSuchThing", "403 NoSuchThing", "403 NoSuchThing", "403 NoSuchThing"},
  };
  const auto said = [](Protocol protocol, const char* code) {
    const Refusal refusal = refusal_of(protocol, {code, "why"});
    CHECK_FALSE(refusal.failure.message.empty());
    return std::to_string(refusal.status) + " " + refusal.failure.code;
  };
  for (const Row& row : rows) {
    CHECK(said(Protocol::RestXml, row.code) == row.rest);
    CHECK(said(Protocol::Json11, row.code) == row.json);
    CHECK(said(Protocol::Query, row.code) == row.query);
    CHECK(said(Protocol::Ec2, row.code) == row.ec2);
  }
  CHECK(refusal_of(Protocol::Json10, {"RequestTimeTooSkewed", "Signature expired: ..."})
            .failure.message == "Signature expired: ...");
}
