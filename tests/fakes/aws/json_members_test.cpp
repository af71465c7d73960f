// Members that come twice, and very many of them.
#include "fakes/aws/json_members.h"

#include <catch2/catch.hpp>

#include "fakes/wire/values.h"

using namespace greenroom;
using namespace greenroom::aws;

TEST_CASE("of several members with one name the last stays where it stands") {
  Json object =
      wire::Object().add("a", wire::text("1")).add("b", {}).add("a", wire::text("2")).take();
  keep_last_of_each_name(object.members);
  CHECK(to_text(object) == R"({"b":null,"a":"2"})");
  keep_last_of_each_name(object.members);
  CHECK(to_text(object) == R"({"b":null,"a":"2"})");
}

TEST_CASE("an object of a hundred thousand members is read before somebody waits for it") {
  std::string text = "{";
  for (int at = 0; at < 100'000; ++at) {
    text += (at == 0 ? "\"" : ",\"") + std::to_string(at) + "\":1";
  }
  const Result<Json> read = parse_json(text + "}");
  REQUIRE(read.ok());
  CHECK(read.value().members.size() == 100'000);
}
