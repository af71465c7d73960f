#include "fakes/codedeploy/wire.h"

#include "fakes/codedeploy/wire_handlers.h"
#include "sim/core/assert.h"

namespace greenroom::codedeploy {

Result<aws::Json> Wire::call(Context cx, const std::string& operation, const aws::Json& input) {
  for (const Handlers* handlers :
       {&application_handlers(), &revision_handlers(), &group_handlers(), &config_handlers(),
        &deployment_handlers(), &target_handlers(), &instance_handlers()}) {
    const auto found = handlers->find(operation);
    if (found != handlers->end()) {
      return found->second(codedeploy_, cx, input);
    }
  }
  SIM_ASSERT(false, "the table has no operation without a handler: " + operation);
  return Failure{"InternalFailure", operation};
}

}  // namespace greenroom::codedeploy
