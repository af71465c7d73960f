// Rules, weights, stickiness and telemetry, through whole requests.
#include <catch2/catch.hpp>

#include "fakes/elb/access_log.h"
#include "fakes/elb/stickiness.h"
#include "tests/fakes/elb/elb_lab.h"

using namespace greenroom;
using namespace greenroom::elb;
using namespace greenroom::test;

namespace {

Action fixed(const char* code) {
  Action action;
  action.Type = ActionType::fixed_response;
  action.fixed_response = {code, "text/plain", "from a rule"};
  return action;
}

std::string add_rule(ElbLab& lab, int priority, const std::string& path, Action action) {
  CreateRuleInput input;
  input.ListenerArn = lab.listener;
  input.Priority = priority;
  input.Conditions = {{field::k_path_pattern, {path}, ""}};
  input.Actions = {std::move(action)};
  return lab.elb.CreateRule(lab.cx, std::move(input)).value().RuleArn;
}

void forward_weighted(ElbLab& lab, std::vector<TargetGroupTuple> groups, int sticky_seconds = 0) {
  Action action;
  action.forward.TargetGroups = std::move(groups);
  action.forward.stickiness = {sticky_seconds > 0, sticky_seconds};
  ModifyListenerInput input;
  input.ListenerArn = lab.listener;
  input.DefaultActions = {std::move(action)};
  const Result<Listener> modified = lab.elb.ModifyListener(lab.cx, std::move(input));
  REQUIRE(modified.ok());
}

void weigh_nothing(ElbLab& lab, const std::string& other) {
  forward_weighted(lab, {{lab.group, 0}, {other, 0}});
}

// "AWSALB=..." of the answer, as the client's next Cookie header.
HttpHeaders cookie_of(const Asked& asked, const std::string& name) {
  for (const auto& [field, value] : asked.response.headers) {
    if (field == "Set-Cookie" && value.rfind(name + "=", 0) == 0) {
      return {{"Cookie", value.substr(0, value.find(';'))}};
    }
  }
  return {};
}

Task<void> two_healthy_targets(ElbLab& lab) {
  lab.add("i-1");
  lab.add("i-2");
  co_await lab.cx.sleep_for(seconds(30));
}

// The lab's group, which is empty yet, and another one with i-2; bonds hold for 60 s.
void forward_to_two_sticky_groups(ElbLab& lab) {
  const std::string blue = lab.make_group("blue");
  forward_weighted(lab, {{lab.group, 1}, {blue, 1}}, 60);
  lab.add_to(blue, "i-2");
}

}  // namespace

TEST_CASE("rules answer before the default: fixed response, redirect, another group") {
  ElbLab lab;
  const auto story = [](ElbLab& l) -> Task<void> {
    add_rule(l, 20, "/maintenance", fixed("503"));
    Action redirect;
    redirect.Type = ActionType::redirect;
    redirect.redirect.Path = "/new/#{path}";
    redirect.redirect.StatusCode = "HTTP_302";
    add_rule(l, 10, "/old", redirect);
    co_await two_healthy_targets(l);
    Asked asked;
    co_await ask(l, "user", asked, "/maintenance?a=b");
    CHECK(asked.response.status == 503);
    CHECK(asked.response.body == "from a rule");
    co_await ask(l, "user", asked, "/old");
    CHECK(find_header(asked.response.headers, "Location") == "http://example.com:80/new/old");
    co_await ask(l, "user", asked, "/");
    CHECK(asked.response.status == 200);
  };
  CHECK(lab.world.run(story(lab)));
  REQUIRE(lab.records.all.size() == 3);
  CHECK(lab.records.all[0].action == "fixed-response");
  CHECK(lab.records.all[0].matched_rule_priority == "20");
  CHECK(lab.records.all[0].rules_evaluated == 2);
  CHECK(lab.records.all[1].redirect_url == "http://example.com:80/new/old");
  CHECK(lab.records.all[2].matched_rule_priority == "0");
  CHECK(lab.world.told("elb.rules", {"change"}) == Lines{"rule created", "rule created"});
}

TEST_CASE("an edit of the rules takes effect after its lag") {
  Timing timing;
  timing.rule_change_lag_max = seconds(5);
  ElbLab lab(timing);
  const auto story = [](ElbLab& l) -> Task<void> {
    co_await two_healthy_targets(l);
    add_rule(l, 1, "/*", fixed("404"));
    Asked asked;
    co_await ask(l, "user", asked);
    CHECK(asked.response.status == 200);  // with this seed; another seed draws another delay
    co_await l.cx.sleep_for(seconds(5));
    co_await ask(l, "user", asked);
    CHECK(asked.response.status == 404);
  };
  CHECK(lab.world.run(story(lab)));
}

