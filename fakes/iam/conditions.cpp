#include "fakes/iam/conditions.h"

#include <algorithm>
#include <charconv>
#include <cstdint>

#include "fakes/wire/query.h"

namespace greenroom::iam {
namespace {

constexpr std::string_view k_for_all = "ForAllValues:";
constexpr std::string_view k_for_any = "ForAnyValue:";
constexpr std::string_view k_if_exists = "IfExists";

// One value of the request against one of the policy.
using Compare = bool (*)(const std::string& given, const std::string& wanted);

struct Operator {
  Compare compare;
  bool negated = false;  // holds when no value of the policy compares
  // What it can compare with; nullptr: any text.
  bool (*can_be)(const std::string& wanted) = nullptr;
};

bool equals(const std::string& given, const std::string& wanted) {
  return given == wanted;
}
bool equals_ignoring_case(const std::string& given, const std::string& wanted) {
  return lower_case(given) == lower_case(wanted);
}
bool is_like(const std::string& given, const std::string& wanted) {
  return matches(wanted, given);
}

// The six parts of an ARN, each of which may have wildcards of its own.
bool is_like_arn(const std::string& given, const std::string& wanted) {
  std::string_view left = given;
  std::string_view right = wanted;
  for (int part = 0; part < 5; ++part) {
    const std::size_t end = left.find(':');
    const std::size_t wanted_end = right.find(':');
    if (end == left.npos || wanted_end == right.npos ||
        !matches(right.substr(0, wanted_end), left.substr(0, end))) {
      return false;
    }
    left.remove_prefix(end + 1);
    right.remove_prefix(wanted_end + 1);
  }
  return matches(right, left);
}

std::optional<std::int64_t> number_of(const std::string& text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size() ? std::optional(number)
                                                                  : std::nullopt;
}

template <typename Order>
bool compare_numbers(const std::string& given, const std::string& wanted) {
  const std::optional<std::int64_t> left = number_of(given);
  const std::optional<std::int64_t> right = number_of(wanted);
  return left && right && Order()(*left, *right);
}

// Milliseconds since 1970. AWS: "ISO 8601 date formats or in epoch (UNIX) time".
std::optional<std::int64_t> date_of(const std::string& text) {
  const std::optional<std::string> seconds = wire::seconds_of_iso8601(text);
  if (!seconds) {
    return std::nullopt;
  }
  const std::size_t point = std::min(seconds->find('.'), seconds->size());
  std::string fraction = seconds->substr(std::min(point + 1, seconds->size()), 3);
  fraction.resize(3, '0');
  return number_of(seconds->substr(0, point) + fraction);
}

template <typename Order>
bool compare_dates(const std::string& given, const std::string& wanted) {
  const std::optional<std::int64_t> left = date_of(given);
  const std::optional<std::int64_t> right = date_of(wanted);
  return left && right && Order()(*left, *right);
}

// An IPv4 address as a number; nothing when it is none.
std::optional<std::uint32_t> address_of(std::string_view text) {
  std::uint32_t address = 0;
  for (int part = 0; part < 4; ++part) {
    unsigned number = 256;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || number > 255) {
      return std::nullopt;
    }
    address = address << 8 | number;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    if (part < 3 ? text.empty() || text.front() != '.' : !text.empty()) {
      return std::nullopt;
    }
    text.remove_prefix(part < 3 ? 1 : 0);
  }
  return address;
}

struct Range {
  std::uint32_t address = 0;
  std::uint64_t mask = 0;
};

// Of "10.0.0.0/16".
std::optional<Range> range_of(const std::string& text) {
  const std::size_t slash = std::min(text.find('/'), text.size());
  const std::optional<std::uint32_t> address = address_of(text.substr(0, slash));
  const std::optional<std::int64_t> bits =
      slash == text.size() ? 32 : number_of(text.substr(slash + 1));
  if (!address || !bits || *bits < 0 || *bits > 32) {
    return std::nullopt;
  }
  return Range{*address, *bits == 0 ? 0 : ~std::uint64_t{0} << (32 - *bits)};
}

// Nobody here has an address of IPv6, so none is in a range of those.
bool is_in_range(const std::string& given, const std::string& wanted) {
  const std::optional<std::uint32_t> address = address_of(given);
  const std::optional<Range> range = range_of(wanted);
  return address && range && (*address & range->mask) == (range->address & range->mask);
}

bool is_truth(const std::string& text) {
  return text == "true" || text == "false";
}
bool is_whole_number(const std::string& text) {
  return number_of(text).has_value();
}
bool is_date(const std::string& text) {
  return date_of(text).has_value();
}
bool is_range(const std::string& text) {
  return range_of(text).has_value() || text.find(':') != std::string::npos;
}

const std::map<std::string, Operator, std::less<>>& operators() {
  static const std::map<std::string, Operator, std::less<>> all = {
      {"StringEquals", {equals}},
      {"StringNotEquals", {equals, true}},
      {"StringEqualsIgnoreCase", {equals_ignoring_case}},
      {"StringNotEqualsIgnoreCase", {equals_ignoring_case, true}},
      {"StringLike", {is_like}},
      {"StringNotLike", {is_like, true}},
      {"ArnEquals", {is_like_arn}},
      {"ArnLike", {is_like_arn}},
      {"ArnNotEquals", {is_like_arn, true}},
      {"ArnNotLike", {is_like_arn, true}},
      {"BinaryEquals", {equals}},
      {"Bool", {equals_ignoring_case, false, is_truth}},
      {"NumericEquals", {compare_numbers<std::equal_to<>>, false, is_whole_number}},
      {"NumericNotEquals", {compare_numbers<std::equal_to<>>, true, is_whole_number}},
      {"NumericLessThan", {compare_numbers<std::less<>>, false, is_whole_number}},
      {"NumericLessThanEquals", {compare_numbers<std::less_equal<>>, false, is_whole_number}},
      {"NumericGreaterThan", {compare_numbers<std::greater<>>, false, is_whole_number}},
      {"NumericGreaterThanEquals", {compare_numbers<std::greater_equal<>>, false, is_whole_number}},
      {"DateEquals", {compare_dates<std::equal_to<>>, false, is_date}},
      {"DateNotEquals", {compare_dates<std::equal_to<>>, true, is_date}},
      {"DateLessThan", {compare_dates<std::less<>>, false, is_date}},
      {"DateLessThanEquals", {compare_dates<std::less_equal<>>, false, is_date}},
      {"DateGreaterThan", {compare_dates<std::greater<>>, false, is_date}},
      {"DateGreaterThanEquals", {compare_dates<std::greater_equal<>>, false, is_date}},
      {"IpAddress", {is_in_range, false, is_range}},
      {"NotIpAddress", {is_in_range, true, is_range}},
      {"Null", {equals, false, is_truth}}};
  return all;
}

}  // namespace

