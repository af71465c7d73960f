// Reports of NUnit 2, NUnit 3 and Visual Studio (reference codebuild-codepipeline-s3.md 1.5, 1.11).
#include <algorithm>
#include <map>
#include <pugixml.hpp>

#include "fakes/codebuild/report_formats.h"
#include "fakes/codebuild/report_xml.h"

namespace greenroom::codebuild {
namespace {

using StatusWords = std::map<std::string, TestCaseStatus>;

TestCaseStatus status_named(const std::string& word, const StatusWords& words) {
  const auto known = words.find(word);
  return known == words.end() ? TestCaseStatus::UNKNOWN : known->second;
}

// "Lab.Tests.CartTests.adds(1)" in "Lab.Tests.CartTests": before the last dot ahead of arguments.
std::string class_in_name(const std::string& full_name) {
  const std::size_t dot = full_name.substr(0, full_name.find('(')).rfind('.');
  return dot == std::string::npos ? "" : full_name.substr(0, dot);
}

// Both NUnits: why a test failed, or was skipped.
std::string nunit_message(const pugi::xml_node& test) {
  const pugi::xml_node failure = test.child("failure");
  return failure ? message_and_details(xml_text(failure.child("message")),
                                       xml_text(failure.child("stack-trace")))
                 : xml_text(test.child("reason").child("message"));
}

// NUnit up to 2.4 has no `result`, only `executed` and `success`.
TestCaseStatus nunit_status(const XmlReport& report, const pugi::xml_node& test) {
  static const StatusWords k_words = {
      {"Success", TestCaseStatus::SUCCEEDED}, {"Failure", TestCaseStatus::FAILED},
      {"Error", TestCaseStatus::ERROR},       {"NotRunnable", TestCaseStatus::ERROR},
      {"Ignored", TestCaseStatus::SKIPPED},   {"Skipped", TestCaseStatus::SKIPPED},
  };
  if (test.attribute("result")) {
    return status_named(test.attribute("result").value(), k_words);
  }
  if (report.required(test, "executed") != "True") {
    return TestCaseStatus::SKIPPED;
  }
  return report.required(test, "success") == "True" ? TestCaseStatus::SUCCEEDED
                                                    : TestCaseStatus::FAILED;
}

// NUnit 2 puts the children of a suite into <results>.
void nunit_suite(const XmlReport& report, const pugi::xml_node& element, const std::string& suite,
                 int depth, std::vector<TestCase>& cases) {
  report.require_depth(element, depth);
  for (const pugi::xml_node child : element.children()) {
    const std::string kind = child.name();
    if (kind == "test-suite") {
      nunit_suite(report, child, child.attribute("name").value(), depth + 1, cases);
    } else if (kind == "results") {
      nunit_suite(report, child, suite, depth + 1, cases);
    } else if (kind == "test-case") {
      TestCase test;
      test.name = report.required(child, "name");
      test.prefix = class_in_name(test.name);
      test.testSuiteName = suite;
      test.status = nunit_status(report, child);
      test.durationInNanoSeconds = report.nanoseconds(child, "time", DurationUnit::SECONDS);
      test.message = nunit_message(child);
      cases.push_back(std::move(test));
    }
  }
}

TestCaseStatus nunit3_status(const XmlReport& report, const pugi::xml_node& test) {
  static const StatusWords k_words = {
      {"Passed", TestCaseStatus::SUCCEEDED},
      {"Failed", TestCaseStatus::FAILED},
      {"Skipped", TestCaseStatus::SKIPPED},
  };
  const TestCaseStatus status = status_named(report.required(test, "result"), k_words);
  const std::string label = test.attribute("label").value();
  const bool erred = status == TestCaseStatus::FAILED && (label == "Error" || label == "Invalid");
  return erred ? TestCaseStatus::ERROR : status;
}

void nunit3_suite(const XmlReport& report, const pugi::xml_node& element, int depth,
                  std::vector<TestCase>& cases) {
  report.require_depth(element, depth);
  const std::size_t first = cases.size();
  for (const pugi::xml_node child : element.children()) {
    const std::string kind = child.name();
    if (kind == "test-suite") {
      nunit3_suite(report, child, depth + 1, cases);
    } else if (kind == "test-case") {
      TestCase test;
      test.name = report.required(child, "name");
      test.prefix = child.attribute("classname").value();
      test.testSuiteName = element.attribute("name").value();
      test.status = nunit3_status(report, child);
      test.durationInNanoSeconds = report.nanoseconds(child, "duration", DurationUnit::SECONDS);
      test.message = nunit_message(child);
      cases.push_back(std::move(test));
    }
  }
  const bool failed = element.attribute("result").value() == std::string("Failed");
  report.require_cases(element, report.count(element, "total"),
                       std::max<std::int64_t>(report.count(element, "failed"), failed ? 1 : 0),
                       cases, first);
}

// An outcome that is left out is a failure: it is the default of the writer.
TestCaseStatus trx_status(const pugi::xml_node& result) {
  static const StatusWords k_words = {
      {"Passed", TestCaseStatus::SUCCEEDED},  {"PassedButRunAborted", TestCaseStatus::ERROR},
      {"", TestCaseStatus::FAILED},           {"Failed", TestCaseStatus::FAILED},
      {"Error", TestCaseStatus::ERROR},       {"Timeout", TestCaseStatus::ERROR},
      {"Aborted", TestCaseStatus::ERROR},     {"Disconnected", TestCaseStatus::ERROR},
      {"NotRunnable", TestCaseStatus::ERROR}, {"NotExecuted", TestCaseStatus::SKIPPED},
  };
  return status_named(result.attribute("outcome").value(), k_words);
}

std::int64_t trx_duration(const XmlReport& report, const pugi::xml_node& result) {
  const std::string told = result.attribute("duration").value();
  const std::optional<std::int64_t> duration =
      result.attribute("duration") ? nanoseconds_of_clock(told) : 0;
  if (!duration) {
    report.reject(result, "duration as 00:00:01.25, but have \"" + told + "\"");
  }
  return *duration;
}

// "bin/lab.tests.dll" without its folders, whichever way its slashes lean.
std::string file_name(const std::string& path) {
  return path.substr(path.find_last_of("/\\") + 1);
}

// Simplified: the results within a data-driven result (<InnerResults>) count as one.
TestCase trx_case(const XmlReport& report, const pugi::xml_node& result,
                  const std::map<std::string, pugi::xml_node>& definitions) {
  TestCase test;
  test.name = report.required(result, "testName");
  const auto definition = definitions.find(result.attribute("testId").value());
  if (definition != definitions.end()) {
    test.prefix = definition->second.child("TestMethod").attribute("className").value();
    test.testSuiteName = file_name(definition->second.attribute("storage").value());
  }
  test.status = trx_status(result);
  test.durationInNanoSeconds = trx_duration(report, result);
  const pugi::xml_node error = result.child("Output").child("ErrorInfo");
  test.message =
      message_and_details(xml_text(error.child("Message")), xml_text(error.child("StackTrace")));
  return test;
}

}  // namespace

std::vector<TestCase> parse_nunit(const std::string& path, const std::string& text) {
  const XmlReport report(path, text, {"test-results"});
  const pugi::xml_node root = report.root();
  std::vector<TestCase> cases;
  nunit_suite(report, root, root.attribute("name").value(), 1, cases);
  report.require_cases(root, report.count(root, "total"),
                       report.count(root, "failures") + report.count(root, "errors"), cases, 0);
  return cases;
}

std::vector<TestCase> parse_nunit3(const std::string& path, const std::string& text) {
  const XmlReport report(path, text, {"test-run"});
  std::vector<TestCase> cases;
  nunit3_suite(report, report.root(), 1, cases);
  return cases;
}

std::vector<TestCase> parse_visual_studio_trx(const std::string& path, const std::string& text) {
  const XmlReport report(path, text, {"TestRun"});
  std::map<std::string, pugi::xml_node> definitions;
  for (const pugi::xml_node test : report.root().child("TestDefinitions").children()) {
    definitions[test.attribute("id").value()] = test;
  }
  std::vector<TestCase> cases;
  for (const pugi::xml_node result : report.root().child("Results").children()) {
    cases.push_back(trx_case(report, result, definitions));
  }
  // "Completed" and "Passed" are fine; an aborted run is "Failed" though each test may have passed.
  const pugi::xml_node summary = report.root().child("ResultSummary");
  const std::string outcome = summary.attribute("outcome").value();
  const bool failed =
      outcome == "Failed" || outcome == "Error" || outcome == "Aborted" || outcome == "Timeout";
  report.require_cases(summary ? summary : report.root(),
                       report.count(summary.child("Counters"), "total"), failed ? 1 : 0, cases, 0);
  return cases;
}

}  // namespace greenroom::codebuild
