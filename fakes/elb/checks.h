// What the load balancer must never do.
#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "sim/core/check.h"

namespace greenroom::elb {

// alb.states: a target's states follow the documented transitions (reference 1.6): it leaves
// draining only to unused or back to initial, is not forgotten without draining, and never jumps
// from unused to healthy.
class StateOrder final : public Invariant {
 public:
  StateOrder() : Invariant("alb.states") {}
  void on_line(const TraceLine& line) override;

 private:
  std::map<std::string, std::string> states_;
};

// alb.no_dead_target: no answer comes from an instance that was not a target at that moment.
class NoDeadTarget final : public Invariant {
 public:
  NoDeadTarget() : Invariant("alb.no_dead_target") {}
  void on_line(const TraceLine& line) override;

 private:
  std::map<std::string, std::set<std::string>> in_service_;  // targets of each instance
};

[[nodiscard]] std::vector<std::unique_ptr<Invariant>> invariants();

}  // namespace greenroom::elb
