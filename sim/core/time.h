// Virtual time: integer microseconds since the start of the scenario. Nothing here reads a clock.
#pragma once

#include <compare>
#include <cstdint>
#include <string>

namespace greenroom {

// A length of virtual time. Never negative in schedules; arithmetic may pass through negatives.
struct Duration {
  std::int64_t microseconds = 0;

  friend constexpr auto operator<=>(Duration, Duration) = default;
  friend constexpr Duration operator+(Duration a, Duration b) {
    return {a.microseconds + b.microseconds};
  }
  friend constexpr Duration operator-(Duration a, Duration b) {
    return {a.microseconds - b.microseconds};
  }
  friend constexpr Duration operator*(Duration a, std::int64_t factor) {
    return {a.microseconds * factor};
  }
  friend constexpr Duration operator/(Duration a, std::int64_t divisor) {
    return {a.microseconds / divisor};
  }
  [[nodiscard]] constexpr std::int64_t whole_seconds() const { return microseconds / 1'000'000; }
  [[nodiscard]] constexpr std::int64_t whole_milliseconds() const { return microseconds / 1'000; }
};

// A point of virtual time, counted from the start of the scenario.
struct Instant {
  std::int64_t microseconds = 0;

  friend constexpr auto operator<=>(Instant, Instant) = default;
  friend constexpr Instant operator+(Instant a, Duration b) {
    return {a.microseconds + b.microseconds};
  }
  friend constexpr Duration operator-(Instant a, Instant b) {
    return {a.microseconds - b.microseconds};
  }
};

inline constexpr Instant k_start{0};
inline constexpr Instant k_never{INT64_MAX};

constexpr Duration microseconds(std::int64_t count) {
  return {count};
}
constexpr Duration milliseconds(std::int64_t count) {
  return {count * 1'000};
}
constexpr Duration seconds(std::int64_t count) {
  return {count * 1'000'000};
}
constexpr Duration minutes(std::int64_t count) {
  return seconds(count * 60);
}
constexpr Duration hours(std::int64_t count) {
  return minutes(count * 60);
}

// The wall-clock instant at which a scenario starts; used only to *render* timestamps.
// Whole seconds since 1970-01-01T00:00:00Z.
struct Epoch {
  std::int64_t seconds_since_1970 = 1'767'225'600;  // 2026-01-01T00:00:00Z
};

// A broken-down UTC time. Month and day start at 1.
struct CivilTime {
  std::int64_t year = 1970;
  int month = 1, day = 1, hour = 0, minute = 0, second = 0, microsecond = 0;
};

[[nodiscard]] CivilTime civil_time(Epoch epoch, Instant instant);

// "2026-01-01T00:01:02.345Z": ISO 8601 with milliseconds, as AWS prints most timestamps.
[[nodiscard]] std::string iso8601(Epoch epoch, Instant instant);
// "2026/01/01 00:01:02.345678": the prefix of CodeBuild's log lines.
[[nodiscard]] std::string slashed_microseconds(Epoch epoch, Instant instant);
// "2026-01-01 00:01:02": the prefix of the CodeDeploy agent's scripts.log lines.
[[nodiscard]] std::string plain_seconds(Epoch epoch, Instant instant);
// "00:01:02": hours, minutes and seconds of the day, for people.
[[nodiscard]] std::string clock_of_day(Epoch epoch, Instant instant);
// Seconds since 1970, whole.
[[nodiscard]] std::int64_t unix_seconds(Epoch epoch, Instant instant);
// "1m12s", "300ms", "2h3m": a duration for people, without spaces.
[[nodiscard]] std::string human(Duration duration);

}  // namespace greenroom