std::string lower_case(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return text;
}

// The place after the last star is remembered: what follows it may have to begin later.
bool matches(std::string_view pattern, std::string_view text) {
  std::size_t at = 0;
  std::size_t in_text = 0;
  std::size_t after_star = pattern.npos;
  std::size_t star_ate_to = 0;
  while (in_text < text.size()) {
    if (at < pattern.size() && pattern[at] == '*') {
      after_star = ++at;
      star_ate_to = in_text;
    } else if (at < pattern.size() && (pattern[at] == '?' || pattern[at] == text[in_text])) {
      ++at;
      ++in_text;
    } else if (after_star != pattern.npos) {
      at = after_star;
      in_text = ++star_ate_to;
    } else {
      return false;
    }
  }
  return pattern.find_first_not_of('*', at) == pattern.npos;
}

std::optional<std::string> with_variables(const std::string& pattern,
                                          const ConditionContext& context) {
  std::string made;
  for (std::size_t at = 0; at < pattern.size();) {
    const std::size_t end =
        pattern.compare(at, 2, "${") == 0 ? pattern.find('}', at) : std::string::npos;
    if (end == std::string::npos) {
      made += pattern[at++];
      continue;
    }
    const std::string name = pattern.substr(at + 2, end - at - 2);
    if (name == "*" || name == "?" || name == "$") {
      made += name;
    } else {
      const auto value = context.find(lower_case(name));
      if (value == context.end() || value->second.empty()) {
        return std::nullopt;
      }
      made += value->second.front();
    }
    at = end + 1;
  }
  return made;
}

bool read_operator(std::string_view name, Condition& condition) {
  condition.of_all = name.rfind(k_for_all, 0) == 0;
  condition.of_any = name.rfind(k_for_any, 0) == 0;
  if (condition.of_all || condition.of_any) {
    name.remove_prefix(condition.of_all ? k_for_all.size() : k_for_any.size());
  }
  condition.if_exists = name.size() > k_if_exists.size() && name.ends_with(k_if_exists);
  if (condition.if_exists) {
    name.remove_suffix(k_if_exists.size());
  }
  condition.Operator = name;
  return operators().count(condition.Operator) > 0;
}

bool is_value_of(const Condition& condition, const std::string& value) {
  const Operator& by = operators().find(condition.Operator)->second;
  return by.can_be == nullptr || value.find("${") != std::string::npos || by.can_be(value);
}

bool holds(const Condition& condition, const ConditionContext& context) {
  const auto given = context.find(condition.key);
  const bool is_there = given != context.end() && !given->second.empty();
  if (condition.Operator == "Null") {  // "true": the key must not be there
    return std::count(condition.values.begin(), condition.values.end(),
                      is_there ? "false" : "true") > 0;
  }
  const Operator& by = operators().find(condition.Operator)->second;
  // Of one value "not" is said of all that are there; ForAnyValue wants one that differs.
  const bool of_all = condition.of_all || (by.negated && !condition.of_any);
  if (!is_there) {
    return condition.if_exists || of_all;
  }
  const auto holds_for = [&](const std::string& value) {
    const bool any = std::any_of(condition.values.begin(), condition.values.end(),
                                 [&](const std::string& wanted) {
                                   const auto made = with_variables(wanted, context);
                                   return made && by.compare(value, *made);
                                 });
    return any != by.negated;
  };
  return of_all ? std::all_of(given->second.begin(), given->second.end(), holds_for)
                : std::any_of(given->second.begin(), given->second.end(), holds_for);
}

}  // namespace greenroom::iam
