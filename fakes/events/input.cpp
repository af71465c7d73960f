#include "fakes/events/input.h"

#include <algorithm>
#include <functional>

#include "fakes/aws/json.h"
#include "sim/core/assert.h"

namespace greenroom::events {
namespace {

constexpr std::size_t k_variables_max = 100;

Failure invalid(const std::string& message) {
  return {"ValidationException", message};
}

bool is_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '_' || c == '.';
}

// The name of the variable that begins at `text[at]` with "<"; "" when none does.
std::string variable_at(const std::string& text, std::size_t at) {
  std::size_t end = at + 1;
  while (end < text.size() && is_name(text[end])) {
    ++end;
  }
  return end < text.size() && text[end] == '>' ? text.substr(at + 1, end - at - 1) : "";
}

// Replaces every variable by what `value` gives for it and whether it stands in a JSON string.
std::string filled(const std::string& input_template,
                   const std::function<std::string(const std::string&, bool)>& value) {
  std::string out;
  bool in_string = false;
  for (std::size_t i = 0; i < input_template.size(); ++i) {
    const char c = input_template[i];
    const std::string variable = c == '<' ? variable_at(input_template, i) : "";
    if (!variable.empty()) {
      out += value(variable, in_string);
      i += variable.size() + 1;
      continue;
    }
    out += c;
    if (in_string && c == '\\' && i + 1 < input_template.size()) {
      out += input_template[++i];
    } else if (c == '"') {
      in_string = !in_string;
    }
  }
  return out;
}

std::string quoted(const std::string& text) {
  std::string out;
  aws::append_json_text(out, text);
  return out;
}

// Inside a string raw text without escaping, else JSON.
std::string inserted(const aws::Json& json, bool in_string) {
  return in_string && json.kind == aws::JsonKind::String ? json.text : to_text(json);
}

std::string as_text(const std::string& text, bool in_string) {
  return in_string ? text : quoted(text);
}

bool is_reserved(const std::string& variable) {
  constexpr std::string_view k_reserved[] = {"aws.events.rule-arn", "aws.events.rule-name",
                                             "aws.events.event.ingestion-time", "aws.events.event",
                                             "aws.events.event.json"};
  return std::find(std::begin(k_reserved), std::end(k_reserved), variable) != std::end(k_reserved);
}

// The whole event without its detail is <aws.events.event>; with it <aws.events.event.json>.
aws::Json without_detail(aws::Json event) {
  std::erase_if(event.members, [](const auto& member) { return member.name == "detail"; });
  return event;
}

std::string reserved(const std::string& variable, const Rule& rule, const Event& event,
                     const aws::Json& json, Epoch epoch, bool in_string) {
  if (variable == "aws.events.rule-arn") {
    return as_text(rule.Arn, in_string);
  }
  if (variable == "aws.events.rule-name") {
    return as_text(rule.Name, in_string);
  }
  if (variable == "aws.events.event.ingestion-time") {
    return as_text(iso8601(epoch, event.ingestion_time), in_string);
  }
  return to_text(variable == "aws.events.event" ? without_detail(json) : json);
}

Status validate_transformer(const std::string& id, const InputTransformer& transformer) {
  if (transformer.InputPathsMap.size() > k_variables_max) {
    return invalid("InputPathsMap of target " + id + " has more than 100 variables.");
  }
  for (const auto& [variable, path] : transformer.InputPathsMap) {
    const bool named = std::all_of(variable.begin(), variable.end(), is_name);
    if (variable.empty() || !named || variable.starts_with("AWS")) {
      return invalid("Invalid variable " + variable + " in InputPathsMap of target " + id + ".");
    }
    if (const auto parsed = parse_path(path); !parsed.ok()) {
      return parsed.failure();
    }
  }
  std::string unknown;
  const std::string example =
      filled(transformer.InputTemplate, [&](const std::string& variable, bool in_string) {
        const bool known = transformer.InputPathsMap.contains(variable) || is_reserved(variable);
        unknown = known ? unknown : variable;
        return std::string(in_string ? "" : "0");
      });
  if (!unknown.empty()) {
    return invalid("InputTemplate for target " + id + " contains placeholder <" + unknown +
                   ">, which InputPathsMap does not define.");
  }
  if (const Result<aws::Json> json = aws::parse_json(example); !json.ok()) {
    return invalid("InputTemplate for target " + id + " is no JSON: " + json.failure().message +
                   ".");
  }
  return success();
}

std::string transformed(const InputTransformer& transformer, const Rule& rule, const Event& event,
                        const aws::Json& json, Epoch epoch) {
  return filled(transformer.InputTemplate, [&](const std::string& variable, bool in_string) {
    const auto path = transformer.InputPathsMap.find(variable);
    if (path == transformer.InputPathsMap.end()) {
      return reserved(variable, rule, event, json, epoch, in_string);
    }
    const aws::Json* found = at_path(json, parse_path(path->second).value());
    return found == nullptr ? std::string() : inserted(*found, in_string);
  });
}

// The step that begins at `path[at]` with "[", after which `at` stands.
std::optional<PathStep> bracket(const std::string& path, std::size_t& at) {
  const bool quote = at + 1 < path.size() && (path[at + 1] == '\'' || path[at + 1] == '"');
  const std::string closing = quote ? std::string{path[at + 1], ']'} : "]";
  const std::size_t begin = at + (quote ? 2 : 1);
  const std::size_t end = path.find(closing, begin);
  if (end == std::string::npos || end == begin) {
    return std::nullopt;
  }
  const std::string inside = path.substr(begin, end - begin);
  at = end + closing.size();
  if (quote) {
    return PathStep{inside, std::nullopt};
  }
  const bool digits = inside.size() <= 6 && std::all_of(inside.begin(), inside.end(), [](char c) {
                        return c >= '0' && c <= '9';
                      });
  return digits ? std::optional(PathStep{"", std::stoul(inside)}) : std::nullopt;
}

}  // namespace

