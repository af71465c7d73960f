#include "sim/report/terminal.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>
#include <map>

#include "sim/core/time.h"
#include "sim/report/trace_text.h"

namespace greenroom::report {
namespace {

namespace json = boost::json;

// Reads the trace and writes the lines of the story.
class Story {
 public:
  explicit Story(const Style& style) : style_(style) {}

  void line(const json::object& entry) {
    event_ = text(entry, "ev");
    at_ = entry.contains("t") ? entry.at("t").to_number<std::int64_t>() : 0;
    if (event_ == "scm.push") {
      say("push", text(entry, "message") + "  " + text(entry, "commit").substr(0, 10));
    } else if (event_ == "codepipeline.execution") {
      say("pipeline", "#" + number(entry, "execution") + " " + text(entry, "status"),
          text(entry, "status"));
    } else if (event_ == "codebuild.build" && text(entry, "buildStatus") != "IN_PROGRESS") {
      say("build", "#" + number(entry, "buildNumber") + " " + text(entry, "buildStatus"),
          text(entry, "buildStatus"));
    } else if (event_ == "codebuild.phase" && entry.contains("statusCode")) {
      say("", text(entry, "phaseType") + " " + text(entry, "message"), "FAILED");
    } else if (event_ == "codedeploy.deployment") {
      deployment(entry);
    } else if (event_ == "codedeploy.target") {
      target(entry);
    } else if (event_ == "codedeploy.lifecycle_event" && text(entry, "status") == "Failed") {
      failed_event(entry);
    } else if (event_ == "traffic.failed" || event_ == "traffic.streak_over") {
      traffic(entry);
    } else if (event_ == "traffic.version") {
      say("users", "get " + text(entry, "version") + " from " + text(entry, "instance"));
    }
  }

  [[nodiscard]] const std::string& told() const { return told_; }

 private:
  static std::string text(const json::object& entry, const char* key) {
    const json::value* value = entry.if_contains(key);
    return value == nullptr || !value->is_string() ? "" : std::string(value->as_string());
  }
  static std::string number(const json::object& entry, const char* key) {
    return std::to_string(entry.at(key).to_number<std::int64_t>());
  }

  void say(const std::string& who, const std::string& what, const std::string& status = "") {
    told_ += fmt::format("{}  {:<9} {}{}\n", clock_of_day(Epoch{}, Instant{at_}), who, mark(status),
                         what);
  }

  [[nodiscard]] std::string mark(const std::string& status) const {
    const bool good = status == "Succeeded" || status == "SUCCEEDED" || status == "Ready";
    const bool bad = status == "Failed" || status == "FAILED" || status == "TIMED_OUT";
    if (!good && !bad) {
      return "";
    }
    const std::string sign = good             ? (style_.unicode ? "✓ " : "ok ")
                             : style_.unicode ? "✗ "
                                              : "FAIL ";
    return style_.colour ? (good ? "\x1b[32m" : "\x1b[31m") + sign + "\x1b[0m" : sign;
  }

  void deployment(const json::object& entry) {
    const std::string status = text(entry, "status");
    if (status == "InProgress") {
      return;
    }
    std::string what =
        text(entry, "deploymentId") + " " + text(entry, "deploymentGroupName") + " " + status;
    if (status == "Created") {
      what += " by " + text(entry, "creator");
    }
    if (entry.contains("errorCode")) {
      what += "  " + text(entry, "errorCode");
    }
    say("deploy", what, status);
  }

  void target(const json::object& entry) {
    const std::string status = text(entry, "status");
    if (status != "Pending" && status != "InProgress") {
      const std::string label = text(entry, "label");
      say("",
          "  " + text(entry, "instanceId") + (label.empty() ? "" : " (" + label + ")") + " " +
              status,
          status);
    }
  }

