// The operations behind the wire, by topic; wire.cpp has the table of all of them. Inputs and
// outputs: the API's, as Json.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "fakes/autoscaling/service.h"
#include "fakes/autoscaling/wire.h"
#include "fakes/wire/pages.h"

namespace greenroom::autoscaling {

struct WireCall {
  AutoScaling& autoscaling;
  const Directory& directory;
  const aws::Account& account;
  Context cx;
  const aws::Json& input;

  // The member of the input; "" when it is not there.
  [[nodiscard]] std::string text(std::string_view member) const {
    return wire::text_of(input, member);
  }
  [[nodiscard]] std::string group() const { return text("AutoScalingGroupName"); }
};
using WireOperation = Result<aws::Json> (*)(const WireCall& call);

// wire_groups.cpp
Result<aws::Json> create_auto_scaling_group(const WireCall& call);
Result<aws::Json> update_auto_scaling_group(const WireCall& call);
Result<aws::Json> delete_auto_scaling_group(const WireCall& call);
Result<aws::Json> set_desired_capacity(const WireCall& call);
Result<aws::Json> suspend_processes(const WireCall& call);
Result<aws::Json> resume_processes(const WireCall& call);
Result<aws::Json> attach_load_balancer_target_groups(const WireCall& call);
Result<aws::Json> detach_load_balancer_target_groups(const WireCall& call);

// wire_describe.cpp
Result<aws::Json> describe_auto_scaling_groups(const WireCall& call);
Result<aws::Json> describe_auto_scaling_instances(const WireCall& call);
Result<aws::Json> describe_scaling_activities(const WireCall& call);
Result<aws::Json> describe_load_balancer_target_groups(const WireCall& call);
Result<aws::Json> describe_scaling_process_types(const WireCall& call);
Result<aws::Json> describe_termination_policy_types(const WireCall& call);
Result<aws::Json> describe_lifecycle_hook_types(const WireCall& call);

// wire_members.cpp
Result<aws::Json> terminate_instance(const WireCall& call);
Result<aws::Json> set_instance_health(const WireCall& call);
Result<aws::Json> set_instance_protection(const WireCall& call);
Result<aws::Json> enter_standby(const WireCall& call);
Result<aws::Json> exit_standby(const WireCall& call);
Result<aws::Json> attach_instances(const WireCall& call);
Result<aws::Json> detach_instances(const WireCall& call);

// wire_hooks.cpp
Result<aws::Json> put_lifecycle_hook(const WireCall& call);
Result<aws::Json> delete_lifecycle_hook(const WireCall& call);
Result<aws::Json> describe_lifecycle_hooks(const WireCall& call);
Result<aws::Json> complete_lifecycle_action(const WireCall& call);
Result<aws::Json> record_lifecycle_action_heartbeat(const WireCall& call);
// `known` with what the input says otherwise. ValidationError.
[[nodiscard]] Result<LifecycleHook> hook_of(const aws::Json& input, LifecycleHook known);

// wire_refresh.cpp
Result<aws::Json> start_instance_refresh(const WireCall& call);
Result<aws::Json> cancel_instance_refresh(const WireCall& call);
Result<aws::Json> rollback_instance_refresh(const WireCall& call);
Result<aws::Json> describe_instance_refreshes(const WireCall& call);

// wire_tags.cpp
Result<aws::Json> create_or_update_tags(const WireCall& call);
Result<aws::Json> delete_tags(const WireCall& call);
Result<aws::Json> describe_tags(const WireCall& call);
struct WireTags {
  std::map<std::string, std::string> tags;
  std::set<std::string> kept;  // those that instances do not get
};
// Of one group, whichever resource they name.
[[nodiscard]] WireTags tags_of(const std::vector<aws::Json>& tags);

// {} when it is good.
[[nodiscard]] Result<aws::Json> nothing(const Status& status);
// ValidationError when one of the members is given: it would change what is done, and it is not
// supported.
[[nodiscard]] Status refuse_members(const aws::Json& input,
                                    std::initializer_list<std::string_view> members);

// By MaxRecords and NextToken.
template <typename Item, typename Write>
[[nodiscard]] Result<aws::Json> page_of(const WireCall& call, const char* member,
                                        std::int64_t standard, const std::vector<Item>& all,
                                        Write write) {
  return wire::page_of({"MaxRecords", standard, 100, "NextToken", "NextToken", "InvalidNextToken"},
                       call.input, member, all, write);
}

}  // namespace greenroom::autoscaling
