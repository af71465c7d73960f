// Test and code-coverage reports of a build: from the files its tests wrote to what AWS stores.
// Pure (reference codebuild-codepipeline-s3.md 1.5 `reports`, 1.11; CodeBuild API Reference).
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "sim/core/result.h"
#include "sim/core/time.h"

namespace greenroom::codebuild {

// `file-format` of a report group in the buildspec (reference 1.5).
enum class ReportFormat {
  JUNITXML,
  NUNITXML,
  NUNIT3XML,
  TESTNGXML,
  VISUALSTUDIOTRX,
  CUCUMBERJSON,
  CLOVERXML,
  COBERTURAXML,
  JACOCOXML,
  SIMPLECOV,
};
enum class ReportType { TEST, CODE_COVERAGE };
// Absent: DELETING; no report is deleted here.
enum class ReportStatusType { GENERATING, SUCCEEDED, FAILED, INCOMPLETE };
// TestCase$status. UNKNOWN: the file says something else than the four others.
enum class TestCaseStatus { SUCCEEDED, FAILED, ERROR, SKIPPED, UNKNOWN };

[[nodiscard]] const char* to_string(ReportFormat format);
[[nodiscard]] const char* to_string(ReportType type);
[[nodiscard]] const char* to_string(ReportStatusType status);
[[nodiscard]] const char* to_string(TestCaseStatus status);

// Upper and lower case are the same. What the buildspec leaves out is JUNITXML, by the caller.
// Failure YAML_FILE_ERROR for any other text.
[[nodiscard]] Result<ReportFormat> report_format_named(const std::string& text);
[[nodiscard]] ReportType report_type(ReportFormat format);

struct TestCase {
  std::string testRawDataPath;  // the report file it came from
  std::string prefix;           // the class, or the feature file of Cucumber
  std::string name;
  TestCaseStatus status = TestCaseStatus::UNKNOWN;
  std::int64_t durationInNanoSeconds = 0;  // 0 when the file does not tell
  std::string message;                     // of what failed, or why it was skipped
  std::string testSuiteName;

  friend bool operator==(const TestCase&, const TestCase&) = default;
};

// Percentages are in 1/100 of a percent (6666 is 66.66 %), cut and never rounded up: 10000 means
// that nothing was missed.
struct CodeCoverageReportSummary {
  std::int64_t linesCovered = 0;
  std::int64_t linesMissed = 0;
  std::int64_t branchesCovered = 0;
  std::int64_t branchesMissed = 0;
  std::int64_t lineCoveragePercentage = 0;
  std::int64_t branchCoveragePercentage = 0;

  friend bool operator==(const CodeCoverageReportSummary&,
                         const CodeCoverageReportSummary&) = default;
};

// What was covered of one source file.
struct CodeCoverage {
  std::string filePath;
  std::int64_t linesCovered = 0;
  std::int64_t linesMissed = 0;
  std::int64_t branchesCovered = 0;
  std::int64_t branchesMissed = 0;
  std::int64_t lineCoveragePercentage = 0;
  std::int64_t branchCoveragePercentage = 0;

  friend bool operator==(const CodeCoverage&, const CodeCoverage&) = default;
};

// The failure of a report file that cannot be read or contradicts itself: it names the file, the
// line where one is known, and what was expected. Its code is k_report_file_error, or
// InvalidInputException when it is CodeBuild itself, not the build's agent, that refuses.
inline constexpr const char* k_report_file_error = "REPORT_FILE_ERROR";

// The cases of one file, in its order. `format` is of type TEST. An empty list is a well-formed
// file without a test; a file that says that something failed but shows no such case is a failure.
[[nodiscard]] Result<std::vector<TestCase>> parse_test_cases(ReportFormat format,
                                                             const std::string& path,
                                                             const std::string& text);
// The source files of one coverage file, ordered by filePath; at least one. `format` is of type
// CODE_COVERAGE.
[[nodiscard]] Result<std::vector<CodeCoverage>> parse_coverage(ReportFormat format,
                                                               const std::string& path,
                                                               const std::string& text);

// How UPLOAD_ARTIFACTS words a report that failed; the log line is "Error in UPLOAD_ARTIFACTS
// phase: " with this after it (aquasecurity/trivy issue 902, aws/aws-cdk issue 13867).
[[nodiscard]] std::string report_error_text(const std::string& group, const Failure& failure);

struct TestReportSummary {
  std::int64_t total = 0;                            // also counts the cases that were cut off
  std::map<std::string, std::int64_t> statusCounts;  // every TestCaseStatus, also with 0
  std::int64_t durationInNanoSeconds = 0;
};

// AWS's Report. What summarize() cannot know is left empty for the caller: arn, name,
// reportGroupArn, executionId, created, expired. Absent: exportConfig; nothing is exported.
struct Report {
  std::string arn;
  ReportType type = ReportType::TEST;
  std::string name;
  std::string reportGroupArn;
  std::string executionId;  // ARN of the build
  ReportStatusType status = ReportStatusType::GENERATING;
  Instant created;
  Instant expired;
  bool truncated = false;  // more than k_test_cases_per_report_max cases
  TestReportSummary testSummary;
  CodeCoverageReportSummary codeCoverageSummary;
};

inline constexpr std::size_t k_report_groups_per_build_max = 5;  // reference 1.5
inline constexpr std::size_t k_test_cases_per_report_max = 500;  // reference 1.5
inline constexpr Duration k_report_lifetime = hours(24 * 30);    // Report$expired: after 30 days

struct TestReport {
  Report report;
  std::vector<TestCase> testCases;  // what DescribeTestCases shows
};
// FAILED when a case was not successful, INCOMPLETE without any case, else SUCCEEDED. Of more than
// k_test_cases_per_report_max cases those that FAILED are kept first; the order stays.
[[nodiscard]] TestReport summarize(std::vector<TestCase> cases);

struct CoverageReport {
  Report report;
  std::vector<CodeCoverage> codeCoverages;  // what DescribeCodeCoverages shows
};
// SUCCEEDED, or INCOMPLETE without any file.
[[nodiscard]] CoverageReport summarize(std::vector<CodeCoverage> files);

}  // namespace greenroom::codebuild
