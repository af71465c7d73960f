// STS behind AWS's protocol (fakes/wire): query.
#pragma once

#include <string>

#include "fakes/sts/service.h"
#include "fakes/wire/endpoint.h"

namespace greenroom::sts {

// What its API looks like (wire_table.cpp).
[[nodiscard]] wire::Table wire_table();

class Wire final : public wire::Service {
 public:
  explicit Wire(Sts& sts) : sts_(sts) {}
  [[nodiscard]] const wire::Table& table() const override { return table_; }
  // The errors of the service; InvalidParameterValue for session policies and tags and for MFA,
  // which are not supported here.
  Result<aws::Json> call(Context cx, const std::string& operation, const aws::Json& input) override;
  [[nodiscard]] int status_of_error(const std::string& code) const override {
    return code == "AccessDenied" ? 403 : 400;
  }

 private:
  Sts& sts_;
  wire::Table table_ = wire_table();
};

}  // namespace greenroom::sts
