// What a target gets of an event: lines of "variable=path", a line of "---", a template, a line of
// "---", and the event.
#include "fakes/events/input.h"
#include "tests/fuzz/targets.h"

namespace greenroom::fuzz {
namespace {

using namespace greenroom::events;

InputTransformer transformer_of(const std::string& lines, const std::string& input_template) {
  InputTransformer transformer;
  transformer.InputTemplate = input_template;
  for (std::size_t from = 0; from < lines.size();) {
    const std::size_t end = std::min(lines.find('\n', from), lines.size());
    const std::size_t equals = lines.find('=', from);
    if (equals < end) {
      transformer.InputPathsMap[lines.substr(from, equals - from)] =
          lines.substr(equals + 1, end - equals - 1);
    }
    from = end + 1;
  }
  return transformer;
}

// The texts that a target gets; "" when AWS would refuse it.
std::string text_for(const Target& target, const Event& event) {
  if (const Status valid = validate_input(target); !valid.ok()) {
    require(valid.failure().code == "ValidationException", "refused with AWS's code");
    return valid.failure().message;
  }
  Rule rule;
  rule.Name = "fuzzed";
  rule.Arn = "arn:aws:events:us-east-1:123456789012:rule/fuzzed";
  return input_for(target, rule, event, Epoch());
}

}  // namespace

void event_input(const std::string& input) {
  const std::vector<std::string> parts = parts_of(input, 3);
  const Result<aws::Json> json = aws::parse_json(parts[2]);
  if (!json.ok()) {
    return;  // an event on the bus is JSON
  }
  Event event;
  event.json = parts[2];
  Target transformed;
  transformed.Id = "transformed";
  transformed.InputTransformer = transformer_of(parts[0], parts[1]);
  require(text_for(transformed, event) == text_for(transformed, event),
          "the same event, the same text");
  Target partial;
  partial.Id = "partial";
  partial.InputPath = parts[1];
  const std::string part = text_for(partial, event);
  require(!validate_input(partial).ok() || aws::parse_json(part).ok(),
          "a part of an event is JSON");
}

}  // namespace greenroom::fuzz
