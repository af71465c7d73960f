// Numbers of events and patterns, exactly.
#include "fakes/events/decimal.h"

#include <catch2/catch.hpp>

using namespace greenroom;
using namespace greenroom::events;

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
