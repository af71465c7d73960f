// Filter patterns of CloudWatch Logs, and a message ("pattern", a line of "---", "message").
#include <algorithm>

#include "fakes/aws/json.h"
#include "fakes/logs/filter_pattern.h"
#include "tests/fuzz/targets.h"

namespace greenroom::fuzz {
namespace {

using namespace greenroom::logs;

// A message that has what the pattern asks for.
std::string example_of(const FilterPattern& pattern) {
  if (pattern.path.empty()) {
    std::string message;
    for (const std::vector<std::string>* terms : {&pattern.required, &pattern.optional}) {
      for (const std::string& term : *terms) {
        message += term + " ";
      }
    }
    return message;
  }
  aws::Json json;
  json.kind = aws::JsonKind::String;
  json.text = pattern.value;
  for (auto name = pattern.path.rbegin(); name != pattern.path.rend(); ++name) {
    aws::Json object;
    object.kind = aws::JsonKind::Object;
    object.members.push_back({*name, std::move(json)});
    json = std::move(object);
  }
  return aws::to_text(json);
}

// JSON has no place for what is no UTF-8.
bool has_the_value(const FilterPattern& pattern, const std::string& message) {
  const Result<aws::Json> json = aws::parse_json(message);
  const aws::Json* value = json.ok() ? &json.value() : nullptr;
  for (const std::string& name : pattern.path) {
    value = value == nullptr ? nullptr : value->find(name);
  }
  return value != nullptr && value->text == pattern.value;
}

// What is excluded may be part of what is required.
bool is_example(const FilterPattern& pattern, const std::string& message) {
  const bool excluded =
      std::any_of(pattern.excluded.begin(), pattern.excluded.end(),
                  [&](const std::string& term) { return message.find(term) != std::string::npos; });
  return !excluded && (pattern.path.empty() || has_the_value(pattern, message));
}

}  // namespace

void log_filter(const std::string& input) {
  const std::vector<std::string> parts = parts_of(input, 2);
  const Result<FilterPattern> parsed = parse_filter_pattern(parts[0]);
  if (!parsed.ok()) {
    require(parsed.failure().code == "InvalidParameterException", "refused with AWS's code");
    require(parsed.failure() == parse_filter_pattern(parts[0]).failure(),
            "the same pattern, the same outcome");
    return;
  }
  const FilterPattern& pattern = parsed.value();
  require(matches(pattern, parts[1]) == matches(parse_filter_pattern(parts[0]).value(), parts[1]),
          "the same pattern, the same outcome");
  const std::string example = example_of(pattern);
  if (is_example(pattern, example)) {
    require(matches(pattern, example) != pattern.negated, "a pattern matches its own example");
  }
}

}  // namespace greenroom::fuzz
