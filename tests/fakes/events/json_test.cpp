// JSON that keeps numbers as they were written.
#include "fakes/events/json.h"

#include <catch2/catch.hpp>

#include "fakes/events/decimal.h"

using namespace greenroom;
using namespace greenroom::events;

TEST_CASE("what is read is written the same, but for blanks") {
  const std::vector<std::string> rows = {R"({"b":1,"a":[true,false,null,"x"],"c":{}})",
                                         "1.50",
                                         "-0.0",
                                         "123456789012345678901234567890",
                                         "3.018e2",
                                         R"("")",
                                         "[]",
                                         R"("a\"b\\c\n")",
                                         R"({"long":")" + std::string(5000, 'x') + R"("})"};
  for (const std::string& text : rows) {
    CAPTURE(text);
    CHECK(to_text(parse_json(text).value()) == text);
  }
  CHECK(to_text(parse_json(" { \"a\" : [ 1 , 2 ] }\n").value()) == R"({"a":[1,2]})");
}

TEST_CASE("of two members with one name the last stays") {
  CHECK(to_text(parse_json(R"({"a":1,"b":2,"a":3})").value()) == R"({"b":2,"a":3})");
}

TEST_CASE("nesting has an end") {
  CHECK(parse_json(std::string(60, '[') + std::string(60, ']')).ok());
  CHECK_FALSE(parse_json(std::string(70, '[') + std::string(70, ']')).ok());
}

TEST_CASE("decimals are exact") {
  struct Row {
    std::string text;
    std::optional<std::int64_t> millionths;
  };
  const std::vector<Row> rows = {
      {"0", 0},
      {"-0", 0},
      {"0e99", 0},
      {"3", 3'000'000},
      {"3.0", 3'000'000},
      {"3.018e2", 301'800'000},
      {"1E-6", 1},
      {"-0.000001", -1},
      {"0.0000010", 1},
      {"1e-7", std::nullopt},
      {"5000000000", 5'000'000'000'000'000},
      {"-5e9", -5'000'000'000'000'000},
      {"5000000000.000001", std::nullopt},
      {"123456789012", std::nullopt},
      {"1e999999999999999999999", std::nullopt},
      {"1e-999999999999999999999", std::nullopt},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    const std::optional<Decimal> value = decimal(row.text);
    CHECK(value.has_value() == row.millionths.has_value());
    CHECK((value ? value->millionths : 0) == row.millionths.value_or(0));
  }
}
