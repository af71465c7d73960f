// Virtual time renders the same bytes everywhere: civil dates, AWS's formats, durations for people.
#include "sim/core/time.h"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

using namespace greenroom;

namespace {

Epoch epoch_at(std::int64_t seconds_since_1970) {
  return {seconds_since_1970};
}

}  // namespace

TEST_CASE("the default epoch is the first moment of 2026") {
  CHECK(iso8601(Epoch{}, k_start) == "2026-01-01T00:00:00.000Z");
}

TEST_CASE("civil dates are right around leap years and centuries") {
  struct Row {
    std::int64_t unix_seconds;
    std::string rendered;
  };
  const std::vector<Row> rows = {
      {0, "1970-01-01 00:00:00"},
      {951'782'399, "2000-02-28 23:59:59"},
      {951'782'400, "2000-02-29 00:00:00"},  // divisible by 400: a leap year
      {951'868'800, "2000-03-01 00:00:00"},
      {1'709'164'800, "2024-02-29 00:00:00"},
      {1'735'689'599, "2024-12-31 23:59:59"},
      {1'772'236'800, "2026-02-28 00:00:00"},
      {1'772'323'200, "2026-03-01 00:00:00"},
      {2'147'483'648, "2038-01-19 03:14:08"},  // beyond 32 bits
      {4'107'456'000, "2100-02-28 00:00:00"},
      {4'107'542'400, "2100-03-01 00:00:00"},  // divisible by 100 only: not a leap year
  };
  for (const Row& row : rows) {
    CHECK(plain_seconds(epoch_at(row.unix_seconds), k_start) == row.rendered);
  }
}

TEST_CASE("every day from 1970 to 2400 follows the one before it") {
  CivilTime before = civil_time(epoch_at(0), k_start);
  for (std::int64_t day = 1; day < 157'054; ++day) {
    const CivilTime today = civil_time(epoch_at(day * 86'400), k_start);
    const bool next_day =
        today.year == before.year && today.month == before.month && today.day == before.day + 1;
    const bool next_month = today.year == before.year && today.month == before.month + 1 &&
                            today.day == 1 && before.day >= 28;
    const bool next_year = today.year == before.year + 1 && today.month == 1 && today.day == 1 &&
                           before.month == 12 && before.day == 31;
    if (!next_day && !next_month && !next_year) {
      FAIL("day " << day << " does not follow the day before it");
    }
    before = today;
  }
  CHECK(before.year == 2399);
  CHECK(before.month == 12);
  CHECK(before.day == 31);
}

TEST_CASE("each of AWS's timestamp formats keeps the fraction it has there") {
  const Instant instant = k_start + seconds(62) + microseconds(345'678);
  CHECK(iso8601(Epoch{}, instant) == "2026-01-01T00:01:02.345Z");
  CHECK(slashed_microseconds(Epoch{}, instant) == "2026/01/01 00:01:02.345678");
  CHECK(plain_seconds(Epoch{}, instant) == "2026-01-01 00:01:02");
  CHECK(clock_of_day(Epoch{}, instant) == "00:01:02");
  CHECK(unix_seconds(Epoch{}, instant) == 1'767'225'662);
}

TEST_CASE("a clock of the day starts again at midnight") {
  CHECK(clock_of_day(Epoch{}, k_start + hours(25)) == "01:00:00");
}

TEST_CASE("durations for people leave out what is zero") {
  struct Row {
    Duration duration;
    std::string rendered;
  };
  const std::vector<Row> rows = {
      {microseconds(0), "0us"},
      {microseconds(999), "999us"},
      {milliseconds(300), "300ms"},
      {microseconds(1'999), "1ms"},
      {seconds(1), "1s"},
      {seconds(72), "1m12s"},
      {minutes(5), "5m"},
      {hours(1), "1h"},
      {hours(2) + minutes(3), "2h3m"},
      {hours(1) + seconds(1), "1h1s"},
      {hours(200), "200h"},
  };
  for (const Row& row : rows) {
    CHECK(human(row.duration) == row.rendered);
  }
}

TEST_CASE("durations and instants calculate in whole microseconds") {
  CHECK(seconds(90) == minutes(1) + seconds(30));
  CHECK((seconds(1) - milliseconds(1)).microseconds == 999'000);
  CHECK((seconds(1) * 3).whole_seconds() == 3);
  CHECK((seconds(1) / 3).microseconds == 333'333);
  CHECK(microseconds(1'999'999).whole_seconds() == 1);
  CHECK((k_start + hours(1)) - (k_start + minutes(1)) == minutes(59));
  CHECK(k_start < k_never);
}