TEST_CASE("weighted groups share requests by weight, healthy or not; all weights 0 is 503") {
  ElbLab lab;
  const std::string blue = lab.make_group("blue");
  forward_weighted(lab, {{lab.group, 3}, {blue, 1}});
  const auto story = [](ElbLab& l, std::string other) -> Task<void> {
    l.add("i-1");
    co_await l.cx.sleep_for(seconds(30));
    Asked asked;
    int unanswered = 0;
    for (int i = 0; i < 8; ++i) {
      co_await ask(l, "user", asked);
      unanswered += asked.response.status == 503 ? 1 : 0;
    }
    CHECK(unanswered == 2);  // the share of the empty group
    weigh_nothing(l, other);
    co_await ask(l, "user", asked);
    CHECK(asked.response.status == 503);
  };
  CHECK(lab.world.run(story(lab, blue)));
}

TEST_CASE("group stickiness keeps a client at its group until the duration is over") {
  ElbLab lab;
  forward_to_two_sticky_groups(lab);
  const auto story = [](ElbLab& l) -> Task<void> {
    l.add("i-1");
    co_await l.cx.sleep_for(seconds(30));
    Asked asked;
    co_await ask(l, "user", asked);
    const HttpHeaders cookie = cookie_of(asked, "AWSALBTG");
    REQUIRE_FALSE(cookie.empty());
    for (int i = 0; i < 3; ++i) {
      co_await ask(l, "user", asked, "/", cookie);
    }
    CHECK(l.served() == "i-1 i-1 i-1 i-1");
    co_await l.cx.sleep_for(seconds(60));
    co_await ask(l, "user", asked, "/", cookie);
    CHECK(l.targets.served.back() == "i-2");
  };
  CHECK(lab.world.run(story(lab)));
}

TEST_CASE("group stickiness: every client keeps its own group, and each answer renews the bond") {
  ElbLab lab;
  forward_to_two_sticky_groups(lab);
  const auto story = [](ElbLab& l) -> Task<void> {
    l.add("i-1");
    co_await l.cx.sleep_for(seconds(30));
    Asked asked;
    co_await ask(l, "first", asked);
    const HttpHeaders first = cookie_of(asked, "AWSALBTG");
    co_await ask(l, "second", asked);
    HttpHeaders second = cookie_of(asked, "AWSALBTG");
    CHECK(l.served() == "i-1 i-2");
    for (int i = 0; i < 3; ++i) {  // not in turns, as without cookies
      co_await ask(l, "second", asked, "/", second);
      co_await ask(l, "second", asked, "/", second);
      co_await ask(l, "first", asked, "/", first);
    }
    CHECK(l.served() == "i-1 i-2 i-2 i-2 i-1 i-2 i-2 i-1 i-2 i-2 i-1");
    co_await l.cx.sleep_for(seconds(50));
    co_await ask(l, "second", asked, "/", second);
    second = cookie_of(asked, "AWSALBTG");
    REQUIRE_FALSE(second.empty());
    co_await l.cx.sleep_for(seconds(50));  // beyond the first bond
    co_await ask(l, "second", asked, "/", second);
    co_await ask(l, "second", asked, "/", second);
    CHECK(l.served().substr(l.served().size() - 11) == "i-2 i-2 i-2");
    // A group that the rule forwards to no more holds nobody.
    forward_weighted(l, {{l.group, 1}}, 60);
    co_await ask(l, "second", asked, "/", second);
    CHECK(l.targets.served.back() == "i-1");
  };
  CHECK(lab.world.run(story(lab)));
}

TEST_CASE("lb_cookie: the client stays with its target until that cannot be used any more") {
  ElbLab lab;
  lab.set(lab.group, {{"stickiness.enabled", "true"}});
  const auto story = [](ElbLab& l) -> Task<void> {
    co_await two_healthy_targets(l);
    Asked asked;
    co_await ask(l, "user", asked);
    HttpHeaders cookie = cookie_of(asked, "AWSALB");
    REQUIRE_FALSE(cookie.empty());
    for (int i = 0; i < 2; ++i) {
      co_await ask(l, "user", asked, "/", cookie);
    }
    CHECK(l.served() == "i-1 i-1 i-1");
    l.remove("i-1");
    co_await ask(l, "user", asked, "/", cookie);
    CHECK(l.targets.served.back() == "i-2");
    CHECK(l.records.all.back().sticky_broken);
    cookie = cookie_of(asked, "AWSALB");  // a new bond
    co_await ask(l, "user", asked, "/", cookie);
    CHECK_FALSE(l.records.all.back().sticky_broken);
    cookie.front().second = "AWSALB=nonsense";
    co_await ask(l, "user", asked, "/", cookie);
    CHECK(asked.response.status == 200);
  };
  CHECK(lab.world.run(story(lab)));
}

TEST_CASE("app_cookie: a bond begins only when the target sets the application's cookie") {
  ElbLab lab;
  lab.set(lab.group, {{"stickiness.enabled", "true"},
                      {"stickiness.type", "app_cookie"},
                      {"stickiness.app_cookie.cookie_name", "session"}});
  const auto story = [](ElbLab& l) -> Task<void> {
    co_await two_healthy_targets(l);
    Asked asked;
    co_await ask(l, "user", asked);
    CHECK(cookie_of(asked, "AWSALBAPP-0").empty());
    l.targets.behaviour["i-2"].headers = {{"Set-Cookie", "session=1; Path=/"}};
    co_await ask(l, "user", asked);
    const HttpHeaders cookie = cookie_of(asked, "AWSALBAPP-0");
    REQUIRE_FALSE(cookie.empty());
    co_await ask(l, "user", asked, "/", cookie);
    co_await ask(l, "user", asked, "/", cookie);
    CHECK(l.served() == "i-1 i-2 i-2 i-2");
  };
  CHECK(lab.world.run(story(lab)));
}

