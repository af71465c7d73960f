#include "sim/report/machine_readable.h"

#include <fmt/format.h>

#include <boost/json.hpp>

#include "fakes/aws/xml.h"
#include "sim/core/time.h"

namespace greenroom::report {
namespace {

namespace json = boost::json;

std::string xml_escaped(const std::string& text) {
  std::string out;
  aws::append_xml_text(out, text);
  return out;
}

std::string seconds_text(std::int64_t microseconds) {
  return fmt::format("{}.{:06}", microseconds / 1'000'000, microseconds % 1'000'000);
}

std::string test_case(const RunSummary& summary, const std::string& name,
                      const std::string& failure) {
  std::string text = fmt::format("    <testcase classname=\"{}\" name=\"{}\" time=\"0\"",
                                 xml_escaped(summary.name), xml_escaped(name));
  if (failure.empty()) {
    return text + "/>\n";
  }
  return text + fmt::format(">\n      <failure message=\"{}\">{}</failure>\n    </testcase>\n",
                            xml_escaped(failure.substr(0, failure.find('\n'))),
                            xml_escaped(failure));
}

std::string joined(const std::vector<std::string>& texts) {
  std::string all;
  for (const std::string& text : texts) {
    all += (all.empty() ? "" : "\n") + text;
  }
  return all;
}

}  // namespace

std::string junit(const std::vector<RunSummary>& summaries) {
  std::string suites;
  std::size_t tests = 0;
  std::size_t failures = 0;
  for (const RunSummary& summary : summaries) {
    const bool run_failed = !summary.problem.empty();
    const std::size_t failed = summary.outcomes.size() - summary.held() + (run_failed ? 1 : 0);
    tests += summary.outcomes.size() + 1;
    failures += failed;
    suites += fmt::format("  <testsuite name=\"{}\" tests=\"{}\" failures=\"{}\" time=\"{}\">\n",
                          xml_escaped(summary.name), summary.outcomes.size() + 1, failed,
                          seconds_text(summary.virtual_microseconds));
    suites += test_case(summary, "the run itself", summary.problem);
    for (const scenario::Outcome& outcome : summary.outcomes) {
      suites += test_case(summary, fmt::format("line {}: {}", outcome.place.line, outcome.text),
                          joined(outcome.mismatches));
    }
    suites += "  </testsuite>\n";
  }
  return fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites tests=\"{}\" failures=\"{}\">\n{}"
      "</testsuites>\n",
      tests, failures, suites);
}

std::string ndjson(const std::vector<RunSummary>& summaries) {
  std::string text = json::serialize(json::object{{"type", "schema"}, {"v", 1}}) + "\n";
  json::object digests;
  std::size_t passed = 0;
  for (const RunSummary& summary : summaries) {
    const bool held = summary.exit_code == ExitCode::Held;
    passed += held ? 1 : 0;
    digests[summary.name] = summary.digest;
    json::array failed;
    for (const scenario::Outcome& outcome : summary.outcomes) {
      if (!outcome.held) {
        failed.push_back({{"line", outcome.place.line},
                          {"expectation", outcome.text},
                          {"mismatches", json::value_from(outcome.mismatches)}});
      }
    }
    text += json::serialize(json::object{{"type", "run"},
                                         {"name", summary.name},
                                         {"file", summary.file},
                                         {"seed", summary.seed},
                                         {"exit_code", static_cast<int>(summary.exit_code)},
                                         {"held", held},
                                         {"digest", summary.digest},
                                         {"requests", summary.requests},
                                         {"virtual_us", summary.virtual_microseconds},
                                         {"problem", summary.problem},
                                         {"deterministic", summary.deterministic()},
                                         {"failed", failed}}) +
            "\n";
  }
  return text +
         json::serialize(json::object{{"type", "summary"},
                                      {"passed", passed},
                                      {"failed", summaries.size() - passed},
                                      {"digests", digests}}) +
         "\n";
}

}  // namespace greenroom::report
