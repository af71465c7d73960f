#include "sim/report/run_summary.h"

#include <algorithm>
#include <boost/json.hpp>

namespace greenroom::report {
namespace {

namespace json = boost::json;

std::string text(const json::object& object, const char* key) {
  return json::value_to<std::string>(object.at(key));
}

}  // namespace

std::size_t RunSummary::held() const {
  return static_cast<std::size_t>(std::count_if(
      outcomes.begin(), outcomes.end(), [](const scenario::Outcome& each) { return each.held; }));
}

std::string to_json(const RunSummary& summary) {
  json::array outcomes;
  for (const scenario::Outcome& outcome : summary.outcomes) {
    outcomes.push_back({{"held", outcome.held},
                        {"text", outcome.text},
                        {"line", outcome.place.line},
                        {"column", outcome.place.column},
                        {"mismatches", json::value_from(outcome.mismatches)},
                        {"trace_lines", json::value_from(outcome.trace_lines)}});
  }
  json::array violations;
  for (const Violation& violation : summary.violations) {
    violations.push_back({{"invariant", violation.invariant},
                          {"witness", violation.witness},
                          {"line", violation.line}});
  }
  return json::serialize(json::object{{"name", summary.name},
                                      {"file", summary.file},
                                      {"seed", summary.seed},
                                      {"exit_code", static_cast<int>(summary.exit_code)},
                                      {"problem", summary.problem},
                                      {"note", summary.note},
                                      {"log_text", summary.log_text},
                                      {"trace", summary.trace},
                                      {"digest", summary.digest},
                                      {"outcomes", outcomes},
                                      {"violations", violations},
                                      {"requests", summary.requests},
                                      {"virtual_microseconds", summary.virtual_microseconds},
                                      {"real_milliseconds", summary.real_milliseconds},
                                      {"replayed_builds", summary.replayed_builds}});
}

RunSummary summary_from_json(const std::string& serialised) {
  json::parse_options options;
  options.allow_invalid_utf8 = true;  // what a build printed stands in a log as it is
  const json::value parsed = json::parse(serialised, {}, options);
  const json::object& object = parsed.as_object();
  RunSummary summary;
  summary.name = text(object, "name");
  summary.file = text(object, "file");
  summary.seed = object.at("seed").to_number<std::uint64_t>();
  summary.exit_code = static_cast<ExitCode>(object.at("exit_code").to_number<int>());
  summary.problem = text(object, "problem");
  summary.note = text(object, "note");
  summary.log_text = text(object, "log_text");
  summary.trace = text(object, "trace");
  summary.digest = text(object, "digest");
  for (const json::value& value : object.at("outcomes").as_array()) {
    const json::object& each = value.as_object();
    scenario::Outcome outcome;
    outcome.held = each.at("held").as_bool();
    outcome.text = text(each, "text");
    outcome.place = {each.at("line").to_number<int>(), each.at("column").to_number<int>()};
    outcome.mismatches = json::value_to<std::vector<std::string>>(each.at("mismatches"));
    outcome.trace_lines = json::value_to<std::vector<std::int64_t>>(each.at("trace_lines"));
    summary.outcomes.push_back(std::move(outcome));
  }
  for (const json::value& value : object.at("violations").as_array()) {
    const json::object& each = value.as_object();
    summary.violations.push_back({text(each, "invariant"), text(each, "witness"),
                                  each.at("line").to_number<std::int64_t>()});
  }
  summary.requests = object.at("requests").to_number<std::int64_t>();
  summary.virtual_microseconds = object.at("virtual_microseconds").to_number<std::int64_t>();
  summary.real_milliseconds = object.at("real_milliseconds").to_number<std::int64_t>();
  summary.replayed_builds = object.at("replayed_builds").to_number<std::int64_t>();
  return summary;
}

}  // namespace greenroom::report
