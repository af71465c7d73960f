// The failures of Elastic Load Balancing: codes of the API, texts as AWS (or moto, which copies
// them) words them; reference alb-ec2-asg 5.3. Limits are those of 1.2.
#pragma once

#include <cstddef>
#include <string>

#include "sim/core/result.h"

namespace greenroom::elb {

// Quotas of an account that nobody raised (reference alb-ec2-asg 1.2).
inline constexpr std::size_t k_listeners_per_load_balancer = 50;
inline constexpr std::size_t k_rules_per_load_balancer = 100;  // default rules are not counted
inline constexpr std::size_t k_target_groups_per_action = 5;
inline constexpr std::size_t k_targets_per_group = 1000;
inline constexpr std::size_t k_condition_values_per_rule = 5;
inline constexpr std::size_t k_condition_values_per_condition = 3;
inline constexpr std::size_t k_wildcards_per_rule = 5;
inline constexpr std::size_t k_name_characters = 32;
inline constexpr std::size_t k_tags_per_resource = 50;

namespace error {

[[nodiscard]] inline Failure load_balancer_not_found() {
  return {"LoadBalancerNotFound", "The specified load balancer does not exist."};
}
[[nodiscard]] inline Failure listener_not_found() {
  return {"ListenerNotFound", "The specified listener does not exist."};
}
[[nodiscard]] inline Failure rule_not_found() {
  return {"RuleNotFound", "The specified rule does not exist."};
}
[[nodiscard]] inline Failure target_group_not_found() {
  return {"TargetGroupNotFound", "One or more target groups not found"};
}
// An action names a group that does not exist.
[[nodiscard]] inline Failure action_target_group_not_found(const std::string& arn) {
  return {"TargetGroupNotFound", "Target group '" + arn + "' not found"};
}
[[nodiscard]] inline Failure duplicate_load_balancer_name() {
  return {"DuplicateLoadBalancerName", "A load balancer with the specified name already exists."};
}
[[nodiscard]] inline Failure duplicate_target_group_name() {
  return {"DuplicateTargetGroupName", "A target group with the specified name already exists."};
}
[[nodiscard]] inline Failure duplicate_listener() {
  return {"DuplicateListener", "A listener with the specified port already exists."};
}
[[nodiscard]] inline Failure priority_in_use() {
  return {"PriorityInUse", "The specified priority is in use."};
}
[[nodiscard]] inline Failure target_group_in_use(const std::string& arn) {
  return {"ResourceInUse",
          "Target group '" + arn + "' is currently in use by a listener or a rule"};
}
[[nodiscard]] inline Failure deletion_protected(const std::string& arn) {
  return {"OperationNotPermitted",
          "Load balancer '" + arn + "' cannot be deleted because deletion protection is enabled"};
}
[[nodiscard]] inline Failure default_rule_stays(const std::string& arn) {
  return {"OperationNotPermitted", "Default rule '" + arn + "' cannot be deleted"};
}
[[nodiscard]] inline Failure target_not_running(const std::string& instance_id) {
  return {"InvalidTarget",
          "The following targets are not in a running state and cannot be registered: '" +
              instance_id + "'"};
}
[[nodiscard]] inline Failure target_group_association_limit(const std::string& arn) {
  return {
      "TargetGroupAssociationLimit",
      "The following target groups cannot be associated with more than one load balancer: " + arn};
}
[[nodiscard]] inline Failure too_many_tags() {
  return {"TooManyTags",
          "The quota for the number of tags that can be assigned to a load balancer has been "
          "reached"};
}
[[nodiscard]] inline Failure too_many(const char* code, const char* what, std::size_t limit) {
  return {code, "The maximum number of " + std::string(what) + " has been reached: '" +
                    std::to_string(limit) + "'"};
}
[[nodiscard]] inline Failure validation(std::string message) {
  return {"ValidationError", std::move(message)};
}
[[nodiscard]] inline Failure invalid_configuration(std::string message) {
  return {"InvalidConfigurationRequest", std::move(message)};
}
[[nodiscard]] inline Failure invalid_action(std::string message) {
  return {"InvalidLoadBalancerAction", std::move(message)};
}

}  // namespace error
}  // namespace greenroom::elb
