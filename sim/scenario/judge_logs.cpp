// Judge of `log_group`: what CloudWatch Logs has, as its own FilterLogEvents finds it.
#include <set>

#include "sim/scenario/judge.h"
#include "sim/scenario/log_query.h"

namespace greenroom::scenario {
namespace {

constexpr std::size_t k_shown_max = 3;

// The streams of a build, by its number, or of an instance, counted as they were launched: what
// their names end or begin with. "" when there was none.
std::string uuid_of_build(const Judge& judge, const std::string& number) {
  const TraceLine* build = judge.last("codebuild.build", {{"buildNumber", number}});
  const std::string id = build == nullptr ? "" : build->text("id");
  return id.substr(id.find(':') + 1);
}

std::string id_of_instance(const Judge& judge, const std::string& number) {
  std::set<std::string> launched;
  for (const TraceLine& line : judge.seen.lines) {
    if (line.event == "ec2.instance" && launched.insert(line.text("instanceId")).second &&
        std::to_string(launched.size()) == number) {
      return line.text("instanceId");
    }
  }
  return "";
}

std::vector<std::string> streams_meant(const Judge& judge, const logs::Group& group) {
  const bool by_build = judge.wanted.has("build");
  const std::string part = by_build ? uuid_of_build(judge, judge.wanted.want("build"))
                                    : id_of_instance(judge, judge.wanted.want("instance"));
  std::vector<std::string> names;
  for (const auto& [name, stream] : group.streams) {
    if (!part.empty() && (by_build ? name.ends_with(part) : name.starts_with(part))) {
      names.push_back(name);
    }
  }
  return names;
}

std::string names_of(const logs::State& state) {
  std::vector<std::string> names;
  for (const auto& [name, group] : state.groups()) {
    names.push_back(name);
  }
  return names.empty() ? "no group at all" : "only " + joined(names);
}

std::string shown(const std::vector<logs::FilteredLogEvent>& events) {
  std::string text = std::to_string(events.size());
  for (std::size_t i = 0; i < events.size() && i < k_shown_max; ++i) {
    const std::string& message = events[i].message;
    text += (i == 0 ? ": " : " | ") + message.substr(0, message.find('\n'));
  }
  return text;
}

}  // namespace

// A group that is not there is a mismatch even where no event is expected: a slip in its name must
// not hold.
void judge_log_group(Judge& judge) {
  SIM_ASSERT(judge.seen.logs != nullptr, "a run with expectations of logs has logs");
  const logs::Logs& logs = *judge.seen.logs;
  const LogQuery query = log_query_of(judge.wanted.wants, "name");
  const logs::Group* group = logs.state().find(query.group);
  if (group == nullptr) {
    judge.mismatch("name", "the log group " + query.group, names_of(logs.state()));
    return;
  }
  std::vector<std::string> streams;
  if (judge.wanted.has("build") || judge.wanted.has("instance")) {
    streams = streams_meant(judge, *group);
    if (streams.empty()) {
      const char* key = judge.wanted.has("build") ? "build" : "instance";
      judge.mismatch(key, "a log stream of " + judge.wanted.want(key), "none");
      return;
    }
  }
  const auto found = find_log_events(logs, query, streams);
  if (!found.ok()) {
    judge.mismatch("log_group", "a query that CloudWatch Logs takes",
                   found.failure().code + ": " + found.failure().message);
    return;
  }
  if (judge.wanted.has("times")) {
    const auto count = static_cast<std::int64_t>(found.value().size());
    if (!count_fits(judge.wanted.want("times"), count)) {
      judge.mismatch("times", judge.wanted.want("times"), shown(found.value()));
    }
  } else if (found.value().empty()) {
    judge.mismatch("log_group", "an event such as this", "none");
  }
}

}  // namespace greenroom::scenario
