// Report files that are wrong: refused with their name, the place, and what was expected.
#include <catch2/catch.hpp>

#include "fakes/codebuild/report_formats.h"
#include "tests/fakes/codebuild/reports_lab.h"

using namespace greenroom;
using namespace greenroom::codebuild;

TEST_CASE("a JUnit file that is wrong is refused with its name, the line and what was expected") {
  using Format = ReportFormat;
  check_refusals({
      // Worded by AWS: aws/aws-cdk issue 13867.
      {Format::JUNITXML, "<coverage/>",
       "out/r: expected element type <testsuite> but have <coverage>"},
      {Format::NUNITXML, "<test-run/>",
       "out/r: expected element type <test-results> but have <test-run>"},
      {Format::NUNIT3XML, "<test-results/>",
       "out/r: expected element type <test-run> but have <test-results>"},
      {Format::TESTNGXML, "<testsuite/>",
       "out/r: expected element type <testng-results> but have <testsuite>"},
      {Format::VISUALSTUDIOTRX, "<testsuite/>",
       "out/r: expected element type <TestRun> but have <testsuite>"},
      {Format::JUNITXML, "", "out/r: XML syntax error on line 1: No document element found"},
      {Format::JUNITXML, "<testsuite>\n<testcase name='a'>\n</testsuite>",
       "out/r: XML syntax error on line 3: Start-end tags mismatch"},
      {Format::JUNITXML, "<testsuites>\n\n<testsuite><testcase time='1'/></testsuite></testsuites>",
       "out/r: <testcase> at line 3: expected the attribute name"},
      {Format::JUNITXML, "<testsuite>\n<testcase name='a' time='fast'/></testsuite>",
       "out/r: <testcase> at line 2: expected time to be a number of seconds as 0.25, but have "
       "\"fast\""},
      {Format::JUNITXML, "<testsuite tests='two'/>",
       "out/r: <testsuite> at line 1: expected tests to be a whole number from 0 to 100000000, "
       "but have \"two\""},
      {Format::JUNITXML, "<testsuite tests='1'/>",
       "out/r: <testsuite> at line 1 tells of tests but holds no test case; expected one for each"},
      {Format::JUNITXML,
       "<testsuites><testsuite><testcase name='bad'><failure/></testcase></testsuite>\n"
       "<testsuite errors='1'><testcase name='good'/></testsuite></testsuites>",
       "out/r: <testsuite> at line 2 tells of a failure but no test case in it failed; expected "
       "the test case that did"},

  });
}

TEST_CASE("files of the other XML formats that are wrong are refused") {
  using Format = ReportFormat;
  check_refusals({
      {Format::NUNITXML,
       "<test-results failures='1'><test-case name='a' result='Success'/>"
       "</test-results>",
       "out/r: <test-results> at line 1 tells of a failure but no test case in it failed; expected "
       "the test case that did"},
      {Format::NUNITXML, "<test-results><test-case name='a'/></test-results>",
       "out/r: <test-case> at line 1: expected the attribute executed"},
      {Format::NUNIT3XML,
       "<test-run result='Failed'><test-case name='a' result='Passed'/>"
       "</test-run>",
       "out/r: <test-run> at line 1 tells of a failure but no test case in it failed; expected the "
       "test case that did"},
      {Format::NUNIT3XML, "<test-run><test-case name='a'/></test-run>",
       "out/r: <test-case> at line 1: expected the attribute result"},
      {Format::TESTNGXML, "<testng-results failed='1' total='1'/>",
       "out/r: <testng-results> at line 1 tells of tests but holds no test case; expected one for "
       "each"},
      {Format::TESTNGXML,
       "<testng-results><suite><test><class><test-method name='a'/></class>"
       "</test></suite></testng-results>",
       "out/r: <test-method> at line 1: expected the attribute status"},
      {Format::VISUALSTUDIOTRX,
       "<TestRun><Results><UnitTestResult testName='a' duration='1'/>"
       "</Results></TestRun>",
       "out/r: <UnitTestResult> at line 1: expected duration as 00:00:01.25, but have \"1\""},
      {Format::VISUALSTUDIOTRX,
       "<TestRun><Results><UnitTestResult testName='a' outcome='Passed'/>"
       "</Results>\n<ResultSummary outcome='Aborted'/></TestRun>",
       "out/r: <ResultSummary> at line 2 tells of a failure but no test case in it failed; "
       "expected the test case that did"},

  });
}

