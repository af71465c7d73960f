// What clients send in JSON: "codebuild StartBuild", a line end, and the body.
#include "tests/fuzz/targets.h"
#include "tests/fuzz/wire_support.h"

namespace greenroom::fuzz {

void wire_json(const std::string& input) {
  const WireCall call = wire_call_of(input);
  const Result<aws::Json> given = aws::parse_json(call.body);
  require(same(given, aws::parse_json(call.body)), "the same text, the same JSON");
  if (!given) {
    require_refusal(given.failure(), call.body.size());
    return;
  }
  require_read(given.value(), call.body.size());
  const Result<aws::Json> again = aws::parse_json(aws::to_text(given.value()));
  require(same(given, again), "JSON that is written reads the same");
  if (call.model == nullptr || call.model->operations.count(call.operation) == 0) {
    return;
  }
  const std::string& shape = call.model->operations.at(call.operation).input;
  (void)require_check(*call.model, shape, given.value(), call.body.size());
}

}  // namespace greenroom::fuzz
