// Variables of CodePipeline in a configuration's text: lines of "namespace.key=value", a line of
// "---", and the text.
#include "fakes/codepipeline/variables.h"
#include "tests/fuzz/targets.h"

namespace greenroom::fuzz {
namespace {

using namespace greenroom::codepipeline;

VariableSets variables_of(const std::string& lines) {
  VariableSets variables;
  for (std::size_t from = 0; from < lines.size();) {
    const std::size_t end = std::min(lines.find('\n', from), lines.size());
    const std::string line = lines.substr(from, end - from);
    const std::size_t dot = line.find('.');
    const std::size_t equals = line.find('=', dot == std::string::npos ? 0 : dot);
    if (dot != std::string::npos && equals != std::string::npos) {
      variables[line.substr(0, dot)][line.substr(dot + 1, equals - dot - 1)] =
          line.substr(equals + 1);
    }
    from = end + 1;
  }
  return variables;
}

}  // namespace

void pipeline_variables(const std::string& input) {
  const std::vector<std::string> parts = parts_of(input, 2);
  const VariableSets variables = variables_of(parts[0]);
  const Result<std::string> resolved = resolve_variables(parts[1], variables);
  const Result<std::string> again = resolve_variables(parts[1], variables);
  require(resolved.ok() == again.ok(), "the same text, the same outcome");
  if (!resolved.ok()) {
    require(resolved.failure() == again.failure(), "the same text, the same outcome");
    require(resolved.failure().message.find("#{") != std::string::npos, "the variable is named");
    return;
  }
  require(resolved.value() == again.value(), "the same text, the same outcome");
  const bool has_none = parts[1].find("#{") == std::string::npos;
  require(!has_none || resolved.value() == parts[1], "a text without variables stays as it is");
  const Result<std::string> without = resolve_variables(parts[1], {});
  require(!without.ok() || without.value() == resolved.value(), "only variables are replaced");
}

}  // namespace greenroom::fuzz
