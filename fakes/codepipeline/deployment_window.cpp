#include "fakes/codepipeline/deployment_window.h"

#include <array>
#include <charconv>
#include <string_view>
#include <vector>

namespace greenroom::codepipeline {
namespace {

constexpr std::array<std::string_view, 12> k_months = {"JAN", "FEB", "MAR", "APR", "MAY", "JUN",
                                                       "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"};
constexpr std::array<std::string_view, 7> k_days = {"SUN", "MON", "TUE", "WED",
                                                    "THU", "FRI", "SAT"};

struct FieldRule {
  const char* name;
  int least, most;
  bool has_months = false;
  bool has_days = false;
};
constexpr std::array<FieldRule, 6> k_rules = {{{"Minutes", 0, 59},
                                               {"Hours", 0, 23},
                                               {"Day-of-month", 1, 31},
                                               {"Month", 1, 12, true, false},
                                               {"Day-of-week", 1, 7, false, true},
                                               {"Year", 1970, 2199}}};

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  while (!text.empty()) {
    const std::size_t end = text.find(separator);
    if (end != 0) {
      parts.push_back(text.substr(0, end));
    }
    text = end == std::string_view::npos ? "" : text.substr(end + 1);
  }
  return parts;
}

std::optional<int> number_of(std::string_view text, const FieldRule& rule) {
  for (std::size_t i = 0; rule.has_months && i < k_months.size(); ++i) {
    if (text == k_months[i]) {
      return static_cast<int>(i) + 1;
    }
  }
  for (std::size_t i = 0; rule.has_days && i < k_days.size(); ++i) {
    if (text == k_days[i]) {
      return static_cast<int>(i) + 1;
    }
  }
  int number = 0;
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool whole = !text.empty() && parsed.ec == std::errc() &&
                     parsed.ptr == text.data() + text.size() && number >= rule.least &&
                     number <= rule.most;
  return whole ? std::optional(number) : std::nullopt;
}

// "*", "?", "5", "1-5", "*/15", "5/15", "1-5/2".
bool add_part(std::string_view part, const FieldRule& rule, std::set<int>& into) {
  const std::size_t slash = part.find('/');
  int step = 1;
  if (slash != std::string_view::npos) {
    const FieldRule any{"step", 1, 2199};
    const std::optional<int> given = number_of(part.substr(slash + 1), any);
    if (!given) {
      return false;
    }
    step = *given;
    part = part.substr(0, slash);
  }
  std::optional<int> first = rule.least;
  std::optional<int> last = rule.most;
  if (part != "*" && part != "?") {
    const std::size_t dash = part.find('-');
    first = number_of(part.substr(0, dash), rule);
    last = dash != std::string_view::npos    ? number_of(part.substr(dash + 1), rule)
           : slash != std::string_view::npos ? std::optional(rule.most)
                                             : first;
  }
  if (!first || !last || *first > *last) {
    return false;
  }
  for (int value = *first; value <= *last; value += step) {
    into.insert(value);
  }
  return true;
}

Result<std::set<int>> parse_field(std::string_view field, const FieldRule& rule) {
  std::set<int> values;
  for (const std::string_view part : split(field, ',')) {
    if (!add_part(part, rule, values)) {
      return Failure{"InvalidCron", std::string(rule.name) + " of the cron expression is '" +
                                        std::string(field) +
                                        "'; expected numbers, lists, ranges and steps"};
    }
  }
  return values;
}

// "UTC+02:00".
std::optional<Duration> parse_time_zone(const std::string& zone) {
  if (zone.empty() || zone == "UTC" || zone == "Etc/UTC" || zone == "GMT") {
    return Duration{};
  }
  const std::string_view rest(zone);
  const bool has_form = zone.size() == 9 && rest.substr(0, 3) == "UTC" &&
                        (zone[3] == '+' || zone[3] == '-') && zone[6] == ':';
  const std::optional<int> hour =
      has_form ? number_of(rest.substr(4, 2), FieldRule{"", 0, 14}) : std::nullopt;
  const std::optional<int> minute =
      has_form ? number_of(rest.substr(7, 2), FieldRule{"", 0, 59}) : std::nullopt;
  if (!hour || !minute) {
    return std::nullopt;
  }
  const Duration distance = hours(*hour) + minutes(*minute);
  return zone[3] == '-' ? Duration{} - distance : distance;
}

// 1 is Sunday. 1970-01-01 was a Thursday.
int day_of_week(std::int64_t seconds_since_1970) {
  const std::int64_t days = seconds_since_1970 / 86'400;
  return static_cast<int>((days + 4) % 7) + 1;
}

bool day_fits(const DeploymentWindow& window, const CivilTime& time, int weekday) {
  return window.days_of_month.count(time.day) > 0 && window.months.count(time.month) > 0 &&
         window.days_of_week.count(weekday) > 0 &&
         (window.years.empty() || window.years.count(static_cast<int>(time.year)) > 0);
}

}  // namespace

Result<DeploymentWindow> parse_deployment_window(const std::string& cron,
                                                 const std::string& time_zone) {
  const std::vector<std::string_view> fields = split(cron, ' ');
  if (fields.size() < 6 || fields.size() > 7 || fields[0] != "*") {
    return Failure{"InvalidCron",
                   "the cron expression '" + cron +
                       "' needs six or seven fields: * minutes hours day-of-month month "
                       "day-of-week [year]"};
  }
  DeploymentWindow window;
  const std::array<std::set<int>*, 6> into = {&window.minutes,       &window.hours,
                                              &window.days_of_month, &window.months,
                                              &window.days_of_week,  &window.years};
  for (std::size_t i = 0; i + 1 < fields.size(); ++i) {
    Result<std::set<int>> values = parse_field(fields[i + 1], k_rules[i]);
    if (!values.ok()) {
      return values.failure();
    }
    *into[i] = std::move(values).value();
  }
  const std::optional<Duration> zone = parse_time_zone(time_zone);
  if (!zone) {
    return Failure{
        "InvalidTimeZone",
        "greenroom knows the TimeZone UTC and such as UTC+02:00, not '" + time_zone + "'"};
  }
  window.east_of_utc = *zone;
  return window;
}

std::optional<Instant> next_opening(const DeploymentWindow& window, Epoch epoch, Instant from,
                                    Duration within) {
  // As a clock on the wall there shows it.
  const Epoch local{epoch.seconds_since_1970 + window.east_of_utc.whole_seconds()};
  Instant at = from;
  while (at <= from + within) {
    const CivilTime time = civil_time(local, at);
    const Instant next_minute =
        at + (seconds(60 - time.second) - Duration{static_cast<std::int64_t>(time.microsecond)});
    if (!day_fits(window, time, day_of_week(unix_seconds(local, at)))) {
      at = next_minute + minutes(59 - time.minute) + hours(23 - time.hour);
    } else if (window.hours.count(time.hour) == 0) {
      at = next_minute + minutes(59 - time.minute);
    } else if (window.minutes.count(time.minute) == 0) {
      at = next_minute;
    } else {
      return at;
    }
  }
  return std::nullopt;
}

}  // namespace greenroom::codepipeline
