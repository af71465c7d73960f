// Operations without a protocol around them, as the C++ library asks for them.
#include "fakes/wire/call_by_name.h"

#include <catch2/catch.hpp>

#include "tests/support/fake_world.h"

using namespace greenroom;
using namespace greenroom::test;
using namespace greenroom::wire;

namespace {

constexpr const char* k_table = R"(
service elbv2 rest-xml Shelf
operation Put PutInput PutOutput PUT /{Name}
operation Get GetInput GetOutput GET /{Name}
operation Count CountInput CountOutput GET /
structure PutInput Name:Name!@uri Body:Body@payload
structure PutOutput Name:Name
structure GetInput Name:Name!@uri
structure GetOutput Name:Name Body:Body@payload
structure CountInput
structure CountOutput Name:Name
string Name 1..8
blob Body
)";

// Answers with what it was given.
class Shelf final : public Service {
 public:
  [[nodiscard]] const Table& table() const override { return table_; }
  Result<aws::Json> call(Context, const std::string& operation, const aws::Json& input) override {
    called = operation + " " + aws::to_text(input);
    return operation == "Get" && !has_things
               ? Result<aws::Json>(Failure{"NoSuchThing", "It is not there."})
               : input;
  }
  std::string called;
  bool has_things = true;

 private:
  Table table_ = Table(k_table);
};

struct Lab {
  Result<NamedOutput> ask(const std::string& service, const std::string& operation,
                          const std::string& input, const std::string& payload = "") {
    return call_by_name(world.as("caller"), {&shelf},
                        {service, operation, aws::parse_json(input).value(), payload});
  }
  FakeWorld world;
  Shelf shelf;
};

}  // namespace

TEST_CASE("a service is called by its model's name, or by that of credential scopes") {
  Lab lab;
  for (const char* name : {"elbv2", "elasticloadbalancing"}) {
    const Result<NamedOutput> got = lab.ask(name, "Get", R"({"Name": "a"})");
    REQUIRE(got.ok());
    CHECK(aws::to_text(got.value().output) == R"({"Name":"a"})");
  }
  CHECK(lab.shelf.called == R"(Get {"Name":"a"})");
}

TEST_CASE("bytes are apart from the rest of what is asked and answered") {
  Lab lab;
  const Result<NamedOutput> put = lab.ask("elbv2", "Put", R"({"Name": "a"})", "bytes");
  REQUIRE(put.ok());
  CHECK(lab.shelf.called == R"(Put {"Name":"a","Body":"bytes"})");
  CHECK(put.value().payload.empty());  // its output has none
}

TEST_CASE("what is wrong with a call is told as it would be over the wire") {
  Lab lab;
  const auto refusal = [&](const std::string& service, const std::string& operation,
                           const std::string& input, const std::string& payload = "") {
    const Result<NamedOutput> got = lab.ask(service, operation, input, payload);
    REQUIRE_FALSE(got.ok());
    return got.failure().code + ": " + got.failure().message;
  };
  CHECK(refusal("s9", "Get", "{}").find("NotImplemented: a service of the name 's9'") == 0);
  CHECK(refusal("elbv2", "Burn", "{}").find("NotImplemented: elbv2:Burn") == 0);
  CHECK(refusal("elbv2", "Count", "{}", "bytes") == "SerializationException: Count takes no body");
  CHECK(refusal("elbv2", "Get", "{}").find("ValidationException: 1 validation error") == 0);
  CHECK(lab.shelf.called.empty());
  lab.shelf.has_things = false;
  CHECK(refusal("elbv2", "Get", R"({"Name": "a"})") == "NoSuchThing: It is not there.");
}
