// Tags and limits behind the wire.
#include <utility>

#include "fakes/elb/wire_parts.h"
#include "fakes/elb/wire_values.h"

namespace greenroom::elb {

Result<Tags> tags_of(const aws::Json& input) {
  Tags tags;
  if (const aws::Json* given = input.find("Tags")) {
    for (const aws::Json& tag : given->items) {
      const std::string key = wire::text_of(tag, "Key");
      if (!tags.emplace(key, wire::text_of(tag, "Value")).second) {
        return Failure{"DuplicateTagKeys", "Tag keys must be unique: '" + key + "' is there twice"};
      }
    }
  }
  if (tags.size() > k_tags_per_resource) {  // before anything is made
    return error::too_many_tags();
  }
  return tags;
}

// All resources are looked for before any is changed.
Result<aws::Json> add_tags(const WireCall& call) {
  const Result<Tags> tags = tags_of(call.input);
  if (!tags.ok()) {
    return tags.failure();
  }
  const std::vector<std::string> arns = wire::texts_of(call.input, "ResourceArns");
  for (const std::string& arn : arns) {
    const Result<Tags> known = call.elb.DescribeTags(arn);
    if (!known.ok()) {
      return known.failure();
    }
  }
  for (const std::string& arn : arns) {
    const Status added = call.elb.AddTags(arn, tags.value());
    if (!added.ok()) {
      return added.failure();
    }
  }
  return wire::Object().take();
}

Result<aws::Json> remove_tags(const WireCall& call) {
  const std::vector<std::string> arns = wire::texts_of(call.input, "ResourceArns");
  for (const std::string& arn : arns) {
    const Result<Tags> known = call.elb.DescribeTags(arn);
    if (!known.ok()) {
      return known.failure();
    }
  }
  for (const std::string& arn : arns) {
    const Status removed = call.elb.RemoveTags(arn, wire::texts_of(call.input, "TagKeys"));
    if (!removed.ok()) {
      return removed.failure();
    }
  }
  return wire::Object().take();
}

Result<aws::Json> describe_tags(const WireCall& call) {
  aws::Json descriptions{aws::JsonKind::Array, {}, {}, {}};
  for (const std::string& arn : wire::texts_of(call.input, "ResourceArns")) {
    const Result<Tags> tags = call.elb.DescribeTags(arn);
    if (!tags.ok()) {
      return tags.failure();
    }
    descriptions.items.push_back(wire::Object()
                                     .add("ResourceArn", wire::text(arn))
                                     .add("Tags", json_of(tags.value()))
                                     .take());
  }
  return wire::Object().add("TagDescriptions", std::move(descriptions)).take();
}

// Those that are kept here (reference alb-ec2-asg 1.2).
Result<aws::Json> describe_account_limits(const WireCall& call) {
  const std::vector<std::pair<const char*, std::size_t>> limits = {
      {"condition-values-per-alb-rule", k_condition_values_per_rule},
      {"condition-wildcards-per-alb-rule", k_wildcards_per_rule},
      {"listeners-per-application-load-balancer", k_listeners_per_load_balancer},
      {"rules-per-application-load-balancer", k_rules_per_load_balancer},
      {"target-groups-per-action-on-application-load-balancer", k_target_groups_per_action},
      {"targets-per-application-load-balancer", k_targets_per_group}};
  return page_of(call.input, "Limits", limits,
                 [](const std::pair<const char*, std::size_t>& limit) {
                   return wire::Object()
                       .add("Name", wire::text(limit.first))
                       .add("Max", wire::text(std::to_string(limit.second)))
                       .take();
                 });
}

}  // namespace greenroom::elb
