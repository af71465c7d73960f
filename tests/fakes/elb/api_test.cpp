// The API's operations and their failures (reference alb-ec2-asg 1.1, 1.2, 5.3).
#include <catch2/catch.hpp>

#include "tests/fakes/elb/elb_lab.h"

using namespace greenroom;
using namespace greenroom::elb;
using namespace greenroom::test;

namespace {

template <typename T>
std::string code_of(const Result<T>& result) {
  return result.ok() ? "" : result.failure().code;
}
template <typename T>
std::string text_of(const Result<T>& result) {
  return result.ok() ? "" : result.failure().message;
}

CreateListenerInput on_port(const ElbLab& lab, int port) {
  CreateListenerInput input;
  input.LoadBalancerArn = lab.balancer;
  input.Port = port;
  input.DefaultActions = {forward_to(lab.group)};
  return input;
}

CreateRuleInput rule(const ElbLab& lab, int priority) {
  CreateRuleInput input;
  input.ListenerArn = lab.listener;
  input.Priority = priority;
  input.Conditions = {{field::k_path_pattern, {"/" + std::to_string(priority)}, ""}};
  input.Actions = {forward_to(lab.group)};
  return input;
}

Lines priorities(const ElbLab& lab) {
  Lines found;
  const auto rules = lab.elb.DescribeRules(lab.listener);
  for (const Rule& one : rules.value()) {
    found.push_back(priority_text(one.Priority));
  }
  return found;
}

}  // namespace

TEST_CASE("ARNs and DNS names have AWS's forms") {
  ElbLab lab;
  const LoadBalancer made = lab.elb.DescribeLoadBalancers(lab.cx, {"alb"}).value().at(0);
  const std::string prefix = "arn:aws:elasticloadbalancing:us-east-1:123456789012:";
  CHECK(made.LoadBalancerArn.rfind(prefix + "loadbalancer/app/alb/", 0) == 0);
  CHECK(made.DNSName.rfind("alb-", 0) == 0);
  CHECK(made.DNSName.ends_with(".us-east-1.elb.amazonaws.com"));
  CHECK(made.State == "active");
  CHECK(lab.listener.rfind(prefix + "listener/app/alb/", 0) == 0);
  const Rule standard = lab.elb.DescribeRules(lab.listener).value().at(0);
  CHECK(standard.RuleArn.rfind(prefix + "listener-rule/app/alb/", 0) == 0);
  CHECK(standard.IsDefault());
  CHECK(lab.group.rfind(prefix + "targetgroup/tg/", 0) == 0);
}

TEST_CASE("a load balancer is provisioning before it is active") {
  ElbLab lab(aws_like_timing());
  const auto state = [](ElbLab& l) {
    return l.elb.DescribeLoadBalancers(l.cx, {}).value().at(0).State;
  };
  CHECK(state(lab) == "provisioning");
  const auto story = [](ElbLab& l) -> Task<void> { co_await l.cx.sleep_for(seconds(120)); };
  CHECK(lab.world.run(story(lab)));
  CHECK(state(lab) == "active");
}

TEST_CASE("names are checked, and are unique unless everything is the same") {
  ElbLab lab;
  for (const char* name : {"-a", "a-", "a_b", "internal-a", ""}) {
    CAPTURE(name);
    CHECK(code_of(lab.elb.CreateLoadBalancer(lab.cx, {name, "internal", {}})) == "ValidationError");
  }
  CHECK(
      lab.elb.CreateLoadBalancer(lab.cx, {"alb", "internet-facing", {}}).value().LoadBalancerArn ==
      lab.balancer);
  CHECK(code_of(lab.elb.CreateLoadBalancer(lab.cx, {"alb", "internal", {}})) ==
        "DuplicateLoadBalancerName");
  TargetGroup group;
  group.TargetGroupName = std::string(33, 'A');
  CHECK(text_of(lab.elb.CreateTargetGroup(lab.cx, group)) ==
        "Target group name '" + std::string(33, 'A') + "' cannot be longer than '32' characters");
  group.TargetGroupName = "a--b";
  CHECK(code_of(lab.elb.CreateTargetGroup(lab.cx, group)) == "ValidationError");
  group.TargetGroupName = "tg";
  CHECK(code_of(lab.elb.CreateTargetGroup(lab.cx, group)) == "DuplicateTargetGroupName");
}

TEST_CASE("what does not exist is told by kind") {
  ElbLab lab;
  CHECK(code_of(lab.elb.DescribeLoadBalancers(lab.cx, {"no"})) == "LoadBalancerNotFound");
  CHECK(code_of(lab.elb.DescribeListeners("no")) == "LoadBalancerNotFound");
  CHECK(code_of(lab.elb.DescribeRules("no")) == "ListenerNotFound");
  CHECK(code_of(lab.elb.DeleteListener(lab.cx, "no")) == "ListenerNotFound");
  CHECK(code_of(lab.elb.DeleteRule(lab.cx, "no")) == "RuleNotFound");
  CHECK(code_of(lab.elb.DescribeTargetHealth("no", {})) == "TargetGroupNotFound");
  CHECK(text_of(lab.elb.DescribeTargetGroups({"no"})) == "One or more target groups not found");
  CHECK(code_of(lab.elb.RegisterTargets(lab.cx, "no", {})) == "TargetGroupNotFound");
  CHECK(code_of(lab.elb.DescribeTags("arn:x:targetgroup/y")) == "TargetGroupNotFound");
}

