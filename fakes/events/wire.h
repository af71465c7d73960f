// EventBridge behind AWS's protocols (fakes/wire).
#pragma once

#include "fakes/events/service.h"
#include "fakes/wire/endpoint.h"

namespace greenroom::events {

// What its API looks like (wire_table.cpp).
[[nodiscard]] wire::Table wire_table();

class Wire final : public wire::Service {
 public:
  explicit Wire(EventBridge& bus) : bus_(bus) {}
  [[nodiscard]] const wire::Table& table() const override { return table_; }
  Result<aws::Json> call(Context cx, const std::string& operation, const aws::Json& input) override;

 private:
  EventBridge& bus_;
  wire::Table table_ = wire_table();
};

}  // namespace greenroom::events
