// Reports as the API tells them. Pure.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "fakes/aws/json.h"
#include "fakes/codebuild/types.h"
#include "sim/core/context.h"

namespace greenroom::codebuild {

// A group is there from its first report on; nobody makes one by hand here.
struct ReportGroup {
  std::string arn;
  std::string name;
  ReportType type = ReportType::TEST;
  Instant created;
  Instant lastModified;
};
// By ARN.
[[nodiscard]] std::map<std::string, ReportGroup> report_groups(
    const std::vector<BuildReport>& reports);

[[nodiscard]] aws::Json report_of(Context cx, const Report& report);
[[nodiscard]] aws::Json test_case_of(Context cx, const Report& report, const TestCase& one);
[[nodiscard]] aws::Json coverage_of(Context cx, const Report& report, const CodeCoverage& one);
[[nodiscard]] aws::Json group_of(Context cx, const ReportGroup& group);

// "66.666" is 6666; `otherwise` for "".
[[nodiscard]] std::int64_t hundredths(const std::string& percentage, std::int64_t otherwise);

}  // namespace greenroom::codebuild
