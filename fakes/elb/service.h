// Elastic Load Balancing v2: Application Load Balancers, their listeners and rules, target groups,
// target health, routing, draining, and the answers a load balancer gives itself.
//
// AWS: docs.aws.amazon.com/elasticloadbalancing, reference alb-ec2-asg.md section 1. Operations are
// immediate unless said otherwise and fail with AWS's codes (5.3).
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "fakes/aws/ids.h"
#include "fakes/elb/ports.h"
#include "fakes/elb/request_record.h"
#include "fakes/elb/routing.h"
#include "fakes/elb/state.h"
#include "fakes/elb/types.h"
#include "sim/core/result.h"
#include "sim/core/waiting.h"

namespace greenroom::elb {

struct CreateLoadBalancerInput {
  std::string Name;
  std::string Scheme = "internet-facing";
  std::vector<std::string> AvailabilityZones;  // none: all
  std::vector<std::string> Subnets = {};       // where they are known, one of each zone
  std::vector<std::string> SecurityGroups = {};
  std::string VpcId = {};
};
struct CreateListenerInput {
  std::string LoadBalancerArn;
  std::string Protocol = "HTTP";
  int Port = 80;
  std::vector<Action> DefaultActions;
};
struct ModifyListenerInput {
  std::string ListenerArn;
  std::optional<int> Port;
  std::vector<Action> DefaultActions;  // none: unchanged
};
struct CreateRuleInput {
  std::string ListenerArn;
  int Priority = 0;
  std::vector<RuleCondition> Conditions;
  std::vector<Action> Actions;
};
struct ModifyRuleInput {
  std::string RuleArn;
  std::vector<RuleCondition> Conditions;  // none: unchanged
  std::vector<Action> Actions;            // none: unchanged
};
using RulePriorities = std::vector<std::pair<std::string, int>>;  // ARN, priority
using Tags = std::map<std::string, std::string>;

// Bytes of a WebSocket, in both directions.
struct Carried {
  std::int64_t from_client = 0;
  std::int64_t from_target = 0;
};

class Elb {
 public:
  Elb(aws::Ids& ids, aws::Account account, TargetPort& targets, const InstanceDirectory& instances,
      Timing timing);

  // Load balancers. The same name again with the same settings gives the one there is (UNVERIFIED).
  Result<LoadBalancer> CreateLoadBalancer(Context cx, CreateLoadBalancerInput input);
  Status DeleteLoadBalancer(Context cx, std::string arn);
  // All, in order of creation, or those asked for by ARN or by name.
  [[nodiscard]] Result<std::vector<LoadBalancer>> DescribeLoadBalancers(
      Context cx, const std::vector<std::string>& arns_or_names) const;
  // service_placement.cpp. Targets in zones that come or go are begun anew.
  Result<LoadBalancer> SetSubnets(Context cx, const std::string& arn,
                                  std::vector<std::string> subnets, std::vector<std::string> zones);
  Result<LoadBalancer> SetSecurityGroups(const std::string& arn, std::vector<std::string> groups);
  [[nodiscard]] Result<Attributes> DescribeLoadBalancerAttributes(const std::string& arn) const;
  Result<Attributes> ModifyLoadBalancerAttributes(Context cx, std::string arn, Attributes changes);

  // Listeners and rules. Changes spread to the nodes with Timing::rule_change_lag_max.
  Result<Listener> CreateListener(Context cx, CreateListenerInput input);
  Result<Listener> ModifyListener(Context cx, ModifyListenerInput input);
  Status DeleteListener(Context cx, std::string arn);
  [[nodiscard]] Result<std::vector<Listener>> DescribeListeners(
      const std::string& load_balancer_arn) const;
  Result<Rule> CreateRule(Context cx, CreateRuleInput input);
  Result<Rule> ModifyRule(Context cx, ModifyRuleInput input);
  Status DeleteRule(Context cx, std::string arn);
  // All or none of them are changed.
  Status SetRulePriorities(Context cx, RulePriorities priorities);
  // Ascending, the default rule last.
  [[nodiscard]] Result<std::vector<Rule>> DescribeRules(const std::string& listener_arn) const;

