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
    elb::RequestRecord record;
    record.LoadBalancerArn = "arn:aws:elasticloadbalancing:r:1:loadbalancer/app/alb/1";
    record.elb_status = std::atoi(outcome);
    record.target_status = record.elb_status == 200 ? 200 : 0;
    record.target_chosen = true;
    record.target = "10.0.1.10:8080";
    record.request_line = "GET http://a:80/report HTTP/1.1";
    seen.load_balancer_records.push_back(record);
  }
  seen.objects = {{{"site", "index.html"}, true, 2, "v1.2 is here", "no-cache", "", ""},
                  {{"site", "gone.html"}, false, 1, "", "", "", ""}};
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

TEST_CASE("requests are counted since a step, when that is asked for") {
  Evidence seen = evidence();
  seen.lines.push_back(line("scenario.step", {}));
  seen.lines.back().fields = {{"step", 3}};
  seen.lines.back().t = k_start + seconds(9);
  seen.requests[1].sent = seen.requests[2].sent = k_start + seconds(9);
  const auto counted = [&](const std::string& since) {
    Expectation expectation;
    expectation.subject = "requests";
    expectation.wants = {{"users", {"users"}}, {"since", {since}}, {"status.200", {"1"}}};
    return evaluate({expectation}, seen).at(0).held;
  };
  CHECK(counted("step 3"));
  CHECK_FALSE(counted("step 4"));  // never came: no requests at all
  CHECK_FALSE(counted(""));
}

TEST_CASE("metrics are expected by name, access log lines by their fields") {
  const auto metric = [](const std::string& name, const std::string& sum) {
    return verdict("metric", {{"name", {name}}, {"sum", {sum}}});
  };
  CHECK(metric("RequestCount", "3") == "held");
  CHECK(metric("HTTPCode_ELB_502_Count", ">=1") == "held");
  CHECK(metric("HTTPCode_ELB_504_Count", "0") == "held");
  CHECK(metric("HTTPCode_ELB_502_Count", "0") == "sum: expected 0, saw 1");
  CHECK_THAT(metric("HTTPCode_ELB_502_Cuont", "0"), Catch::Contains("HTTPCode_ELB_502_Count?"));
  CHECK(verdict("access_log", {{"elb_status_code", {"502"}}, {"times", {"1"}}}) == "held");
  CHECK(verdict("access_log", {{"target_status_code", {"-"}}, {"times", {"2"}}}) ==
        "times: expected 2, saw 1");
  CHECK(verdict("access_log", {{"contains.request", {"/report"}}, {"times", {"3"}}}) == "held");
  CHECK(verdict("access_log", {{"elb_status_code", {"504"}}}) ==
        "access_log: expected a line such as this, saw none");
  CHECK(verdict("access_log", {{"elb_status", {"504"}}, {"times", {"0"}}}) ==
        "field: expected one of an access log line, saw elb_status");
}

TEST_CASE("an expectation that counts nothing, or since what never came, is not held") {
  struct Row {
    std::string subject;
    Wants wants;
    std::string says;
  };
  const Row row = GENERATE(values<Row>({
      {"requests", {{"users", {"usres"}}, {"status.502", {"0"}}}, "users usres: expected requests"},
      {"requests", {{"users", {"users"}}}, "requests: expected status or versions"},
      {"requests",
       {{"users", {"users"}}, {"status.502", {"0"}}, {"since", {"first healthy"}}},
       "since: expected first healthy, saw it never came"},
      {"metric", {{"name", {"RequestCount"}}}, "metric: expected sum"},
      {"metric",
       {{"name", {"RequestCount"}}, {"sum", {"0"}}, {"since", {"step 9"}}},
       "since: expected step 9, saw it never came"},
      {"access_log",
       {{"elb_status_code", {"502"}}, {"times", {"0"}}, {"since", {"step 9"}}},
       "since: expected step 9, saw it never came"},
  }));
  CHECK_THAT(verdict(row.subject, row.wants), Catch::StartsWith(row.says));
}

TEST_CASE("a field that no access log line has is a slip, also when there is no line") {
  Expectation expectation;
  expectation.subject = "access_log";
  expectation.wants = {{"elb_status", {"502"}}, {"times", {"0"}}};
  const Outcome outcome = evaluate({expectation}, Evidence{}).at(0);
  CHECK_FALSE(outcome.held);
}

TEST_CASE("an object is expected to be there, as it is, or not to be") {
  const auto of = [](const char* key, const char* what, const char* value) {
    return verdict("object", {{"bucket", {"site"}}, {"key", {key}}, {what, {value}}});
  };
  CHECK(of("index.html", "versions", "2") == "held");
  CHECK(of("index.html", "versions", ">=3") != "held");
  CHECK(of("index.html", "contains", "v1.2") == "held");
  CHECK(of("index.html", "contains", "v1.3") != "held");
  CHECK(of("index.html", "content", "v1.2") != "held");
  CHECK(of("index.html", "cache_control", "no-cache") == "held");
  CHECK(of("index.html", "exists", "false") == "exists: expected false, saw true");
  CHECK(of("gone.html", "exists", "false") == "held");
  CHECK(of("gone.html", "versions", "1") == "exists: expected true, saw false");
  CHECK(of("gone.html", "contains", "") != "held");
}
