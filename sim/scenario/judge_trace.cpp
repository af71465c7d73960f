// Judges of anything in the trace: how often something was told, how long something took, how many
// requests had which answer; and of the steps, which are expected to be done.
#include <algorithm>
#include <charconv>
#include <set>

#include "sim/scenario/judge.h"
#include "sim/scenario/loader.h"

namespace greenroom::scenario {
namespace {

// Whether a line has the event and the fields that the keys below `prefix` tell. `others` are keys
// that are no fields.
bool line_fits(const TraceLine& line, const Wants& wants, const std::string& prefix,
               const std::vector<std::string>& others) {
  const std::string contains = prefix + "contains.";
  return std::all_of(wants.begin(), wants.end(), [&](const auto& entry) {
    const auto& [key, values] = entry;
    if (key.rfind(prefix, 0) != 0 || std::find(others.begin(), others.end(), key) != others.end()) {
      return true;
    }
    const std::string value = values.empty() ? "" : values.front();
    if (key.rfind(contains, 0) == 0) {
      return field_text(line, key.substr(contains.size())).find(value) != std::string::npos;
    }
    const std::string field = key.substr(prefix.size());
    return field == "event"   ? line.event == value
           : field == "actor" ? line.actor == value
                              : field_text(line, field) == value;
  });
}

const TraceLine* first_after(const Judge& judge, const std::string& prefix, std::int64_t after) {
  for (const TraceLine& line : judge.seen.lines) {
    if (line.n > after && line_fits(line, judge.wanted.wants, prefix, {})) {
      return &line;
    }
  }
  return nullptr;
}

// A slip in a name would make "never" true: a field that no line of the event has, an event that
// nobody tells but whose name is nearly that of one.
void check_names(Judge& judge) {
  const std::string event = judge.wanted.want("event");
  std::set<std::string> events;
  std::set<std::string> fields;
  for (const TraceLine& line : judge.seen.lines) {
    events.insert(line.event);
    for (const auto& field : line.fields) {
      if (line.event == event) {
        fields.insert(field.first);
      }
    }
  }
  if (events.count(event) == 0) {
    const auto meant = near_miss(event, {events.begin(), events.end()});
    if (meant) {
      judge.mismatch("event", "an event of this run; did you mean '" + *meant + "'?", event);
    }
    return;
  }
  for (const auto& [key, values] : judge.wanted.wants) {
    const std::string field = key.rfind("contains.", 0) == 0 ? key.substr(9) : key;
    if (field != "event" && field != "actor" && field != "times" && fields.count(field) == 0) {
      judge.mismatch("field", "one that lines of " + event + " have", field);
    }
  }
}

}  // namespace

bool count_fits(const std::string& wanted, std::int64_t count) {
  const bool least = wanted.rfind(">=", 0) == 0;
  const bool most = wanted.rfind("<=", 0) == 0;
  const char* const begin = wanted.data() + (least || most ? 2 : 0);
  const char* const end = wanted.data() + wanted.size();
  std::int64_t number = 0;
  const auto [read, error] = std::from_chars(begin, end, number);
  if (error != std::errc() || read != end) {
    return false;
  }
  return least ? count >= number : most ? count <= number : count == number;
}

void expect_count(Judge& judge, const std::string& key, std::int64_t count, const TraceLine* line) {
  if (judge.wanted.has(key) && !count_fits(judge.wanted.want(key), count)) {
    judge.mismatch(key, judge.wanted.want(key), std::to_string(count), line);
  }
}

bool matches(const TraceLine& line, const Wants& wants) {
  return line_fits(line, wants, "", {});
}

void judge_trace(Judge& judge) {
  check_names(judge);
  std::int64_t count = 0;
  const TraceLine* last = nullptr;
  for (const TraceLine& line : judge.seen.lines) {
    if (line_fits(line, judge.wanted.wants, "", {"times"})) {
      ++count;
      last = &line;
    }
  }
  if (judge.wanted.has("times")) {
    expect_count(judge, "times", count, last);
  } else if (count == 0) {
    judge.mismatch("trace", "a line such as this", "none");
  }
}

void judge_duration(Judge& judge) {
  const TraceLine* from = first_after(judge, "from.", 0);
  const TraceLine* to = from == nullptr ? nullptr : first_after(judge, "to.", from->n);
  if (to == nullptr) {
    judge.mismatch(from == nullptr ? "from" : "to", "a line such as this", "none", from);
    return;
  }
  const Duration took = to->t - from->t;
  const auto check = [&](const char* key, auto fits) {
    const std::string wanted = judge.wanted.want(key);
    const std::optional<Duration> length = parse_duration(wanted);
    if (judge.wanted.has(key) && (!length || !fits(*length))) {
      judge.mismatch(key, wanted, human(took), to);
    }
  };
  check("is", [&](Duration length) { return took == length; });
  check("at_least", [&](Duration length) { return took >= length; });
  check("at_most", [&](Duration length) { return took <= length; });
}

void judge_requests(Judge& judge) {
  const std::vector<RequestRecord> requests = requests_meant(judge);
  if (requests.empty()) {  // a slip in the name, or traffic that never began, is no success
    judge.mismatch("users " + judge.wanted.want("users"), "requests", "none");
    return;
  }
  std::map<std::string, std::int64_t> counts;
  for (const RequestRecord& request : requests) {
    ++counts["status." + request.outcome];
    ++counts["versions." + request.version];
  }
  bool expects = false;
  for (const auto& [key, values] : judge.wanted.wants) {
    if (key.rfind("status.", 0) == 0 || key.rfind("versions.", 0) == 0) {
      expect_count(judge, key, counts[key]);
      expects = true;
    }
  }
  if (!expects) {
    judge.mismatch("requests", "status or versions", "neither of them");
  }
}

// An action that AWS refused, or that it did not refuse as expected; something that never came.
std::vector<Outcome> judge_steps(const Evidence& evidence) {
  std::vector<Outcome> outcomes;
  for (const TraceLine& line : evidence.lines) {
    if (line.event != "scenario.answer" || line.text("error") == line.text("expect_error")) {
      continue;
    }
    Outcome outcome;
    outcome.held = false;
    outcome.text = "step " + std::to_string(line.number("step")) + ": " + line.text("does");
    outcome.place = {static_cast<int>(line.number("line")), 1};
    const std::string expected = line.text("expect_error");
    outcome.mismatches = {"answer: expected " + (expected.empty() ? "no error" : expected) +
                          ", saw " +
                          (line.text("error").empty() ? "no error" : line.text("error")) +
                          (line.text("message").empty() ? "" : ": " + line.text("message"))};
    outcome.trace_lines = {line.n};
    outcomes.push_back(std::move(outcome));
  }
  return outcomes;
}

}  // namespace greenroom::scenario
