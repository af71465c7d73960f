// Reports of tests and coverage, their cases, and the groups they belong to (reference 1.11).
#include <algorithm>
#include <utility>

#include "fakes/codebuild/wire_handlers.h"
#include "fakes/codebuild/wire_report_values.h"
#include "fakes/codebuild/wire_values.h"

namespace greenroom::codebuild {
namespace {

constexpr std::int64_t k_page = 100;

std::int64_t page_size(const aws::Json& input) {
  return wire::number_of(input, "maxResults", k_page);
}

// The newest first, when nothing is said (UNVERIFIED). `group`: "" for all.
Result<aws::Json> reports_page(const CodeBuild& codebuild, const std::string& group,
                               const aws::Json& input) {
  const aws::Json* filter = input.find("filter");
  const std::string status = filter == nullptr ? "" : wire::text_of(*filter, "status");
  std::vector<std::string> arns;
  for (const BuildReport& one : codebuild.state().reports) {
    if ((group.empty() || one.report.reportGroupArn == group) &&
        (status.empty() || to_string(one.report.status) == status)) {
      arns.push_back(one.report.arn);
    }
  }
  if (wire::text_of(input, "sortOrder") != "ASCENDING") {
    std::reverse(arns.begin(), arns.end());
  }
  const Result<NamesPage> page =
      names_page(arns, page_size(input), wire::text_of(input, "nextToken"));
  if (!page.ok()) {
    return page.failure();
  }
  return wire::Object()
      .add_unless_empty("nextToken", page.value().nextToken)
      .add("reports", wire::texts(page.value().names))
      .take();
}

Result<aws::Json> list_reports(CodeBuild& codebuild, Context, const aws::Json& input) {
  return reports_page(codebuild, "", input);
}

Result<aws::Json> list_reports_of_group(CodeBuild& codebuild, Context, const aws::Json& input) {
  const std::string group = wire::text_of(input, "reportGroupArn");
  if (report_groups(codebuild.state().reports).count(group) == 0) {
    return Failure{"ResourceNotFoundException", "Report group not found: " + group};
  }
  return reports_page(codebuild, group, input);
}

const BuildReport* find_report(const CodeBuild& codebuild, const std::string& arn) {
  const std::vector<BuildReport>& all = codebuild.state().reports;
  const auto found = std::find_if(all.begin(), all.end(),
                                  [&](const BuildReport& one) { return one.report.arn == arn; });
  return found == all.end() ? nullptr : &*found;
}

Failure report_not_found(const std::string& arn) {  // text UNVERIFIED
  return {"ResourceNotFoundException", "Report not found: " + arn};
}

Result<aws::Json> get_reports(CodeBuild& codebuild, Context cx, const aws::Json& input) {
  aws::Json found = empty_list();
  std::vector<std::string> not_found;
  for (const std::string& arn : wire::texts_of(input, "reportArns")) {
    if (const BuildReport* report = find_report(codebuild, arn)) {
      found.items.push_back(report_of(cx, report->report));
    } else {
      not_found.push_back(arn);
    }
  }
  return wire::Object()
      .add("reports", std::move(found))
      .add("reportsNotFound", wire::texts(not_found))
      .take();
}

// A page of `all` under `member`; the token is the number of the entry to begin with.
Result<aws::Json> entries_page(const std::string& member, std::vector<aws::Json> all,
                               const aws::Json& input) {
  std::vector<std::string> numbers;
  for (std::size_t i = 0; i < all.size(); ++i) {
    numbers.push_back(std::to_string(i + 1));
  }
  const Result<NamesPage> page =
      names_page(numbers, page_size(input), wire::text_of(input, "nextToken"));
  if (!page.ok()) {
    return page.failure();
  }
  aws::Json entries = empty_list();
  for (const std::string& number : page.value().names) {
    entries.items.push_back(std::move(all[std::stoul(number) - 1]));
  }
  return wire::Object()
      .add_unless_empty("nextToken", page.value().nextToken)
      .add(member, std::move(entries))
      .take();
}

Result<aws::Json> describe_test_cases(CodeBuild& codebuild, Context cx, const aws::Json& input) {
  const std::string arn = wire::text_of(input, "reportArn");
  const BuildReport* report = find_report(codebuild, arn);
  if (report == nullptr) {
    return report_not_found(arn);
  }
  const aws::Json* filter = input.find("filter");
  const std::string status = filter == nullptr ? "" : wire::text_of(*filter, "status");
  const std::string keyword = filter == nullptr ? "" : wire::text_of(*filter, "keyword");
  std::vector<aws::Json> cases;
  for (const TestCase& one : report->testCases) {
    const bool has_keyword = one.name.find(keyword) != std::string::npos ||
                             one.prefix.find(keyword) != std::string::npos;
    if (has_keyword && (status.empty() || to_string(one.status) == status)) {
      cases.push_back(test_case_of(cx, report->report, one));
    }
  }
  return entries_page("testCases", std::move(cases), input);
}

Result<aws::Json> describe_coverage(CodeBuild& codebuild, Context cx, const aws::Json& input) {
  const std::string arn = wire::text_of(input, "reportArn");
  const BuildReport* report = find_report(codebuild, arn);
  if (report == nullptr) {
    return report_not_found(arn);
  }
  const std::int64_t least = hundredths(wire::text_of(input, "minLineCoveragePercentage"), 0);
  const std::int64_t most = hundredths(wire::text_of(input, "maxLineCoveragePercentage"), 10000);
  std::vector<CodeCoverage> files;
  for (const CodeCoverage& one : report->codeCoverages) {
    if (one.lineCoveragePercentage >= least && one.lineCoveragePercentage <= most) {
      files.push_back(one);
    }
  }
  if (wire::text_of(input, "sortBy") == "LINE_COVERAGE_PERCENTAGE") {
    std::stable_sort(files.begin(), files.end(), [](const CodeCoverage& a, const CodeCoverage& b) {
      return a.lineCoveragePercentage < b.lineCoveragePercentage;
    });
  }
  if (wire::text_of(input, "sortOrder") == "DESCENDING") {
    std::reverse(files.begin(), files.end());
  }
  std::vector<aws::Json> told;
  for (const CodeCoverage& one : files) {
    told.push_back(coverage_of(cx, report->report, one));
  }
  return entries_page("codeCoverages", std::move(told), input);
}

Result<aws::Json> list_groups(CodeBuild& codebuild, Context, const aws::Json& input) {
  const std::string by = wire::text_of(input, "sortBy");
  std::vector<ReportGroup> all;
  for (const auto& [arn, group] : report_groups(codebuild.state().reports)) {
    all.push_back(group);
  }
  std::stable_sort(all.begin(), all.end(), [&](const ReportGroup& a, const ReportGroup& b) {
    return by == "CREATED_TIME"         ? a.created < b.created
           : by == "LAST_MODIFIED_TIME" ? a.lastModified < b.lastModified
                                        : a.name < b.name;
  });
  if (wire::text_of(input, "sortOrder") == "DESCENDING") {
    std::reverse(all.begin(), all.end());
  }
  std::vector<std::string> arns;
  for (const ReportGroup& group : all) {
    arns.push_back(group.arn);
  }
  const Result<NamesPage> page =
      names_page(arns, page_size(input), wire::text_of(input, "nextToken"));
  if (!page.ok()) {
    return page.failure();
  }
  return wire::Object()
      .add_unless_empty("nextToken", page.value().nextToken)
      .add("reportGroups", wire::texts(page.value().names))
      .take();
}

Result<aws::Json> get_groups(CodeBuild& codebuild, Context cx, const aws::Json& input) {
  const std::map<std::string, ReportGroup> all = report_groups(codebuild.state().reports);
  aws::Json found = empty_list();
  std::vector<std::string> not_found;
  for (const std::string& arn : wire::texts_of(input, "reportGroupArns")) {
    const auto group = all.find(arn);
    if (group == all.end()) {
      not_found.push_back(arn);
    } else {
      found.items.push_back(group_of(cx, group->second));
    }
  }
  return wire::Object()
      .add("reportGroups", std::move(found))
      .add("reportGroupsNotFound", wire::texts(not_found))
      .take();
}

}  // namespace

const Handlers& report_handlers() {
  static const Handlers k_handlers = {
      {"ListReports", list_reports},
      {"ListReportsForReportGroup", list_reports_of_group},
      {"BatchGetReports", get_reports},
      {"DescribeTestCases", describe_test_cases},
      {"DescribeCodeCoverages", describe_coverage},
      {"ListReportGroups", list_groups},
      {"BatchGetReportGroups", get_groups},
  };
  return k_handlers;
}

}  // namespace greenroom::codebuild
