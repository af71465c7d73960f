// The store of Auto Scaling: groups by name with what belongs to them, members in order of joining,
// lifecycle actions by token.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "fakes/autoscaling/instance_refresh.h"
#include "fakes/autoscaling/types.h"

namespace greenroom::autoscaling {

// How far a target group has come to count for ELB health checks (reference 2.2).
enum class AttachmentState { Adding, Added, InService };

struct GroupRecord {
  AutoScalingGroup group;
  std::map<std::string, LifecycleHook> hooks;          // by name
  std::map<std::string, AttachmentState> attachments;  // by target group
  std::vector<Activity> activities;                    // oldest first
  std::vector<InstanceRefresh> refreshes;              // oldest first
  std::string change;  // the sentence that tells who changed the desired capacity last
  std::int64_t replacements_due = 0;  // launches that make up for an unhealthy instance
  std::int64_t surplus = 0;           // instances above desired that are allowed for a while
  bool scaling_is_due = false;
  bool deleting = false;
  std::string uuid;  // of its ARN
  Instant created;
  std::uint64_t incarnation = 0;  // a group that is made again under its name is another
};

class State {
 public:
  [[nodiscard]] const GroupRecord* find_group(const std::string& name) const;
  [[nodiscard]] GroupRecord* find_group(const std::string& name);
  GroupRecord& add_group(AutoScalingGroup group);
  [[nodiscard]] const std::map<std::string, GroupRecord>& groups() const { return groups_; }
  void remove_group(const std::string& name) { groups_.erase(name); }

  [[nodiscard]] const Instance* find_instance(const std::string& id) const;
  [[nodiscard]] Instance* find_instance(const std::string& id);
  Instance& add_instance(Instance instance);
  [[nodiscard]] const std::map<std::string, Instance>& instances() const { return instances_; }
  void remove_instance(const std::string& id) { instances_.erase(id); }
  // All members of a group, in order of joining.
  [[nodiscard]] std::vector<Instance> members(const std::string& group) const;
  // Those of them that count as capacity.
  [[nodiscard]] std::vector<Instance> capacity(const std::string& group) const;
  [[nodiscard]] std::vector<Instance> in_service(const std::string& group) const;

  // How many are in service; members() copies, and this is asked at every change.
  [[nodiscard]] std::int64_t count_in_service(const std::string& group) const;

  [[nodiscard]] Activity* find_activity(const std::string& group, const std::string& activity_id);

  std::map<std::string, LifecycleAction> actions;  // under way, by token

 private:
  template <typename Wanted>
  [[nodiscard]] std::vector<Instance> copies_of(const std::string& group, Wanted wanted) const;
  std::map<std::string, GroupRecord> groups_;
  std::map<std::string, Instance> instances_;  // by id
  std::uint64_t joined_ = 0;
};

}  // namespace greenroom::autoscaling
