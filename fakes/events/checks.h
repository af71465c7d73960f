// What EventBridge must never do.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "sim/core/check.h"

namespace greenroom::events {

// events.delivered_once: an event reaches a target of a rule once. AWS promises only "at least
// once"; this fake does not repeat itself unless a fault site makes it.
class DeliveredOnce final : public Invariant {
 public:
  DeliveredOnce() : Invariant("events.delivered_once") {}
  void on_line(const TraceLine& line) override;

 private:
  std::map<std::string, std::int64_t> delivered_;
};

// events.attempts_counted: the attempts of a delivery are 1, 2, 3 ... up to Delivered or GivenUp.
class AttemptsCounted final : public Invariant {
 public:
  AttemptsCounted() : Invariant("events.attempts_counted") {}
  void on_line(const TraceLine& line) override;

 private:
  std::map<std::string, std::int64_t> attempts_;  // so far; -1 when it is over
};

[[nodiscard]] std::vector<std::unique_ptr<Invariant>> invariants();

}  // namespace greenroom::events
