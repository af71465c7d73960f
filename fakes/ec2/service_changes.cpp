// Changes to what is there: tags, and attributes of instances.
#include <algorithm>
#include <utility>

#include "fakes/ec2/service.h"
#include "fakes/ec2/user_data.h"

namespace greenroom::ec2 {
namespace {

constexpr std::size_t k_tags_max = 50;  // "aws:" keys are not counted (reference 3.2)

bool is_reserved(const std::string& key) {
  return key.rfind("aws:", 0) == 0;
}

bool begins_with_any(const std::string& id, const std::vector<std::string>& prefixes) {
  return std::any_of(prefixes.begin(), prefixes.end(),
                     [&](const std::string& prefix) { return id.rfind(prefix, 0) == 0; });
}

}  // namespace

// Simplified: AWS has a code for each kind of resource.
Status Ec2::check_tagged(const InstanceIds& ids) const {
  InstanceIds instances;
  for (const std::string& id : ids) {
    if (!begins_with_any(id, {"lt-", "sg-", "subnet-", "vpc-"})) {
      instances.push_back(id);
    } else if (state_.tags_of(id) == nullptr) {
      return Failure{"InvalidID", "The ID '" + id + "' is not valid"};
    }
  }
  return check_ids(instances);
}

Status Ec2::CreateTags(const InstanceIds& ids, const Tags& tags) {
  const Status valid = check_tagged(ids);
  if (!valid.ok()) {
    return valid;
  }
  for (const auto& [key, value] : tags) {
    if (is_reserved(key)) {
      return Failure{"InvalidParameterValue",
                     "Tag keys starting with 'aws:' are reserved for internal use"};
    }
    if (key.empty() || key.size() > 128 || value.size() > 256) {
      return Failure{"InvalidParameterValue",
                     "Tag key has 1 to 128 characters and its value 256 at most: '" + key + "'"};
    }
  }
  for (const std::string& id : ids) {
    Tags joined = *state_.tags_of(id);
    joined.insert(tags.begin(), tags.end());
    if (std::count_if(joined.begin(), joined.end(), [](const auto& tag) {
          return !is_reserved(tag.first);
        }) > static_cast<std::ptrdiff_t>(k_tags_max)) {
      return Failure{"TagLimitExceeded",
                     "The maximum number of tags for resource '" + id + "' has been reached."};
    }
  }
  for (const std::string& id : ids) {
    for (const auto& [key, value] : tags) {
      (*state_.tags_of(id))[key] = value;
    }
  }
  return success();
}

Status Ec2::DeleteTags(const InstanceIds& ids, const std::vector<std::string>& keys) {
  const Status valid = check_tagged(ids);
  if (!valid.ok()) {
    return valid;
  }
  for (const std::string& key : keys) {
    if (is_reserved(key)) {
      return Failure{"InvalidParameterValue",
                     "Tag keys starting with 'aws:' are reserved for internal use"};
    }
  }
  for (const std::string& id : ids) {
    for (const std::string& key : keys) {
      state_.tags_of(id)->erase(key);
    }
  }
  return success();
}

Status Ec2::check_stopped(const std::string& id) const {
  const Status valid = check_ids({id});
  if (!valid.ok()) {
    return valid;
  }
  if (state_.find_instance(id)->State != InstanceStateName::stopped) {
    return Failure{"IncorrectInstanceState",
                   "The instance '" + id + "' is not in the 'stopped' state."};
  }
  return success();
}

Status Ec2::ModifyInstanceMetadataOptions(const std::string& id, InstanceMetadataOptions options) {
  const Status valid = check_ids({id});
  if (!valid.ok()) {
    return valid;
  }
  if (options.HttpPutResponseHopLimit < 1 || options.HttpPutResponseHopLimit > 64) {
    return Failure{"InvalidParameterValue",
                   "The value " + std::to_string(options.HttpPutResponseHopLimit) +
                       " of HttpPutResponseHopLimit is not between 1 and 64"};
  }
  state_.find_instance(id)->made_of.MetadataOptions = options;
  return success();
}

Status Ec2::modify_user_data(const std::string& id, std::string user_data) {
  const Status valid = check_stopped(id);
  if (!valid.ok()) {
    return valid;
  }
  if (user_data.size() > k_user_data_bytes_max) {
    return Failure{"InvalidParameterValue", "User data is limited to 16384 bytes"};
  }
  state_.find_instance(id)->made_of.UserData = std::move(user_data);
  return success();
}

Status Ec2::modify_termination_protection(const std::string& id, bool is_protected) {
  const Status valid = check_ids({id});
  if (!valid.ok()) {
    return valid;
  }
  state_.find_instance(id)->made_of.DisableApiTermination = is_protected;
  return success();
}

Status Ec2::modify_instance_type(const std::string& id, std::string instance_type) {
  const Status valid = check_stopped(id);
  if (!valid.ok()) {
    return valid;
  }
  state_.find_instance(id)->made_of.InstanceType = std::move(instance_type);
  return success();
}

Status Ec2::modify_shutdown_behavior(const std::string& id, ShutdownBehavior behavior) {
  const Status valid = check_ids({id});
  if (!valid.ok()) {
    return valid;
  }
  state_.find_instance(id)->made_of.InstanceInitiatedShutdownBehavior = behavior;
  return success();
}

Status Ec2::modify_groups(const std::string& id, const std::vector<std::string>& group_ids) {
  const Status valid = check_ids({id});
  if (!valid.ok()) {
    return valid;
  }
  LaunchTemplateData& made_of = state_.find_instance(id)->made_of;
  LaunchTemplateData changed = made_of;
  changed.SecurityGroupIds = group_ids;
  if (const Status resolved = resolve_groups(changed); !resolved) {
    return resolved;
  }
  made_of = std::move(changed);
  return success();
}

}  // namespace greenroom::ec2
