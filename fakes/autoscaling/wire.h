// Auto Scaling behind AWS's protocols (fakes/wire).
#pragma once

#include <optional>
#include <string>

#include "fakes/autoscaling/service.h"
#include "fakes/wire/endpoint.h"

namespace greenroom::autoscaling {

// What its API looks like (wire_table.cpp).
[[nodiscard]] wire::Table wire_table();

// What the fake knows by name or zone, AWS's API names by ARN or subnet: others know which is
// which.
class Directory {
 public:
  virtual ~Directory() = default;
  // The ARN of the target group of that name; "" when there is none.
  [[nodiscard]] virtual std::string target_group_arn(const std::string& name) const = 0;
  // Nothing when there is no such subnet.
  [[nodiscard]] virtual std::optional<std::string> zone_of_subnet(
      const std::string& subnet_id) const = 0;
};

class Wire final : public wire::Service {
 public:
  Wire(AutoScaling& autoscaling, const Directory& directory, aws::Account account)
      : autoscaling_(autoscaling), directory_(directory), account_(std::move(account)) {}
  [[nodiscard]] const wire::Table& table() const override { return table_; }
  Result<aws::Json> call(Context cx, const std::string& operation, const aws::Json& input) override;
  [[nodiscard]] int status_of_error(const std::string& code) const override {
    return code == "ResourceContention" ? 500 : 400;
  }

 private:
  AutoScaling& autoscaling_;
  const Directory& directory_;
  aws::Account account_;
  wire::Table table_ = wire_table();
};

}  // namespace greenroom::autoscaling
