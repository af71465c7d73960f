// The store of the load balancers: everything in order of creation or registration.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "fakes/elb/health.h"
#include "fakes/elb/metrics.h"
#include "fakes/elb/ports.h"
#include "fakes/elb/types.h"

namespace greenroom::elb {

struct Target {
  TargetEndpoint endpoint;
  std::string zone;
  TargetHealth health;                // as DescribeTargetHealth shows it
  std::vector<HealthRecord> nodes;    // as each node of the load balancer sees it
  std::vector<Instant> routed_until;  // while leaving: until when each node still sends requests
  std::uint64_t entry = 0;            // who it is, from first registration until it is forgotten
  std::uint64_t registration = 0;     // counts up with every (re-)registration of any target
  std::int64_t requests_in_flight = 0;
  std::int64_t requests = 0;                // ever sent to it
  std::optional<Instant> slow_start_since;  // while it is in slow start
  std::int64_t credit = 0;                  // of its turn among unequal weights

  [[nodiscard]] bool is_draining() const { return health.State == TargetHealthState::draining; }
  // Draining, or deregistered for good while some node does not know it yet.
  [[nodiscard]] bool is_leaving() const {
    return is_draining() || health.Reason == "Target.NotRegistered";
  }
};

struct Group {
  TargetGroup description;
  Attributes attributes;
  TargetGroupSettings settings;
  std::deque<Target> targets;        // in order of registration, and so of their `entry`
  std::vector<std::size_t> cursors;  // of round robin, one for each node
  std::uint64_t draws = 0;           // of weighted_random

  [[nodiscard]] bool in_use() const { return !description.LoadBalancerArn.empty(); }
  // Port 0 finds the first target of that instance. nullptr when there is none.
  [[nodiscard]] Target* find(const std::string& instance_id, int port);
  [[nodiscard]] const Target* find(const std::string& instance_id, int port) const;
  // nullptr when it was forgotten.
  [[nodiscard]] Target* find_entry(std::uint64_t entry);
  // The only ways in and out of `targets` for the service: find() knows them by their entry.
  Target& add(TargetEndpoint endpoint, std::uint64_t entry);
  void forget(const Target& target);

 private:
  std::map<std::pair<std::string, int>, std::uint64_t> entries_;  // by instance id and port
};

struct Balancer {
  LoadBalancer description;
  Attributes attributes;
  LoadBalancerSettings settings;
  // Lines since the last delivery, by node, in pieces: one text that grows would be copied over and
  // over.
  std::map<std::size_t, std::vector<std::string>> access_log;
};

struct ListenerState {
  Listener description;
  // What requests met before the last change of rules, while that change is still spreading.
  std::vector<Rule> earlier_rules;
  Instant earlier_until = k_start;
  std::map<std::string, std::int64_t> credits;  // turns of weighted target groups, by their ARN

  [[nodiscard]] const std::vector<Rule>& rules_at(Instant now) const {
    return now < earlier_until ? earlier_rules : description.rules;
  }
};

// Since the beginning, over all load balancers.
struct Counters {
  std::int64_t requests = 0;              // for which a target was chosen
  std::int64_t fail_open_requests = 0;    // sent to a target although too few were healthy
  std::map<int, std::int64_t> elb_codes;  // answers of the load balancer itself
  std::map<int, std::int64_t> target_codes;
};

// References live until something of the same kind is removed.
struct State {
  std::deque<Balancer> balancers;
  std::deque<ListenerState> listeners;
  std::deque<Group> groups;
  std::map<std::string, std::map<std::string, std::string>> tags;  // by ARN
  Counters counters;
  Metrics metrics;
  std::uint64_t registrations = 0;
  std::uint64_t rule_changes = 0;

  // nullptr when there is none.
  [[nodiscard]] Balancer* balancer(const std::string& arn);
  [[nodiscard]] const Balancer* balancer(const std::string& arn) const;
  [[nodiscard]] ListenerState* listener(const std::string& arn);
  [[nodiscard]] const ListenerState* listener(const std::string& arn) const;
  [[nodiscard]] ListenerState* listener_of_rule(const std::string& rule_arn);
  [[nodiscard]] const ListenerState* listener_of_rule(const std::string& rule_arn) const;
  [[nodiscard]] Group* group(const std::string& arn);
  [[nodiscard]] const Group* group(const std::string& arn) const;
  // The load balancer whose listeners' rules name the group; "" when none does.
  [[nodiscard]] std::string user_of_group(const std::string& group_arn) const;
};

}  // namespace greenroom::elb