TEST_CASE("a Cucumber file that is wrong is refused with the place in it") {
  using Format = ReportFormat;
  check_refusals({
      {Format::CUCUMBERJSON, "", "out/r: JSON syntax error on line 1: incomplete JSON"},
      {Format::CUCUMBERJSON, "[\n{]", "out/r: JSON syntax error on line 2: syntax error"},
      {Format::CUCUMBERJSON, "[]\n\n[]",
       "out/r: JSON syntax error on line 3: expected nothing behind the value"},
      {Format::CUCUMBERJSON, "{}", "out/r: expected a list of features"},
      {Format::CUCUMBERJSON, "[1]", "out/r: feature 1: expected an object"},
      {Format::CUCUMBERJSON, "[{}]",
       "out/r: feature 1: expected elements, the list of its scenarios"},
      {Format::CUCUMBERJSON, R"([{"elements": [{"steps": {}}]}])",
       "out/r: feature 1, element 1: expected steps to be a list"},
      {Format::CUCUMBERJSON, R"([{"elements": [{"steps": [{"result": {"duration": "1"}}]}]}])",
       "out/r: feature 1, element 1, steps 1: expected duration to be a number of nanoseconds, but "
       "have \"1\""},
      {Format::CUCUMBERJSON, R"([{"elements": [{"name": 1}]}])",
       "out/r: feature 1, element 1: expected name to be text"},
  });
}

TEST_CASE("no line is told of a file in another encoding, whose lines pugixml cannot count") {
  std::string wide;
  for (const char c : std::string("\xff\xfe<testsuite>\n<testcase/></testsuite>")) {
    wide += c;
    if (wide.size() > 2) {
      wide += '\0';
    }
  }
  CHECK(refusal_of(ReportFormat::JUNITXML, wide) ==
        "out/r: <testcase>: expected the attribute name");
}

TEST_CASE("suites nested without end are refused, not followed") {
  std::string text;
  for (int i = 0; i < 100'000; ++i) {
    text += "<testsuite>";
  }
  for (int i = 0; i < 100'000; ++i) {
    text += "</testsuite>";
  }
  CHECK(refusal_of(ReportFormat::JUNITXML, text) ==
        "out/r: <testsuite> at line 1: expected at most 100 elements within each other");
}

// aquasecurity/trivy issue 902: "Error in UPLOAD_ARTIFACTS phase: [trivy: [error processing report:
// [InvalidInputException: Test summary: status count cannot be negative]]]".
TEST_CASE("more failures than tests is refused in CodeBuild's words") {
  const auto parsed = parse_test_cases(
      ReportFormat::JUNITXML, "out/r",
      "<testsuites><testsuite tests='1' failures='2'><testcase name='a'><failure/></testcase>"
      "</testsuite></testsuites>");
  REQUIRE_FALSE(parsed.ok());
  CHECK(report_error_text("trivy", parsed.failure()) ==
        "[trivy: [error processing report: [InvalidInputException: Test summary: status count "
        "cannot be negative]]]");
  const auto wrong = parse_test_cases(ReportFormat::JUNITXML, "out/clover.xml", "<coverage/>");
  CHECK(report_error_text("jest", wrong.failure()) ==
        "[jest: [error processing report: [out/clover.xml: expected element type <testsuite> but "
        "have <coverage>]]]");
}
