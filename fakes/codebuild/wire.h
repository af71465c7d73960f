// CodeBuild behind AWS's protocols (fakes/wire).
#pragma once

#include "fakes/codebuild/service.h"
#include "fakes/wire/endpoint.h"

namespace greenroom::codebuild {

// What its API looks like (wire_table.cpp, wire_table_builds.cpp).
[[nodiscard]] wire::Model wire_model();

class Wire final : public wire::Service {
 public:
  explicit Wire(CodeBuild& codebuild) : codebuild_(codebuild) {}
  [[nodiscard]] const wire::Model& model() const override { return model_; }
  Result<aws::Json> call(Context cx, const std::string& operation, const aws::Json& input) override;

 private:
  CodeBuild& codebuild_;
  wire::Model model_ = wire_model();
};

}  // namespace greenroom::codebuild
