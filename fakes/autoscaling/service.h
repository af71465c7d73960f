// Auto Scaling: groups that launch, replace and end their instances.
//
// AWS: docs.aws.amazon.com/autoscaling, reference alb-ec2-asg.md section 2. Operations answer at
// once; what they set in motion is told by coroutines, one for each instance's launch and end.
// Every operation fails with ValidationError when its group or instance is unknown.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "fakes/autoscaling/lifecycle_hook.h"
#include "fakes/autoscaling/ports.h"
#include "fakes/autoscaling/state.h"
#include "fakes/autoscaling/types.h"
#include "fakes/aws/ids.h"

namespace greenroom::autoscaling {

class AutoScaling {
 public:
  AutoScaling(aws::Ids& ids, Instances& instances, TargetGroups& targets,
              Notifications& notifications, Timing timing)
      : ids_(ids),
        instances_(instances),
        targets_(targets),
        notifications_(notifications),
        timing_(timing) {}

  // Groups (service.cpp). AlreadyExists, ValidationError.
  Status CreateAutoScalingGroup(Context cx, AutoScalingGroup group);
  Status UpdateAutoScalingGroup(Context cx, const std::string& name, const GroupUpdate& update);
  Status SetDesiredCapacity(Context cx, const std::string& name, std::int64_t desired);
  // Without `force`: ResourceInUse while there are instances, ScalingActivityInProgress while they
  // come or go. With it the instances end at once, without hooks; the group goes with the last.
  Status DeleteAutoScalingGroup(Context cx, const std::string& name, bool force);
  // An empty list means all processes.
  Status SuspendProcesses(Context cx, const std::string& name, std::vector<std::string> processes);
  Status ResumeProcesses(Context cx, const std::string& name, std::vector<std::string> processes);
  // service_tags.cpp. Tags of the group, given to the instances launched from now on but for those
  // whose keys are among `kept`. ValidationError for "aws:" keys.
  Status CreateOrUpdateTags(const std::string& name, const std::map<std::string, std::string>& tags,
                            const std::set<std::string>& kept = {});
  // Keys that there are not do not matter.
  Status DeleteTags(const std::string& name, const std::vector<std::string>& keys);
  Status AttachLoadBalancerTargetGroups(Context cx, const std::string& name,
                                        const std::vector<std::string>& target_groups);
  Status DetachLoadBalancerTargetGroups(Context cx, const std::string& name,
                                        const std::vector<std::string>& target_groups);

  // Members (service_members.cpp, service_standby.cpp).
  Result<Activity> TerminateInstanceInAutoScalingGroup(Context cx, const std::string& instance_id,
                                                       bool should_decrement_desired_capacity);
  Status SetInstanceHealth(Context cx, const std::string& instance_id, HealthStatus status,
                           bool should_respect_grace_period);
  Status SetInstanceProtection(Context cx, const std::string& name,
                               const std::vector<std::string>& instance_ids, bool is_protected);
  Result<std::vector<Activity>> EnterStandby(Context cx, const std::string& name,
                                             const std::vector<std::string>& instance_ids,
                                             bool should_decrement_desired_capacity);
  Result<std::vector<Activity>> ExitStandby(Context cx, const std::string& name,
                                            const std::vector<std::string>& instance_ids);
  Status AttachInstances(Context cx, const std::string& name,
                         const std::vector<std::string>& instance_ids);
  Result<std::vector<Activity>> DetachInstances(Context cx, const std::string& name,
                                                const std::vector<std::string>& instance_ids,
                                                bool should_decrement_desired_capacity);

  // Lifecycle hooks (service_hooks.cpp). LimitExceeded above 50 hooks.
  Status PutLifecycleHook(Context cx, LifecycleHook hook);
  // Outstanding actions of the hook are completed: ABANDON at a launch, CONTINUE at an end.
  Status DeleteLifecycleHook(Context cx, const std::string& group, const std::string& hook);
  [[nodiscard]] Result<std::vector<LifecycleHook>> DescribeLifecycleHooks(
      const std::string& group) const;
  // ValidationError when no such action waits.
  Status CompleteLifecycleAction(Context cx, const LifecycleActionName& name,
                                 LifecycleActionResult result);
  Status RecordLifecycleActionHeartbeat(Context cx, const LifecycleActionName& name);

  // Instance refresh (service_refresh.cpp). Gives the InstanceRefreshId.
  // InstanceRefreshInProgress, ActiveInstanceRefreshNotFound, IrreversibleInstanceRefresh.
  Result<std::string> StartInstanceRefresh(Context cx, const std::string& name,
                                           std::optional<LaunchTemplateSpecification> desired,
                                           RefreshPreferences preferences);
  Status CancelInstanceRefresh(Context cx, const std::string& name);
  Status RollbackInstanceRefresh(Context cx, const std::string& name);
  [[nodiscard]] Result<std::vector<InstanceRefresh>> DescribeInstanceRefreshes(
      const std::string& name) const;

  // Looking on.
  [[nodiscard]] Result<AutoScalingGroup> group(const std::string& name) const;
  // InService instances in order of joining.
  [[nodiscard]] std::vector<Instance> in_service(const std::string& group) const {
    return state_.in_service(group);
  }
  // Newest first, those under way before those that are over (reference 2.9). Simplified: kept for
  // ever, not six weeks.
  [[nodiscard]] Result<std::vector<Activity>> DescribeScalingActivities(
      const std::string& group) const;
  [[nodiscard]] const State& state() const { return state_; }
  // Waits until the group has DesiredCapacity instances InService, or is gone.
  Task<void> wait_until_steady(Context cx, std::string name);
  Task<void> wait_until_deleted(Context cx, std::string name);

 private:
  enum class Ending { Orderly, AtOnce };  // drained and with hooks, or neither

