#include "fakes/ec2/filters.h"

#include <string_view>

namespace greenroom::ec2 {
namespace {

constexpr std::string_view k_tag = "tag:";

// What the filter compares with; nullptr when the resource does not know it.
const std::vector<std::string>* values_of(const Filter& filter, const Filterable& resource,
                                          std::vector<std::string>& made) {
  const auto found = resource.values.find(filter.Name);
  if (found != resource.values.end()) {
    return &found->second;
  }
  if (resource.tags == nullptr) {
    return nullptr;
  }
  if (filter.Name.rfind(k_tag, 0) == 0) {
    const auto tag = resource.tags->find(filter.Name.substr(k_tag.size()));
    if (tag != resource.tags->end()) {
      made.push_back(tag->second);
    }
    return &made;
  }
  if (filter.Name != "tag-key" && filter.Name != "tag-value") {
    return nullptr;
  }
  for (const auto& [key, value] : *resource.tags) {
    made.push_back(filter.Name == "tag-key" ? key : value);
  }
  return &made;
}

enum class Matching { Itself, Any, AnyText };

struct PatternPart {
  Matching matching;
  char itself;
};

std::vector<PatternPart> parts_of(std::string_view pattern) {
  std::vector<PatternPart> parts;
  for (std::size_t at = 0; at < pattern.size(); ++at) {
    const char c = pattern[at];
    if (c == '\\' && at + 1 < pattern.size()) {
      parts.push_back({Matching::Itself, pattern[++at]});
    } else {
      parts.push_back({c == '*'   ? Matching::AnyText
                       : c == '?' ? Matching::Any
                                  : Matching::Itself,
                       c});
    }
  }
  return parts;
}

std::vector<std::string> known(const std::string& value) {
  return value.empty() ? std::vector<std::string>{} : std::vector<std::string>{value};
}

const char* word(bool value) {
  return value ? "true" : "false";
}

}  // namespace

// The place after the last star is remembered: what follows it may have to begin later.
bool matches_wildcards(const std::string& pattern, const std::string& text) {
  const std::vector<PatternPart> parts = parts_of(pattern);
  std::size_t at = 0;
  std::size_t in_text = 0;
  std::size_t after_star = parts.size() + 1;  // none so far
  std::size_t star_ate_to = 0;
  while (in_text < text.size()) {
    if (at < parts.size() && parts[at].matching == Matching::AnyText) {
      after_star = ++at;
      star_ate_to = in_text;
    } else if (at < parts.size() &&
               (parts[at].matching == Matching::Any || parts[at].itself == text[in_text])) {
      ++at;
      ++in_text;
    } else if (after_star <= parts.size()) {
      at = after_star;
      in_text = ++star_ate_to;
    } else {
      return false;
    }
  }
  return std::all_of(parts.begin() + static_cast<std::ptrdiff_t>(at), parts.end(),
                     [](const PatternPart& part) { return part.matching == Matching::AnyText; });
}

Status check_filters(const std::vector<Filter>& filters, const Filterable& any) {
  for (const Filter& filter : filters) {
    std::vector<std::string> made;
    if (values_of(filter, any, made) == nullptr) {
      return Failure{"InvalidParameterValue", "The filter '" + filter.Name + "' is invalid"};
    }
  }
  return success();
}

bool passes(const std::vector<Filter>& filters, const Filterable& resource) {
  return std::all_of(filters.begin(), filters.end(), [&](const Filter& filter) {
    std::vector<std::string> made;
    const std::vector<std::string>* values = values_of(filter, resource, made);
    return values != nullptr &&
           std::any_of(values->begin(), values->end(), [&](const std::string& value) {
             return std::any_of(
                 filter.Values.begin(), filter.Values.end(),
                 [&](const std::string& pattern) { return matches_wildcards(pattern, value); });
           });
  });
}

Filterable filterable(const State& state, const Instance& instance) {
  Filterable made;
  std::vector<std::string> ids;
  std::vector<std::string> names;
  for (const GroupIdentifier& group : groups_of(state, instance.made_of)) {
    ids.push_back(group.GroupId);
    names.push_back(group.GroupName);
  }
  made.values = {
      {"instance-id", {instance.InstanceId}},
      {"instance-state-name", {to_string(instance.State)}},
      {"instance-state-code", {std::to_string(code_of(instance.State))}},
      {"instance-type", {instance.made_of.InstanceType}},
      {"private-ip-address", known(instance.PrivateIpAddress)},
      {"network-interface.addresses.private-ip-address", known(instance.PrivateIpAddress)},
      {"private-dns-name", known(instance.PrivateDnsName)},
      {"ip-address", known(instance.PublicIpAddress)},
      {"dns-name", known(instance.PublicDnsName)},
      {"vpc-id", {instance.VpcId}},
      {"subnet-id", {instance.subnet.SubnetId}},
      {"availability-zone", {instance.subnet.AvailabilityZone}},
      {"image-id", {instance.made_of.ImageId}},
      {"key-name", known(instance.made_of.KeyName)},
      {"reservation-id", {instance.ReservationId}},
      {"architecture", {"x86_64"}},
      {"iam-instance-profile.arn",
       known(instance.made_of.IamProfile.value_or(IamInstanceProfile{}).Arn)},
      {"instance.group-id", ids},
      {"instance.group-name", names},
      {"group-id", ids},
      {"group-name", names},
  };
  made.tags = &instance.tags;
  return made;
}

Filterable filterable(const Vpc& vpc) {
  Filterable made;
  made.values = {
      {"vpc-id", {vpc.VpcId}},     {"cidr", {vpc.CidrBlock}},
      {"state", {"available"}},    {"is-default", {"true"}},
      {"isDefault", {"true"}},     {"cidr-block-association.cidr-block", {vpc.CidrBlock}},
      {"owner-id", {vpc.OwnerId}}, {"dhcp-options-id", {"default"}}};
  made.tags = &vpc.tags;
  return made;
}

Filterable filterable(const State& state, const Subnet& subnet) {
  Filterable made;
  made.values = {{"subnet-id", {subnet.SubnetId}},
                 {"vpc-id", {state.vpc.VpcId}},
                 {"availability-zone", {subnet.AvailabilityZone}},
                 {"availabilityZone", {subnet.AvailabilityZone}},
                 {"availability-zone-id", {subnet.AvailabilityZoneId}},
                 {"cidr-block", {subnet.CidrBlock}},
                 {"cidr", {subnet.CidrBlock}},
                 {"default-for-az", {word(true)}},
                 {"defaultForAz", {word(true)}},
                 {"map-public-ip-on-launch", {word(false)}},
                 {"owner-id", {state.vpc.OwnerId}},
                 {"state", {"available"}}};
  made.tags = &subnet.tags;
  return made;
}

Filterable filterable(const SecurityGroup& group) {
  Filterable made;
  made.values = {{"group-id", {group.GroupId}},        {"group-name", {group.GroupName}},
                 {"description", {group.Description}}, {"vpc-id", {group.VpcId}},
                 {"owner-id", {group.OwnerId}},        {"ip-permission.cidr", {}},
                 {"ip-permission.from-port", {}},      {"ip-permission.to-port", {}},
                 {"ip-permission.protocol", {}},       {"ip-permission.group-id", {}}};
  for (const SecurityGroupRule& rule : group.rules) {
    if (!rule.IsEgress) {
      made.values["ip-permission.cidr"].push_back(rule.CidrIpv4);
      made.values["ip-permission.from-port"].push_back(std::to_string(rule.FromPort));
      made.values["ip-permission.to-port"].push_back(std::to_string(rule.ToPort));
      made.values["ip-permission.protocol"].push_back(rule.IpProtocol);
      made.values["ip-permission.group-id"].push_back(rule.ReferencedGroupId);
    }
  }
  made.tags = &group.tags;
  return made;
}

Filterable filterable(const LaunchTemplate& launch_template) {
  Filterable made;
  made.values = {{"launch-template-name", {launch_template.LaunchTemplateName}}};
  made.tags = &launch_template.tags;
  return made;
}

}  // namespace greenroom::ec2
