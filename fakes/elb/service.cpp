// Load balancers themselves, and tags. The other operations: service_rules.cpp (listeners, rules),
// service_groups.cpp, service_targets.cpp, service_requests.cpp, service_telemetry.cpp.
#include "fakes/elb/service.h"

#include <algorithm>
#include <utility>

#include "fakes/elb/errors.h"

namespace greenroom::elb {
namespace {

bool is_alphanumeric(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

Status validate_name(const std::string& name) {
  if (name.empty() || name.size() > k_name_characters) {
    return error::validation("The load balancer name '" + name +
                             "' cannot be longer than '32' characters");
  }
  const bool characters =
      std::all_of(name.begin(), name.end(), [](char c) { return is_alphanumeric(c) || c == '-'; });
  if (!characters) {
    return error::validation("The load balancer name '" + name +
                             "' can only contain characters that are alphanumeric characters or "
                             "hyphens(-)");
  }
  if (name.front() == '-' || name.back() == '-') {
    return error::validation("The load balancer name '" + name + "' cannot begin or end with '-'");
  }
  if (name.rfind("internal-", 0) == 0) {  // UNVERIFIED (reference 1.1)
    return error::validation("The load balancer name '" + name + "' cannot begin with 'internal-'");
  }
  return success();
}

}  // namespace

Elb::Elb(aws::Ids& ids, aws::Account account, TargetPort& targets,
         const InstanceDirectory& instances, Timing timing)
    : ids_(ids),
      account_(std::move(account)),
      ports_(targets),
      instances_(instances),
      timing_(timing) {
  SIM_ASSERT(timing_.nodes >= 1, "a load balancer has a node");
}

void Elb::use_timing(const LoadBalancerSettings& settings) {
  ports_.use({settings.idle_timeout, settings.client_keep_alive, timing_.target_latency});
}

std::string Elb::arn_of(const std::string& resource) const {
  return "arn:aws:elasticloadbalancing:" + account_.region + ":" + account_.id + ":" + resource;
}

// Simplified: subnets are given by their zones, and none are needed.
Result<LoadBalancer> Elb::CreateLoadBalancer(Context cx, CreateLoadBalancerInput input) {
  const Status valid = validate_name(input.Name);
  if (!valid.ok()) {
    return valid.failure();
  }
  for (const Balancer& other : state_.balancers) {
    const LoadBalancer& known = other.description;
    if (known.LoadBalancerName == input.Name) {
      const bool same =
          known.Scheme == input.Scheme && known.AvailabilityZones == input.AvailabilityZones &&
          known.Subnets == input.Subnets && known.SecurityGroups == input.SecurityGroups;
      return same ? Result<LoadBalancer>(known) : error::duplicate_load_balancer_name();
    }
  }
  const std::string id = ids_.hex("elb.load_balancer", 16);
  const std::string prefix = input.Scheme == "internal" ? "internal-" : "";  // UNVERIFIED
  const std::uint64_t number = keyed_draw(cx.kernel().seed(), "elb.dns", input.Name, 0);
  Balancer& made = state_.balancers.emplace_back();
  made.description.LoadBalancerName = input.Name;
  made.description.LoadBalancerArn = arn_of("loadbalancer/app/" + input.Name + "/" + id);
  made.description.DNSName = prefix + input.Name + "-" +
                             std::to_string(1'000'000'000 + number % 1'000'000'000) + "." +
                             account_.region + ".elb.amazonaws.com";
  made.description.Scheme = std::move(input.Scheme);
  made.description.AvailabilityZones = std::move(input.AvailabilityZones);
  made.description.Subnets = std::move(input.Subnets);
  made.description.SecurityGroups = std::move(input.SecurityGroups);
  made.description.VpcId = std::move(input.VpcId);
  made.description.CreatedTime = cx.now();
  made.description.State = timing_.provisioning > Duration{} ? "provisioning" : "active";
  made.attributes = standard_attributes(load_balancer_attribute_specs());
  made.settings = load_balancer_settings(made.attributes);
  return made.description;
}

// Deleting what does not exist succeeds, as with AWS.
Status Elb::DeleteLoadBalancer(Context cx, std::string arn) {
  const Balancer* balancer = state_.balancer(arn);
  if (balancer == nullptr) {
    return success();
  }
  if (balancer->settings.deletion_protection) {
    return error::deletion_protected(arn);
  }
  std::erase_if(state_.listeners, [&](const ListenerState& listener) {
    return listener.description.LoadBalancerArn == arn;
  });
  std::erase_if(state_.balancers,
                [&](const Balancer& one) { return one.description.LoadBalancerArn == arn; });
  state_.tags.erase(arn);
  refresh_use_of_groups(cx);
  return success();
}

Result<std::vector<LoadBalancer>> Elb::DescribeLoadBalancers(
    Context cx, const std::vector<std::string>& arns_or_names) const {
  std::vector<LoadBalancer> found;
  for (const Balancer& balancer : state_.balancers) {
    LoadBalancer one = balancer.description;
    const auto asked = [&](const std::string& name) {
      return name == one.LoadBalancerArn || name == one.LoadBalancerName;
    };
    if (arns_or_names.empty() || std::any_of(arns_or_names.begin(), arns_or_names.end(), asked)) {
      one.State = cx.now() < one.CreatedTime + timing_.provisioning ? "provisioning" : "active";
      found.push_back(std::move(one));
    }
  }
  if (found.size() < arns_or_names.size()) {
    return error::load_balancer_not_found();
  }
  return found;
}

Result<Attributes> Elb::DescribeLoadBalancerAttributes(const std::string& arn) const {
  const Balancer* balancer = state_.balancer(arn);
  return balancer == nullptr ? Result<Attributes>(error::load_balancer_not_found())
                             : balancer->attributes;
}

Result<Attributes> Elb::ModifyLoadBalancerAttributes(Context cx, std::string arn,
                                                     Attributes changes) {
  Balancer* balancer = state_.balancer(arn);
  if (balancer == nullptr) {
    return error::load_balancer_not_found();
  }
  Result<Attributes> changed = changed_load_balancer_attributes(balancer->attributes, changes);
  if (!changed.ok()) {
    return changed;
  }
  const bool logged = balancer->settings.access_logs;
  balancer->attributes = changed.value();
  balancer->settings = load_balancer_settings(balancer->attributes);
  use_timing(balancer->settings);
  if (balancer->settings.access_logs && !logged) {
    begin_access_log(cx, *balancer);
  }
  return changed;
}

Status Elb::AddTags(const std::string& arn, const Tags& tags) {
  const Result<Tags> known = DescribeTags(arn);
  if (!known.ok()) {
    return known.failure();
  }
  Tags merged = known.value();
  for (const auto& [key, value] : tags) {
    merged[key] = value;
  }
  if (merged.size() > k_tags_per_resource) {
    return error::too_many_tags();
  }
  state_.tags[arn] = std::move(merged);
  return success();
}

Status Elb::RemoveTags(const std::string& arn, const std::vector<std::string>& keys) {
  const Result<Tags> known = DescribeTags(arn);
  if (!known.ok()) {
    return known.failure();
  }
  for (const std::string& key : keys) {
    state_.tags[arn].erase(key);
  }
  return success();
}

Result<Tags> Elb::DescribeTags(const std::string& arn) const {
  const auto found = state_.tags.find(arn);
  if (state_.balancer(arn) == nullptr && state_.group(arn) == nullptr &&
      state_.listener(arn) == nullptr && state_.listener_of_rule(arn) == nullptr) {
    const auto names = [&](const char* what) { return arn.find(what) != std::string::npos; };
    return names(":targetgroup/")     ? error::target_group_not_found()
           : names(":listener/")      ? error::listener_not_found()
           : names(":listener-rule/") ? error::rule_not_found()
                                      : error::load_balancer_not_found();
  }
  return found == state_.tags.end() ? Tags{} : found->second;
}

}  // namespace greenroom::elb