Result<std::vector<PathStep>> parse_path(const std::string& path) {
  const Failure failure = invalid("Invalid JSON path: " + path);
  if (path.empty() || path[0] != '$') {
    return failure;
  }
  std::vector<PathStep> steps;
  for (std::size_t at = 1; at < path.size();) {
    if (path[at] == '[') {
      const std::optional<PathStep> step = bracket(path, at);
      if (!step) {
        return failure;
      }
      steps.push_back(*step);
      continue;
    }
    const std::size_t end = std::min(path.find_first_of(".[", at + 1), path.size());
    const std::string name = path.substr(at + 1, end - at - 1);
    if (path[at] != '.' || name.empty() || name.find('*') != std::string::npos) {
      return failure;
    }
    steps.push_back({name, std::nullopt});
    at = end;
  }
  return steps;
}

const aws::Json* at_path(const aws::Json& event, const std::vector<PathStep>& path) {
  const aws::Json* here = &event;
  for (const PathStep& step : path) {
    if (step.index) {
      here = *step.index < here->items.size() ? &here->items[*step.index] : nullptr;
    } else {
      here = here->find(step.name);
    }
    if (here == nullptr) {
      return nullptr;
    }
  }
  return here;
}

Status validate_input(const Target& target) {
  const int given =
      (target.Input ? 1 : 0) + (target.InputPath ? 1 : 0) + (target.InputTransformer ? 1 : 0);
  if (given > 1) {
    return invalid(
        "Only one of Input, InputPath, or InputTransformer must be provided for target " +
        target.Id + ".");
  }
  if (target.Input) {
    const Result<aws::Json> json = aws::parse_json(*target.Input);
    return json.ok() ? success()
                     : Status(invalid("JSON syntax error in input for target " + target.Id + ": " +
                                      json.failure().message + "."));
  }
  if (target.InputPath) {
    const auto path = parse_path(*target.InputPath);
    return path.ok() ? success() : Status(path.failure());
  }
  return target.InputTransformer ? validate_transformer(target.Id, *target.InputTransformer)
                                 : success();
}

std::string input_for(const Target& target, const Rule& rule, const Event& event, Epoch epoch) {
  if (target.Input) {
    return *target.Input;
  }
  if (!target.InputPath && !target.InputTransformer) {
    return event.json;
  }
  const Result<aws::Json> json = aws::parse_json(event.json);
  SIM_ASSERT(json.ok(), "an event on the bus is JSON");
  if (target.InputPath) {
    const aws::Json* found = at_path(json.value(), parse_path(*target.InputPath).value());
    return found == nullptr ? "null" : to_text(*found);
  }
  return transformed(*target.InputTransformer, rule, event, json.value(), epoch);
}

}  // namespace greenroom::events
