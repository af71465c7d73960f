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

std::string to_string(ParameterTier tier) {
  return tier == ParameterTier::Standard ? "Standard" : "Advanced";
}

Failure parameter_not_found() {
  return {"ParameterNotFound", ""};
}

Failure invalid_token() {
  return {"InvalidNextToken", "The specified token isn't valid."};
}

Failure version_not_found(const std::string& name, const std::string& version) {
  return {"ParameterVersionNotFound", "Systems Manager could not find version " + version + " of " +
                                          name + ". Verify the version and try again."};
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
    if (std::to_string(version.parameter.Version) == wanted || version.Labels.count(wanted) > 0) {
      return version;
    }
  }
  return version_not_found(reference.name, wanted);
}

Status State::label(const std::string& name, std::int64_t version,
                    const std::set<std::string>& labels) {
  constexpr std::size_t k_labels_max = 10;
  const auto found = parameters_.find(name);
  StoredVersion* holder = nullptr;
  if (found != parameters_.end()) {
    for (StoredVersion& stored : found->second) {
      holder = stored.parameter.Version == version ? &stored : holder;
    }
  }
  if (holder == nullptr) {
    return version_not_found(name, std::to_string(version));
  }
  std::set<std::string> all = holder->Labels;
  all.insert(labels.begin(), labels.end());
  if (all.size() > k_labels_max) {
    return Failure{"ParameterVersionLabelLimitExceeded",
                   "An error occurred (ParameterVersionLabelLimitExceeded) when calling the "
                   "LabelParameterVersion operation: A parameter version can have maximum 10 "
                   "labels.Move one or more labels to another version and try again."};
  }
  for (StoredVersion& stored : found->second) {
    for (const std::string& label : labels) {
      stored.Labels.erase(label);
    }
  }
  holder->Labels = std::move(all);
  return success();
}

Tags State::tags(const std::string& name) const {
  const auto found = tags_.find(name);
  return found == tags_.end() ? Tags() : found->second;
}

void State::add(StoredVersion version) {
  Versions& versions = parameters_[version.parameter.Name];
  versions.push_back(std::move(version));
  if (versions.size() > k_versions_max) {
    versions.pop_front();
  }
}

}  // namespace greenroom::ssm
