// SNS behind AWS's protocols (fakes/wire).
#pragma once

#include "fakes/sns/service.h"
#include "fakes/wire/endpoint.h"

namespace greenroom::sns {

// What its API looks like (wire_table.cpp).
[[nodiscard]] wire::Model wire_model();

class Wire final : public wire::Service {
 public:
  explicit Wire(Sns& sns) : sns_(sns) {}
  [[nodiscard]] const wire::Model& model() const override { return model_; }
  Result<aws::Json> call(Context cx, const std::string& operation, const aws::Json& input) override;
  // 404 for what is not there.
  [[nodiscard]] int status_of_error(const std::string& code) const override;

 private:
  Sns& sns_;
  wire::Model model_ = wire_model();
};

}  // namespace greenroom::sns
