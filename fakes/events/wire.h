// EventBridge behind AWS's protocols (fakes/wire).
#pragma once

#include "fakes/events/service.h"
#include "fakes/wire/endpoint.h"

namespace greenroom::events {

// What its API looks like (wire_table.cpp).
[[nodiscard]] wire::Model wire_model();

class Wire final : public wire::Service {
 public:
  explicit Wire(EventBridge& bus) : bus_(bus) {}
  [[nodiscard]] const wire::Model& model() const override { return model_; }
  Result<aws::Json> call(Context cx, const std::string& operation, const aws::Json& input) override;

 private:
  EventBridge& bus_;
  wire::Model model_ = wire_model();
};

}  // namespace greenroom::events
