// What EC2 must never do.
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

// ec2.terminated_for_good: an instance that has terminated never has another state.
class TerminatedForGood final : public Invariant {
 public:
  TerminatedForGood() : Invariant("ec2.terminated_for_good") {}
  void on_line(const TraceLine& line) override;

 private:
  std::map<std::string, std::string> last_;
};

[[nodiscard]] std::vector<std::unique_ptr<Invariant>> invariants();

}  // namespace greenroom::ec2
