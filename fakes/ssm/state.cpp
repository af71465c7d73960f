#include "fakes/ssm/state.h"

#include <utility>

namespace greenroom::ssm {

std::string to_string(ParameterType type) {
  switch (type) {
    case ParameterType::String:
      return "String";
    case ParameterType::StringList:
      return "StringList";
    case ParameterType::SecureString:
      return "SecureString";
  }
  return "";
}

Failure parameter_not_found() {
  return {"ParameterNotFound", ""};
}

const Versions* State::find(const std::string& name) const {
  const auto found = parameters_.find(name);
  return found == parameters_.end() ? nullptr : &found->second;
}

Result<StoredVersion> State::get(const ParameterReference& reference) const {
  const Versions* versions = find(reference.name);
  if (versions == nullptr && reference.name.rfind('/', 0) == 0) {
    versions = find(reference.name.substr(1));  // an ARN hides whether the name has a slash
  }
  if (versions == nullptr) {
    return parameter_not_found();
  }
  if (reference.selector.empty()) {
    return versions->back();
  }
  const std::string wanted = reference.selector.substr(1);
  for (const StoredVersion& version : *versions) {
    if (std::to_string(version.parameter.Version) == wanted) {
      return version;
    }
  }
  return Failure{"ParameterVersionNotFound", "Systems Manager could not find version " + wanted +
                                                 " of " + reference.name +
                                                 ". Verify the version and try again."};
}

void State::add(StoredVersion version) {
  Versions& versions = parameters_[version.parameter.Name];
  versions.push_back(std::move(version));
  if (versions.size() > k_versions_max) {
    versions.pop_front();
  }
}

}  // namespace greenroom::ssm
