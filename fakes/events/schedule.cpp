#include "fakes/events/schedule.h"

#include <algorithm>
#include <map>

namespace greenroom::events {
namespace {

constexpr std::size_t k_digits_max = 6;

Failure not_valid(const std::string& more) {
  return {"ValidationException", "Parameter ScheduleExpression is not valid." + more};
}

}  // namespace

Result<Duration> rate(const std::string& schedule_expression) {
  if (schedule_expression.starts_with("cron(")) {
    return not_valid(" Greenroom plays rate(...) only: write rate(1 day), say, for " +
                     schedule_expression);
  }
  const std::string begin = "rate(";
  const std::size_t blank = schedule_expression.find(' ');
  if (!schedule_expression.starts_with(begin) || !schedule_expression.ends_with(')') ||
      blank == std::string::npos) {
    return not_valid("");
  }
  const std::string count = schedule_expression.substr(begin.size(), blank - begin.size());
  const std::string unit =
      schedule_expression.substr(blank + 1, schedule_expression.size() - blank - 2);
  const bool digits =
      !count.empty() && count.size() <= k_digits_max && count[0] != '0' &&
      std::all_of(count.begin(), count.end(), [](char c) { return c >= '0' && c <= '9'; });
  const std::map<std::string, Duration> one = {
      {"minute", minutes(1)}, {"hour", hours(1)}, {"day", hours(24)}};
  const std::map<std::string, Duration> many = {
      {"minutes", minutes(1)}, {"hours", hours(1)}, {"days", hours(24)}};
  const std::map<std::string, Duration>& units = count == "1" ? one : many;
  const auto found = units.find(unit);
  if (!digits || found == units.end()) {
    return not_valid("");
  }
  return found->second * std::stoll(count);
}

}  // namespace greenroom::events
