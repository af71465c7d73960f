#include "fakes/ec2/service.h"

#include <algorithm>
#include <utility>

#include "fakes/ec2/filters.h"
#include "fakes/ec2/launch_template.h"
#include "fakes/ec2/metadata.h"
#include "fakes/ec2/user_data.h"

namespace greenroom::ec2 {
namespace {

// `prefix` and 17 hex digits, or 8 as before 2016 (reference 3.2).
bool is_id(const std::string& text, std::string_view prefix) {
  const std::size_t digits = text.size() - std::min(text.size(), prefix.size());
  return text.rfind(prefix, 0) == 0 && (digits == 17 || digits == 8) &&
         text.find_first_not_of("0123456789abcdef", prefix.size()) == std::string::npos;
}

}  // namespace

Ec2::Ec2(aws::Ids& ids, aws::Account account, Hardware& hardware, Timing timing, std::size_t zones)
    : ids_(ids), account_(std::move(account)), hardware_(hardware), timing_(timing) {
  make_network(state_, ids_, account_, zones);
}

Status Ec2::check_ids(const InstanceIds& ids) const {
  for (const std::string& id : ids) {
    if (!is_id(id, "i-")) {
      return Failure{"InvalidInstanceID.Malformed", "Invalid id: \"" + id + "\""};
    }
  }
  std::vector<std::string> missing;
  for (const std::string& id : ids) {
    if (state_.find_instance(id) == nullptr) {
      missing.push_back(id);
    }
  }
  if (missing.size() == 1) {
    return Failure{"InvalidInstanceID.NotFound",
                   "The instance ID '" + missing.front() + "' does not exist"};
  }
  if (!missing.empty()) {
    std::string list;
    for (const std::string& id : missing) {
      list += (list.empty() ? "" : ", ") + id;
    }
    return Failure{"InvalidInstanceID.NotFound", "The instance IDs '" + list + "' do not exist"};
  }
  return success();
}

Result<LaunchTemplateData> Ec2::data_of(const RunInstancesRequest& request) const {
  LaunchTemplateData data = request.data;
  if (request.LaunchTemplate.has_value()) {
    const Result<ResolvedLaunchTemplate> resolved = resolve(*request.LaunchTemplate);
    if (!resolved.ok()) {
      return resolved.failure();
    }
    data = merged(resolved.value().version.data, request.data);
  }
  if (data.ImageId.empty()) {
    return Failure{"MissingParameter", "The request must contain the parameter ImageId"};
  }
  if (!is_id(data.ImageId, "ami-")) {
    return Failure{"InvalidAMIID.Malformed", "Invalid id: \"" + data.ImageId + "\""};
  }
  if (data.UserData.size() > k_user_data_bytes_max) {
    return Failure{"InvalidParameterValue", "User data is limited to 16384 bytes"};
  }
  if (data.InstanceType.empty()) {
    data.InstanceType = "m1.small";  // the API's default
  }
  for (const Status& resolved : {resolve_groups(data), resolve_profile(data)}) {
    if (!resolved) {
      return resolved.failure();
    }
  }
  return data;
}

Result<std::size_t> Ec2::zone_index(const std::string& subnet_id,
                                    const std::string& availability_zone) const {
  for (std::size_t i = 0; i < state_.subnets.size(); ++i) {
    const Subnet& subnet = state_.subnets[i];
    if ((subnet_id.empty() || subnet.SubnetId == subnet_id) &&
        (availability_zone.empty() || subnet.AvailabilityZone == availability_zone)) {
      return i;
    }
  }
  if (subnet_id.empty()) {
    return Failure{"InvalidParameterValue",
                   "Invalid availability zone: [" + availability_zone + "]"};
  }
  return Failure{"InvalidSubnetID.NotFound", "The subnet ID '" + subnet_id + "' does not exist"};
}

Result<std::size_t> Ec2::zone_of(const RunInstancesRequest& request,
                                 const LaunchTemplateData& data) const {
  // Auto Scaling chooses the zone itself; a template's subnet would only be in its way.
  const bool by_zone = request.data.SubnetId.empty() && !request.AvailabilityZone.empty();
  return zone_index(by_zone ? "" : data.SubnetId, request.AvailabilityZone);
}

Result<LaunchTemplateData> Ec2::whole_launch(const RunInstancesRequest& request) const {
  Result<LaunchTemplateData> data = data_of(request);
  const Result<std::size_t> zone =
      data ? zone_of(request, data.value()) : Result<std::size_t>(data.failure());
  if (!zone) {
    return zone.failure();
  }
  data.value().SubnetId = state_.subnets[zone.value()].SubnetId;
  return data;
}

Result<InstanceIds> Ec2::RunInstances(Context cx, RunInstancesRequest request) {
  if (const auto before = state_.reservations_by_token.find(request.ClientToken);
      before != state_.reservations_by_token.end()) {
    InstanceIds launched;
    for (const Instance& instance : state_.instances()) {
      if (instance.ReservationId == before->second) {
        launched.push_back(instance.InstanceId);
      }
    }
    return launched;
  }
  const Result<LaunchTemplateData> data = data_of(request);
  if (!data.ok()) {
    return data.failure();
  }
  const Result<std::size_t> zone = zone_of(request, data.value());
  if (!zone.ok()) {
    return zone.failure();
  }
  if (request.MaxCount < 1) {
    return Failure{"InvalidParameterValue",
                   "Value (" + std::to_string(request.MaxCount) +
                       ") for parameter maxCount is invalid. Minimum value is 1."};
  }
  const Subnet& chosen = state_.subnets[zone.value()];
  if (request.MaxCount > free_addresses(state_, chosen)) {
    return Failure{"InsufficientFreeAddressesInSubnet",
                   "There are not enough free addresses in subnet '" + chosen.SubnetId +
                       "' to satisfy the requested number of instances."};
  }
  const std::string reservation = ids_.resource("r-");
  InstanceIds launched;
  for (std::int64_t index = 0; index < request.MaxCount; ++index) {
    add_instance(cx, zone.value(), data.value(), reservation, index);
    launched.push_back(state_.instances().back().InstanceId);
  }
  if (!request.ClientToken.empty()) {
    state_.reservations_by_token[request.ClientToken] = reservation;
  }
  return launched;
}

void Ec2::add_instance(Context cx, std::size_t zone, const LaunchTemplateData& data,
                       const std::string& reservation, std::int64_t index) {
  const std::string id = ids_.resource("i-");
  Instance& instance = state_.add_instance(id, zone, account_.region);
  instance.ReservationId = reservation;
  instance.AmiLaunchIndex = index;
  instance.LaunchTime = cx.now();
  instance.NetworkInterfaceId = ids_.resource("eni-");
  instance.RootVolumeId = ids_.resource("vol-");
  instance.MacAddress = mac_address_of(instance.PrivateIpAddress);
  instance.made_of = data;
  instance.tags = data.InstanceTags;
  set_state(cx, instance, InstanceStateName::pending);
  const Context life = cx.as("ec2/" + id);
  life.spawn("boot", boot(life, id, instance.transition));
}

Result<std::vector<Instance>> Ec2::DescribeInstances(const InstanceIds& ids,
                                                     const std::vector<Filter>& filters) const {
  const Status valid = check_ids(ids);
  if (!valid.ok()) {
    return valid.failure();
  }
  if (const Status known = check_filters(filters, filterable(state_, Instance{})); !known) {
    return known.failure();
  }
  std::vector<Instance> found;
  for (const Instance& instance : state_.instances()) {
    const bool wanted = ids.empty() || std::count(ids.begin(), ids.end(), instance.InstanceId) > 0;
    if (wanted && passes(filters, filterable(state_, instance))) {
      found.push_back(instance);
    }
  }
  return found;
}

Result<std::vector<InstanceStatus>> Ec2::DescribeInstanceStatus(Context cx,
                                                                const InstanceIds& ids) const {
  const Result<std::vector<Instance>> instances = DescribeInstances(ids, {});
  if (!instances.ok()) {
    return instances.failure();
  }
  std::vector<InstanceStatus> statuses;
  for (const Instance& each : instances.value()) {
    SummaryStatus status = SummaryStatus::not_applicable;
    if (each.State == InstanceStateName::running) {
      status = each.impaired_since.has_value()                         ? SummaryStatus::impaired
               : cx.now() - each.running_since < timing_.status_checks ? SummaryStatus::initializing
                                                                       : SummaryStatus::ok;
    }
    statuses.push_back({each.InstanceId, status, status});
  }
  return statuses;
}

Result<Instance> Ec2::instance(const std::string& id) const {
  const Status valid = check_ids({id});
  if (!valid.ok()) {
    return valid.failure();
  }
  return *state_.find_instance(id);
}

HttpResponse Ec2::answer_metadata(Context cx, const std::string& id,
                                  const HttpRequest& request) const {
  const Instance* instance = state_.find_instance(id);
  SIM_ASSERT(instance != nullptr, "only instances ask the metadata service, not " + id);
  return answer(Metadata{*instance, account_, cx.kernel().seed(), cx.epoch(), cx.now()}, request);
}

int Ec2::put_response_hop_limit(const std::string& id) const {
  const Instance* instance = state_.find_instance(id);
  SIM_ASSERT(instance != nullptr, "only instances ask the metadata service, not " + id);
  return instance->made_of.MetadataOptions.value_or(InstanceMetadataOptions{})
      .HttpPutResponseHopLimit;
}

void Ec2::set_target_lifecycle_state(const std::string& id, std::string state) {
  Instance* instance = state_.find_instance(id);
  if (instance != nullptr) {
    instance->target_lifecycle_state = std::move(state);
  }
}

void Ec2::set_group_tag(const std::string& id, const std::string& group) {
  Instance* instance = state_.find_instance(id);
  SIM_ASSERT(instance != nullptr, "a member of a group is an instance, not " + id);
  if (group.empty()) {
    instance->tags.erase(k_group_name_tag);
    instance->target_lifecycle_state.clear();
  } else {
    instance->tags[k_group_name_tag] = group;
  }
}

}  // namespace greenroom::ec2
