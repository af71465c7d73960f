// CodePipeline behind AWS's protocols (fakes/wire).
#pragma once

#include "fakes/codepipeline/service.h"
#include "fakes/wire/endpoint.h"

namespace greenroom::codepipeline {

// What its API looks like (wire_table.cpp, wire_table_executions.cpp).
[[nodiscard]] wire::Table wire_table();

class Wire final : public wire::Service {
 public:
  explicit Wire(CodePipeline& codepipeline) : codepipeline_(codepipeline) {}
  [[nodiscard]] const wire::Table& table() const override { return table_; }
  Result<aws::Json> call(Context cx, const std::string& operation, const aws::Json& input) override;

 private:
  CodePipeline& codepipeline_;
  wire::Table table_ = wire_table();
};

}  // namespace greenroom::codepipeline
