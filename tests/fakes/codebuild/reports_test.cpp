// Test reports: a sample of each format as its tool writes it, and the summary.
#include "fakes/codebuild/reports.h"

#include <catch2/catch.hpp>

#include "fakes/codebuild/report_formats.h"
#include "tests/fakes/codebuild/reports_lab.h"

using namespace greenroom;
using namespace greenroom::codebuild;

namespace {

constexpr auto k_succeeded = TestCaseStatus::SUCCEEDED;
constexpr auto k_failed = TestCaseStatus::FAILED;
constexpr auto k_error = TestCaseStatus::ERROR;
constexpr auto k_skipped = TestCaseStatus::SKIPPED;
constexpr auto k_unknown = TestCaseStatus::UNKNOWN;

Case case_with(TestCaseStatus status, const std::string& name = "t") {
  Case test;
  test.name = name;
  test.status = status;
  test.durationInNanoSeconds = 2;
  return test;
}

}  // namespace

TEST_CASE("a file-format is known in any case of its letters") {
  CHECK(report_format_named("junitxml").value() == ReportFormat::JUNITXML);
  CHECK(report_format_named("VisualStudioTrx").value() == ReportFormat::VISUALSTUDIOTRX);
  CHECK(report_format_named("SIMPLECOV").value() == ReportFormat::SIMPLECOV);
  const auto unknown = report_format_named("junit");
  REQUIRE_FALSE(unknown.ok());
  CHECK(unknown.failure() ==
        Failure{"YAML_FILE_ERROR",
                "Invalid report file-format: junit. Expecting: JUNITXML,NUNITXML,NUNIT3XML,"
                "TESTNGXML,VISUALSTUDIOTRX,CUCUMBERJSON,CLOVERXML,COBERTURAXML,JACOCOXML,"
                "SIMPLECOV"});
  CHECK(report_type(ReportFormat::CUCUMBERJSON) == ReportType::TEST);
  CHECK(report_type(ReportFormat::CLOVERXML) == ReportType::CODE_COVERAGE);
}

