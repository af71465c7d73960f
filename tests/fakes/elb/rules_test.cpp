// Which rule answers a request (reference alb-ec2-asg 1.3).
#include "fakes/elb/rules.h"

#include <catch2/catch.hpp>

using namespace greenroom;
using namespace greenroom::elb;

namespace {

HttpRequest request(const std::string& target, HttpHeaders headers = {},
                    const std::string& method = "GET") {
  HttpRequest made;
  made.method = method;
  made.target = target;
  made.headers = std::move(headers);
  return made;
}

RuleCondition condition(const char* what, std::vector<std::string> values, std::string name = "") {
  return {what, std::move(values), std::move(name)};
}

Rule rule(int priority, std::vector<RuleCondition> conditions, const std::string& group) {
  Rule made;
  made.Priority = priority;
  made.Conditions = std::move(conditions);
  made.Actions = {forward_to(group)};
  return made;
}

bool holds_for(const RuleCondition& one, const HttpRequest& asked,
               const std::string& ip = "198.51.100.7") {
  return holds(one, facts_of(asked, ip));
}

}  // namespace

TEST_CASE("`*` stands for any characters or none, `?` for exactly one") {
  struct Case {
    const char* pattern;
    const char* text;
    bool matches;
  };
  const Case one = GENERATE(values<Case>({{"*", "", true},
                                          {"/img/*", "/img/", true},
                                          {"/img/*", "/img/a/b.png", true},
                                          {"/img/*", "/img", false},
                                          {"/img/*/pics", "/img/a/b/pics", true},
                                          {"/img/*/pics", "/img/a/b/pics/c", false},
                                          {"*.example.com", "test.example.com", true},
                                          {"*.example.com", "example.com", false},
                                          {"a?c", "abc", true},
                                          {"a?c", "ac", false},
                                          {"*ab*ab", "abab", true},
                                          {"*ab*abc", "abab", false},
                                          {"\\*", "*", true},
                                          {"\\*", "a", false}}));
  CAPTURE(one.pattern, one.text);
  CHECK(matches_pattern(one.pattern, one.text, LetterCase::Sensitive) == one.matches);
}

TEST_CASE("host-header: without case and port; of the URL when it is absolute") {
  const RuleCondition host = condition(field::k_host_header, {"*.Example.com"});
  CHECK(holds_for(host, request("/", {{"Host", "API.example.COM:8080"}})));
  CHECK_FALSE(holds_for(host, request("/", {{"Host", "example.com"}})));
  CHECK(holds_for(host, request("http://api.example.com/x", {{"Host", "other.org"}})));
}

TEST_CASE("path-pattern: with case, the path only, never the query") {
  const RuleCondition path = condition(field::k_path_pattern, {"/Img/*"});
  CHECK(holds_for(path, request("/Img/a?b=/img/")));
  CHECK_FALSE(holds_for(path, request("/img/a")));
  CHECK_FALSE(holds_for(path, request("/other?x=/Img/a")));
}

TEST_CASE("http-header: name and value without case, every field of that name") {
  const RuleCondition agent =
      condition(field::k_http_header, {"*Chrome*", "*Safari*"}, "User-Agent");
  CHECK(holds_for(agent, request("/", {{"user-agent", "Mozilla"}, {"USER-AGENT", "x SAFARI y"}})));
  CHECK_FALSE(holds_for(agent, request("/", {{"User-Agent", "curl"}})));
}

TEST_CASE("http-request-method: exact and with case, custom methods too") {
  const RuleCondition method = condition(field::k_http_request_method, {"CUSTOM-METHOD"});
  CHECK(holds_for(method, request("/", {}, "CUSTOM-METHOD")));
  CHECK_FALSE(holds_for(method, request("/", {}, "custom-method")));
}

TEST_CASE("query-string: the key is optional, neither looks at case") {
  const RuleCondition with_key = condition(field::k_query_string, {"version=V1*"});
  CHECK(holds_for(with_key, request("/?a=b&Version=v1.2")));
  CHECK_FALSE(holds_for(with_key, request("/?other=v1.2")));
  const RuleCondition any_key = condition(field::k_query_string, {"*example*"});
  CHECK(holds_for(any_key, request("/?x=an-EXAMPLE")));
  CHECK_FALSE(holds_for(any_key, request("/")));
}

TEST_CASE("source-ip: blocks of the TCP peer, never of X-Forwarded-For") {
  const RuleCondition block = condition(field::k_source_ip, {"192.0.2.0/24", "2001:db8::/32"});
  const HttpRequest asked = request("/", {{"X-Forwarded-For", "192.0.2.1"}});
  CHECK(holds_for(block, asked, "192.0.2.255"));
  CHECK_FALSE(holds_for(block, asked, "192.0.3.0"));
  CHECK(holds_for(block, asked, "2001:db8:ffff::1"));
  CHECK_FALSE(holds_for(block, asked, "2001:db9::1"));
  CHECK(in_cidr("0.0.0.0/0", "203.0.113.9"));
  CHECK_FALSE(is_cidr("192.0.2.0"));
  CHECK_FALSE(is_cidr("192.0.2.256/32"));
  CHECK_FALSE(is_cidr("192.0.2.0/33"));
  CHECK(is_cidr("::/0"));
  CHECK_FALSE(is_cidr("1:2:3:4:5:6:7:8:9/64"));
}

TEST_CASE("the first rule whose conditions all hold answers; values of a condition are or-ed") {
  const std::vector<Rule> rules = {
      rule(10,
           {condition(field::k_path_pattern, {"/api/*"}),
            condition(field::k_http_request_method, {"GET", "HEAD"})},
           "api-read"),
      rule(20, {condition(field::k_path_pattern, {"/api/*"})}, "api"),
      rule(k_default_priority, {}, "web"),
  };
  const auto group_for = [&](const HttpRequest& asked) {
    const Action& action = action_for(rules, facts_of(asked, "198.51.100.7"));
    return action.forward.TargetGroups.front().TargetGroupArn;
  };
  CHECK(group_for(request("/api/1", {}, "HEAD")) == "api-read");
  CHECK(group_for(request("/api/1", {}, "POST")) == "api");
  CHECK(group_for(request("/")) == "web");
}

TEST_CASE("priorities are shown as numbers or as default") {
  CHECK(priority_text(1) == "1");
  CHECK(priority_text(k_default_priority) == "default");
}
