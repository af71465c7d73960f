// What the API calls its things, to and from ours.
#pragma once

#include <string>

#include "fakes/autoscaling/wire_parts.h"

namespace greenroom::autoscaling {

[[nodiscard]] aws::Json json_of(bool flag);
[[nodiscard]] aws::Json json_of(const WireCall& call, const GroupRecord& record,
                                bool with_instances);
[[nodiscard]] aws::Json json_of(const Instance& instance);
// The same as DescribeAutoScalingInstances has it, in capitals.
[[nodiscard]] aws::Json details_json_of(const Instance& instance);
[[nodiscard]] aws::Json json_of(const WireCall& call, const Activity& activity);
[[nodiscard]] aws::Json json_of(const LaunchTemplateSpecification& launch_template);
[[nodiscard]] aws::Json json_of(const LifecycleHook& hook);
[[nodiscard]] aws::Json json_of(const WireCall& call, const InstanceRefresh& refresh);

struct GroupTag {
  std::string group;
  std::string key;
  std::string value;
  bool propagated = true;
};
[[nodiscard]] std::vector<GroupTag> tags_of(const AutoScalingGroup& group);
[[nodiscard]] aws::Json json_of(const GroupTag& tag);

// The member LaunchTemplate. ValidationError unless it has exactly one of id and name.
[[nodiscard]] Result<LaunchTemplateSpecification> launch_template_of(const aws::Json& input);

// The names in the ARNs; ValidationError for those of no target group.
[[nodiscard]] Result<std::vector<std::string>> target_groups_of(const WireCall& call,
                                                                std::string_view member);

}  // namespace greenroom::autoscaling
