// What EC2 and Auto Scaling must never do.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "sim/core/check.h"

namespace greenroom::ec2 {

// ec2.one_address: an address belongs to one instance for the whole run.
class OneAddress final : public Invariant {
 public:
  OneAddress() : Invariant("ec2.one_address") {}
  void on_line(const TraceLine& line) override;

 private:
  std::map<std::string, std::string> owner_;
};

// asg.capacity: a group never has more running instances than its MaxSize.
class Capacity final : public Invariant {
 public:
  Capacity() : Invariant("asg.capacity") {}
  void on_line(const TraceLine& line) override;

 private:
  std::map<std::string, std::int64_t> max_;
  std::map<std::string, std::map<std::string, bool>> running_;
};

[[nodiscard]] std::vector<std::unique_ptr<Invariant>> invariants();

}  // namespace greenroom::ec2
