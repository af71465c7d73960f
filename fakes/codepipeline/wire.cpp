#include "fakes/codepipeline/wire.h"

#include "fakes/codepipeline/wire_handlers.h"
#include "sim/core/assert.h"

namespace greenroom::codepipeline {

Result<aws::Json> Wire::call(Context cx, const std::string& operation, const aws::Json& input) {
  for (const Handlers* handlers : {&pipeline_handlers(), &control_handlers(), &query_handlers()}) {
    const auto handler = handlers->find(operation);
    if (handler != handlers->end()) {
      return handler->second(codepipeline_, cx.as("codepipeline"), input);
    }
  }
  SIM_ASSERT(false, "the table has no other operation");
  return aws::Json{};
}

}  // namespace greenroom::codepipeline
