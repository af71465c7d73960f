// Expectations about CloudWatch Logs, and waiting for a log event.
#include <catch2/catch.hpp>

#include "sim/scenario/expectation.h"
#include "sim/scenario/log_query.h"
#include "tests/support/fake_world.h"
#include "tests/support/invariant_lab.h"

using namespace greenroom;
using namespace greenroom::scenario;
using greenroom::test::line;

namespace {

// Two builds and two instances that have logged.
struct LoggedRun {
  LoggedRun() {
    put("/builds", "uuid-1", "Entering phase BUILD\n", 0);
    put("/builds", "uuid-1", "ERROR no disk\n", 1);
    put("/builds", "app/uuid-2", "Entering phase BUILD\n", 2);
    put("agent", "i-a-agent-log", "started", 3);
    put("agent", "i-b-agent-log", "ERROR stopped", 4);
  }
  void put(const std::string& group, const std::string& stream, const std::string& message,
           std::int64_t second) {
    const Context cx = world.as("logs");
    (void)logs.CreateLogGroup(cx, group);  // it may be there already
    (void)logs.CreateLogStream(cx, group, stream);
    CHECK(logs.PutLogEvents(cx, {group, stream, {{k_start + seconds(second), message}}, ""}).ok());
  }
  [[nodiscard]] std::string verdict(const Wants& wants) const {
    Evidence seen;
    seen.lines = {line("ec2.instance", {{"instanceId", "i-b"}, {"state", "pending"}}),
                  line("ec2.instance", {{"instanceId", "i-a"}, {"state", "pending"}}),
                  line("ec2.instance", {{"instanceId", "i-b"}, {"state", "running"}}),
                  line("codebuild.build", {{"id", "lab-app:uuid-1"}, {"buildNumber", "1"}}),
                  line("codebuild.build", {{"id", "lab-app:uuid-2"}, {"buildNumber", "2"}})};
    seen.logs = &logs;
    Expectation expectation;
    expectation.subject = "log_group";
    expectation.wants = wants;
    const Outcome outcome = evaluate({expectation}, seen).at(0);
    return outcome.held ? "held" : outcome.mismatches.front();
  }

  test::FakeWorld world;
  logs::Logs logs{aws::Account{}};
};

}  // namespace

TEST_CASE("a log group is judged by its own FilterLogEvents") {
  const LoggedRun run;
  struct Row {
    Wants wants;
    const char* verdict;
  };
  const Row rows[] = {
      {{{"name", {"/builds"}}}, "held"},
      {{{"name", {"/builds"}}, {"filter", {"ERROR"}}}, "held"},
      {{{"name", {"/builds"}}, {"filter", {"ERROR"}}, {"times", {"1"}}}, "held"},
      {{{"name", {"/builds"}}, {"filter", {"-ERROR"}}, {"times", {"2"}}}, "held"},
      {{{"name", {"/builds"}}, {"contains", {"phase"}}, {"times", {">=3"}}},
       "times: expected >=3, saw 2: Entering phase BUILD | Entering phase BUILD"},
      {{{"name", {"/builds"}}, {"filter", {"WARNING"}}},
       "log_group: expected an event such as this, saw none"},
      {{{"name", {"/builds"}}, {"filter", {"WARNING"}}, {"times", {"0"}}}, "held"},
      {{{"name", {"/builds"}}, {"stream", {"uuid-1"}}, {"times", {"2"}}}, "held"},
      {{{"name", {"/builds"}}, {"stream_prefix", {"app/"}}, {"times", {"1"}}}, "held"},
      {{{"name", {"/builds"}}, {"build", {"2"}}, {"times", {"1"}}}, "held"},
      {{{"name", {"/builds"}}, {"build", {"1"}}, {"contains", {"no disk"}}}, "held"},
      {{{"name", {"/builds"}}, {"build", {"3"}}, {"times", {"0"}}},
       "build: expected a log stream of 3, saw none"},
      {{{"name", {"agent"}}, {"instance", {"1"}}, {"contains", {"stopped"}}}, "held"},
      {{{"name", {"agent"}}, {"instance", {"2"}}, {"contains", {"stopped"}}},
       "log_group: expected an event such as this, saw none"},
      // A slip in a name is no success.
      {{{"name", {"/bilds"}}, {"times", {"0"}}},
       "name: expected the log group /bilds, saw only [/builds, agent]"},
  };
  for (const Row& row : rows) {
    CHECK(run.verdict(row.wants) == row.verdict);
  }
}

TEST_CASE("what came before does not count for who waits, what came late does") {
  LoggedRun run;
  LogQuery query;
  query.group = "/builds";
  query.filter = "ERROR";
  std::string token;
  CHECK(log_event_came(run.logs, query, token));
  CHECK_FALSE(log_event_came(run.logs, query, token));
  run.put("/builds", "uuid-1", "all is well\n", 5);
  CHECK_FALSE(log_event_came(run.logs, query, token));
  run.put("/builds", "uuid-1", "ERROR of an earlier time\n", 0);
  CHECK(log_event_came(run.logs, query, token));
  query.group = "not-there-yet";
  token.clear();
  CHECK_FALSE(log_event_came(run.logs, query, token));
  run.put("not-there-yet", "a", "ERROR\n", 6);
  CHECK(log_event_came(run.logs, query, token));
}