TEST_CASE("least outstanding requests goes round a slow target") {
  ElbLab lab;
  lab.targets.behaviour["i-1"].takes = seconds(10);
  lab.set(lab.group, {{"load_balancing.algorithm.type", "least_outstanding_requests"}});
  const auto story = [](ElbLab& l) -> Task<void> {
    co_await two_healthy_targets(l);
    Asked slow;
    l.cx.as("slow").spawn("slow", ask(l, "slow", slow));
    co_await l.cx.sleep_for(seconds(1));
    Asked asked;
    for (int i = 0; i < 3; ++i) {
      co_await ask(l, "user", asked);
    }
    co_await l.cx.sleep_for(seconds(20));
    CHECK(slow.response.status == 200);
  };
  CHECK(lab.world.run(story(lab)));
  CHECK(lab.served() == "i-1 i-2 i-2 i-2");
}

TEST_CASE("a target that recovers beside a healthy one begins slowly") {
  ElbLab lab;
  lab.set(lab.group, {{"slow_start.duration_seconds", "100"}});
  const auto story = [](ElbLab& l) -> Task<void> {
    l.add("i-1");
    co_await l.cx.sleep_for(seconds(30));
    l.add("i-2");  // healthy at 32 s
    co_await l.cx.sleep_for(seconds(12));
    Asked asked;
    for (int i = 0; i < 22; ++i) {
      co_await ask(l, "user", asked);
    }
  };
  CHECK(lab.world.run(story(lab)));
  CHECK(std::count(lab.targets.served.begin(), lab.targets.served.end(), "i-2") == 2);  // a tenth
}

TEST_CASE("each minute's metrics go to CloudWatch when it is over, host counts among them") {
  struct Sink final : MetricSink {
    void put_metric_data(Context cx, const std::string& metric_namespace,
                         const std::vector<MetricDatum>& data) override {
      for (const MetricDatum& datum : data) {
        if (datum.Dimensions.size() == 2) {
          got.push_back(metric_namespace + " " + std::to_string(cx.now().microseconds / 1000000) +
                        " " + datum.MetricName + " " + std::to_string(datum.Statistics.Sum));
        }
      }
    }
    Lines got;
  };
  ElbLab lab;
  Sink sink;
  const auto story = [](ElbLab& l, Sink& to) -> Task<void> {
    l.elb.publish_metrics(l.cx, to);
    co_await two_healthy_targets(l);
    Asked asked;
    co_await ask(l, "user", asked);
    co_await l.cx.sleep_for(seconds(31));
  };
  CHECK(lab.world.run(story(lab, sink)));
  CHECK(sink.got == Lines{"AWS/ApplicationELB 60 HTTPCode_Target_2XX_Count 1",
                          "AWS/ApplicationELB 60 HealthyHostCount 2",
                          "AWS/ApplicationELB 60 RequestCount 1",
                          "AWS/ApplicationELB 60 TargetResponseTime 2000",
                          "AWS/ApplicationELB 60 UnHealthyHostCount 0"});
}

TEST_CASE("access logs go to the bucket every five minutes, after a test file") {
  struct Bucket final : AccessLogBucket {
    void put(Context, const std::string& bucket, const std::string& key,
             const std::string& lines) override {
      files.emplace_back(bucket + "/" + key, lines);
    }
    std::vector<std::pair<std::string, std::string>> files;
  };
  ElbLab lab;
  Bucket bucket;
  lab.elb.deliver_access_logs(lab.cx, bucket);
  const Attributes changes = {{"access_logs.s3.enabled", "true"},
                              {"access_logs.s3.bucket", "logs"}};
  CHECK(lab.elb.ModifyLoadBalancerAttributes(lab.cx, lab.balancer, changes).ok());
  const auto story = [](ElbLab& l) -> Task<void> {
    co_await two_healthy_targets(l);
    Asked asked;
    HttpHeaders headers;
    headers.emplace_back("User-Agent", "curl/7");
    co_await ask(l, "user", asked, "/a?b=c", headers);
    co_await l.cx.sleep_for(minutes(11));
  };
  CHECK(lab.world.run(story(lab)));
  REQUIRE(bucket.files.size() == 2);  // none for the minutes without requests
  CHECK(bucket.files[0].first == "logs/AWSLogs/123456789012/ELBAccessLogTestFile");
  CHECK(bucket.files[1].first.find("_20260101T0005Z_10.0.0.4_") != std::string::npos);
  const std::string& line = bucket.files[1].second;
  CHECK(line.rfind("http 2026-01-01T00:00:30.002000Z app/alb/", 0) == 0);
  CHECK(line.find(" 0.000 0.002 0.000 200 200 ") != std::string::npos);
  CHECK(line.find(" \"GET http://example.com:80/a?b=c HTTP/1.1\" \"curl/7\" ") !=
        std::string::npos);
}
