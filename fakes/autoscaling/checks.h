// What Auto Scaling must never do.
#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "sim/core/check.h"

namespace greenroom::autoscaling {

// asg.capacity: no instance comes into service in a group that has MaxSize of them already. While
// zones are rebalanced or instances refreshed, a group may exceed it, by as many again at most.
class Capacity final : public Invariant {
 public:
  Capacity() : Invariant("asg.capacity") {}
  void on_line(const TraceLine& line) override;

 private:
  std::map<std::string, std::int64_t> max_;
  std::set<std::string> exceeding_;
  std::map<std::string, std::set<std::string>> in_service_;
};

// asg.hooks_first: an instance that waits for a lifecycle hook comes into service only after every
// action of its launch said CONTINUE.
class HooksFirst final : public Invariant {
 public:
  HooksFirst() : Invariant("asg.hooks_first") {}
  void on_line(const TraceLine& line) override;

 private:
  std::map<std::string, std::set<std::string>> open_;  // tokens by instance
};

[[nodiscard]] std::vector<std::unique_ptr<Invariant>> invariants();

}  // namespace greenroom::autoscaling