  // Target groups. The same name again with the same settings gives the one there is (UNVERIFIED).
  Result<TargetGroup> CreateTargetGroup(Context cx, TargetGroup wanted);
  Result<TargetGroup> ModifyTargetGroup(Context cx, std::string arn, HealthCheck health_check);
  Status DeleteTargetGroup(Context cx, std::string arn);
  [[nodiscard]] Result<std::vector<TargetGroup>> DescribeTargetGroups(
      const std::vector<std::string>& arns_or_names) const;
  [[nodiscard]] Result<Attributes> DescribeTargetGroupAttributes(const std::string& arn) const;
  Result<Attributes> ModifyTargetGroupAttributes(Context cx, std::string arn, Attributes changes);

  // initial -> (checks) -> healthy | unhealthy; unused while no listener uses the group. A draining
  // target becomes initial again; a registered one stays as it is. All or none are registered.
  Status RegisterTargets(Context cx, std::string group_arn, std::vector<TargetDescription> targets);
  // draining for the whole deregistration delay, then unused and forgotten. Unknown ones are
  // ignored.
  Status DeregisterTargets(Context cx, std::string group_arn,
                           std::vector<TargetDescription> targets);
  // All registered and draining targets in order of registration, or those asked for: an unknown
  // one is unused/Target.NotRegistered.
  [[nodiscard]] Result<std::vector<TargetHealthDescription>> DescribeTargetHealth(
      const std::string& group_arn, const std::vector<TargetDescription>& asked) const;

  // Of load balancers, listeners, rules and target groups.
  Status AddTags(const std::string& arn, const Tags& tags);
  Status RemoveTags(const std::string& arn, const std::vector<std::string>& keys);
  [[nodiscard]] Result<Tags> DescribeTags(const std::string& arn) const;

  // The ARN of the target group of that name; "" when there is none.
  [[nodiscard]] std::string target_group_arn(const std::string& name) const;
  // Health of one target; Port 0: of the first target of that instance.
  [[nodiscard]] TargetHealth health(const std::string& group_arn,
                                    const TargetDescription& target) const;
  // Waits until that target is in `state`; false when the deadline came first.
  Task<bool> wait_for_state(Context cx, std::string group_arn, TargetDescription target,
                            TargetHealthState state, Instant deadline);

  // One request to a listener, from arrival to answer: finds the rule, does its action, chooses a
  // target, forwards, answers by itself for AWS's reasons (reference 1.13).
  Task<HttpResponse> handle(Context cx, std::string listener_arn, HttpRequest request,
                            Client client);

  // The same in steps, for whoever carries the bytes himself (passage.h): admit() a request whose
  // head has come (`head` gets an old one in exchange); when it forwards, tell what became of it
  // at the target, whose answer's head then stands in Passage::answer; conclude() when the last
  // byte went to the client, or the client has left.
  struct Passage;
  struct BodyBytes {
    std::int64_t from_client = 0;
    std::int64_t to_client = 0;  // beside what is in Passage::answer
  };
  void admit(Context cx, const std::string& listener_arn, HttpRequest& head, const Client& client,
             Passage& passage);
  void answered(Context cx, Passage& passage, HttpEnd end);
  void conclude(Context cx, Passage& passage, const BodyBytes& bodies,
                std::optional<Instant> left_at);

  // Told of every finished request from now on.
  void observe(RequestObserver& observer) { observers_.push_back(&observer); }
  // From now on each minute's metrics go there when it is over, host counts included.
  void publish_metrics(Context cx, MetricSink& sink);
  // From now on access logs of load balancers that have them on go there, every five minutes.
  void deliver_access_logs(Context cx, AccessLogBucket& bucket);

  [[nodiscard]] const State& state() const { return state_; }
  [[nodiscard]] const Timing& timing() const { return timing_; }

 private:
  struct Exchange;

  // service_balancers.cpp, service_rules.cpp
  [[nodiscard]] std::string arn_of(const std::string& resource) const;
  [[nodiscard]] Status validate_answer(const std::vector<Action>& actions,
                                       const std::string& protocol,
                                       const std::string& load_balancer_arn) const;
  // Keeps the present rules in effect for a while, then `changed` ones hold.
  void rules_change(Context cx, ListenerState& listener, const char* change,
                    std::vector<Rule> changed);
  // A listener or rule may have begun or ended to use groups: their targets follow.
  void refresh_use_of_groups(Context cx);

