// Which rule answers a request: pure functions (reference alb-ec2-asg 1.3).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "fakes/elb/rule_types.h"
#include "sim/core/http.h"

namespace greenroom::elb {

// What the conditions look at. Views into a request that outlives it.
struct RequestFacts {
  std::string_view method;
  std::string_view host;       // without port; of the URL when the request has an absolute one
  std::string_view path;       // without the query
  std::string_view query;      // without '?'
  std::string_view source_ip;  // of the TCP peer, never X-Forwarded-For
  const HttpHeaders* headers = nullptr;
};
[[nodiscard]] RequestFacts facts_of(const HttpRequest& request, std::string_view source_ip);

enum class LetterCase { Sensitive, Insensitive };
// `*` stands for any characters or none, `?` for exactly one; "\*" and "\?" for themselves.
[[nodiscard]] bool matches_pattern(std::string_view pattern, std::string_view text,
                                   LetterCase letters);
// CIDR blocks of IPv4 and IPv6: "192.0.2.0/24", "2001:db8::/32".
[[nodiscard]] bool is_cidr(std::string_view block);
[[nodiscard]] bool in_cidr(std::string_view block, std::string_view ip);

// Whether one of the condition's values matches.
[[nodiscard]] bool holds(const RuleCondition& condition, const RequestFacts& request);
// `rules` stand in ascending priority, the default rule last: the first whose conditions all hold.
[[nodiscard]] const Rule& rule_for(const std::vector<Rule>& rules, const RequestFacts& request);
// The action of that rule which answers: its last one.
[[nodiscard]] const Action& action_for(const std::vector<Rule>& rules, const RequestFacts& request);

}  // namespace greenroom::elb
