// AWS: the API model of EC2, version 2016-11-15. Instances: launching and describing. The rights of
// RunInstances are on a whole launch (whole_launch in wire.h), its template's part included.
#include "fakes/ec2/wire_table.h"

namespace greenroom::ec2 {

const char* const k_table_instances = R"(
service ec2 ec2 2016-11-15
operation RunInstances RunInstancesRequest Reservation
right RunInstances = ~instance/*
right RunInstances = arn:aws:ec2:{region}::image/{ImageId}
right RunInstances = ~subnet/{SubnetId}
right RunInstances = ~security-group/{SecurityGroupIds}
right RunInstances = ~network-interface/*
right RunInstances = ~volume/*
right RunInstances = ~key-pair/{KeyName} if=KeyName
right RunInstances = ~launch-template/{LaunchTemplate.LaunchTemplateId} if=LaunchTemplate
right RunInstances ec2:CreateTags ~{TagSpecifications.ResourceType}/* if=TagSpecifications
right RunInstances iam:PassRole
  {role_of_profile(IamInstanceProfile.Name)} if=IamInstanceProfile.Name to=ec2.amazonaws.com
right RunInstances iam:PassRole
  {role_of_profile(IamInstanceProfile.Arn)} if=IamInstanceProfile.Arn to=ec2.amazonaws.com
operation DescribeInstances DescribeInstancesRequest DescribeInstancesResult
right DescribeInstances = *
operation DescribeInstanceStatus DescribeInstanceStatusRequest DescribeInstanceStatusResult
right DescribeInstanceStatus = *
structure Unit
structure RunInstancesRequest ImageId:ImageId InstanceType:InstanceType KeyName:KeyPairName
  MaxCount:Integer! MinCount:Integer! Placement:Placement
  SecurityGroupIds:SecurityGroupIdStringList@xml=SecurityGroupId
  SecurityGroups:SecurityGroupStringList@xml=SecurityGroup SubnetId:SubnetId
  UserData:RunInstancesUserData TagSpecifications:TagSpecificationList@xml=TagSpecification
  LaunchTemplate:LaunchTemplateSpecification InstanceMarketOptions:InstanceMarketOptionsRequest
  HibernationOptions:HibernationOptionsRequest MetadataOptions:InstanceMetadataOptionsRequest
  DryRun:Boolean@xml=dryRun DisableApiTermination:Boolean@xml=disableApiTermination
  InstanceInitiatedShutdownBehavior:ShutdownBehavior@xml=instanceInitiatedShutdownBehavior
  PrivateIpAddress:String@xml=privateIpAddress ClientToken:String@xml=clientToken
  NetworkInterfaces:InstanceNetworkInterfaceSpecificationList@xml=networkInterface
  IamInstanceProfile:IamInstanceProfileSpecification@xml=iamInstanceProfile
string ImageId
string KeyPairName
integer Integer
structure Placement GroupName:PlacementGroupName@xml=groupName Tenancy:Tenancy@xml=tenancy
  AvailabilityZone:String@xml=availabilityZone
string PlacementGroupName
enum Tenancy default dedicated host
string String
list SecurityGroupIdStringList SecurityGroupId element=SecurityGroupId
string SecurityGroupId
list SecurityGroupStringList SecurityGroupName element=SecurityGroup
string SecurityGroupName
string SubnetId
string RunInstancesUserData
list TagSpecificationList TagSpecification element=item
structure TagSpecification ResourceType:ResourceType@xml=resourceType Tags:TagList@xml=Tag
enum ResourceType capacity-reservation client-vpn-endpoint customer-gateway carrier-gateway
  coip-pool declarative-policies-report dedicated-host dhcp-options egress-only-internet-gateway
  elastic-ip elastic-gpu export-image-task export-instance-task fleet fpga-image host-reservation
  image image-usage-report import-image-task import-snapshot-task instance instance-event-window
  internet-gateway ipam ipam-pool ipam-scope ipv4pool-ec2 ipv6pool-ec2 key-pair launch-template
  local-gateway local-gateway-route-table local-gateway-virtual-interface
  local-gateway-virtual-interface-group local-gateway-route-table-vpc-association
  local-gateway-route-table-virtual-interface-group-association natgateway network-acl
  network-interface network-insights-analysis network-insights-path network-insights-access-scope
  network-insights-access-scope-analysis outpost-lag placement-group prefix-list
  replace-root-volume-task reserved-instances route-table security-group security-group-rule
  service-link-virtual-interface snapshot spot-fleet-request spot-instances-request subnet
  subnet-cidr-reservation traffic-mirror-filter traffic-mirror-session traffic-mirror-target
  transit-gateway transit-gateway-attachment transit-gateway-connect-peer
  transit-gateway-multicast-domain transit-gateway-policy-table transit-gateway-metering-policy
  transit-gateway-route-table transit-gateway-route-table-announcement volume vpc vpc-endpoint
  vpc-endpoint-connection vpc-endpoint-service vpc-endpoint-service-permission
  vpc-peering-connection vpn-connection vpn-gateway vpc-flow-log capacity-reservation-fleet
  traffic-mirror-filter-rule vpc-endpoint-connection-device-type verified-access-instance
  verified-access-group verified-access-endpoint verified-access-policy
  verified-access-trust-provider vpn-connection-device-type vpc-block-public-access-exclusion
  vpc-encryption-control route-server route-server-endpoint route-server-peer
  ipam-resource-discovery ipam-resource-discovery-association instance-connect-endpoint
  verified-access-endpoint-target ipam-external-resource-verification-token capacity-block
  mac-modification-task ipam-prefix-list-resolver ipam-policy ipam-prefix-list-resolver-target
  secondary-interface secondary-network secondary-subnet capacity-manager-data-export
  vpn-concentrator ipam-pool-allocation
list TagList Tag element=item
structure Tag Key:String@xml=key Value:String@xml=value
structure LaunchTemplateSpecification LaunchTemplateId:LaunchTemplateId LaunchTemplateName:String
  Version:String
string LaunchTemplateId
structure InstanceMarketOptionsRequest MarketType:MarketType
enum MarketType spot capacity-block interruptible-capacity-reservation
structure HibernationOptionsRequest Configured:Boolean
boolean Boolean
structure InstanceMetadataOptionsRequest HttpTokens:HttpTokensState
  HttpPutResponseHopLimit:Integer HttpEndpoint:InstanceMetadataEndpointState
  InstanceMetadataTags:InstanceMetadataTagsState
enum HttpTokensState optional required
enum InstanceMetadataEndpointState disabled enabled
enum InstanceMetadataTagsState disabled enabled
enum ShutdownBehavior stop terminate
list InstanceNetworkInterfaceSpecificationList InstanceNetworkInterfaceSpecification element=item
structure InstanceNetworkInterfaceSpecification
  AssociatePublicIpAddress:Boolean@xml=associatePublicIpAddress
  DeviceIndex:Integer@xml=deviceIndex Groups:SecurityGroupIdStringList@xml=SecurityGroupId
  NetworkInterfaceId:NetworkInterfaceId@xml=networkInterfaceId
  PrivateIpAddress:String@xml=privateIpAddress SubnetId:String@xml=subnetId
string NetworkInterfaceId
structure IamInstanceProfileSpecification Arn:String@xml=arn Name:String@xml=name
structure Reservation ReservationId:String@xml=reservationId OwnerId:String@xml=ownerId
  Groups:GroupIdentifierList@xml=groupSet Instances:InstanceList@xml=instancesSet
list GroupIdentifierList GroupIdentifier element=item
structure GroupIdentifier GroupId:String@xml=groupId GroupName:String@xml=groupName
list InstanceList Instance element=item
structure Instance Architecture:ArchitectureValues@xml=architecture
  BlockDeviceMappings:InstanceBlockDeviceMappingList@xml=blockDeviceMapping
  ClientToken:String@xml=clientToken EbsOptimized:Boolean@xml=ebsOptimized
  EnaSupport:Boolean@xml=enaSupport Hypervisor:HypervisorType@xml=hypervisor
  IamInstanceProfile:IamInstanceProfile@xml=iamInstanceProfile
  NetworkInterfaces:InstanceNetworkInterfaceList@xml=networkInterfaceSet
  RootDeviceName:String@xml=rootDeviceName RootDeviceType:DeviceType@xml=rootDeviceType
  SecurityGroups:GroupIdentifierList@xml=groupSet SourceDestCheck:Boolean@xml=sourceDestCheck
  StateReason:StateReason@xml=stateReason Tags:TagList@xml=tagSet
  VirtualizationType:VirtualizationType@xml=virtualizationType
  MetadataOptions:InstanceMetadataOptionsResponse@xml=metadataOptions
  PlatformDetails:String@xml=platformDetails InstanceId:String@xml=instanceId
  ImageId:String@xml=imageId State:InstanceState@xml=instanceState
  PrivateDnsName:String@xml=privateDnsName PublicDnsName:String@xml=dnsName
  StateTransitionReason:String@xml=reason KeyName:String@xml=keyName
  AmiLaunchIndex:Integer@xml=amiLaunchIndex InstanceType:InstanceType@xml=instanceType
  LaunchTime:DateTime@xml=launchTime Placement:Placement@xml=placement
  Monitoring:Monitoring@xml=monitoring SubnetId:String@xml=subnetId VpcId:String@xml=vpcId
  PrivateIpAddress:String@xml=privateIpAddress PublicIpAddress:String@xml=ipAddress
enum ArchitectureValues i386 x86_64 arm64 x86_64_mac arm64_mac
list InstanceBlockDeviceMappingList InstanceBlockDeviceMapping element=item
structure InstanceBlockDeviceMapping DeviceName:String@xml=deviceName
  Ebs:EbsInstanceBlockDevice@xml=ebs
structure EbsInstanceBlockDevice AttachTime:DateTime@xml=attachTime
  DeleteOnTermination:Boolean@xml=deleteOnTermination Status:AttachmentStatus@xml=status
  VolumeId:String@xml=volumeId
timestamp DateTime
enum AttachmentStatus attaching attached detaching detached
enum HypervisorType ovm xen
structure IamInstanceProfile Arn:String@xml=arn Id:String@xml=id
list InstanceNetworkInterfaceList InstanceNetworkInterface element=item
structure InstanceNetworkInterface Association:InstanceNetworkInterfaceAssociation@xml=association
  Attachment:InstanceNetworkInterfaceAttachment@xml=attachment Description:String@xml=description
  Groups:GroupIdentifierList@xml=groupSet MacAddress:String@xml=macAddress
  NetworkInterfaceId:String@xml=networkInterfaceId OwnerId:String@xml=ownerId
  PrivateDnsName:String@xml=privateDnsName PrivateIpAddress:String@xml=privateIpAddress
  PrivateIpAddresses:InstancePrivateIpAddressList@xml=privateIpAddressesSet
  SourceDestCheck:Boolean@xml=sourceDestCheck Status:NetworkInterfaceStatus@xml=status
  SubnetId:String@xml=subnetId VpcId:String@xml=vpcId InterfaceType:String@xml=interfaceType
structure InstanceNetworkInterfaceAssociation IpOwnerId:String@xml=ipOwnerId
  PublicDnsName:String@xml=publicDnsName PublicIp:String@xml=publicIp
structure InstanceNetworkInterfaceAttachment AttachTime:DateTime@xml=attachTime
  AttachmentId:String@xml=attachmentId DeleteOnTermination:Boolean@xml=deleteOnTermination
  DeviceIndex:Integer@xml=deviceIndex Status:AttachmentStatus@xml=status
list InstancePrivateIpAddressList InstancePrivateIpAddress element=item
structure InstancePrivateIpAddress Association:InstanceNetworkInterfaceAssociation@xml=association
  Primary:Boolean@xml=primary PrivateDnsName:String@xml=privateDnsName
  PrivateIpAddress:String@xml=privateIpAddress
enum NetworkInterfaceStatus available associated attaching in-use detaching
enum DeviceType ebs instance-store
structure StateReason Code:String@xml=code Message:String@xml=message
enum VirtualizationType hvm paravirtual
structure InstanceMetadataOptionsResponse State:InstanceMetadataOptionsState@xml=state
  HttpTokens:HttpTokensState@xml=httpTokens
  HttpPutResponseHopLimit:Integer@xml=httpPutResponseHopLimit
  HttpEndpoint:InstanceMetadataEndpointState@xml=httpEndpoint
  InstanceMetadataTags:InstanceMetadataTagsState@xml=instanceMetadataTags
enum InstanceMetadataOptionsState pending applied
structure InstanceState Code:Integer@xml=code Name:InstanceStateName@xml=name
enum InstanceStateName pending running shutting-down terminated stopping stopped
structure Monitoring State:MonitoringState@xml=state
enum MonitoringState disabled disabling enabled pending
structure DescribeInstancesRequest InstanceIds:InstanceIdStringList@xml=InstanceId
  DryRun:Boolean@xml=dryRun Filters:FilterList@xml=Filter NextToken:String@xml=nextToken
  MaxResults:Integer@xml=maxResults
list InstanceIdStringList InstanceId element=InstanceId
string InstanceId
list FilterList Filter element=Filter
structure Filter Name:String Values:ValueStringList@xml=Value
list ValueStringList String element=item
structure DescribeInstancesResult NextToken:String@xml=nextToken
  Reservations:ReservationList@xml=reservationSet
list ReservationList Reservation element=item
structure DescribeInstanceStatusRequest InstanceIds:InstanceIdStringList@xml=InstanceId
  MaxResults:Integer NextToken:String DryRun:Boolean@xml=dryRun Filters:FilterList@xml=Filter
  IncludeAllInstances:Boolean@xml=includeAllInstances
structure DescribeInstanceStatusResult InstanceStatuses:InstanceStatusList@xml=instanceStatusSet
  NextToken:String@xml=nextToken
list InstanceStatusList InstanceStatus element=item
structure InstanceStatus AvailabilityZone:String@xml=availabilityZone
  AvailabilityZoneId:AvailabilityZoneId@xml=availabilityZoneId InstanceId:String@xml=instanceId
  InstanceState:InstanceState@xml=instanceState
  InstanceStatus:InstanceStatusSummary@xml=instanceStatus
  SystemStatus:InstanceStatusSummary@xml=systemStatus
string AvailabilityZoneId
structure InstanceStatusSummary Details:InstanceStatusDetailsList@xml=details
  Status:SummaryStatus@xml=status
list InstanceStatusDetailsList InstanceStatusDetails element=item
structure InstanceStatusDetails ImpairedSince:DateTime@xml=impairedSince Name:StatusName@xml=name
  Status:StatusType@xml=status
enum StatusName reachability
enum StatusType passed failed insufficient-data initializing
enum SummaryStatus ok impaired insufficient-data not-applicable initializing
)";

}  // namespace greenroom::ec2
