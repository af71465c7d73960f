// Samples of reports, and what becomes of them.
#pragma once

#include <catch2/catch.hpp>
#include <ostream>
#include <string>
#include <vector>

#include "fakes/codebuild/reports.h"

namespace greenroom::codebuild {

using Case = TestCase;

inline std::ostream& operator<<(std::ostream& out, const Case& test) {
  return out << "{" << test.testRawDataPath << ", " << test.prefix << ", " << test.name << ", "
             << to_string(test.status) << ", " << test.durationInNanoSeconds << ", " << test.message
             << ", " << test.testSuiteName << "}";
}

inline std::vector<Case> cases_of(ReportFormat format, const std::string& text) {
  const auto parsed = parse_test_cases(format, "out/r", text);
  INFO((parsed.ok() ? "" : parsed.failure().message));
  REQUIRE(parsed.ok());
  return parsed.value();
}

inline std::string refusal_of(ReportFormat format, const std::string& text) {
  const auto parsed = parse_test_cases(format, "out/r", text);
  return parsed.ok() ? "not refused" : parsed.failure().message;
}

struct Refusal {
  ReportFormat format;
  const char* text;
  const char* message;
};

inline void check_refusals(const std::vector<Refusal>& rows) {
  for (const Refusal& row : rows) {
    INFO(row.text);
    CHECK(refusal_of(row.format, row.text) == row.message);
  }
}

}  // namespace greenroom::codebuild