TEST_CASE("one listener per port, fifty per load balancer, and only on groups of its own") {
  ElbLab lab;
  CHECK(code_of(lab.elb.CreateListener(lab.cx, on_port(lab, 80))) == "DuplicateListener");
  CHECK(code_of(lab.elb.CreateListener(lab.cx, on_port(lab, 0))) == "ValidationError");
  for (int port = 81; port < 130; ++port) {
    CHECK(lab.elb.CreateListener(lab.cx, on_port(lab, port)).ok());
  }
  CHECK(code_of(lab.elb.CreateListener(lab.cx, on_port(lab, 130))) == "TooManyListeners");
  const LoadBalancer second =
      lab.elb.CreateLoadBalancer(lab.cx, {"second", "internal", {}}).value();
  CreateListenerInput input = on_port(lab, 80);
  input.LoadBalancerArn = second.LoadBalancerArn;
  CHECK(code_of(lab.elb.CreateListener(lab.cx, input)) == "TargetGroupAssociationLimit");
}

TEST_CASE("rules stand in ascending priority; a priority is given once") {
  ElbLab lab;
  const std::string fifty = lab.elb.CreateRule(lab.cx, rule(lab, 50)).value().RuleArn;
  const std::string ten = lab.elb.CreateRule(lab.cx, rule(lab, 10)).value().RuleArn;
  CHECK(priorities(lab) == Lines{"10", "50", "default"});
  CHECK(text_of(lab.elb.CreateRule(lab.cx, rule(lab, 10))) == "The specified priority is in use.");
  CHECK(code_of(lab.elb.SetRulePriorities(lab.cx, {{ten, 50}})) == "PriorityInUse");
  CHECK(text_of(lab.elb.SetRulePriorities(lab.cx, {{ten, 7}, {fifty, 7}})) ==
        "Priority '7' was provided multiple times");
  CHECK(lab.elb.SetRulePriorities(lab.cx, {{ten, 50}, {fifty, 10}}).ok());
  CHECK(lab.elb.DescribeRules(lab.listener).value().at(0).RuleArn == fifty);
  CHECK(lab.elb.DeleteRule(lab.cx, ten).ok());
  CHECK(priorities(lab) == Lines{"10", "default"});
}

TEST_CASE("the default rule stays, without conditions and with its place") {
  ElbLab lab;
  const std::string standard = lab.elb.DescribeRules(lab.listener).value().at(0).RuleArn;
  CHECK(code_of(lab.elb.DeleteRule(lab.cx, standard)) == "OperationNotPermitted");
  CHECK(code_of(lab.elb.SetRulePriorities(lab.cx, {{standard, 1}})) == "ValidationError");
  ModifyRuleInput input;
  input.RuleArn = standard;
  CHECK(text_of(lab.elb.ModifyRule(lab.cx, input)) ==
        "Either conditions or actions must be specified");
  input.Conditions = {{field::k_path_pattern, {"/a"}, ""}};
  CHECK(code_of(lab.elb.ModifyRule(lab.cx, input)) == "ValidationError");
}

TEST_CASE("a hundred rules per load balancer, default rules not counted") {
  ElbLab lab;
  for (int priority = 1; priority <= 100; ++priority) {
    REQUIRE(lab.elb.CreateRule(lab.cx, rule(lab, priority)).ok());
  }
  CHECK(code_of(lab.elb.CreateRule(lab.cx, rule(lab, 101))) == "TooManyRules");
}

TEST_CASE("what is in use or protected cannot be deleted") {
  ElbLab lab;
  CHECK(text_of(lab.elb.DeleteTargetGroup(lab.cx, lab.group)) ==
        "Target group '" + lab.group + "' is currently in use by a listener or a rule");
  const Attributes on = {{"deletion_protection.enabled", "true"}};
  const Attributes off = {{"deletion_protection.enabled", "false"}};
  CHECK(lab.elb.ModifyLoadBalancerAttributes(lab.cx, lab.balancer, on).ok());
  CHECK(code_of(lab.elb.DeleteLoadBalancer(lab.cx, lab.balancer)) == "OperationNotPermitted");
  CHECK(lab.elb.ModifyLoadBalancerAttributes(lab.cx, lab.balancer, off).ok());
  CHECK(lab.elb.DeleteLoadBalancer(lab.cx, lab.balancer).ok());
  CHECK(lab.elb.DeleteTargetGroup(lab.cx, lab.group).ok());
  CHECK(code_of(lab.elb.DescribeTargetGroups({lab.group})) == "TargetGroupNotFound");
}

TEST_CASE("only running instances become targets, all of a call or none") {
  ElbLab lab;
  lab.instances.known["i-2"] = InstanceFacts{"10.0.1.12", "stopped", ""};
  CHECK(text_of(lab.elb.RegisterTargets(lab.cx, lab.group, {{"i-1", 0}, {"i-2", 0}})) ==
        "The following targets are not in a running state and cannot be registered: 'i-2'");
  CHECK(lab.elb.DescribeTargetHealth(lab.group, {}).value().empty());
  CHECK(lab.elb.DeregisterTargets(lab.cx, lab.group, {{"i-9", 0}}).ok());
  std::vector<TargetDescription> many;
  for (int port = 1; port <= 1001; ++port) {
    many.push_back({"i-1", port});
  }
  CHECK(code_of(lab.elb.RegisterTargets(lab.cx, lab.group, many)) == "TooManyTargets");
}

TEST_CASE("tags come and go; fifty at most") {
  ElbLab lab;
  CHECK(lab.elb.AddTags(lab.group, {{"team", "web"}, {"env", "prod"}}).ok());
  CHECK(lab.elb.RemoveTags(lab.group, {"env"}).ok());
  CHECK(lab.elb.DescribeTags(lab.group).value() == Tags{{"team", "web"}});
  Tags many;
  for (int i = 0; i < 50; ++i) {
    many["k" + std::to_string(i)] = "v";
  }
  CHECK(code_of(lab.elb.AddTags(lab.group, many)) == "TooManyTags");
}
