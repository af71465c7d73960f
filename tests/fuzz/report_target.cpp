// Test and coverage reports: the format's name, a line end, and the file.
#include "fakes/codebuild/reports.h"
#include "tests/fuzz/targets.h"

namespace greenroom::fuzz {
namespace {

using namespace greenroom::codebuild;

const std::string k_path = "reports/fuzzed";

void check_refusal(const Failure& failure, const Failure& again, const std::string& text) {
  require(failure == again, "the same file, the same outcome");
  require(!failure.message.empty(), "a refusal says why");
  require(failure.code != k_report_file_error || failure.message.rfind(k_path, 0) == 0,
          "a refusal names the file");
  require(!tells_line_0(failure.message, text), "a place is one in the file");
}

void read_tests(ReportFormat format, const std::string& text) {
  const Result<std::vector<TestCase>> parsed = parse_test_cases(format, k_path, text);
  const Result<std::vector<TestCase>> again = parse_test_cases(format, k_path, text);
  require(parsed.ok() == again.ok(), "the same file, the same outcome");
  if (!parsed.ok()) {
    check_refusal(parsed.failure(), again.failure(), text);
    return;
  }
  require(parsed.value() == again.value(), "the same file, the same outcome");
  for (const TestCase& test : parsed.value()) {
    require(test.durationInNanoSeconds >= 0, "no test took less than nothing");
  }
  const TestReport report = summarize(parsed.value());
  std::int64_t counted = 0;
  for (const auto& [status, count] : report.report.testSummary.statusCounts) {
    counted += count;
  }
  require(counted == report.report.testSummary.total, "each case is counted once");
  require(report.report.testSummary.durationInNanoSeconds >= 0, "the sum does not overflow");
  require(report.testCases.size() <= k_test_cases_per_report_max, "at most 500 cases are kept");
}

void read_coverage(ReportFormat format, const std::string& text) {
  const Result<std::vector<CodeCoverage>> parsed = parse_coverage(format, k_path, text);
  const Result<std::vector<CodeCoverage>> again = parse_coverage(format, k_path, text);
  require(parsed.ok() == again.ok(), "the same file, the same outcome");
  if (!parsed.ok()) {
    check_refusal(parsed.failure(), again.failure(), text);
    return;
  }
  require(parsed.value() == again.value(), "the same file, the same outcome");
  require(!parsed.value().empty(), "coverage is of at least one file");
  for (const CodeCoverage& file : parsed.value()) {
    require(file.linesCovered >= 0 && file.linesMissed >= 0 && file.branchesCovered >= 0 &&
                file.branchesMissed >= 0,
            "nothing is counted below 0");
  }
  const CoverageReport made = summarize(parsed.value());
  const CodeCoverageReportSummary& summary = made.report.codeCoverageSummary;
  require(summary.lineCoveragePercentage >= 0 && summary.lineCoveragePercentage <= 10'000 &&
              summary.branchCoveragePercentage >= 0 && summary.branchCoveragePercentage <= 10'000,
          "a share is from 0 to 100 percent");
}

}  // namespace

void report(const std::string& input) {
  const std::size_t end = input.find('\n');
  const Result<ReportFormat> format = report_format_named(input.substr(0, end));
  if (!format.ok() || end == std::string::npos) {
    return;
  }
  const std::string text = input.substr(end + 1);
  if (report_type(format.value()) == ReportType::TEST) {
    read_tests(format.value(), text);
  } else {
    read_coverage(format.value(), text);
  }
}

}  // namespace greenroom::fuzz
