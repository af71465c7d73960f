// The tags of groups behind the wire. A request may name several groups.
#include <algorithm>
#include <utility>

#include "fakes/autoscaling/wire_values.h"

namespace greenroom::autoscaling {
namespace {

// The tags by their groups, which must exist.
Result<std::map<std::string, std::vector<aws::Json>>> by_group(const WireCall& call) {
  std::map<std::string, std::vector<aws::Json>> groups;
  for (const aws::Json& tag : call.input.find("Tags")->items) {
    const std::string group = wire::text_of(tag, "ResourceId");
    const std::string type = wire::text_of(tag, "ResourceType");
    if (!type.empty() && type != "auto-scaling-group") {
      return Failure{"ValidationError", "Invalid resource type: " + type};
    }
    const GroupRecord* record = call.autoscaling.state().find_group(group);
    if (record == nullptr || record->deleting) {
      return group_not_found(group);
    }
    groups[group].push_back(tag);
  }
  return groups;
}

bool passes(const GroupTag& tag, const aws::Json& filter) {
  const std::string name = wire::text_of(filter, "Name");
  const std::vector<std::string> values = wire::texts_of(filter, "Values");
  const std::string what = name == "auto-scaling-group" ? tag.group
                           : name == "key"              ? tag.key
                           : name == "value"            ? tag.value
                           : tag.propagated             ? "true"
                                                        : "false";
  return std::find(values.begin(), values.end(), what) != values.end();
}

Status check_filters(const std::vector<aws::Json>& filters) {
  for (const aws::Json& filter : filters) {
    const std::string name = wire::text_of(filter, "Name");
    if (name != "auto-scaling-group" && name != "key" && name != "value" &&
        name != "propagate-at-launch") {
      return Failure{"ValidationError", "Unknown filter: " + name};
    }
  }
  return success();
}

}  // namespace

WireTags tags_of(const std::vector<aws::Json>& tags) {
  WireTags all;
  for (const aws::Json& tag : tags) {
    const std::string key = wire::text_of(tag, "Key");
    all.tags[key] = wire::text_of(tag, "Value");
    const aws::Json* propagates = tag.find("PropagateAtLaunch");
    // Given to instances when nothing is said: UNVERIFIED.
    if (propagates != nullptr && propagates->kind == aws::JsonKind::False) {
      all.kept.insert(key);
    }
  }
  return all;
}

Result<aws::Json> create_or_update_tags(const WireCall& call) {
  const Result<std::map<std::string, std::vector<aws::Json>>> groups = by_group(call);
  if (!groups.ok()) {
    return groups.failure();
  }
  for (const auto& [group, tags] : groups.value()) {
    const WireTags given = tags_of(tags);
    const Status changed = call.autoscaling.CreateOrUpdateTags(group, given.tags, given.kept);
    if (!changed.ok()) {
      return changed.failure();
    }
  }
  return wire::Object().take();
}

Result<aws::Json> delete_tags(const WireCall& call) {
  const Result<std::map<std::string, std::vector<aws::Json>>> groups = by_group(call);
  if (!groups.ok()) {
    return groups.failure();
  }
  for (const auto& [group, tags] : groups.value()) {
    std::vector<std::string> keys;
    for (const aws::Json& tag : tags) {
      keys.push_back(wire::text_of(tag, "Key"));
    }
    const Status changed = call.autoscaling.DeleteTags(group, keys);
    if (!changed.ok()) {
      return changed.failure();
    }
  }
  return wire::Object().take();
}

Result<aws::Json> describe_tags(const WireCall& call) {
  const aws::Json* given = call.input.find("Filters");
  const std::vector<aws::Json> filters = given == nullptr ? std::vector<aws::Json>{} : given->items;
  const Status valid = check_filters(filters);
  if (!valid.ok()) {
    return valid.failure();
  }
  std::vector<GroupTag> found;
  for (const auto& [name, record] : call.autoscaling.state().groups()) {
    for (const GroupTag& tag : tags_of(record.group)) {
      const bool passed = std::all_of(filters.begin(), filters.end(),
                                      [&](const aws::Json& filter) { return passes(tag, filter); });
      if (passed) {
        found.push_back(tag);
      }
    }
  }
  return page_of(call, "Tags", 50, found, [](const GroupTag& tag) { return json_of(tag); });
}

}  // namespace greenroom::autoscaling
