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

// alb.no_dead_target: no answer comes from an instance that was not a target at that moment. Where
// nodes learn late of a deregistration (`lag`), they may send requests that long after it, and wait
// for the answers.
class NoDeadTarget final : public Invariant {
 public:
  explicit NoDeadTarget(Duration lag) : Invariant("alb.no_dead_target"), lag_(lag) {}
  void on_line(const TraceLine& line) override;

 private:
  Duration lag_;
  std::map<std::string, std::set<std::string>> in_service_;  // targets of each instance
  std::map<std::string, Instant> left_;                      // when an instance's last target went
};

// `deregistration_lag`: of the Timing.
[[nodiscard]] std::vector<std::unique_ptr<Invariant>> invariants(Duration deregistration_lag = {});

}  // namespace greenroom::elb
