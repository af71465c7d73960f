// Load balancers behind the wire.
#include <algorithm>
#include <utility>

#include "fakes/elb/wire_parts.h"
#include "fakes/elb/wire_values.h"

namespace greenroom::elb {
namespace {

struct Placement {
  std::vector<std::string> subnets;
  std::vector<std::string> zones;
  std::string vpc;
};

Result<std::vector<std::string>> subnets_of(const aws::Json& input) {
  std::vector<std::string> subnets = wire::texts_of(input, "Subnets");
  const aws::Json* mappings = input.find("SubnetMappings");
  if (mappings != nullptr && !subnets.empty()) {
    return error::validation("You cannot specify both subnets and subnet mappings");
  }
  if (mappings != nullptr) {
    for (const aws::Json& mapping : mappings->items) {
      const Status refused = refuse_members(
          mapping, {"AllocationId", "PrivateIPv4Address", "IPv6Address", "SourceNatIpv6Prefix"});
      if (!refused.ok()) {
        return refused.failure();
      }
      subnets.push_back(wire::text_of(mapping, "SubnetId"));
    }
  }
  return subnets;
}

Result<Placement> placement_of(const WireCall& call) {
  Result<std::vector<std::string>> subnets = subnets_of(call.input);
  if (!subnets.ok()) {
    return subnets.failure();
  }
  Placement placement;
  placement.subnets = std::move(subnets.value());
  for (const std::string& subnet : placement.subnets) {
    const std::optional<SubnetFacts> facts = call.subnets.find_subnet(subnet);
    if (!facts) {
      return Failure{"SubnetNotFound", "The subnet ID '" + subnet + "' does not exist"};
    }
    if (!placement.vpc.empty() && placement.vpc != facts->VpcId) {
      return error::invalid_configuration("All subnets must belong to the same VPC");
    }
    placement.vpc = facts->VpcId;
    const std::string& zone = facts->AvailabilityZone;
    if (std::find(placement.zones.begin(), placement.zones.end(), zone) != placement.zones.end()) {
      return error::invalid_configuration(
          "A load balancer cannot be attached to multiple subnets in the same Availability Zone");
    }
    placement.zones.push_back(zone);
  }
  if (placement.zones.size() < 2) {
    return error::validation(
        "At least two subnets in two different Availability Zones must be specified");
  }
  return placement;
}

Status refuse_other_kinds(const aws::Json& input) {
  const std::string type = wire::text_of(input, "Type");
  if (!type.empty() && type != "application") {
    return error::validation("Load balancers of type '" + type + "' are not supported here");
  }
  const std::string addresses = wire::text_of(input, "IpAddressType");
  if (!addresses.empty() && addresses != "ipv4") {
    return error::validation("The IP address type '" + addresses + "' is not supported here");
  }
  return refuse_members(input, {"CustomerOwnedIpv4Pool", "IpamPools"});
}

Result<aws::Json> described(const WireCall& call, const Result<LoadBalancer>& balancer) {
  if (!balancer.ok()) {
    return balancer.failure();
  }
  return wire::Object()
      .add("LoadBalancers", list_of(std::vector<LoadBalancer>{balancer.value()},
                                    [&](const LoadBalancer& one) { return json_of(call.cx, one); }))
      .take();
}

Result<aws::Json> attributes_answer(const Result<Attributes>& attributes) {
  if (!attributes.ok()) {
    return attributes.failure();
  }
  return wire::Object().add("Attributes", json_of(attributes.value())).take();
}

}  // namespace

Result<aws::Json> create_load_balancer(const WireCall& call) {
  const Status other = refuse_other_kinds(call.input);
  if (!other.ok()) {
    return other.failure();
  }
  Result<Placement> placement = placement_of(call);
  const Result<Tags> tags = tags_of(call.input);
  if (!placement.ok() || !tags.ok()) {
    return placement.ok() ? tags.failure() : placement.failure();
  }
  CreateLoadBalancerInput wanted;
  wanted.Name = wire::text_of(call.input, "Name");
  if (call.input.find("Scheme") != nullptr) {
    wanted.Scheme = wire::text_of(call.input, "Scheme");
  }
  wanted.AvailabilityZones = std::move(placement.value().zones);
  wanted.Subnets = std::move(placement.value().subnets);
  wanted.SecurityGroups = wire::texts_of(call.input, "SecurityGroups");
  wanted.VpcId = placement.value().vpc;
  const Result<LoadBalancer> made = call.elb.CreateLoadBalancer(call.cx, std::move(wanted));
  if (made.ok()) {
    const Status tagged = call.elb.AddTags(made.value().LoadBalancerArn, tags.value());
    if (!tagged.ok()) {
      return tagged.failure();
    }
  }
  return described(call, made);
}

Result<aws::Json> delete_load_balancer(const WireCall& call) {
  const Status deleted =
      call.elb.DeleteLoadBalancer(call.cx, wire::text_of(call.input, "LoadBalancerArn"));
  return deleted.ok() ? Result<aws::Json>(wire::Object().take()) : deleted.failure();
}

Result<aws::Json> describe_load_balancers(const WireCall& call) {
  std::vector<std::string> asked = wire::texts_of(call.input, "LoadBalancerArns");
  const std::vector<std::string> names = wire::texts_of(call.input, "Names");
  asked.insert(asked.end(), names.begin(), names.end());
  const Result<std::vector<LoadBalancer>> found = call.elb.DescribeLoadBalancers(call.cx, asked);
  if (!found.ok()) {
    return found.failure();
  }
  return page_of(call.input, "LoadBalancers", found.value(),
                 [&](const LoadBalancer& one) { return json_of(call.cx, one); });
}

Result<aws::Json> describe_load_balancer_attributes(const WireCall& call) {
  return attributes_answer(
      call.elb.DescribeLoadBalancerAttributes(wire::text_of(call.input, "LoadBalancerArn")));
}

Result<aws::Json> modify_load_balancer_attributes(const WireCall& call) {
  return attributes_answer(call.elb.ModifyLoadBalancerAttributes(
      call.cx, wire::text_of(call.input, "LoadBalancerArn"), attributes_of(call.input)));
}

Result<aws::Json> set_security_groups(const WireCall& call) {
  const Result<LoadBalancer> changed = call.elb.SetSecurityGroups(
      wire::text_of(call.input, "LoadBalancerArn"), wire::texts_of(call.input, "SecurityGroups"));
  if (!changed.ok()) {
    return changed.failure();
  }
  return wire::Object().add("SecurityGroupIds", wire::texts(changed.value().SecurityGroups)).take();
}

Result<aws::Json> set_subnets(const WireCall& call) {
  const Status other = refuse_other_kinds(call.input);
  Result<Placement> placement = placement_of(call);
  if (!other.ok() || !placement.ok()) {
    return other.ok() ? placement.failure() : other.failure();
  }
  const Result<LoadBalancer> changed =
      call.elb.SetSubnets(call.cx, wire::text_of(call.input, "LoadBalancerArn"),
                          std::move(placement.value().subnets), std::move(placement.value().zones));
  if (!changed.ok()) {
    return changed.failure();
  }
  return wire::Object()
      .add("AvailabilityZones", zones_json_of(changed.value()))
      .add("IpAddressType", wire::text("ipv4"))
      .take();
}

}  // namespace greenroom::elb
