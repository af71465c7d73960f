// The reports that a build's tests wrote (reference 1.11). They do not change the build's status
// (UNVERIFIED).
#include <utility>

#include "fakes/codebuild/build_run.h"
#include "fakes/codebuild/globs.h"

namespace greenroom::codebuild {
namespace {

BuildReport incomplete(ReportType type) {
  BuildReport report;
  report.report.type = type;
  report.report.status = ReportStatusType::INCOMPLETE;
  return report;
}

}  // namespace

Task<void> BuildRun::collect_reports(Context cx) {
  const std::map<std::string, BuildspecReport> wanted = spec_.reports;
  for (const auto& [group, settings] : wanted) {
    BuildReport report = co_await collect_report(cx, group, settings);
    add_report(cx, group, std::move(report));
  }
}

Task<BuildReport> BuildRun::collect_report(Context cx, std::string group, BuildspecReport wanted) {
  const Result<ReportFormat> format = report_format_named(wanted.file_format);
  if (!format.ok()) {
    log_.container(
        cx, "Error in UPLOAD_ARTIFACTS phase: " + report_error_text(group, format.failure()));
    co_return incomplete(ReportType::TEST);
  }
  const ReportType type = report_type(format.value());
  std::string base = wanted.base_directory.empty()
                         ? source_directory()
                         : source_directory() + "/" + wanted.base_directory;
  const Result<std::vector<FileEntry>> listing = co_await container_->list(cx, base);
  std::vector<std::string> all;
  for (const FileEntry& entry : listing.ok() ? listing.value() : std::vector<FileEntry>()) {
    if (entry.kind != FileKind::Directory) {
      all.push_back(entry.path);
    }
  }
  std::vector<TestCase> cases;
  std::vector<CodeCoverage> coverage;
  for (const std::string& file : select_files(all, wanted.files, {}).files) {
    const Result<std::string> text = co_await container_->read_file(cx, base + "/" + file);
    Failure failure = text.ok() ? Failure() : text.failure();
    if (text.ok() && type == ReportType::TEST) {
      Result<std::vector<TestCase>> parsed = parse_test_cases(format.value(), file, text.value());
      failure = parsed.ok() ? Failure() : parsed.failure();
      if (parsed.ok()) {
        cases.insert(cases.end(), parsed.value().begin(), parsed.value().end());
      }
    } else if (text.ok()) {
      Result<std::vector<CodeCoverage>> parsed = parse_coverage(format.value(), file, text.value());
      failure = parsed.ok() ? Failure() : parsed.failure();
      if (parsed.ok()) {
        coverage.insert(coverage.end(), parsed.value().begin(), parsed.value().end());
      }
    }
    if (!failure.code.empty()) {
      log_.container(cx, "Error in UPLOAD_ARTIFACTS phase: " + report_error_text(group, failure));
      co_return incomplete(type);
    }
  }
  if (type == ReportType::TEST) {
    TestReport summary = summarize(std::move(cases));
    co_return BuildReport{std::move(summary.report), std::move(summary.testCases), {}};
  }
  CoverageReport summary = summarize(std::move(coverage));
  co_return BuildReport{std::move(summary.report), {}, std::move(summary.codeCoverages)};
}

// A group that is only a name belongs to the project.
void BuildRun::add_report(Context cx, const std::string& group, BuildReport report) {
  const std::string uuid = build_.id.substr(build_.id.find(':') + 1);
  const std::string name = group.rfind("arn:", 0) == 0 ? group.substr(group.rfind('/') + 1)
                                                       : build_.projectName + "-" + group;
  const std::string prefix = "arn:aws:codebuild:" + account_.region + ":" + account_.id + ":";
  report.report.name = name;
  report.report.reportGroupArn = prefix + "report-group/" + name;
  report.report.arn = prefix + "report/" + name + ":" + uuid;  // UNVERIFIED
  report.report.executionId = build_.arn;
  report.report.created = cx.now();
  report.report.expired = cx.now() + k_report_lifetime;
  std::vector<Field> fields;
  fields.emplace_back("buildNumber", build_.buildNumber);
  fields.emplace_back("group", name);
  fields.emplace_back("type", to_string(report.report.type));
  fields.emplace_back("status", to_string(report.report.status));
  if (report.report.type == ReportType::TEST) {
    fields.emplace_back("total", report.report.testSummary.total);
    for (const auto& [status, count] : report.report.testSummary.statusCounts) {
      fields.emplace_back(status, count);
    }
  } else {
    fields.emplace_back("lineCoveragePercentage",
                        report.report.codeCoverageSummary.lineCoveragePercentage);
  }
  cx.trace("codebuild.report", fields);
  for (const TestCase& one : report.testCases) {
    if (one.status == TestCaseStatus::FAILED || one.status == TestCaseStatus::ERROR) {
      cx.trace("codebuild.test_case", {{"buildNumber", build_.buildNumber},
                                       {"group", name},
                                       {"name", one.name},
                                       {"status", to_string(one.status)},
                                       {"message", one.message}});
    }
  }
  build_.reports.push_back(std::move(report));
}

}  // namespace greenroom::codebuild
