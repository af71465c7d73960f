#include "fakes/cloudwatch/types.h"

#include <algorithm>
#include <array>

namespace greenroom::cloudwatch {
namespace {

template <std::size_t count, typename Enum>
std::string name_in(const std::array<const char*, count>& names, Enum value) {
  return names.at(static_cast<std::size_t>(value));
}

}  // namespace

std::string to_string(Statistic statistic) {
  static constexpr std::array k_names = {"SampleCount", "Average", "Sum", "Minimum", "Maximum"};
  return name_in(k_names, statistic);
}

std::string to_string(StateValue value) {
  static constexpr std::array k_names = {"OK", "ALARM", "INSUFFICIENT_DATA"};
  return name_in(k_names, value);
}

std::string to_string(ComparisonOperator comparison) {
  static constexpr std::array k_names = {"GreaterThanOrEqualToThreshold", "GreaterThanThreshold",
                                         "LessThanThreshold", "LessThanOrEqualToThreshold"};
  return name_in(k_names, comparison);
}

std::string to_string(TreatMissingData treatment) {
  static constexpr std::array k_names = {"missing", "ignore", "breaching", "notBreaching"};
  return name_in(k_names, treatment);
}

std::string to_string(HistoryItemType type) {
  static constexpr std::array k_names = {"ConfigurationUpdate", "StateUpdate", "Action"};
  return name_in(k_names, type);
}

void StatisticSet::merge(const StatisticSet& other) {
  if (other.SampleCount == 0) {
    return;
  }
  Minimum = SampleCount == 0 ? other.Minimum : std::min(Minimum, other.Minimum);
  Maximum = SampleCount == 0 ? other.Maximum : std::max(Maximum, other.Maximum);
  SampleCount += other.SampleCount;
  Sum = sum(Sum, other.Sum);
}

StatisticSet single(Decimal value) {
  return {1, value, value, value};
}

StatisticValue value_of(const StatisticSet& set, Statistic statistic) {
  switch (statistic) {
    case Statistic::SampleCount:
      return {Decimal::whole(set.SampleCount)};
    case Statistic::Average:
      return {set.Sum, std::max<std::int64_t>(1, set.SampleCount)};
    case Statistic::Sum:
      return {set.Sum};
    case Statistic::Minimum:
      return {set.Minimum};
    case Statistic::Maximum:
      return {set.Maximum};
  }
  return {};
}

std::string to_text(const StatisticValue& value) {
  const std::int64_t whole = value.dividend.millionths / value.divisor;
  const std::int64_t rest = value.dividend.millionths % value.divisor;
  const std::int64_t away = rest < 0 ? -1 : 1;
  const bool up = away * rest >= value.divisor - away * rest;
  return to_text(Decimal{up ? whole + away : whole});
}

}  // namespace greenroom::cloudwatch
