// SNS behind AWS's protocols (fakes/wire).
#pragma once

#include "fakes/sns/service.h"
#include "fakes/wire/endpoint.h"

namespace greenroom::sns {

// What its API looks like (wire_table.cpp).
[[nodiscard]] wire::Table wire_table();

class Wire final : public wire::Service {
 public:
  explicit Wire(Sns& sns) : sns_(sns) {}
  [[nodiscard]] const wire::Table& table() const override { return table_; }
  Result<aws::Json> call(Context cx, const std::string& operation, const aws::Json& input) override;
  // 404 for what is not there.
  [[nodiscard]] int status_of_error(const std::string& code) const override;

 private:
  Sns& sns_;
  wire::Table table_ = wire_table();
};

}  // namespace greenroom::sns
