// The parsers of the single report formats and what they share; reports.cpp chooses among them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "fakes/codebuild/reports.h"

namespace greenroom::codebuild {

// Thrown by the parsers below, caught in reports.cpp.
struct RejectedReport {
  Failure failure;
};
// `message` goes behind the name of the file.
[[noreturn]] void reject_report(const std::string& path, const std::string& message);

using TestCaseParser = std::vector<TestCase> (*)(const std::string& path, const std::string& text);
std::vector<TestCase> parse_junit(const std::string& path, const std::string& text);
std::vector<TestCase> parse_testng(const std::string& path, const std::string& text);
std::vector<TestCase> parse_nunit(const std::string& path, const std::string& text);
std::vector<TestCase> parse_nunit3(const std::string& path, const std::string& text);
std::vector<TestCase> parse_visual_studio_trx(const std::string& path, const std::string& text);
std::vector<TestCase> parse_cucumber(const std::string& path, const std::string& text);

// They fill in all but the percentages, in any order.
using CoverageParser = std::vector<CodeCoverage> (*)(const std::string& path,
                                                     const std::string& text);
std::vector<CodeCoverage> parse_clover(const std::string& path, const std::string& text);
std::vector<CodeCoverage> parse_cobertura(const std::string& path, const std::string& text);
std::vector<CodeCoverage> parse_jacoco(const std::string& path, const std::string& text);
std::vector<CodeCoverage> parse_simplecov(const std::string& path, const std::string& text);

// Whether a report with such a case is FAILED.
[[nodiscard]] bool is_unsuccessful(TestCaseStatus status);
// What is wrong with an element that tells of `declared_tests` and `declared_failures`, but shows
// no case, or none that failed, among those from the one numbered `first` on: nothing that failed
// may get lost. Nothing when all is well.
[[nodiscard]] std::optional<std::string> missing_case(std::int64_t declared_tests,
                                                      std::int64_t declared_failures,
                                                      const std::vector<TestCase>& cases,
                                                      std::size_t first);

// The unit a file gives its durations in: how many digits make it nanoseconds.
enum class DurationUnit { NANOSECONDS = 0, MILLISECONDS = 6, SECONDS = 9 };
// "0.0123", ".5", "1e-05", "1,234.5" (Surefire groups thousands) exactly, without a float; what is
// shorter than a nanosecond is cut off. Nothing for other text, and for more than 292 years.
[[nodiscard]] std::optional<std::int64_t> nanoseconds_of(std::string_view text, DurationUnit unit);
// "00:00:01.0123456", "1.02:03:04": days, hours, minutes, seconds as .NET writes them.
[[nodiscard]] std::optional<std::int64_t> nanoseconds_of_clock(std::string_view text);
// Stays at the largest number instead of overflowing.
[[nodiscard]] std::int64_t sum_of_nanoseconds(std::int64_t a, std::int64_t b);

// Digits only, at most k_count_max.
inline constexpr std::int64_t k_count_max = 100'000'000;
[[nodiscard]] std::optional<std::int64_t> count_of(std::string_view text);

[[nodiscard]] std::string trimmed(std::string_view text);
// Lines start at 1.
[[nodiscard]] std::size_t line_of_offset(std::string_view text, std::size_t offset);

}  // namespace greenroom::codebuild