  // service.cpp
  Result<GroupRecord*> find(const std::string& name);
  void trace_group(Context cx, const AutoScalingGroup& group, const char* change) const;
  void change_desired(Context cx, GroupRecord& record, std::int64_t desired, std::string sentence);
  void remove_group_if_empty(Context cx, const std::string& name);
  Signal& changed(const std::string& group_or_instance);
  Task<void> wait_for_change(Context cx, std::string name, Instant deadline);

  // service_scaling.cpp
  void scale_after(Context cx, const std::string& name, Duration delay);
  Task<void> scale_later(Context cx, std::string name, Duration delay);
  void scale(Context cx, GroupRecord& record);
  void launch_instances(Context cx, GroupRecord& record, std::int64_t count);
  void launch_one(Context cx, GroupRecord& record, const std::string& zone, std::string cause);
  Task<void> launch(Context cx, std::string instance_id, std::string activity_id);
  void launch_failed(Context cx, const std::string& instance_id, const std::string& activity_id,
                     ActivityStatus status, const std::string& message);
  void enter_service(Context cx, Instance& instance);
  void register_member(Context cx, const std::string& target_group, const std::string& instance_id);
  // The id of the activity; "" when the instance is leaving already.
  std::string end_instance(Context cx, const std::string& instance_id, std::string cause,
                           Ending ending);
  Task<void> terminate(Context cx, std::string instance_id, std::string activity_id, Ending ending);
  Task<void> leave_target_groups(Context cx, std::string instance_id);
  [[nodiscard]] std::vector<std::string> choose(Context cx, const GroupRecord& record,
                                                std::vector<Instance> among, std::int64_t count);

  // service_members.cpp
  void move(Context cx, Instance& instance, LifecycleState to);
  void trace_instance(Context cx, const Instance& instance) const;
  Activity& begin_activity(Context cx, const std::string& group, const std::string& instance_id,
                           const std::string& what, std::string cause);
  void set_activity(Context cx, const std::string& group, const std::string& activity_id,
                    ActivityStatus status, int progress);
  void finish_activity(Context cx, const std::string& group, const std::string& activity_id,
                       ActivityStatus status, const std::string& message);
  void trace_activity(Context cx, const Activity& activity) const;
  void cancel_launch(Context cx, const std::string& instance_id);
  // Every id is a member of the group in one of the states, and there are 20 at most.
  Status check_members(const std::string& group, const std::vector<std::string>& instance_ids,
                       const std::vector<LifecycleState>& states) const;
  Task<void> stand_by(Context cx, std::string instance_id, std::string activity_id);
  Task<void> come_back(Context cx, std::string instance_id, std::string activity_id);
  Task<void> detach(Context cx, std::string instance_id, std::string activity_id);
  void attach_one(Context cx, GroupRecord& record, const LaunchedInstance& instance);

  // service_health.cpp
  Task<void> watch_health(Context cx, std::string name, std::uint64_t incarnation);
  void update_attachments(GroupRecord& record);
  void look_at_health(Context cx, GroupRecord& record);
  void mark_unhealthy(Context cx, Instance& instance, bool at_once, std::string because);
  void replace_unhealthy(Context cx, GroupRecord& record);
  void rebalance_if_needed(Context cx, GroupRecord& record);
  Task<void> rebalance(Context cx, std::string name);

  // service_hooks.cpp
  Task<HookVerdict> run_hooks(Context cx, std::string instance_id, LifecycleTransition transition);
  [[nodiscard]] bool has_hooks(const std::string& group, LifecycleTransition transition) const;
  LifecycleAction* find_action(const LifecycleActionName& name);
  void drop_actions(const std::string& instance_id);
  void trace_action(Context cx, const LifecycleAction& action, const std::string& status) const;

  // service_refresh.cpp
  enum class RefreshEnd { Done, Stuck, Cancelled, RolledBack };
  Task<void> refresh(Context cx, std::string name, std::string refresh_id);
  Task<RefreshEnd> replace_all(Context cx, std::string name, std::string refresh_id,
                               std::vector<std::string> todo);
  std::vector<std::string> begin_batch(Context cx, const std::string& name,
                                       const RefreshPreferences& preferences,
                                       const std::vector<std::string>& todo);
  Task<bool> wait_until_warm(Context cx, std::string name, std::string refresh_id);
  Task<void> finish_batch(Context cx, std::string name, std::string refresh_id, int percentage);
  [[nodiscard]] std::vector<std::string> outdated(const GroupRecord& record,
                                                  const InstanceRefresh& refresh);
  InstanceRefresh* find_refresh(const std::string& name, const std::string& refresh_id);
  InstanceRefresh* active_refresh(const std::string& name);
  void set_refresh(Context cx, InstanceRefresh& refresh, InstanceRefreshStatus status,
                   const std::string& reason);
  void end_refresh(Context cx, const std::string& name, const std::string& refresh_id,
                   RefreshEnd end);

  aws::Ids& ids_;
  Instances& instances_;
  TargetGroups& targets_;
  Notifications& notifications_;
  Timing timing_;
  State state_;
  std::map<std::string, std::unique_ptr<Signal>> changed_;  // by group name or instance id
  std::uint64_t incarnations_ = 0;
};

// ValidationError, "AutoScalingGroup name not found - ...".
[[nodiscard]] Failure group_not_found(const std::string& name);
// ValidationError: what happens to an instance happens to it once. The text is UNVERIFIED.
[[nodiscard]] Failure named_twice(const std::string& instance_id);
// ValidationError for keys of AWS's own.
[[nodiscard]] Status check_tag_keys(const std::map<std::string, std::string>& tags);
// The actor that tells about a group.
[[nodiscard]] Context as_group(Context cx, const std::string& group);

}  // namespace greenroom::autoscaling
