// Retention and tags of groups.
#include <algorithm>
#include <utility>

#include "fakes/logs/service.h"
#include "fakes/logs/validation.h"

namespace greenroom::logs {
namespace {

// AWS: the API reference of PutRetentionPolicy.
constexpr std::int64_t k_retentions[] = {1,    3,    5,    7,    14,   30,  60,  90,
                                         120,  150,  180,  365,  400,  545, 731, 1096,
                                         1827, 2192, 2557, 2922, 3288, 3653};

}  // namespace

Status Logs::PutRetentionPolicy(Context cx, const std::string& group, std::int64_t days) {
  if (std::find(std::begin(k_retentions), std::end(k_retentions), days) == std::end(k_retentions)) {
    std::string all;
    for (const std::int64_t each : k_retentions) {
      all += (all.empty() ? "" : ", ") + std::to_string(each);
    }
    return Failure{"InvalidParameterException",
                   "1 validation error detected: Value '" + std::to_string(days) +
                       "' at 'retentionInDays' failed to satisfy constraint: Member must satisfy "
                       "enum value set: [" +
                       all + "]"};
  }
  Group* found = state_.find(group);
  if (found == nullptr) {
    return group_not_found();
  }
  found->description.retentionInDays = days;
  trace(cx, "logs.group",
        {{"logGroupName", group}, {"change", "retention"}, {"retentionInDays", days}});
  return success();
}

Status Logs::DeleteRetentionPolicy(Context cx, const std::string& group) {
  Group* found = state_.find(group);
  if (found == nullptr) {
    return group_not_found();
  }
  found->description.retentionInDays.reset();
  trace(cx, "logs.group", {{"logGroupName", group}, {"change", "retention"}});
  return success();
}

Status Logs::TagResource(const std::string& arn, const Tags& tags) {
  Group* group = state_.find(group_of(arn));
  if (group == nullptr) {
    return group_not_found();
  }
  Tags all = tags;
  all.merge(Tags(group->Tags));  // what was there already keeps the new value
  if (const Status checked = validate_tags(all); !checked) {
    return checked;
  }
  group->Tags = std::move(all);
  return success();
}

Status Logs::UntagResource(const std::string& arn, const std::vector<std::string>& keys) {
  Group* group = state_.find(group_of(arn));
  if (group == nullptr) {
    return group_not_found();
  }
  for (const std::string& key : keys) {
    group->Tags.erase(key);
  }
  return success();
}

Result<Tags> Logs::ListTagsForResource(const std::string& arn) const {
  const Group* group = state_.find(group_of(arn));
  return group == nullptr ? Result<Tags>(group_not_found()) : Result<Tags>(group->Tags);
}

std::string Logs::group_of(const std::string& identifier) const {
  const std::string prefix = group_arn("");
  if (identifier.rfind(prefix, 0) != 0) {
    return identifier;
  }
  const std::string name = identifier.substr(prefix.size());
  return name.ends_with(":*") ? name.substr(0, name.size() - 2) : name;
}

}  // namespace greenroom::logs
