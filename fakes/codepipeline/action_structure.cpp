#include "fakes/codepipeline/action_structure.h"

#include <algorithm>
#include <vector>

namespace greenroom::codepipeline {
namespace {

Failure invalid(std::string message) {
  return {"InvalidActionDeclarationException", std::move(message)};
}

const ActionType* find(const ActionTypeId& type) {
  const auto found =
      std::find_if(action_types().begin(), action_types().end(), [&](const ActionType& one) {
        return type.category == one.category && type.provider == one.provider;
      });
  return found == action_types().end() ? nullptr : &*found;
}

// "us-east-1" -> "US_EAST_1", as AWS spells it in this one message.
std::string shouted(std::string region) {
  for (char& c : region) {
    c = c == '-' ? '_' : c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  }
  return region;
}

// Actions of others are not available on AWS either, unless somebody registered them.
Failure unknown_type(const ActionDeclaration& action, const std::string& region) {
  const ActionTypeId& type = action.actionTypeId;
  const std::string told = "ActionType (Category: '" + type.category + "', Provider: '" +
                           type.provider + "', Owner: '" + type.owner + "', Version: '" +
                           type.version + "') in action '" + action.name + "' ";
  return invalid(type.owner == "AWS"
                     ? told + "is one which greenroom does not know"
                     : told + "is not available in region '" + shouted(region) + "'");
}

Status check_counts(const ActionDeclaration& action, const ActionType& provider) {
  const auto check = [&](const char* which, std::size_t count, std::size_t least,
                         std::size_t most) -> Status {
    const std::string declares =
        "Action " + action.name + " declares " + std::to_string(count) + " " + which;
    if (count < least) {
      return invalid(declares + " artifacts which is less than the minimum count (" +
                     std::to_string(least) + ")");
    }
    if (count > most) {
      return invalid(declares + " artifacts which is more than the maximum count (" +
                     std::to_string(most) + ")");  // UNVERIFIED: the mirror of the one above
    }
    return success();
  };
  const Status inputs =
      check("input", action.inputArtifacts.size(), provider.inputs_least, provider.inputs_most);
  return inputs.ok() ? check("output", action.outputArtifacts.size(), provider.outputs_least,
                             provider.outputs_most)
                     : inputs;
}

Status missing(const ActionDeclaration& action, const std::string& key) {
  return invalid("Action configuration for action '" + action.name +
                 "' is missing required configuration '" + key + "'");
}

// "Conditional. Required if Extract = false."
Status check_s3_deploy(const ActionDeclaration& action) {
  const std::string& extract = action.configuration.at("Extract");
  if (extract != "true" && extract != "false") {  // text UNVERIFIED
    return invalid("Action '" + action.name + "' has Extract '" + extract +
                   "'; expected true or false");
  }
  return extract == "false" && action.configuration.count("ObjectKey") == 0
             ? missing(action, "ObjectKey")
             : success();
}

Status check_configuration(const ActionDeclaration& action, const ActionType& provider) {
  const auto& settings = action.configuration;
  for (const std::string& key : provider.required) {
    if (settings.count(key) == 0) {
      return missing(action, key);
    }
  }
  if (std::string(provider.category) == "Deploy" && std::string(provider.provider) == "S3") {
    return check_s3_deploy(action);
  }
  const auto batch = settings.find("BatchEnabled");
  if (batch != settings.end() && batch->second == "true") {
    return invalid("Action '" + action.name +
                   "' asks for a batch build, which greenroom does not know");
  }
  if (action.inputArtifacts.size() > 1) {
    const auto primary = settings.find("PrimarySource");
    if (primary == settings.end()) {
      return missing(action, "PrimarySource");
    }
    const auto& inputs = action.inputArtifacts;
    if (std::count(inputs.begin(), inputs.end(), primary->second) == 0) {
      return invalid("Action '" + action.name + "' has PrimarySource '" + primary->second +
                     "', which is none of its input artifacts");  // text UNVERIFIED
    }
  }
  return success();
}

// Texts UNVERIFIED.
Status check_names(const ActionDeclaration& action, NamesTaken& taken) {
  for (const std::string& input : action.inputArtifacts) {
    if (taken.artifacts.count(input) == 0) {
      return invalid("Action '" + action.name + "' has input artifact '" + input +
                     "', which no earlier action puts out");
    }
  }
  for (const std::string& output : action.outputArtifacts) {
    if (!taken.artifacts.insert(output).second) {
      return invalid("Action '" + action.name + "' puts out artifact '" + output +
                     "', a name that is already taken");
    }
  }
  const std::string& name_space = action.variablesNamespace;
  if (!name_space.empty() && !taken.namespaces.insert(name_space).second) {
    return invalid("Action '" + action.name + "' has namespace '" + name_space +
                   "', a name that is already taken");
  }
  return success();
}

}  // namespace

// Reference 2.1.
const std::vector<ActionType>& action_types() {
  static const std::vector<ActionType> k_types = {
      {"Source", "S3", {"S3Bucket", "S3ObjectKey"}, 0, 0, 1, 1},
      {"Build", "CodeBuild", {"ProjectName"}, 1, 5, 0, 5},
      {"Test", "CodeBuild", {"ProjectName"}, 1, 5, 0, 5},
      {"Approval", "Manual", {}, 0, 0, 0, 0},
      {"Deploy", "S3", {"BucketName", "Extract"}, 1, 1, 0, 0},
      {"Deploy", "CodeDeploy", {"ApplicationName", "DeploymentGroupName"}, 1, 1, 0, 0},
  };
  return k_types;
}

Status validate_action(const ActionDeclaration& action, const std::string& region,
                       NamesTaken& taken) {
  const ActionType* provider = find(action.actionTypeId);
  if (action.actionTypeId.owner != "AWS" || provider == nullptr) {
    return unknown_type(action, region);
  }
  if (action.timeoutInMinutes != 0 && action.actionTypeId.category != "Approval") {
    return invalid("Action '" + action.name +
                   "' has timeoutInMinutes; only a manual approval may");  // text UNVERIFIED
  }
  const Status counted = check_counts(action, *provider);
  if (!counted.ok()) {
    return counted;
  }
  const Status configured = check_configuration(action, *provider);
  return configured.ok() ? check_names(action, taken) : configured;
}

}  // namespace greenroom::codepipeline
