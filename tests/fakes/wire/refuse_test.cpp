// Members that are not served are refused when they ask for something.
#include "fakes/wire/refuse.h"

#include <catch2/catch.hpp>
#include <string>

using namespace greenroom;

TEST_CASE("a member that is not served is refused, unless it asks for nothing") {
  const auto refused = [](const std::string& value) {
    const aws::Json input = aws::parse_json(R"({"A": )" + value + "}").value();
    const Status status = wire::refuse(input, "Code", {"B", "A"});
    return status ? "" : status.failure().code + ": " + status.failure().message;
  };
  for (const char* something : {"true", "0", "\"x\"", "[false]", "{\"b\": false}"}) {
    CAPTURE(something);
    CHECK(refused(something) == "Code: A is not supported here");
  }
  for (const char* nothing : {"false", "\"\"", "[]", "{}"}) {
    CAPTURE(nothing);
    CHECK(refused(nothing).empty());
  }
}
