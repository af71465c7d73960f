// Parameter Store behind AWS's protocols (fakes/wire).
#pragma once

#include "fakes/ssm/service.h"
#include "fakes/wire/endpoint.h"

namespace greenroom::ssm {

// What its API looks like (wire_table.cpp).
[[nodiscard]] wire::Table wire_table();

class Wire final : public wire::Service {
 public:
  explicit Wire(ParameterStore& store) : store_(store) {}
  [[nodiscard]] const wire::Table& table() const override { return table_; }
  Result<aws::Json> call(Context cx, const std::string& operation, const aws::Json& input) override;

 private:
  ParameterStore& store_;
  wire::Table table_ = wire_table();
};

}  // namespace greenroom::ssm
