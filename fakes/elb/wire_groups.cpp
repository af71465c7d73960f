// Target groups and targets behind the wire.
#include <algorithm>
#include <utility>

#include "fakes/elb/wire_parts.h"
#include "fakes/elb/wire_values.h"

namespace greenroom::elb {
namespace {

Status must_be(const aws::Json& input, const char* member, const char* supported) {
  const std::string given = wire::text_of(input, member);
  return given.empty() || given == supported
             ? success()
             : Status(error::validation(std::string(member) + " '" + given +
                                        "' is not supported here; '" + supported + "' is"));
}

Status refuse_other_kinds(const aws::Json& input) {
  const char* const supported[][2] = {{"TargetType", "instance"},
                                      {"ProtocolVersion", "HTTP1"},
                                      {"IpAddressType", "ipv4"},
                                      {"HealthCheckProtocol", "HTTP"}};
  for (const auto& [member, value] : supported) {
    const Status status = must_be(input, member, value);
    if (!status.ok()) {
      return status;
    }
  }
  const aws::Json* enabled = input.find("HealthCheckEnabled");
  if (enabled != nullptr && enabled->kind == aws::JsonKind::False) {
    return error::validation(
        "Health check enabled must be true for target groups with target type 'instance'");
  }
  const aws::Json* matcher = input.find("Matcher");
  const Status codes = matcher == nullptr ? success() : refuse_members(*matcher, {"GrpcCode"});
  return codes.ok() ? refuse_members(input, {"TargetControlPort"}) : codes;
}

// `check` with what the input says otherwise.
HealthCheck changed_by(const aws::Json& input, HealthCheck check) {
  const auto set_text = [&](std::string& text, const char* member) {
    text = input.find(member) == nullptr ? text : wire::text_of(input, member);
  };
  const auto set_count = [&](int& count, const char* member) {
    count = static_cast<int>(wire::number_of(input, member, count));
  };
  const auto set_seconds = [&](Duration& duration, const char* member) {
    duration = seconds(wire::number_of(input, member, duration.whole_seconds()));
  };
  set_text(check.Path, "HealthCheckPath");
  set_text(check.Port, "HealthCheckPort");
  set_seconds(check.Interval, "HealthCheckIntervalSeconds");
  set_seconds(check.Timeout, "HealthCheckTimeoutSeconds");
  set_count(check.HealthyThresholdCount, "HealthyThresholdCount");
  set_count(check.UnhealthyThresholdCount, "UnhealthyThresholdCount");
  const aws::Json* matcher = input.find("Matcher");
  if (matcher != nullptr && matcher->find("HttpCode") != nullptr) {
    check.Matcher = wire::text_of(*matcher, "HttpCode");
  }
  return check;
}

Result<aws::Json> alone(const Result<TargetGroup>& group) {
  if (!group.ok()) {
    return group.failure();
  }
  return wire::Object()
      .add("TargetGroups", list_of(std::vector<TargetGroup>{group.value()},
                                   [](const TargetGroup& one) { return json_of(one); }))
      .take();
}

Result<aws::Json> nothing(const Status& status) {
  return status.ok() ? Result<aws::Json>(wire::Object().take()) : status.failure();
}

Result<aws::Json> attributes_answer(const Result<Attributes>& attributes) {
  if (!attributes.ok()) {
    return attributes.failure();
  }
  return wire::Object().add("Attributes", json_of(attributes.value())).take();
}

std::string group_arn_of(const WireCall& call) {
  return wire::text_of(call.input, "TargetGroupArn");
}

}  // namespace

Result<aws::Json> create_target_group(const WireCall& call) {
  const Status other = refuse_other_kinds(call.input);
  const Result<Tags> tags = tags_of(call.input);
  if (!other.ok() || !tags.ok()) {
    return other.ok() ? tags.failure() : other.failure();
  }
  const char* const needed[][2] = {
      {"Protocol", "A protocol"}, {"Port", "A port"}, {"VpcId", "A VPC ID"}};
  for (const auto& [member, what] : needed) {
    if (call.input.find(member) == nullptr) {
      return error::validation(std::string(what) + " must be specified");
    }
  }
  TargetGroup wanted;
  wanted.TargetGroupName = wire::text_of(call.input, "Name");
  wanted.Protocol = wire::text_of(call.input, "Protocol");
  wanted.Port = static_cast<int>(wire::number_of(call.input, "Port", 0));
  wanted.VpcId = wire::text_of(call.input, "VpcId");
  wanted.health_check = changed_by(call.input, {});
  const Result<TargetGroup> made = call.elb.CreateTargetGroup(call.cx, std::move(wanted));
  if (made.ok()) {
    const Status tagged = call.elb.AddTags(made.value().TargetGroupArn, tags.value());
    if (!tagged.ok()) {
      return tagged.failure();
    }
  }
  return alone(made);
}

Result<aws::Json> modify_target_group(const WireCall& call) {
  const Status other = refuse_other_kinds(call.input);
  const Group* group = call.elb.state().group(group_arn_of(call));
  if (!other.ok() || group == nullptr) {
    return other.ok() ? error::target_group_not_found() : other.failure();
  }
  return alone(call.elb.ModifyTargetGroup(call.cx, group_arn_of(call),
                                          changed_by(call.input, group->description.health_check)));
}

Result<aws::Json> delete_target_group(const WireCall& call) {
  return nothing(call.elb.DeleteTargetGroup(call.cx, group_arn_of(call)));
}

Result<aws::Json> describe_target_groups(const WireCall& call) {
  std::vector<std::string> asked = wire::texts_of(call.input, "TargetGroupArns");
  const std::vector<std::string> names = wire::texts_of(call.input, "Names");
  asked.insert(asked.end(), names.begin(), names.end());
  Result<std::vector<TargetGroup>> found = call.elb.DescribeTargetGroups(asked);
  if (!found.ok()) {
    return found.failure();
  }
  const std::string balancer = wire::text_of(call.input, "LoadBalancerArn");
  if (!balancer.empty()) {
    if (call.elb.state().balancer(balancer) == nullptr) {
      return error::load_balancer_not_found();
    }
    std::erase_if(found.value(),
                  [&](const TargetGroup& one) { return one.LoadBalancerArn != balancer; });
  }
  return page_of(call.input, "TargetGroups", found.value(),
                 [](const TargetGroup& one) { return json_of(one); });
}

Result<aws::Json> describe_target_group_attributes(const WireCall& call) {
  return attributes_answer(call.elb.DescribeTargetGroupAttributes(group_arn_of(call)));
}

Result<aws::Json> modify_target_group_attributes(const WireCall& call) {
  return attributes_answer(
      call.elb.ModifyTargetGroupAttributes(call.cx, group_arn_of(call), attributes_of(call.input)));
}

Result<aws::Json> register_targets(const WireCall& call) {
  for (const aws::Json& target : call.input.find("Targets")->items) {
    if (target.find("AvailabilityZone") != nullptr) {
      return error::validation(
          "An Availability Zone cannot be specified for targets of type "
          "'instance'");
    }
  }
  return nothing(call.elb.RegisterTargets(call.cx, group_arn_of(call), targets_of(call.input)));
}

Result<aws::Json> deregister_targets(const WireCall& call) {
  return nothing(call.elb.DeregisterTargets(call.cx, group_arn_of(call), targets_of(call.input)));
}

Result<aws::Json> describe_target_health(const WireCall& call) {
  const Result<std::vector<TargetHealthDescription>> found =
      call.elb.DescribeTargetHealth(group_arn_of(call), targets_of(call.input));
  if (!found.ok()) {
    return found.failure();
  }
  const bool with_anomalies = !wire::texts_of(call.input, "Include").empty();
  return wire::Object()
      .add("TargetHealthDescriptions", list_of(found.value(),
                                               [&](const TargetHealthDescription& one) {
                                                 return json_of(one, with_anomalies);
                                               }))
      .take();
}

}  // namespace greenroom::elb
