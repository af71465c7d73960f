#include "fakes/codebuild/wire.h"

#include "fakes/codebuild/wire_handlers.h"
#include "sim/core/assert.h"

namespace greenroom::codebuild {

Result<aws::Json> Wire::call(Context cx, const std::string& operation, const aws::Json& input) {
  for (const Handlers* handlers : {&project_handlers(), &build_handlers(), &report_handlers()}) {
    const auto handler = handlers->find(operation);
    if (handler != handlers->end()) {
      return handler->second(codebuild_, cx.as("codebuild"), input);
    }
  }
  SIM_ASSERT(false, "the table has no other operation");
  return aws::Json{};
}

}  // namespace greenroom::codebuild
