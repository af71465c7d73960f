// Reports of JUnit and TestNG. Half the world's tools write "JUnit XML", each a little differently
// (reference codebuild-codepipeline-s3.md 1.11).
#include <array>
#include <pugixml.hpp>

#include "fakes/codebuild/report_formats.h"
#include "fakes/codebuild/report_xml.h"

namespace greenroom::codebuild {
namespace {

struct StatusWord {
  const char* word;
  TestCaseStatus status;
};

// Words of the attributes `status` and `result` of a case: GoogleTest ("notrun", "suppressed") and
// CTest ("fail", "disabled") use them. Others, as "run" and "completed", say nothing.
constexpr std::array<StatusWord, 8> k_junit_words = {{
    {"error", TestCaseStatus::ERROR},
    {"fail", TestCaseStatus::FAILED},
    {"failed", TestCaseStatus::FAILED},
    {"failure", TestCaseStatus::FAILED},
    {"skipped", TestCaseStatus::SKIPPED},
    {"disabled", TestCaseStatus::SKIPPED},
    {"notrun", TestCaseStatus::SKIPPED},
    {"suppressed", TestCaseStatus::SKIPPED},
}};

TestCaseStatus junit_status_told(const pugi::xml_node& element) {
  for (const StatusWord& known : k_junit_words) {
    if (known.word == std::string(element.attribute("status").value()) ||
        known.word == std::string(element.attribute("result").value())) {
      return known.status;
    }
  }
  return TestCaseStatus::SUCCEEDED;
}

TestCase junit_case(const XmlReport& report, const pugi::xml_node& element,
                    const std::string& suite) {
  TestCase test;
  test.name = report.required(element, "name");
  test.prefix = element.attribute("classname").value();
  test.testSuiteName = suite;
  test.durationInNanoSeconds = report.nanoseconds(element, "time", DurationUnit::SECONDS);
  test.status = junit_status_told(element);
  // The worst child decides, whichever comes first.
  constexpr std::array<StatusWord, 3> k_children = {{
      {"error", TestCaseStatus::ERROR},
      {"failure", TestCaseStatus::FAILED},
      {"skipped", TestCaseStatus::SKIPPED},
  }};
  for (const StatusWord& known : k_children) {
    if (const pugi::xml_node child = element.child(known.word)) {
      test.status = known.status;
      test.message = message_and_details(child.attribute("message").value(), xml_text(child));
      break;
    }
  }
  return test;
}

// CodeBuild subtracts what a suite says of its failures from what it says of its tests
// (aquasecurity/trivy issues 880 and 902).
void require_possible_counts(const XmlReport& report, const pugi::xml_node& suite) {
  if (suite.attribute("tests") && report.count(suite, "failures") + report.count(suite, "errors") >
                                      report.count(suite, "tests")) {
    throw RejectedReport{
        {"InvalidInputException", "Test summary: status count cannot be negative"}};
  }
}

// `element` is <testsuites> or <testsuite>, which may hold suites in turn.
void junit_suite(const XmlReport& report, const pugi::xml_node& element, int depth,
                 std::vector<TestCase>& cases) {
  report.require_depth(element, depth);
  require_possible_counts(report, element);
  const std::size_t first = cases.size();
  for (const pugi::xml_node child : element.children()) {
    const std::string name = child.name();
    if (name == "testcase") {
      cases.push_back(junit_case(report, child, element.attribute("name").value()));
    } else if (name == "testsuite") {
      junit_suite(report, child, depth + 1, cases);
    }
  }
  report.require_cases(element, report.count(element, "tests"),
                       report.count(element, "failures") + report.count(element, "errors"), cases,
                       first);
}

TestCase testng_case(const XmlReport& report, const pugi::xml_node& method,
                     const std::string& class_name, const std::string& suite) {
  TestCase test;
  test.name = report.required(method, "name");
  test.prefix = class_name;
  test.testSuiteName = suite;
  test.durationInNanoSeconds =
      report.nanoseconds(method, "duration-ms", DurationUnit::MILLISECONDS);
  const std::string status = report.required(method, "status");
  test.status = status == "PASS"   ? TestCaseStatus::SUCCEEDED
                : status == "FAIL" ? TestCaseStatus::FAILED
                : status == "SKIP" ? TestCaseStatus::SKIPPED
                                   : TestCaseStatus::UNKNOWN;
  const pugi::xml_node exception = method.child("exception");
  test.message = message_and_details(xml_text(exception.child("message")),
                                     xml_text(exception.child("full-stacktrace")));
  return test;
}

// @BeforeClass and its kind are no tests; UNVERIFIED: one that failed is shown, because it may be
// all there is to see of the failure.
bool is_quiet_configuration(const pugi::xml_node& method) {
  return method.attribute("is-config").value() == std::string("true") &&
         method.attribute("status").value() != std::string("FAIL");
}

}  // namespace

std::vector<TestCase> parse_junit(const std::string& path, const std::string& text) {
  const XmlReport report(path, text, {"testsuites", "testsuite"});
  std::vector<TestCase> cases;
  junit_suite(report, report.root(), 1, cases);
  return cases;
}

std::vector<TestCase> parse_testng(const std::string& path, const std::string& text) {
  const XmlReport report(path, text, {"testng-results"});
  std::vector<TestCase> cases;
  for (const pugi::xml_node suite : report.root().children("suite")) {
    for (const pugi::xml_node test : suite.children("test")) {
      for (const pugi::xml_node owner : test.children("class")) {
        for (const pugi::xml_node method : owner.children("test-method")) {
          if (!is_quiet_configuration(method)) {
            cases.push_back(testng_case(report, method, owner.attribute("name").value(),
                                        suite.attribute("name").value()));
          }
        }
      }
    }
  }
  report.require_cases(report.root(), report.count(report.root(), "total"),
                       report.count(report.root(), "failed"), cases, 0);
  return cases;
}

}  // namespace greenroom::codebuild
