// Secrets Manager behind AWS's protocols (fakes/wire).
#pragma once

#include "fakes/secretsmanager/service.h"
#include "fakes/wire/endpoint.h"
#include "fakes/wire/gate.h"

namespace greenroom::secretsmanager {

// What its API looks like (wire_table.cpp).
[[nodiscard]] wire::Table wire_table();

class Wire final : public wire::Service {
 public:
  explicit Wire(SecretsManager& manager) : manager_(manager) {}
  // An optional neighbour. Without it everybody may read every secret of a batch.
  void connect(const wire::CallerRights& rights) { rights_ = &rights; }
  [[nodiscard]] const wire::Table& table() const override { return table_; }
  Result<aws::Json> call(Context cx, const std::string& operation, const aws::Json& input) override;

 private:
  SecretsManager& manager_;
  wire::Table table_ = wire_table();
  const wire::CallerRights* rights_ = nullptr;
};

}  // namespace greenroom::secretsmanager
