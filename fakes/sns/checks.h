// What SNS must never do.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "sim/core/check.h"

namespace greenroom::sns {

// sns.confirmed_first: no notification reaches an endpoint that has not confirmed.
class ConfirmedFirst final : public Invariant {
 public:
  ConfirmedFirst() : Invariant("sns.confirmed_first") {}
  void on_line(const TraceLine& line) override;

 private:
  std::map<std::string, std::string> status_;  // the last, by subscription
};

// sns.delivered_once: a message reaches an endpoint once. AWS promises only "at least once"; this
// fake does not repeat itself unless a fault site makes it.
class DeliveredOnce final : public Invariant {
 public:
  DeliveredOnce() : Invariant("sns.delivered_once") {}
  void on_line(const TraceLine& line) override;

 private:
  std::map<std::string, std::int64_t> delivered_;
};

[[nodiscard]] std::vector<std::unique_ptr<Invariant>> invariants();

}  // namespace greenroom::sns
