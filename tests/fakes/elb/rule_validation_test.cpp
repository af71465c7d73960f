// What the API accepts as conditions and actions (reference alb-ec2-asg 1.2 to 1.4).
#include "fakes/elb/rule_validation.h"

#include <catch2/catch.hpp>

using namespace greenroom;
using namespace greenroom::elb;

namespace {

using Conditions = std::vector<RuleCondition>;

std::string code_of(const Status& status) {
  return status.ok() ? "" : status.failure().code;
}
std::string text_of(const Status& status) {
  return status.ok() ? "" : status.failure().message;
}

Action redirect(RedirectConfig config) {
  Action action;
  action.Type = ActionType::redirect;
  action.redirect = std::move(config);
  return action;
}

Action fixed(std::string code, std::string type = "", std::string body = "") {
  Action action;
  action.Type = ActionType::fixed_response;
  action.fixed_response = {std::move(code), std::move(type), std::move(body)};
  return action;
}

Action forward(std::vector<TargetGroupTuple> groups, TargetGroupStickinessConfig sticky = {}) {
  Action action;
  action.forward = {std::move(groups), sticky};
  return action;
}

const ActionSurroundings k_around{false, {"a", "b", "c", "d", "e", "f"}, {"b"}};

}  // namespace

TEST_CASE("conditions keep to the limits of the reference") {
  const std::string long_value(129, 'a');
  struct Case {
    const char* what;
    Conditions conditions;
    bool accepted;
  };
  const Case one = GENERATE_COPY(values<Case>({
      {"host", {{field::k_host_header, {"*.example.com"}, ""}}, true},
      {"host without a dot", {{field::k_host_header, {"example"}, ""}}, false},
      {"digits after the last dot", {{field::k_host_header, {"example.c0m"}, ""}}, false},
      {"path", {{field::k_path_pattern, {"/img/*"}, ""}}, true},
      {"path with a space", {{field::k_path_pattern, {"/a b"}, ""}}, false},
      {"path over 128 characters", {{field::k_path_pattern, {long_value}, ""}}, false},
      {"header", {{field::k_http_header, {"*Chrome*"}, "User-Agent"}}, true},
      {"header without a name", {{field::k_http_header, {"a"}, ""}}, false},
      {"wildcard in a header's name", {{field::k_http_header, {"a"}, "X-*"}}, false},
      {"method", {{field::k_http_request_method, {"CUSTOM_METHOD-A"}, ""}}, true},
      {"lower-case method", {{field::k_http_request_method, {"get"}, ""}}, false},
      {"source", {{field::k_source_ip, {"192.0.2.0/24"}, ""}}, true},
      {"forbidden source", {{field::k_source_ip, {"255.255.255.255/32"}, ""}}, false},
      {"unknown field", {{"colour", {"red"}, ""}}, false},
      {"no value", {{field::k_path_pattern, {}, ""}}, false},
      {"three values", {{field::k_path_pattern, {"/a", "/b", "/c"}, ""}}, true},
      {"four values", {{field::k_path_pattern, {"/a", "/b", "/c", "/d"}, ""}}, false},
      {"two paths",
       {{field::k_path_pattern, {"/a"}, ""}, {field::k_path_pattern, {"/b"}, ""}},
       false},
      {"two query strings",
       {{field::k_query_string, {"a=1"}, ""}, {field::k_query_string, {"b=2"}, ""}},
       true},
      {"six values in a rule",
       {{field::k_query_string, {"a", "b", "c"}, ""},
        {field::k_path_pattern, {"/a", "/b", "/c"}, ""}},
       false},
      {"six wildcards in a rule", {{field::k_path_pattern, {"/*/*/*", "/*/*/*"}, ""}}, false},
      {"none", {}, false},
  }));
  CAPTURE(one.what);
  const Status status = validate_conditions(one.conditions);
  CHECK(status.ok() == one.accepted);
  CHECK(code_of(status) == (one.accepted ? "" : "ValidationError"));
}

TEST_CASE("too many condition values are told in AWS's words") {
  CHECK(text_of(validate_conditions({{field::k_query_string, {"a", "b", "c"}, ""},
                                     {field::k_path_pattern, {"/a", "/b", "/c"}, ""}})) ==
        "A rule can only have '5' condition values");
}

TEST_CASE("priorities are 1 to 50000") {
  CHECK(validate_priority(1).ok());
  CHECK(validate_priority(50000).ok());
  CHECK(code_of(validate_priority(0)) == "ValidationError");
  CHECK(code_of(validate_priority(50001)) == "ValidationError");
}

TEST_CASE("actions: one that answers, as the last, and each within its limits") {
  RedirectConfig to_https;
  to_https.Protocol = "HTTPS";
  to_https.Port = "443";
  to_https.StatusCode = "HTTP_301";
  RedirectConfig nothing_changes;
  nothing_changes.StatusCode = "HTTP_302";
  RedirectConfig no_code = to_https;
  no_code.StatusCode = "HTTP_307";
  Action second = forward({{"a", 1}});
  second.Order = 2;
  struct Case {
    const char* what;
    std::vector<Action> actions;
    std::string code;
  };
  const Case one = GENERATE_COPY(values<Case>({
      {"forward", {forward({{"a", 1}})}, ""},
      {"unknown group", {forward({{"z", 1}})}, "TargetGroupNotFound"},
      {"five groups", {forward({{"a", 0}, {"c", 1}, {"d", 1}, {"e", 1}, {"f", 999}})}, ""},
      {"six groups",
       {forward({{"a", 1}, {"b", 1}, {"c", 1}, {"d", 1}, {"e", 1}, {"f", 1}})},
       "TooManyTargetGroups"},
      {"weight over 999", {forward({{"a", 1000}})}, "ValidationError"},
      {"sticky group among several",
       {forward({{"a", 1}, {"b", 1}})},
       "InvalidConfigurationRequest"},
      {"with group stickiness", {forward({{"a", 1}, {"b", 1}}, {true, 60})}, ""},
      {"stickiness over 7 days",
       {forward({{"a", 1}, {"c", 1}}, {true, 604801})},
       "ValidationError"},
      {"redirect", {redirect(to_https)}, ""},
      {"redirect to itself", {redirect(nothing_changes)}, "InvalidLoadBalancerAction"},
      {"redirect with 307", {redirect(no_code)}, "ValidationError"},
      {"fixed response", {fixed("503", "text/plain", "soon")}, ""},
      {"fixed 302", {fixed("302")}, "ValidationError"},
      {"fixed with an image", {fixed("200", "image/png")}, "ValidationError"},
      {"fixed with a long body", {fixed("200", "", std::string(1025, 'x'))}, "ValidationError"},
      {"two that answer", {forward({{"a", 1}}), second}, "InvalidLoadBalancerAction"},
      {"none", {}, "ValidationError"},
  }));
  CAPTURE(one.what);
  CHECK(code_of(validate_actions(one.actions, k_around)) == one.code);
}

TEST_CASE("an HTTPS listener does not redirect to HTTP") {
  ActionSurroundings https = k_around;
  https.https_listener = true;
  RedirectConfig to_http;
  to_http.Protocol = "HTTP";
  to_http.StatusCode = "HTTP_301";
  CHECK(code_of(validate_actions({redirect(to_http)}, https)) == "InvalidLoadBalancerAction");
}
