// IAM behind AWS's protocol (fakes/wire): query.
#pragma once

#include <string>

#include "fakes/iam/service.h"
#include "fakes/wire/endpoint.h"

namespace greenroom::iam {

// What its API looks like (wire_table.cpp).
[[nodiscard]] wire::Table wire_table();

class Wire final : public wire::Service {
 public:
  explicit Wire(Iam& iam) : iam_(iam) {}
  [[nodiscard]] const wire::Table& table() const override { return table_; }
  Result<aws::Json> call(Context cx, const std::string& operation, const aws::Json& input) override;
  // NoSuchEntity 404, conflicts 409, AccessDenied 403 (reference alb-ec2-asg 5.3).
  [[nodiscard]] int status_of_error(const std::string& code) const override;

 private:
  Iam& iam_;
  wire::Table table_ = wire_table();
};

}  // namespace greenroom::iam
