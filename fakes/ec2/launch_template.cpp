#include "fakes/ec2/launch_template.h"

#include <algorithm>

namespace greenroom::ec2 {
namespace {

template <typename T>
void take(T& to, const T& from) {
  if (from != T{}) {
    to = from;
  }
}

template <typename T>
void take_given(std::optional<T>& to, const std::optional<T>& from) {
  if (from.has_value()) {
    to = from;
  }
}

bool is_number(const std::string& text) {
  return !text.empty() && text.size() < 10 &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

Result<std::string> template_id_of(const State& state,
                                   const LaunchTemplateSpecification& specification) {
  if (!specification.LaunchTemplateId.empty()) {
    if (state.find_template(specification.LaunchTemplateId) == nullptr) {
      return Failure{"InvalidLaunchTemplateId.NotFound",
                     "The specified launch template, with template ID " +
                         specification.LaunchTemplateId + ", does not exist."};
    }
    return specification.LaunchTemplateId;
  }
  if (specification.LaunchTemplateName.empty()) {
    return Failure{"MissingParameter",
                   "Either a launch template ID or a launch template name must be given."};
  }
  std::string id = state.template_named(specification.LaunchTemplateName);
  if (id.empty()) {
    return Failure{"InvalidLaunchTemplateName.NotFoundException",
                   "The specified launch template, with template name " +
                       specification.LaunchTemplateName + ", does not exist."};
  }
  return id;
}

Result<LaunchTemplateVersion> version_of(const LaunchTemplate& launch_template,
                                         const std::string& selector) {
  std::int64_t number = launch_template.DefaultVersionNumber;
  if (selector == "$Latest") {
    number = launch_template.LatestVersionNumber;
  } else if (is_number(selector)) {
    number = std::stoll(selector);
  } else if (!selector.empty() && selector != "$Default") {
    return Failure{"InvalidParameterValue", "The launch template version '" + selector +
                                                "' is neither a number nor $Latest nor $Default."};
  }
  const auto found = launch_template.versions.find(number);
  if (found == launch_template.versions.end()) {
    return Failure{"InvalidLaunchTemplateId.VersionNotFound",
                   "Could not find launch template version " + std::to_string(number) + " of " +
                       launch_template.LaunchTemplateId + "."};
  }
  return found->second;
}

LaunchTemplateData merged(LaunchTemplateData base, const LaunchTemplateData& request) {
  take(base.ImageId, request.ImageId);
  take(base.InstanceType, request.InstanceType);
  take(base.KeyName, request.KeyName);
  take(base.SecurityGroups, request.SecurityGroups);
  take(base.SecurityGroupIds, request.SecurityGroupIds);
  take(base.UserData, request.UserData);
  take_given(base.IamProfile, request.IamProfile);
  take_given(base.MetadataOptions, request.MetadataOptions);
  take_given(base.InstanceInitiatedShutdownBehavior, request.InstanceInitiatedShutdownBehavior);
  take_given(base.DisableApiTermination, request.DisableApiTermination);
  take_given(base.AssociatePublicIpAddress, request.AssociatePublicIpAddress);
  take(base.SubnetId, request.SubnetId);
  for (const auto& [key, value] : request.InstanceTags) {
    base.InstanceTags[key] = value;
  }
  return base;
}

}  // namespace greenroom::ec2
