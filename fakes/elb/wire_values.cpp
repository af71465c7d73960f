#include "fakes/elb/wire_values.h"

#include <utility>

#include "fakes/elb/wire_parts.h"

namespace greenroom::elb {

Status refuse_members(const aws::Json& input, std::initializer_list<std::string_view> members) {
  for (const std::string_view member : members) {
    if (input.find(member) != nullptr) {
      return error::validation(std::string(member) + " is not supported here");
    }
  }
  return success();
}

aws::Json zones_json_of(const LoadBalancer& balancer) {
  aws::Json list{aws::JsonKind::Array, {}, {}, {}};
  const bool has_subnets = balancer.Subnets.size() == balancer.AvailabilityZones.size();
  for (std::size_t at = 0; at < balancer.AvailabilityZones.size(); ++at) {
    list.items.push_back(wire::Object()
                             .add("ZoneName", wire::text(balancer.AvailabilityZones[at]))
                             .add_unless_empty("SubnetId", has_subnets ? balancer.Subnets[at] : "")
                             .add("LoadBalancerAddresses", {aws::JsonKind::Array, {}, {}, {}})
                             .take());
  }
  return list;
}

aws::Json json_of(Context cx, const LoadBalancer& balancer) {
  // Of Application Load Balancers in us-east-1; those of other regions are not known here.
  const bool is_us_east_1 = balancer.LoadBalancerArn.find(":us-east-1:") != std::string::npos;
  return wire::Object()
      .add("LoadBalancerArn", wire::text(balancer.LoadBalancerArn))
      .add("DNSName", wire::text(balancer.DNSName))
      .add_unless_empty("CanonicalHostedZoneId", is_us_east_1 ? "Z35SXDOTRQ7X7K" : "")
      .add("CreatedTime", wire::timestamp(cx.epoch(), balancer.CreatedTime))
      .add("LoadBalancerName", wire::text(balancer.LoadBalancerName))
      .add("Scheme", wire::text(balancer.Scheme))
      .add_unless_empty("VpcId", balancer.VpcId)
      .add("State", wire::Object().add("Code", wire::text(balancer.State)).take())
      .add("Type", wire::text("application"))
      .add("AvailabilityZones", zones_json_of(balancer))
      .add("SecurityGroups", wire::texts(balancer.SecurityGroups))
      .add("IpAddressType", wire::text("ipv4"))
      .take();
}

aws::Json json_of(const TargetGroup& group) {
  const HealthCheck& check = group.health_check;
  std::vector<std::string> users;
  if (!group.LoadBalancerArn.empty()) {
    users.push_back(group.LoadBalancerArn);
  }
  return wire::Object()
      .add("TargetGroupArn", wire::text(group.TargetGroupArn))
      .add("TargetGroupName", wire::text(group.TargetGroupName))
      .add("Protocol", wire::text(group.Protocol))
      .add("Port", wire::number(group.Port))
      .add_unless_empty("VpcId", group.VpcId)
      .add("HealthCheckProtocol", wire::text("HTTP"))
      .add("HealthCheckPort", wire::text(check.Port))
      .add("HealthCheckEnabled", {aws::JsonKind::True, {}, {}, {}})
      .add("HealthCheckIntervalSeconds", wire::number(check.Interval.whole_seconds()))
      .add("HealthCheckTimeoutSeconds", wire::number(check.Timeout.whole_seconds()))
      .add("HealthyThresholdCount", wire::number(check.HealthyThresholdCount))
      .add("UnhealthyThresholdCount", wire::number(check.UnhealthyThresholdCount))
      .add("HealthCheckPath", wire::text(check.Path))
      .add("Matcher", wire::Object().add("HttpCode", wire::text(check.Matcher)).take())
      .add("LoadBalancerArns", wire::texts(users))
      .add("TargetType", wire::text("instance"))
      .add("ProtocolVersion", wire::text("HTTP1"))
      .add("IpAddressType", wire::text("ipv4"))
      .take();
}

aws::Json json_of(const TargetHealthDescription& description, bool with_anomalies) {
  wire::Object target;
  target.add("Id", wire::text(description.Target.Id));
  if (description.Target.Port != 0) {
    target.add("Port", wire::number(description.Target.Port));
  }
  wire::Object out;
  out.add("Target", target.take());
  out.add_unless_empty("HealthCheckPort", description.HealthCheckPort);
  out.add("TargetHealth", wire::Object()
                              .add("State", wire::text(to_string(description.health.State)))
                              .add_unless_empty("Reason", description.health.Reason)
                              .add_unless_empty("Description", description.health.Description)
                              .take());
  if (with_anomalies) {  // Simplified: nothing is ever found to be anomalous, nothing mitigated.
    out.add("AnomalyDetection", wire::Object()
                                    .add("Result", wire::text("normal"))
                                    .add("MitigationInEffect", wire::text("no"))
                                    .take());
  }
  return out.take();
}

aws::Json json_of(const Attributes& attributes) {
  aws::Json list{aws::JsonKind::Array, {}, {}, {}};
  for (const auto& [key, value] : attributes) {
    list.items.push_back(
        wire::Object().add("Key", wire::text(key)).add("Value", wire::text(value)).take());
  }
  return list;
}

Attributes attributes_of(const aws::Json& input) {
  Attributes attributes;
  if (const aws::Json* given = input.find("Attributes")) {
    for (const aws::Json& one : given->items) {
      attributes[wire::text_of(one, "Key")] = wire::text_of(one, "Value");
    }
  }
  return attributes;
}

std::vector<TargetDescription> targets_of(const aws::Json& input) {
  std::vector<TargetDescription> targets;
  if (const aws::Json* given = input.find("Targets")) {
    for (const aws::Json& one : given->items) {
      targets.push_back(
          {wire::text_of(one, "Id"), static_cast<int>(wire::number_of(one, "Port", 0))});
    }
  }
  return targets;
}

}  // namespace greenroom::elb
