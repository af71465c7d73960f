// Where a load balancer is, and who lets whom in.
#include <algorithm>
#include <utility>

#include "fakes/elb/errors.h"
#include "fakes/elb/service.h"

namespace greenroom::elb {
namespace {

bool is_enabled(const std::vector<std::string>& zones, const std::string& zone) {
  return zones.empty() || zone.empty() ||
         std::find(zones.begin(), zones.end(), zone) != zones.end();
}

}  // namespace

Result<LoadBalancer> Elb::SetSubnets(Context cx, const std::string& arn,
                                     std::vector<std::string> subnets,
                                     std::vector<std::string> zones) {
  Balancer* balancer = state_.balancer(arn);
  if (balancer == nullptr) {
    return error::load_balancer_not_found();
  }
  LoadBalancer& known = balancer->description;
  known.Subnets = std::move(subnets);
  const std::vector<std::string> before = std::exchange(known.AvailabilityZones, std::move(zones));
  for (Group& group : state_.groups) {
    if (group.description.LoadBalancerArn != arn) {
      continue;
    }
    for (Target& target : group.targets) {
      const bool same =
          is_enabled(before, target.zone) == is_enabled(known.AvailabilityZones, target.zone);
      if (!same && !target.is_leaving()) {
        begin_target(cx, group, target);
      }
    }
  }
  return known;
}

// Simplified: kept and told; who reaches whom does not change.
Result<LoadBalancer> Elb::SetSecurityGroups(const std::string& arn,
                                            std::vector<std::string> groups) {
  Balancer* balancer = state_.balancer(arn);
  if (balancer == nullptr) {
    return error::load_balancer_not_found();
  }
  balancer->description.SecurityGroups = std::move(groups);
  return balancer->description;
}

}  // namespace greenroom::elb
