#include "fakes/autoscaling/state.h"

#include <algorithm>
#include <utility>

namespace greenroom::autoscaling {

const GroupRecord* State::find_group(const std::string& name) const {
  const auto found = groups_.find(name);
  return found == groups_.end() ? nullptr : &found->second;
}

GroupRecord* State::find_group(const std::string& name) {
  return const_cast<GroupRecord*>(std::as_const(*this).find_group(name));
}

GroupRecord& State::add_group(AutoScalingGroup group) {
  GroupRecord& record = groups_[group.AutoScalingGroupName];
  for (const std::string& target_group : group.TargetGroups) {
    record.attachments[target_group] = AttachmentState::Adding;
  }
  record.group = std::move(group);
  return record;
}

const Instance* State::find_instance(const std::string& id) const {
  const auto found = instances_.find(id);
  return found == instances_.end() ? nullptr : &found->second;
}

Instance* State::find_instance(const std::string& id) {
  return const_cast<Instance*>(std::as_const(*this).find_instance(id));
}

Instance& State::add_instance(Instance instance) {
  instance.order = joined_++;
  return instances_[instance.InstanceId] = instance;
}

// Sorted before they are copied, and only those that are wanted: this is asked for every few
// seconds, of every group.
template <typename Wanted>
std::vector<Instance> State::copies_of(const std::string& group, Wanted wanted) const {
  std::vector<const Instance*> found;
  for (const auto& [id, instance] : instances_) {
    if (instance.AutoScalingGroupName == group && wanted(instance)) {
      found.push_back(&instance);
    }
  }
  std::sort(found.begin(), found.end(),
            [](const Instance* a, const Instance* b) { return a->order < b->order; });
  std::vector<Instance> copies;
  copies.reserve(found.size());
  for (const Instance* each : found) {
    copies.push_back(*each);
  }
  return copies;
}

std::vector<Instance> State::members(const std::string& group) const {
  return copies_of(group, [](const Instance&) { return true; });
}

std::vector<Instance> State::capacity(const std::string& group) const {
  return copies_of(group,
                   [](const Instance& each) { return counts_as_capacity(each.LifecycleState); });
}

std::vector<Instance> State::in_service(const std::string& group) const {
  return copies_of(
      group, [](const Instance& each) { return each.LifecycleState == LifecycleState::InService; });
}

std::int64_t State::count_in_service(const std::string& group) const {
  return std::count_if(instances_.begin(), instances_.end(), [&](const auto& each) {
    return each.second.LifecycleState == LifecycleState::InService &&
           each.second.AutoScalingGroupName == group;
  });
}

Activity* State::find_activity(const std::string& group, const std::string& activity_id) {
  GroupRecord* record = find_group(group);
  if (record == nullptr) {
    return nullptr;
  }
  // The newest are asked for most.
  const auto found =
      std::find_if(record->activities.rbegin(), record->activities.rend(),
                   [&](const Activity& activity) { return activity.ActivityId == activity_id; });
  return found == record->activities.rend() ? nullptr : &*found;
}

}  // namespace greenroom::autoscaling
