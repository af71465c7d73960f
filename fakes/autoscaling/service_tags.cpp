// The tags of groups.
#include "fakes/autoscaling/service.h"

namespace greenroom::autoscaling {

Status check_tag_keys(const std::map<std::string, std::string>& tags) {
  for (const auto& [key, value] : tags) {
    if (key.rfind("aws:", 0) == 0) {
      return Failure{"ValidationError", "The tag key " + key + " is reserved: aws: is AWS's own."};
    }
  }
  return success();
}

Status AutoScaling::CreateOrUpdateTags(const std::string& name,
                                       const std::map<std::string, std::string>& tags,
                                       const std::set<std::string>& kept) {
  const Result<GroupRecord*> found = find(name);
  if (!found.ok()) {
    return found.failure();
  }
  if (const Status valid = check_tag_keys(tags); !valid.ok()) {
    return valid;
  }
  AutoScalingGroup& group = found.value()->group;
  for (const auto& [key, value] : tags) {
    group.Tags[key] = value;
    group.KeptTags.erase(key);
    if (kept.count(key) > 0) {
      group.KeptTags.insert(key);
    }
  }
  return success();
}

Status AutoScaling::DeleteTags(const std::string& name, const std::vector<std::string>& keys) {
  const Result<GroupRecord*> found = find(name);
  if (!found.ok()) {
    return found.failure();
  }
  for (const std::string& key : keys) {
    found.value()->group.Tags.erase(key);
    found.value()->group.KeptTags.erase(key);
  }
  return success();
}

}  // namespace greenroom::autoscaling
