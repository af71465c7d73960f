// Reports by AWS's protocol: of tests, of coverage, and the groups they belong to.
#include "tests/fakes/codebuild/wire_lab.h"

using namespace greenroom;
using namespace greenroom::codebuild;

namespace {

const std::map<std::string, std::string> k_tested = {
    {"buildspec.yml", R"(version: 0.2
phases: { build: { commands: [test] } }
reports:
  unit: { files: [junit.xml] }
  covered: { files: [clover.xml], file-format: CLOVERXML }
)"},
    {"junit.xml", R"(<testsuite name="all"><testcase classname="Cart" name="adds" time="0.5"/>
<testcase classname="Cart" name="removes"><failure message="still there"/></testcase>
<testcase classname="Order" name="pays"/></testsuite>)"},
    {"clover.xml", R"(<coverage generated="1"><project timestamp="1"><file name="a.js">
<metrics statements="3" coveredstatements="2" conditionals="0" coveredconditionals="0"/>
<line num="1" count="1" type="stmt"/><line num="2" count="1" type="stmt"/>
<line num="3" count="0" type="stmt"/></file></project></coverage>)"}};

const std::string k_arn = "arn:aws:codebuild:us-east-1:123456789012:report-group/lab-app-unit";

}  // namespace

TEST_CASE("reports are listed by group and status, and told with their cases") {
  WireLab w;
  (void)w.lab.build(k_tested);
  (void)w.lab.build(k_tested);
  const Context cx = w.lab.world.as("client");
  CHECK(at(w.ask(cx, "ListReports", "{}"), "reports") == "4 items");
  CHECK(at(w.ask(cx, "ListReports", R"({"filter": {"status": "FAILED"}})"), "reports") ==
        "2 items");
  aws::Json list =
      w.ask(cx, "ListReportsForReportGroup",
            R"({"maxResults": 1, "sortOrder": "ASCENDING", "reportGroupArn": ")" + k_arn + "\"}");
  CHECK(at(list, "reports") == "1 items");
  CHECK(at(list, "nextToken") == at(list, "reports.0"));
  const std::string arn = at(list, "reports.0");
  const aws::Json reports =
      w.ask(cx, "BatchGetReports", R"({"reportArns": [")" + arn + R"(", "arn:none"]})");
  CHECK(at(reports, "reports.0.status") == "FAILED");
  CHECK(at(reports, "reports.0.testSummary.total") == "3");
  CHECK(at(reports, "reports.0.testSummary.statusCounts.FAILED") == "1");
  CHECK(at(reports, "reports.0.testSummary.durationInNanoSeconds") == "500000000");
  CHECK(at(reports, "reportsNotFound.0") == "arn:none");

  const std::string of_it = R"({"reportArn": ")" + arn + "\"";
  const aws::Json failed =
      w.ask(cx, "DescribeTestCases", of_it + R"(, "filter": {"status": "FAILED"}})");
  CHECK(at(failed, "testCases") == "1 items");
  CHECK(at(failed, "testCases.0.name") == "removes");
  CHECK(at(failed, "testCases.0.message").find("still there") != std::string::npos);
  CHECK(at(w.ask(cx, "DescribeTestCases", of_it + R"(, "filter": {"keyword": "Cart"}})"),
           "testCases") == "2 items");
  aws::Json page = w.ask(cx, "DescribeTestCases", of_it + R"(, "maxResults": 2})");
  page =
      w.ask(cx, "DescribeTestCases", of_it + R"(, "nextToken": ")" + at(page, "nextToken") + "\"}");
  CHECK(at(page, "testCases") == "1 items");
  CHECK(at(page, "testCases.0.prefix") == "Order");
  CHECK(w.refusal(cx, "DescribeTestCases", R"({"reportArn": "none"})") ==
        "ResourceNotFoundException");
}

TEST_CASE("coverage is told in percent, with two digits, and filtered by it") {
  WireLab w;
  const Build build = w.lab.build(k_tested);
  const Context cx = w.lab.world.as("client");
  const aws::Json told = w.ask(cx, "BatchGetBuilds", R"({"ids": [")" + build.id + R"("]})");
  CHECK(at(told, "builds.0.reportArns") == "2 items");
  const std::string arn = at(told, "builds.0.reportArns.0");
  const std::string of_it = R"({"reportArn": ")" + arn + "\"";
  const aws::Json files = w.ask(cx, "DescribeCodeCoverages", of_it + "}");
  CHECK(at(files, "codeCoverages.0.filePath") == "a.js");
  CHECK(at(files, "codeCoverages.0.lineCoveragePercentage") == "66.66");
  CHECK(at(w.ask(cx, "DescribeCodeCoverages", of_it + R"(, "minLineCoveragePercentage": 66.67})"),
           "codeCoverages") == "0 items");
  CHECK(at(w.ask(cx, "DescribeCodeCoverages", of_it + R"(, "maxLineCoveragePercentage": 66.7})"),
           "codeCoverages") == "1 items");
}

TEST_CASE("report groups are those that have reports, and stay when builds are deleted") {
  WireLab w;
  const Build build = w.lab.build(k_tested);
  const Context cx = w.lab.world.as("client");
  (void)w.ask(cx, "BatchDeleteBuilds", R"({"ids": [")" + build.id + R"("]})");
  const aws::Json groups = w.ask(cx, "ListReportGroups", R"({"sortOrder": "DESCENDING"})");
  CHECK(at(groups, "reportGroups.0") == k_arn);
  const aws::Json group =
      w.ask(cx, "BatchGetReportGroups", R"({"reportGroupArns": [")" + k_arn + R"(", "none"]})");
  CHECK(at(group, "reportGroups.0.name") == "lab-app-unit");
  CHECK(at(group, "reportGroups.0.type") == "TEST");
  CHECK(at(group, "reportGroups.0.exportConfig.exportConfigType") == "NO_EXPORT");
  CHECK(at(group, "reportGroupsNotFound.0") == "none");
}
