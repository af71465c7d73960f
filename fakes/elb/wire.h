// Elastic Load Balancing v2 behind AWS's protocols (fakes/wire).
#pragma once

#include <optional>
#include <string>

#include "fakes/elb/service.h"
#include "fakes/wire/endpoint.h"

namespace greenroom::elb {

// What its API looks like (wire_table.cpp).
[[nodiscard]] wire::Table wire_table();

struct SubnetFacts {
  std::string AvailabilityZone;
  std::string VpcId;
};

// AWS's API places a load balancer by subnets, the fake by zones: EC2 knows which are where.
class SubnetDirectory {
 public:
  virtual ~SubnetDirectory() = default;
  // Nothing when there is no such subnet.
  [[nodiscard]] virtual std::optional<SubnetFacts> find_subnet(
      const std::string& subnet_id) const = 0;
};

class Wire final : public wire::Service {
 public:
  Wire(Elb& elb, const SubnetDirectory& subnets) : elb_(elb), subnets_(subnets) {}
  [[nodiscard]] const wire::Table& table() const override { return table_; }
  Result<aws::Json> call(Context cx, const std::string& operation, const aws::Json& input) override;

 private:
  Elb& elb_;
  const SubnetDirectory& subnets_;
  wire::Table table_ = wire_table();
};

}  // namespace greenroom::elb
