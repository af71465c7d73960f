// Tags of applications and deployment groups, by their ARNs.
//
// AWS: reference codedeploy.md 2.1; the API's TagResource.
#include "fakes/codedeploy/service.h"
#include "fakes/codedeploy/validation.h"

namespace greenroom::codedeploy {

// "arn:aws:codedeploy:<region>:<account>:application:<name>" or
// "...:deploymentgroup:<app>/<group>".
Result<Tags*> CodeDeploy::tags_of(const std::string& arn) {
  if (arn.rfind("arn:", 0) != 0) {
    return Failure{"InvalidArnException", "The ARN is invalid: " + arn};
  }
  const std::string ours = "arn:aws:codedeploy:" + account_.region + ":" + account_.id + ":";
  const std::string resource = arn.rfind(ours, 0) == 0 ? arn.substr(ours.size()) : "";
  const std::size_t colon = resource.find(':');
  const std::string kind = resource.substr(0, colon);
  const std::string name = colon == std::string::npos ? "" : resource.substr(colon + 1);
  const std::size_t slash = name.find('/');
  if (kind == "application") {
    const Status known = check_application(name);
    if (!known.ok()) {
      return known.failure();
    }
    return &state_.applications.at(name).tags;
  }
  if (kind == "deploymentgroup" && slash != std::string::npos) {
    const std::string group = name.substr(slash + 1);
    const Result<DeploymentGroup> known = GetDeploymentGroup(name.substr(0, slash), group);
    if (!known.ok()) {
      return known.failure();
    }
    return &state_.find_group(name.substr(0, slash), group)->tags;
  }
  return Failure{"ArnNotSupportedException", "Tags are not supported for this ARN: " + arn};
}

Status CodeDeploy::TagResource(const std::string& arn, const Tags& tags) {
  const Result<Tags*> found = tags_of(arn);
  if (!found.ok()) {
    return found.failure();
  }
  if (tags.empty()) {
    return Failure{"TagRequiredException", "A tag is missing"};
  }
  Tags merged = tags;
  merged.insert(found.value()->begin(), found.value()->end());
  for (const Status& checked : {validate_tags(tags), validate_tags(merged)}) {
    if (!checked.ok()) {
      return checked;
    }
  }
  *found.value() = merged;
  return success();
}

Status CodeDeploy::UntagResource(const std::string& arn, const std::vector<std::string>& keys) {
  const Result<Tags*> found = tags_of(arn);
  if (!found.ok()) {
    return found.failure();
  }
  if (keys.empty()) {
    return Failure{"TagRequiredException", "The key of a tag is missing"};
  }
  for (const std::string& key : keys) {
    found.value()->erase(key);
  }
  return success();
}

Result<Tags> CodeDeploy::ListTagsForResource(const std::string& arn) const {
  const Result<Tags*> found = const_cast<CodeDeploy*>(this)->tags_of(arn);
  if (!found.ok()) {
    return found.failure();
  }
  return *found.value();
}

}  // namespace greenroom::codedeploy
