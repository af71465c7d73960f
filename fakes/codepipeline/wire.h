// CodePipeline behind AWS's protocols (fakes/wire).
#pragma once

#include "fakes/codepipeline/service.h"
#include "fakes/wire/endpoint.h"

namespace greenroom::codepipeline {

// What its API looks like (wire_table.cpp, wire_table_executions.cpp).
[[nodiscard]] wire::Model wire_model();

class Wire final : public wire::Service {
 public:
  explicit Wire(CodePipeline& codepipeline) : codepipeline_(codepipeline) {}
  [[nodiscard]] const wire::Model& model() const override { return model_; }
  Result<aws::Json> call(Context cx, const std::string& operation, const aws::Json& input) override;

 private:
  CodePipeline& codepipeline_;
  wire::Model model_ = wire_model();
};

}  // namespace greenroom::codepipeline
