// One instance, as DescribeInstances tells of it.
#include <utility>

#include "fakes/ec2/wire_values.h"

namespace greenroom::ec2 {
namespace {

aws::Json one(aws::Json item) {
  return {aws::JsonKind::Array, {}, {std::move(item)}, {}};
}

aws::Json volumes_of(const aws::Json& attached, const Instance& instance) {
  aws::Json volume = wire::Object()
                         .add("AttachTime", attached)
                         .add("DeleteOnTermination", flag(true))
                         .add("Status", wire::text("attached"))
                         .add("VolumeId", wire::text(instance.RootVolumeId))
                         .take();
  return one(wire::Object()
                 .add("DeviceName", wire::text("/dev/xvda"))
                 .add("Ebs", std::move(volume))
                 .take());
}

aws::Json address_of(const Instance& instance) {
  return wire::Object()
      .add("IpOwnerId", wire::text("amazon"))
      .add("PublicDnsName", wire::text(instance.PublicDnsName))
      .add("PublicIp", wire::text(instance.PublicIpAddress))
      .take();
}

aws::Json interface_of(const aws::Json& attached, const Ec2& ec2, const Instance& instance) {
  wire::Object address;
  address.add("Primary", flag(true))
      .add("PrivateDnsName", wire::text(instance.PrivateDnsName))
      .add("PrivateIpAddress", wire::text(instance.PrivateIpAddress));
  wire::Object interface;
  if (!instance.PublicIpAddress.empty()) {
    address.add("Association", address_of(instance));
    interface.add("Association", address_of(instance));
  }
  const std::string& eni = instance.NetworkInterfaceId;
  return interface
      .add("Attachment",
           wire::Object()
               .add("AttachTime", attached)
               .add("AttachmentId", wire::text("eni-attach-" + eni.substr(eni.find('-') + 1)))
               .add("DeleteOnTermination", flag(true))
               .add("DeviceIndex", wire::number(0))
               .add("Status", wire::text("attached"))
               .take())
      .add("Description", wire::text(""))
      .add("Groups", groups_json(groups_of(ec2.state(), instance.made_of)))
      .add("MacAddress", wire::text(instance.MacAddress))
      .add("NetworkInterfaceId", wire::text(eni))
      .add("OwnerId", wire::text(ec2.account().id))
      .add("PrivateDnsName", wire::text(instance.PrivateDnsName))
      .add("PrivateIpAddress", wire::text(instance.PrivateIpAddress))
      .add("PrivateIpAddresses", one(address.take()))
      .add("SourceDestCheck", flag(true))
      .add("Status", wire::text("in-use"))
      .add("SubnetId", wire::text(instance.subnet.SubnetId))
      .add("VpcId", wire::text(instance.VpcId))
      .add("InterfaceType", wire::text("interface"))
      .take();
}

// What a terminated instance no longer has.
void add_body(wire::Object& told, Context cx, const Ec2& ec2, const Instance& instance) {
  const aws::Json attached = wire::timestamp(cx.epoch(), instance.LaunchTime);
  told.add("BlockDeviceMappings", volumes_of(attached, instance))
      .add("NetworkInterfaces", one(interface_of(attached, ec2, instance)))
      .add("SecurityGroups", groups_json(groups_of(ec2.state(), instance.made_of)))
      .add("SourceDestCheck", flag(true))
      .add("SubnetId", wire::text(instance.subnet.SubnetId))
      .add("VpcId", wire::text(instance.VpcId))
      .add("PrivateIpAddress", wire::text(instance.PrivateIpAddress))
      .add_unless_empty("PublicIpAddress", instance.PublicIpAddress);
  if (const std::optional<IamInstanceProfile>& profile = instance.made_of.IamProfile) {
    told.add("IamInstanceProfile", wire::Object()
                                       .add("Arn", wire::text(profile->Arn))
                                       .add("Id", wire::text(profile->Id))
                                       .take());
  }
}

}  // namespace

aws::Json instance_of(Context cx, const Ec2& ec2, const Instance& instance) {
  const bool is_gone = instance.State == InstanceStateName::terminated;
  wire::Object told;
  told.add("InstanceId", wire::text(instance.InstanceId))
      .add("ImageId", wire::text(instance.made_of.ImageId))
      .add("State", state_of(instance.State))
      .add("PrivateDnsName", wire::text(is_gone ? "" : instance.PrivateDnsName))
      .add("PublicDnsName", wire::text(instance.PublicDnsName))
      .add("StateTransitionReason", wire::text(instance.StateTransitionReason))
      .add_unless_empty("KeyName", instance.made_of.KeyName)
      .add("AmiLaunchIndex", wire::number(instance.AmiLaunchIndex))
      .add("InstanceType", wire::text(instance.made_of.InstanceType))
      .add("LaunchTime", wire::timestamp(cx.epoch(), instance.LaunchTime))
      .add("Placement", wire::Object()
                            .add("GroupName", wire::text(""))
                            .add("Tenancy", wire::text("default"))
                            .add("AvailabilityZone", wire::text(instance.subnet.AvailabilityZone))
                            .take())
      .add("Monitoring", wire::Object().add("State", wire::text("disabled")).take())
      .add("Architecture", wire::text("x86_64"))
      .add("EbsOptimized", flag(false))
      .add("EnaSupport", flag(true))
      .add("Hypervisor", wire::text("xen"))
      .add("RootDeviceName", wire::text("/dev/xvda"))
      .add("RootDeviceType", wire::text("ebs"))
      .add("VirtualizationType", wire::text("hvm"))
      .add("PlatformDetails", wire::text("Linux/UNIX"))
      .add(
          "MetadataOptions",
          metadata_options_of(instance.made_of.MetadataOptions.value_or(InstanceMetadataOptions{})))
      .add("Tags", wire::tags_of(instance.tags));
  if (instance.Reason) {
    told.add("StateReason", wire::Object()
                                .add("Code", wire::text(instance.Reason->Code))
                                .add("Message", wire::text(instance.Reason->Message))
                                .take());
  }
  if (!is_gone) {
    add_body(told, cx, ec2, instance);
  }
  return told.take();
}

}  // namespace greenroom::ec2