TEST_CASE("durations are exact to the nanosecond") {
  struct Row {
    const char* text;
    std::int64_t nanoseconds;  // -1: refused
  };
  for (const Row row : {Row{"0.0123", 12'300'000},
                        {"0.1", 100'000'000},
                        {"0.000000001", 1},
                        {"0.0000000019", 1},  // what is shorter is cut off
                        {"0.0000000001", 0},
                        {".5", 500'000'000},
                        {"7.", 7'000'000'000},
                        {"0", 0},
                        {"1e-05", 10'000},
                        {"1.5E+2", 150'000'000'000},
                        {"1,234.5", 1'234'500'000'000},
                        {"1,234,567", 1'234'567'000'000'000},
                        {"9223372036.854775807", INT64_MAX},
                        {"9223372036.854775808", -1},
                        {"1e999", -1},
                        {"1e1000", -1},
                        {"0,123", -1},
                        {"1,23", -1},
                        {"1,2345", -1},
                        {"1234,567", -1},
                        {"1.2.3", -1},
                        {"-0.1", -1},
                        {" 1", -1},
                        {"1s", -1},
                        {"1e", -1},
                        {".", -1},
                        {"NaN", -1},
                        {"", -1}}) {
    INFO(row.text);
    CHECK(nanoseconds_of(row.text, DurationUnit::SECONDS).value_or(-1) == row.nanoseconds);
  }
  CHECK(nanoseconds_of("12", DurationUnit::MILLISECONDS) == 12'000'000);
  CHECK(nanoseconds_of("12.9", DurationUnit::NANOSECONDS) == 12);
  CHECK(nanoseconds_of_clock("00:01:02.0123456") == 62'012'345'600);
  CHECK(nanoseconds_of_clock("1.01:00:00") == 90'000'000'000'000);
  for (const char* wrong :
       {"", "1", "1:2:3", "00:00:00.", "00:00:0x", "00:00:01.5s", "x.00:00:01", "00:00:01 "}) {
    INFO(wrong);
    CHECK_FALSE(nanoseconds_of_clock(wrong).has_value());
  }
}

// Reference codebuild-codepipeline-s3.md 1.11: "parse <testsuites>/<testsuite>/<testcase name
// classname time> with child <failure>, <error>, <skipped>".
TEST_CASE("JUnit as jest-junit writes it, with suites within suites") {
  const auto cases = cases_of(ReportFormat::JUNITXML, R"(<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="jest tests" tests="6" failures="1" errors="1" time="1.462">
  <testsuite name="cart" errors="1" failures="1" skipped="1" tests="5" time="0.9">
    <testcase classname="cart adds" name="cart adds one" time="0.0123"/>
    <testcase classname="cart adds" name="cart adds two" time="1,002.5">
      <failure>Error: expect(received).toBe(expected)
    at cart.test.js:9:3</failure>
    </testcase>
    <testcase classname="cart" name="breaks">
      <failure message="later"/>
      <error message="boom &lt;1&gt;" type="TypeError"><![CDATA[at x]]></error>
    </testcase>
    <testcase classname="cart" name="waits" time="0"><skipped message="not yet"/></testcase>
    <testsuite name="cart inner" tests="1"><testcase name="deep" time="1e-9"/></testsuite>
  </testsuite>
  <testsuite name="empty" tests="0"/>
</testsuites>)");
  REQUIRE(cases.size() == 5);
  CHECK(cases[0] ==
        Case{"out/r", "cart adds", "cart adds one", k_succeeded, 12'300'000, "", "cart"});
  CHECK(cases[1] == Case{"out/r", "cart adds", "cart adds two", k_failed, 1'002'500'000'000,
                         "Error: expect(received).toBe(expected)\n    at cart.test.js:9:3",
                         "cart"});
  CHECK(cases[2] == Case{"out/r", "cart", "breaks", k_error, 0, "boom <1>\nat x", "cart"});
  CHECK(cases[3] == Case{"out/r", "cart", "waits", k_skipped, 0, "not yet", "cart"});
  CHECK(cases[4] == Case{"out/r", "", "deep", k_succeeded, 1, "", "cart inner"});
}

TEST_CASE("JUnit as karma, GoogleTest, CTest and pytest write it") {
  const auto karma = cases_of(ReportFormat::JUNITXML, R"xml(<?xml version="1.0"?>
<testsuite name="Chrome Headless 120.0.0.0 (Linux x86_64)" package=""
  timestamp="2024-01-02T03:04:05" id="0" hostname="h" tests="2" errors="0" failures="1">
  <properties><property name="browser.fullName" value="Mozilla/5.0"/></properties>
  <testcase name="AppComponent should create" time="0.018" classname="AppComponent"/>
  <testcase name="AppComponent should fail" time="0.003" classname="AppComponent">
    <failure type="">Expected 1 to be 2.</failure>
  </testcase>
  <system-out/>
</testsuite>)xml");
  REQUIRE(karma.size() == 2);
  CHECK(karma[0] == Case{"out/r", "AppComponent", "AppComponent should create", k_succeeded,
                         18'000'000, "", "Chrome Headless 120.0.0.0 (Linux x86_64)"});
  CHECK(karma[1].status == k_failed);
  CHECK(karma[1].message == "Expected 1 to be 2.");

  const auto others = cases_of(ReportFormat::JUNITXML, R"xml(<testsuites><testsuite name="s">
<testcase name="ran" status="run" result="completed"/>
<testcase name="off" status="notrun" result="suppressed"/>
<testcase name="bad" status="fail"/>
<testcase name="pytest" time=""><failure message="assert 1 == 2">def test():
&gt; assert 1 == 2</failure></testcase></testsuite></testsuites>)xml");
  REQUIRE(others.size() == 4);
  CHECK(others[0].status == k_succeeded);
  CHECK(others[1].status == k_skipped);
  CHECK(others[2].status == k_failed);
  CHECK(others[3] == Case{"out/r", "", "pytest", k_failed, 0, "def test():\n> assert 1 == 2", "s"});
}

TEST_CASE("NUnit 2, with and without `result`") {
  const auto cases = cases_of(ReportFormat::NUNITXML, R"xml(<?xml version="1.0" encoding="utf-8"?>
<test-results name="lab.dll" total="3" errors="1" failures="1" not-run="1" skipped="1">
  <test-suite type="Assembly" name="lab.dll"><results>
    <test-suite type="TestFixture" name="CartTests"><results>
      <test-case name="Lab.CartTests.Adds(1.5)" executed="True" result="Success" time="0.016"/>
      <test-case name="Lab.CartTests.Fails" executed="True" result="Failure" time="0.5">
        <failure><message><![CDATA[Expected: 1]]></message>
          <stack-trace>at Cart</stack-trace></failure></test-case>
      <test-case name="Lab.CartTests.Waits" executed="False" result="Ignored">
        <reason><message>later</message></reason></test-case>
      <test-case name="Lab.CartTests.Breaks" executed="True" result="Error" time="0"/>
      <test-case name="Lab.CartTests.Shrugs" executed="True" result="Inconclusive" time="0"/>
      <test-case name="OldRan" executed="True" success="True"/>
      <test-case name="OldFailed" executed="True" success="False"/>
      <test-case name="OldIdle" executed="False"/>
    </results></test-suite></results></test-suite>
</test-results>)xml");
  REQUIRE(cases.size() == 8);
  CHECK(cases[0] == Case{"out/r", "Lab.CartTests", "Lab.CartTests.Adds(1.5)", k_succeeded,
                         16'000'000, "", "CartTests"});
  CHECK(cases[1] == Case{"out/r", "Lab.CartTests", "Lab.CartTests.Fails", k_failed, 500'000'000,
                         "Expected: 1\nat Cart", "CartTests"});
  CHECK(cases[2].status == k_skipped);
  CHECK(cases[2].message == "later");
  CHECK(cases[3].status == k_error);
  CHECK(cases[4].status == k_unknown);
  CHECK(cases[5] == Case{"out/r", "", "OldRan", k_succeeded, 0, "", "CartTests"});
  CHECK(cases[6].status == k_failed);
  CHECK(cases[7].status == k_skipped);
}

TEST_CASE("NUnit 3") {
  const auto cases = cases_of(ReportFormat::NUNIT3XML, R"(<?xml version="1.0" encoding="utf-8"?>
<test-run id="2" total="4" passed="1" failed="2" result="Failed">
  <test-suite type="Assembly" name="lab.dll" result="Failed" total="4" failed="2">
    <test-suite type="TestFixture" name="CartTests" result="Failed">
      <test-case name="Adds" fullname="Lab.CartTests.Adds" classname="Lab.CartTests" result="Passed"
        duration="0.023456"/>
      <test-case name="Fails" classname="Lab.CartTests" result="Failed" duration="0.000001">
        <failure><message>Expected: 1</message></failure></test-case>
      <test-case name="Breaks" classname="Lab.CartTests" result="Failed" label="Error"/>
      <test-case name="Waits" classname="Lab.CartTests" result="Skipped" label="Ignored">
        <reason><message>later</message></reason></test-case>
      <test-case name="Warns" classname="Lab.CartTests" result="Warning"/>
    </test-suite></test-suite></test-run>)");
  REQUIRE(cases.size() == 5);
  CHECK(cases[0] ==
        Case{"out/r", "Lab.CartTests", "Adds", k_succeeded, 23'456'000, "", "CartTests"});
  CHECK(cases[1] ==
        Case{"out/r", "Lab.CartTests", "Fails", k_failed, 1'000, "Expected: 1", "CartTests"});
  CHECK(cases[2].status == k_error);
  CHECK(cases[3].status == k_skipped);
  CHECK(cases[3].message == "later");
  CHECK(cases[4].status == k_unknown);
}

TEST_CASE("TestNG, whose configuration methods count only when they fail") {
  const auto cases = cases_of(ReportFormat::TESTNGXML, R"xml(<?xml version="1.0" encoding="UTF-8"?>
<testng-results ignored="0" total="3" passed="1" failed="1" skipped="1">
  <reporter-output/>
  <suite name="All" duration-ms="40"><groups/>
    <test name="Unit"><class name="lab.CartTest">
      <test-method is-config="true" status="PASS" name="setUp" duration-ms="3"/>
      <test-method status="PASS" signature="adds()" name="adds" duration-ms="12"/>
      <test-method status="FAIL" name="fails" duration-ms="7">
        <exception class="java.lang.AssertionError"><message><![CDATA[expected [1]]]></message>
          <full-stacktrace><![CDATA[at lab.CartTest]]></full-stacktrace></exception></test-method>
      <test-method status="SKIP" name="waits" duration-ms="0"/>
      <test-method is-config="true" status="FAIL" name="tearDown" duration-ms="1"/>
      <test-method status="SUCCESS_PERCENTAGE_FAILURE" name="flaps" duration-ms="1"/>
    </class></test></suite></testng-results>)xml");
  REQUIRE(cases.size() == 5);
  CHECK(cases[0] == Case{"out/r", "lab.CartTest", "adds", k_succeeded, 12'000'000, "", "All"});
  CHECK(cases[1] == Case{"out/r", "lab.CartTest", "fails", k_failed, 7'000'000,
                         "expected [1]\nat lab.CartTest", "All"});
  CHECK(cases[2].status == k_skipped);
  CHECK(cases[3] == Case{"out/r", "lab.CartTest", "tearDown", k_failed, 1'000'000, "", "All"});
  CHECK(cases[4].status == k_unknown);
}

TEST_CASE("Visual Studio's TRX") {
  const auto cases =
      cases_of(ReportFormat::VISUALSTUDIOTRX, R"xml(<?xml version="1.0" encoding="utf-8"?>
<TestRun id="1" xmlns="http://microsoft.com/schemas/VisualStudio/TeamTest/2010">
  <Results>
    <UnitTestResult testId="a" testName="Lab.CartTests.Adds" duration="00:00:01.0123456"
      outcome="Passed"/>
    <UnitTestResult testId="b" testName="Lab.CartTests.Fails" duration="00:00:00.5"
      outcome="Failed"><Output><ErrorInfo><Message>Assert failed</Message>
        <StackTrace>at Cart</StackTrace></ErrorInfo></Output></UnitTestResult>
    <UnitTestResult testId="x" testName="Waits" outcome="NotExecuted"/>
    <UnitTestResult testId="x" testName="Hangs" outcome="Timeout"/>
    <UnitTestResult testId="x" testName="Shrugs" outcome="Inconclusive"/>
    <UnitTestResult testId="x" testName="SaysNothing"/>
  </Results>
  <TestDefinitions>
    <UnitTest name="Adds" storage="c:\src\bin\lab.tests.dll" id="a">
      <TestMethod className="Lab.CartTests" name="Adds"/></UnitTest>
    <UnitTest name="Fails" storage="/src/bin/lab.tests.dll" id="b">
      <TestMethod className="Lab.CartTests" name="Fails"/></UnitTest>
  </TestDefinitions>
  <ResultSummary outcome="Failed"><Counters total="6" executed="5" failed="2"/></ResultSummary>
</TestRun>)xml");
  REQUIRE(cases.size() == 6);
  CHECK(cases[0] == Case{"out/r", "Lab.CartTests", "Lab.CartTests.Adds", k_succeeded, 1'012'345'600,
                         "", "lab.tests.dll"});
  CHECK(cases[1] == Case{"out/r", "Lab.CartTests", "Lab.CartTests.Fails", k_failed, 500'000'000,
                         "Assert failed\nat Cart", "lab.tests.dll"});
  CHECK(cases[2].status == k_skipped);
  CHECK(cases[3].status == k_error);
  CHECK(cases[4].status == k_unknown);
  CHECK(cases[5].status == k_failed);
}

TEST_CASE("Cucumber: a scenario is a case, and its background and hooks belong to it") {
  const auto cases = cases_of(ReportFormat::CUCUMBERJSON,
                              "\xef\xbb\xbf"
                              R"json([
{"uri": "features/cart.feature", "id": "cart", "keyword": "Feature", "name": "Cart", "elements": [
  {"type": "background", "name": "", "steps": [
    {"name": "a shop", "result": {"status": "passed", "duration": 1000}}]},
  {"type": "scenario", "name": "adds",
   "before": [{"result": {"status": "passed", "duration": 20}}],
   "steps": [{"name": "I add", "result": {"status": "passed", "duration": 300.75},
     "after": [{"result": {"status": "passed", "duration": 4}}]}],
   "after": [{"result": {"status": "passed"}}]},
  {"type": "background", "steps": [
   {"result": {"status": "failed", "duration": 5, "error_message": "no shop\n"}}]},
  {"type": "scenario", "name": "shops", "steps": [{"result": {"status": "skipped"}}]},
  {"type": "scenario", "name": "is told of nobody", "steps": [
   {"result": {"status": "undefined"}}, {"result": {"status": "skipped"}}]},
  {"type": "scenario", "name": "waits", "steps": [{"result": {"status": "skipped"}}]},
  {"type": "scenario", "name": "is empty", "steps": []},
  {"type": "scenario", "name": "breaks after", "steps": [{"result": {"status": "passed"}}],
   "after": [{"result": {"status": "failed", "error_message": "hook"}},
             {"result": {"status": "failed", "error_message": "a later hook"}}]},
  {"type": "background", "name": "alone", "steps": [{"result": {"status": "failed"}}]}
]}, {"uri": "features/none.feature", "name": "None", "elements": []}]
)json");
  REQUIRE(cases.size() == 7);
  CHECK(cases[0] == Case{"out/r", "features/cart.feature", "adds", k_succeeded, 1'324, "", "Cart"});
  CHECK(cases[1] ==
        Case{"out/r", "features/cart.feature", "shops", k_failed, 5, "no shop", "Cart"});
  CHECK(cases[2].status == k_unknown);
  CHECK(cases[3].status == k_skipped);
  CHECK(cases[4].status == k_unknown);
  CHECK(cases[5].status == k_failed);
  CHECK(cases[5].message == "hook");
  CHECK(cases[6] == Case{"out/r", "features/cart.feature", "alone", k_failed, 0, "", "Cart"});
}

TEST_CASE("a report is FAILED when a case was not successful, INCOMPLETE without cases") {
  struct Row {
    std::vector<TestCaseStatus> cases;
    ReportStatusType status;
  };
  for (const Row& row : {Row{{}, ReportStatusType::INCOMPLETE},
                         {{k_succeeded, k_skipped}, ReportStatusType::SUCCEEDED},
                         {{k_succeeded, k_failed}, ReportStatusType::FAILED},
                         {{k_error, k_succeeded}, ReportStatusType::FAILED},
                         {{k_unknown, k_succeeded}, ReportStatusType::FAILED}}) {
    std::vector<Case> cases;
    for (const TestCaseStatus status : row.cases) {
      cases.push_back(case_with(status));
    }
    CHECK(std::string(to_string(summarize(cases).report.status)) == to_string(row.status));
  }
  const TestReport made =
      summarize({case_with(k_failed), case_with(k_skipped), case_with(k_skipped)});
  CHECK(made.report.type == ReportType::TEST);
  CHECK(made.report.testSummary.total == 3);
  CHECK(made.report.testSummary.durationInNanoSeconds == 6);
  CHECK(made.report.testSummary.statusCounts ==
        std::map<std::string, std::int64_t>{
            {"ERROR", 0}, {"FAILED", 1}, {"SKIPPED", 2}, {"SUCCEEDED", 0}, {"UNKNOWN", 0}});
}

// Reference 1.5: "≤500 cases/report"; the User Guide: tests with the status FAILED come first.
TEST_CASE("of more than 500 cases the failed ones are kept first, in their order") {
  CHECK(k_test_cases_per_report_max == 500);
  std::vector<Case> cases(500, case_with(k_succeeded));
  CHECK_FALSE(summarize(cases).report.truncated);
  cases.push_back(case_with(k_failed, "the last"));
  cases.front().name = "the first";
  const TestReport made = summarize(cases);
  CHECK(made.report.truncated);
  CHECK(made.report.testSummary.total == 501);
  REQUIRE(made.testCases.size() == 500);
  CHECK(made.testCases.front().name == "the first");
  CHECK(made.testCases.back().name == "the last");
  CHECK(made.testCases.back().status == k_failed);

  const TestReport all_failed = summarize(std::vector<Case>(600, case_with(k_failed)));
  CHECK(all_failed.testCases.size() == 500);
  CHECK(all_failed.report.testSummary.statusCounts.at("FAILED") == 600);
}

TEST_CASE("durations that no number holds stop at the largest") {
  Case endless = case_with(k_succeeded);
  endless.durationInNanoSeconds = INT64_MAX;
  CHECK(summarize({endless, endless}).report.testSummary.durationInNanoSeconds == INT64_MAX);
}
