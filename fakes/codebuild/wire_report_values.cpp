#include "fakes/codebuild/wire_report_values.h"

#include <algorithm>
#include <charconv>

#include "fakes/codebuild/wire_values.h"

namespace greenroom::codebuild {
namespace {

// 6666 is 66.66.
aws::Json percentage(std::int64_t hundredths_of_it) {
  const std::string fraction = std::to_string(100 + hundredths_of_it % 100).substr(1);
  return {aws::JsonKind::Number, std::to_string(hundredths_of_it / 100) + "." + fraction, {}, {}};
}

aws::Json no_export() {
  return wire::Object().add("exportConfigType", wire::text("NO_EXPORT")).take();
}

// What a summary of coverage and a file of it have in common.
template <typename Covered>
void add_coverage(wire::Object& object, const Covered& covered) {
  object.add("lineCoveragePercentage", percentage(covered.lineCoveragePercentage))
      .add("linesCovered", wire::number(covered.linesCovered))
      .add("linesMissed", wire::number(covered.linesMissed))
      .add("branchCoveragePercentage", percentage(covered.branchCoveragePercentage))
      .add("branchesCovered", wire::number(covered.branchesCovered))
      .add("branchesMissed", wire::number(covered.branchesMissed));
}

aws::Json summary_of(const TestReportSummary& summary) {
  wire::Object counts;
  for (const auto& [status, count] : summary.statusCounts) {
    counts.add(status, wire::number(count));
  }
  return wire::Object()
      .add("total", wire::number(summary.total))
      .add("statusCounts", counts.take())
      .add("durationInNanoSeconds", wire::number(summary.durationInNanoSeconds))
      .take();
}

}  // namespace

std::int64_t hundredths(const std::string& text, std::int64_t otherwise) {
  if (text.empty()) {
    return otherwise;
  }
  const std::size_t dot = std::min(text.find('.'), text.size());
  const std::string digits =
      text.substr(0, dot) + (text.substr(std::min(dot + 1, text.size())) + "00").substr(0, 2);
  std::int64_t value = otherwise;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

std::map<std::string, ReportGroup> report_groups(const std::vector<BuildReport>& reports) {
  std::map<std::string, ReportGroup> groups;
  for (const BuildReport& one : reports) {
    const Report& report = one.report;
    const auto [group, is_new] = groups.try_emplace(
        report.reportGroupArn, ReportGroup{report.reportGroupArn, report.name, report.type,
                                           report.created, report.created});
    group->second.lastModified = std::max(group->second.lastModified, report.created);
  }
  return groups;
}

aws::Json report_of(Context cx, const Report& report) {
  wire::Object object;
  object.add("arn", wire::text(report.arn))
      .add("type", wire::text(to_string(report.type)))
      .add("name", wire::text(report.name))
      .add("reportGroupArn", wire::text(report.reportGroupArn))
      .add("executionId", wire::text(report.executionId))
      .add("status", wire::text(to_string(report.status)))
      .add("created", wire::timestamp(cx.epoch(), report.created))
      .add("expired", wire::timestamp(cx.epoch(), report.expired))
      .add("exportConfig", no_export())
      .add("truncated", flag(report.truncated));
  if (report.type == ReportType::TEST) {
    object.add("testSummary", summary_of(report.testSummary));
  } else {
    wire::Object summary;
    add_coverage(summary, report.codeCoverageSummary);
    object.add("codeCoverageSummary", summary.take());
  }
  return object.take();
}

aws::Json test_case_of(Context cx, const Report& report, const TestCase& one) {
  return wire::Object()
      .add("reportArn", wire::text(report.arn))
      .add("testRawDataPath", wire::text(one.testRawDataPath))
      .add("prefix", wire::text(one.prefix))
      .add("name", wire::text(one.name))
      .add("status", wire::text(to_string(one.status)))
      .add("durationInNanoSeconds", wire::number(one.durationInNanoSeconds))
      .add("message", wire::text(one.message))
      .add("expired", wire::timestamp(cx.epoch(), report.expired))
      .add_unless_empty("testSuiteName", one.testSuiteName)
      .take();
}

aws::Json coverage_of(Context cx, const Report& report, const CodeCoverage& one) {
  wire::Object object;
  object
      .add("id", wire::text(report.arn + "/" + one.filePath))  // UNVERIFIED: AWS's is opaque
      .add("reportARN", wire::text(report.arn))
      .add("filePath", wire::text(one.filePath));
  add_coverage(object, one);
  return object.add("expired", wire::timestamp(cx.epoch(), report.expired)).take();
}

aws::Json group_of(Context cx, const ReportGroup& group) {
  return wire::Object()
      .add("arn", wire::text(group.arn))
      .add("name", wire::text(group.name))
      .add("type", wire::text(to_string(group.type)))
      .add("exportConfig", no_export())
      .add("created", wire::timestamp(cx.epoch(), group.created))
      .add("lastModified", wire::timestamp(cx.epoch(), group.lastModified))
      .add("tags", empty_list())
      .add("status", wire::text("ACTIVE"))
      .take();
}

}  // namespace greenroom::codebuild
