// What the API calls its things, to and from ours.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "fakes/elb/errors.h"
#include "fakes/elb/types.h"
#include "fakes/wire/pages.h"
#include "fakes/wire/values.h"
#include "sim/core/context.h"

namespace greenroom::elb {

[[nodiscard]] aws::Json json_of(Context cx, const LoadBalancer& balancer);
// The zones with their subnets.
[[nodiscard]] aws::Json zones_json_of(const LoadBalancer& balancer);
[[nodiscard]] aws::Json json_of(const TargetGroup& group);
[[nodiscard]] aws::Json json_of(const TargetHealthDescription& description, bool with_anomalies);
// A list of Key and Value.
[[nodiscard]] aws::Json json_of(const Attributes& attributes);
[[nodiscard]] Attributes attributes_of(const aws::Json& input);
[[nodiscard]] std::vector<TargetDescription> targets_of(const aws::Json& input);

// wire_rule_values.cpp
[[nodiscard]] aws::Json json_of(const Listener& listener);
[[nodiscard]] aws::Json json_of(const Rule& rule);
// The members; none when they are not given. ValidationError for what is not supported.
[[nodiscard]] Result<std::vector<Action>> actions_of(const aws::Json& input,
                                                     std::string_view member);
[[nodiscard]] Result<std::vector<RuleCondition>> conditions_of(const aws::Json& input);

using wire::list_of;

// 400 at once, and a Marker for the rest.
template <typename Item, typename Write>
[[nodiscard]] Result<aws::Json> page_of(const aws::Json& input, const char* member,
                                        const std::vector<Item>& all, Write write) {
  return wire::page_of({"PageSize", 400, 400, "Marker", "NextMarker", "ValidationError"}, input,
                       member, all, write);
}

}  // namespace greenroom::elb
