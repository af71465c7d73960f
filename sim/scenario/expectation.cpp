#include "sim/scenario/expectation.h"

#include <algorithm>

#include "sim/core/assert.h"
#include "sim/scenario/judge.h"

namespace greenroom::scenario {
namespace {

constexpr std::size_t k_lines_shown_max = 5;

struct Subject {
  const char* name;
  void (*judge)(Judge&);
};

constexpr Subject k_judges[] = {
    {"pipeline", judge_pipeline},     {"build", judge_build},
    {"deployment", judge_deployment}, {"events", judge_events},
    {"traffic", judge_traffic},       {"instances", judge_instances},
    {"targets", judge_targets},       {"s3", judge_s3},
    {"trace", judge_trace},           {"duration", judge_duration},
    {"requests", judge_requests},     {"metric", judge_metric},
    {"access_log", judge_access_log}, {"object", judge_object},
    {"log_group", judge_log_group},
};

}  // namespace

const std::vector<SubjectKeys>& subjects() {
  static const std::vector<SubjectKeys> k_subjects = {
      {"pipeline",
       {"execution"},
       {"status", "trigger", "Source", "Build", "Production", "stages.*"}},
      {"build", {"number"}, {"status", "phases.*"}},
      {"deployment",
       {"number"},
       {"status", "creator", "group", "type", "config", "error", "rolls_back", "failed_event",
        "error_code", "exit_code", "log_contains", "failed_on", "targets.*"}},
      {"events", {"deployment", "order"}, {"label"}},
      {"traffic",
       {"users"},
       {"failed", "since", "versions", "never_versions", "at_least", "at_end.versions",
        "at_end.instances", "at_end.new_instances_only"}},
      {"instances", {}, {"running", "launched", "terminated"}},
      {"targets", {}, {"healthy_at_end", "always_healthy_at_least", "since"}},
      {"s3", {"key"}, {"versions"}},
      {"object",
       {"key"},
       {"bucket", "exists", "versions", "content", "contains", "cache_control", "acl", "kms_key"}},
      {"trace", {"event"}, {"times", "*"}},
      {"duration", {"from.event", "to.event"}, {"from.*", "to.*", "is", "at_least", "at_most"}},
      {"requests", {"users"}, {"since", "status.*", "versions.*"}},
      {"metric", {"name"}, {"since", "sum", "minimum", "maximum", "samples"}},
      {"access_log", {}, {"since", "times", "*"}},
      {"log_group",
       {"name"},
       {"stream", "stream_prefix", "build", "instance", "filter", "contains", "times"}},
  };
  return k_subjects;
}

bool wants_load_balancer_records(const std::vector<Expectation>& expectations) {
  return std::any_of(expectations.begin(), expectations.end(), [](const Expectation& one) {
    return one.subject == "metric" || one.subject == "access_log";
  });
}

std::vector<WantedObject> wanted_objects(const std::vector<Expectation>& expectations) {
  std::vector<WantedObject> wanted;
  for (const Expectation& one : expectations) {
    if (one.subject == "object") {
      wanted.push_back({one.want("bucket"), one.want("key")});
    }
  }
  return wanted;
}

void Judge::mismatch(const std::string& what, const std::string& expected, const std::string& found,
                     const TraceLine* line) {
  mismatches_.push_back(what + ": expected " + expected + ", saw " +
                        (found.empty() ? "nothing" : found));
  if (line != nullptr && lines_.size() < k_lines_shown_max) {
    lines_.push_back(line->n);
  }
}

void Judge::expect_same(const std::string& key, const std::string& found, const TraceLine* line) {
  if (wanted.has(key) && wanted.want(key) != found) {
    mismatch(key, wanted.want(key), found, line);
  }
}

void Judge::expect_list(const std::string& key, const std::vector<std::string>& found) {
  if (wanted.has(key) && wanted.wants.at(key) != found) {
    mismatch(key, joined(wanted.wants.at(key)), joined(found));
  }
}

const TraceLine* Judge::last(const std::string& event,
                             const std::vector<std::pair<std::string, std::string>>& where) const {
  for (auto line = seen.lines.rbegin(); line != seen.lines.rend(); ++line) {
    const bool fits =
        line->event == event && std::all_of(where.begin(), where.end(), [&](const auto& field) {
          return field_text(*line, field.first) == field.second;
        });
    if (fits) {
      return &*line;
    }
  }
  return nullptr;
}

Outcome Judge::outcome() const {
  return {mismatches_.empty(), wanted.text, wanted.place, mismatches_, lines_};
}

std::string field_text(const TraceLine& line, const std::string& name) {
  for (const auto& [field, value] : line.fields) {
    if (field != name) {
      continue;
    }
    if (const auto* number = std::get_if<std::int64_t>(&value)) {
      return std::to_string(*number);
    }
    if (const auto* truth = std::get_if<bool>(&value)) {
      return *truth ? "true" : "false";
    }
    const auto* json = std::get_if<RawJson>(&value);
    return json != nullptr ? json->text : std::get<std::string>(value);
  }
  return "";
}

std::string joined(const std::vector<std::string>& texts) {
  std::string all = "[";
  for (const std::string& text : texts) {
    all += (all.size() > 1 ? ", " : "") + text;
  }
  return all + "]";
}

std::vector<Outcome> evaluate(const std::vector<Expectation>& expectations,
                              const Evidence& evidence) {
  std::vector<Outcome> outcomes = judge_steps(evidence);
  for (const Expectation& expectation : expectations) {
    Judge judge(expectation, evidence);
    const auto* found =
        std::find_if(std::begin(k_judges), std::end(k_judges),
                     [&](const Subject& subject) { return expectation.subject == subject.name; });
    SIM_ASSERT(found != std::end(k_judges), "the loader lets only known subjects through");
    found->judge(judge);
    outcomes.push_back(judge.outcome());
  }
  return outcomes;
}

}  // namespace greenroom::scenario
