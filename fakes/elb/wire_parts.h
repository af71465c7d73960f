// The operations behind the wire, by topic; wire.cpp has the table of all of them. Inputs and
// outputs: the API's, as Json.
#pragma once

#include <initializer_list>
#include <string_view>

#include "fakes/elb/service.h"
#include "fakes/elb/wire.h"

namespace greenroom::elb {

struct WireCall {
  Elb& elb;
  const SubnetDirectory& subnets;
  Context cx;
  const aws::Json& input;
};
using WireOperation = Result<aws::Json> (*)(const WireCall& call);

// wire_balancers.cpp
Result<aws::Json> create_load_balancer(const WireCall& call);
Result<aws::Json> delete_load_balancer(const WireCall& call);
Result<aws::Json> describe_load_balancers(const WireCall& call);
Result<aws::Json> describe_load_balancer_attributes(const WireCall& call);
Result<aws::Json> modify_load_balancer_attributes(const WireCall& call);
Result<aws::Json> set_security_groups(const WireCall& call);
Result<aws::Json> set_subnets(const WireCall& call);

// wire_rules.cpp
Result<aws::Json> create_listener(const WireCall& call);
Result<aws::Json> modify_listener(const WireCall& call);
Result<aws::Json> delete_listener(const WireCall& call);
Result<aws::Json> describe_listeners(const WireCall& call);
Result<aws::Json> create_rule(const WireCall& call);
Result<aws::Json> modify_rule(const WireCall& call);
Result<aws::Json> delete_rule(const WireCall& call);
Result<aws::Json> set_rule_priorities(const WireCall& call);
Result<aws::Json> describe_rules(const WireCall& call);

// wire_groups.cpp
Result<aws::Json> create_target_group(const WireCall& call);
Result<aws::Json> modify_target_group(const WireCall& call);
Result<aws::Json> delete_target_group(const WireCall& call);
Result<aws::Json> describe_target_groups(const WireCall& call);
Result<aws::Json> describe_target_group_attributes(const WireCall& call);
Result<aws::Json> modify_target_group_attributes(const WireCall& call);
Result<aws::Json> register_targets(const WireCall& call);
Result<aws::Json> deregister_targets(const WireCall& call);
Result<aws::Json> describe_target_health(const WireCall& call);

// wire_tags.cpp
Result<aws::Json> add_tags(const WireCall& call);
Result<aws::Json> remove_tags(const WireCall& call);
Result<aws::Json> describe_tags(const WireCall& call);
Result<aws::Json> describe_account_limits(const WireCall& call);

// The member Tags; DuplicateTagKeys.
[[nodiscard]] Result<Tags> tags_of(const aws::Json& input);
// ValidationError when one of the members is given: it would change what is done, and it is not
// supported.
[[nodiscard]] Status refuse_members(const aws::Json& input,
                                    std::initializer_list<std::string_view> members);

}  // namespace greenroom::elb
