#include "fakes/codepipeline/constraints.h"

#include <algorithm>
#include <string_view>

namespace greenroom::codepipeline {
namespace {

// Characters beside letters and digits, and how many there may be.
struct Rule {
  std::string_view others;
  std::size_t longest;
  const char* pattern;  // as AWS writes it
};
constexpr Rule k_name{".@-_", 100, R"([A-Za-z0-9.@\-_]+)"};
constexpr Rule k_artifact{"_-", 100, R"([a-zA-Z0-9_\-]+)"};
constexpr Rule k_namespace{"@-_", 100, R"([A-Za-z0-9@\-_]+)"};
constexpr Rule k_variable{"@-_", 128, R"([A-Za-z0-9@\-_]+)"};

constexpr std::size_t k_variables_most = 50;
constexpr std::size_t k_configuration_key_most = 50;
constexpr std::size_t k_configuration_value_most = 1000;
constexpr int k_run_order_most = 999;
constexpr std::int64_t k_timeout_least = 5;
constexpr std::int64_t k_timeout_most = 86400;

Failure violation(const std::string& where, const std::string& constraint) {
  return {"ValidationException", "1 validation error detected: Value at '" + where +
                                     "' failed to satisfy constraint: " + constraint};
}

bool is_letter_or_digit(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

Status check(const std::string& where, const std::string& text, const Rule& rule) {
  if (text.empty()) {
    return violation(where, "Member must have length greater than or equal to 1");
  }
  if (text.size() > rule.longest) {
    return violation(
        where, "Member must have length less than or equal to " + std::to_string(rule.longest));
  }
  const bool fits = std::all_of(text.begin(), text.end(), [&](char c) {
    return is_letter_or_digit(c) || rule.others.find(c) != std::string_view::npos;
  });
  return fits ? success()
              : Status(violation(where, std::string("Member must satisfy regular expression ") +
                                            "pattern: " + rule.pattern));
}

Status check_range(const std::string& where, std::int64_t value, std::int64_t least,
                   std::int64_t most) {
  if (value < least) {
    return violation(where,
                     "Member must have value greater than or equal to " + std::to_string(least));
  }
  return value <= most ? success()
                       : Status(violation(where, "Member must have value less than or equal to " +
                                                     std::to_string(most)));
}

// "stages.1.member": AWS counts from 1.
std::string member(const std::string& list, std::size_t index) {
  return list + "." + std::to_string(index + 1) + ".member";
}

Status check_artifacts(const std::string& where, const std::vector<std::string>& names) {
  for (std::size_t i = 0; i < names.size(); ++i) {
    const Status checked = check(member(where, i) + ".name", names[i], k_artifact);
    if (!checked.ok()) {
      return checked;
    }
  }
  return success();
}

Status check_configuration(const std::string& where,
                           const std::map<std::string, std::string>& configuration) {
  for (const auto& [key, value] : configuration) {
    if (key.empty() || key.size() > k_configuration_key_most) {
      return violation(where,
                       "Map keys must satisfy constraint: [Member must have length less than or "
                       "equal to 50, Member must have length greater than or equal to 1]");
    }
    if (value.empty() || value.size() > k_configuration_value_most) {
      return violation(where,
                       "Map value must satisfy constraint: [Member must have length less than or "
                       "equal to 1000, Member must have length greater than or equal to 1]");
    }
  }
  return success();
}

Status check_action(const std::string& where, const ActionDeclaration& action) {
  const std::vector<Status> all = {
      check(where + ".name", action.name, k_name),
      check_range(where + ".runOrder", action.runOrder, 1, k_run_order_most),
      check_configuration(where + ".configuration", action.configuration),
      check_artifacts(where + ".outputArtifacts", action.outputArtifacts),
      check_artifacts(where + ".inputArtifacts", action.inputArtifacts),
      action.variablesNamespace.empty()
          ? success()
          : check(where + ".namespace", action.variablesNamespace, k_namespace),
      action.timeoutInMinutes == 0
          ? success()
          : check_range(where + ".timeoutInMinutes", action.timeoutInMinutes, k_timeout_least,
                        k_timeout_most),
  };
  const auto bad =
      std::find_if(all.begin(), all.end(), [](const Status& one) { return !one.ok(); });
  return bad == all.end() ? success() : *bad;
}

Status check_variables(const std::vector<PipelineVariable>& variables) {
  if (variables.size() > k_variables_most) {
    return violation("pipeline.variables", "Member must have length less than or equal to 50");
  }
  for (std::size_t i = 0; i < variables.size(); ++i) {
    const Status checked =
        check(member("pipeline.variables", i) + ".name", variables[i].name, k_variable);
    if (!checked.ok()) {
      return checked;
    }
  }
  return success();
}

}  // namespace

Status check_constraints(const PipelineDeclaration& pipeline) {
  const Status name = check("pipeline.name", pipeline.name, k_name);
  if (!name.ok()) {
    return name;
  }
  for (std::size_t i = 0; i < pipeline.stages.size(); ++i) {
    const StageDeclaration& stage = pipeline.stages[i];
    const std::string where = member("pipeline.stages", i);
    const Status named = check(where + ".name", stage.name, k_name);
    if (!named.ok()) {
      return named;
    }
    for (std::size_t j = 0; j < stage.actions.size(); ++j) {
      const Status checked = check_action(member(where + ".actions", j), stage.actions[j]);
      if (!checked.ok()) {
        return checked;
      }
    }
  }
  return check_variables(pipeline.variables);
}

}  // namespace greenroom::codepipeline
