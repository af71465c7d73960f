// CodeBuild behind AWS's protocols (fakes/wire).
#pragma once

#include "fakes/codebuild/service.h"
#include "fakes/wire/endpoint.h"

namespace greenroom::codebuild {

// What its API looks like (wire_table.cpp, wire_table_builds.cpp).
[[nodiscard]] wire::Table wire_table();

class Wire final : public wire::Service {
 public:
  explicit Wire(CodeBuild& codebuild) : codebuild_(codebuild) {}
  [[nodiscard]] const wire::Table& table() const override { return table_; }
  Result<aws::Json> call(Context cx, const std::string& operation, const aws::Json& input) override;

 private:
  CodeBuild& codebuild_;
  wire::Table table_ = wire_table();
};

}  // namespace greenroom::codebuild
