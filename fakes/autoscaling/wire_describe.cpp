// What the wire shows of groups, instances and activities.
#include <algorithm>
#include <utility>

#include "fakes/autoscaling/wire_values.h"

namespace greenroom::autoscaling {
namespace {

bool contains(const std::vector<std::string>& list, const std::string& word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

// Of "tag-key", "tag-value" and "tag:<key>"; ValidationError for others.
Result<bool> passes(const AutoScalingGroup& group, const aws::Json& filter) {
  const std::string name = wire::text_of(filter, "Name");
  const std::vector<std::string> values = wire::texts_of(filter, "Values");
  const bool by_key = name == "tag-key";
  const bool by_value = name == "tag-value";
  if (!by_key && !by_value && name.rfind("tag:", 0) != 0) {
    return Failure{"ValidationError", "The filter name '" + name + "' is not supported here"};
  }
  return std::any_of(group.Tags.begin(), group.Tags.end(), [&](const auto& tag) {
    return by_key ? contains(values, tag.first)
                  : (by_value || name == "tag:" + tag.first) && contains(values, tag.second);
  });
}

Result<bool> passes_all(const AutoScalingGroup& group, const aws::Json& input) {
  if (const aws::Json* filters = input.find("Filters")) {
    for (const aws::Json& filter : filters->items) {
      Result<bool> passed = passes(group, filter);
      if (!passed.ok() || !passed.value()) {
        return passed;
      }
    }
  }
  return true;
}

aws::Json named(const char* member, const std::string& value) {
  return wire::Object().add(member, wire::text(value)).take();
}

}  // namespace

// Unknown names are left out, as AWS does.
Result<aws::Json> describe_auto_scaling_groups(const WireCall& call) {
  const std::vector<std::string> asked = wire::texts_of(call.input, "AutoScalingGroupNames");
  std::vector<const GroupRecord*> found;
  for (const auto& [name, record] : call.autoscaling.state().groups()) {
    const Result<bool> passed = passes_all(record.group, call.input);
    if (!passed.ok()) {
      return passed.failure();
    }
    if (passed.value() && (asked.empty() || contains(asked, name))) {
      found.push_back(&record);
    }
  }
  const aws::Json* with = call.input.find("IncludeInstances");
  const bool with_instances = with == nullptr || with->kind == aws::JsonKind::True;
  return page_of(call, "AutoScalingGroups", 50, found,
                 [&](const GroupRecord* record) { return json_of(call, *record, with_instances); });
}

Result<aws::Json> describe_auto_scaling_instances(const WireCall& call) {
  const std::vector<std::string> asked = wire::texts_of(call.input, "InstanceIds");
  std::vector<const Instance*> found;
  for (const auto& [id, instance] : call.autoscaling.state().instances()) {
    if (asked.empty() || contains(asked, id)) {
      found.push_back(&instance);
    }
  }
  return page_of(call, "AutoScalingInstances", 50, found,
                 [](const Instance* instance) { return details_json_of(*instance); });
}

// Of all groups, without a name: by their names, each group's newest first (UNVERIFIED).
Result<aws::Json> describe_scaling_activities(const WireCall& call) {
  if (wire::flag_of(call.input, "IncludeDeletedGroups")) {
    return Failure{"ValidationError", "IncludeDeletedGroups is not supported here"};
  }
  const Status filters = refuse_members(call.input, {"Filters"});
  if (!filters.ok()) {
    return filters.failure();
  }
  std::vector<std::string> groups;
  if (!call.group().empty()) {
    groups.push_back(call.group());
  } else {
    for (const auto& [name, record] : call.autoscaling.state().groups()) {
      groups.push_back(name);
    }
  }
  const std::vector<std::string> asked = wire::texts_of(call.input, "ActivityIds");
  std::vector<Activity> found;
  for (const std::string& group : groups) {
    const Result<std::vector<Activity>> listed = call.autoscaling.DescribeScalingActivities(group);
    if (!listed.ok()) {
      return listed.failure();
    }
    std::copy_if(
        listed.value().begin(), listed.value().end(), std::back_inserter(found),
        [&](const Activity& each) { return asked.empty() || contains(asked, each.ActivityId); });
  }
  return page_of(call, "Activities", 100, found,
                 [&](const Activity& each) { return json_of(call, each); });
}

Result<aws::Json> describe_load_balancer_target_groups(const WireCall& call) {
  const GroupRecord* record = call.autoscaling.state().find_group(call.group());
  if (record == nullptr) {
    return group_not_found(call.group());
  }
  std::vector<std::pair<std::string, const char*>> states;
  for (const auto& [name, state] : record->attachments) {
    const char* const text = state == AttachmentState::Adding  ? "Adding"
                             : state == AttachmentState::Added ? "Added"
                                                               : "InService";
    const std::string arn = call.directory.target_group_arn(name);
    if (!arn.empty()) {
      states.emplace_back(arn, text);
    }
  }
  return page_of(call, "LoadBalancerTargetGroups", 100, states, [](const auto& each) {
    return wire::Object()
        .add("LoadBalancerTargetGroupARN", wire::text(each.first))
        .add("State", wire::text(each.second))
        .take();
  });
}

Result<aws::Json> describe_scaling_process_types(const WireCall&) {
  return wire::Object()
      .add("Processes",
           wire::list_of(k_processes,
                         [](const char* process) { return named("ProcessName", process); }))
      .take();
}

// Those that are known here: AllocationStrategy is absent.
Result<aws::Json> describe_termination_policy_types(const WireCall&) {
  return wire::Object()
      .add("TerminationPolicyTypes",
           wire::texts({"ClosestToNextInstanceHour", "Default", "NewestInstance", "OldestInstance",
                        "OldestLaunchConfiguration", "OldestLaunchTemplate"}))
      .take();
}

Result<aws::Json> describe_lifecycle_hook_types(const WireCall&) {
  return wire::Object()
      .add("LifecycleHookTypes",
           wire::texts({to_string(LifecycleTransition::EC2_INSTANCE_LAUNCHING),
                        to_string(LifecycleTransition::EC2_INSTANCE_TERMINATING)}))
      .take();
}

}  // namespace greenroom::autoscaling
