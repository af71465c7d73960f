// What a launch is made of: read from requests, and told of templates.
#include <optional>
#include <utility>

#include "fakes/ec2/wire_values.h"

namespace greenroom::ec2 {
namespace {

// What would change an instance and is not here.
Status check_supported(const aws::Json& input) {
  for (const char* member : {"InstanceMarketOptions", "InstanceRequirements", "PrivateIpAddress"}) {
    if (input.find(member) != nullptr) {
      return unsupported(member);
    }
  }
  if (const aws::Json* hibernation = input.find("HibernationOptions");
      hibernation != nullptr && wire::flag_of(*hibernation, "Configured")) {
    return unsupported("HibernationOptions");
  }
  if (const aws::Json* placement = input.find("Placement")) {
    const std::string tenancy = wire::text_of(*placement, "Tenancy");
    if (!tenancy.empty() && tenancy != "default") {
      return unsupported("Placement with Tenancy '" + tenancy + "'");
    }
    if (!wire::text_of(*placement, "GroupName").empty()) {
      return unsupported("Placement in a group");
    }
  }
  return success();
}

// Simplified: an instance has one network interface.
Status read_interface(const aws::Json& input, LaunchTemplateData& data) {
  const aws::Json* interfaces = input.find("NetworkInterfaces");
  if (interfaces == nullptr || interfaces->items.empty()) {
    return success();
  }
  const aws::Json& interface = interfaces->items.front();
  if (interfaces->items.size() > 1 || wire::number_of(interface, "DeviceIndex", 0) != 0) {
    return unsupported("More than one network interface");
  }
  for (const char* member : {"NetworkInterfaceId", "PrivateIpAddress"}) {
    if (interface.find(member) != nullptr) {
      return unsupported("NetworkInterfaces with " + std::string(member));
    }
  }
  if (!data.SecurityGroupIds.empty() || !data.SecurityGroups.empty() || !data.SubnetId.empty()) {
    return Failure{"InvalidParameterCombination",
                   "Network interfaces and an instance-level security groups may not be specified "
                   "on the same request"};
  }
  if (interface.find("AssociatePublicIpAddress") != nullptr) {
    data.AssociatePublicIpAddress = wire::flag_of(interface, "AssociatePublicIpAddress");
  }
  data.SecurityGroupIds = wire::texts_of(interface, "Groups");
  data.SubnetId = wire::text_of(interface, "SubnetId");
  return success();
}

std::optional<IamInstanceProfile> read_profile(const aws::Json& input) {
  const aws::Json* given = input.find("IamInstanceProfile");
  if (given == nullptr) {
    return std::nullopt;
  }
  IamInstanceProfile profile;
  profile.Arn = wire::text_of(*given, "Arn");
  profile.Name = wire::text_of(*given, "Name");
  return profile;
}

Status read_user_data(const aws::Json& input, LaunchTemplateData& data) {
  std::optional<std::string> bytes = wire::bytes_of_base64(wire::text_of(input, "UserData"));
  if (!bytes) {
    return Failure{"InvalidParameterValue", "Invalid BASE64 encoding of user data."};
  }
  data.UserData = *std::move(bytes);
  return success();
}

aws::Json interfaces_of(const LaunchTemplateData& data) {
  wire::Object interface;
  interface.add("DeviceIndex", wire::number(0)).add_unless_empty("SubnetId", data.SubnetId);
  if (data.AssociatePublicIpAddress) {
    interface.add("AssociatePublicIpAddress", flag(*data.AssociatePublicIpAddress));
  }
  if (!data.SecurityGroupIds.empty()) {
    interface.add("Groups", wire::texts(data.SecurityGroupIds));
  }
  return {aws::JsonKind::Array, {}, {interface.take()}, {}};
}

}  // namespace

Result<LaunchTemplateData> read_launch_data(const aws::Json& input) {
  LaunchTemplateData data;
  data.ImageId = wire::text_of(input, "ImageId");
  data.InstanceType = wire::text_of(input, "InstanceType");
  data.KeyName = wire::text_of(input, "KeyName");
  data.SecurityGroups = wire::texts_of(input, "SecurityGroups");
  data.SecurityGroupIds = wire::texts_of(input, "SecurityGroupIds");
  data.SubnetId = wire::text_of(input, "SubnetId");
  for (const Status& read :
       {check_supported(input), read_interface(input, data), read_user_data(input, data)}) {
    if (!read) {
      return read.failure();
    }
  }
  data.IamProfile = read_profile(input);
  if (const aws::Json* options = input.find("MetadataOptions")) {
    data.MetadataOptions = read_metadata_options(*options, {});
  }
  if (input.find("DisableApiTermination") != nullptr) {
    data.DisableApiTermination = wire::flag_of(input, "DisableApiTermination");
  }
  if (const std::string on_shutdown = wire::text_of(input, "InstanceInitiatedShutdownBehavior");
      !on_shutdown.empty()) {
    data.InstanceInitiatedShutdownBehavior =
        on_shutdown == "terminate" ? ShutdownBehavior::terminate : ShutdownBehavior::stop;
  }
  Result<Tags> tags = tags_for(input, "instance");
  if (!tags) {
    return tags.failure();
  }
  data.InstanceTags = std::move(tags).value();
  return data;
}

aws::Json launch_data_of(const LaunchTemplateData& data) {
  wire::Object told;
  told.add_unless_empty("ImageId", data.ImageId)
      .add_unless_empty("InstanceType", data.InstanceType)
      .add_unless_empty("KeyName", data.KeyName)
      .add_unless_empty("UserData", wire::base64(data.UserData));
  if (data.IamProfile) {
    wire::Object profile;
    profile.add_unless_empty("Name", data.IamProfile->Name)
        .add_unless_empty("Arn", data.IamProfile->Arn);
    told.add("IamInstanceProfile", profile.take());
  }
  if (data.AssociatePublicIpAddress || !data.SubnetId.empty()) {
    told.add("NetworkInterfaces", interfaces_of(data));
  } else if (!data.SecurityGroupIds.empty()) {
    told.add("SecurityGroupIds", wire::texts(data.SecurityGroupIds));
  }
  if (!data.SecurityGroups.empty()) {
    told.add("SecurityGroups", wire::texts(data.SecurityGroups));
  }
  if (data.MetadataOptions) {
    told.add("MetadataOptions", metadata_options_of(*data.MetadataOptions));
  }
  if (data.DisableApiTermination) {
    told.add("DisableApiTermination", flag(*data.DisableApiTermination));
  }
  if (data.InstanceInitiatedShutdownBehavior) {
    const bool ends = *data.InstanceInitiatedShutdownBehavior == ShutdownBehavior::terminate;
    told.add("InstanceInitiatedShutdownBehavior", wire::text(ends ? "terminate" : "stop"));
  }
  if (!data.InstanceTags.empty()) {
    aws::Json of_instances = wire::Object()
                                 .add("ResourceType", wire::text("instance"))
                                 .add("Tags", wire::tags_of(data.InstanceTags))
                                 .take();
    told.add("TagSpecifications", {aws::JsonKind::Array, {}, {std::move(of_instances)}, {}});
  }
  return told.take();
}

}  // namespace greenroom::ec2
