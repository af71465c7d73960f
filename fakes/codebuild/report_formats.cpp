#include "fakes/codebuild/report_formats.h"

#include <algorithm>
#include <limits>

namespace greenroom::codebuild {
namespace {

constexpr std::int64_t k_most = std::numeric_limits<std::int64_t>::max();

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// The digits at the front of `text`, which loses them.
std::string take_digits(std::string_view& text) {
  std::size_t end = 0;
  while (end < text.size() && is_digit(text[end])) {
    ++end;
  }
  std::string digits(text.substr(0, end));
  text.remove_prefix(end);
  return digits;
}

// Digits in groups of three after the first, "1,234,567"; without the commas. A lone "0,123" is no
// thousand but a decimal comma: it stays, and is refused.
std::string take_whole_part(std::string_view& text) {
  std::string whole = take_digits(text);
  const bool may_group = !whole.empty() && whole.size() <= 3 && whole[0] != '0';
  while (may_group && text.size() >= 4 && text[0] == ',' &&
         std::all_of(text.begin() + 1, text.begin() + 4, is_digit)) {
    whole += text.substr(1, 3);
    text.remove_prefix(4);
  }
  return whole;
}

// The power of ten behind an "e"; nothing when it is none, or beyond any duration.
std::optional<int> take_exponent(std::string_view& text) {
  if (text.empty() || (text[0] != 'e' && text[0] != 'E')) {
    return 0;
  }
  text.remove_prefix(1);
  const bool negative = !text.empty() && text[0] == '-';
  if (!text.empty() && (text[0] == '-' || text[0] == '+')) {
    text.remove_prefix(1);
  }
  const std::string digits = take_digits(text);
  if (digits.empty() || digits.size() > 3) {
    return std::nullopt;
  }
  return negative ? -std::stoi(digits) : std::stoi(digits);
}

std::optional<std::int64_t> number_of(std::string_view digits) {
  std::int64_t number = 0;
  for (const char digit : digits) {
    if (number > (k_most - (digit - '0')) / 10) {
      return std::nullopt;
    }
    number = number * 10 + (digit - '0');
  }
  return number;
}

}  // namespace

void reject_report(const std::string& path, const std::string& message) {
  throw RejectedReport{{k_report_file_error, path + ": " + message}};
}

// UNVERIFIED for UNKNOWN: the User Guide's SUCCEEDED is "All test cases were successful", and its
// FAILED "Some of the test cases were not successful"; a test that was skipped fails no report.
bool is_unsuccessful(TestCaseStatus status) {
  return status == TestCaseStatus::FAILED || status == TestCaseStatus::ERROR ||
         status == TestCaseStatus::UNKNOWN;
}

std::optional<std::string> missing_case(std::int64_t declared_tests, std::int64_t declared_failures,
                                        const std::vector<TestCase>& cases, std::size_t first) {
  if (declared_tests > 0 && cases.size() == first) {
    return "tells of tests but holds no test case; expected one for each";
  }
  const bool shows_one =
      std::any_of(cases.begin() + static_cast<std::ptrdiff_t>(first), cases.end(),
                  [](const TestCase& test) { return is_unsuccessful(test.status); });
  if (declared_failures > 0 && !shows_one) {
    return "tells of a failure but no test case in it failed; expected the test case that did";
  }
  return std::nullopt;
}

std::optional<std::int64_t> nanoseconds_of(std::string_view text, DurationUnit unit) {
  const std::string whole = take_whole_part(text);
  std::string fraction;
  if (!text.empty() && text[0] == '.') {
    text.remove_prefix(1);
    fraction = take_digits(text);
  }
  const std::optional<int> exponent = take_exponent(text);
  if ((whole.empty() && fraction.empty()) || !exponent || !text.empty()) {
    return std::nullopt;
  }
  std::string digits = whole + fraction;
  const std::int64_t point =
      static_cast<std::int64_t>(whole.size()) + *exponent + static_cast<std::int64_t>(unit);
  if (point <= 0) {
    return 0;
  }
  digits.resize(static_cast<std::size_t>(point), '0');
  return number_of(digits);
}

std::optional<std::int64_t> nanoseconds_of_clock(std::string_view text) {
  std::int64_t days = 0;
  const std::size_t colon = text.find(':');
  const std::size_t dot = text.find('.');
  if (colon == std::string_view::npos) {
    return std::nullopt;
  }
  if (dot < colon) {
    const std::optional<std::int64_t> told = count_of(text.substr(0, dot));
    if (!told || *told > 100'000) {
      return std::nullopt;
    }
    days = *told;
    text.remove_prefix(dot + 1);
  }
  if (text.size() < 8 || text[2] != ':' || text[5] != ':' ||
      (text.size() > 8 && (text[8] != '.' || text.size() == 9))) {
    return std::nullopt;
  }
  const std::optional<std::int64_t> hour = count_of(text.substr(0, 2));
  const std::optional<std::int64_t> minute = count_of(text.substr(3, 2));
  const std::optional<std::int64_t> second = count_of(text.substr(6, 2));
  const std::string_view below = text.size() > 8 ? text.substr(9) : "0";
  if (!hour || !minute || !second || !std::all_of(below.begin(), below.end(), is_digit)) {
    return std::nullopt;
  }
  const std::int64_t seconds = ((days * 24 + *hour) * 60 + *minute) * 60 + *second;
  return nanoseconds_of(std::to_string(seconds) + "." + std::string(below), DurationUnit::SECONDS);
}

std::int64_t sum_of_nanoseconds(std::int64_t a, std::int64_t b) {
  return a > k_most - b ? k_most : a + b;
}

std::optional<std::int64_t> count_of(std::string_view text) {
  if (text.empty() || !std::all_of(text.begin(), text.end(), is_digit)) {
    return std::nullopt;
  }
  const std::optional<std::int64_t> number = number_of(text);
  return number && *number <= k_count_max ? number : std::nullopt;
}

std::string trimmed(std::string_view text) {
  constexpr std::string_view k_blank = " \t\r\n";
  const std::size_t begin = text.find_first_not_of(k_blank);
  if (begin == std::string_view::npos) {
    return "";
  }
  return std::string(text.substr(begin, text.find_last_not_of(k_blank) - begin + 1));
}

std::size_t line_of_offset(std::string_view text, std::size_t offset) {
  const std::string_view before = text.substr(0, std::min(offset, text.size()));
  return static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n')) + 1;
}

}  // namespace greenroom::codebuild
