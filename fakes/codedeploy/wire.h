// CodeDeploy behind AWS's protocols (fakes/wire).
#pragma once

#include "fakes/codedeploy/service.h"
#include "fakes/wire/endpoint.h"

namespace greenroom::codedeploy {

// What its API looks like (wire_table.cpp).
[[nodiscard]] wire::Table wire_table();

class Wire final : public wire::Service {
 public:
  explicit Wire(CodeDeploy& codedeploy) : codedeploy_(codedeploy) {}
  [[nodiscard]] const wire::Table& table() const override { return table_; }
  Result<aws::Json> call(Context cx, const std::string& operation, const aws::Json& input) override;

 private:
  CodeDeploy& codedeploy_;
  wire::Table table_ = wire_table();
};

}  // namespace greenroom::codedeploy
