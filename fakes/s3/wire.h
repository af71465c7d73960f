// S3 behind its protocol, rest-xml (fakes/wire). Reading, so far.
#pragma once

#include "fakes/s3/service.h"
#include "fakes/wire/endpoint.h"

namespace greenroom::s3 {

// What its API looks like (wire_table.cpp).
[[nodiscard]] wire::Model wire_model();

class Wire final : public wire::Service {
 public:
  explicit Wire(const S3& s3) : s3_(s3) {}
  [[nodiscard]] const wire::Model& model() const override { return model_; }
  Result<aws::Json> call(Context cx, const std::string& operation, const aws::Json& input) override;
  [[nodiscard]] int status_of_error(const std::string& code) const override;
  [[nodiscard]] int status_of_output(const aws::Json& output) const override;

 private:
  const S3& s3_;
  wire::Model model_ = wire_model();
};

}  // namespace greenroom::s3