  void failed_event(const json::object& entry) {
    say("",
        "  " + text(entry, "instanceId") + " " + text(entry, "lifecycleEventName") + "  " +
            text(entry, "errorCode") + ": " + text(entry, "message"),
        "Failed");
    for (const std::string& tail : split_lines(text(entry, "logTail"))) {
      told_ += fmt::format("{:>22} {}\n", style_.unicode ? "│" : "|", tail);
    }
  }

  void traffic(const json::object& entry) {
    if (event_ == "traffic.failed") {
      say("users", "request " + number(entry, "request") + " fails: " + text(entry, "status"));
    } else {
      say("users", "request " + number(entry, "request") + " succeeds again, after " +
                       number(entry, "failures") + " x " + text(entry, "status"));
    }
  }

  Style style_;
  std::string told_;
  std::string event_;
  std::int64_t at_ = 0;
};

std::string story_of(const RunSummary& summary, const Style& style) {
  Story story(style);
  for (const std::string& line : split_lines(summary.trace)) {
    const json::value parsed = json::parse(line);
    if (parsed.as_object().contains("ev")) {
      story.line(parsed.as_object());
    }
  }
  return story.told();
}

std::string expectations_of(const RunSummary& summary, const Style& style) {
  std::string text;
  const std::vector<std::string> lines = split_lines(summary.trace);
  for (const scenario::Outcome& outcome : summary.outcomes) {
    const std::string sign =
        outcome.held ? (style.unicode ? "✓" : "ok  ") : (style.unicode ? "✗" : "FAIL");
    text += fmt::format("  {} {}:{} {}\n", sign, summary.file, outcome.place.line, outcome.text);
    for (const std::string& mismatch : outcome.mismatches) {
      text += "      " + mismatch + "\n";
    }
    for (const std::int64_t n : outcome.trace_lines) {
      if (static_cast<std::size_t>(n) < lines.size()) {
        text += "      trace " + std::to_string(n + 1) + ": " +
                readable_line(lines[static_cast<std::size_t>(n)]) + "\n";
      }
    }
  }
  return text;
}

std::string replayed_of(const RunSummary& summary) {
  const std::int64_t count = summary.replayed_builds;
  return count == 0   ? ""
         : count == 1 ? ", 1 build replayed"
                      : ", " + std::to_string(count) + " builds replayed";
}

std::string verdict_of(const RunSummary& summary) {
  return summary.exit_code == ExitCode::Held ? "PASS" : "FAIL";
}

}  // namespace

std::string terminal_report(const RunSummary& summary, const Style& style) {
  std::string text = fmt::format("scenario  {}  (seed {})\n", summary.name, summary.seed);
  text += story_of(summary, style);
  if (!summary.outcomes.empty()) {
    text += "expect\n" + expectations_of(summary, style);
  }
  if (!summary.note.empty()) {
    text += "note      " + summary.note + "\n";
  }
  if (!summary.problem.empty()) {
    text += "problem   " + summary.problem + "\n";
  }
  if (summary.exit_code != ExitCode::Held) {
    text += fmt::format("reproduce greenroom run {} --seed {}\n", summary.file, summary.seed);
  }
  text += fmt::format(
      "{}  {} of {} expectations   {} requests   virtual {}   run {}   real {}.{:03} s{}\n",
      verdict_of(summary), summary.held(), summary.outcomes.size(), summary.requests,
      human(Duration{summary.virtual_microseconds}), summary.digest,
      summary.real_milliseconds / 1000, summary.real_milliseconds % 1000, replayed_of(summary));
  return text;
}

std::string closing_lines(const std::vector<RunSummary>& summaries) {
  std::string text = "\n";
  std::size_t passed = 0;
  for (const RunSummary& summary : summaries) {
    passed += summary.exit_code == ExitCode::Held ? 1 : 0;
    text += fmt::format("{}  {:<50} run {}\n", verdict_of(summary), summary.name, summary.digest);
  }
  return text + fmt::format("{} passed, {} failed\n", passed, summaries.size() - passed);
}

}  // namespace greenroom::report
