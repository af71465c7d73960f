// The command service behind AWS's protocols: where AWS's own agent asks what to do.
//
// AWS: reference codedeploy.md 3.1.
#pragma once

#include "fakes/codedeploy/ports.h"
#include "fakes/codedeploy/service.h"
#include "fakes/wire/endpoint.h"

namespace greenroom::codedeploy {

// It is there twice, with the same operations: agents with enable_auth_policy ask the secure one.
enum class CommandStack { Plain, Secure };

// What its API looks like (wire_table_commands.cpp).
[[nodiscard]] wire::Table command_wire_table(CommandStack stack);

class CommandWire final : public wire::Service {
 public:
  CommandWire(CodeDeploy& codedeploy, const SpecificationSigner& signer, CommandStack stack)
      : codedeploy_(codedeploy), signer_(signer), table_(command_wire_table(stack)) {}
  [[nodiscard]] const wire::Table& table() const override { return table_; }
  Result<aws::Json> call(Context cx, const std::string& operation, const aws::Json& input) override;

 private:
  [[nodiscard]] Result<aws::Json> poll(Context cx, const aws::Json& input);
  [[nodiscard]] Result<aws::Json> specification(const aws::Json& input);
  [[nodiscard]] Result<aws::Json> acknowledge(Context cx, const aws::Json& input);
  [[nodiscard]] Result<aws::Json> complete(Context cx, const aws::Json& input);

  CodeDeploy& codedeploy_;
  const SpecificationSigner& signer_;
  wire::Table table_;
};

}  // namespace greenroom::codedeploy
