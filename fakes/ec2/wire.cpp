#include "fakes/ec2/wire.h"

#include "fakes/ec2/wire_handlers.h"
#include "fakes/wire/values.h"
#include "sim/core/assert.h"

namespace greenroom::ec2 {
namespace {

Handler handler_of(const std::string& operation) {
  for (const Handlers* handlers : {&instance_handlers(), &change_handlers(), &template_handlers(),
                                   &network_handlers(), &group_handlers(), &catalogue_handlers()}) {
    const auto found = handlers->find(operation);
    if (found != handlers->end()) {
      return found->second;
    }
  }
  return nullptr;
}

}  // namespace

Result<aws::Json> Wire::call(Context cx, const std::string& operation, const aws::Json& input) {
  const Handler handler = handler_of(operation);
  SIM_ASSERT(handler != nullptr, "the table has an operation without a handler: " + operation);
  if (!wire::flag_of(input, "DryRun")) {
    return handler(ec2_, cx, input);
  }
  if (operation.rfind("Describe", 0) != 0) {
    // Simplified: whether it would have succeeded is known only to who does it.
    return Failure{"UnsupportedOperation", "DryRun of " + operation + " is not supported here"};
  }
  const Result<aws::Json> output = handler(ec2_, cx, input);
  return output
             ? Failure{"DryRunOperation", "Request would have succeeded, but DryRun flag is set."}
             : output.failure();
}

int Wire::status_of_error(const std::string& code) const {
  return code == "DryRunOperation" ? 412 : code == "UnauthorizedOperation" ? 403 : 400;
}

}  // namespace greenroom::ec2
