// Expectations about anything in the trace, about durations, answers and steps.
#include <catch2/catch.hpp>

#include "sim/scenario/expectation.h"
#include "tests/support/invariant_lab.h"

using namespace greenroom;
using namespace greenroom::scenario;
using greenroom::test::line;

namespace {

// A line each second: a deployment that takes four, and two targets.
Evidence evidence() {
  Evidence seen;
  seen.lines = {
      line("codedeploy.deployment", {{"status", "Created"}}),
      line("codedeploy.target", {{"instanceId", "i-1"}, {"status", "Failed"}}),
      line("codedeploy.target", {{"instanceId", "i-2"}, {"status", "Succeeded"}}),
      line("codedeploy.lifecycle_event", {{"message", "failed to close STDOUT"}}),
      line("codedeploy.deployment", {{"status", "Succeeded"}}),
  };
  for (std::size_t i = 0; i < seen.lines.size(); ++i) {
    seen.lines[i].n = static_cast<std::int64_t>(i) + 1;
    seen.lines[i].t = k_start + seconds(static_cast<std::int64_t>(i));
  }
  for (const char* outcome : {"200", "200", "502"}) {
    RequestRecord request;
    request.users = "users";
    request.outcome = outcome;
    request.version = outcome == std::string("200") ? "v1" : "";
    seen.requests.push_back(request);
  }
  return seen;
}

std::string verdict(const std::string& subject, const Wants& wants) {
  Expectation expectation;
  expectation.subject = subject;
  expectation.wants = wants;
  const Outcome outcome = evaluate({expectation}, evidence()).at(0);
  return outcome.held ? "held" : outcome.mismatches.front();
}

}  // namespace

TEST_CASE("a trace line is expected by its fields, by parts of them, and so many times") {
  CHECK(verdict("trace", {{"event", {"codedeploy.target"}}, {"status", {"Failed"}}}) == "held");
  CHECK(verdict("trace", {{"event", {"codedeploy.target"}}, {"status", {"Ready"}}}) ==
        "trace: expected a line such as this, saw none");
  CHECK(verdict("trace", {{"event", {"codedeploy.target"}}, {"times", {"2"}}}) == "held");
  CHECK(verdict("trace", {{"event", {"codedeploy.target"}}, {"times", {">=2"}}}) == "held");
  CHECK(verdict("trace", {{"event", {"codedeploy.target"}}, {"times", {"<=1"}}}) ==
        "times: expected <=1, saw 2");
  CHECK(verdict("trace", {{"event", {"elb.target"}}, {"times", {"0"}}}) == "held");
  CHECK(verdict("trace", {{"event", {"codedeploy.lifecycle_event"}},
                          {"contains.message", {"close STDOUT"}}}) == "held");
  CHECK(verdict("trace", {{"event", {"codedeploy.lifecycle_event"}},
                          {"contains.message", {"close STDIN"}}}) != "held");
}

TEST_CASE("an empty list is expected of a field that is empty") {
  CHECK(verdict("trace", {{"event", {"codedeploy.target"}}, {"status", {}}, {"times", {"0"}}}) ==
        "held");
}

TEST_CASE("a slip of the pen never makes 'never' or 'at least' true") {
  const auto of = [](const char* event, const char* key, const char* value, const char* times) {
    return verdict("trace", {{"event", {event}}, {key, {value}}, {"times", {times}}});
  };
  CHECK(of("codedeploy.target", "status", "Failed", ">=many") != "held");
  CHECK(of("codedeploy.target", "status", "Failed", ">= 1") != "held");
  CHECK(of("codedeploy.target", "status", "Ready", "none") != "held");
  CHECK(of("codedeploy.target", "statsu", "Failed", "0") ==
        "field: expected one that lines of codedeploy.target have, saw statsu");
  CHECK(of("codedeploy.targt", "status", "Failed", "0") ==
        "event: expected an event of this run; did you mean 'codedeploy.target'?, saw "
        "codedeploy.targt");
  CHECK(verdict("requests", {{"users", {"users"}}, {"status.502", {">=x"}}}) != "held");
}

TEST_CASE("a duration lies between the first line that fits and the next that fits the other") {
  const Wants wants = {{"from.event", {"codedeploy.deployment"}},
                       {"from.status", {"Created"}},
                       {"to.event", {"codedeploy.deployment"}}};
  const auto with = [&](const char* key, const char* value) {
    Wants more = wants;
    more[key] = {value};
    return verdict("duration", more);
  };
  CHECK(with("is", "4s") == "held");
  CHECK(with("is", "3s") == "is: expected 3s, saw 4s");
  CHECK(with("at_least", "4s") == "held");
  CHECK(with("at_most", "3s") == "at_most: expected 3s, saw 4s");
  CHECK(with("from.status", "Ready") == "from: expected a line such as this, saw none");
}

TEST_CASE("answers are counted by status and by version") {
  CHECK(verdict("requests", {{"users", {"users"}}, {"status.200", {"2"}}}) == "held");
  CHECK(verdict("requests", {{"users", {"users"}}, {"status.502", {"0"}}}) ==
        "status.502: expected 0, saw 1");
  CHECK(verdict("requests", {{"users", {"users"}}, {"versions.v1", {">=2"}}}) == "held");
}

TEST_CASE("a step that is refused fails the scenario, unless that was expected") {
  const auto outcomes = [](const char* error, const char* expected) {
    Evidence seen;
    seen.lines = {
        line("scenario.answer",
             {{"does", "create_deployment"}, {"error", error}, {"expect_error", expected}})};
    return evaluate({}, seen);
  };
  CHECK(outcomes("", "").empty());
  CHECK(outcomes("LimitExceeded", "LimitExceeded").empty());
  REQUIRE(outcomes("LimitExceeded", "").size() == 1);
  CHECK(outcomes("LimitExceeded", "").at(0).mismatches.at(0) ==
        "answer: expected no error, saw LimitExceeded");
  CHECK(outcomes("", "LimitExceeded").at(0).mismatches.at(0) ==
        "answer: expected LimitExceeded, saw no error");
}
