#include "fakes/ec2/service.h"

#include <algorithm>
#include <utility>

#include "fakes/ec2/launch_template.h"
#include "fakes/ec2/metadata.h"
#include "fakes/ec2/user_data.h"

namespace greenroom::ec2 {
namespace {

constexpr std::size_t k_tags_max = 50;  // "aws:" keys are not counted (reference 3.2)

// `prefix` and 17 hex digits, or 8 as before 2016 (reference 3.2).
bool is_id(const std::string& text, std::string_view prefix) {
  const std::size_t digits = text.size() - std::min(text.size(), prefix.size());
  return text.rfind(prefix, 0) == 0 && (digits == 17 || digits == 8) &&
         text.find_first_not_of("0123456789abcdef", prefix.size()) == std::string::npos;
}

bool is_reserved(const std::string& key) {
  return key.rfind("aws:", 0) == 0;
}

bool matches(const Instance& instance, const Filter& filter, bool& known) {
  std::string value;
  if (filter.Name == "instance-id") {
    value = instance.InstanceId;
  } else if (filter.Name == "instance-state-name") {
    value = to_string(instance.State);
  } else if (filter.Name == "private-ip-address") {
    value = instance.PrivateIpAddress;
  } else if (filter.Name == "vpc-id") {
    value = instance.VpcId;
  } else if (filter.Name == "subnet-id") {
    value = instance.subnet.SubnetId;
  } else if (filter.Name == "availability-zone") {
    value = instance.subnet.AvailabilityZone;
  } else if (filter.Name == "image-id") {
    value = instance.made_of.ImageId;
  } else if (filter.Name.rfind("tag:", 0) == 0) {
    const auto tag = instance.tags.find(filter.Name.substr(4));
    if (tag == instance.tags.end()) {
      return false;
    }
    value = tag->second;
  } else {
    known = false;
  }
  return std::count(filter.Values.begin(), filter.Values.end(), value) > 0;
}

}  // namespace

Ec2::Ec2(aws::Ids& ids, aws::Account account, Hardware& hardware, Timing timing, std::size_t zones)
    : ids_(ids), account_(std::move(account)), hardware_(hardware), timing_(timing) {
  make_network(state_, ids_, account_.region, zones);
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
  return data;
}

Result<std::size_t> Ec2::zone_index(const std::string& availability_zone) const {
  for (std::size_t i = 0; i < state_.subnets.size(); ++i) {
    if (availability_zone.empty() || state_.subnets[i].AvailabilityZone == availability_zone) {
      return i;
    }
  }
  return Failure{"InvalidParameterValue", "Invalid availability zone: [" + availability_zone + "]"};
}

Result<InstanceIds> Ec2::RunInstances(Context cx, RunInstancesRequest request) {
  const Result<LaunchTemplateData> data = data_of(request);
  if (!data.ok()) {
    return data.failure();
  }
  const Result<std::size_t> zone = zone_index(request.AvailabilityZone);
  if (!zone.ok()) {
    return zone.failure();
  }
  if (request.MaxCount < 1) {
    return Failure{"InvalidParameterValue",
                   "Value (" + std::to_string(request.MaxCount) +
                       ") for parameter maxCount is invalid. Minimum value is 1."};
  }
  const std::string reservation = ids_.resource("r-");
  InstanceIds launched;
  for (std::int64_t index = 0; index < request.MaxCount; ++index) {
    add_instance(cx, zone.value(), data.value(), reservation, index);
    launched.push_back(state_.instances().back().InstanceId);
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
  std::vector<Instance> found;
  for (const Filter& filter : filters) {
    bool known = true;
    (void)matches(Instance{}, filter, known);
    if (!known) {
      return Failure{"InvalidParameterValue", "The filter '" + filter.Name + "' is invalid"};
    }
  }
  for (const Instance& instance : state_.instances()) {
    bool wanted = ids.empty() || std::count(ids.begin(), ids.end(), instance.InstanceId) > 0;
    for (const Filter& filter : filters) {
      bool known = true;
      wanted = wanted && matches(instance, filter, known);
    }
    if (wanted) {
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

Status Ec2::CreateTags(const InstanceIds& ids, const Tags& tags) {
  const Status valid = check_ids(ids);
  if (!valid.ok()) {
    return valid;
  }
  for (const auto& [key, value] : tags) {
    if (is_reserved(key)) {
      return Failure{"InvalidParameterValue",
                     "Tag keys starting with 'aws:' are reserved for internal use"};
    }
    if (key.empty() || key.size() > 128 || value.size() > 256) {
      return Failure{"InvalidParameterValue",
                     "Tag key has 1 to 128 characters and its value 256 at most: '" + key + "'"};
    }
  }
  for (const std::string& id : ids) {
    Tags joined = state_.find_instance(id)->tags;
    joined.insert(tags.begin(), tags.end());
    if (std::count_if(joined.begin(), joined.end(), [](const auto& tag) {
          return !is_reserved(tag.first);
        }) > static_cast<std::ptrdiff_t>(k_tags_max)) {
      return Failure{"TagLimitExceeded",
                     "The maximum number of tags for resource '" + id + "' has been reached."};
    }
  }
  for (const std::string& id : ids) {
    for (const auto& [key, value] : tags) {
      state_.find_instance(id)->tags[key] = value;
    }
  }
  return success();
}

Status Ec2::DeleteTags(const InstanceIds& ids, const std::vector<std::string>& keys) {
  const Status valid = check_ids(ids);
  if (!valid.ok()) {
    return valid;
  }
  for (const std::string& key : keys) {
    if (is_reserved(key)) {
      return Failure{"InvalidParameterValue",
                     "Tag keys starting with 'aws:' are reserved for internal use"};
    }
  }
  for (const std::string& id : ids) {
    for (const std::string& key : keys) {
      state_.find_instance(id)->tags.erase(key);
    }
  }
  return success();
}

Result<Instance> Ec2::instance(const std::string& id) const {
  const Status valid = check_ids({id});
  if (!valid.ok()) {
    return valid.failure();
  }
  return *state_.find_instance(id);
}

Status Ec2::ModifyInstanceMetadataOptions(const std::string& id, InstanceMetadataOptions options) {
  const Status valid = check_ids({id});
  if (!valid.ok()) {
    return valid;
  }
  if (options.HttpPutResponseHopLimit < 1 || options.HttpPutResponseHopLimit > 64) {
    return Failure{"InvalidParameterValue",
                   "The value " + std::to_string(options.HttpPutResponseHopLimit) +
                       " of HttpPutResponseHopLimit is not between 1 and 64"};
  }
  state_.find_instance(id)->made_of.MetadataOptions = options;
  return success();
}

Status Ec2::modify_user_data(const std::string& id, std::string user_data) {
  const Status valid = check_ids({id});
  if (!valid.ok()) {
    return valid;
  }
  Instance* instance = state_.find_instance(id);
  if (instance->State != InstanceStateName::stopped) {
    return Failure{"IncorrectInstanceState",
                   "The instance '" + id + "' is not in the 'stopped' state."};
  }
  if (user_data.size() > k_user_data_bytes_max) {
    return Failure{"InvalidParameterValue", "User data is limited to 16384 bytes"};
  }
  instance->made_of.UserData = std::move(user_data);
  return success();
}

Status Ec2::modify_termination_protection(const std::string& id, bool is_protected) {
  const Status valid = check_ids({id});
  if (!valid.ok()) {
    return valid;
  }
  state_.find_instance(id)->made_of.DisableApiTermination = is_protected;
  return success();
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