  // service_targets.cpp
  void begin_target(Context cx, Group& group, Target& target);
  // One target's life under one registration, as one node sees it: a first check, then one every
  // interval.
  Task<void> health_loop(Context cx, std::string group_arn, TargetDescription who,
                         std::uint64_t registration, std::size_t node, Duration phase);
  // Whether the instance runs; what that means for the target is done.
  bool may_be_checked(Context cx, const std::string& group_arn, Target& target);
  // The deregistration delay, then the target is forgotten.
  Task<void> drain(Context cx, std::string group_arn, TargetDescription who,
                   std::uint64_t registration, Duration delay);
  void deregister(Context cx, Group& group, Target& target);
  void node_sees(Context cx, Group& group, Target& target, std::size_t node, HealthRecord record);
  void show(Context cx, Group& group, Target& target, TargetHealth health);
  [[nodiscard]] Signal& changed(const std::string& instance_id);
  // The target when it still is in the life that `registration` names.
  [[nodiscard]] Target* living(const std::string& group_arn, const TargetDescription& who,
                               std::uint64_t registration);
  [[nodiscard]] Instant draw_lag(Context cx, const char* what, const std::string& of,
                                 std::uint64_t visit, Duration most) const;

  // Tells the targets' port. Simplified: all load balancers share it.
  void use_timing(const LoadBalancerSettings& settings);

  // service_requests.cpp
  // Sets everything in `exchange` but its request, which is there already.
  void begin(Context cx, const std::string& listener_arn, const Client& client, Exchange& exchange);
  [[nodiscard]] std::optional<HttpResponse> answer_alone(Context cx, Exchange& exchange);
  [[nodiscard]] Group* choose_group(Context cx, Exchange& exchange, const Action& action);
  [[nodiscard]] std::optional<std::size_t> choose(Context cx, Exchange& exchange, Group& group);
  [[nodiscard]] std::optional<std::size_t> bound_target(Context cx, Exchange& exchange,
                                                        Group& group, const Eligible& eligible);
  void make_outgoing(Context cx, Exchange& exchange);
  // Makes `response`, which the target gave if it answered, the one that the client gets.
  void outcome(Context cx, Exchange& exchange, HttpEnd end, ByteStream*& stream,
               HttpResponse& response);
  void set_cookies(Context cx, const Exchange& exchange, HttpResponse& response) const;
  void describe_request(Exchange& exchange) const;
  void finish(Context cx, Exchange& exchange, const HttpResponse& response,
              std::optional<Instant> left_at);
  [[nodiscard]] std::uint64_t cookie_key(Context cx, const std::string& arn) const;
  // The target that was chosen; nullptr when it was forgotten, or forgotten and registered again,
  // since.
  [[nodiscard]] Target* target_of(const Exchange& exchange);
  [[nodiscard]] bool is_gone(const Exchange& exchange);
  // The target has one request less in flight.
  void release(const Exchange& exchange);

  // service_tunnels.cpp
  // Bytes both ways until a side closes or nothing was sent for `idle_timeout`; then both are over.
  static Task<Carried> carry(Context cx, ByteStream* client, ByteStream* target,
                             Duration idle_timeout);

  // service_telemetry.cpp
  Task<void> metrics_loop(Context cx, MetricSink* sink);
  Task<void> access_log_loop(Context cx, AccessLogBucket* bucket);
  void sample_hosts(Instant at);
  // The test file; lines are collected from now on.
  void begin_access_log(Context cx, const Balancer& balancer);
  void write_access_log(Context cx, const RequestRecord& record);
  [[nodiscard]] static std::string node_ip(std::size_t node);
  [[nodiscard]] static std::string connection_trace_id(std::string_view client);

  aws::Ids& ids_;
  aws::Account account_;
  TargetPort& ports_;
  const InstanceDirectory& instances_;
  Timing timing_;
  State state_;
  std::vector<RequestObserver*> observers_;
  AccessLogBucket* access_log_bucket_ = nullptr;
  std::map<std::string, std::unique_ptr<Signal>> changed_;  // told of targets, by instance id
};

}  // namespace greenroom::elb
