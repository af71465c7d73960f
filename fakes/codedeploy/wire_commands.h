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
[[nodiscard]] wire::Model command_wire_model(CommandStack stack);

class CommandWire final : public wire::Service {
 public:
  CommandWire(CodeDeploy& codedeploy, const SpecificationSigner& signer, CommandStack stack)
      : codedeploy_(codedeploy), signer_(signer), model_(command_wire_model(stack)) {}
  [[nodiscard]] const wire::Model& model() const override { return model_; }
  Result<aws::Json> call(Context cx, const std::string& operation, const aws::Json& input) override;

 private:
  [[nodiscard]] Result<aws::Json> poll(Context cx, const aws::Json& input);
  [[nodiscard]] Result<aws::Json> specification(const aws::Json& input);
  [[nodiscard]] Result<aws::Json> acknowledge(Context cx, const aws::Json& input);
  [[nodiscard]] Result<aws::Json> complete(Context cx, const aws::Json& input);

  CodeDeploy& codedeploy_;
  const SpecificationSigner& signer_;
  wire::Model model_;
};

}  // namespace greenroom::codedeploy
