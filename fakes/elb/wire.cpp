#include "fakes/elb/wire.h"

#include <map>

#include "fakes/elb/wire_parts.h"
#include "sim/core/assert.h"

namespace greenroom::elb {

Result<aws::Json> Wire::call(Context cx, const std::string& operation, const aws::Json& input) {
  static const std::map<std::string_view, WireOperation> all = {
      {"AddTags", add_tags},
      {"CreateListener", create_listener},
      {"CreateLoadBalancer", create_load_balancer},
      {"CreateRule", create_rule},
      {"CreateTargetGroup", create_target_group},
      {"DeleteListener", delete_listener},
      {"DeleteLoadBalancer", delete_load_balancer},
      {"DeleteRule", delete_rule},
      {"DeleteTargetGroup", delete_target_group},
      {"DeregisterTargets", deregister_targets},
      {"DescribeAccountLimits", describe_account_limits},
      {"DescribeListeners", describe_listeners},
      {"DescribeLoadBalancerAttributes", describe_load_balancer_attributes},
      {"DescribeLoadBalancers", describe_load_balancers},
      {"DescribeRules", describe_rules},
      {"DescribeTags", describe_tags},
      {"DescribeTargetGroupAttributes", describe_target_group_attributes},
      {"DescribeTargetGroups", describe_target_groups},
      {"DescribeTargetHealth", describe_target_health},
      {"ModifyListener", modify_listener},
      {"ModifyLoadBalancerAttributes", modify_load_balancer_attributes},
      {"ModifyRule", modify_rule},
      {"ModifyTargetGroup", modify_target_group},
      {"ModifyTargetGroupAttributes", modify_target_group_attributes},
      {"RegisterTargets", register_targets},
      {"RemoveTags", remove_tags},
      {"SetRulePriorities", set_rule_priorities},
      {"SetSecurityGroups", set_security_groups},
      {"SetSubnets", set_subnets},
  };
  const auto found = all.find(operation);
  SIM_ASSERT(found != all.end(), "the table has no other operation than " + operation);
  return found->second({elb_, subnets_, cx, input});
}

}  // namespace greenroom::elb
