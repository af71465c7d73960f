// Parameter Store behind AWS's protocols (fakes/wire).
#pragma once

#include "fakes/ssm/service.h"
#include "fakes/wire/endpoint.h"

namespace greenroom::ssm {

// What its API looks like (wire_table.cpp).
[[nodiscard]] wire::Model wire_model();

class Wire final : public wire::Service {
 public:
  explicit Wire(ParameterStore& store) : store_(store) {}
  [[nodiscard]] const wire::Model& model() const override { return model_; }
  Result<aws::Json> call(Context cx, const std::string& operation, const aws::Json& input) override;

 private:
  ParameterStore& store_;
  wire::Model model_ = wire_model();
};

}  // namespace greenroom::ssm
