// What CodeDeploy must never do. Each looks only at trace lines.
#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "sim/core/check.h"

namespace greenroom::codedeploy {

// deploy.order: an instance's lifecycle events begin in the documented order, each at most once.
class EventOrder final : public Invariant {
 public:
  EventOrder() : Invariant("deploy.order") {}
  void on_line(const TraceLine& line) override;

 private:
  std::map<std::string, std::vector<std::string>> begun_;  // by "deployment/instance"
};

// deploy.batch: under OneAtATime at most one instance of a deployment is in progress.
class OneAtATime final : public Invariant {
 public:
  OneAtATime() : Invariant("deploy.batch") {}
  void on_line(const TraceLine& line) override;

 private:
  std::set<std::string> one_at_a_time_;  // deployment ids
  std::map<std::string, std::set<std::string>> in_progress_;
};

// deploy.terminal: a deployment reaches one terminal status and never leaves it; deploy.terminal
// also breaks when a skipped instance is touched afterwards.
class Terminal final : public Invariant {
 public:
  Terminal() : Invariant("deploy.terminal") {}
  void on_line(const TraceLine& line) override;

 private:
  std::map<std::string, std::string> ended_;  // status by deployment id
  std::set<std::string> skipped_;             // "deployment/instance"
};

// rollback.iff: a rollback deployment follows a failed one, and is itself never rolled back.
class RollbackIff final : public Invariant {
 public:
  RollbackIff() : Invariant("rollback.iff") {}
  void on_line(const TraceLine& line) override;

 private:
  std::map<std::string, std::string> status_;
  std::set<std::string> rollbacks_;
};

[[nodiscard]] std::vector<std::unique_ptr<Invariant>> invariants();

}  // namespace greenroom::codedeploy
