// Reports of Cucumber: a list of features with their scenarios and steps (reference
// codebuild-codepipeline-s3.md 1.5, 1.11). A scenario is a test case.
#include <boost/json.hpp>
#include <map>

#include "fakes/codebuild/report_formats.h"
#include "fakes/codebuild/report_json.h"

namespace greenroom::codebuild {
namespace {

namespace json = boost::json;

// A member that is a list of objects, or absent.
const json::array& list_in(const std::string& path, const json::object& object,
                           std::string_view key, const std::string& where) {
  static const json::array k_none;
  const json::value* value = object.if_contains(key);
  if (value == nullptr) {
    return k_none;
  }
  if (!value->is_array()) {
    reject_report(path, where + ": expected " + std::string(key) + " to be a list");
  }
  return value->get_array();
}

const json::object& object_of(const std::string& path, const json::value& value,
                              const std::string& where) {
  if (!value.is_object()) {
    reject_report(path, where + ": expected an object");
  }
  return value.get_object();
}

// Whole nanoseconds; some writers compute them and leave a fraction.
std::int64_t duration_of(const std::string& path, const json::object& result,
                         const std::string& where) {
  const json::value* value = result.if_contains("duration");
  if (value == nullptr || value->is_null()) {
    return 0;
  }
  const std::string told = json::serialize(*value);
  const auto duration = nanoseconds_of(told, DurationUnit::NANOSECONDS);
  if (!value->is_number() || !duration) {
    reject_report(path,
                  where + ": expected duration to be a number of nanoseconds, but have " + told);
  }
  return *duration;
}

// "pending", "undefined" and "unknown" are none of AWS's words.
TestCaseStatus status_of_step(const std::string& word) {
  static const std::map<std::string, TestCaseStatus> k_words = {
      {"passed", TestCaseStatus::SUCCEEDED}, {"failed", TestCaseStatus::FAILED},
      {"ambiguous", TestCaseStatus::FAILED}, {"skipped", TestCaseStatus::SKIPPED},
      {"disabled", TestCaseStatus::SKIPPED},
  };
  const auto known = k_words.find(word);
  return known == k_words.end() ? TestCaseStatus::UNKNOWN : known->second;
}

// The steps behind one that failed are skipped, so the worst status is the scenario's.
int badness(TestCaseStatus status) {
  switch (status) {
    case TestCaseStatus::SUCCEEDED:
      return 0;
    case TestCaseStatus::SKIPPED:
      return 1;
    case TestCaseStatus::UNKNOWN:
      return 2;
    case TestCaseStatus::FAILED:
    case TestCaseStatus::ERROR:
      break;
  }
  return 3;
}

// What the steps and hooks of a scenario, and of its background, add up to.
struct Steps {
  std::int64_t ran = 0;
  TestCaseStatus worst = TestCaseStatus::SUCCEEDED;
  std::int64_t nanoseconds = 0;
  std::string message;  // of the first one that failed
};

void add_step(const std::string& path, const json::object& step, const std::string& where,
              Steps& sum) {
  const json::value* found = step.if_contains("result");
  const json::object& result =
      found == nullptr ? json::object() : object_of(path, *found, where + ", result");
  const TestCaseStatus status = status_of_step(json_text(path, result, "status", where));
  ++sum.ran;
  sum.nanoseconds = sum_of_nanoseconds(sum.nanoseconds, duration_of(path, result, where));
  if (badness(status) > badness(sum.worst)) {
    sum.worst = status;
    sum.message = trimmed(json_text(path, result, "error_message", where));
  }
}

// `before` and `after` are hooks; a step may have its own.
void add_steps(const std::string& path, const json::object& owner, const std::string& where,
               Steps& sum) {
  for (const char* kind : {"before", "steps", "after"}) {
    std::size_t number = 0;
    for (const json::value& value : list_in(path, owner, kind, where)) {
      const std::string here = where + ", " + kind + " " + std::to_string(++number);
      const json::object& step = object_of(path, value, here);
      for (const json::value& hook : list_in(path, step, "before", here)) {
        add_step(path, object_of(path, hook, here), here, sum);
      }
      add_step(path, step, here, sum);
      for (const json::value& hook : list_in(path, step, "after", here)) {
        add_step(path, object_of(path, hook, here), here, sum);
      }
    }
  }
}

// A scenario without any step has shown nothing: UNKNOWN, as Cucumber itself calls it.
TestCase case_of(const std::string& path, const json::object& element, const std::string& where,
                 const Steps& sum) {
  TestCase test;
  test.name = json_text(path, element, "name", where);
  test.status = sum.ran == 0 ? TestCaseStatus::UNKNOWN : sum.worst;
  test.durationInNanoSeconds = sum.nanoseconds;
  test.message = sum.message;
  return test;
}

void add_feature(const std::string& path, const json::object& feature, const std::string& where,
                 std::vector<TestCase>& cases) {
  const std::size_t first = cases.size();
  // A background is written before the scenario it ran for, and belongs to it: when it fails, the
  // scenario's own steps are merely skipped.
  Steps sum;
  const json::object* background = nullptr;
  std::size_t number = 0;
  for (const json::value& value : list_in(path, feature, "elements", where)) {
    const std::string here = where + ", element " + std::to_string(++number);
    const json::object& element = object_of(path, value, here);
    add_steps(path, element, here, sum);
    if (json_text(path, element, "type", here) == "background") {
      background = &element;
      continue;
    }
    cases.push_back(case_of(path, element, here, sum));
    sum = Steps{};
    background = nullptr;
  }
  if (background != nullptr) {  // nothing follows it: it must not get lost
    cases.push_back(case_of(path, *background, where, sum));
  }
  for (std::size_t i = first; i < cases.size(); ++i) {
    cases[i].prefix = json_text(path, feature, "uri", where);
    cases[i].testSuiteName = json_text(path, feature, "name", where);
  }
}

}  // namespace

std::vector<TestCase> parse_cucumber(const std::string& path, const std::string& text) {
  const json::value root = parse_report_json(path, text);
  if (!root.is_array()) {
    reject_report(path, "expected a list of features");
  }
  std::vector<TestCase> cases;
  std::size_t number = 0;
  for (const json::value& value : root.get_array()) {
    const std::string where = "feature " + std::to_string(++number);
    const json::object& feature = object_of(path, value, where);
    if (!feature.contains("elements")) {
      reject_report(path, where + ": expected elements, the list of its scenarios");
    }
    add_feature(path, feature, where, cases);
  }
  return cases;
}

}  // namespace greenroom::codebuild
