// Elastic Load Balancing v2 behind AWS's protocols (fakes/wire).
#pragma once

#include <optional>
#include <string>

#include "fakes/elb/service.h"
#include "fakes/wire/endpoint.h"

namespace greenroom::elb {

// What its API looks like (wire_table.cpp).
[[nodiscard]] wire::Model wire_model();

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
  [[nodiscard]] const wire::Model& model() const override { return model_; }
  Result<aws::Json> call(Context cx, const std::string& operation, const aws::Json& input) override;

 private:
  Elb& elb_;
  const SubnetDirectory& subnets_;
  wire::Model model_ = wire_model();
};

}  // namespace greenroom::elb
